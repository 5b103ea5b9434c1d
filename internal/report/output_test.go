package report

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
)

// refusing takes so many writes, fails once, and takes the rest.
type refusing struct {
	takes int
	err   error
	got   strings.Builder
}

func (r *refusing) Write(p []byte) (int, error) {
	if r.takes--; r.takes == -1 {
		return 0, r.err
	}
	return r.got.Write(p)
}

func TestOutput(t *testing.T) {
	full := &os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}
	for _, c := range []struct {
		name  string
		takes int
		err   error
		got   string
		says  string
	}{
		{"all is well", 3, nil, "123", ""},
		{"a full disk", 1, full, "1", "could not be written whole: write /dev/stdout: no space left on device"},
		{"an error of any kind", 0, errors.New("gone"), "", "gone"},
		{"a reader that has seen enough", 1, &os.PathError{Op: "write", Path: "|1", Err: syscall.EPIPE}, "1", ""},
	} {
		to := &refusing{takes: c.takes, err: c.err}
		o := NewOutput(to, syscall.EPIPE)
		for i := range 3 {
			if n, err := fmt.Fprint(o, i+1); n != 1 || err != nil {
				t.Errorf("%s: %d, %v", c.name, n, err)
			}
		}
		failure := o.Failure()
		if to.got.String() != c.got || (failure == nil) != (c.says == "") || (failure != nil && !strings.Contains(failure.Error(), c.says)) {
			t.Errorf("%s: %q was written, and it says %v", c.name, to.got.String(), failure)
		}
	}
}
