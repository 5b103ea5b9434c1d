package run

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/apply"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/disk"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/lockfile"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// besidePrefix starts the name of the folder in which a new repository is made. The
// process that makes it follows, as lockfile.Process names it.
const besidePrefix = ".scaffold-init-"

// SweepBeside removes what processes that were killed left beside target, in which
// they were making a new repository.
func SweepBeside(target string) {
	found, _ := filepath.Glob(filepath.Join(filepath.Dir(target), besidePrefix+"*"))
	for _, left := range found {
		process, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(left), besidePrefix), "_")
		if lockfile.Ended(process) {
			_ = os.RemoveAll(left)
		}
	}
}

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
	temp, err := os.MkdirTemp(filepath.Dir(target), besidePrefix+lockfile.Process()+"_")
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

// putInPlace puts a new repository where it belongs. Its journal goes along and
// ends there: after a kill on the way it says which files are still missing.
func (e *execution) putInPlace(context.Context) error {
	if e.checkout.target == "" {
		return nil
	}
	if err := putInPlace(e.checkout.Dir, e.checkout.target); err != nil {
		return diag.Failedf("%s can't be put in its place", e.checkout.target).WithHint("is it in use, or not empty?")
	}
	e.checkout.Dir, e.checkout.target = e.checkout.target, ""
	e.checkout.Disk = disk.FS(e.checkout.Dir)
	if e.checkout.Git == nil {
		return e.end(context.Background())
	}
	if err := e.checkout.openGit(false); err != nil {
		return err
	}
	return endThere(e)
}

// endThere ends the journal of a repository that was moved.
func endThere(e *execution) error {
	_ = e.checkout.writer.Close()
	w, err := apply.Open(e.checkout.Dir, e.checkout.Git.GitDir())
	if err != nil {
		return err
	}
	e.checkout.writer = w
	if _, err := w.Interrupted(); err != nil {
		return err
	}
	return w.Finish()
}

// cleanBeside removes what a killed run left beside the new repository that it was
// moving here: git's folder came first, so the journal here writes all the rest.
func cleanBeside(c *Checkout) {
	name := c.began().Beside
	if !strings.HasPrefix(name, besidePrefix) || name != filepath.Base(name) {
		return
	}
	left := filepath.Join(filepath.Dir(c.Dir), name)
	if _, err := os.Lstat(filepath.Join(left, ".git")); os.IsNotExist(err) {
		_ = os.RemoveAll(left)
	}
}

// putInPlace renames temp to target. An empty folder that is there stays the same
// one, as a shell may stand in it: what temp holds is moved there, what tells what
// it is first.
func putInPlace(temp, target string) error {
	if _, err := os.Lstat(target); os.IsNotExist(err) {
		return os.Rename(temp, target)
	}
	if there, err := os.ReadDir(target); err != nil || len(there) > 0 {
		return os.ErrExist
	}
	names, err := inOrderOfMoving(temp)
	for i, name := range names {
		if err = os.Rename(filepath.Join(temp, name), filepath.Join(target, name)); err != nil {
			for _, moved := range slices.Backward(names[:i]) {
				_ = os.Rename(filepath.Join(target, moved), filepath.Join(temp, moved))
			}
			break
		}
	}
	return err
}

// inOrderOfMoving are the names in a new repository: git's folder, which holds the
// journal, then the root file.
func inOrderOfMoving(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var first, rest []string
	for _, e := range entries {
		if name := e.Name(); name == ".git" {
			first = append([]string{name}, first...)
		} else if name == spec.Filename {
			first = append(first, name)
		} else {
			rest = append(rest, name)
		}
	}
	return append(first, rest...), nil
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
