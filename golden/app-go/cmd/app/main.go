// Command app runs the service. By the name healthcheck, which it has in the
// image too, it asks a running one for its health instead.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/acme/shop-web/internal/app"
	"github.com/acme/shop-web/internal/platform"
)

func main() {
	if filepath.Base(os.Args[0]) == "healthcheck" {
		if err := healthcheck(os.Getenv); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Getenv, os.Stdout, app.Routes, app.Handle); err != nil {
		slog.Error("failed", "error", err)
		os.Exit(1)
	}
}

// run serves until ctx ends, and then until what has begun is finished.
func run(ctx context.Context, getenv func(string) string, stdout io.Writer, routes platform.Routes, handle platform.Handler) error {
	config, err := platform.LoadConfig(getenv)
	slog.SetDefault(platform.NewLogger(stdout, config))
	if err != nil {
		return fmt.Errorf("configuration: %w", err)
	}
	clients, err := platform.Open(ctx, config)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", net.JoinHostPort("0.0.0.0", strconv.Itoa(config.Port)))
	if err != nil {
		return err
	}
	server := platform.NewServer(clients, routes)
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	slog.Info("listening", "port", config.Port)

	var work sync.WaitGroup
	work.Go(func() { clients.Work(ctx, handle) })

	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	slog.Info("stopping")
	grace, cancel := context.WithTimeout(context.Background(), config.Grace)
	defer cancel()
	stopped := make(chan struct{})
	go func() {
		if server.Shutdown(grace) == nil {
			work.Wait()
			clients.Close()
			close(stopped)
		}
	}()
	select {
	case <-stopped:
		slog.Info("stopped")
		return nil
	case <-grace.Done():
		return errors.New("what had begun was not finished within SHUTDOWN_GRACE_SECONDS")
	}
}

// healthcheck is what the container's health check runs: the image has no curl.
func healthcheck(getenv func(string) string) error {
	config, err := platform.LoadConfig(getenv)
	if err != nil {
		return err
	}
	client := http.Client{Timeout: 3 * time.Second}
	response, err := client.Get(fmt.Sprintf("http://127.0.0.1:%d%s", config.Port, platform.HealthPaths[0]))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return errors.New(response.Status)
	}
	return nil
}
