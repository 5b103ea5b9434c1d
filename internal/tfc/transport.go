package tfc

import (
	"errors"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/attempt"
)

// Retries of a request: after "too many requests", which does nothing on the
// server, and after failures of requests that may be sent twice.
const (
	retriesLimited = 12
	retriesFailed  = 3
	maxPause       = time.Minute
)

// transport sends go-tfe's requests. It keeps the rate, repeats what may be
// repeated, and reads each answer whole, so that one that is cut off counts as
// failed. go-tfe's own limiter refuses every call when the server allows three
// a second or fewer, and its retries end the program at a header that is no
// number; both look at headers that it is not shown.
type transport struct {
	base    http.RoundTripper
	limit   *limiter
	timeout time.Duration // of one attempt
	backoff time.Duration // before the first repetition
	count   atomic.Int64
}

// RoundTrip implements http.RoundTripper.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := attempt.Body(req)
	if err != nil {
		return nil, err
	}
	limited, failed := 0, 0
	for {
		if err := t.limit.wait(req.Context()); err != nil {
			return nil, err
		}
		resp, err := t.once(req, body)
		switch {
		case req.Context().Err() != nil:
			return nil, req.Context().Err()
		case err == nil && resp.StatusCode == http.StatusTooManyRequests:
			if limited++; limited > retriesLimited {
				return nil, errors.New("the server says that there are too many requests, again and again")
			}
			t.limit.pause(retryAfter(resp.Header, t.backoff*time.Duration(limited)))
		case (err != nil || resp.StatusCode >= 500) && req.Method != http.MethodPost && failed < retriesFailed:
			failed++
			if err := attempt.Sleep(req.Context(), t.backoff*time.Duration(failed*failed)); err != nil {
				return nil, err
			}
		default:
			if resp != nil {
				hide(resp.Header)
			}
			return resp, err
		}
	}
}

// once sends a request and reads the answer.
func (t *transport) once(req *http.Request, body []byte) (*http.Response, error) {
	t.count.Add(1)
	resp, _, err := attempt.Send(t.base, req, body, t.timeout)
	if err != nil {
		return nil, err
	}
	if perSecond, err := strconv.ParseFloat(resp.Header.Get("X-RateLimit-Limit"), 64); err == nil {
		t.limit.allow(perSecond)
	}
	return resp, nil
}

// hide takes away the headers that go-tfe reads and acts on badly.
func hide(h http.Header) {
	h.Del("X-RateLimit-Limit")
	h.Del("X-RateLimit-Reset")
}

// retryAfter is how long the server wants us to wait.
func retryAfter(h http.Header, otherwise time.Duration) time.Duration {
	for _, name := range []string{"Retry-After", "X-RateLimit-Reset"} {
		if seconds, err := strconv.ParseFloat(h.Get(name), 64); err == nil && seconds > 0 {
			return min(time.Duration(seconds*float64(time.Second)), maxPause)
		}
	}
	return min(otherwise, maxPause)
}
