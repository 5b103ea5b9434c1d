package scaffold

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// builtIn is the folder of the program, once a test has asked for it.
var builtIn string

var build = sync.OnceValue(func() error {
	dir, err := os.MkdirTemp("", "scaffold-bin-")
	if err != nil {
		return err
	}
	builtIn = dir
	cmd := exec.Command("go", "build", "-o", filepath.Join(dir, "scaffold"), "./cmd/scaffold")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return errors.New(string(out))
	}
	return nil
})

// TestMain removes the program again.
func TestMain(m *testing.M) {
	code := m.Run()
	if builtIn != "" {
		_ = os.RemoveAll(builtIn)
	}
	os.Exit(code)
}

// binary returns the folder of the program.
func binary(t *testing.T) string {
	t.Helper()
	if err := build(); err != nil {
		t.Fatal(err)
	}
	return builtIn
}

// isolated is an environment without the user's settings, with an identity for
// git and the program first in the path.
func isolated(t *testing.T) []string {
	t.Helper()
	home := t.TempDir()
	config := "[user]\n\tname = Ada\n\temail = ada@example.com\n[init]\n\tdefaultBranch = main\n"
	if err := os.WriteFile(filepath.Join(home, ".gitconfig"), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	return []string{
		"HOME=" + home, "PATH=" + binary(t) + string(os.PathListSeparator) + os.Getenv("PATH"),
		"GIT_CONFIG_NOSYSTEM=1", "TMPDIR=" + t.TempDir(), "LC_ALL=C.UTF-8", "CI=true",
	}
}

// shell runs a line of shell and returns what it prints on both streams, with
// its exit code.
func shell(t *testing.T, env []string, dir, line string) (string, int) {
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

// must runs a line that has to succeed.
func must(t *testing.T, env []string, dir, line string) string {
	t.Helper()
	out, code := shell(t, env, dir, line)
	if code != 0 {
		t.Fatalf("$ %s\nexit %d\n%s", line, code, strings.TrimSpace(out))
	}
	return out
}

// Go calls a build of an untagged commit v0.0.0-…, which looks older than what
// packs require; `go install …@main` makes such builds.
func TestBuildsWithoutATagWork(t *testing.T) {
	env := isolated(t)
	for _, version := range []string{"", "v0.0.0-20260101000000-0123456789ab", "0.1.0-dev", "v1.2.3"} {
		dir := t.TempDir()
		build := exec.Command("go", "build", "-ldflags", "-X "+module+"/internal/cli.version="+version, "-o", filepath.Join(dir, "scaffold"), "./cmd/scaffold")
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		out := must(t, env, dir, "./scaffold init repo --organization acme --repository acme/infra --dry-run && ./scaffold version")
		if !strings.Contains(out, "scaffold "+version) {
			t.Errorf("version %q: %s", version, out)
		}
	}
}
