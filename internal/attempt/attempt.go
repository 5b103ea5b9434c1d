// Package attempt sends an HTTP request once, for transports that may send it
// again: with a body that is kept, within a time, and with an answer that is
// read whole, so that one that is cut off counts as failed.
package attempt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// Body reads a request's body, to be sent with each attempt; nil when it has none.
func Body(req *http.Request) ([]byte, error) {
	if req.Body == nil {
		return nil, nil
	}
	defer req.Body.Close()
	return io.ReadAll(req.Body)
}

// Send sends the request with the body and returns the answer, which may be read
// again, and its content. timeout bounds this attempt alone.
func Send(base http.RoundTripper, req *http.Request, body []byte, timeout time.Duration) (*http.Response, []byte, error) {
	ctx, cancel := context.WithTimeout(req.Context(), timeout)
	defer cancel()
	once := req.Clone(ctx)
	if body != nil {
		once.Body, once.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	}
	resp, err := base.RoundTrip(once)
	if err != nil {
		if ctx.Err() != nil && req.Context().Err() == nil {
			return nil, nil, fmt.Errorf("no answer within %s", timeout)
		}
		return nil, nil, err
	}
	defer resp.Body.Close()
	content, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, nil, errors.New("the answer was cut off")
	}
	resp.Body = io.NopCloser(bytes.NewReader(content))
	return resp, content, nil
}

// Sleep waits, unless ctx ends first.
func Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
