package platform

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"time"
)

// TraceHeader carries the load balancer's id of a request.
const TraceHeader = "X-Amzn-Trace-Id"

type traceKey struct{}

// TraceID is the id of the request that ctx belongs to, or empty.
func TraceID(ctx context.Context) string {
	id, _ := ctx.Value(traceKey{}).(string)
	return id
}

// NewLogger writes one JSON object a line. What is logged with the context of
// a request (slog.InfoContext and so on) carries the request's trace_id.
func NewLogger(out io.Writer, config Config) *slog.Logger {
	handler := slog.NewJSONHandler(out, &slog.HandlerOptions{Level: config.LogLevel, ReplaceAttr: rename})
	return slog.New(traceHandler{handler}).With("service", config.Service, "environment", config.Environment)
}

// rename turns slog's own keys into those that all services log.
func rename(groups []string, attr slog.Attr) slog.Attr {
	if len(groups) > 0 {
		return attr
	}
	switch attr.Key {
	case slog.TimeKey:
		if attr.Value.Kind() == slog.KindTime {
			attr.Value = slog.TimeValue(attr.Value.Time().UTC())
		}
	case slog.LevelKey:
		if level, ok := attr.Value.Any().(slog.Level); ok {
			attr.Value = slog.StringValue(strings.ToLower(level.String()))
		}
	case slog.MessageKey:
		attr.Key = "message"
	}
	return attr
}

// milliseconds is how long it has taken since started, as logs have it.
func milliseconds(started time.Time) float64 {
	return float64(time.Since(started).Microseconds()) / 1000
}

type traceHandler struct{ slog.Handler }

func (h traceHandler) Handle(ctx context.Context, record slog.Record) error {
	if id := TraceID(ctx); id != "" {
		record.AddAttrs(slog.String("trace_id", id))
	}
	return h.Handler.Handle(ctx, record)
}

func (h traceHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return traceHandler{h.Handler.WithAttrs(attrs)}
}

func (h traceHandler) WithGroup(name string) slog.Handler {
	return traceHandler{h.Handler.WithGroup(name)}
}
