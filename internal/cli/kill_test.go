package cli

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// executable links the test binary under a name by which it runs as scaffold.
func executable(t testing.TB) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "scaffold")
	if err := os.Symlink(self, link); err != nil {
		t.Fatal(err)
	}
	return link
}

// digest is the mode and hash of every file outside .git.
func digest(t testing.TB, dir string) string {
	t.Helper()
	var out strings.Builder
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == ".git" {
				return fs.SkipDir
			}
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		content, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		fmt.Fprintf(&out, "%s %s %x\n", rel, info.Mode(), sha256.Sum256(content))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// difference names the lines that only one of two digests has.
func difference(a, b string) string {
	var out strings.Builder
	for _, pair := range [][2]string{{a, b}, {b, a}} {
		for line := range strings.Lines(pair[0]) {
			if !strings.Contains(pair[1], line) {
				out.WriteString(line)
			}
		}
		out.WriteString("--\n")
	}
	return out.String()
}

func gitIn(t testing.TB, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %s\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

func copyOfRepository(t testing.TB) string {
	t.Helper()
	from, err := preparedRepository()
	if err != nil {
		t.Fatal(err)
	}
	return copyOf(t, from)
}

func copyOf(t testing.TB, from string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "infra")
	// scaffold never writes into a file that is there, so links do outside .git.
	err := eachFile(from, dir, func(name, target string, d fs.DirEntry) error {
		if strings.Contains(name, "/.git/") {
			return copyFile(name, target, d)
		}
		return os.Link(name, target)
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// process runs scaffold in dir and kills it after a while; 0 lets it finish,
// less than 0 kills it that long after its journal is there. It returns the
// output and the exit code, -1 when it was killed.
func process(t testing.TB, binary, dir string, after time.Duration, args ...string) (string, int) {
	t.Helper()
	cmd := exec.Command(binary, args...)
	cmd.Dir = dir
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if after < 0 {
		journal := filepath.Join(dir, ".git/scaffold/journal.json")
		for range 5000 {
			if _, err := os.Stat(journal); err == nil {
				break
			}
			time.Sleep(100 * time.Microsecond)
		}
		time.Sleep(-after)
		_ = cmd.Process.Kill()
	}
	if after > 0 {
		timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		defer timer.Stop()
	}
	_ = cmd.Wait()
	return out.String(), cmd.ProcessState.ExitCode()
}

// kills is how often each command is killed; SCAFFOLD_KILLS says otherwise.
func kills(t testing.TB) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv("SCAFFOLD_KILLS"))
	if err != nil {
		return 6
	}
	return n
}

// TestKilledRuns kills the program at random moments. The same command, or
// --continue, then finishes the work; or --abort restores every byte.
func TestKilledRuns(t *testing.T) {
	binary := executable(t)
	prepared, err := preparedRepository()
	if err != nil {
		t.Fatal(err)
	}
	several := filepath.Join(t.TempDir(), "several.json")
	text := `[{"name": "web", "uses": ["orders"]}, {"name": "orders", "calls": ["mails"]}, {"name": "mails", "calls": ["orders"]}]`
	if err := os.WriteFile(several, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		from string
		args []string
	}{
		{prepared, []string{"service", "orders", "--uses", "alpha"}},
		{prepared, []string{"generate", "alpha", "--set", "health_check_path=/ready"}},
		{prepared, []string{"layer", "data"}}, // whose pack is vendored in the same run
		{prepared, []string{"remove", "beta", "--assume-destroyed"}},
		{prepared, []string{"service", "--spec", several}},
		{prepared, []string{"service", "--commit-per-unit", "--branch", "more", "--spec", several}},
		{upgradeable(t), []string{"upgrade", "alpha", "beta", "--to", "1.1.0"}},
		{upgradeable(t), []string{"upgrade", "alpha", "beta", "--to", "1.1.0", "--commit-per-unit"}},
	} {
		t.Run(strings.Join(c.args[:2], " "), func(t *testing.T) {
			t.Parallel()
			killed(t, binary, c.from, c.args)
		})
	}
}

// upgradeable is a repository that holds a newer service pack, which changes,
// moves and adds files, and hand edits in all of them.
func upgradeable(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "from")
	prepared, err := preparedRepository()
	if err == nil {
		err = copyTree(prepared, dir)
	}
	packs := filepath.Join(dir, ".scaffold", "packs")
	if err == nil {
		err = copyTree(filepath.Join(packs, "service@1.0.0"), filepath.Join(packs, "service@1.1.0"))
	}
	if err != nil {
		t.Fatal(err)
	}
	change := func(name, old, with string) {
		t.Helper()
		file := filepath.Join(dir, filepath.FromSlash(name))
		content, err := os.ReadFile(file)
		if err != nil || !strings.Contains(string(content), old) {
			t.Fatalf("%s lacks %q: %v", name, old, err)
		}
		if err := os.WriteFile(file, []byte(strings.Replace(string(content), old, with, 1)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const next = ".scaffold/packs/service@1.1.0/"
	change(next+"pack.hcl", `"1.0.0"`, `"1.1.0"`)
	change(next+"pack.hcl", "files \"unit\" {", "moved {\n  from = \"environments/*/iam.tf\"\n  to   = \"environments/*/roles.tf\"\n}\n\nfiles \"unit\" {")
	change(next+"environment/main.tf.tmpl", "image_tag_mutability", "force_delete = false\n  image_tag_mutability")
	if err := os.Rename(filepath.Join(dir, next+"environment/iam.tf.tmpl"), filepath.Join(dir, next+"environment/roles.tf.tmpl")); err != nil {
		t.Fatal(err)
	}
	for _, unit := range []string{"alpha", "beta"} {
		change("layers/04-applications/"+unit+"/environments/dev/main.tf", "scan_on_push = true", "scan_on_push = false # mine")
		change("layers/04-applications/"+unit+"/environments/production/iam.tf", "# What the application itself may do.", "# Mine.")
	}
	gitIn(t, dir, "add", "--all")
	gitIn(t, dir, "commit", "-qm", "a newer pack, and edits")
	return dir
}

// killed kills a command at random moments of its work on copies of a repository.
func killed(t *testing.T, binary, from string, args []string) {
	t.Helper()
	undisturbed := copyOf(t, from)
	before := digest(t, undisturbed)
	start := time.Now()
	if out, code := process(t, binary, undisturbed, 0, args...); code != 0 {
		t.Fatalf("exit code %d:\n%s", code, out)
	}
	took, after := time.Since(start), digest(t, undisturbed)
	commits := gitIn(t, undisturbed, "rev-list", "--count", "HEAD")
	r := rand.New(rand.NewPCG(1, uint64(len(args))))
	left, runs := 0, kills(t)
	for i := range runs {
		dir := copyOf(t, from)
		wait := time.Millisecond + time.Duration(r.Int64N(int64(took)))
		if i >= runs/3 {
			wait = -time.Duration(1 + r.Int64N(int64(took/10)))
		}
		_, code := process(t, binary, dir, wait, args...)
		if _, err := os.Stat(filepath.Join(dir, ".git/scaffold/journal.json")); err == nil {
			left++
		}
		switch {
		case i%3 == 0 && code == -1:
			if slices.Contains(args, "--commit-per-unit") {
				abortKeepsCommits(t, binary, dir)
			} else {
				abortRestores(t, binary, dir, before, after)
			}
			continue
		case i%3 == 1 && code == -1:
			resumes(t, binary, dir, args)
		default:
			// What was removed and committed as a whole can't be removed again.
			if out, code := process(t, binary, dir, 0, args...); code != 0 && !(args[0] == "remove" && strings.Contains(out, "there is no unit") && digest(t, dir) == after) {
				t.Fatalf("run %d again: exit code %d\n%s", i, code, out)
			}
		}
		finished(t, dir, after, commits)
	}
	t.Logf("%d of %d runs left a journal", left, runs)
}

// finished fails unless the work is done, committed once and clean.
func finished(t *testing.T, dir, after, commits string) {
	t.Helper()
	if got := digest(t, dir); got != after {
		t.Fatalf("the tree differs:\n%s", difference(got, after))
	}
	if status := gitIn(t, dir, "status", "--porcelain", "--ignored"); status != "" {
		t.Fatalf("git status says:\n%s", status)
	}
	if n := gitIn(t, dir, "rev-list", "--count", "HEAD"); n != commits {
		t.Fatalf("there are %s commits", n)
	}
	gitIn(t, dir, "fsck", "--strict")
}

func abortRestores(t *testing.T, binary, dir, before, after string) {
	t.Helper()
	out, code := process(t, binary, dir, 0, "generate", "--abort")
	got := digest(t, dir)
	switch {
	case code == 0 && got != before:
		t.Fatalf("--abort left\n%s", difference(got, before))
	case code == 2 && strings.Contains(out, "no run was interrupted") && (got == before || got == after):
	case code == 1 && strings.Contains(out, "had made its commit already") && strings.Contains(out, "git revert") && got == after:
		if status := gitIn(t, dir, "status", "--porcelain"); status != "" {
			t.Fatalf("git status says:\n%s", status)
		}
	case code != 0:
		t.Fatalf("--abort: exit code %d\n%s\n%s", code, out, difference(got, before))
	}
	gitIn(t, dir, "fsck", "--strict")
}

// abortKeepsCommits undoes what was half written of a run of several commits;
// those that were made stay.
func abortKeepsCommits(t *testing.T, binary, dir string) {
	t.Helper()
	out, code := process(t, binary, dir, 0, "generate", "--abort")
	if code != 0 && !(code == 2 && strings.Contains(out, "no run was interrupted")) && !(code == 1 && strings.Contains(out, "had made its commit already")) {
		t.Fatalf("--abort: exit code %d\n%s", code, out)
	}
	_ = os.Remove(filepath.Join(dir, ".git/index.lock")) // of the killed run; the next one knows it
	gitIn(t, dir, "add", "--all")
	// A run that was killed between a commit and the end of its journal is undone
	// although that commit is made.
	if gitIn(t, dir, "diff", "--cached", "--stat", "HEAD") != "" && gitIn(t, dir, "diff", "--cached", "--stat", "HEAD~1") != "" {
		t.Fatalf("git status says:\n%s", gitIn(t, dir, "status", "--porcelain"))
	}
	gitIn(t, dir, "fsck", "--strict")
}

// resumes finishes a run by --continue, or starts it again when it had written nothing.
func resumes(t *testing.T, binary, dir string, args []string) {
	t.Helper()
	out, code := process(t, binary, dir, 0, "generate", "--continue")
	if code == 2 && strings.Contains(out, "no run was interrupted") {
		out, code = process(t, binary, dir, 0, args...)
	}
	if code != 0 {
		t.Fatalf("--continue: exit code %d\n%s", code, out)
	}
}

// TestAnotherCommandAfterAKill is told what to do first, and writes nothing.
func TestAnotherCommandAfterAKill(t *testing.T) {
	binary, dir := executable(t), copyOfRepository(t)
	before := digest(t, dir)
	hook := filepath.Join(dir, ".git/hooks/pre-commit")
	if err := os.MkdirAll(filepath.Dir(hook), 0o755); err != nil {
		t.Fatal(err)
	}
	// The hook kills its grandparent between the writing and the commit.
	if err := os.WriteFile(hook, []byte("#!/bin/sh\nkill -9 $PPID\nsleep 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if out, code := process(t, binary, dir, 0, "service", "orders"); code != -1 {
		t.Fatalf("exit code %d\n%s", code, out)
	}
	written := digest(t, dir)
	for _, args := range [][]string{{"generate"}, {"service", "other"}, {"layer", "data"}} {
		out, code := process(t, binary, dir, 0, args...)
		if code != 1 || !strings.Contains(out, "a run was interrupted here") || !strings.Contains(out, "scaffold service orders") || !strings.Contains(out, "--abort") {
			t.Errorf("%v: exit code %d\n%s", args, code, out)
		}
	}
	if got := digest(t, dir); got != written {
		t.Errorf("something was written:\n%s", difference(got, written))
	}
	if out, code := process(t, binary, dir, 0, "generate", "--abort", "--output", "json"); code != 0 || !strings.Contains(out, `"notes": [`) {
		t.Fatalf("--abort: exit code %d\n%s", code, out)
	}
	if got := digest(t, dir); got != before {
		t.Errorf("--abort left\n%s", difference(got, before))
	}
}
