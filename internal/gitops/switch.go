package gitops

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/lockfile"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
)

// switchBranch makes req.Branch at HEAD and switches to it, before the hooks
// run: some look at the branch's name. The returned function undoes it.
func (c *commit) switchBranch() (back func() error, err error) {
	ref := headsPrefix + c.req.Branch
	if c.req.Branch == "" || c.head.ref == ref {
		return nil, nil
	}
	from := c.head
	value, err := c.r.readRef(ref)
	if err != nil {
		return nil, err
	}
	if value == "" && !from.id.IsZero() {
		if err := c.makeBranch(ref); err != nil {
			return nil, err
		}
	}
	undo := func() error {
		return errors.Join(c.moveHead(ref, from.text), c.dropBranch(ref, value == ""))
	}
	if err := c.moveHead(from.ref, "ref: "+ref+"\n"); err != nil {
		return nil, errors.Join(err, c.dropBranch(ref, value == ""))
	}
	c.head.ref = ref
	if !from.id.IsZero() {
		c.logHead(from.id, from.id, fmt.Sprintf("checkout: moving from %s to %s", from.describe(), c.req.Branch))
	}
	return undo, nil
}

// describe names h in a log: the branch, or the commit when detached.
func (h head) describe() string {
	if h.ref == "" {
		return h.id.String()
	}
	return h.branch()
}

// makeBranch creates ref at HEAD.
func (c *commit) makeBranch(ref string) error {
	l, err := lockfile.Take(c.r.refPath(ref), c.r.at.GitDir)
	if err != nil {
		return err
	}
	defer l.Release()
	if value, err := c.r.readRef(ref); err != nil || value != "" {
		return errors.Join(err, diag.Failedf("the branch %s was made meanwhile", c.req.Branch))
	}
	if err := l.Publish([]byte(c.head.id.String()+"\n"), time.Time{}, true); err != nil {
		return err
	}
	return c.r.log(ref, move{to: c.head.id, who: c.committer, why: "branch: Created from HEAD"})
}

// dropBranch removes a branch made by makeBranch, unless it has moved on.
func (c *commit) dropBranch(ref string, made bool) error {
	if !made {
		return nil
	}
	l, err := lockfile.Take(c.r.refPath(ref), c.r.at.GitDir)
	if err != nil {
		return err
	}
	defer l.Release()
	if value, err := c.r.readRef(ref); err != nil || value != c.head.id.String() {
		return err
	}
	_ = os.Remove(filepath.Join(c.r.at.Common, "logs", filepath.FromSlash(ref)))
	return os.Remove(c.r.refPath(ref))
}

// moveHead makes HEAD say content if it stands at the branch from ("" is
// detached).
func (c *commit) moveHead(from, content string) error {
	l, err := lockfile.Take(filepath.Join(c.r.at.GitDir, "HEAD"), c.r.at.GitDir)
	if err != nil {
		return err
	}
	defer l.Release()
	if err := c.checkHead(from); err != nil {
		return err
	}
	return l.Publish([]byte(content), time.Time{}, true)
}

// checkHead refuses to go on if HEAD was switched by someone else.
func (c *commit) checkHead(ref string) error {
	now, err := c.r.readHead(c.store)
	if err != nil {
		return err
	}
	if now.ref != ref || now.id != c.head.id {
		return diag.Failedf("HEAD moved while the commit was made; nothing was committed").
			WithHint("run the command again")
	}
	return nil
}

// logHead notes a step of HEAD. A log that cannot be written is no reason to
// fail: the step is done.
func (c *commit) logHead(from, to object.ID, why string) {
	if err := c.r.log("HEAD", move{from: from, to: to, who: c.committer, why: why}); err != nil {
		c.remark("%v", err)
	}
}

// joinUndo runs back, if there is one, after a failure.
func joinUndo(err error, back func() error) error {
	if back == nil {
		return err
	}
	undone := back()
	if undone == nil {
		return err
	}
	return errors.Join(err, diag.Failedf("the branch could not be switched back: %s", strings.TrimSpace(undone.Error())))
}
