package platform

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/redis/go-redis/v9"
)

type cacheConfig struct {
	host string
	port int
	tls  bool
	name string // of the cache, which a token is for
	user string // without one, for local work, it logs in as nobody
}

func loadCacheConfig(env *environment) cacheConfig {
	config := cacheConfig{
		host: env.text("REDIS_HOST", ""),
		port: env.number("REDIS_PORT", 6379, 1, 65535),
		tls:  env.choice("REDIS_TLS", "true", "true", "false") == "true",
		name: env.text("REDIS_NAME", ""),
		user: env.text("REDIS_USER", ""),
	}
	if config.host != "" && config.user != "" && config.name == "" {
		env.problem("REDIS_NAME must be set, since REDIS_USER is")
	}
	return config
}

func (c *Clients) openCache(config cacheConfig, settings aws.Config) {
	c.AddCheck("cache", config.host != "", func(ctx context.Context) error {
		return c.Cache.Ping(ctx).Err()
	})
	if config.host == "" {
		return
	}
	options := &redis.Options{
		Addr:         net.JoinHostPort(config.host, strconv.Itoa(config.port)),
		DialTimeout:  2 * time.Second,
		ReadTimeout:  2 * time.Second,
		WriteTimeout: 2 * time.Second,
		// Otherwise a command would ignore the deadline of its context.
		ContextTimeoutEnabled: true,
	}
	if config.tls {
		options.TLSConfig = &tls.Config{ServerName: config.host, MinVersion: tls.VersionTLS12}
	}
	if config.user != "" {
		options.CredentialsProviderContext = cacheToken(config, settings)
	}
	redis.SetLogger(redisLog{})
	c.Cache = redis.NewClient(options)
	c.OnClose(func() { _ = c.Cache.Close() })
}

// CacheKey is a key, or a channel, of this service: Redis refuses those of
// others.
func (c *Clients) CacheKey(name string) string { return c.Config.CachePrefix + name }

// emptyHash is the SHA-256 of a request without a body.
const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// cacheToken returns user and password of a new connection. The password is a
// request to connect that the process's IAM role signs. ElastiCache takes it for
// 15 minutes, so each connection has its own.
func cacheToken(config cacheConfig, settings aws.Config) func(context.Context) (user, password string, err error) {
	query := url.Values{"Action": {"connect"}, "User": {config.user}, "X-Amz-Expires": {"900"}}
	return func(ctx context.Context) (string, string, error) {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+config.name+"/?"+query.Encode(), nil)
		if err != nil {
			return "", "", fmt.Errorf("cache: %w", err)
		}
		credentials, err := settings.Credentials.Retrieve(ctx)
		if err != nil {
			return "", "", fmt.Errorf("sign a token for the cache: %w", err)
		}
		token, _, err := v4.NewSigner().PresignHTTP(ctx, credentials, request, emptyHash, "elasticache", settings.Region, time.Now())
		if err != nil {
			return "", "", fmt.Errorf("sign a token for the cache: %w", err)
		}
		return config.user, strings.TrimPrefix(token, "http://"), nil
	}
}

// redisLog brings the library's own lines into the service's log.
type redisLog struct{}

func (redisLog) Printf(ctx context.Context, format string, args ...any) {
	slog.WarnContext(ctx, "redis", "error", fmt.Sprintf(format, args...))
}
