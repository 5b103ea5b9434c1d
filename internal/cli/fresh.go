package cli

import (
	"os"
	"path/filepath"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
)

// hostPath is the folder that a user names, seen from where the command works.
func (g *global) hostPath(dir string) string {
	if filepath.IsAbs(dir) {
		return filepath.Clean(dir)
	}
	return filepath.Join(g.start(g.chdir), dir)
}

// shown is a folder as a message names it: seen from the working folder.
func (g *global) shown(dir string) string {
	if rel, err := filepath.Rel(g.Dir, dir); err == nil {
		return rel
	}
	return dir
}

// newRepository makes a git repository at target, which is absent or empty; an
// empty branch is git's init.defaultBranch. It is built beside its place and
// renamed there, so that a failure leaves nothing behind. initialize plans and
// writes its files.
func (g *global) newRepository(w *writeFlags, target, branch string, initialize func(*session) error) error {
	if w.resume || w.abort {
		return diag.Usagef("no run was interrupted in %s", target).WithHint("leave out --continue and --abort")
	}
	if w.pr.on {
		return diag.Usagef("a new repository has no branch to open a pull request against").WithHint("leave --pr out, or use an empty folder of a clone")
	}
	if w.push {
		return diag.Usagef("a new repository has no remote to push to").
			WithHint("leave out --push; add a remote in %s and push there, or, for an application repository, give --create-repository", g.shown(target))
	}
	if w.dryRun {
		return initialize(&session{g: g, w: w, dir: target, packs: g.packs("")})
	}
	undo, err := makeFolder(filepath.Dir(target))
	defer undo()
	if err != nil {
		return err
	}
	temp, err := os.MkdirTemp(filepath.Dir(target), ".scaffold-init-")
	if err != nil {
		return diag.Failedf("no folder can be made beside %s", target)
	}
	defer os.RemoveAll(temp)
	if err := os.Chmod(temp, 0o755); err != nil {
		return diag.Failedf("%s can't be prepared", target)
	}
	if w.commit {
		if _, err := gitops.Init(temp, branch); err != nil {
			return err
		}
	}
	s, err := g.openAt(w, temp)
	if err != nil {
		return err
	}
	defer s.close()
	s.target = target
	s.place = func() error {
		if err := putInPlace(temp, target); err != nil {
			return diag.Failedf("%s can't be put in its place", target).WithHint("is it in use, or not empty?")
		}
		return nil
	}
	return initialize(s)
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

// inFolder adds what initialize plans to a folder of an existing git repository.
func (g *global) inFolder(w *writeFlags, target string, initialize func(*session) error) error {
	if w.dryRun {
		s := &session{g: g, w: w, dir: target, packs: g.packs("")}
		if _, err := os.Stat(target); err == nil {
			s.disk = os.DirFS(target)
		}
		return initialize(s)
	}
	undo, err := makeFolder(target)
	defer undo()
	if err != nil {
		return err
	}
	s, err := g.openAt(w, target)
	if err != nil {
		return err
	}
	defer s.close()
	if done, err := s.begin(); done || err != nil {
		return err
	}
	return initialize(s)
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
