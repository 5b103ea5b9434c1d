// Package retry sends HTTP requests, and sends them again where that is safe and
// may help. A Transport is what the clients of Terraform Cloud and GitHub send
// by; a Pace keeps it below so many requests a second. What is sent again, and
// after which pause, decide says in exchange.go.
//
// It promises:
//
//   - A request that makes something, a POST, is not sent again unless the
//     server said that it did nothing because there were too many requests.
//   - Each attempt has a time, each answer a size, and is read whole: one that
//     is cut off counts as failed.
//   - When the request's context ends, it returns at once, whatever it waits for.
//
// The loop is go-retryablehttp's. What it would do by itself does not fit
// either server: it sends a POST again whose answer was lost.
package retry

import (
	"math"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// Times is how often a request is sent again after failures, to either server.
// How often after "too many requests" each client says in its Limits.
const Times = 3

// largest is how many bytes of an answer are read. The lists and the states of
// Terraform Cloud are far smaller; a few compressed megabytes can fill any memory.
const largest = 100 << 20

// Transport is an http.RoundTripper. Its fields are set before the first request.
type Transport struct {
	Base    http.RoundTripper // sends one attempt
	Timeout time.Duration     // of one attempt
	Backoff time.Duration     // before the first repetition of a failed request; the second waits 4 times as long, the third 9 times
	Limits  Limits
	Pace    *Pace // nil when requests go out as they come
	// Look is shown each answer with its content, and may change its header. It
	// may be nil.
	Look func(resp *http.Response, content []byte)

	sent    atomic.Int64
	largest int64 // bytes of an answer; 0 for the constant
	clock   clock
}

// Limits is how a server says that there are too many requests, and how long it
// is obeyed. An answer that is the last, as patience is used up, is returned.
type Limits struct {
	// Reached tells such an answer; nil when the server has no limits.
	Reached func(resp *http.Response) bool
	// Wait is how long the server wants us to wait after one. n counts those to
	// one request, from 1.
	Wait func(resp *http.Response, n int, now time.Time) time.Duration

	Times    int           // how many such answers one request may get and be sent again; 0 for any number
	Patience time.Duration // how long one request waits for them in all; 0 for any time
}

// Sent is how many attempts there were.
func (t *Transport) Sent() int { return int(t.sent.Load()) }

// RoundTrip implements http.RoundTripper.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		defer req.Body.Close() // the loop below reads it and leaves it open
	}
	e := &exchange{Transport: t}
	loop := retryablehttp.RoundTripper{Client: &retryablehttp.Client{
		HTTPClient:   &http.Client{Transport: e, CheckRedirect: redirectionsAreTheCallers},
		RetryMax:     math.MaxInt, // decide counts
		CheckRetry:   e.check,
		Backoff:      func(_, _ time.Duration, _ int, _ *http.Response) time.Duration { return 0 }, // rest waits
		PrepareRetry: e.rest,
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}}
	resp, err := loop.RoundTrip(req.Clone(req.Context()))
	if err != nil {
		return nil, err
	}
	resp.Request = req // as the caller made it: what Base adds, a token, is shown to nobody
	return resp, nil
}

// redirectionsAreTheCallers leaves them to the http.Client that the Transport
// stands below, as for any http.RoundTripper.
func redirectionsAreTheCallers(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
