package gitops

import (
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/lockfile"
)

func on(branch string, paths ...string) Request {
	req := request(paths...)
	req.Branch = branch
	return req
}

func TestBranchIsMadeAndSwitchedTo(t *testing.T) {
	s := newSandbox(t)
	trunk := s.Git("rev-parse", "trunk")
	s.Write("staged", "s\n")
	s.Git("add", "staged")
	s.Write("app/a", "changed\n")
	result := s.commit(on("feature/one", "app/a"))
	s.Same("branch", result.Branch, "feature/one")
	s.Same("current", s.Git("symbolic-ref", "HEAD"), "refs/heads/feature/one")
	s.Same("trunk", s.Git("rev-parse", "trunk"), trunk)
	s.Same("parent", s.Git("rev-parse", "HEAD^"), trunk)
	s.Status("A  staged")
	s.Same("log of the branch", s.Git("reflog", "feature/one", "--format=%gs"), "commit: feat: add files\nbranch: Created from HEAD")
	s.Same("log of HEAD", strings.Join(strings.Split(s.Git("reflog", "--format=%gs"), "\n")[:2], "|"),
		"commit: feat: add files|checkout: moving from trunk to feature/one")
	s.Git("switch", "-q", "-") // git finds the way back in the log
	s.Same("back", s.Git("branch", "--show-current"), "trunk")
}

func TestBranchFromDetachedHead(t *testing.T) {
	s := newSandbox(t)
	s.Git("checkout", "-q", "--detach")
	s.Write("app/a", "changed\n")
	s.commit(on("rescue", "app/a"))
	s.Same("current", s.Git("branch", "--show-current"), "rescue")
	s.Status("")
}

func TestBranchInEmptyRepository(t *testing.T) {
	s := newEmptySandbox(t)
	s.Write("a", "a\n")
	s.commit(on("start", "a"))
	s.Same("branches", s.Git("branch", "--format=%(refname:short)"), "start")
	s.readyRefuses(on("start", "a"), diag.Usage, "exists already")
}

func TestFolderLeftBehindByADeletedBranch(t *testing.T) {
	s := newSandbox(t)
	s.Write(".git/refs/heads/feature/old/x", "")
	s.Remove(".git/refs/heads/feature/old/x")
	s.Write(".git/logs/refs/heads/feature/old/x", "")
	s.Remove(".git/logs/refs/heads/feature/old/x")
	s.Write("app/a", "changed\n")
	s.commit(on("feature", "app/a"))
	s.Status("")
}

func TestBranchesThatCannotBeMade(t *testing.T) {
	s := newSandbox(t)
	s.Git("branch", "taken/loose")
	s.Write("app/a", "changed\n")
	s.readyRefuses(on("no such name", "app/a"), diag.Usage, "no valid name")
	s.readyRefuses(on("taken", "app/a"), diag.Usage, "next to the branch taken/loose")
	s.readyRefuses(on("trunk", "app/a"), diag.Usage, "exists already")
}

// After a kill, the same request finds the branch it made.
func TestResumeAcceptsItsOwnBranch(t *testing.T) {
	s := newSandbox(t)
	s.Git("branch", "feature")
	s.Write("app/a", "changed\n")
	req := on("feature", "app/a")
	s.readyRefuses(req, diag.Usage, "exists already")
	req.Resume = true
	s.commit(req)
	s.Same("current", s.Git("branch", "--show-current"), "feature")
	s.Write("app/a", "once more\n")
	s.commit(req)
	s.Git("switch", "-q", "trunk")
	s.Write("app/a", "elsewhere\n")
	s.readyRefuses(req, diag.Usage, "exists already") // it has moved on: not a leftover
}

// Where the way back is barred, HEAD keeps a branch that is there.
func TestBranchStaysWhileHeadNamesIt(t *testing.T) {
	s := newSandbox(t)
	s.Script(".git/hooks/pre-commit", "touch .git/HEAD.lock; exit 1\n")
	s.Write("app/a", "changed\n")
	head := s.Git("rev-parse", "HEAD")
	_, err := s.open().Commit(t.Context(), on("feature", "app/a"))
	if err == nil || !strings.Contains(err.Error(), "the branch that was checked out could not be put back") {
		t.Errorf("it says %v", err)
	}
	s.Remove(".git/HEAD.lock")
	s.Same("current", s.Git("branch", "--show-current"), "feature")
	s.Same("HEAD", s.Git("rev-parse", "HEAD"), head)
	s.Status(" M app/a")
}

func TestBranchWithoutALogIsNotLeftBehind(t *testing.T) {
	s := newSandbox(t)
	s.Write(".git/logs/refs/heads/feature/x", "")
	s.Write("app/a", "changed\n")
	_, err := s.open().Commit(t.Context(), on("feature", "app/a"))
	s.Refused(err, diag.Failed, "cannot write the log of refs/heads/feature")
	s.Same("branches", s.Git("branch", "--format=%(refname:short)"), "trunk")
	s.Status(" M app/a")
}

// Unbranch undoes the making of a branch, and leaves one with commits.
func TestUnbranch(t *testing.T) {
	s := newSandbox(t)
	at := s.Git("rev-parse", "HEAD")
	s.Git("switch", "-qc", "feature")
	s.Write(".git/refs/heads/feature.lock", lockfile.Mark(1<<22)) // of a process that ended
	s.Must(Unbranch(s.open(), "feature", "trunk", at))
	s.Same("current", s.Git("branch", "--show-current"), "trunk")
	s.Same("branches", s.Git("branch", "--format=%(refname:short)"), "trunk")
	s.Must(Unbranch(s.open(), "feature", "trunk", at)) // again
	s.Must(Unbranch(s.open(), "", "trunk", at))

	s.Git("branch", "feature") // made, and not switched to
	s.Must(Unbranch(s.open(), "feature", "trunk", at))
	s.Same("branches", s.Git("branch", "--format=%(refname:short)"), "trunk")

	s.Git("checkout", "-q", "--detach")
	s.Git("switch", "-qc", "rescue")
	s.Must(Unbranch(s.open(), "rescue", "", at))
	s.Same("HEAD", s.Read(".git/HEAD"), at+"\n")

	s.Git("switch", "-qc", "work")
	s.Git("commit", "-q", "--allow-empty", "-m", "a person's")
	s.Must(Unbranch(s.open(), "work", "trunk", at))
	s.Same("current", s.Git("branch", "--show-current"), "work")
	s.Same("subject", s.Git("log", "-1", "--format=%s"), "a person's")
	s.Sound()
}
