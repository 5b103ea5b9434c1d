// Package platform is what the service stands on: configuration, logs, the
// HTTP server, and clients of what it uses. scaffold generates it and keeps it
// up to date; the service itself is package app.
package platform

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// BasePath comes before every route: the load balancer sends the service what
// lies below it and does not take it off.
const BasePath = "/store"

// HealthPaths are where the load balancer and the container ask for health.
var HealthPaths = []string{"/store/health", "/store/ready"}

// Config is the environment of the process, checked.
type Config struct {
	Port        int
	Environment string
	Service     string
	LogLevel    slog.Level
	Grace       time.Duration // to finish what has begun

	CachePrefix string // what keys and channels begin with

	Buckets map[string]string // S3's name by ours; empty where it is not configured

	Tables map[string]string // DynamoDB's name by ours; empty where it is not configured

	database databaseConfig

	cache cacheConfig

	queues map[string]string // URL by name; empty where it is not configured

	services map[string]string // URL by name; empty where it is not configured
}

// LoadConfig reads the environment. With an error the Config is still good
// enough for logging it.
func LoadConfig(getenv func(string) string) (Config, error) {
	env := &environment{getenv: getenv}
	config := Config{
		Port:        env.number("PORT", 9090, 1, 65535),
		Environment: env.text("ENVIRONMENT", "local"),
		Service:     env.text("SERVICE_NAME", "shop"),
		LogLevel:    env.level("LOG_LEVEL", "info"),
		Grace:       time.Duration(env.number("SHUTDOWN_GRACE_SECONDS", 55, 1, 3600)) * time.Second,
	}
	config.database = loadDatabaseConfig(env)
	config.cache = loadCacheConfig(env)
	config.CachePrefix = env.text("REDIS_KEY_PREFIX", "shop:")
	config.queues = map[string]string{}
	config.queues["jobs"] = env.url("QUEUE_JOBS_URL")
	config.services = map[string]string{}
	config.services["catalog"] = env.url("CATALOG_URL")
	config.services["pricing"] = env.url("PRICING_URL")
	config.Buckets = map[string]string{}
	config.Buckets["reports"] = env.text("BUCKET_REPORTS", "")
	config.Buckets["uploads"] = env.text("BUCKET_UPLOADS", "")
	config.Tables = map[string]string{}
	config.Tables["orders"] = env.text("TABLE_ORDERS", "")
	return config, env.err()
}

// environment reads variables and keeps what is wrong with them, so that all
// of it is reported at once. An empty variable counts as missing.
type environment struct {
	getenv   func(string) string
	problems []string
}

func (e *environment) problem(format string, args ...any) {
	e.problems = append(e.problems, fmt.Sprintf(format, args...))
}

func (e *environment) err() error {
	if len(e.problems) == 0 {
		return nil
	}
	return errors.New(strings.Join(e.problems, "; "))
}

func (e *environment) text(name, fallback string) string {
	return cmp.Or(e.getenv(name), fallback)
}

func (e *environment) number(name string, fallback, low, high int) int {
	value := e.text(name, strconv.Itoa(fallback))
	n, err := strconv.Atoi(value)
	if err != nil || n < low || n > high {
		e.problem("%s must be a number from %d to %d, not %q", name, low, high, value)
	}
	return n
}

func (e *environment) choice(name, fallback string, choices ...string) string {
	value := e.text(name, fallback)
	if !slices.Contains(choices, value) {
		e.problem("%s must be one of %s, not %q", name, strings.Join(choices, ", "), value)
	}
	return value
}

func (e *environment) level(name, fallback string) slog.Level {
	var level slog.Level
	if err := level.UnmarshalText([]byte(e.choice(name, fallback, "debug", "info", "warn", "error"))); err != nil {
		return slog.LevelInfo
	}
	return level
}

// url does not repeat a bad value: it may hold a password.
func (e *environment) url(name string) string {
	value := e.getenv(name)
	if value == "" {
		return ""
	}
	parsed, err := url.Parse(value)
	if err != nil || parsed.Host == "" || parsed.Scheme != "http" && parsed.Scheme != "https" {
		e.problem("%s must be a URL that starts with http:// or https://", name)
	}
	return strings.TrimSuffix(value, "/")
}
