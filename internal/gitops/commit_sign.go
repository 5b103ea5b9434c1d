package gitops

import (
	"context"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
)

// writeSigned makes a signed commit object. `git commit-tree` does it: so every
// format, program and agent is used exactly as git would.
func (c *commit) writeSigned(ctx context.Context, tree object.ID) (object.ID, error) {
	args := []string{"-c", "i18n.commitEncoding=UTF-8", "commit-tree", "-S"}
	if !c.head.ID.IsZero() {
		args = append(args, "-p", c.head.ID.String())
	}
	env := append(c.author.Env("AUTHOR"), c.committer.Env("COMMITTER")...)
	out, err := c.asking.RunSigning(ctx, c.clone.at.Root, []byte(c.message), env, append(args, tree.String())...)
	id := strings.TrimSpace(string(out))
	if err != nil || !plumbing.IsHash(id) {
		p := diag.Failedf("the commit could not be signed; nothing was committed")
		p.Err = err
		return object.ID{}, p.WithHint("%v; --sign=false commits without a signature", err)
	}
	return plumbing.NewHash(id), nil
}
