package gitops

import (
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Without a git program: what can be done right is done, the rest is refused.

func withoutGit(t *testing.T) { t.Setenv("PATH", t.TempDir()) }

func TestCommitWithoutGit(t *testing.T) {
	s := newSandbox(t)
	s.write("staged", "s\n")
	s.git("add", "staged")
	s.git("config", "user.email", "repository@example.com")
	withoutGit(t)
	s.write("app/a", "changed\n")
	s.commit(on("feature", "app/a"))
	s.committed("M app/a")
	s.status("A  staged")
	s.same("author", s.git("log", "-1", "--format=%an <%ae>"), "Ada Example <repository@example.com>")
	t.Setenv("GIT_AUTHOR_NAME", "Crude <Name>\n")
	s.write("app/a", "again\n")
	s.commit(request("app/a"))
	s.same("author", s.git("log", "-1", "--format=%an|%cn"), "Crude Name|Ada Example")
}

func TestInitWithoutGit(t *testing.T) {
	s := &sandbox{t, t.TempDir()}
	withoutGit(t)
	r, err := Init(s.dir, "")
	s.must(err)
	s.write("a", "a\n")
	_, err = r.Commit(t.Context(), request("a"))
	s.must(err)
	s.sound()
	s.status("")
	s.same("branch", s.git("branch", "--show-current"), "trunk") // init.defaultBranch of the user
	s.same("log", s.git("reflog", "--format=%gs"), "commit (initial): feat: add files")
}

func TestRefusedWithoutGit(t *testing.T) {
	yes := true
	for _, c := range []struct {
		name, part string
		setup      func(*sandbox, *Request)
	}{
		{"identity", "no complete identity", func(s *sandbox, _ *Request) { s.git("config", "user.email", "<>") }},
		{"date", "GIT_AUTHOR_DATE", func(s *sandbox, _ *Request) { s.t.(*testing.T).Setenv("GIT_AUTHOR_DATE", "1700000000 +0000") }},
		{"include", "includes other files", func(s *sandbox, _ *Request) { s.git("config", "include.path", "more") }},
		{"variables", "GIT_CONFIG_COUNT", func(s *sandbox, _ *Request) { s.t.(*testing.T).Setenv("GIT_CONFIG_COUNT", "1") }},
		{"filter", "uses filter", func(s *sandbox, _ *Request) { s.write("app/.gitattributes", "* filter=lfs\n") }},
		{"hook", "pre-commit hook", func(s *sandbox, _ *Request) { s.script(".git/hooks/pre-commit", "true\n") }},
		{"signature", "no git program", func(s *sandbox, r *Request) { r.Sign = &yes }},
		{"format", "refstorage", func(s *sandbox, _ *Request) { s.git("config", "extensions.refStorage", "reftable") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSandbox(t)
			req := request("app/a")
			c.setup(s, &req)
			s.write("app/a", "changed\n")
			withoutGit(t)
			head := s.read(".git/refs/heads/trunk")
			s.refused(s.open().Ready(req), diag.Usage, c.part)
			_, err := s.open().Commit(t.Context(), req)
			s.refused(err, diag.Usage, c.part)
			s.same("trunk", s.read(".git/refs/heads/trunk"), head)
		})
	}
}

func TestLineEndsWithoutGit(t *testing.T) {
	s := newSandbox(t)
	s.write(".gitattributes", "* text=auto\n")
	s.git("add", ".gitattributes")
	s.git("commit", "-qm", "attributes")
	withoutGit(t)
	s.write("app/a", "lf\n")
	s.commit(request("app/a"))
	s.status("")
	s.write("app/a", "crlf\r\n")
	_, err := s.open().Commit(t.Context(), request("app/a"))
	s.refused(err, diag.Usage, "CRLF")
}
