package hooks

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
)

// Run runs a hook if there is one, in the worktree's root; its failure is a
// problem with its output.
func (h *Hooks) Run(ctx context.Context, name string, args ...string) error {
	file := h.find(name)
	if file == "" {
		return nil
	}
	var output bytes.Buffer
	writer := io.MultiWriter(&output, h.printed())
	err := h.start(ctx, writer, file, args)
	if errors.Is(err, syscall.ENOEXEC) { // a script without its #! line
		err = h.start(ctx, writer, "sh", append([]string{file}, args...))
	}
	if ctx.Err() != nil {
		return diag.Failedf("interrupted during the %s hook; nothing was committed: %v", name, ctx.Err())
	}
	if err == nil {
		return nil
	}
	text := fmt.Sprintf("the %s hook refused the commit (%v)", name, err)
	if said := strings.TrimSpace(output.String()); said != "" {
		text += ":\n" + said
	}
	return (&diag.Problem{Kind: diag.Failed, Summary: text, Err: err}).
		WithHint("mend what the hook says and commit the files with git; `git commit --no-verify` skips the hook")
}

func (h *Hooks) start(ctx context.Context, output io.Writer, file string, args []string) error {
	cmd := exec.CommandContext(ctx, file, args...)
	cmd.Dir, cmd.Env = h.at.Root, program.Environment(h.Env...)
	cmd.Stdout, cmd.Stderr = output, output
	cmd.WaitDelay = 2 * time.Second
	h.asking.Hush(cmd)
	return cmd.Run()
}

// EditMessage lets prepare-commit-msg and commit-msg edit the message, in the
// file they know. noVerify skips the latter.
func (h *Hooks) EditMessage(ctx context.Context, message string, noVerify bool) (string, error) {
	file := filepath.Join(h.at.GitDir, "COMMIT_EDITMSG")
	if err := os.WriteFile(file, []byte(message), 0o666); err != nil {
		return "", diag.Failedf("cannot write the commit message: %v", err)
	}
	if err := h.Run(ctx, "prepare-commit-msg", file, "message"); err != nil {
		return "", err
	}
	if !noVerify {
		if err := h.Run(ctx, "commit-msg", file); err != nil {
			return "", err
		}
	}
	edited, err := os.ReadFile(file)
	if err != nil {
		return "", diag.Failedf("cannot read the commit message: %v", err)
	}
	return string(edited), nil
}
