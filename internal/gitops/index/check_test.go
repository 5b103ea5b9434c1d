package index

import (
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/gittest"
)

func TestPathsThatWouldPushOthersOut(t *testing.T) {
	s, inner := gittest.New(t), gittest.New(t)
	s.Git("submodule", "--quiet", "add", inner.Dir, "modules/inner")
	x := read(s)
	for _, c := range []struct{ paths, removed, part string }{
		{"app/a", "", ""},
		{"app/new", "", ""},
		{"app/a/new", "", "app/a is a file in git's index"},
		{"app/a/deep/new", "", "app/a is a file in git's index"},
		{"app/a/new", "app/a", ""},
		{"app", "", "folder with other files in git's index"},
		{"app", "app/a", "folder with other files in git's index"},
		{"app", "app/a app/b", ""},
		{"ap", "", ""},
		{"modules/inner", "", "modules/inner is a submodule"},
		{"modules/inner/x", "", "modules/inner/x is inside the submodule modules/inner"},
		{"README app/new modules/inner/x", "", "inside the submodule"},
	} {
		removed := map[string]bool{}
		for path := range strings.FieldsSeq(c.removed) {
			removed[path] = true
		}
		err := x.CheckPaths(strings.Fields(c.paths), removed)
		switch {
		case c.part != "":
			s.Refused(err, diag.Usage, c.part)
		case err != nil:
			t.Errorf("%s without %s: %v", c.paths, c.removed, err)
		}
	}
}

func TestConflictsAreRefused(t *testing.T) {
	s := gittest.New(t)
	s.Must(read(s).CheckMerged())
	id := s.Git("hash-object", "README")
	s.Git("update-index", "--force-remove", "other/x")
	s.Write("stages", "100644 "+id+" 1\tother/x\n100644 "+id+" 2\tother/x\n100644 "+id+" 3\tother/x\n")
	s.Git("-c", "alias.stages=!git update-index --index-info <stages", "stages")
	s.Refused(read(s).CheckMerged(), diag.Usage, "other/x has a conflict")
}

func TestPathsThatDifferByCase(t *testing.T) {
	s := gittest.New(t)
	x := read(s)
	s.Must(x.CheckCase([]string{"app/a", "APP/c"}))
	s.Refused(x.CheckCase([]string{"app/c", "APP/A"}), diag.Usage, "APP/A and app/a differ by case only")
}
