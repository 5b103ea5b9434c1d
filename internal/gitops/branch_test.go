package gitops

import (
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

func on(branch string, paths ...string) Request {
	req := request(paths...)
	req.Branch = branch
	return req
}

func TestBranchIsMadeAndSwitchedTo(t *testing.T) {
	s := newSandbox(t)
	trunk := s.git("rev-parse", "trunk")
	s.write("staged", "s\n")
	s.git("add", "staged")
	s.write("app/a", "changed\n")
	result := s.commit(on("feature/one", "app/a"))
	s.same("branch", result.Branch, "feature/one")
	s.same("current", s.git("symbolic-ref", "HEAD"), "refs/heads/feature/one")
	s.same("trunk", s.git("rev-parse", "trunk"), trunk)
	s.same("parent", s.git("rev-parse", "HEAD^"), trunk)
	s.status("A  staged")
	s.same("log of the branch", s.git("reflog", "feature/one", "--format=%gs"), "commit: feat: add files\nbranch: Created from HEAD")
	s.same("log of HEAD", strings.Join(strings.Split(s.git("reflog", "--format=%gs"), "\n")[:2], "|"),
		"commit: feat: add files|checkout: moving from trunk to feature/one")
	s.git("switch", "-q", "-") // git finds the way back in the log
	s.same("back", s.git("branch", "--show-current"), "trunk")
}

func TestBranchFromDetachedHead(t *testing.T) {
	s := newSandbox(t)
	s.git("checkout", "-q", "--detach")
	s.write("app/a", "changed\n")
	s.commit(on("rescue", "app/a"))
	s.same("current", s.git("branch", "--show-current"), "rescue")
	s.status("")
}

func TestBranchInEmptyRepository(t *testing.T) {
	s := newEmptySandbox(t)
	s.write("a", "a\n")
	s.commit(on("start", "a"))
	s.same("branches", s.git("branch", "--format=%(refname:short)"), "start")
	s.readyRefuses(on("start", "a"), diag.Usage, "exists already")
}

func TestFolderLeftBehindByADeletedBranch(t *testing.T) {
	s := newSandbox(t)
	s.write(".git/refs/heads/feature/old/x", "")
	s.remove(".git/refs/heads/feature/old/x")
	s.write(".git/logs/refs/heads/feature/old/x", "")
	s.remove(".git/logs/refs/heads/feature/old/x")
	s.write("app/a", "changed\n")
	s.commit(on("feature", "app/a"))
	s.status("")
}

func TestBranchNames(t *testing.T) {
	s := newSandbox(t)
	s.git("branch", "taken/loose")
	for _, name := range []string{
		"x", "a/b", "-x", "HEAD", "@", "a..b", "a b", "a~b", "a^", "a:b", "a?", "a*", "a[", "a\\b", "/a", "a/", "a//b",
		".a", "a/.b", "a.lock", "a.lock/b", "a.", "a@{b", "a@b", "ä", "refs/heads/x", "a\x01b", "a\x7fb", "",
	} {
		_, err := s.try("check-ref-format", "--branch", name)
		if name == "@" || name == "" { // git reads these as names of something else
			continue
		}
		if ours := checkBranchName(name); (ours == nil) != (err == nil) {
			t.Errorf("%q: git says %v, we say %v", name, err, ours)
		}
	}
	s.write("app/a", "changed\n")
	s.readyRefuses(on("no such name", "app/a"), diag.Usage, "no valid name")
	s.readyRefuses(on("taken", "app/a"), diag.Usage, "next to the branch taken/loose")
	s.readyRefuses(on("trunk", "app/a"), diag.Usage, "exists already")
}

// After a kill, the same request finds the branch it made.
func TestResumeAcceptsItsOwnBranch(t *testing.T) {
	s := newSandbox(t)
	s.git("branch", "feature")
	s.write("app/a", "changed\n")
	req := on("feature", "app/a")
	s.readyRefuses(req, diag.Usage, "exists already")
	req.Resume = true
	s.commit(req)
	s.same("current", s.git("branch", "--show-current"), "feature")
	s.write("app/a", "once more\n")
	s.commit(req)
	s.git("switch", "-q", "trunk")
	s.write("app/a", "elsewhere\n")
	s.readyRefuses(req, diag.Usage, "exists already") // it has moved on: not a leftover
}
