// Package tfetest is a server that behaves as the documentation of Terraform
// Cloud's API says, for tests: Start one, let a client work against its Host,
// then look at what it holds.
//
// It keeps workspaces, projects, run triggers, remote-state consumers, tags,
// variables, variable sets, notifications, teams, runs and states in memory.
// With Lacking it is one of the servers that know only a part of the API.
// Faults make single requests fail, in ways that networks and servers do.
package tfetest

import (
	"bytes"
	"encoding/pem"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/retry/retrytest"
)

// Token is what the server accepts.
const Token = "example.atlasv1.not-a-real-token-0123456789"

// Organization is the only one there is.
const Organization = "acme"

// Server is a running server.
type Server struct {
	// Lacking makes it a compatible server without projects, consumers, run
	// triggers, key-value tags, team access, safe delete and most includes: 404 in
	// plain text for unknown routes, and for a list with outputs as long as one
	// workspace has no state; 409 where Terraform Cloud says 422, and for what is
	// attached twice. It forgets the recipients of e-mail, and does not count
	// resources.
	Lacking bool
	// Terse leaves the names of sources out of lists of run triggers.
	Terse bool
	// RateLimit is the value of X-RateLimit-Limit; empty sends none.
	RateLimit string
	// Lag is for how many requests a new workspace is missing from lists.
	Lag int
	// Fault says how a request fails; it is asked for each, counted from 0.
	Fault func(n int, r *http.Request) Fault
	// Members are users by e-mail address, Teams the names of teams.
	Members []string
	Teams   []string

	mu       sync.Mutex
	http     *httptest.Server
	routes   *http.ServeMux
	next     int
	seen     int // requests since the start
	requests []string
	times    []time.Time
	state
}

// Fault is how a request fails.
type Fault int

// The faults. Cut and Lost come after the server did what was asked.
const (
	None    Fault = iota
	Limited       // 429
	Broken        // 500
	Reset         // the connection is reset
	Silent        // no answer
	Cut           // the answer is cut off
	Lost          // the answer never arrives
	Denied        // 403; none of Faults, as it is no failure that passes
	Missing       // 404; likewise
)

// Faults are all of them.
var Faults = map[string]Fault{"429": Limited, "500": Broken, "reset": Reset, "timeout": Silent, "cut": Cut, "lost": Lost}

// Start starts the server; Close stops it.
func (s *Server) Start() {
	s.RateLimit = "30"
	s.routes = http.NewServeMux()
	routing{s}.register()
	s.http = httptest.NewUnstartedServer(s)
	s.http.EnableHTTP2 = false
	s.http.StartTLS()
	s.http.Client().Transport.(*http.Transport).MaxIdleConnsPerHost = 32 // handshakes are most of the work otherwise
}

// Close stops the server.
func (s *Server) Close() {
	s.http.CloseClientConnections()
	s.http.Close()
}

// Host is where it listens.
func (s *Server) Host() string { return strings.TrimPrefix(s.http.URL, "https://") }

// Transport trusts the server's certificate.
func (s *Server) Transport() http.RoundTripper { return s.http.Client().Transport }

// Certificate is the server's certificate as PEM.
func (s *Server) Certificate() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.http.Certificate().Raw})
}

// Requests are all that came, as "GET /path".
func (s *Server) Requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string{}, s.requests...)
}

// Forget empties the list of requests and the counter of faults.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests, s.times = nil, nil
}

// Fastest is the largest number of requests that came within one second.
func (s *Server) Fastest() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	most, from := 0, 0
	for i, at := range s.times {
		for at.Sub(s.times[from]) >= time.Second {
			from++
		}
		most = max(most, i-from+1)
	}
	return most
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	// The whole request first: only then the end of the connection is noticed.
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	fault := s.note(r)
	switch fault {
	case Limited:
		w.Header().Set("X-RateLimit-Limit", s.RateLimit)
		w.Header().Set("X-RateLimit-Remaining", "0")
		w.Header().Set("X-RateLimit-Reset", "0.02")
		fail(w, http.StatusTooManyRequests, "too many requests", "")
		return
	case Broken:
		http.Error(w, "Internal Server Error", http.StatusInternalServerError)
		return
	case Denied:
		fail(w, http.StatusForbidden, "forbidden", "")
		return
	case Missing:
		notFound(w)
		return
	case Reset:
		retrytest.Cut(w, nil)
		return
	case Silent:
		<-r.Context().Done()
		return
	}
	answer := httptest.NewRecorder()
	s.answer(answer, r)
	switch fault {
	case Cut:
		retrytest.Cut(w, answer)
	case Lost:
		retrytest.Cut(w, nil)
	default:
		retrytest.Deliver(w, answer)
	}
}

// note records a request and says how it fails.
func (s *Server) note(r *http.Request) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(s.requests)
	s.seen++
	s.requests = append(s.requests, r.Method+" "+r.URL.Path)
	s.times = append(s.times, time.Now())
	if s.Fault == nil {
		return None
	}
	return s.Fault(n, r)
}

// answer checks the token and lets the route answer.
func (s *Server) answer(w *httptest.ResponseRecorder, r *http.Request) {
	w.Header().Set("Content-Type", "application/vnd.api+json")
	if s.RateLimit != "" {
		w.Header().Set("X-RateLimit-Limit", s.RateLimit)
	}
	w.Header().Set("TFP-API-Version", "2.6")
	if r.URL.Path != "/.well-known/terraform.json" && r.Header.Get("Authorization") != "Bearer "+Token {
		fail(w, http.StatusUnauthorized, "unauthorized", "")
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	handler, pattern := s.routes.Handler(r)
	if pattern == "" {
		unknown(w, s.Lacking)
		return
	}
	_ = handler
	s.routes.ServeHTTP(w, r)
}

// unknown is the answer to a route that does not exist.
func unknown(w http.ResponseWriter, lacking bool) {
	if lacking {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte("404 page not found\n"))
		return
	}
	notFound(w)
}
