//go:build unix

package gitops

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
func (r *Repository) checkOwner() error {
	for _, path := range []string{r.root, filepath.Join(r.root, ".git"), r.gitDir} {
		info, err := os.Lstat(path)
		if err != nil {
			return diag.Failedf("cannot read %s: %v", path, err)
		}
		stat, ok := info.Sys().(*syscall.Stat_t)
		if ok && int(stat.Uid) != os.Geteuid() {
			return r.checkTrust()
		}
	}
	return nil
}

// checkTrust asks git, which knows the system's and the user's safe.directory.
func (r *Repository) checkTrust() error {
	_, err := program.Run(context.Background(), r.root, nil, nil, "rev-parse", "--git-dir")
	if err == nil {
		return nil
	}
	p := diag.Usagef("the repository at %s belongs to another user", r.root).
		WithHint("if you trust it: git config --global --add safe.directory %s", r.root)
	if !strings.Contains(err.Error(), "safe.directory") {
		p.Hint = err.Error()
	}
	p.Err = err
	return p
}
