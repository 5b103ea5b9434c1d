//go:build unix

package cli

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"

	"github.com/seed-3f5c2e52/scaffold/internal/tfc/tfetest"
)

// longest is how long a command may take that nobody answers.
const longest = 30 * time.Second

// answer is what is typed when the terminal shows a question.
type answer struct{ question, typed string }

// atTerminal runs scaffold below a terminal that controls it, types the answers
// in their order, each as soon as its question is shown, and Enter at questions
// before them. It returns what the terminal shows and the exit code; -1 when it
// hangs.
func atTerminal(t *testing.T, dir string, env []string, answers []answer, args ...string) (string, int) {
	t.Helper()
	cmd := exec.Command(executable(t), args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	tty, err := pty.Start(cmd)
	if err != nil {
		t.Fatal(err)
	}
	defer tty.Close()
	timer := time.AfterFunc(longest, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	shown := make(chan string, 1)
	go func() {
		var out strings.Builder
		seen := 0 // bytes that were there before the last answer
		buffer := make([]byte, 4096)
		for {
			n, err := tty.Read(buffer)
			out.Write(buffer[:n])
			switch shown := out.String()[seen:]; {
			case len(answers) == 0 || !strings.HasSuffix(shown, "> ") && !strings.HasSuffix(shown, answers[0].question):
			case strings.Contains(shown, answers[0].question):
				_, _ = io.WriteString(tty, answers[0].typed)
				answers, seen = answers[1:], out.Len()
			default:
				_, _ = io.WriteString(tty, "\n")
				seen = out.Len()
			}
			if err != nil { // the last one that had the terminal open is gone
				shown <- out.String()
				return
			}
		}
	}()
	_ = cmd.Wait()
	select {
	case out := <-shown:
		return out, cmd.ProcessState.ExitCode()
	case <-time.After(5 * time.Second):
		t.Errorf("a child of scaffold %s still has the terminal", strings.Join(args, " "))
		return "", cmd.ProcessState.ExitCode()
	}
}

// script writes an executable shell script.
func script(t *testing.T, name, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte("#!/bin/sh\n"+text), 0o755); err != nil {
		t.Fatal(err)
	}
	return name
}

// asks is a script's line that asks at the terminal, as passphrases are asked
// for.
const asks = `printf 'Passphrase: ' >/dev/tty || exit 7
read answer </dev/tty || exit 7
`

// TestNothingAsksWhenNobodyAnswers runs everything that may ask below a terminal
// that nobody types at: with --no-input, and in CI.
func TestNothingAsksWhenNobodyAnswers(t *testing.T) {
	locked := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("WWW-Authenticate", `Basic realm="here"`)
		w.WriteHeader(http.StatusUnauthorized)
	}))
	defer locked.Close()
	for name, c := range map[string]struct {
		prepare func(t *testing.T, dir string)
		env     []string
		args    []string
		code    int
		says    string
	}{
		"a hook at the terminal": {
			prepare: func(t *testing.T, dir string) { script(t, filepath.Join(dir, ".git/hooks/pre-commit"), asks) },
			args:    []string{"service", "orders"}, code: 1, says: "the pre-commit hook refused",
		},
		"a hook that reads its input": {
			prepare: func(t *testing.T, dir string) {
				script(t, filepath.Join(dir, ".git/hooks/commit-msg"), "cat >/dev/null\n")
			},
			args: []string{"service", "orders"}, says: "Committed",
		},
		"a passphrase of gpg": {
			prepare: func(t *testing.T, dir string) {
				gitIn(t, dir, "config", "gpg.program", script(t, filepath.Join(t.TempDir(), "signer"), asks))
			},
			args: []string{"service", "orders", "--sign"}, code: 1, says: "could not be signed",
		},
		"a passphrase of ssh": {
			prepare: func(t *testing.T, dir string) {
				key := filepath.Join(t.TempDir(), "key")
				if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", key).CombinedOutput(); err != nil {
					t.Skipf("ssh-keygen: %v %s", err, out)
				}
				gitIn(t, dir, "config", "gpg.format", "ssh")
				gitIn(t, dir, "config", "user.signingKey", key)
			},
			args: []string{"service", "orders", "--sign"}, code: 1, says: "could not be signed",
		},
		"a password for git": {
			prepare: func(t *testing.T, dir string) { gitIn(t, dir, "remote", "add", "origin", locked.URL+"/infra.git") },
			args:    []string{"service", "orders", "--push"}, code: 1, says: "could not be pushed",
		},
		"a program of one's own for ssh": {
			prepare: func(t *testing.T, dir string) {
				gitIn(t, dir, "remote", "add", "origin", "ssh://127.0.0.1/infra.git")
				gitIn(t, dir, "config", "core.sshCommand", script(t, filepath.Join(t.TempDir(), "ssh"), asks))
			},
			args: []string{"service", "orders", "--push"}, code: 1, says: "could not be pushed",
		},
		"a spec from the terminal": {args: []string{"service", "--spec", "-"}, code: 2, says: "standard input, which is a terminal"},
		"a name":                   {args: []string{"service"}, code: 2, says: "NAME is missing"},
		"a layer's name":           {args: []string{"layer"}, code: 2, says: "NAME is missing"},
		"a runtime":                {args: []string{"app-repo", "alpha"}, code: 2, says: `input "runtime" has no value`},
		"a new repository":         {args: []string{"init"}, code: 2, says: "DIR is missing"},
	} {
		for _, how := range []string{"--no-input", "CI"} {
			t.Run(name+" "+how, func(t *testing.T) {
				dir := copyOfRepository(t)
				if c.prepare != nil {
					c.prepare(t, dir)
				}
				args, env := c.args, c.env
				if how == "CI" {
					env = append(env, "CI=true")
				} else {
					args = append([]string{how}, args...)
				}
				out, code := atTerminal(t, dir, env, nil, args...)
				if code != c.code || !strings.Contains(out, c.says) {
					t.Errorf("exit %d, not %d, or it does not say %q:\n%s", code, c.code, c.says, out)
				}
			})
		}
	}
}

