package gitops

import (
	"errors"
	"strings"
	"testing"
)

func TestBlobs(t *testing.T) {
	s := newSandbox(t)
	for _, packed := range []bool{false, true} {
		if packed {
			s.Git("repack", "-adq")
		}
		data, err := s.open().Blob(s.Git("rev-parse", "HEAD:app/a"))
		s.Must(err)
		s.Same("content", string(data), "a\n")
	}
	for _, id := range []string{"", "xyz", strings.Repeat("0", 39) + "1", s.Git("rev-parse", "HEAD")} {
		if _, err := s.open().Blob(id); !errors.Is(err, ErrNoObject) {
			t.Errorf("%q: %v", id, err)
		}
	}
}
