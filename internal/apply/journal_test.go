package apply

import (
	"encoding/json"
	"errors"
	"io/fs"
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

// TestModes: a file that is rewritten keeps the mode that it has, but for the
// executable bit where the plan says so; whoever may read it may then run it.
func TestModes(t *testing.T) {
	for _, c := range []struct {
		was            fs.FileMode // 0 for a new file
		bit            plan.Bit
		want           string
		content, moved bool // otherwise an update that changes the mode alone
	}{
		{0, plan.BitKept, "-rw-r--r--", true, false},
		{0, plan.BitSet, "-rwxr-xr-x", true, false},
		{0o600, plan.BitKept, "-rw-------", true, false},
		{0o755, plan.BitKept, "-rwxr-xr-x", true, false},
		{0o664, plan.BitKept, "-rw-rw-r--", true, false},
		{0o600, plan.BitSet, "-rwx------", true, false},
		{0o640, plan.BitSet, "-rwxr-x---", false, false},
		{0o755, plan.BitCleared, "-rw-r--r--", false, false},
		{0o700, plan.BitCleared, "-rw-------", true, false},
		{0o644, plan.BitCleared, "-rw-r--r--", true, false},
		{0o750, plan.BitKept, "-rwxr-x---", true, true},
		{0o600, plan.BitSet, "-rwx------", true, true},
	} {
		for _, kind := range []plan.Kind{plan.Update, plan.Merge, plan.Conflict} {
			dir, git := t.TempDir(), t.TempDir()
			a := plan.Action{Kind: kind, Path: "file", Content: []byte("old"), Bit: c.bit}
			if c.was != 0 {
				must(t, os.WriteFile(filepath.Join(dir, "file"), []byte("old"), 0o600))
				must(t, os.Chmod(filepath.Join(dir, "file"), c.was))
			}
			if c.content {
				a.Content = []byte("new")
			}
			p := &plan.Plan{Actions: []plan.Action{a}}
			if c.moved {
				a.Kind, a.From, a.Path = plan.Move, "file", "moved"
				p.Actions = []plan.Action{a, {Kind: plan.Delete, Path: "file"}}
			}
			before := tree(t, dir)
			w := open(t, dir, git)
			must(t, begin(w, p))
			must(t, w.Forward()) // as after a kill
			if got, want := tree(t, dir)[string(a.Path)], c.want+" "+string(a.Content); got != want {
				t.Errorf("%s of %s with %d: %q, want %q", kind, c.was, c.bit, got, want)
			}
			must(t, w.Undo())
			sameTree(t, tree(t, dir), before)
			must(t, run(w, p))
			if got, want := tree(t, dir)[string(a.Path)], c.want+" "+string(a.Content); got != want {
				t.Errorf("%s of %s with %d: %q, want %q", kind, c.was, c.bit, got, want)
			}
		}
	}
}

// TestFilesBecomeFolders: and folders become files, wherever a run is killed; what
// nobody deletes is in the way.
func TestFilesBecomeFolders(t *testing.T) {
	turned := &plan.Plan{Actions: []plan.Action{
		{Kind: plan.Delete, Path: "file"},
		{Kind: plan.Delete, Path: "folder/a"},
		{Kind: plan.Delete, Path: "folder/deep/b"},
		{Kind: plan.Create, Path: "file/a", Content: []byte("in a folder")},
		{Kind: plan.Create, Path: "folder", Content: []byte("a file")},
	}}
	start := func() (dir, git string) {
		dir, git = t.TempDir(), t.TempDir()
		must(t, os.MkdirAll(filepath.Join(dir, "folder/deep"), 0o755))
		for _, name := range []string{"file", "folder/a", "folder/deep/b"} {
			must(t, os.WriteFile(filepath.Join(dir, name), []byte("old "+name), 0o600))
		}
		return dir, git
	}
	want := map[string]string{"file/a": "-rw-r--r-- in a folder", "folder": "-rw-r--r-- a file"}
	for k := 0; ; k++ {
		dir, git := start()
		before := tree(t, dir)
		w := open(t, dir, git)
		w.Fault = failAt(k)
		err := run(w, turned)
		w.Fault = nil
		if err == nil {
			sameTree(t, tree(t, dir), want)
			break
		}
		if w.Unfinished() {
			must(t, w.Forward())
			sameTree(t, tree(t, dir), want)
			must(t, w.Undo())
		}
		sameTree(t, tree(t, dir), before)
	}
	for _, missing := range []int{0, 1, 2} {
		dir, git := start()
		before := tree(t, dir)
		err := run(open(t, dir, git), &plan.Plan{Actions: slices.Delete(slices.Clone(turned.Actions), missing, missing+1)})
		if err == nil || !strings.Contains(err.Error(), "is not a plain") {
			t.Errorf("without %s: %v", turned.Actions[missing].Path, err)
		}
		sameTree(t, tree(t, dir), before)
	}
}

// TestCheckOut: what is written is what the run's content is made of on its way
// to the disk; going on and undoing know it.
func TestCheckOut(t *testing.T) {
	dir, git := t.TempDir(), t.TempDir()
	w := open(t, dir, git)
	w.CheckOut = func(name repo.Path, content []byte) []byte { return []byte(string(name) + ":" + string(content)) }
	p := &plan.Plan{Actions: []plan.Action{{Kind: plan.Create, Path: "a", Content: []byte("1")}}}
	must(t, begin(w, p))
	must(t, w.Write(p))
	sameTree(t, tree(t, dir), map[string]string{"a": "-rw-r--r-- a:1"})
	must(t, w.Undo())
	sameTree(t, tree(t, dir), map[string]string{})
	must(t, begin(w, p))
	w.CheckOut = nil // another process
	must(t, w.Forward())
	sameTree(t, tree(t, dir), map[string]string{"a": "-rw-r--r-- a:1"})
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

// TestKilledBeforeItsJournal: what a run kept that was killed before its journal,
// or just after it, goes with the next one.
func TestKilledBeforeItsJournal(t *testing.T) {
	dir, git := start(t)
	_ = open(t, dir, git).Close()
	for _, name := range []string{"journal.json.new", "bytes"} {
		if err := os.WriteFile(filepath.Join(git, "scaffold", name), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if j, err := open(t, dir, git).Interrupted(); j != nil || err != nil {
		t.Errorf("there is %v, %v", j, err)
	}
	if left := tree(t, filepath.Join(git, "scaffold")); len(left) != 2 {
		t.Errorf("beside the lock and the pid there is %v", left)
	}
}

// TestGiveUp: the journal says that the run is being undone.
func TestGiveUp(t *testing.T) {
	dir, git := start(t)
	kill(t, dir, git, slices.Index(faults(t, true), "sync"))
	for range 2 {
		w := open(t, dir, git)
		if _, err := w.Interrupted(); err != nil {
			t.Fatal(err)
		}
		w.GiveUp()
		_ = w.Close()
	}
	if j, err := open(t, dir, git).Interrupted(); err != nil || !j.Undoing {
		t.Errorf("the journal is %+v, %v", j, err)
	}
}
