package gitops

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

// hooks runs git's hooks as `git commit` does: in the worktree's root, with the
// index that will be committed and the author in the environment.
type hooks struct {
	r      *Repository
	env    []string
	output bytes.Buffer
	echo   io.Writer
}

// writer is where hooks' output and remarks go.
func (h *hooks) writer() io.Writer {
	if h.echo == nil {
		return &h.output
	}
	return io.MultiWriter(&h.output, h.echo)
}

// findHook returns the program of a hook, or "". One that is not executable is
// ignored, as git does.
func (r *Repository) findHook(name string) string {
	dir := r.settings.Path("core.hookspath", r.at.Root)
	if dir == "" {
		dir = filepath.Join(r.at.Common, "hooks")
	}
	path := filepath.Join(dir, name)
	info, err := os.Stat(path)
	if err != nil || info.IsDir() || filepath.Separator == '/' && info.Mode()&0o111 == 0 {
		return ""
	}
	return path
}

// run runs a hook if there is one; its failure is a problem with its output.
func (h *hooks) run(ctx context.Context, name string, args ...string) error {
	file := h.r.findHook(name)
	if file == "" {
		return nil
	}
	var output bytes.Buffer
	writer := io.MultiWriter(&output, h.writer())
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

func (h *hooks) start(ctx context.Context, output io.Writer, file string, args []string) error {
	cmd := exec.CommandContext(ctx, file, args...)
	cmd.Dir, cmd.Env = h.r.at.Root, program.Environment(h.env...)
	cmd.Stdout, cmd.Stderr = output, output
	cmd.WaitDelay = 2 * time.Second
	h.r.asking().Hush(cmd)
	return cmd.Run()
}

// hooksFor names the hooks that will run for req.
func (r *Repository) hooksFor(req Request) []string {
	names := []string{"prepare-commit-msg", "post-commit"}
	if !req.NoVerify {
		names = append(names, "pre-commit", "commit-msg")
	}
	var found []string
	for _, name := range names {
		if r.findHook(name) != "" {
			found = append(found, name)
		}
	}
	return found
}
