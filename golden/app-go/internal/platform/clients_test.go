package platform

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// opened is what Open makes of an environment.
func opened(t *testing.T, environment map[string]string) *Clients {
	t.Helper()
	config, err := LoadConfig(env(environment))
	if err != nil {
		t.Fatal(err)
	}
	clients, err := Open(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(clients.Close)
	return clients
}

func status(clients *Clients) (code int, answer string) {
	response := httptest.NewRecorder()
	clients.status(response, httptest.NewRequest("GET", BasePath+"/status", nil))
	return response.Code, strings.TrimSpace(response.Body.String())
}

func TestStatusWithNothingConfigured(t *testing.T) {
	code, answer := status(opened(t, nil))
	checks := map[string]string{}
	checks["database"] = "not configured"
	checks["cache"] = "not configured"
	checks["queue jobs"] = "not configured"
	checks["service catalog"] = "not configured"
	checks["service pricing"] = "not configured"
	want, _ := json.Marshal(map[string]any{"status": "ok", "checks": checks})
	if code != http.StatusOK || answer != string(want) {
		t.Errorf("%d %s", code, answer)
	}
}

func TestStatusKeepsCausesToItself(t *testing.T) {
	out := capture(t)
	clients := &Clients{}
	clients.AddCheck("good", true, func(context.Context) error { return nil })
	clients.AddCheck("bad", true, func(context.Context) error { return errors.New("the cause") })
	code, answer := status(clients)
	if want := `{"checks":{"bad":"unavailable","good":"ok"},"status":"unavailable"}`; code != http.StatusServiceUnavailable || answer != want {
		t.Errorf("%d %s", code, answer)
	}
	if !strings.Contains(out.String(), "the cause") {
		t.Errorf("it logged %s", out)
	}
}

func TestChecksRunTogetherAndEnd(t *testing.T) {
	capture(t)
	hang := func(ctx context.Context) error {
		<-ctx.Done()
		return ctx.Err()
	}
	synctest.Test(t, func(t *testing.T) {
		clients := &Clients{}
		clients.AddCheck("one", true, hang)
		clients.AddCheck("two", true, hang)
		started := time.Now()
		status(clients)
		if took := time.Since(started); took != checkTimeout {
			t.Errorf("it took %s", took)
		}
	})
}
