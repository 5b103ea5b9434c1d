package apply

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// reopened closes the writer and opens another one, which finds the journal.
func reopened(t testing.TB, w *Writer, dir, git string) (*Writer, *Journal) {
	t.Helper()
	_ = w.Close()
	w = open(t, dir, git)
	j, err := w.Interrupted()
	must(t, err)
	if j == nil || !w.Unfinished() {
		t.Fatal("there is no journal")
	}
	return w, j
}

// TestJournalSteps: what a run notes on its way is what the next one finds.
func TestJournalSteps(t *testing.T) {
	dir, git := start(t)
	first, second := somePlan(), &plan.Plan{Actions: []plan.Action{{Kind: plan.Update, Path: "keep", Content: []byte("6")}}}
	w := open(t, dir, git)
	if w.Unfinished() || w.Written() {
		t.Error("a run that was not begun is there")
	}
	must(t, w.Begin(Order{Command: []string{"test", "it"}, Change: "abc", Folder: "x", Work: []byte(`{"a":1}`)}, []*plan.Plan{first, second}, []json.RawMessage{json.RawMessage(`1`), json.RawMessage(`2`)}))
	w, j := reopened(t, w, dir, git)
	if j.Current != 0 || j.Held != nil || w.Written() || j.Order.Change != "abc" || j.Order.Folder != "x" || string(j.Order.Work) != `{"a":1}` ||
		!slices.Equal(j.Order.Command, []string{"test", "it"}) || len(j.Parts) != 2 || string(j.Parts[1].Work) != "2" || j.PID != os.Getpid() {
		t.Errorf("it holds %+v", j)
	}
	must(t, w.Forward())
	must(t, w.Hold([]repo.Path{"tool"}))
	w, j = reopened(t, w, dir, git)
	if !slices.Equal(j.Held, []repo.Path{"tool"}) {
		t.Errorf("held are %v", j.Held)
	}
	must(t, w.Next([]byte(`{"a":2}`)))
	w, j = reopened(t, w, dir, git)
	if j.Held != nil || j.Current != 1 || string(j.Order.Work) != `{"a":2}` || len(j.Entries()) != 1 {
		t.Errorf("the next part: %+v", j)
	}
	must(t, w.Forward())
	must(t, w.AllWritten())
	must(t, w.AllWritten())
	w, j = reopened(t, w, dir, git)
	if !w.Written() || !j.Written {
		t.Error("it does not know that all is written")
	}
	must(t, w.Next(nil)) // there is none
	if j.Current != 1 {
		t.Errorf("it went on to part %d", j.Current)
	}
	must(t, w.Finish())
	must(t, w.Finish()) // nothing is left to do
	if entries, _ := os.ReadDir(filepath.Join(git, "scaffold")); len(entries) != 2 {
		t.Errorf("left are %v", entries)
	}
}

// TestAfter: the bytes of a file as a run writes it, whatever is on disk.
func TestAfter(t *testing.T) {
	dir, git := start(t)
	w := open(t, dir, git)
	must(t, begin(w, somePlan()))
	w, j := reopened(t, w, dir, git)
	for i, a := range somePlan().Writes() {
		got, err := w.After(j.Entries()[i])
		if err != nil || string(got) != string(a.Content) || (got == nil) != (a.Kind == plan.Delete) {
			t.Errorf("%s: %q, %v", a.Path, got, err)
		}
	}
	must(t, os.WriteFile(filepath.Join(git, "scaffold", "bytes"), []byte("other bytes than those"), 0o600))
	if _, err := w.After(j.Entries()[0]); err == nil || !strings.Contains(err.Error(), "the saved bytes of new are damaged") {
		t.Errorf("it says %v", err)
	}
}

