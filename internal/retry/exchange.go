package retry

import (
	"context"
	"errors"
	"net/http"
	"syscall"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// exchange is one request of a caller's with all its attempts.
type exchange struct {
	*Transport
	method   string
	answered bool // the last attempt was
	failures int
	limited  int           // answers about too many requests
	waited   time.Duration // for these
	next     decision      // on the last attempt
}

// decision is what comes after an attempt; its zero value, that its outcome is
// the caller's.
type decision struct {
	again bool
	wait  time.Duration // before it
	all   bool          // every request waits, not this one alone
}

// RoundTrip is one attempt, when its turn has come.
func (e *exchange) RoundTrip(req *http.Request) (*http.Response, error) {
	e.method, e.answered = req.Method, false
	if e.Pace != nil {
		if err := e.Pace.wait(req.Context()); err != nil {
			return nil, err
		}
	}
	resp, err := e.once(req)
	e.answered = err == nil
	return resp, err
}

// check is go-retryablehttp's question whether to try again.
func (e *exchange) check(ctx context.Context, resp *http.Response, err error) (bool, error) {
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	e.next = e.decide(resp, err)
	return e.next.again, nil
}

// decide is the policy: the first line that fits counts.
func (e *exchange) decide(resp *http.Response, err error) decision {
	switch {
	case err == nil && e.Limits.Reached != nil && e.Limits.Reached(resp):
		return e.limit(e.Limits.Wait(resp, e.limited+1, e.clock.now()))
	case err == nil && resp.StatusCode < http.StatusInternalServerError: // done, or refused for good
		return decision{}
	case err != nil && e.answered: // package http makes nothing of the answer
		return decision{}
	case err != nil && hopeless(err):
		return decision{}
	case e.method == http.MethodPost: // it may have been carried out
		return decision{}
	case e.failures >= Times:
		return decision{}
	}
	e.failures++
	return decision{again: true, wait: e.Backoff * time.Duration(e.failures*e.failures)}
}

// limit decides after an answer that says that there are too many requests.
// Nothing was done, so any request may be sent again.
func (e *exchange) limit(wait time.Duration) decision {
	if e.Limits.Times > 0 && e.limited >= e.Limits.Times || e.Limits.Patience > 0 && e.waited+wait > e.Limits.Patience {
		return decision{}
	}
	e.limited++
	e.waited += wait
	return decision{again: true, wait: wait, all: e.Pace != nil}
}

// hopeless tells failures that are the same a few seconds later: nobody listens,
// the certificate is not trusted, the answer is too large.
func hopeless(err error) bool {
	if errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, errTooLarge) {
		return true
	}
	again, _ := retryablehttp.DefaultRetryPolicy(context.Background(), nil, err)
	return !again
}

// rest waits before the next attempt.
func (e *exchange) rest(req *http.Request) error {
	if e.next.all {
		e.Pace.pause(e.next.wait) // and the attempt waits for its turn
		return nil
	}
	return e.clock.sleep(req.Context(), e.next.wait)
}
