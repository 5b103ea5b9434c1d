package cli

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// A spec that is too long is refused, never cut off silently.
func TestSpecIsBounded(t *testing.T) {
	for size, want := range map[int]bool{maxSpec: true, maxSpec + 1: false} {
		p := newProgram(nil, Streams{In: bytes.NewReader(bytes.Repeat([]byte("#"), size)), Getenv: os.Getenv})
		src, err := p.readSpec("-")
		if (err == nil) != want || (want && len(src) != size) {
			t.Errorf("%d bytes: read %d, %v", size, len(src), err)
		}
		if err != nil && !strings.Contains(err.Error(), "more than 8 MB") {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
}
