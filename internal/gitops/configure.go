package gitops

import (
	"context"
	"errors"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/config"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

// Setting is the value of a key of git's configuration in a folder, git's command
// line included; "" where it has none, or can't be read.
func Setting(dir, key string) string {
	settings, err := config.Read(worktree.Worktree{Root: dir})
	if err != nil {
		return ""
	}
	return settings.Get(key)
}

// Configure sets a key of the clone's own configuration, by the git program:
// it alone edits such files with their comments kept.
func Configure(ctx context.Context, r *Repository, key, value string) error {
	_, err := r.clone.git(ctx, "config", "--local", key, value)
	if errors.Is(err, program.ErrMissing) {
		return diag.Failedf("there is no git program to set %s", key).WithHint("install git, or add %s = %s to the repository's config by hand", key, value)
	}
	if err != nil {
		return diag.Failedf("git can't set %s: %v", key, err)
	}
	return nil
}
