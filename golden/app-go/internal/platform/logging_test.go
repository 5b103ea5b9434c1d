package platform

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"testing"
	"time"
)

// capture collects what is logged until the test ends.
func capture(t *testing.T) *bytes.Buffer {
	t.Helper()
	before := slog.Default()
	t.Cleanup(func() { slog.SetDefault(before) })
	var out bytes.Buffer
	slog.SetDefault(NewLogger(&out, Config{Service: "orders", Environment: "test"}))
	return &out
}

// logged is the only line that was logged.
func logged(t *testing.T, out *bytes.Buffer) map[string]any {
	t.Helper()
	var line map[string]any
	if err := json.Unmarshal(out.Bytes(), &line); err != nil {
		t.Fatalf("not one line of JSON: %v\n%s", err, out)
	}
	return line
}

func TestLogLine(t *testing.T) {
	out := capture(t)
	ctx := context.WithValue(t.Context(), traceKey{}, "Root=1-2")
	slog.With("order", 7).WarnContext(ctx, "late")

	line := logged(t, out)
	for key, want := range map[string]any{
		"level": "warn", "message": "late", "service": "orders", "environment": "test", "trace_id": "Root=1-2", "order": 7.0,
	} {
		if line[key] != want {
			t.Errorf("%s is %v, not %v", key, line[key], want)
		}
	}
	if at, err := time.Parse(time.RFC3339Nano, line["time"].(string)); err != nil || at.Location() != time.UTC {
		t.Errorf("time is %v", line["time"])
	}
}

func TestLogLevel(t *testing.T) {
	out := capture(t)
	slog.Debug("hidden")
	if out.Len() > 0 {
		t.Errorf("it logged %s", out)
	}
}
