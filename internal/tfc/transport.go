package tfc

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/retry"
)

// maxRate is how many requests are sent a second; a fifth more may come at once.
// Terraform Cloud allows 30 in a second of its own clock, in which they may
// arrive closer together than they were sent.
const maxRate = 22

// How often a request is sent again after "too many requests", and how long a
// server may have us wait each time.
const (
	timesLimited = 12
	maxPause     = time.Minute
)

// transport hides from go-tfe what it acts on badly. Its own limiter refuses
// every call when the server allows three a second or fewer, and its retries end
// the program at a header that is no number; both look at headers that it is not
// shown, and the pace and the retries are package retry's.
type transport struct{ *retry.Transport }

// newTransport is the one that a client with this configuration sends by.
func newTransport(config Config) transport {
	pace := retry.NewPace(config.PerSecond)
	return transport{&retry.Transport{
		Base: config.Transport, Timeout: config.Timeout, Backoff: config.Backoff, Pace: pace,
		Limits: retry.Limits{
			Reached: isLimited, Times: timesLimited,
			Wait: func(resp *http.Response, n int, _ time.Time) time.Duration {
				return retryAfter(resp.Header, config.Backoff*time.Duration(n))
			},
		},
		Look: func(resp *http.Response, _ []byte) {
			if perSecond, err := strconv.ParseFloat(resp.Header.Get("X-RateLimit-Limit"), 64); err == nil && perSecond >= 1 {
				pace.Lower(perSecond * 0.75)
			}
		},
	}}
}

// RoundTrip implements http.RoundTripper.
func (t transport) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := t.Transport.RoundTrip(req)
	switch {
	case err != nil:
		return nil, err
	case isLimited(resp):
		return nil, errors.New("the server says that there are too many requests, again and again")
	}
	if err := refused(resp); err != nil {
		return nil, err
	}
	resp.Header.Del("X-RateLimit-Limit")
	resp.Header.Del("X-RateLimit-Reset")
	return resp, nil
}

func isLimited(resp *http.Response) bool { return resp.StatusCode == http.StatusTooManyRequests }

// retryAfter is how long the server wants us to wait.
func retryAfter(h http.Header, otherwise time.Duration) time.Duration {
	for _, name := range []string{"Retry-After", "X-RateLimit-Reset"} {
		if wait, ok := retry.Seconds(h, name); ok && wait > 0 {
			return min(wait, maxPause)
		}
	}
	return min(otherwise, maxPause)
}
