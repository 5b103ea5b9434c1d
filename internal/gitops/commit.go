package gitops

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops/lockfile"
)

// commit is one commit in the making.
type commit struct {
	r       *Repository
	req     Request
	paths   []string // clean, sorted
	message string
	sign    bool

	author, committer person
	rules             conversions
	store             *store
	trees             *trees
	head              head // where we start from
	index             *indexFile
	indexLock         *lockfile.File

	changes []change
	tree    objectID // that the commit will hold
	files   int
	hooks   *hooks
}

// Commit commits req.Paths as they are on disk; see the package documentation
// for what it guarantees. When it fails, nothing is committed and index, branch
// and HEAD are as before. A ctx that ends interrupts hooks and signing.
func (r *Repository) Commit(ctx context.Context, req Request) (Result, error) {
	index, err := lockfile.Take(filepath.Join(r.at.GitDir, "index"), r.at.GitDir)
	if err != nil {
		return Result{}, err
	}
	defer index.Release()
	lockfile.RemoveLeftovers(r.at.GitDir)
	c, err := r.prepare(req)
	if err != nil {
		return Result{}, err
	}
	c.indexLock = index
	if err := c.collect(); err != nil {
		return Result{}, err
	}
	if c.tree == c.head.tree {
		c.breakLeftLocks()
		return Result{Branch: c.head.branch()}, nil
	}
	back, err := c.switchBranch()
	if err != nil {
		return Result{}, err
	}
	result, err := c.finish(ctx)
	if err != nil || result.Hash == "" {
		return Result{Branch: result.Branch, HookOutput: c.hooks.output.String()}, joinUndo(err, back)
	}
	index.Release()
	if err := c.hooks.run(ctx, "post-commit"); err != nil {
		c.remark("the post-commit hook failed; the commit is made")
	}
	result.HookOutput = c.hooks.output.String()
	return result, nil
}

// breakLeftLocks removes the locks of a killed scaffold that had published its
// commit already: this run, which has nothing to commit, takes none of them.
func (c *commit) breakLeftLocks() {
	lockfile.BreakStale(filepath.Join(c.r.at.GitDir, "HEAD.lock"))
	if branch := c.head.branch(); branch != "" {
		lockfile.BreakStale(filepath.Join(c.r.at.Common, "refs", "heads", filepath.FromSlash(branch)+".lock"))
	}
}

// collect reads the files and makes the commit's blobs and tree.
func (c *commit) collect() error {
	changes, contents, err := c.r.scan(c.req, c.paths, c.index, c.rules)
	if err != nil {
		return err
	}
	c.changes = changes
	for _, change := range changes {
		known, err := c.trees.find(c.head.tree, change.path)
		if err != nil {
			return err
		}
		if change.mode != 0 && known.id != change.id {
			c.store.add(plumbing.BlobObject, contents[change.path])
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
		if change.mode == 0 {
			removed[change.path] = true
		} else {
			added = append(added, change.path)
		}
	}
	if err := c.index.checkPaths(added, removed); err != nil {
		return err
	}
	if c.tree, err = c.trees.edit(c.head.tree, c.changes); err != nil {
		return err
	}
	if c.tree.IsZero() && !c.head.id.IsZero() {
		c.tree = c.store.add(plumbing.TreeObject, nil) // the last file went
	}
	if c.tree == c.head.tree {
		return nil
	}
	c.files = 0
	for _, change := range c.changes {
		was, err := c.trees.find(c.head.tree, change.path)
		if err != nil {
			return err
		}
		if was.mode == modeTree {
			was = treeEntry{}
		}
		if was.mode != change.mode || was.id != change.id {
			c.files++
		}
	}
	return nil
}

// finish runs the hooks, makes the commit object and publishes index and refs.
func (c *commit) finish(ctx context.Context) (Result, error) {
	result := Result{Branch: c.head.branch()}
	if err := c.store.flush(ctx); err != nil {
		return result, err
	}
	if err := c.runHooks(ctx); err != nil {
		return result, err
	}
	if c.tree == c.head.tree {
		c.remark("after the hooks nothing was left to commit")
		return result, nil
	}
	id, err := c.writeCommit(ctx)
	if err != nil {
		return result, err
	}
	if err := c.publish(id); err != nil {
		return result, err
	}
	result.Hash, result.Files = id.String(), c.files
	return result, nil
}

// writeCommit stores the commit object.
func (c *commit) writeCommit(ctx context.Context) (objectID, error) {
	if err := c.store.flush(ctx); err != nil { // what hooks changed
		return objectID{}, err
	}
	if c.sign {
		return c.writeSigned(ctx, c.tree)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "tree %s\n", c.tree)
	if !c.head.id.IsZero() {
		fmt.Fprintf(&b, "parent %s\n", c.head.id)
	}
	fmt.Fprintf(&b, "author %s\ncommitter %s\n\n%s", c.author, c.committer, c.message)
	return c.store.add(plumbing.CommitObject, b.Bytes()), c.store.flush(ctx)
}

// remark tells the user what they might wonder about, among the hooks' output.
func (c *commit) remark(format string, args ...any) {
	fmt.Fprintf(c.hooks.writer(), format+"\n", args...)
}
