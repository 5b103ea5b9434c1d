package platform

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"

	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/redis/go-redis/v9"
)

// checkTimeout bounds each check of the status.
const checkTimeout = 2 * time.Second

// Clients is what the service uses. Routes and the worker get it.
type Clients struct {
	Config Config

	// Database is nil where DATABASE_HOST is not set.
	Database *pgxpool.Pool

	// Cache is nil where REDIS_HOST is not set.
	Cache *redis.Client

	queues map[string]*Queue

	services map[string]*Service

	checks  []check
	closers []func()
}

// check asks something the service uses for an answer; ask is nil where it is
// not configured.
type check struct {
	name string
	ask  func(context.Context) error
}

// Open makes the clients. It connects to nothing: that happens at first use,
// so the service starts while something it uses is down.
func Open(ctx context.Context, config Config) (*Clients, error) {
	clients := &Clients{Config: config}
	settings, err := awsconfig.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, fmt.Errorf("AWS: %w", err)
	}
	if err := clients.openDatabase(ctx, config.database, settings); err != nil {
		return nil, err
	}
	clients.openCache(config.cache, settings)
	clients.openQueues(config.queues, settings)
	clients.openServices(config.services)
	return clients, nil
}

// AddCheck adds a line to the status: what ask finds, or "not configured".
func (c *Clients) AddCheck(name string, configured bool, ask func(context.Context) error) {
	if !configured {
		ask = nil
	}
	c.checks = append(c.checks, check{name, ask})
}

// OnClose adds what Close does, for a client of the service's own.
func (c *Clients) OnClose(closer func()) {
	c.closers = append(c.closers, closer)
}

// Close ends all connections, the last opened first.
func (c *Clients) Close() {
	for _, closer := range slices.Backward(c.closers) {
		closer()
	}
}

// status answers whether what the service uses can be reached. Why not is for
// the log alone.
func (c *Clients) status(w http.ResponseWriter, r *http.Request) {
	results := make([]string, len(c.checks))
	var checks sync.WaitGroup
	for i, check := range c.checks {
		checks.Go(func() { results[i] = check.result(r.Context()) })
	}
	checks.Wait()

	code, status, answers := http.StatusOK, "ok", map[string]string{}
	for i, check := range c.checks {
		answers[check.name] = results[i]
		if results[i] == "unavailable" {
			code, status = http.StatusServiceUnavailable, "unavailable"
		}
	}
	WriteJSON(w, code, map[string]any{"status": status, "checks": answers})
}

func (c check) result(ctx context.Context) string {
	if c.ask == nil {
		return "not configured"
	}
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	if err := c.ask(ctx); err != nil {
		slog.WarnContext(ctx, "check failed", "check", c.name, "error", err)
		return "unavailable"
	}
	return "ok"
}
