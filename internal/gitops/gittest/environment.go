package gittest

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
)

// git is found before a test empties PATH.
var git, _ = exec.LookPath("git")

// Main runs the tests of a package, and child in their stead in a process that
// Sandbox.Child starts. It takes the user's and the machine's git
// configuration, and what a surrounding git set, out of every test.
func Main(m *testing.M, child func(dir string) int) {
	home, err := os.MkdirTemp("", "gitops-home-")
	if err != nil {
		panic(err)
	}
	isolate(home)
	code := 0
	if dir := os.Getenv(childVariable); dir != "" && child != nil {
		code = child(dir)
	} else {
		code = m.Run()
	}
	os.RemoveAll(home)
	os.Exit(code)
}

// isolate makes home the place of all that git reads of a user.
func isolate(home string) {
	for _, name := range program.LocalVariables {
		os.Unsetenv(name)
	}
	for _, role := range []string{"AUTHOR", "COMMITTER"} {
		for _, what := range []string{"NAME", "EMAIL", "DATE"} {
			os.Unsetenv("GIT_" + role + "_" + what)
		}
	}
	global := filepath.Join(home, ".gitconfig")
	config := "[user]\n\tname = Ada Example\n\temail = ada@example.com\n[init]\n\tdefaultBranch = trunk\n" +
		"[protocol \"file\"]\n\tallow = always\n[gc]\n\tauto = 0\n[advice]\n\tdetachedHead = false\n"
	if err := os.WriteFile(global, []byte(config), 0o600); err != nil {
		panic(err)
	}
	for name, value := range map[string]string{
		"HOME": home, "XDG_CONFIG_HOME": filepath.Join(home, "xdg"), "GIT_CONFIG_GLOBAL": global,
		"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_COUNT": "", "LC_ALL": "C", "GIT_CEILING_DIRECTORIES": os.TempDir(),
		"GNUPGHOME": filepath.Join(home, "gnupg"), "SSH_AUTH_SOCK": "",
	} {
		os.Setenv(name, value)
	}
	os.Unsetenv("GIT_CONFIG_COUNT")
}

// WithoutGit takes the git program away from the test, not from its sandboxes.
func WithoutGit(t *testing.T) { t.Setenv("PATH", t.TempDir()) }

// childVariable names the folder that a child process works in.
const childVariable = "GITOPS_TEST_CHILD_IN"

// Child is a process that runs Main's child in the sandbox's folder, so that a
// test can kill it. It is not started.
func (s *Sandbox) Child() *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childVariable+"="+s.Dir)
	cmd.Stderr = os.Stderr
	return cmd
}
