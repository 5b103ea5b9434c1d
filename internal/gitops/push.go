package gitops

import (
	"context"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/refs"
)

// Push pushes branch and sets its upstream, never by force. It runs the git
// program, which knows the user's credential helpers and SSH configuration.
func (r *Repository) Push(ctx context.Context, branch string) error {
	if branch == "" {
		return diag.Usagef("HEAD is on no branch, so there is none to push").WithHint("pass --branch")
	}
	remote, err := r.Remote(branch)
	if err != nil {
		return err
	}
	ref := refs.Heads + branch
	if _, err := r.asking().Run(ctx, r.at.Root, nil, nil, "push", "--quiet", "-u", remote, ref+":"+ref); err != nil {
		return gitProblem(branch+" could not be pushed to "+remote+"; the commit is made", err)
	}
	return nil
}
