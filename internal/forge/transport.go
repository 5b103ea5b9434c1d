package forge

import (
	"bytes"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/attempt"
)

// retries of a request that failed and may be sent twice.
const retries = 3

// transport sends requests: it adds the token, keeps to GitHub's limits,
// repeats what may be repeated, and reads each answer whole, so that one that
// is cut off counts as failed.
type transport struct {
	base     http.RoundTripper
	api      *url.URL
	token    string
	timeout  time.Duration // of one attempt
	backoff  time.Duration // before the first repetition
	patience time.Duration // for limits, in all
}

// RoundTrip implements http.RoundTripper.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := attempt.Body(req)
	if err != nil {
		return nil, err
	}
	for failed, waited := 0, time.Duration(0); ; {
		resp, err := t.once(req, body)
		var pause time.Duration
		switch {
		case req.Context().Err() != nil:
			return nil, req.Context().Err()
		case err == nil && isLimited(resp): // nothing was done, so this may be sent again, whatever it is
			if pause = limitPause(resp, time.Now()); waited+pause > t.patience {
				return resp, nil
			}
			waited += pause
		case (err != nil || resp.StatusCode >= 500) && req.Method != http.MethodPost && failed < retries:
			failed++
			pause = t.backoff * time.Duration(failed*failed)
		default:
			return resp, err
		}
		if err := attempt.Sleep(req.Context(), pause); err != nil {
			return nil, err
		}
	}
}

// once sends a request and reads the answer.
func (t *transport) once(req *http.Request, body []byte) (*http.Response, error) {
	sent := req.Clone(req.Context())
	if t.token != "" && req.URL.Host == t.api.Host && req.URL.Scheme == t.api.Scheme {
		sent.Header.Set("Authorization", "Bearer "+t.token)
	}
	resp, content, err := attempt.Send(t.base, sent, body, t.timeout)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusForbidden && resp.Header.Get("Retry-After") == "" && bytes.Contains(content, []byte("secondary rate limit")) {
		resp.Header.Set("Retry-After", "60") // without the header GitHub wants a minute, says the page below
	}
	resp.Request = req // without the token
	return resp, nil
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
	if seconds, err := strconv.ParseFloat(resp.Header.Get("Retry-After"), 64); err == nil && seconds >= 0 {
		return time.Duration(seconds * float64(time.Second))
	}
	if resp.Header.Get("X-RateLimit-Remaining") == "0" {
		if at, err := strconv.ParseInt(resp.Header.Get("X-RateLimit-Reset"), 10, 64); err == nil {
			return max(time.Unix(at, 0).Sub(now), time.Second)
		}
	}
	return time.Minute
}
