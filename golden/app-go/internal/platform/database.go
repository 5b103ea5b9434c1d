package platform

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/rds/auth"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	connectTimeout   = 5 * time.Second
	statementTimeout = 30 * time.Second
)

type databaseConfig struct {
	host, name, user     string
	port                 int
	sslmode, sslrootcert string
	password             string // for local work; without it, an IAM token
}

func loadDatabaseConfig(env *environment) databaseConfig {
	config := databaseConfig{
		host:        env.text("DATABASE_HOST", ""),
		port:        env.number("DATABASE_PORT", 5432, 1, 65535),
		name:        env.text("DATABASE_NAME", ""),
		user:        env.text("DATABASE_USER", ""),
		password:    env.text("DATABASE_PASSWORD", ""),
		sslmode:     env.choice("DATABASE_SSLMODE", "verify-full", "disable", "require", "verify-ca", "verify-full"),
		sslrootcert: env.text("DATABASE_SSLROOTCERT", "rds-ca.pem"),
	}
	if config.host != "" && config.name == "" {
		env.problem("DATABASE_NAME must be set, since DATABASE_HOST is")
	}
	if config.host != "" && config.user == "" {
		env.problem("DATABASE_USER must be set, since DATABASE_HOST is")
	}
	return config
}

func (c *Clients) openDatabase(ctx context.Context, config databaseConfig, settings aws.Config) error {
	c.AddCheck("database", config.host != "", func(ctx context.Context) error {
		_, err := c.Database.Exec(ctx, "SELECT 1")
		return err
	})
	if config.host == "" {
		return nil
	}
	parameters := url.Values{"sslmode": {config.sslmode}}
	if strings.HasPrefix(config.sslmode, "verify-") {
		parameters.Set("sslrootcert", config.sslrootcert)
	}
	address := url.URL{
		Scheme:   "postgres",
		Host:     config.endpoint(),
		Path:     config.name,
		RawQuery: parameters.Encode(),
	}
	pool, err := pgxpool.ParseConfig(address.String())
	if err != nil {
		return fmt.Errorf("database: %w", err)
	}
	pool.MaxConns = 10
	// At most an hour, and not all at once.
	pool.MaxConnLifetime = 50 * time.Minute
	pool.MaxConnLifetimeJitter = 10 * time.Minute
	// A round trip for each use of a connection; in return no query meets one
	// that the server has closed, as it does when it fails over.
	pool.ShouldPing = func(context.Context, pgxpool.ShouldPingParams) bool { return true }
	pool.PingTimeout = checkTimeout
	pool.ConnConfig.ConnectTimeout = connectTimeout
	pool.ConnConfig.RuntimeParams["statement_timeout"] = strconv.FormatInt(statementTimeout.Milliseconds(), 10)
	pool.BeforeConnect = login(config, settings)

	c.Database, err = pgxpool.NewWithConfig(ctx, pool)
	if err != nil {
		return fmt.Errorf("database: %w", err)
	}
	c.OnClose(c.Database.Close)
	return nil
}

func (c databaseConfig) endpoint() string { return net.JoinHostPort(c.host, strconv.Itoa(c.port)) }

// login sets user and password of a new connection. The password is a token
// that the process's IAM role signs. RDS takes it for 15 minutes, so each
// connection has its own.
func login(config databaseConfig, settings aws.Config) func(context.Context, *pgx.ConnConfig) error {
	return func(ctx context.Context, connection *pgx.ConnConfig) error {
		connection.User, connection.Password = config.user, config.password
		if config.password != "" {
			return nil
		}
		ctx, cancel := context.WithTimeout(ctx, connectTimeout)
		defer cancel()
		token, err := auth.BuildAuthToken(ctx, config.endpoint(), settings.Region, config.user, settings.Credentials)
		if err != nil {
			return fmt.Errorf("sign a token for the database: %w", err)
		}
		connection.Password = token
		return nil
	}
}
