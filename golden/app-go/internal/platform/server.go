package platform

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"time"
)

// requestTimeout bounds a request, and with it every query and call that is
// made with the request's context.
const requestTimeout = 30 * time.Second

// Routes adds a service's routes.
type Routes func(*http.ServeMux, *Clients)

// NewServer serves the health checks, the status and the service's routes.
func NewServer(clients *Clients, routes Routes) *http.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+BasePath+"/status", clients.status)
	routes(mux, clients)
	return &http.Server{
		Handler:           handler{mux},
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       requestTimeout,
		WriteTimeout:      requestTimeout + 5*time.Second,
		// Longer than the 60 s of a load balancer, which otherwise sends a
		// request into a connection that was closed a moment ago.
		IdleTimeout: 75 * time.Second,
		ErrorLog:    slog.NewLogLogger(slog.Default().Handler(), slog.LevelWarn),
	}
}

// handler puts around the routes what every request gets.
type handler struct{ mux *http.ServeMux }

func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if isHealthPath(r) && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		WriteJSON(w, http.StatusOK, map[string]string{"status": "ok"})
		return
	}
	started := time.Now()
	ctx, cancel := context.WithTimeout(r.Context(), requestTimeout)
	defer cancel()
	ctx = context.WithValue(ctx, traceKey{}, r.Header.Get(TraceHeader))
	response := &recorder{ResponseWriter: w}
	defer func() {
		cause := recover()
		if cause != nil && cause != http.ErrAbortHandler {
			slog.ErrorContext(ctx, "panic", "error", fmt.Sprint(cause), "stack", string(debug.Stack()))
			if response.status == 0 {
				WriteError(response, http.StatusInternalServerError, "internal error")
				cause = nil
			}
		}
		slog.InfoContext(ctx, "request", "method", r.Method, "path", r.URL.Path,
			"status", cmp.Or(response.status, http.StatusOK),
			"duration_ms", milliseconds(started))
		if cause != nil {
			panic(http.ErrAbortHandler) // Part of an answer is out: cut it off.
		}
	}()
	h.route(response, r.WithContext(ctx))
}

// isHealthPath compares plain text: to a router such a path could be a pattern.
func isHealthPath(r *http.Request) bool {
	return slices.Contains(HealthPaths, r.URL.EscapedPath())
}

func (h handler) route(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == BasePath { // The index answers without its slash too.
		r = r.Clone(r.Context())
		r.URL.Path += "/"
	}
	if _, pattern := h.mux.Handler(r); pattern != "" {
		h.mux.ServeHTTP(w, r)
		return
	}
	// No route: let the mux find out why, and say it in JSON.
	refusal := &refusal{header: http.Header{}}
	h.mux.ServeHTTP(refusal, r)
	if refusal.status != http.StatusMethodNotAllowed && !isHealthPath(r) {
		WriteError(w, http.StatusNotFound, "not found")
		return
	}
	w.Header().Set("Allow", cmp.Or(refusal.header.Get("Allow"), http.MethodGet))
	WriteError(w, http.StatusMethodNotAllowed, "method not allowed")
}

// recorder remembers the status for the access log.
type recorder struct {
	http.ResponseWriter
	status int
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 && status >= http.StatusOK {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(data []byte) (int, error) {
	r.status = cmp.Or(r.status, http.StatusOK)
	return r.ResponseWriter.Write(data)
}

// Unwrap lets http.ResponseController reach the real writer.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// refusal takes the mux's own answer to a request that no route wants.
type refusal struct {
	header http.Header
	status int
}

func (r *refusal) Header() http.Header            { return r.header }
func (r *refusal) Write(data []byte) (int, error) { return len(data), nil }
func (r *refusal) WriteHeader(status int)         { r.status = status }
