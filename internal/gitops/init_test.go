package gitops

import (
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

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
