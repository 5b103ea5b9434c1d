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
		s.Write(name, name)
	}
	s.commit(request(names...))
	s.Status("")
	for _, name := range names {
		s.Same(name, s.Git("show", "HEAD:"+name), name)
	}
	s.Same("count", s.Git("ls-tree", "-r", "--name-only", "-z", "HEAD"), s.Git("ls-files", "-z"))
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
	s.Must(os.WriteFile(outside+"/secret", []byte("secret\n"), 0o600))
	s.Must(os.Symlink(outside, s.Path("escape")))
	s.Must(os.Symlink("app", s.Path("inside")))
	s.readyRefuses(request("escape/secret"), diag.Usage, "escape is a symbolic link")
	s.readyRefuses(request("inside/a"), diag.Usage, "inside is a symbolic link")
	s.Must(os.Symlink(outside+"/secret", s.Path("link")))
	s.commit(request("link", "escape")) // as links, never what they lead to
	s.Committed("A escape|A link")
	s.Same("mode", s.Git("ls-tree", "HEAD", "link")[:6], "120000")
	s.Same("content", s.Git("show", "HEAD:link"), outside+"/secret")
	s.Status("?? inside")
}

func TestLinkWithoutLinks(t *testing.T) {
	s := newSandbox(t)
	s.Must(os.Symlink("app", s.Path("link")))
	s.Git("add", "link")
	s.Git("commit", "-qm", "link")
	s.Git("config", "core.symlinks", "false")
	s.Remove("link")
	s.Write("link", "other")
	s.commit(request("link"))
	s.Same("mode", s.Git("ls-tree", "HEAD", "link")[:6], "120000")
	s.Status("")
}

func TestOtherRepositoryInside(t *testing.T) {
	s := newSandbox(t)
	inner := s.at(s.Path("nested"))
	s.Must(os.Mkdir(inner.Dir, 0o755))
	inner.Git("init", "-q")
	inner.Write("a", "a\n")
	s.readyRefuses(request("nested/a"), diag.Usage, "nested is a repository of its own")
}

func TestFileBecomesFolder(t *testing.T) {
	s := newSandbox(t)
	s.Remove("app/a")
	s.Write("app/a/deep/file", "x\n")
	s.commit(request("app/a", "app/a/deep/file"))
	s.Committed("D app/a|A app/a/deep/file")
	s.Status("")
	s.Remove("app/a")
	s.Write("app/a", "a file again\n")
	s.commit(request("app/a", "app/a/deep/file"))
	s.Committed("A app/a|D app/a/deep/file")
	s.Status("")
}

func TestForeignFileOrFolderInTheWay(t *testing.T) {
	s := newSandbox(t)
	s.Remove("app/a")
	s.Write("app/a/file", "x\n")
	s.readyRefuses(request("app/a/file"), diag.Usage, "app/a is a file in git's index")
	s.Git("rm", "-q", "--cached", "app/a") // now only HEAD has it
	s.readyRefuses(request("app/a/file"), diag.Usage, "app/a is a file in the last commit")

	s = newSandbox(t)
	s.Remove("app")
	s.Write("app", "a file\n")
	s.readyRefuses(request("app"), diag.Usage, "folder with other files in git's index")
	s.readyRefuses(request("app", "app/a"), diag.Usage, "folder with other files in git's index")
	s.Git("rm", "-rq", "--cached", "app")
	s.readyRefuses(request("app"), diag.Usage, "folder with other files in the last commit")
}

func TestDeletionsThatEmptyFolders(t *testing.T) {
	s := newSandbox(t)
	s.Remove("app")
	s.commit(request("app/a", "app/b"))
	s.Committed("D app/a|D app/b")
	s.Same("tree", s.Git("ls-tree", "--name-only", "HEAD"), "README\nother")
	s.Status("")
	s.Remove("README")
	s.Remove("other")
	s.commit(request("README", "other/x"))
	s.Same("tree", s.Git("rev-parse", "HEAD^{tree}"), "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
	s.Status("")
}

func TestIgnoredPathsAreCommitted(t *testing.T) {
	s := newSandbox(t)
	s.Write(".gitignore", "*.tfvars\n")
	s.Git("add", ".gitignore")
	s.Git("commit", "-qm", "ignore")
	s.Write("app/terraform.tfvars", "count = 1\n")
	s.commit(request("app/terraform.tfvars"))
	s.Committed("A app/terraform.tfvars")
	s.Status("")
}

func TestCaseOnly(t *testing.T) {
	s := newSandbox(t)
	s.Write("App/A", "x\n")
	s.Git("config", "core.ignoreCase", "true")
	s.readyRefuses(request("App/A"), diag.Usage, "App/A and app/a differ by case only")
	s.Git("config", "core.ignoreCase", "false")
	s.commit(request("App/A"))
	s.Status("")
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
		s.Write("app/a", message)
		req := request("app/a")
		req.Message = message
		s.commit(req)
		ours := s.Git("cat-file", "commit", "HEAD")
		s.Git("commit", "-q", "--amend", "-m", message)
		_, got, _ := strings.Cut(ours, "\n\n")
		_, want, _ := strings.Cut(s.Git("cat-file", "commit", "HEAD"), "\n\n")
		s.Same("message", got, want)
	}
}
