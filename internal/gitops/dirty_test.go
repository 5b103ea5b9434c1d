package gitops

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

func TestDirty(t *testing.T) {
	s := newSandbox(t)
	s.Write("app/a", "edited\n")
	s.Write("app/b", "staged\n")
	s.Git("add", "app/b")
	s.Write("app/new", "n\n")
	s.Remove("other/x")
	s.Script("README", "readme\n")
	got, err := s.open().Dirty([]string{"other/x", "app/a", "app/b", "app/new", "absent", "app/a"})
	s.Must(err)
	if want := []string{"app/a", "app/b", "app/new", "other/x"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	s.Git("checkout", "-q", "-f")
	got, err = s.open().Dirty([]string{"other/x", "app/a", "README"})
	s.Must(err)
	if len(got) != 0 {
		t.Errorf("got %v", got)
	}
	_, err = s.open().Dirty([]string{"../x"})
	s.Refused(err, diag.Usage, "is no path")
	empty := newEmptySandbox(t)
	empty.Write("a", "a\n")
	got, err = empty.open().Dirty([]string{"a"})
	s.Must(err)
	if !slices.Equal(got, []string{"a"}) {
		t.Errorf("got %v", got)
	}
}

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

func TestInit(t *testing.T) {
	s := sandboxAt(t, t.TempDir())
	r, err := Init(s.Dir, "")
	s.Must(err)
	s.Same("branch", s.Git("symbolic-ref", "HEAD"), "refs/heads/trunk")
	s.Write("a", "a\n")
	s.Must(r.Ready(request("a")))
	s.commit(request("a"))
	s.Status("")
	_, err = Init(s.Dir, "")
	s.Refused(err, diag.Usage, "already")

	t.Setenv("GIT_CONFIG_GLOBAL", s.Path("none"))
	t.Setenv("GIT_DEFAULT_HASH", "sha256")
	s = sandboxAt(t, t.TempDir())
	_, err = Init(s.Dir, "")
	s.Must(err)
	s.Same("branch", s.Git("symbolic-ref", "HEAD"), "refs/heads/main")
	s.Same("format", s.Git("rev-parse", "--show-object-format"), "sha1")

	s = sandboxAt(t, t.TempDir())
	_, err = Init(s.Dir, "start")
	s.Must(err)
	s.Same("branch", s.Git("symbolic-ref", "HEAD"), "refs/heads/start")
	_, err = Init(s.Path("none"), "start")
	s.Refused(err, diag.Failed, "cannot make a repository")
}
