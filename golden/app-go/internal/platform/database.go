package platform

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	connectTimeout   = 5 * time.Second
	statementTimeout = 30 * time.Second
)

type databaseConfig struct {
	host, name, sslmode string
	port                int
	secretARN           string
	user, password      string // without a secret, for local work
}

func loadDatabaseConfig(env *environment) databaseConfig {
	config := databaseConfig{
		host:      env.text("DATABASE_HOST", ""),
		port:      env.number("DATABASE_PORT", 5432, 1, 65535),
		name:      env.text("DATABASE_NAME", ""),
		sslmode:   env.choice("DATABASE_SSLMODE", "require", "disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
		secretARN: env.text("DATABASE_SECRET_ARN", ""),
		user:      env.text("DATABASE_USER", ""),
		password:  env.text("DATABASE_PASSWORD", ""),
	}
	if config.host != "" && config.name == "" {
		env.problem("DATABASE_NAME must be set, since DATABASE_HOST is")
	}
	if config.host != "" && config.secretARN == "" && config.user == "" {
		env.problem("DATABASE_SECRET_ARN or DATABASE_USER must be set, since DATABASE_HOST is")
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
	address := url.URL{
		Scheme:   "postgres",
		Host:     net.JoinHostPort(config.host, strconv.Itoa(config.port)),
		Path:     config.name,
		RawQuery: url.Values{"sslmode": {config.sslmode}}.Encode(),
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
	pool.BeforeConnect = credentials(config, secretsmanager.NewFromConfig(settings))

	c.Database, err = pgxpool.NewWithConfig(ctx, pool)
	if err != nil {
		return fmt.Errorf("database: %w", err)
	}
	c.OnClose(c.Database.Close)
	return nil
}

// credentials sets user and password of a new connection. RDS rotates the
// secret, so it is read every time and never kept: after a login with a
// password that has just been replaced, the next one has the new password.
func credentials(config databaseConfig, secrets *secretsmanager.Client) func(context.Context, *pgx.ConnConfig) error {
	return func(ctx context.Context, connection *pgx.ConnConfig) error {
		connection.User, connection.Password = config.user, config.password
		if config.secretARN == "" {
			return nil
		}
		ctx, cancel := context.WithTimeout(ctx, connectTimeout)
		defer cancel()
		secret, err := secrets.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: &config.secretARN})
		if err != nil {
			return fmt.Errorf("read the database's secret: %w", err)
		}
		var login struct{ Username, Password string }
		if err := json.Unmarshal([]byte(aws.ToString(secret.SecretString)), &login); err != nil {
			// The cause would show part of the secret.
			return errors.New("the database's secret is not JSON with username and password")
		}
		connection.User, connection.Password = login.Username, login.Password
		return nil
	}
}
