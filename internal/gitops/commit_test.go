package gitops

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops/gittest"
)

func TestCommitTakesOnlyItsPaths(t *testing.T) {
	s := newSandbox(t)
	s.Write("staged", "staged\n")
	s.Git("add", "staged")
	s.Write("other/x", "edited\n")
	s.Write("untracked", "u\n")
	s.Write("app/a", "changed\n")
	s.Write("app/new", "new\n")
	s.Write("app/run.sh", "#!/bin/sh\n")
	s.Must(os.Chmod(s.Path("app/run.sh"), 0o755))
	s.Remove("app/b")
	result := s.commit(request("app/a", "app/new", "app/run.sh", "app/b"))
	s.Committed("M app/a|D app/b|A app/new|A app/run.sh")
	s.Status(" M other/x|A  staged|?? untracked")
	s.Same("mode", s.Git("ls-tree", "HEAD", "app/run.sh")[:6], "100755")
	s.Same("staged diff", s.Git("diff", "--cached", "--name-only"), "staged")
	s.Same("author", s.Git("log", "-1", "--format=%an <%ae>|%cn|%s"), "Ada Example <ada@example.com>|Ada Example|feat: add files")
	if result.Files != 4 || result.Branch != "trunk" {
		t.Errorf("result: %+v", result)
	}
}

// Many objects go into one pack, and without git into files; the commits equal.
func TestManyFiles(t *testing.T) {
	var trees []string
	for _, git := range []bool{true, false} {
		s := newSandbox(t)
		if !git {
			gittest.WithoutGit(t)
		}
		var paths []string
		for i := range 130 {
			path := fmt.Sprintf("layers/%d/file-%d", i%7, i)
			s.Write(path, strings.Repeat(path, i*i)) // of every length the pack's header knows
			paths = append(paths, path)
		}
		result := s.commit(request(paths...))
		s.Status("")
		trees = append(trees, s.Git("rev-parse", "HEAD^{tree}"))
		if packs := s.Git("count-objects", "-v"); strings.Contains(packs, "packs: 1") != git || result.Files != 130 {
			t.Errorf("git %v: %d files, %s", git, result.Files, packs)
		}
	}
	if trees[0] != trees[1] {
		t.Errorf("trees differ: %v", trees)
	}
}
