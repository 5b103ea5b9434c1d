package run

import (
	"context"
	"os"
	"path/filepath"

	"github.com/seed-3f5c2e52/scaffold/internal/apply"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// New makes a git repository for target, a host path that is absent or an empty
// folder; an empty branch is git's init.defaultBranch. It is built beside its
// place and put there when its files are committed, so that a failure leaves
// nothing behind. remove takes away what is left of it and must be called.
func New(target, branch string, a Access, e Edges) (c *Checkout, remove func(), err error) {
	undo, err := makeFolder(filepath.Dir(target))
	if err != nil {
		undo()
		return nil, nil, err
	}
	temp, err := os.MkdirTemp(filepath.Dir(target), ".scaffold-init-")
	if err != nil {
		undo()
		return nil, nil, diag.Failedf("no folder can be made beside %s", target)
	}
	remove = func() {
		if c != nil {
			c.Close()
		}
		_ = os.RemoveAll(temp)
		undo()
	}
	if err = os.Chmod(temp, 0o755); err != nil {
		err = diag.Failedf("%s can't be prepared", target)
	}
	if err == nil && !a.NoCommit {
		_, err = gitops.Init(temp, branch)
	}
	if err == nil {
		c, err = Open(temp, a, e)
	}
	if err != nil {
		remove()
		return nil, nil, err
	}
	c.target = target
	return c, remove, nil
}

// OpenFolder opens a folder of a git repository that is there, and makes it if it
// is not. remove takes away what it made and is still empty, and must be called.
func OpenFolder(dir string, a Access, e Edges) (c *Checkout, remove func(), err error) {
	undo, err := makeFolder(dir)
	if err == nil {
		c, err = Open(dir, a, e)
	}
	if err != nil {
		undo()
		return nil, nil, err
	}
	return c, func() { c.Close(); undo() }, nil
}

// putInPlace puts a new repository where it belongs.
func (e *execution) putInPlace(context.Context) error {
	if e.target == "" {
		return nil
	}
	if err := e.end(context.Background()); err != nil { // the journal stays behind
		return err
	}
	if err := putInPlace(e.Dir, e.target); err != nil {
		return diag.Failedf("%s can't be put in its place", e.target).WithHint("is it in use, or not empty?")
	}
	e.Dir, e.target = e.target, ""
	e.Disk = os.DirFS(e.Dir)
	var err error
	if e.Git != nil {
		err = e.openGit(false)
	}
	return err
}

// putInPlace renames temp to target. An empty folder that is there stays the same
// one, as a shell may stand in it: what temp holds is moved there.
func putInPlace(temp, target string) error {
	if _, err := os.Lstat(target); os.IsNotExist(err) {
		return os.Rename(temp, target)
	}
	if there, err := os.ReadDir(target); err != nil || len(there) > 0 {
		return os.ErrExist
	}
	entries, err := os.ReadDir(temp)
	for i, e := range entries {
		if err = os.Rename(filepath.Join(temp, e.Name()), filepath.Join(target, e.Name())); err != nil {
			for _, moved := range entries[:i] {
				_ = os.Rename(filepath.Join(target, moved.Name()), filepath.Join(temp, moved.Name()))
			}
			break
		}
	}
	return err
}

// makeFolder makes dir and those above it. undo removes those it made that are
// still empty, as they are when nothing was written.
func makeFolder(dir string) (undo func(), err error) {
	var missing []string
	for at := dir; at != filepath.Dir(at); at = filepath.Dir(at) {
		if _, err := os.Lstat(at); err == nil {
			break
		}
		missing = append(missing, at)
	}
	undo = func() {
		for _, made := range missing {
			_ = os.Remove(made)
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return undo, diag.Failedf("%s can't be made: %s", dir, err)
	}
	return undo, nil
}

// WriteFolder carries out a plan in a folder that may be no repository, and makes
// it if it is not there. When a step fails, all are undone.
func WriteFolder(dir string, p *plan.Plan) error {
	undo, err := makeFolder(dir)
	defer undo()
	if err != nil {
		return err
	}
	w, err := apply.Open(dir, "")
	if err != nil {
		return err
	}
	defer w.Close()
	if err := w.Begin(apply.Order{}, []*plan.Plan{p}, nil); err != nil {
		return err
	}
	if err := w.Write(p); err != nil {
		return diag.List{}.Append(err).Append(w.Undo()).Err()
	}
	return w.Finish()
}
