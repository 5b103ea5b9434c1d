package gitops

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/lockfile"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

// Ready refuses, before a file is written, what Commit could not honour: an
// operation in progress, conflicts, locks, a missing identity, formats and
// attributes that are not written here, paths git would not keep, a branch that
// cannot be made, a signature that cannot be given. The paths need not exist
// yet.
func (r *Repository) Ready(req Request) error {
	if err := r.clone.at.CheckAlone(); err != nil {
		return err
	}
	for _, lock := range []string{"index.lock", "HEAD.lock"} {
		lock = filepath.Join(r.clone.at.GitDir, lock)
		if _, err := os.Lstat(lock); err == nil && !lockfile.IsStale(lock) {
			return lockfile.ErrHeld(lock)
		}
	}
	c, err := prepare(r, req)
	if err != nil {
		return err
	}
	if err := c.checkHidden(); err != nil {
		return err
	}
	if err := c.checkStaged(); err != nil {
		return err
	}
	folders := r.clone.at.Folders()
	mine := make(map[string]bool, len(c.paths))
	for _, path := range c.paths {
		if err := folders.Check(path); err != nil {
			return err
		}
		mine[path] = true
	}
	if err := c.index.CheckPaths(c.paths, mine); err != nil {
		return err
	}
	_, err = c.trees.Edit(c.head.Tree, unrelated(c.paths, mine))
	return err
}

// checkStaged refuses unwritten files of which git has one edit staged and the disk
// another.
func (c *commit) checkStaged() error {
	paths, err := worktree.Clean(c.req.Unwritten)
	if err != nil || len(paths) == 0 {
		return err
	}
	changes, _, err := (&disk{clone: c.clone, known: c.index, rules: c.rules, store: c.store}).scan(paths)
	if err != nil {
		return err
	}
	for _, change := range changes {
		staged, ok := c.index.Entry(change.Path)
		if !ok || staged.IsIntent() || staged.ID() == change.ID {
			continue
		}
		committed, err := c.trees.Find(c.head.Tree, change.Path)
		if err != nil {
			return err
		}
		if staged.ID() != committed.ID {
			return diag.Usagef("%s is staged, and was edited again since: the commit would hold the one on disk alone", change.Path).
				WithHint("stage all of it with `git add %s`, or take it off the stage with `git restore --staged %s`, then run this again", change.Path, change.Path)
		}
	}
	return nil
}

// unrelated returns paths as new files, to see whether the last commit has room
// for them. Of paths that lie in one another only the disk can tell later which
// is a file, so they are left out.
func unrelated(paths []string, mine map[string]bool) []object.Change {
	related := map[string]bool{}
	for _, path := range paths {
		for at := strings.LastIndexByte(path, '/'); at >= 0; at = strings.LastIndexByte(path[:at], '/') {
			if mine[path[:at]] {
				related[path], related[path[:at]] = true, true
			}
		}
	}
	var changes []object.Change
	for _, path := range paths {
		if !related[path] {
			changes = append(changes, object.Change{Path: path, Mode: object.ModeFile})
		}
	}
	return changes
}
