// Package hooks finds git's hooks and runs them as `git commit` does.
//
// Call In first. ForCommit names those that a commit will run, so that it can be
// refused before anything is written; Run and EditMessage run them.
package hooks

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops/config"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

// Hooks are the hooks of a repository, for one commit.
type Hooks struct {
	// Env is what hooks have in their environment beside ours.
	Env []string
	// Quiet keeps what hooks print from the echo; remarks go there.
	Quiet bool

	at     worktree.Worktree
	dir    string
	asking program.Asking
	output bytes.Buffer
	echo   io.Writer
}

// In returns the repository's hooks. What they print goes to echo, too, while
// they run; nil is nowhere.
func In(at worktree.Worktree, settings config.Settings, asking program.Asking, echo io.Writer) *Hooks {
	dir := settings.Path("core.hookspath", at.Root)
	if dir == "" {
		dir = filepath.Join(at.Common, "hooks")
	}
	return &Hooks{at: at, dir: dir, asking: asking, echo: echo}
}

// find returns the program of a hook, or "". One that is not executable is
// ignored, as git does.
func (h *Hooks) find(name string) string {
	path := filepath.Join(h.dir, name)
	info, err := os.Stat(path)
	if err != nil || info.IsDir() || filepath.Separator == '/' && info.Mode()&0o111 == 0 {
		return ""
	}
	return path
}

// ForCommit names the hooks that a commit will run. noVerify skips those that
// may refuse it.
func (h *Hooks) ForCommit(noVerify bool) []string {
	names := []string{"prepare-commit-msg", "post-commit"}
	if !noVerify {
		names = append(names, "pre-commit", "commit-msg")
	}
	var found []string
	for _, name := range names {
		if h.find(name) != "" {
			found = append(found, name)
		}
	}
	return found
}

// Output is what hooks have printed, and the remarks on what they did.
func (h *Hooks) Output() string { return h.output.String() }

// Remark tells the user what they might wonder about, among the hooks' output.
func (h *Hooks) Remark(format string, args ...any) {
	fmt.Fprintf(h.writer(), format+"\n", args...)
}

// printed is where hooks' output goes.
func (h *Hooks) printed() io.Writer {
	if h.Quiet {
		return &h.output
	}
	return h.writer()
}

// writer is where remarks go.
func (h *Hooks) writer() io.Writer {
	if h.echo == nil {
		return &h.output
	}
	return io.MultiWriter(&h.output, h.echo)
}
