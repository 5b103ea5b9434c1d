package gitops

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// What other paths look like in index and worktree must be the same after a
// commit of ours. These are the states that go-git's Add and Commit damage.

func TestForeignIntentToAdd(t *testing.T) {
	s := newSandbox(t)
	s.Write("planned", "planned\n")
	s.Git("add", "-N", "planned")
	s.Write("app/a", "changed\n")
	s.commit(request("app/a"))
	s.Committed("M app/a")
	s.Status(" A planned")
}

func TestForeignMarksStay(t *testing.T) {
	s := newSandbox(t)
	s.Git("update-index", "--assume-unchanged", "app/b")
	s.Git("update-index", "--skip-worktree", "other/x")
	s.Write("app/b", "hidden edit\n")
	s.Write("other/x", "hidden edit\n")
	before := s.Git("ls-files", "-v", "app/b", "other/x")
	s.Write("app/a", "changed\n")
	s.commit(request("app/a"))
	s.Same("marks", s.Git("ls-files", "-v", "app/b", "other/x"), before)
	s.Same("marks", before, "h app/b\nS other/x")
	s.Status("")
}

func TestOwnPathsMarked(t *testing.T) {
	s := newSandbox(t)
	s.Git("update-index", "--assume-unchanged", "app/a")
	s.Write("planned", "p\n")
	s.Git("add", "-N", "planned")
	s.Git("update-index", "--skip-worktree", "app/b")
	s.Write("app/a", "ours\n")
	s.Write("app/b", "ours too\n")
	s.commit(request("app/a", "app/b", "planned"))
	s.Committed("M app/a|M app/b|A planned")
	s.Same("content", s.Git("show", "HEAD:planned"), "p")
	s.Same("marks", s.Git("ls-files", "-v", "app", "planned"), "h app/a\nH app/b\nH planned")
	s.Status("")
}

func TestOwnPathStagedOtherwise(t *testing.T) {
	s := newSandbox(t)
	s.Write("app/a", "staged by the user\n")
	s.Write("app/new", "staged by the user\n")
	s.Git("add", ".")
	s.Git("rm", "-q", "--cached", "app/b")
	s.Write("app/a", "as written\n")
	s.Remove("app/new")
	result := s.commit(request("app/a", "app/b", "app/new"))
	s.Committed("M app/a")
	s.Same("content", s.Git("show", "HEAD:app/a"), "as written")
	s.Status("")
	if result.Files != 1 {
		t.Errorf("files: %d", result.Files)
	}
}

func TestStagedDeletionAndRenameStay(t *testing.T) {
	s := newSandbox(t)
	s.Git("mv", "other/x", "other/y")
	s.Git("rm", "-q", "app/b")
	s.Write("app/a", "changed\n")
	s.commit(request("app/a"))
	s.Committed("M app/a")
	s.Status("D  app/b|R  other/x -> other/y")
}

// A racily clean entry: edited in the second the index was written, size the
// same. git finds the edit because entry and index are equally old. An index
// written anew without care hides it for good.
func TestRacyEditIsNotHidden(t *testing.T) {
	for _, offset := range []time.Duration{0, time.Millisecond} {
		s := newSandbox(t)
		moment := time.Now().Add(-time.Hour).Truncate(time.Second)
		for _, name := range []string{"README", "app/a", "app/b", "other/x"} {
			s.Must(os.Chtimes(s.Path(name), moment, moment))
		}
		s.Git("update-index", "--refresh")
		s.Must(os.Chtimes(s.Path(".git/index"), moment.Add(offset), moment.Add(offset)))
		s.Write("other/x", "y\n")
		s.Must(os.Chtimes(s.Path("other/x"), moment, moment))
		s.Git("config", "core.trustctime", "false") // what remains is mtime and size
		s.Write("app/a", "changed\n")
		s.commit(request("app/a"))
		s.Status(" M other/x")
		s.commit(Request{Paths: []string{"app/b"}, Message: "x"}) // nothing to commit: still not hidden
		s.Status(" M other/x")
	}
}

func TestUnmergedIndexIsRefused(t *testing.T) {
	s := newSandbox(t)
	s.conflict()
	s.Write("app/a", "changed\n")
	s.readyRefuses(request("app/a"), diag.Usage, "a merge is in progress")
	s.Remove(".git/MERGE_HEAD")
	stages := s.Git("ls-files", "-s")
	s.readyRefuses(request("app/a"), diag.Usage, "other/x has a conflict")
	s.Same("stages", s.Git("ls-files", "-s"), stages)
	if !strings.Contains(stages, " 3\tother/x") {
		t.Errorf("no conflict was made: %s", stages)
	}
}

// conflict leaves a merge with a conflict in other/x.
func (s *sandbox) conflict() {
	s.T.Helper()
	s.Git("switch", "-qc", "side")
	s.Write("other/x", "side\n")
	s.Git("commit", "-qam", "side")
	s.Git("switch", "-q", "trunk")
	s.Write("other/x", "trunk\n")
	s.Git("commit", "-qam", "trunk")
	if out, err := s.Try("merge", "side"); err == nil {
		s.T.Fatalf("merge without conflict: %s", out)
	}
}

func TestResolveUndoStays(t *testing.T) {
	s := newSandbox(t)
	s.conflict()
	s.Write("other/x", "both\n")
	s.Git("add", "other/x")
	undo := s.Git("ls-files", "--resolve-undo")
	s.Remove(".git/MERGE_HEAD")
	s.Write("app/a", "changed\n")
	s.commit(request("app/a"))
	s.Same("resolve-undo", s.Git("ls-files", "--resolve-undo"), undo)
	if undo == "" {
		t.Error("no resolve-undo was made")
	}
}

func TestNothingToCommit(t *testing.T) {
	s := newSandbox(t)
	s.Write("staged", "s\n")
	s.Git("add", "staged")
	head, index := s.Git("rev-parse", "HEAD"), s.Read(".git/index")
	result := s.commit(Request{Paths: []string{"app/a", "app/b", "never"}, Message: "x", Branch: "feature"})
	s.Same("HEAD", s.Git("rev-parse", "HEAD"), head)
	s.Same("index", s.Read(".git/index"), index)
	s.Same("branch", s.Git("branch", "--show-current"), "trunk")
	if result.Hash != "" || result.Files != 0 {
		t.Errorf("result: %+v", result)
	}
}
