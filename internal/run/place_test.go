package run

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/gittest"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/lockfile"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// founded is a job for a new repository.
func founded() Job {
	j := job(Part{Message: "feat: found", Plan: &plan.Plan{Actions: []plan.Action{
		write("scaffold.hcl", "root\n"), write("a/b", "b\n"), write("README.md", "readme\n"),
	}}})
	j.Command = "init"
	return j
}

// found makes a new repository at target as a command does.
func found(ctx context.Context, target string, j Job) ([]*plan.Result, error) {
	c, remove, err := New(target, "main", Access{NoCommit: !j.Delivery.Commit}, Edges{})
	if err != nil {
		return nil, err
	}
	defer remove()
	return c.Do(ctx, j)
}

// names are what a folder holds, sorted.
func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func TestNew(t *testing.T) {
	for name, prepare := range map[string]func(target string) error{
		"absent":          func(string) error { return nil },
		"an empty folder": func(target string) error { return os.MkdirAll(target, 0o755) },
		"no folder above": func(target string) error { return os.Remove(filepath.Dir(target)) },
	} {
		t.Run(name, func(t *testing.T) {
			target := filepath.Join(t.TempDir(), "above", "new")
			if err := errors.Join(os.Mkdir(filepath.Dir(target), 0o755), prepare(target)); err != nil {
				t.Fatal(err)
			}
			before, _ := os.Stat(target)
			results, err := found(t.Context(), target, founded())
			if err != nil {
				t.Fatal(err)
			}
			if r := results[0]; len(results) != 1 || r.Commit == nil || r.Commit.Branch != "main" || r.Commit.Files != 3 || r.Command != "init" {
				t.Errorf("the result is %+v", r)
			}
			if after, err := os.Stat(target); err != nil || (before != nil && !os.SameFile(before, after)) {
				t.Errorf("the folder is another one: %v", err)
			}
			s := &gittest.Sandbox{T: t, Dir: target}
			s.Status("")
			s.Committed("A README.md|A a/b|A scaffold.hcl")
			s.Sound()
			same(t, "state", names(t, s.Path(".git/scaffold")), []string{"lock", "pid"})
			same(t, "beside it", names(t, filepath.Dir(target)), []string{"new"})
			if info, _ := os.Stat(target); info.Mode().Perm() != 0o755 {
				t.Errorf("its mode is %v", info.Mode())
			}
		})
	}
}

func TestNewWithoutCommit(t *testing.T) {
	target := filepath.Join(t.TempDir(), "new")
	j := founded()
	j.Delivery.Commit = false
	results, err := found(t.Context(), target, j)
	if err != nil || results[0].Commit != nil {
		t.Fatalf("%+v, %v", results, err)
	}
	same(t, "it holds", names(t, target), []string{"README.md", "a", "scaffold.hcl"})
}

// TestNewThatFails leaves nothing behind.
func TestNewThatFails(t *testing.T) {
	stopped, stop := context.WithCancel(t.Context())
	stop()
	broken := founded()
	broken.Parts[0].Plan.Actions = append(broken.Parts[0].Plan.Actions, write("scaffold.hcl/x", ""))
	for name, test := range map[string]struct {
		ctx    context.Context
		job    Job
		target string
		want   string
	}{
		"stopped":      {stopped, founded(), "above/new", "stopped; nothing was changed"},
		"not written":  {t.Context(), broken, "above/new", "scaffold.hcl"},
		"filled since": {t.Context(), founded(), "full", "can't be put in its place (is it in use, or not empty?)"},
		"below a file": {t.Context(), founded(), "full/file/new", "can't be made"},
	} {
		t.Run(name, func(t *testing.T) {
			top := t.TempDir()
			s := &gittest.Sandbox{T: t, Dir: top}
			s.Write("full/file", "")
			results, err := found(test.ctx, filepath.Join(top, test.target), test.job)
			kind := diag.Failed
			if p, ok := errors.AsType[*diag.Problem](err); ok {
				kind = p.Kind
			}
			s.Refused(err, kind, test.want)
			if len(results) > 0 {
				t.Errorf("there are results: %+v", results[0])
			}
			same(t, "there is", names(t, top), []string{"full"})
			same(t, "in it is", names(t, s.Path("full")), []string{"file"})
		})
	}
	t.Run("a branch that is none", func(t *testing.T) {
		top := t.TempDir()
		if _, _, err := New(filepath.Join(top, "above", "new"), "no..branch", Access{}, Edges{}); err == nil {
			t.Error("it was made")
		}
		same(t, "there is", names(t, top), []string{})
	})
}

