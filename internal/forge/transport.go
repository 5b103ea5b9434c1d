package forge

import (
	"bytes"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/retry"
)

// timesLimited is how often a request is sent again when GitHub says that there
// are too many, however short the pauses that it asks for.
const timesLimited = 12

// newTransport is the one that a client with this configuration sends by.
func newTransport(config Config, api *url.URL) *retry.Transport {
	return &retry.Transport{
		Base:    &authorized{base: config.Transport, api: api, token: config.Access.Token},
		Timeout: config.Timeout, Backoff: config.Backoff, Look: tellSecondary,
		Limits: retry.Limits{
			Reached: isLimited, Times: timesLimited, Patience: config.Patience,
			Wait: func(resp *http.Response, _ int, now time.Time) time.Duration { return limitPause(resp, now) },
		},
	}
}

// authorized adds the token to requests to the API's host, and to no others.
type authorized struct {
	base  http.RoundTripper
	api   *url.URL
	token string
}

// RoundTrip implements http.RoundTripper.
func (a *authorized) RoundTrip(req *http.Request) (*http.Response, error) {
	if a.token != "" && req.URL.Host == a.api.Host && req.URL.Scheme == a.api.Scheme {
		req = req.Clone(req.Context())
		req.Header.Set("Authorization", "Bearer "+a.token)
	}
	return a.base.RoundTrip(req)
}

// tellSecondary adds the header that GitHub leaves out of answers about some of
// its secondary limits: it wants a minute then, says the page below.
func tellSecondary(resp *http.Response, content []byte) {
	if resp.StatusCode == http.StatusForbidden && resp.Header.Get("Retry-After") == "" && bytes.Contains(content, []byte("secondary rate limit")) {
		resp.Header.Set("Retry-After", "60")
	}
}

// isLimited tells an answer about too many requests. GitHub sends 403 or 429
// for its primary limit and its secondary ones, and says which by headers:
// docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api.
func isLimited(resp *http.Response) bool {
	switch resp.StatusCode {
	case http.StatusTooManyRequests:
		return true
	case http.StatusForbidden:
		return resp.Header.Get("Retry-After") != "" || resp.Header.Get("X-RateLimit-Remaining") == "0"
	}
	return false
}

// limitPause is how long GitHub wants us to wait; a minute where it does not say.
func limitPause(resp *http.Response, now time.Time) time.Duration {
	if wait, ok := retry.Seconds(resp.Header, "Retry-After"); ok {
		return wait
	}
	if resp.Header.Get("X-RateLimit-Remaining") == "0" {
		if at, err := strconv.ParseInt(resp.Header.Get("X-RateLimit-Reset"), 10, 64); err == nil {
			return max(time.Unix(at, 0).Sub(now), time.Second)
		}
	}
	return time.Minute
}
