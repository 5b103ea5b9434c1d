package gitops

import (
	"context"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Push pushes branch and sets its upstream, never by force. It runs the git
// program, which knows the user's credential helpers and SSH configuration.
func (r *Repository) Push(ctx context.Context, branch string) error {
	if err := r.load(); err != nil {
		return err
	}
	if branch == "" {
		return diag.Usagef("HEAD is on no branch, so there is none to push").WithHint("pass --branch")
	}
	remote := "origin"
	for _, key := range []string{"branch." + branch + ".remote", "remote.pushdefault", "branch." + branch + ".pushremote"} {
		if value := r.settings.get(key); value != "" {
			remote = value
		}
	}
	ref := headsPrefix + branch
	if _, err := r.askingGit(ctx, nil, nil, "push", "--quiet", "-u", remote, ref+":"+ref); err != nil {
		p := diag.Failedf("%s could not be pushed to %s; the commit is made", branch, remote)
		p.Hint, p.Err = err.Error(), err
		return p
	}
	return nil
}
