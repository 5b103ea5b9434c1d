package cli

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
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
