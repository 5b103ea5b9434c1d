package retry

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// errTooLarge is no failure that another attempt mends.
var errTooLarge = errors.New("the answer is too large")

// once sends a request and reads the answer whole, which may then be read again.
// The timeout bounds this attempt alone.
func (t *Transport) once(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(req.Context(), t.Timeout)
	defer cancel()
	t.sent.Add(1)
	resp, err := t.Base.RoundTrip(req.Clone(ctx))
	if err != nil {
		if ctx.Err() != nil && req.Context().Err() == nil {
			return nil, fmt.Errorf("no answer within %s", t.Timeout)
		}
		return nil, err
	}
	defer resp.Body.Close()
	content, err := t.read(resp.Body)
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(content))
	if t.Look != nil {
		t.Look(resp, content)
	}
	return resp, nil
}

func (t *Transport) read(body io.Reader) ([]byte, error) {
	limit := t.largest
	if limit == 0 {
		limit = largest
	}
	content, err := io.ReadAll(io.LimitReader(body, limit+1))
	switch {
	case err != nil:
		return nil, errors.New("the answer was cut off")
	case int64(len(content)) > limit:
		return nil, fmt.Errorf("%w: more than %d MB", errTooLarge, limit>>20)
	}
	return content, nil
}
