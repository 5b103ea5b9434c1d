package gitops

import (
	"os"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

func TestStrangeNames(t *testing.T) {
	s := newSandbox(t)
	names := []string{
		"emoji/🚀.tf", "with space/a b", "ünï/cödé", "quote\"s/it's", "tab\there", "new\nline", "-dash", "back\\slash",
		"a-b", "a.b", "a/b", "a0", "star*", "#hash", "\u00e9", "e\u0301",
	}
	for _, name := range names {
		s.write(name, name)
	}
	s.commit(request(names...))
	s.status("")
	for _, name := range names {
		s.same(name, s.git("show", "HEAD:"+name), name)
	}
	s.same("count", s.git("ls-tree", "-r", "--name-only", "-z", "HEAD"), s.git("ls-files", "-z"))
}

func TestPathsOutsideAreRefused(t *testing.T) {
	s := newSandbox(t)
	for _, path := range []string{
		"", "/etc/passwd", "../x", "a/../../x", "./a", "a//b", "a/", ".git/config", "a/.GIT/hooks/x", "git~1/x", ".g\u200cit/x",
		"a\x00b", ".git./x",
	} {
		s.readyRefuses(request(path), diag.Usage, "is no path of a file")
	}
}

func TestSymbolicLinks(t *testing.T) {
	s := newSandbox(t)
	outside := t.TempDir()
	s.must(os.WriteFile(outside+"/secret", []byte("secret\n"), 0o600))
	s.must(os.Symlink(outside, s.path("escape")))
	s.must(os.Symlink("app", s.path("inside")))
	s.readyRefuses(request("escape/secret"), diag.Usage, "escape is a symbolic link")
	s.readyRefuses(request("inside/a"), diag.Usage, "inside is a symbolic link")
	s.must(os.Symlink(outside+"/secret", s.path("link")))
	s.commit(request("link", "escape")) // as links, never what they lead to
	s.committed("A escape|A link")
	s.same("mode", s.git("ls-tree", "HEAD", "link")[:6], "120000")
	s.same("content", s.git("show", "HEAD:link"), outside+"/secret")
	s.status("?? inside")
}

func TestLinkWithoutLinks(t *testing.T) {
	s := newSandbox(t)
	s.must(os.Symlink("app", s.path("link")))
	s.git("add", "link")
	s.git("commit", "-qm", "link")
	s.git("config", "core.symlinks", "false")
	s.remove("link")
	s.write("link", "other")
	s.commit(request("link"))
	s.same("mode", s.git("ls-tree", "HEAD", "link")[:6], "120000")
	s.status("")
}

func TestOtherRepositoryInside(t *testing.T) {
	s := newSandbox(t)
	inner := s.at(s.path("nested"))
	s.must(os.Mkdir(inner.dir, 0o755))
	inner.git("init", "-q")
	inner.write("a", "a\n")
	s.readyRefuses(request("nested/a"), diag.Usage, "nested is a repository of its own")
}

func TestFileBecomesFolder(t *testing.T) {
	s := newSandbox(t)
	s.remove("app/a")
	s.write("app/a/deep/file", "x\n")
	s.commit(request("app/a", "app/a/deep/file"))
	s.committed("D app/a|A app/a/deep/file")
	s.status("")
	s.remove("app/a")
	s.write("app/a", "a file again\n")
	s.commit(request("app/a", "app/a/deep/file"))
	s.committed("A app/a|D app/a/deep/file")
	s.status("")
}

func TestForeignFileOrFolderInTheWay(t *testing.T) {
	s := newSandbox(t)
	s.remove("app/a")
	s.write("app/a/file", "x\n")
	s.readyRefuses(request("app/a/file"), diag.Usage, "app/a is a file in git's index")
	s.git("rm", "-q", "--cached", "app/a") // now only HEAD has it
	s.readyRefuses(request("app/a/file"), diag.Usage, "app/a is a file in the last commit")

	s = newSandbox(t)
	s.remove("app")
	s.write("app", "a file\n")
	s.readyRefuses(request("app"), diag.Usage, "folder with other files in git's index")
	s.readyRefuses(request("app", "app/a"), diag.Usage, "folder with other files in git's index")
	s.git("rm", "-rq", "--cached", "app")
	s.readyRefuses(request("app"), diag.Usage, "folder with other files in the last commit")
}

func TestDeletionsThatEmptyFolders(t *testing.T) {
	s := newSandbox(t)
	s.remove("app")
	s.commit(request("app/a", "app/b"))
	s.committed("D app/a|D app/b")
	s.same("tree", s.git("ls-tree", "--name-only", "HEAD"), "README\nother")
	s.status("")
	s.remove("README")
	s.remove("other")
	s.commit(request("README", "other/x"))
	s.same("tree", s.git("rev-parse", "HEAD^{tree}"), "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
	s.status("")
}

func TestIgnoredPathsAreCommitted(t *testing.T) {
	s := newSandbox(t)
	s.write(".gitignore", "*.tfvars\n")
	s.git("add", ".gitignore")
	s.git("commit", "-qm", "ignore")
	s.write("app/terraform.tfvars", "count = 1\n")
	s.commit(request("app/terraform.tfvars"))
	s.committed("A app/terraform.tfvars")
	s.status("")
}

func TestCaseOnly(t *testing.T) {
	s := newSandbox(t)
	s.write("App/A", "x\n")
	s.git("config", "core.ignoreCase", "true")
	s.readyRefuses(request("App/A"), diag.Usage, "App/A and app/a differ by case only")
	s.git("config", "core.ignoreCase", "false")
	s.commit(request("App/A"))
	s.status("")
}

func TestNoPaths(t *testing.T) {
	s := newSandbox(t)
	if result := s.commit(request()); result.Hash != "" {
		t.Errorf("result: %+v", result)
	}
}

func TestMessages(t *testing.T) {
	s := newSandbox(t)
	for _, message := range []string{"", " \n\t\n", "bad \xff bytes", "nul \x00"} {
		req := request("app/a")
		req.Message = message
		s.readyRefuses(req, diag.Usage, "commit message")
	}
	for _, message := range []string{"one", "one\n\n\ntwo  \n\n", "\n\n lead\n", "a\r\nb\n", "# not a comment\n\n\n\nx", "emoji 🚀"} {
		s.write("app/a", message)
		req := request("app/a")
		req.Message = message
		s.commit(req)
		ours := s.git("cat-file", "commit", "HEAD")
		s.git("commit", "-q", "--amend", "-m", message)
		_, got, _ := strings.Cut(ours, "\n\n")
		_, want, _ := strings.Cut(s.git("cat-file", "commit", "HEAD"), "\n\n")
		s.same("message", got, want)
	}
}