// TestWorkspacesAskNobody: Terraform Cloud is not changed, and nothing deleted,
// without a person's word.
func TestWorkspacesAskNobody(t *testing.T) {
	server := &tfetest.Server{}
	server.Start()
	defer server.Close()
	certificate := filepath.Join(t.TempDir(), "server.pem")
	if err := os.WriteFile(certificate, server.Certificate(), 0o600); err != nil {
		t.Fatal(err)
	}
	env := []string{"SSL_CERT_FILE=" + certificate, "TFE_TOKEN=" + tfetest.Token, "TFE_HOSTNAME=" + server.Host()}
	dir := t.TempDir()
	run := func(want int, says string, args ...string) {
		t.Helper()
		if out, code := atTerminal(t, filepath.Join(dir), env, nil, args...); code != want || !strings.Contains(out, says) {
			t.Errorf("scaffold %s: exit %d, not %d, or it does not say %q:\n%s", strings.Join(args, " "), code, want, says, out)
		}
	}
	run(0, "Committed", "init", "infra", "--organization", "acme", "--repository", "acme/infra", "--hostname", server.Host(), "--environments", "dev", "--no-input")
	run(2, "--auto-approve", "workspaces", "apply", "-C", "infra", "--no-input")
	run(0, "Committed", "service", "alpha", "-C", "infra", "--workspaces", "--no-input")
	run(0, "Committed", "remove", "alpha", "-C", "infra", "--assume-destroyed", "--no-input")
	env = append(env, "CI=1")
	run(2, "give --confirm aws-alpha-dev", "remove", "alpha", "--prune", "-C", "infra")
	run(2, "--auto-approve", "workspaces", "apply", "-C", "infra")
}

// TestAPersonAnswers: at a terminal, programs that scaffold starts may ask, also
// in the run that follows the questions.
func TestAPersonAnswers(t *testing.T) {
	for _, c := range []struct {
		args    []string
		answers []answer
	}{
		{[]string{"service", "orders", "-q"}, []answer{{"Passphrase: ", "sesame\n"}}},
		{[]string{"service", "orders"}, []answer{{"Write it?", "1\n"}, {"Passphrase: ", "sesame\n"}}},
	} {
		dir := copyOfRepository(t)
		script(t, filepath.Join(dir, ".git/hooks/pre-commit"), asks+`test "$answer" = sesame`+"\n")
		if out, code := atTerminal(t, dir, []string{"CI=false", "TERM=dumb"}, c.answers, c.args...); code != 0 {
			t.Errorf("%v: exit %d:\n%s", c.args, code, out)
		}
		if got := gitIn(t, dir, "log", "-1", "--format=%s"); got != "feat: add orders infrastructure" {
			t.Errorf("%v: the last commit is %q", c.args, got)
		}
	}
}

// TestInputThatNeverEnds runs commands with a pipe as standard input that nobody
// writes to and nobody closes, as some CI systems do.
func TestInputThatNeverEnds(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
	}{
		{[]string{"service"}, 2},
		{[]string{"service", "orders"}, 0},
		{[]string{"layer"}, 2},
		{[]string{"layer", "data"}, 0},
		{[]string{"app-repo", "alpha"}, 2},
		{[]string{"app-repo", "alpha", "--runtime", "go"}, 0},
		{[]string{"init"}, 2},
		{[]string{"generate"}, 0},
		{[]string{"upgrade", "--all"}, 0},
		{[]string{"status"}, 0},
		{[]string{"remove", "beta", "--assume-destroyed"}, 0},
		{[]string{"workspaces", "apply"}, 2},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			dir := copyOfRepository(t)
			script(t, filepath.Join(dir, ".git/hooks/pre-commit"), "cat >/dev/null\n")
			in, keepOpen, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			defer keepOpen.Close()
			defer in.Close()
			cmd := exec.Command(executable(t), c.args...)
			cmd.Dir, cmd.Stdin = dir, in
			timer := time.AfterFunc(longest, func() { _ = cmd.Process.Kill() })
			defer timer.Stop()
			out, _ := cmd.CombinedOutput()
			if got := cmd.ProcessState.ExitCode(); got != c.code {
				t.Errorf("exit %d, not %d:\n%s", got, c.code, out)
			}
		})
	}
}