// TestOutsideGit: nothing is kept on disk, and a conflict holds nothing up.
func TestOutsideGit(t *testing.T) {
	dir, _ := start(t)
	w := open(t, dir, "")
	must(t, begin(w, somePlan()))
	must(t, w.Write(somePlan()))
	must(t, w.Hold([]repo.Path{"tool"}))
	if j, err := w.Interrupted(); j != nil || err != nil {
		t.Errorf("there is %+v, %v", j, err)
	}
	must(t, w.Finish())
	if w.Unfinished() {
		t.Error("it does not end")
	}
}

// TestKeptModes: that a person made a file executable is an edit, which what was
// merged keeps.
func TestKeptModes(t *testing.T) {
	for kind, want := range map[plan.Kind]string{plan.Merge: "-rwxr-xr-x", plan.Conflict: "-rwxr-xr-x", plan.Update: "-rw-r--r--"} {
		dir, git := start(t)
		must(t, run(open(t, dir, git), &plan.Plan{Actions: []plan.Action{{Kind: kind, Path: "tool", Content: []byte("both")}}}))
		if got := tree(t, dir)["tool"]; got != want+" both" {
			t.Errorf("%s: %s", kind, got)
		}
	}
	dir, git := start(t)
	must(t, run(open(t, dir, git), &plan.Plan{Actions: []plan.Action{
		{Kind: plan.Move, From: "tool", Path: "renamed", Content: []byte("both")}, {Kind: plan.Delete, Path: "tool"},
	}}))
	if got := tree(t, dir)["renamed"]; got != "-rwxr-xr-x both" {
		t.Errorf("moved: %s", got)
	}
}

// TestStopAndProgress: a run is stopped between two files, and tells of each that
// it wrote.
func TestStopAndProgress(t *testing.T) {
	dir, git := start(t)
	before := tree(t, dir)
	w := open(t, dir, git)
	var told []string
	w.Progress = func(done, all int, file string) {
		if told = append(told, file); done != len(told) || all != len(somePlan().Writes()) {
			t.Errorf("%s is %d of %d", file, done, all)
		}
	}
	stopped := errors.New("stopped")
	w.Stop = func() error {
		if len(told) == 3 {
			return stopped
		}
		return nil
	}
	must(t, begin(w, somePlan()))
	if err := w.Write(somePlan()); !errors.Is(err, stopped) {
		t.Errorf("it says %v", err)
	}
	if !slices.Equal(told, []string{"new", "a/b/c/deep", "a/b/run.sh"}) {
		t.Errorf("told of %q", told)
	}
	must(t, w.Undo())
	must(t, w.Undo()) // nothing is left to undo
	sameTree(t, tree(t, dir), before)
}

// TestCameAndWent: a file that somebody made, or took away, since is left as it
// is, and stops a run that is continued.
func TestCameAndWent(t *testing.T) {
	dir, git := start(t)
	p := &plan.Plan{Actions: []plan.Action{{Kind: plan.Update, Path: "change", Content: []byte("3")}, {Kind: plan.Delete, Path: "gone/alone"}, {Kind: plan.Update, Path: "keep", Content: []byte("4")}}}
	w := open(t, dir, git)
	must(t, begin(w, p))
	must(t, w.Write(p))
	must(t, os.Remove(filepath.Join(dir, "change")))
	must(t, os.WriteFile(filepath.Join(dir, "gone", "alone"), []byte("mine"), 0o600))
	w, _ = reopened(t, w, dir, git)
	err := w.Forward()
	for _, name := range []string{"change", "gone/alone"} {
		if err == nil || !strings.Contains(err.Error(), name+" was changed since the run that was interrupted here") {
			t.Errorf("it says %v", err)
		}
	}
	changed, err := w.Restore()
	must(t, err)
	slices.Sort(changed)
	if !slices.Equal(changed, []repo.Path{"change", "gone/alone"}) {
		t.Errorf("left alone: %v", changed)
	}
	now := tree(t, dir)
	if _, there := now["change"]; there || now["gone/alone"] != "-rw------- mine" || now["keep"] != "-rw-r--r-- old keep" {
		t.Errorf("there is %v", now)
	}
}