// halfMoved makes a new repository in top, and moves so many of its four files and
// folders to their place, as one that is killed.
func halfMoved(t *testing.T, top string, moved int) *gittest.Sandbox {
	t.Helper()
	s := &gittest.Sandbox{T: t, Dir: filepath.Join(top, "new")}
	c, _, err := New(s.Dir, "main", Access{}, Edges{})
	s.Must(err)
	e := &execution{checkout: c, job: founded()}
	s.Must(e.prepare())
	for _, step := range e.steps()[:3] {
		s.Must(step.do(t.Context()))
	}
	order, err := inOrderOfMoving(c.Dir)
	s.Must(err)
	same(t, "order", order, []string{".git", "scaffold.hcl", "README.md", "a"})
	s.Must(os.Mkdir(s.Dir, 0o755))
	for _, name := range order[:moved] {
		s.Must(os.Rename(filepath.Join(c.Dir, name), s.Path(name)))
	}
	c.Close()
	return s
}

// TestNewKilledOnTheWay: killed while it moves into an empty folder, a repository
// is finished there by the same command; --abort finishes it, too, as its commit
// is made. Nothing stays beside it.
func TestNewKilledOnTheWay(t *testing.T) {
	for moved := 1; moved <= 4; moved++ {
		for _, abort := range []bool{false, true} {
			top := t.TempDir()
			s := halfMoved(t, top, moved)
			if !InterruptedIn(s.Dir) {
				t.Fatal("nothing tells of the run")
			}
			c, remove, err := OpenFolder(s.Dir, Access{}, Edges{})
			s.Must(err)
			if abort {
				_, err = c.Abort()
				s.Refused(err, diag.Failed, "the run had made its commit already: "+s.Git("rev-parse", "--short=7", "HEAD"))
			} else {
				results, more, err := c.Recover(t.Context(), "abc", Delivery{Commit: true})
				s.Must(err)
				if more || len(results) != 1 || results[0].Commit == nil || !c.Resumed() {
					t.Errorf("%d moved: more %v, results %+v", moved, more, results)
				}
			}
			remove()
			s.Status("")
			s.Same("README.md", s.Read("README.md"), "readme\n")
			same(t, "there is", names(t, top), []string{"new"})
			if InterruptedIn(s.Dir) {
				t.Error("the journal is still there")
			}
		}
	}
}

// TestSweepBeside: what a process left that was killed goes; that of a living one,
// or of another host, stays.
func TestSweepBeside(t *testing.T) {
	top := t.TempDir()
	host, _, _ := strings.Cut(lockfile.Process(), "-")
	for _, name := range []string{host + "-4194304_1", lockfile.Process() + "_2", "0-4194304_3", "4"} {
		if err := os.MkdirAll(filepath.Join(top, besidePrefix+name, "a"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	SweepBeside(filepath.Join(top, "new"))
	want := []string{besidePrefix + "0-4194304_3", besidePrefix + "4", besidePrefix + lockfile.Process() + "_2"}
	slices.Sort(want)
	same(t, "there is", names(t, top), want)
}

func TestOpenFolder(t *testing.T) {
	s := gittest.New(t)
	dir := s.Path("deep/er")
	c, remove, err := OpenFolder(dir, Access{}, Edges{})
	s.Must(err)
	s.Same("folder", c.Folder, "deep/er")
	remove()
	if _, err := os.Stat(s.Path("deep")); !os.IsNotExist(err) {
		t.Errorf("the empty folder stays: %v", err)
	}
	c, remove, err = OpenFolder(dir, Access{}, Edges{})
	s.Must(err)
	_, err = c.Do(t.Context(), founded())
	s.Must(err)
	remove()
	s.Committed("A deep/er/README.md|A deep/er/a/b|A deep/er/scaffold.hcl")

	outside := filepath.Join(t.TempDir(), "a", "b")
	_, _, err = OpenFolder(outside, Access{}, Edges{})
	s.Refused(err, diag.Usage, "not in a git repository")
	if _, err := os.Stat(filepath.Dir(outside)); !os.IsNotExist(err) {
		t.Errorf("a folder stays: %v", err)
	}
}

func TestWriteFolder(t *testing.T) {
	s := &gittest.Sandbox{T: t, Dir: t.TempDir()}
	p := founded().Parts[0].Plan
	s.Must(WriteFolder(s.Path("x/y"), p))
	same(t, "it holds", names(t, s.Path("x/y")), []string{"README.md", "a", "scaffold.hcl"})
	s.Must(os.Symlink(s.Path("x"), s.Path("x/y/link")))
	bad := &plan.Plan{Actions: append([]plan.Action{write("new", "")}, write("link/z", ""))}
	s.Refused(WriteFolder(s.Path("x/y"), bad), diag.Usage, "link is not a plain folder")
	same(t, "it holds", names(t, s.Path("x/y")), []string{"README.md", "a", "link", "scaffold.hcl"})
	bad = &plan.Plan{Actions: []plan.Action{write("new", ""), write("new/z", "")}}
	if err := WriteFolder(s.Path("other"), bad); err == nil {
		t.Error("a file below a file is written")
	}
	if _, err := os.Stat(s.Path("other")); !os.IsNotExist(err) {
		t.Errorf("the folder stays: %v", err)
	}
}
