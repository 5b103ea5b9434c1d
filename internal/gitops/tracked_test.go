package gitops

import (
	"slices"
	"testing"
)

func TestTrackedAndCurrentBranch(t *testing.T) {
	s := sandboxAt(t, t.TempDir())
	branch := func(want string) {
		t.Helper()
		if got, err := s.open().CurrentBranch(); err != nil || got != want {
			t.Errorf("the branch is %q, %v, want %q", got, err, want)
		}
	}
	s.Git("init", "-q", "-b", "main")
	branch("main") // without a commit
	for _, name := range []string{"a/b/1", "a/b/2", "a/b-c", "a/bb/3", "z"} {
		s.Write(name, name)
	}
	s.Git("add", ".")
	s.Git("commit", "-qm", "x")
	s.Write("a/b/untracked", "")
	if got, err := Tracked(s.open(), "a/b"); err != nil || !slices.Equal(got, []string{"a/b/1", "a/b/2"}) {
		t.Errorf("tracked are %v, %v", got, err)
	}
	if got, err := Tracked(s.open(), "none"); err != nil || len(got) != 0 {
		t.Errorf("tracked are %v, %v", got, err)
	}
	s.Git("checkout", "-qb", "feature/x")
	branch("feature/x")
	s.Git("checkout", "-q", "--detach")
	branch("")
}
