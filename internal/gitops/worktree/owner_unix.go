//go:build unix

package worktree

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
)

// checkOwner honours git's safe.directory: a repository of another user may
// hold hooks and configuration that run code. Where an owner differs, git says
// whether the user trusts it.
func (w Worktree) checkOwner() error {
	for _, path := range []string{w.Root, filepath.Join(w.Root, ".git"), w.GitDir} {
		info, err := os.Lstat(path)
		if err != nil {
			return diag.Failedf("cannot read %s: %v", path, err)
		}
		stat, ok := info.Sys().(*syscall.Stat_t)
		if ok && int(stat.Uid) != os.Geteuid() {
			return w.checkTrust()
		}
	}
	return nil
}

// checkTrust asks git, which knows the system's and the user's safe.directory.
func (w Worktree) checkTrust() error {
	_, err := program.Run(context.Background(), w.Root, nil, nil, "rev-parse", "--git-dir")
	if err == nil {
		return nil
	}
	p := diag.Usagef("the repository at %s belongs to another user", w.Root).
		WithHint("if you trust it: git config --global --add safe.directory %s", w.Root)
	if !strings.Contains(err.Error(), "safe.directory") {
		p.Hint = err.Error()
	}
	p.Err = err
	return p
}
