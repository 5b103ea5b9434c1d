package program

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// ErrMissing says that there is no git program.
var ErrMissing = errors.New("there is no git program in PATH")

// gitError is a git program that ended with an error.
type gitError struct {
	command string
	output  string // what it printed to standard error, trimmed
	err     error
}

func (e *gitError) Error() string {
	if e.output == "" {
		return fmt.Sprintf("git %s: %v", e.command, e.err)
	}
	return fmt.Sprintf("git %s: %s", e.command, e.output)
}

func (e *gitError) Unwrap() error { return e.err }

// Exists tells whether there is a git program.
func Exists() bool {
	_, err := exec.LookPath("git")
	return err == nil
}

// Run runs the git program in dir and returns its standard output. Its error
// says what git printed to standard error; it is ErrMissing without a program.
func Run(ctx context.Context, dir string, stdin []byte, env []string, args ...string) ([]byte, error) {
	return runPrepared(ctx, dir, stdin, env, func(*exec.Cmd) {}, args...)
}

// runPrepared is Run with a last word on the command.
func runPrepared(ctx context.Context, dir string, stdin []byte, env []string, prepare func(*exec.Cmd), args ...string) ([]byte, error) {
	program, err := exec.LookPath("git")
	if err != nil {
		return nil, ErrMissing
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, Environment(env...), &stdout, &stderr
	cmd.WaitDelay = 2 * time.Second
	if stdin != nil {
		cmd.Stdin = bytes.NewReader(stdin)
	}
	prepare(cmd)
	if err := cmd.Run(); err != nil {
		name := args[0]
		if name == "-c" && len(args) > 2 {
			name = args[2]
		}
		return nil, &gitError{command: name, output: strings.TrimSpace(stderr.String()), err: err}
	}
	return stdout.Bytes(), nil
}
