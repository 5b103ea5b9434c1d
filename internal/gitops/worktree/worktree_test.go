package worktree_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/gittest"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

func TestMain(m *testing.M) { gittest.Main(m, nil) }

// find is Find, which must agree with git on all three places.
func find(s *gittest.Sandbox, name string) worktree.Worktree {
	s.T.Helper()
	at, err := worktree.Find(s.Path(name))
	s.Must(err)
	s.Same("root", at.Root, s.Git("rev-parse", "--show-toplevel"))
	s.Same("git directory", at.GitDir, s.Git("rev-parse", "--absolute-git-dir"))
	s.Same("common directory", at.Common, s.Git("rev-parse", "--path-format=absolute", "--git-common-dir"))
	return at
}

func TestFind(t *testing.T) {
	s := gittest.New(t)
	find(s, ".")
	find(s, "app")
	s.Must(os.Symlink(s.Path("app"), s.Path("link")))
	find(s, "link")
	s.Must(os.MkdirAll(s.Path("app/.git"), 0o755)) // an empty folder is no git directory
	find(s, "app")
	s.Git("worktree", "add", "-q", s.Path("linked"))
	linked := find(&gittest.Sandbox{T: t, Dir: s.Path("linked")}, ".")
	s.Same("common directory", linked.Common, s.Path(".git"))
	s.Remove(".git/refs")
	s.Write("linked/.git", "gitdir: ../.git\n")
	_, err := worktree.Find(s.Path("linked"))
	s.Refused(err, diag.Failed, "which is no git directory")
	s.Write("linked/.git", "something else\n")
	_, err = worktree.Find(s.Path("linked"))
	s.Refused(err, diag.Failed, "is not a file git wrote")
}

func TestFindNothing(t *testing.T) {
	s := gittest.New(t)
	_, err := worktree.Find(t.TempDir())
	s.Refused(err, diag.Usage, "not in a git repository")
	if !errors.Is(err, worktree.ErrNotFound) {
		t.Errorf("cause: %v", err)
	}
	t.Setenv("GIT_CEILING_DIRECTORIES", s.Dir)
	_, err = worktree.Find(s.Path("app"))
	s.Refused(err, diag.Usage, "not in a git repository")
	_, err = worktree.Find(s.Path("none"))
	s.Refused(err, diag.Failed, "cannot open")
}

func TestVariablesThatLeadElsewhereAreRefused(t *testing.T) {
	s, other := gittest.New(t), gittest.New(t)
	for _, name := range []string{"GIT_DIR", "GIT_WORK_TREE", "GIT_ALTERNATE_OBJECT_DIRECTORIES"} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(name, other.Path(".git"))
			_, err := worktree.Find(s.Dir)
			s.Refused(err, diag.Usage, name)
		})
	}
	t.Setenv("GIT_DIR", s.Path("app/../.git")) // another way to say the same
	find(s, "app")
}

func TestPaths(t *testing.T) {
	for path, good := range map[string]bool{
		"a": true, "a/b": true, "a b/ü": true, ".gitignore": true, "a/.github/b": true, "...": true, "git~2": true,
		"": false, "/a": false, "a/": false, "a//b": false, "./a": false, "a/../b": false, "..": false, "a\x00": false,
		".git": false, "a/.GIT": false, ".git.": false, ".git ": false, ".git::$INDEX": false, "GIT~1/x": false, ".g\u200cit": false,
	} {
		if err := worktree.Check(path); (err == nil) != good {
			t.Errorf("%q: %v", path, err)
		}
	}
	got, err := worktree.Clean([]string{"b", "a/c", "b", "a"})
	if err != nil || strings.Join(got, " ") != "a a/c b" {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := worktree.Clean([]string{"a", "../b"}); err == nil {
		t.Error("not refused")
	}
}

func TestFoldersAbovePaths(t *testing.T) {
	s := gittest.New(t)
	s.Must(os.Symlink("app", s.Path("link")))
	s.Write("nested/.git/HEAD", "")
	folders := find(s, ".").Folders()
	for path, part := range map[string]string{
		"app/a": "", "app/new": "", "none/at/all": "", "README/x": "", "link": "", "nested": "",
		"link/a": "link is a symbolic link", "link/deep/a": "link is a symbolic link",
		"nested/a": "nested is a repository of its own", "nested/deep/a": "nested is a repository of its own",
	} {
		for range 2 { // the second answer is remembered
			if err := folders.Check(path); part != "" {
				s.Refused(err, diag.Usage, part)
			} else if err != nil {
				t.Errorf("%s: %v", path, err)
			}
		}
	}
}
