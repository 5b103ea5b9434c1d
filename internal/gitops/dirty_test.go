package gitops

import (
	"slices"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

func TestDirty(t *testing.T) {
	s := newSandbox(t)
	s.Write("app/a", "edited\n")
	s.Write("app/b", "staged\n")
	s.Git("add", "app/b")
	s.Write("app/new", "n\n")
	s.Remove("other/x")
	s.Script("README", "readme\n")
	got, err := s.open().Dirty([]string{"other/x", "app/a", "app/b", "app/new", "absent", "app/a"})
	s.Must(err)
	if want := []string{"app/a", "app/b", "app/new", "other/x"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	s.Git("checkout", "-q", "-f")
	got, err = s.open().Dirty([]string{"other/x", "app/a", "README"})
	s.Must(err)
	if len(got) != 0 {
		t.Errorf("got %v", got)
	}
	_, err = s.open().Dirty([]string{"../x"})
	s.Refused(err, diag.Usage, "is no path")
	empty := newEmptySandbox(t)
	empty.Write("a", "a\n")
	got, err = empty.open().Dirty([]string{"a"})
	s.Must(err)
	if !slices.Equal(got, []string{"a"}) {
		t.Errorf("got %v", got)
	}
}
