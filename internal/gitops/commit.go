package gitops

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops/config"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/hooks"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/index"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/lockfile"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/refs"
)

// commit is one commit in the making.
type commit struct {
	clone   *clone
	asking  program.Asking
	req     Request
	paths   []string // clean, sorted
	message string
	sign    bool

	author, committer config.Person
	rules             config.Conversions
	store             *object.Store
	refs              refs.Refs
	trees             *object.Trees
	head              refs.Head // where we start from
	index             *index.File
	indexLock         *lockfile.File

	changes []index.Change
	tree    object.ID // that the commit will hold
	files   int
	hooks   *hooks.Hooks
}

// Commit commits req.Paths as they are on disk; see the package documentation
// for what it guarantees. When it fails, nothing is committed and index, branch
// and HEAD are as before. A ctx that ends interrupts hooks and signing.
func (r *Repository) Commit(ctx context.Context, req Request) (Result, error) {
	if err := r.clone.at.CheckAlone(); err != nil {
		return Result{}, err
	}
	held, err := lockfile.Take(r.clone.indexFile(), r.clone.at.GitDir)
	if err != nil {
		return Result{}, err
	}
	defer held.Release()
	lockfile.RemoveLeftovers(r.clone.at.GitDir)
	c, err := prepare(r, req)
	if err != nil {
		return Result{}, err
	}
	c.indexLock = held
	if err := c.collect(); err != nil {
		return Result{}, err
	}
	if c.tree == c.head.Tree {
		c.breakLeftLocks()
		return Result{Branch: c.head.Branch()}, nil
	}
	back, err := c.switchBranch()
	if err != nil {
		return Result{}, err
	}
	result, err := c.finish(ctx)
	if err != nil || result.Hash == "" {
		return Result{Branch: result.Branch, HookOutput: c.hooks.Output()}, joinUndo(err, back, "the branch that was checked out")
	}
	held.Release()
	if err := c.hooks.Run(ctx, "post-commit"); err != nil {
		c.hooks.Remark("the post-commit hook failed; the commit is made")
	}
	result.HookOutput = c.hooks.Output()
	return result, nil
}

// breakLeftLocks removes the locks of a killed scaffold that had published its
// commit already: this run, which has nothing to commit, takes none of them.
func (c *commit) breakLeftLocks() {
	lockfile.BreakStale(filepath.Join(c.clone.at.GitDir, "HEAD.lock"))
	if c.head.Ref != "" {
		lockfile.BreakStale(c.refs.Path(c.head.Ref) + ".lock")
	}
}

// collect reads the files and makes the commit's blobs and tree.
func (c *commit) collect() error {
	files := &disk{clone: c.clone, known: c.index, rules: c.rules, store: c.store, executable: c.req.Executable}
	changes, contents, err := files.scan(c.paths)
	if err != nil {
		return err
	}
	c.changes = changes
	for _, change := range changes {
		known, err := c.trees.Find(c.head.Tree, change.Path)
		if err != nil {
			return err
		}
		if change.Mode != 0 && known.ID != change.ID {
			c.store.Add(object.Blob, contents[change.Path])
		}
	}
	return c.applyChanges()
}

// applyChanges checks the changes against the index and makes the tree of HEAD
// plus changes.
func (c *commit) applyChanges() (err error) {
	removed := map[string]bool{}
	var added []string
	for _, change := range c.changes {
		if change.Mode == 0 {
			removed[change.Path] = true
		} else {
			added = append(added, change.Path)
		}
	}
	if err := c.index.CheckPaths(added, removed); err != nil {
		return err
	}
	if c.tree, err = c.trees.Edit(c.head.Tree, index.InTrees(c.changes)); err != nil {
		return err
	}
	if c.tree.IsZero() && !c.head.ID.IsZero() {
		c.tree = c.store.Add(object.Tree, nil) // the last file went
	}
	if c.tree == c.head.Tree {
		return nil
	}
	c.files = 0
	for _, change := range c.changes {
		was, err := c.trees.Find(c.head.Tree, change.Path)
		if err != nil {
			return err
		}
		if was.Mode == object.ModeTree {
			was = object.Entry{}
		}
		if was.Mode != change.Mode || was.ID != change.ID {
			c.files++
		}
	}
	return nil
}

// finish runs the hooks, makes the commit object and publishes index and refs.
func (c *commit) finish(ctx context.Context) (Result, error) {
	result := Result{Branch: c.head.Branch()}
	if err := c.store.Flush(ctx); err != nil {
		return result, err
	}
	if err := c.runHooks(ctx); err != nil {
		return result, err
	}
	if c.tree == c.head.Tree {
		c.hooks.Remark("after the hooks nothing was left to commit")
		return result, nil
	}
	id, err := c.writeCommit(ctx)
	if err != nil {
		return result, err
	}
	if err := c.publish(id); err != nil {
		return result, err
	}
	result.Hash, result.Files, result.Message = id.String(), c.files, c.message
	return result, nil
}

// writeCommit stores the commit object.
func (c *commit) writeCommit(ctx context.Context) (object.ID, error) {
	if err := c.store.Flush(ctx); err != nil { // what hooks changed
		return object.ID{}, err
	}
	if c.sign {
		return c.writeSigned(ctx, c.tree)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "tree %s\n", c.tree)
	if !c.head.ID.IsZero() {
		fmt.Fprintf(&b, "parent %s\n", c.head.ID)
	}
	fmt.Fprintf(&b, "author %s\ncommitter %s\n\n%s", c.author, c.committer, c.message)
	return c.store.Add(object.Commit, b.Bytes()), c.store.Flush(ctx)
}
