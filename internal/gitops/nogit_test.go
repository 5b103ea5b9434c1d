package gitops

import (
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/gittest"
)

// Without a git program: what can be done right is done, the rest is refused.

func TestCommitWithoutGit(t *testing.T) {
	s := newSandbox(t)
	s.Write("staged", "s\n")
	s.Git("add", "staged")
	s.Git("config", "user.email", "repository@example.com")
	gittest.WithoutGit(t)
	s.Write("app/a", "changed\n")
	s.commit(on("feature", "app/a"))
	s.Committed("M app/a")
	s.Status("A  staged")
	s.Same("author", s.Git("log", "-1", "--format=%an <%ae>"), "Ada Example <repository@example.com>")
	t.Setenv("GIT_AUTHOR_NAME", "Crude <Name>\n")
	s.Write("app/a", "again\n")
	s.commit(request("app/a"))
	s.Same("author", s.Git("log", "-1", "--format=%an|%cn"), "Crude Name|Ada Example")
}

func TestInitWithoutGit(t *testing.T) {
	s := sandboxAt(t, t.TempDir())
	gittest.WithoutGit(t)
	r, err := Init(s.Dir, "")
	s.Must(err)
	s.Write("a", "a\n")
	_, err = r.Commit(t.Context(), request("a"))
	s.Must(err)
	s.Sound()
	s.Status("")
	s.Same("branch", s.Git("branch", "--show-current"), "trunk") // init.defaultBranch of the user
	s.Same("log", s.Git("reflog", "--format=%gs"), "commit (initial): feat: add files")
}

func TestRefusedWithoutGit(t *testing.T) {
	yes := true
	for _, c := range []struct {
		name, part string
		setup      func(*sandbox, *Request)
	}{
		{"identity", "no complete identity", func(s *sandbox, _ *Request) { s.Git("config", "user.email", "<>") }},
		{"date", "GIT_AUTHOR_DATE", func(s *sandbox, _ *Request) { s.T.(*testing.T).Setenv("GIT_AUTHOR_DATE", "1700000000 +0000") }},
		{"include", "includes other files", func(s *sandbox, _ *Request) { s.Git("config", "include.path", "more") }},
		{"variables", "GIT_CONFIG_COUNT", func(s *sandbox, _ *Request) { s.T.(*testing.T).Setenv("GIT_CONFIG_COUNT", "1") }},
		{"filter", "uses filter", func(s *sandbox, _ *Request) { s.Write("app/.gitattributes", "* filter=lfs\n") }},
		{"hook", "pre-commit hook", func(s *sandbox, _ *Request) { s.Script(".git/hooks/pre-commit", "true\n") }},
		{"signature", "no git program", func(s *sandbox, r *Request) { r.Sign = &yes }},
		{"format", "refstorage", func(s *sandbox, _ *Request) { s.Git("config", "extensions.refStorage", "reftable") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSandbox(t)
			req := request("app/a")
			c.setup(s, &req)
			s.Write("app/a", "changed\n")
			gittest.WithoutGit(t)
			head := s.Read(".git/refs/heads/trunk")
			s.Refused(s.open().Ready(req), diag.Usage, c.part)
			_, err := s.open().Commit(t.Context(), req)
			s.Refused(err, diag.Usage, c.part)
			s.Same("trunk", s.Read(".git/refs/heads/trunk"), head)
		})
	}
}

func TestLineEndsWithoutGit(t *testing.T) {
	s := newSandbox(t)
	s.Write(".gitattributes", "* text=auto\n")
	s.Git("add", ".gitattributes")
	s.Git("commit", "-qm", "attributes")
	gittest.WithoutGit(t)
	s.Write("app/a", "lf\n")
	s.commit(request("app/a"))
	s.Status("")
	s.Write("app/a", "crlf\r\n")
	_, err := s.open().Commit(t.Context(), request("app/a"))
	s.Refused(err, diag.Usage, "CRLF")
}
