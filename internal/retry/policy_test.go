package retry

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/retry/retrytest"
)

// stopped is a clock that goes on when somebody waits, and notes how long.
type stopped struct {
	mu    sync.Mutex
	at    time.Time
	waits []time.Duration
}

func (s *stopped) clock() clock {
	return clock{
		time: func() time.Time {
			s.mu.Lock()
			defer s.mu.Unlock()
			return s.at
		},
		wait: func(ctx context.Context, d time.Duration) error {
			s.mu.Lock()
			defer s.mu.Unlock()
			if d > 0 {
				s.at = s.at.Add(d)
				s.waits = append(s.waits, d)
			}
			return ctx.Err()
		},
	}
}

// answers are what a server does, in turn; the last for ever.
type answers []http.HandlerFunc

func (a *answers) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	next := (*a)[0]
	if len(*a) > 1 {
		*a = (*a)[1:]
	}
	next(w, r)
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

func limited(seconds string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", seconds)
		w.WriteHeader(http.StatusTooManyRequests)
	}
}

func reset(w http.ResponseWriter, _ *http.Request) { retrytest.Cut(w, nil) }

func cut(w http.ResponseWriter, _ *http.Request) {
	whole := httptest.NewRecorder()
	_, _ = whole.WriteString("half of this")
	retrytest.Cut(w, whole)
}

func large(n int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, n)) }
}

// bomb is few bytes that become many.
func bomb(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Encoding", "gzip")
	z := gzip.NewWriter(w)
	_, _ = z.Write(make([]byte, 3<<20))
	_ = z.Close()
}

func nowhere(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Location", "://")
	w.WriteHeader(http.StatusFound)
}

// told are limits as both servers have them, with round numbers.
func told(times int, patience time.Duration) Limits {
	return Limits{
		Times: times, Patience: patience,
		Reached: func(resp *http.Response) bool { return resp.StatusCode == http.StatusTooManyRequests },
		Wait: func(resp *http.Response, n int, _ time.Time) time.Duration {
			if wait, ok := Seconds(resp.Header, "Retry-After"); ok {
				return wait
			}
			return time.Duration(n) * time.Minute
		},
	}
}

// TestPolicy is what is sent again, and after which pauses.
func TestPolicy(t *testing.T) {
	const s = time.Second
	backoff := []time.Duration{s, 4 * s, 9 * s}
	for _, c := range []struct {
		name    string
		method  string
		answers answers
		sent    int
		waits   []time.Duration
		want    string // the status, or a part of the error
	}{
		{"an answer", "GET", answers{status(200)}, 1, nil, "200 OK"},
		{"what is refused stays refused", "GET", answers{status(422), status(200)}, 1, nil, "422 Unprocessable Entity"},
		{"a failed server", "GET", answers{status(500), status(200)}, 2, backoff[:1], "200 OK"},
		{"a server that is gone for a while", "GET", answers{status(502), reset, cut, status(200)}, 4, backoff, "200 OK"},
		{"a failed server for ever", "GET", answers{status(503)}, 4, backoff, "503 Service Unavailable"},
		{"a lost answer for ever", "GET", answers{reset}, 4, backoff, "EOF"},
		{"an answer that is cut off for ever", "GET", answers{cut}, 4, backoff, "the answer was cut off"},
		{"PUT, PATCH and DELETE have the same end twice", "DELETE", answers{reset, status(404)}, 2, backoff[:1], "404 Not Found"},
		{"a PATCH", "PATCH", answers{status(500), status(200)}, 2, backoff[:1], "200 OK"},
		{"a POST that failed", "POST", answers{status(500), status(200)}, 1, nil, "500 Internal Server Error"},
		{"a POST whose answer is lost", "POST", answers{reset, status(200)}, 1, nil, "EOF"},
		{"a POST whose answer is cut off", "POST", answers{cut, status(200)}, 1, nil, "the answer was cut off"},
		{"too many requests: as the server says", "GET", answers{limited("7"), limited("0.5"), status(200)}, 3, []time.Duration{7 * s, s / 2}, "200 OK"},
		{"too many requests: it does not say", "GET", answers{status(429), status(429), status(200)}, 3, []time.Duration{60 * s, 120 * s}, "200 OK"},
		{"too many requests: a POST did nothing", "POST", answers{limited("7"), status(201)}, 2, []time.Duration{7 * s}, "201 Created"},
		{"too many requests, then a POST that failed", "POST", answers{limited("7"), status(500), status(201)}, 2, []time.Duration{7 * s}, "500 Internal Server Error"},
		{"too many requests are no failures", "GET", answers{limited("1"), status(500), limited("1"), status(500), status(500), status(500), status(200)}, 6, []time.Duration{s, s, s, 4 * s, 9 * s}, "500 Internal Server Error"},
		{"too many requests, too often", "GET", answers{limited("0")}, 6, nil, "429 Too Many Requests"},
		{"longer than there is patience", "GET", answers{limited("601")}, 1, nil, "429 Too Many Requests"},
		{"together longer than there is patience", "GET", answers{limited("400"), limited("201"), status(200)}, 2, []time.Duration{400 * s}, "429 Too Many Requests"},
		{"a time without end", "GET", answers{limited("1e300"), status(200)}, 1, nil, "429 Too Many Requests"},
		{"as large as may be", "GET", answers{large(1 << 20)}, 1, nil, "200 OK"},
		{"too large", "GET", answers{large(1<<20 + 1), status(200)}, 1, nil, "the answer is too large: more than 1 MB"},
		{"too large when unpacked", "GET", answers{bomb, status(200)}, 1, nil, "the answer is too large: more than 1 MB"},
		{"a redirection to no address", "GET", answers{nowhere, status(200)}, 1, nil, "failed to parse Location header"},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := httptest.NewServer(&c.answers)
			defer server.Close()
			watch := &stopped{}
			transport := &Transport{
				Base: &http.Transport{DisableKeepAlives: true}, Timeout: 60 * s, Backoff: s, // net/http itself repeats a GET on a connection that was kept
				Limits: told(5, 600*s), largest: 1 << 20, clock: watch.clock(),
			}
			if got := end(transport, c.method, server.URL); !strings.Contains(got, c.want) {
				t.Errorf("the end is %q, not %q", got, c.want)
			}
			if transport.Sent() != c.sent || !slices.Equal(watch.waits, c.waits) {
				t.Errorf("sent %d times, after %v; not %d times, after %v", transport.Sent(), watch.waits, c.sent, c.waits)
			}
		})
	}
}

