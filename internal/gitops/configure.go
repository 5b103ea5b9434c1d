package gitops

import (
	"context"
	"errors"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
)

// Configure sets a key of the clone's own configuration, by the git program:
// it alone edits such files with their comments kept.
func (r *Repository) Configure(ctx context.Context, key, value string) error {
	_, err := r.clone.git(ctx, "config", "--local", key, value)
	if errors.Is(err, program.ErrMissing) {
		return diag.Failedf("there is no git program to set %s", key).WithHint("install git, or add %s = %s to the repository's config by hand", key, value)
	}
	if err != nil {
		return diag.Failedf("git can't set %s: %v", key, err)
	}
	return nil
}
