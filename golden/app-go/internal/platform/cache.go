package platform

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

type cacheConfig struct {
	host string
	port int
	tls  bool
}

func loadCacheConfig(env *environment) cacheConfig {
	return cacheConfig{
		host: env.text("REDIS_HOST", ""),
		port: env.number("REDIS_PORT", 6379, 1, 65535),
		tls:  env.choice("REDIS_TLS", "true", "true", "false") == "true",
	}
}

func (c *Clients) openCache(config cacheConfig) {
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
	redis.SetLogger(redisLog{})
	c.Cache = redis.NewClient(options)
	c.OnClose(func() { _ = c.Cache.Close() })
}

// redisLog brings the library's own lines into the service's log.
type redisLog struct{}

func (redisLog) Printf(ctx context.Context, format string, args ...any) {
	slog.WarnContext(ctx, "redis", "error", fmt.Sprintf(format, args...))
}
