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
	s.write("app/a", "edited\n")
	s.write("app/b", "staged\n")
	s.git("add", "app/b")
	s.write("app/new", "n\n")
	s.remove("other/x")
	s.script("README", "readme\n")
	got, err := s.open().Dirty([]string{"other/x", "app/a", "app/b", "app/new", "absent", "app/a"})
	s.must(err)
	if want := []string{"app/a", "app/b", "app/new", "other/x"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	s.git("checkout", "-q", "-f")
	got, err = s.open().Dirty([]string{"other/x", "app/a", "README"})
	s.must(err)
	if len(got) != 0 {
		t.Errorf("got %v", got)
	}
	_, err = s.open().Dirty([]string{"../x"})
	s.refused(err, diag.Usage, "is no path")
	empty := newEmptySandbox(t)
	empty.write("a", "a\n")
	got, err = empty.open().Dirty([]string{"a"})
	s.must(err)
	if !slices.Equal(got, []string{"a"}) {
		t.Errorf("got %v", got)
	}
}

func TestBlobs(t *testing.T) {
	s := newSandbox(t)
	s.same("id", BlobID([]byte("a\n")), s.git("hash-object", "app/a"))
	s.same("id of nothing", BlobID(nil), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")
	for _, packed := range []bool{false, true} {
		if packed {
			s.git("repack", "-adq")
		}
		data, err := s.open().Blob(BlobID([]byte("a\n")))
		s.must(err)
		s.same("content", string(data), "a\n")
	}
	for _, id := range []string{"", "xyz", strings.Repeat("0", 39) + "1", s.git("rev-parse", "HEAD")} {
		if _, err := s.open().Blob(id); !errors.Is(err, ErrNoObject) {
			t.Errorf("%q: %v", id, err)
		}
	}
}

func TestInit(t *testing.T) {
	s := &sandbox{t, t.TempDir()}
	r, err := Init(s.dir, "")
	s.must(err)
	s.same("branch", s.git("symbolic-ref", "HEAD"), "refs/heads/trunk")
	s.write("a", "a\n")
	s.must(r.Ready(request("a")))
	s.commit(request("a"))
	s.status("")
	_, err = Init(s.dir, "")
	s.refused(err, diag.Usage, "already")

	t.Setenv("GIT_CONFIG_GLOBAL", s.path("none"))
	t.Setenv("GIT_DEFAULT_HASH", "sha256")
	s = &sandbox{t, t.TempDir()}
	_, err = Init(s.dir, "")
	s.must(err)
	s.same("branch", s.git("symbolic-ref", "HEAD"), "refs/heads/main")
	s.same("format", s.git("rev-parse", "--show-object-format"), "sha1")

	s = &sandbox{t, t.TempDir()}
	_, err = Init(s.dir, "start")
	s.must(err)
	s.same("branch", s.git("symbolic-ref", "HEAD"), "refs/heads/start")
	_, err = Init(s.path("none"), "start")
	s.refused(err, diag.Failed, "cannot make a repository")
}
