package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/acme/shop-web/internal/platform"
)

func TestRequestInFlightIsFinished(t *testing.T) {
	app := start(t, echo, nil)
	connection := app.halfRequest(t)
	app.stop()
	app.waitFor(t, "stopping")

	fmt.Fprint(connection, "lo")
	response, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(response.Body)
	if response.StatusCode != http.StatusCreated || string(body) != "hello" {
		t.Errorf("the answer is %s %q", response.Status, body)
	}
	if !response.Close {
		t.Error("the connection is kept alive")
	}
	app.waitFor(t, "stopped")
	if err := <-app.result; err != nil {
		t.Errorf("run returned %v", err)
	}
	if _, err := net.Dial("tcp", app.address); err == nil {
		t.Error("it still accepts connections")
	}
}

func TestGraceEnds(t *testing.T) {
	app := start(t, echo, map[string]string{"SHUTDOWN_GRACE_SECONDS": "1"})
	app.halfRequest(t)
	app.stop()
	if err := <-app.result; err == nil || !strings.Contains(err.Error(), "SHUTDOWN_GRACE_SECONDS") {
		t.Errorf("run returned %v", err)
	}
}

func TestHealthcheck(t *testing.T) {
	app := start(t, echo, nil)
	if err := healthcheck(app.getenv); err != nil {
		t.Errorf("a running service is unhealthy: %v", err)
	}
	app.stop()
	<-app.result
	if err := healthcheck(app.getenv); err == nil {
		t.Error("a stopped service is healthy")
	}
}

func TestBadConfigurationEndsTheProcess(t *testing.T) {
	getenv := func(name string) string { return map[string]string{"PORT": "abc"}[name] }
	err := run(t.Context(), getenv, io.Discard, echo, nil)
	if err == nil || !strings.Contains(err.Error(), `PORT must be a number from 1 to 65535, not "abc"`) {
		t.Errorf("run returned %v", err)
	}
}

func TestPortInUse(t *testing.T) {
	app := start(t, echo, nil)
	if err := run(t.Context(), app.getenv, io.Discard, echo, nil); err == nil {
		t.Error("run did not fail")
	}
}

func echo(mux *http.ServeMux, _ *platform.Clients) {
	mux.HandleFunc("POST /echo", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.WriteHeader(http.StatusCreated)
		_, _ = w.Write(body)
	})
}

// running is the service in this process.
type running struct {
	address string
	getenv  func(string) string
	logs    chan string // the message of each line
	stop    context.CancelFunc
	result  chan error
}

func start(t *testing.T, routes platform.Routes, env map[string]string) *running {
	t.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := strconv.Itoa(free.Addr().(*net.TCPAddr).Port)
	free.Close()

	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	app := &running{
		address: "127.0.0.1:" + port,
		getenv: func(name string) string {
			if name == "PORT" {
				return port
			}
			return env[name]
		},
		logs:   make(chan string, 100),
		stop:   stop,
		result: make(chan error, 1),
	}
	go func() {
		for lines := bufio.NewScanner(out); lines.Scan(); {
			var line struct{ Message string }
			if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
				t.Errorf("not a line of JSON: %s", lines.Text())
			}
			app.logs <- line.Message
		}
	}()
	go func() { app.result <- run(ctx, app.getenv, in, routes, nil) }()
	app.waitFor(t, "listening")
	return app
}

func (app *running) waitFor(t *testing.T, message string) {
	t.Helper()
	timeout := time.After(time.Minute)
	for {
		select {
		case got := <-app.logs:
			if got == message {
				return
			}
		case <-timeout:
			t.Fatalf("no line %q was logged", message)
		}
	}
}

// halfRequest sends a request but for the end of its body.
func (app *running) halfRequest(t *testing.T) net.Conn {
	t.Helper()
	connection, err := net.Dial("tcp", app.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { connection.Close() })
	fmt.Fprint(connection, "POST /echo HTTP/1.1\r\nHost: app\r\nContent-Length: 5\r\n\r\nhel")
	time.Sleep(100 * time.Millisecond) // until the server has begun with it
	return connection
}
