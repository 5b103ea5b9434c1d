package gitops

import (
	"context"
	"os"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/index"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/lockfile"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
)

// runHooks runs pre-commit, prepare-commit-msg and commit-msg, as `git commit
// --only` does, and takes over what they changed of our files and the message.
func (c *commit) runHooks(ctx context.Context) error {
	if len(c.hooks.ForCommit(c.req.NoVerify)) == 0 {
		return nil
	}
	next := lockfile.NextIndex(c.clone.at.GitDir)
	defer os.Remove(next)
	before, err := c.writeNextIndex(ctx, next)
	if err != nil {
		return err
	}
	c.hooks.Env = append(c.author.Env("AUTHOR"), "GIT_INDEX_FILE="+next, "GIT_EDITOR=:", "GIT_PREFIX=")
	if !c.req.NoVerify {
		if err := c.hooks.Run(ctx, "pre-commit"); err != nil {
			return err
		}
		if err := c.takeOver(before, next); err != nil {
			return err
		}
	}
	edited, err := c.hooks.EditMessage(ctx, c.message, c.req.NoVerify)
	if err != nil {
		return err
	}
	if c.message, err = checkMessage(edited); err != nil {
		return diag.Failedf("a hook left a commit message that cannot be used: %v", err)
	}
	c.hooks.Env = c.author.Env("AUTHOR")
	return nil
}

// writeNextIndex writes the index that hooks see: exactly the commit's files,
// with the stat data of the real index, so that git in a hook need not read
// every file.
func (c *commit) writeNextIndex(ctx context.Context, path string) (*index.File, error) {
	if err := os.WriteFile(path, c.index.Splice(c.changes), 0o600); err != nil {
		return nil, diag.Failedf("cannot write the hooks' index: %v", err)
	}
	if _, err := program.Run(ctx, c.clone.at.Root, nil, []string{"GIT_INDEX_FILE=" + path}, "read-tree", "-i", "-m", c.tree.String()); err != nil {
		return nil, diag.Failedf("cannot write the hooks' index: %v", err)
	}
	return index.Read(path)
}

// takeOver compares the hooks' index after pre-commit. What a hook staged of
// our files (a formatter's work) goes into the commit and the real index. Other
// paths stay out: only ours are committed.
func (c *commit) takeOver(before *index.File, path string) error {
	after, err := index.Read(path)
	if err == nil {
		err = after.CheckMerged()
	}
	if err != nil {
		return diag.Failedf("the pre-commit hook left an index that cannot be committed: %v", err)
	}
	changed := index.Diff(before, after)
	mine := false
	for i, change := range c.changes {
		if now, ok := changed[change.Path]; ok {
			c.changes[i], mine = now, true
			delete(changed, change.Path)
		}
	}
	for path := range changed {
		c.hooks.Remark("the pre-commit hook staged %s, which is not part of this commit; it is left out", path)
	}
	if !mine {
		return nil
	}
	return c.applyChanges()
}
