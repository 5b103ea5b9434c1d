package gitops

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

func TestTrackedAndCurrentBranch(t *testing.T) {
	dir := t.TempDir()
	run := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@b", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@b")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %s\n%s", args, err, out)
		}
	}
	branch := func(want string) {
		t.Helper()
		r, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := r.CurrentBranch(); err != nil || got != want {
			t.Errorf("the branch is %q, %v, want %q", got, err, want)
		}
	}
	run("init", "-q", "-b", "main")
	branch("main") // without a commit
	for _, name := range []string{"a/b/1", "a/b/2", "a/b-c", "a/bb/3", "z"} {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run("add", ".")
	run("commit", "-qm", "x")
	if err := os.WriteFile(filepath.Join(dir, "a/b/untracked"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	r, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := r.Tracked("a/b"); err != nil || !slices.Equal(got, []string{"a/b/1", "a/b/2"}) {
		t.Errorf("tracked are %v, %v", got, err)
	}
	if got, err := r.Tracked("none"); err != nil || len(got) != 0 {
		t.Errorf("tracked are %v, %v", got, err)
	}
	run("checkout", "-qb", "feature/x")
	branch("feature/x")
	run("checkout", "-q", "--detach")
	branch("")
}
