// Package forgetest is a server that behaves as the documentation of GitHub's
// REST API says, for tests: Start one, let a client work against its URL, then
// look at what it holds.
//
// It keeps repositories, pull requests, labels, review requests, teams,
// environments, variables and rulesets in memory; what branches there are it
// asks the bare git repositories that its repositories stand for. Faults make
// single requests fail, in ways that networks and servers do.
package forgetest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/retry/retrytest"
)

// Token is what the server accepts.
const Token = "github_pat_not-a-real-token-0123456789"

// User is whose token it is.
const User = "ada"

// Organization is the only one there is.
const Organization = "acme"

// Server is a running server.
type Server struct {
	// Enterprise serves the API below /api/v3, as Enterprise Server does.
	Enterprise bool
	// Fault says how a request fails; it is asked for each, counted from 0.
	Fault func(n int, r *http.Request) Fault
	// Denied are the requests that the token may not make, as "POST /labels":
	// the method and what the path ends in.
	Denied map[string]bool
	// Free refuses what private repositories of a free plan lack.
	Free bool
	// Members may be asked for reviews.
	Members []string
	// Teams are the organization's, with their numbers.
	Teams map[string]int64
	// Git returns the bare repository behind a repository; "" for none.
	Git func(owner, name string) string

	mu       sync.Mutex
	http     *httptest.Server
	routes   *http.ServeMux
	next     int64
	requests []string
	repos    map[string]*Repository
}

// Fault is how a request fails.
type Fault int

// The faults. The last two come after the server did what was asked.
const (
	None      Fault = iota
	Limited         // 429 with Retry-After
	Secondary       // 403 without a header
	Used            // 403, the hour's requests are used up
	Broken          // 500
	Reset           // the connection is reset
	Cut             // the answer is cut off
	Lost            // the answer never arrives
)

// Start starts the server; Close stops it.
func (s *Server) Start() {
	if s.Teams == nil {
		s.Teams = map[string]int64{"platform": 71, "payments": 72}
	}
	s.repos, s.next = map[string]*Repository{}, 1000
	s.routes = http.NewServeMux()
	s.registerPulls()
	s.registerRepositories()
	s.registerSettings()
	s.http = httptest.NewUnstartedServer(s)
	s.http.EnableHTTP2 = false
	s.http.Start()
}

// Close stops the server.
func (s *Server) Close() {
	s.http.CloseClientConnections()
	s.http.Close()
}

// URL is the address of the API.
func (s *Server) URL() string {
	if s.Enterprise {
		return s.http.URL + "/api/v3"
	}
	return s.http.URL
}

// Requests are all that came, as "GET /path".
func (s *Server) Requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string{}, s.requests...)
}

// Writes are those that are no GET.
func (s *Server) Writes() []string {
	var out []string
	for _, r := range s.Requests() {
		if !strings.HasPrefix(r, "GET ") {
			out = append(out, r)
		}
	}
	return out
}

// Forget empties the list of requests.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = nil
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	// The whole request first: only then the end of the connection is noticed.
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	if s.Enterprise {
		path, ok := strings.CutPrefix(r.URL.Path, "/api/v3")
		if !ok {
			http.NotFound(w, r)
			return
		}
		r.URL.Path = path
	}
	fault := s.note(r)
	switch fault {
	case Limited:
		w.Header().Set("Retry-After", "0.02")
		fail(w, http.StatusTooManyRequests, "API rate limit exceeded")
		return
	case Secondary:
		fail(w, http.StatusForbidden, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.")
		return
	case Used:
		w.Header().Set("X-RateLimit-Remaining", "0")
		w.Header().Set("X-RateLimit-Reset", strconv.FormatInt(time.Now().Add(time.Hour).Unix(), 10))
		fail(w, http.StatusForbidden, "API rate limit exceeded for user ID 1.")
		return
	case Broken:
		fail(w, http.StatusInternalServerError, "Server Error")
		return
	case Reset:
		retrytest.Cut(w, nil)
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
	s.requests = append(s.requests, r.Method+" "+r.URL.Path)
	if s.Fault == nil {
		return None
	}
	return s.Fault(n, r)
}

// answer checks token and permissions and lets the route answer.
func (s *Server) answer(w *httptest.ResponseRecorder, r *http.Request) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if r.Header.Get("Authorization") != "Bearer "+Token {
		fail(w, http.StatusUnauthorized, "Bad credentials")
		return
	}
	if !strings.HasPrefix(r.Header.Get("Accept"), "application/vnd.github") || r.Header.Get("X-GitHub-Api-Version") == "" || r.Header.Get("User-Agent") == "" {
		fail(w, http.StatusBadRequest, "the request lacks Accept, X-GitHub-Api-Version or User-Agent")
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for denied := range s.Denied {
		if method, end, _ := strings.Cut(denied, " "); method == r.Method && strings.HasSuffix(r.URL.Path, end) {
			w.Header().Set("X-Accepted-GitHub-Permissions", "pull_requests=write")
			fail(w, http.StatusForbidden, "Resource not accessible by personal access token")
			return
		}
	}
	if _, pattern := s.routes.Handler(r); pattern == "" {
		fail(w, http.StatusNotFound, "Not Found")
		return
	}
	s.routes.ServeHTTP(w, r)
}

// reply sends a value.
func reply(w http.ResponseWriter, code int, v any) {
	w.WriteHeader(code)
	if v != nil {
		_ = json.NewEncoder(w).Encode(v)
	}
}

// fail sends an error, with what is wrong in detail.
func fail(w http.ResponseWriter, code int, message string, details ...string) {
	answer := map[string]any{"message": message, "documentation_url": "https://docs.github.com/rest", "status": strconv.Itoa(code)}
	var errors []map[string]string
	for _, d := range details {
		errors = append(errors, map[string]string{"resource": "Request", "code": "custom", "message": d})
	}
	if errors != nil {
		answer["errors"] = errors
	}
	reply(w, code, answer)
}

// read reads a request's body into v; false when it is no JSON, or has a field
// that v lacks: GitHub would drop that silently.
func read(w http.ResponseWriter, r *http.Request, v any) bool {
	decoder := json.NewDecoder(r.Body)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(v); err != nil {
		fail(w, http.StatusBadRequest, "Problems parsing JSON: "+err.Error())
		return false
	}
	return true
}

// git asks the bare repository behind a repository; "" when that fails.
func (s *Server) git(r *Repository, args ...string) string {
	dir := ""
	if s.Git != nil {
		dir = s.Git(r.Owner, r.Name)
	}
	if dir == "" {
		return ""
	}
	out, err := exec.Command("git", append([]string{"-C", dir}, args...)...).Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}
