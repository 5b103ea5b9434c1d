package gitops

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// Three kinds of programs may ask a person something: a push for a password, a
// passphrase or whether a host is known; what signs, for a passphrase; hooks,
// for anything. They ask at the terminal that controls the process, whatever
// their standard input is. Where nobody answers (Attended is not set) they get
// no terminal and are told not to ask: they fail and say why, and never hang.

// unattended says in the environment that nobody answers: git (git help git),
// Git Credential Manager, ssh (man ssh, SSH_ASKPASS_REQUIRE). GIT_ASKPASS and
// SSH_ASKPASS stay: CI systems answer by them.
func (r *Repository) unattended() []string {
	if r.Attended {
		return nil
	}
	env := []string{"GIT_TERMINAL_PROMPT=0", "GCM_INTERACTIVE=never"}
	if os.Getenv("SSH_ASKPASS") == "" {
		env = append(env, "SSH_ASKPASS_REQUIRE=never")
	}
	if os.Getenv("GIT_SSH_COMMAND") == "" && os.Getenv("GIT_SSH") == "" && !r.settings.has("core.sshcommand") {
		env = append(env, "GIT_SSH_COMMAND=ssh -oBatchMode=yes")
	}
	return env
}

// hushed makes a program unable to ask, if nobody answers.
func (r *Repository) hushed(cmd *exec.Cmd) {
	if r.Attended {
		return
	}
	cmd.Env = append(cmd.Env, r.unattended()...)
	withoutTerminal(cmd)
}

// askingGit runs a git program that may ask a person something.
func (r *Repository) askingGit(ctx context.Context, stdin []byte, env []string, args ...string) ([]byte, error) {
	return runPrepared(ctx, r.root, stdin, env, r.hushed, args...)
}

// signingGit runs a git program that signs. gpg's agent asks at the terminal or
// display that the variables name, even where gpg itself has none.
func (r *Repository) signingGit(ctx context.Context, stdin []byte, env []string, args ...string) ([]byte, error) {
	hush := func(cmd *exec.Cmd) {
		if r.hushed(cmd); r.Attended {
			return
		}
		cmd.Env = slices.DeleteFunc(cmd.Env, func(entry string) bool {
			name, _, _ := strings.Cut(entry, "=")
			return slices.Contains([]string{"GPG_TTY", "DISPLAY", "WAYLAND_DISPLAY"}, name)
		})
	}
	return runPrepared(ctx, r.root, stdin, env, hush, args...)
}
