package gitops

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestCommitTakesOnlyItsPaths(t *testing.T) {
	s := newSandbox(t)
	s.write("staged", "staged\n")
	s.git("add", "staged")
	s.write("other/x", "edited\n")
	s.write("untracked", "u\n")
	s.write("app/a", "changed\n")
	s.write("app/new", "new\n")
	s.write("app/run.sh", "#!/bin/sh\n")
	s.must(os.Chmod(s.path("app/run.sh"), 0o755))
	s.remove("app/b")
	result := s.commit(request("app/a", "app/new", "app/run.sh", "app/b"))
	s.committed("M app/a|D app/b|A app/new|A app/run.sh")
	s.status(" M other/x|A  staged|?? untracked")
	s.same("mode", s.git("ls-tree", "HEAD", "app/run.sh")[:6], "100755")
	s.same("staged diff", s.git("diff", "--cached", "--name-only"), "staged")
	s.same("author", s.git("log", "-1", "--format=%an <%ae>|%cn|%s"), "Ada Example <ada@example.com>|Ada Example|feat: add files")
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
			withoutGit(t)
		}
		var paths []string
		for i := range 130 {
			path := fmt.Sprintf("layers/%d/file-%d", i%7, i)
			s.write(path, strings.Repeat(path, i*i)) // of every length the pack's header knows
			paths = append(paths, path)
		}
		result := s.commit(request(paths...))
		s.status("")
		trees = append(trees, s.git("rev-parse", "HEAD^{tree}"))
		if packs := s.git("count-objects", "-v"); strings.Contains(packs, "packs: 1") != git || result.Files != 130 {
			t.Errorf("git %v: %d files, %s", git, result.Files, packs)
		}
	}
	if trees[0] != trees[1] {
		t.Errorf("trees differ: %v", trees)
	}
}
