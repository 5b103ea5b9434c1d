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
	s.write("planned", "planned\n")
	s.git("add", "-N", "planned")
	s.write("app/a", "changed\n")
	s.commit(request("app/a"))
	s.committed("M app/a")
	s.status(" A planned")
}

func TestForeignMarksStay(t *testing.T) {
	s := newSandbox(t)
	s.git("update-index", "--assume-unchanged", "app/b")
	s.git("update-index", "--skip-worktree", "other/x")
	s.write("app/b", "hidden edit\n")
	s.write("other/x", "hidden edit\n")
	before := s.git("ls-files", "-v", "app/b", "other/x")
	s.write("app/a", "changed\n")
	s.commit(request("app/a"))
	s.same("marks", s.git("ls-files", "-v", "app/b", "other/x"), before)
	s.same("marks", before, "h app/b\nS other/x")
	s.status("")
}

func TestOwnPathsMarked(t *testing.T) {
	s := newSandbox(t)
	s.git("update-index", "--assume-unchanged", "app/a")
	s.write("planned", "p\n")
	s.git("add", "-N", "planned")
	s.git("update-index", "--skip-worktree", "app/b")
	s.write("app/a", "ours\n")
	s.write("app/b", "ours too\n")
	s.commit(request("app/a", "app/b", "planned"))
	s.committed("M app/a|M app/b|A planned")
	s.same("content", s.git("show", "HEAD:planned"), "p")
	s.same("marks", s.git("ls-files", "-v", "app", "planned"), "h app/a\nH app/b\nH planned")
	s.status("")
}

func TestOwnPathStagedOtherwise(t *testing.T) {
	s := newSandbox(t)
	s.write("app/a", "staged by the user\n")
	s.write("app/new", "staged by the user\n")
	s.git("add", ".")
	s.git("rm", "-q", "--cached", "app/b")
	s.write("app/a", "as written\n")
	s.remove("app/new")
	result := s.commit(request("app/a", "app/b", "app/new"))
	s.committed("M app/a")
	s.same("content", s.git("show", "HEAD:app/a"), "as written")
	s.status("")
	if result.Files != 1 {
		t.Errorf("files: %d", result.Files)
	}
}

func TestStagedDeletionAndRenameStay(t *testing.T) {
	s := newSandbox(t)
	s.git("mv", "other/x", "other/y")
	s.git("rm", "-q", "app/b")
	s.write("app/a", "changed\n")
	s.commit(request("app/a"))
	s.committed("M app/a")
	s.status("D  app/b|R  other/x -> other/y")
}

// A racily clean entry: edited in the second the index was written, size the
// same. git finds the edit because entry and index are equally old. An index
// written anew without care hides it for good.
func TestRacyEditIsNotHidden(t *testing.T) {
	for _, offset := range []time.Duration{0, time.Millisecond} {
		s := newSandbox(t)
		moment := time.Now().Add(-time.Hour).Truncate(time.Second)
		for _, name := range []string{"README", "app/a", "app/b", "other/x"} {
			s.must(os.Chtimes(s.path(name), moment, moment))
		}
		s.git("update-index", "--refresh")
		s.must(os.Chtimes(s.path(".git/index"), moment.Add(offset), moment.Add(offset)))
		s.write("other/x", "y\n")
		s.must(os.Chtimes(s.path("other/x"), moment, moment))
		s.git("config", "core.trustctime", "false") // what remains is mtime and size
		s.write("app/a", "changed\n")
		s.commit(request("app/a"))
		s.status(" M other/x")
		s.commit(Request{Paths: []string{"app/b"}, Message: "x"}) // nothing to commit: still not hidden
		s.status(" M other/x")
	}
}

func TestUnmergedIndexIsRefused(t *testing.T) {
	s := newSandbox(t)
	s.conflict()
	s.write("app/a", "changed\n")
	s.readyRefuses(request("app/a"), diag.Usage, "a merge is in progress")
	s.remove(".git/MERGE_HEAD")
	stages := s.git("ls-files", "-s")
	s.readyRefuses(request("app/a"), diag.Usage, "other/x has a conflict")
	s.same("stages", s.git("ls-files", "-s"), stages)
	if !strings.Contains(stages, " 3\tother/x") {
		t.Errorf("no conflict was made: %s", stages)
	}
}

// conflict leaves a merge with a conflict in other/x.
func (s *sandbox) conflict() {
	s.t.Helper()
	s.git("switch", "-qc", "side")
	s.write("other/x", "side\n")
	s.git("commit", "-qam", "side")
	s.git("switch", "-q", "trunk")
	s.write("other/x", "trunk\n")
	s.git("commit", "-qam", "trunk")
	if out, err := s.try("merge", "side"); err == nil {
		s.t.Fatalf("merge without conflict: %s", out)
	}
}

func TestResolveUndoStays(t *testing.T) {
	s := newSandbox(t)
	s.conflict()
	s.write("other/x", "both\n")
	s.git("add", "other/x")
	undo := s.git("ls-files", "--resolve-undo")
	s.remove(".git/MERGE_HEAD")
	s.write("app/a", "changed\n")
	s.commit(request("app/a"))
	s.same("resolve-undo", s.git("ls-files", "--resolve-undo"), undo)
	if undo == "" {
		t.Error("no resolve-undo was made")
	}
}

func TestNothingToCommit(t *testing.T) {
	s := newSandbox(t)
	s.write("staged", "s\n")
	s.git("add", "staged")
	head, index := s.git("rev-parse", "HEAD"), s.read(".git/index")
	result := s.commit(Request{Paths: []string{"app/a", "app/b", "never"}, Message: "x", Branch: "feature"})
	s.same("HEAD", s.git("rev-parse", "HEAD"), head)
	s.same("index", s.read(".git/index"), index)
	s.same("branch", s.git("branch", "--show-current"), "trunk")
	if result.Hash != "" || result.Files != 0 {
		t.Errorf("result: %+v", result)
	}
}
