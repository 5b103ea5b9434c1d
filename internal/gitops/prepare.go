package gitops

import (
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/hooks"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

// prepare reads the repository and makes the checks that Ready and Commit share.
func prepare(r *Repository, req Request) (*commit, error) {
	if err := r.clone.load(); err != nil {
		return nil, err
	}
	if err := r.clone.at.CheckAlone(); err != nil {
		return nil, err
	}
	if err := checkIdle(r.clone.at); err != nil {
		return nil, err
	}
	c := &commit{clone: r.clone, asking: r.clone.asking(r.Attended), req: req, store: r.clone.objects(), refs: r.clone.refs()}
	c.hooks = hooks.In(r.clone.at, r.clone.settings, c.asking, req.Progress)
	c.hooks.Quiet = req.Quiet
	c.trees = object.NewTrees(c.store)
	if err := c.checkRequest(); err != nil {
		return nil, err
	}
	var errFiles, errPrograms error
	program.Together(func() { errFiles = c.readState() }, func() { errPrograms = c.checkPrograms(r) })
	if errFiles != nil {
		return nil, errFiles
	}
	return c, errPrograms
}

// readState reads index and HEAD and checks them.
func (c *commit) readState() (err error) {
	if c.index, err = c.clone.index(); err != nil {
		return err
	}
	if err := c.index.CheckMerged(); err != nil {
		return err
	}
	if c.clone.settings.IsOn("core.ignorecase", false) {
		if err := c.index.CheckCase(c.paths); err != nil {
			return err
		}
	}
	if c.head, err = c.refs.Head(c.store); err != nil {
		return err
	}
	if c.req.Branch == "" && c.head.Ref == "" {
		return diag.Usagef("HEAD is detached: a commit would be on no branch").
			WithHint("name one to make with --branch, or give --pr; or switch to a branch first")
	}
	if c.req.Branch == "" {
		return nil
	}
	return c.refs.CheckNew(c.req.Branch, c.head, c.req.Resume)
}

// checkRequest checks what can be told from the request alone.
func (c *commit) checkRequest() (err error) {
	if c.message, err = checkMessage(c.req.Message); err != nil {
		return err
	}
	c.paths, err = worktree.Clean(c.req.Paths)
	return err
}

// checkPrograms makes the checks that ask git and other programs.
func (c *commit) checkPrograms(r *Repository) error {
	a, err := learn(r, c.paths)
	if err != nil {
		return err
	}
	c.rules = a.rules
	c.author, c.committer = a.people(c.req.Now)
	if names := c.hooks.ForCommit(c.req.NoVerify); len(names) > 0 && !program.Exists() {
		return diag.Usagef("the repository has a %s hook, which needs the git program", names[0]).
			WithHint("install git, or pass --no-verify if it is a pre-commit or commit-msg hook")
	}
	c.sign = c.clone.settings.IsOn("commit.gpgsign", false)
	if c.req.Sign != nil {
		c.sign = *c.req.Sign
	}
	if c.sign {
		return c.clone.settings.CheckSigning(c.clone.at.Root)
	}
	return nil
}
