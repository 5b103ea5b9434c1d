package report

import (
	"errors"
	"io"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Output is a stream of results that remembers when one could not be written. No
// later one is then, as nobody could read the rest; what a command does goes on.
type Output struct {
	to     io.Writer
	closed error // of writing to a reader that has seen enough, as `head` has
	failed error
}

// NewOutput is the stream to w. closed is what writing to it fails with when its
// reader has seen enough.
func NewOutput(w io.Writer, closed error) *Output { return &Output{to: w, closed: closed} }

// Write implements io.Writer. It never fails: Failure tells afterwards.
func (o *Output) Write(p []byte) (int, error) {
	if o.failed == nil {
		_, o.failed = o.to.Write(p)
	}
	return len(p), nil
}

// Failure is why results were not written, nil if they were, or if the reader has
// seen enough.
func (o *Output) Failure() *diag.Problem {
	if o.failed == nil || errors.Is(o.failed, o.closed) {
		return nil
	}
	return diag.Failedf("the output could not be written whole: %s", o.failed).
		WithHint("what the command does beside printing is done: `git log` and `scaffold status` show it")
}
