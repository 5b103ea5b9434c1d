package apply

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// tree is every file below a folder: its mode and bytes.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		content, err := os.ReadFile(name)
		if d.Type()&fs.ModeSymlink != 0 {
			target, _ := os.Readlink(name)
			content, err = []byte("→"+target), nil
		}
		rel, _ := filepath.Rel(dir, name)
		out[rel] = info.Mode().String() + " " + string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func sameTree(t testing.TB, got, want map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if got[name] != want[name] {
			t.Errorf("%s is %q, want %q", name, got[name], want[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[name]; !ok {
			t.Errorf("%s is there: %q", name, got[name])
		}
	}
}

// start makes a folder with files of several modes, and a git directory beside.
func start(t testing.TB) (dir, git string) {
	t.Helper()
	dir, git = t.TempDir(), t.TempDir()
	for name, mode := range map[string]fs.FileMode{
		"keep": 0o644, "change": 0o600, "wide/change": 0o666, "tool": 0o755, "gone/alone": 0o640, "gone/deep/er": 0o444,
	} {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte("old "+name), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(full, mode); err != nil {
			t.Fatal(err)
		}
	}
	return dir, git
}

func somePlan() *plan.Plan {
	action := func(kind plan.Kind, name, content string) plan.Action {
		return plan.Action{Kind: kind, Path: repo.Path(name), Content: []byte(content)}
	}
	script := action(plan.Create, "a/b/run.sh", "#!/bin/sh\n")
	script.Bit = plan.BitSet
	return &plan.Plan{Actions: []plan.Action{
		action(plan.Create, "new", "1"), action(plan.Create, "a/b/c/deep", "2"), script,
		action(plan.Update, "change", "3"), action(plan.Update, "wide/change", "4"), action(plan.Keep, "keep", "never"),
		action(plan.Delete, "gone/alone", ""), action(plan.Delete, "gone/deep/er", ""),
		action(plan.Create, "gone/again", "5"), action(plan.Create, "empty", ""),
		{Kind: plan.Conflict, Path: "tool"},
	}}
}

func open(t testing.TB, dir, git string) *Writer {
	t.Helper()
	w, err := Open(dir, git)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// run carries the plan out as a command does.
func run(w *Writer, p *plan.Plan) error {
	if err := begin(w, p); err != nil {
		return err
	}
	if err := w.Write(p); err != nil {
		return err
	}
	return w.Finish()
}

func begin(w *Writer, plans ...*plan.Plan) error {
	return w.Begin(Order{Command: []string{"test"}, Change: "abc", Folder: "."}, plans, nil)
}

func TestWrite(t *testing.T) {
	dir, git := start(t)
	w := open(t, dir, git)
	if err := run(w, somePlan()); err != nil {
		t.Fatal(err)
	}
	sameTree(t, tree(t, dir), map[string]string{
		"keep": "-rw-r--r-- old keep", "tool": "-rwxr-xr-x old tool", "new": "-rw-r--r-- 1", "a/b/c/deep": "-rw-r--r-- 2",
		"a/b/run.sh": "-rwxr-xr-x #!/bin/sh\n", "change": "-rw------- 3", "wide/change": "-rw-rw-rw- 4",
		"gone/again": "-rw-r--r-- 5", "empty": "-rw-r--r-- ",
	})
	if left := tree(t, filepath.Join(git, "scaffold")); len(left) != 2 {
		t.Errorf("beside the lock and the pid there is %v", left)
	}
	if j, err := w.Interrupted(); j != nil || err != nil {
		t.Errorf("a finished run is interrupted: %v %v", j, err)
	}
}

var errFault = errors.New("fault")

// faults returns every step of a run, by a run that has none.
func faults(t *testing.T, git bool) []string {
	dir, gitDir := start(t)
	if !git {
		gitDir = ""
	}
	w := open(t, dir, gitDir)
	var steps []string
	w.Fault = func(step string) error {
		steps = append(steps, step)
		return nil
	}
	if err := run(w, somePlan()); err != nil {
		t.Fatal(err)
	}
	if len(steps) < 15 {
		t.Fatalf("only the steps %v", steps)
	}
	return steps
}

func failAt(k int) func(string) error {
	n := 0
	return func(string) error {
		if n++; n == k+1 {
			return errFault
		}
		return nil
	}
}

// TestFaultAndUndo: whatever step fails, Undo restores the tree exactly and the
// same run then succeeds with the same result, in git and outside.
func TestFaultAndUndo(t *testing.T) {
	for _, git := range []bool{true, false} {
		for k, step := range faults(t, git) {
			t.Run(fmt.Sprintf("git=%t/%d %s", git, k, step), func(t *testing.T) {
				dir, gitDir := start(t)
				if !git {
					gitDir = ""
				}
				before := tree(t, dir)
				w := open(t, dir, gitDir)
				w.Fault = failAt(k)
				if err := run(w, somePlan()); !errors.Is(err, errFault) {
					t.Fatalf("the fault gave %v", err)
				}
				w.Fault = nil
				if err := w.Undo(); err != nil {
					t.Fatal(err)
				}
				sameTree(t, tree(t, dir), before)
				if err := run(w, somePlan()); err != nil {
					t.Fatal(err)
				}
				sameTree(t, tree(t, dir), wanted(t))
			})
		}
	}
}

// wanted is the tree after an undisturbed run.
func wanted(t *testing.T) map[string]string {
	dir, git := start(t)
	if err := run(open(t, dir, git), somePlan()); err != nil {
		t.Fatal(err)
	}
	return tree(t, dir)
}

// kill leaves the repository as a killed process would: the writer is closed in
// the middle, a temporary file and folders stay behind.
func kill(t *testing.T, dir, git string, k int) {
	t.Helper()
	w, err := Open(dir, git)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	n := 0
	w.Fault = func(step string) error {
		if n++; n == k+1 {
			if name, ok := strings.CutPrefix(step, "rename "); ok {
				temp := filepath.Join(dir, filepath.Dir(name), w.tempPrefix()+"99")
				_ = os.WriteFile(temp, []byte("half"), 0o600)
			}
			return errFault
		}
		return nil
	}
	if err := run(w, somePlan()); !errors.Is(err, errFault) {
		t.Fatalf("the fault gave %v", err)
	}
}

// TestKillAndFinishOrRestore: a later process finishes the work or puts back
// every byte, wherever the first one died, even when it is killed again, and
// though the repository was moved meanwhile.
func TestKillAndFinishOrRestore(t *testing.T) {
	for k, step := range faults(t, true) {
		if step == "journal" {
			continue // nothing was written yet
		}
		t.Run(fmt.Sprintf("%d %s", k, step), func(t *testing.T) {
			dir, git := start(t)
			before := tree(t, dir)
			kill(t, dir, git, k)
			w := open(t, dir, git)
			j, err := w.Interrupted()
			if err != nil || j == nil || j.Order.Folder != "." || j.Order.Change != "abc" || !slices.Equal(j.Order.Command, []string{"test"}) {
				t.Fatalf("the journal is %+v, %v", j, err)
			}
			if changed, err := w.Restore(); err != nil || len(changed) > 0 {
				t.Fatal(changed, err)
			}
			sameTree(t, tree(t, dir), before)
			if j, _ := w.Interrupted(); j != nil {
				t.Error("the journal is still there")
			}
			_ = w.Close()

			kill(t, dir, git, k)
			moved := filepath.Join(t.TempDir(), "moved")
			if err := os.Rename(dir, moved); err != nil {
				t.Fatal(err)
			}
			w = open(t, moved, git)
			if _, err := w.Interrupted(); err != nil {
				t.Fatal(err)
			}
			w.Fault = failAt(1) // killed again
			_ = w.Forward()
			_ = w.Close()
			w = open(t, moved, git)
			if j, err = w.Interrupted(); j == nil || err != nil {
				t.Fatalf("the second journal is %v, %v", j, err)
			}
			if k%2 == 0 {
				err = errors.Join(w.Forward(), w.Finish())
				sameTree(t, tree(t, moved), wanted(t))
			} else {
				_, err = w.Restore()
				sameTree(t, tree(t, moved), before)
			}
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

// TestChangedSince: what somebody changed after a kill is neither written over
// nor put back; it is named, and the rest is put back.
func TestChangedSince(t *testing.T) {
	dir, git := start(t)
	steps := faults(t, true)
	kill(t, dir, git, slices.Index(steps, "sync"))
	theirs := filepath.Join(dir, "change")
	if err := os.WriteFile(theirs, []byte("an hour of work"), 0o600); err != nil {
		t.Fatal(err)
	}
	w := open(t, dir, git)
	if _, err := w.Interrupted(); err != nil {
		t.Fatal(err)
	}
	if err := w.Forward(); err == nil || !strings.Contains(err.Error(), "change was changed since") {
		t.Errorf("going on gives %v", err)
	}
	changed, err := w.Restore()
	if err != nil || !slices.Equal(changed, []repo.Path{"change"}) {
		t.Errorf("restoring gives %v, %v", changed, err)
	}
	got := tree(t, dir)
	if got["change"] != "-rw------- an hour of work" || got["wide/change"] != "-rw-rw-rw- old wide/change" || got["new"] != "" {
		t.Errorf("there is %v", got)
	}
}

// TestTornFiles: what a power cut left in part is written again, and is put back.
func TestTornFiles(t *testing.T) {
	for name, end := range map[string]func(*Writer) error{
		"going on":  func(w *Writer) error { return errors.Join(w.Forward(), w.Finish()) },
		"restoring": func(w *Writer) error { _, err := w.Restore(); return err },
	} {
		t.Run(name, func(t *testing.T) {
			dir, git := start(t)
			before := tree(t, dir)
			kill(t, dir, git, slices.Index(faults(t, true), "sync"))
			for file, content := range map[string]string{"a/b/run.sh": "#!/b", "change": "", "new": "\x00\x00"} {
				if err := os.WriteFile(filepath.Join(dir, file), []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			w := open(t, dir, git)
			if _, err := w.Interrupted(); err != nil {
				t.Fatal(err)
			}
			if err := end(w); err != nil {
				t.Fatal(err)
			}
			want := before
			if name == "going on" {
				want = wanted(t)
			}
			sameTree(t, tree(t, dir), want)
		})
	}
}

// TestParts: each part is finished or undone by itself, and starts from what the
// one before it made.
func TestParts(t *testing.T) {
	dir, git := start(t)
	action := func(kind plan.Kind, name, content string) plan.Action {
		return plan.Action{Kind: kind, Path: repo.Path(name), Content: []byte(content)}
	}
	first := &plan.Plan{Actions: []plan.Action{action(plan.Update, "change", "one"), action(plan.Create, "new", "1")}}
	second := &plan.Plan{Actions: []plan.Action{action(plan.Update, "change", "two"), action(plan.Create, "newer", "2")}}
	w := open(t, dir, git)
	if err := begin(w, first, second); err != nil {
		t.Fatal(err)
	}
	if err := w.Write(first); err != nil {
		t.Fatal(err)
	}
	after := tree(t, dir)
	if err := w.Next([]byte(`"later"`)); err != nil {
		t.Fatal(err)
	}
	_ = w.Close()
	w = open(t, dir, git)
	if j, err := w.Interrupted(); err != nil || j.Current != 1 || string(j.Order.Work) != `"later"` {
		t.Fatalf("%+v, %v", j, err)
	}
	if err := w.Forward(); err != nil {
		t.Fatal(err)
	}
	if got := tree(t, dir); got["change"] != "-rw------- two" || got["newer"] != "-rw-r--r-- 2" {
		t.Errorf("there is %v", got)
	}
	if err := w.Next(nil); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Restore(); err != nil {
		t.Fatal(err)
	}
	sameTree(t, tree(t, dir), after)
}

// TestUndoGoesOn: a file that can't be put back keeps no other from it, and what
// the run made goes first.
func TestUndoGoesOn(t *testing.T) {
	dir, git := start(t)
	before := tree(t, dir)
	w := open(t, dir, git)
	if err := begin(w, somePlan()); err != nil {
		t.Fatal(err)
	}
	if err := w.Write(somePlan()); err != nil {
		t.Fatal(err)
	}
	var order []string
	w.Fault = func(step string) error {
		if _, err := os.Stat(filepath.Join(dir, "new")); err == nil {
			order = append(order, "new is still there at "+step)
		}
		if step == "rename wide/change" {
			return errFault
		}
		return nil
	}
	if err := w.Undo(); !errors.Is(err, errFault) {
		t.Errorf("the fault gave %v", err)
	}
	if len(order) > 0 {
		t.Error(order)
	}
	got := tree(t, dir)
	for name, want := range before {
		if name != "wide/change" && got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
	w.Fault = nil
	if err := w.Undo(); err != nil {
		t.Fatal(err)
	}
	sameTree(t, tree(t, dir), before)
}

// TestLinksAndFilesInTheWay: nothing is written through a link, or over what is
// no file; and nothing else either.
func TestLinksAndFilesInTheWay(t *testing.T) {
	outside := t.TempDir()
	for name, c := range map[string]struct {
		prepare func(dir string) error
		action  plan.Action
	}{
		"a folder that leads out":    {func(d string) error { return os.Symlink(outside, filepath.Join(d, "layers")) }, plan.Action{Kind: plan.Create, Path: "layers/x/main.tf"}},
		"a folder that leads inside": {func(d string) error { return os.Symlink("wide", filepath.Join(d, "layers")) }, plan.Action{Kind: plan.Create, Path: "layers/x"}},
		"a deletion through a link":  {func(d string) error { return os.Symlink("wide", filepath.Join(d, "layers")) }, plan.Action{Kind: plan.Delete, Path: "layers/change"}},
		"a link to nothing":          {func(d string) error { return os.Symlink("nope", filepath.Join(d, "layers")) }, plan.Action{Kind: plan.Create, Path: "layers/x"}},
		"a file for a folder":        {func(d string) error { return os.WriteFile(filepath.Join(d, "layers"), nil, 0o600) }, plan.Action{Kind: plan.Create, Path: "layers/x"}},
		"a link for a file":          {func(d string) error { return os.Symlink("keep", filepath.Join(d, "file")) }, plan.Action{Kind: plan.Update, Path: "file"}},
		"a link out for a file":      {func(d string) error { return os.Symlink("/etc/passwd", filepath.Join(d, "file")) }, plan.Action{Kind: plan.Update, Path: "file"}},
		"a folder for a file":        {func(d string) error { return os.Mkdir(filepath.Join(d, "file"), 0o700) }, plan.Action{Kind: plan.Create, Path: "file"}},
		"a pipe for a file":          {func(d string) error { return syscall.Mkfifo(filepath.Join(d, "file"), 0o600) }, plan.Action{Kind: plan.Update, Path: "file"}},
	} {
		for _, git := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s/git=%t", name, git), func(t *testing.T) {
				dir, gitDir := start(t)
				if !git {
					gitDir = ""
				}
				if err := c.prepare(dir); err != nil {
					t.Fatal(err)
				}
				names := func() string {
					all, _ := filepath.Glob(dir + "/*/*")
					more, _ := filepath.Glob(dir + "/*")
					return fmt.Sprint(all, more)
				}
				before := names()
				w := open(t, dir, gitDir)
				first := plan.Action{Kind: plan.Create, Path: "first", Content: []byte("1")}
				err := run(w, &plan.Plan{Actions: []plan.Action{first, c.action}})
				list := diag.Of(err)
				if len(list) != 1 || list[0].Kind != diag.Usage || list[0].Hint == "" {
					t.Fatalf("the problem is %v", err)
				}
				if err := w.Undo(); err != nil {
					t.Fatal(err)
				}
				if after := names(); after != before {
					t.Errorf("there is %s, before there was %s", after, before)
				}
				if content, _ := os.ReadFile(filepath.Join(dir, "wide/change")); string(content) != "old wide/change" {
					t.Errorf("wide/change holds %q", content)
				}
				if left := tree(t, outside); len(left) > 0 {
					t.Errorf("outside there is %v", left)
				}
			})
		}
	}
}

// TestUmask: what is executable is so whatever the umask, and Undo restores
// modes that it would not give.
func TestUmask(t *testing.T) {
	old := syscall.Umask(0o077)
	defer syscall.Umask(old)
	dir, git := start(t)
	before := tree(t, dir)
	w := open(t, dir, git)
	if err := begin(w, somePlan()); err != nil {
		t.Fatal(err)
	}
	if err := w.Write(somePlan()); err != nil {
		t.Fatal(err)
	}
	if got := tree(t, dir)["a/b/run.sh"]; !strings.HasPrefix(got, "-rwxr-xr-x") {
		t.Errorf("the script is %q", got)
	}
	if err := w.Undo(); err != nil {
		t.Fatal(err)
	}
	sameTree(t, tree(t, dir), before)
}

func TestTwoRunsAtOnce(t *testing.T) {
	dir, git := start(t)
	w := open(t, dir, git)
	_, err := Open(dir, git)
	list := diag.Of(err)
	if len(list) != 1 || list[0].Kind != diag.Failed || !strings.Contains(list[0].Summary, fmt.Sprintf("locked by pid %d", os.Getpid())) {
		t.Errorf("the second run gets %v", err)
	}
	_ = w.Close()
	open(t, dir, git)
}

func TestBrokenJournals(t *testing.T) {
	dir, git := start(t)
	w := open(t, dir, git)
	if err := os.WriteFile(filepath.Join(git, "scaffold/journal.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Interrupted(); err == nil || !strings.Contains(err.Error(), "can't be read") {
		t.Errorf("a broken journal gives %v", err)
	}
	_ = os.Remove(filepath.Join(git, "scaffold/journal.json"))
	_ = w.Close()
	kill(t, dir, git, slices.Index(faults(t, true), "sync"))
	w = open(t, dir, git)
	if _, err := w.Interrupted(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(git, "scaffold/bytes"), []byte(strings.Repeat("torn", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Restore(); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("torn bytes were restored: %v", err)
	}
	if j, _ := w.Interrupted(); j == nil {
		t.Error("the journal is gone although the work is not done")
	}
}

func TestOpenProblems(t *testing.T) {
	if _, err := Open(filepath.Join(t.TempDir(), "nope"), ""); err == nil {
		t.Error("a folder that is not there was opened")
	}
	dir, git := start(t)
	if err := os.WriteFile(filepath.Join(git, "scaffold"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, git); err == nil || !strings.Contains(err.Error(), "can't be made") {
		t.Errorf("a file in the way of the state gives %v", err)
	}
	if err := open(t, dir, "").Undo(); err != nil {
		t.Errorf("nothing to undo gives %v", err)
	}
}

// TestManyFolders writes into more folders than are kept open.
func TestManyFolders(t *testing.T) {
	dir, git := start(t)
	p := &plan.Plan{}
	for i := range 3 * maxFolders {
		p.Actions = append(p.Actions, plan.Action{Kind: plan.Create, Path: repo.Path(fmt.Sprintf("m/%d/x/y", i)), Content: []byte{byte(i)}})
	}
	w := open(t, dir, git)
	if err := run(w, p); err != nil {
		t.Fatal(err)
	}
	if got := len(tree(t, dir)); got != 6+3*maxFolders {
		t.Errorf("%d files", got)
	}
}
