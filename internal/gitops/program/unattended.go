package program

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// Asking is what programs may ask a person. Three kinds may want to: a push for
// a password, a passphrase or whether a host is known; what signs, for a
// passphrase; hooks, for anything. They ask at the terminal that controls the
// process, whatever their standard input is. Where nobody answers they get no
// terminal and are told not to ask: they fail and say why, and never hang.
type Asking struct {
	// Attended says that a person sits at the terminal and answers.
	Attended bool
	// OwnSSH says that git's configuration names the ssh program
	// (core.sshCommand), which no variable may override.
	OwnSSH bool
}

// unattended says in the environment that nobody answers: git (git help git),
// Git Credential Manager, ssh (man ssh, SSH_ASKPASS_REQUIRE). GIT_ASKPASS and
// SSH_ASKPASS stay: CI systems answer by them.
func (a Asking) unattended() []string {
	env := []string{"GIT_TERMINAL_PROMPT=0", "GCM_INTERACTIVE=never"}
	if os.Getenv("SSH_ASKPASS") == "" {
		env = append(env, "SSH_ASKPASS_REQUIRE=never")
	}
	if os.Getenv("GIT_SSH_COMMAND") == "" && os.Getenv("GIT_SSH") == "" && !a.OwnSSH {
		env = append(env, "GIT_SSH_COMMAND=ssh -oBatchMode=yes")
	}
	return env
}

// Hush makes a program unable to ask, if nobody answers.
func (a Asking) Hush(cmd *exec.Cmd) {
	if a.Attended {
		return
	}
	cmd.Env = append(cmd.Env, a.unattended()...)
	withoutTerminal(cmd)
}

// Run is Run for a git program that may ask a person something.
func (a Asking) Run(ctx context.Context, dir string, stdin []byte, env []string, args ...string) ([]byte, error) {
	return runPrepared(ctx, dir, stdin, env, a.Hush, args...)
}

// RunSigning is Run for a git program that signs. gpg's agent asks at the
// terminal or display that the variables name, even where gpg itself has none.
func (a Asking) RunSigning(ctx context.Context, dir string, stdin []byte, env []string, args ...string) ([]byte, error) {
	hush := func(cmd *exec.Cmd) {
		if a.Hush(cmd); a.Attended {
			return
		}
		cmd.Env = slices.DeleteFunc(cmd.Env, func(entry string) bool {
			name, _, _ := strings.Cut(entry, "=")
			return slices.Contains([]string{"GPG_TTY", "DISPLAY", "WAYLAND_DISPLAY"}, name)
		})
	}
	return runPrepared(ctx, dir, stdin, env, hush, args...)
}