// end sends a request and returns the status of its answer, or the error.
func end(transport *Transport, method, url string) string {
	req, err := http.NewRequest(method, url, nil)
	if err != nil {
		return err.Error()
	}
	resp, err := transport.RoundTrip(req)
	if err != nil {
		return err.Error()
	}
	_, _ = io.Copy(io.Discard, resp.Body)
	return resp.Status
}

// What no repetition mends is not waited for.
func TestHopeless(t *testing.T) {
	untrusted := httptest.NewUnstartedServer(status(200))
	untrusted.Config.ErrorLog = log.New(io.Discard, "", 0)
	untrusted.StartTLS()
	defer untrusted.Close()
	for _, c := range []struct{ name, url, want string }{
		{"nobody listens", "http://127.0.0.1:1", "connection refused"},
		{"a certificate that nobody vouches for", untrusted.URL, "certificate"},
		{"no such protocol", "gopher://127.0.0.1", "unsupported protocol scheme"},
	} {
		t.Run(c.name, func(t *testing.T) {
			watch := &stopped{}
			transport := &Transport{Base: &http.Transport{}, Timeout: aDay, Backoff: aDay, clock: watch.clock()}
			if got := end(transport, "GET", c.url); !strings.Contains(got, c.want) || transport.Sent() != 1 || watch.waits != nil {
				t.Errorf("%s after %d attempts, pauses of %v", got, transport.Sent(), watch.waits)
			}
		})
	}
}

// The time of an attempt is that attempt's alone: the next has as much.
func TestNoAnswerInTime(t *testing.T) {
	watch := &stopped{}
	attempts := 0
	transport := &Transport{Timeout: 1, Backoff: 1, clock: watch.clock(), Base: roundTripper(func(req *http.Request) (*http.Response, error) {
		attempts++
		if attempts == 3 {
			return httptest.NewRecorder().Result(), nil
		}
		<-req.Context().Done()
		return nil, req.Context().Err()
	})}
	if got := end(transport, "GET", "http://example.com"); got != "200 OK" || attempts != 3 {
		t.Errorf("%s after %d attempts", got, attempts)
	}
	attempts = 10
	if got := end(transport, "POST", "http://example.com"); got != "no answer within 1ns" || attempts != 11 {
		t.Errorf("%s after %d attempts", got, attempts-10)
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// Whatever a request waits for, it ends with its context.
func TestCancelled(t *testing.T) {
	for _, c := range []struct {
		name string
		base roundTripper
	}{
		{"before a repetition", func(*http.Request) (*http.Response, error) { return nil, errors.New("reset") }},
		{"for a limit", func(*http.Request) (*http.Response, error) {
			w := httptest.NewRecorder()
			limited("3600")(w, nil)
			return w.Result(), nil
		}},
		{"for an answer", func(req *http.Request) (*http.Response, error) {
			<-req.Context().Done()
			return nil, errors.New("the connection was closed")
		}},
		{"although the answer is there", func(*http.Request) (*http.Response, error) { return httptest.NewRecorder().Result(), nil }},
	} {
		for _, pace := range []*Pace{nil, NewPace(100)} {
			name := c.name
			if pace != nil {
				name += ", with a pace"
			}
			t.Run(name, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				sent := 0
				transport := &Transport{Timeout: aDay, Backoff: aDay, Pace: pace, Limits: told(0, 0), Base: roundTripper(func(req *http.Request) (*http.Response, error) {
					sent++
					cancel()
					return c.base(req)
				})}
				req, _ := http.NewRequestWithContext(ctx, http.MethodGet, "http://example.com", nil)
				if resp, err := transport.RoundTrip(req); !errors.Is(err, context.Canceled) || resp != nil || sent != 1 {
					t.Errorf("%v, %v after %d attempts", resp, err, sent)
				}
			})
		}
	}
}
