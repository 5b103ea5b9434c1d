package project

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Isolated is an environment without the user's settings, with an identity for
// git and the program first in the path.
func Isolated(t *testing.T) []string {
	t.Helper()
	home := t.TempDir()
	config := "[user]\n\tname = Ada\n\temail = ada@example.com\n[init]\n\tdefaultBranch = main\n"
	if err := os.WriteFile(filepath.Join(home, ".gitconfig"), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	return []string{
		"HOME=" + home, "PATH=" + Binary(t) + string(os.PathListSeparator) + os.Getenv("PATH"),
		"GIT_CONFIG_NOSYSTEM=1", "TMPDIR=" + t.TempDir(), "LC_ALL=C.UTF-8", "CI=true",
	}
}

// Shell runs a line of shell and returns what it prints on both streams, with
// its exit code.
func Shell(t *testing.T, env []string, dir, line string) (string, int) {
	t.Helper()
	cmd := exec.Command("sh", "-c", line)
	cmd.Dir, cmd.Env = dir, env
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out.String(), cmd.ProcessState.ExitCode()
}

// Must runs a line that has to succeed.
func Must(t *testing.T, env []string, dir, line string) string {
	t.Helper()
	out, code := Shell(t, env, dir, line)
	if code != 0 {
		t.Fatalf("$ %s\nexit %d\n%s", line, code, strings.TrimSpace(out))
	}
	return out
}
