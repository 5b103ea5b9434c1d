package gitops

import (
	"errors"
	"fmt"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/lockfile"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/refs"
)

// switchBranch makes req.Branch at HEAD and switches to it, before the hooks
// run: some look at the branch's name. The returned function undoes it.
func (c *commit) switchBranch() (back func() error, err error) {
	ref := refs.Heads + c.req.Branch
	if c.req.Branch == "" || c.head.Ref == ref {
		return nil, nil
	}
	from := c.head
	value, err := c.refs.Read(ref)
	if err != nil {
		return nil, err
	}
	if value == "" && !from.ID.IsZero() {
		if err := c.refs.Create(ref, from.ID, c.committer); err != nil {
			return nil, err
		}
	}
	drop := func() error {
		if value != "" {
			return nil
		}
		return c.refs.Drop(ref, from.ID)
	}
	if err := c.refs.MoveHead(c.store, from, "ref: "+ref+"\n"); err != nil {
		return nil, errors.Join(err, drop())
	}
	c.head.Ref = ref
	if !from.ID.IsZero() {
		c.logHead(from.ID, from.ID, fmt.Sprintf("checkout: moving from %s to %s", from.Describe(), c.req.Branch))
	}
	return func() error {
		if err := c.refs.MoveHead(c.store, refs.Head{Ref: ref, ID: from.ID}, from.Text); err != nil {
			return err // HEAD names it still
		}
		return drop()
	}, nil
}

// Unbranch undoes that a branch was made at a commit and switched to, for a commit
// that was never made: HEAD says again what it said, the branch back or, where that
// is empty, the commit. One that has moved on stays. An empty branch is none.
func Unbranch(r *Repository, branch, back, at string) error {
	if branch == "" || at == "" {
		return nil
	}
	c := r.clone
	if err := c.load(); err != nil {
		return err
	}
	all, store, ref := c.refs(), c.objects(), refs.Heads+branch
	lockfile.BreakStale(all.Path(ref) + ".lock")
	head, err := all.Head(store)
	if err != nil {
		return err
	}
	if head.Ref == ref && head.ID.String() == at {
		text := at + "\n"
		if back != "" {
			text = "ref: " + refs.Heads + back + "\n"
		}
		if err := all.MoveHead(store, head, text); err != nil {
			return err
		}
	} else if head.Ref == ref {
		return nil
	}
	return all.Drop(ref, plumbing.NewHash(at))
}

// logHead notes a step of HEAD. A log that cannot be written is no reason to
// fail: the step is done.
func (c *commit) logHead(from, to object.ID, why string) {
	if err := c.refs.Log("HEAD", refs.Move{From: from, To: to, Who: c.committer, Why: why}); err != nil {
		c.hooks.Remark("%v", err)
	}
}

// joinUndo runs back, if there is one, after a failure. what is put back by it.
func joinUndo(err error, back func() error, what string) error {
	if back == nil {
		return err
	}
	undone := back()
	if undone == nil {
		return err
	}
	return errors.Join(err, diag.Failedf("%s could not be put back: %s", what, strings.TrimSpace(undone.Error())))
}
