package gitops

import (
	"os"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/refs"
)

// publish makes the commit id the tip. First the index, then the ref, both
// under lock: a kill in between leaves our files staged, which the next run
// commits; the other order would show them as deleted.
func (c *commit) publish(id object.ID) error {
	headLock, err := c.refs.LockHead()
	if err != nil {
		return err
	}
	defer headLock.Release()
	tip, err := c.refs.Lock(c.head.Ref) // HEAD is on a branch: Ready and Commit see to that
	if err != nil {
		return err
	}
	defer tip.Release()
	if err := c.refs.CheckHead(c.store, c.head); err != nil {
		return err
	}
	staged, err := tip.Stage([]byte(id.String()+"\n"), time.Time{}, true) // while a full disk can still say so
	if err != nil {
		return err
	}
	undo, err := c.publishIndex()
	if err != nil {
		staged.Drop()
		return err
	}
	if err := staged.Publish(); err != nil {
		return joinUndo(err, undo, "the index")
	}
	why := "commit: " + subject(c.message)
	if c.head.ID.IsZero() {
		why = "commit (initial): " + subject(c.message)
	}
	if err := c.refs.Log(c.head.Ref, refs.Move{From: c.head.ID, To: id, Who: c.committer, Why: why}); err != nil {
		c.hooks.Remark("%v", err)
	}
	c.logHead(c.head.ID, id, why)
	return nil
}

// publishIndex writes the index with our changes and returns what puts the old
// one back.
func (c *commit) publishIndex() (undo func() error, err error) {
	path, old := c.clone.indexFile(), c.index
	if err := c.indexLock.Publish(old.Splice(c.changes), old.SplicedTime(), false); err != nil {
		return nil, err
	}
	return func() error {
		if old.Data == nil {
			return os.Remove(path)
		}
		return c.indexLock.Publish(old.Data, old.Modified, false)
	}, nil
}
