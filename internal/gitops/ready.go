package gitops

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/hooks"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/index"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/lockfile"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

// Ready refuses, before a file is written, what Commit could not honour: an
// operation in progress, conflicts, locks, a missing identity, formats and
// attributes that are not written here, paths git would not keep, a branch that
// cannot be made, a signature that cannot be given. The paths need not exist
// yet.
func (r *Repository) Ready(req Request) error {
	for _, lock := range []string{filepath.Join(r.at.GitDir, "index.lock"), filepath.Join(r.at.GitDir, "HEAD.lock")} {
		if _, err := os.Lstat(lock); err == nil && !lockfile.IsStale(lock) {
			return lockfile.ErrHeld(lock)
		}
	}
	c, err := r.prepare(req)
	if err != nil {
		return err
	}
	folders := r.at.Folders()
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

// prepare reads the repository and makes the checks that Ready and Commit share.
func (r *Repository) prepare(req Request) (*commit, error) {
	if err := r.load(); err != nil {
		return nil, err
	}
	if err := r.checkIdle(); err != nil {
		return nil, err
	}
	c := &commit{r: r, req: req, store: r.objects(), refs: r.refs(), hooks: hooks.In(r.at, r.settings, r.asking(), req.Progress)}
	c.trees = object.NewTrees(c.store)
	if err := c.checkRequest(); err != nil {
		return nil, err
	}
	var errFiles, errPrograms error
	program.Together(func() { errFiles = c.readState() }, func() { errPrograms = c.checkPrograms() })
	if errFiles != nil {
		return nil, errFiles
	}
	return c, errPrograms
}

// readState reads index and HEAD and checks them.
func (c *commit) readState() (err error) {
	if c.index, err = index.Read(filepath.Join(c.r.at.GitDir, "index")); err != nil {
		return err
	}
	if err := c.index.CheckMerged(); err != nil {
		return err
	}
	if c.r.settings.IsOn("core.ignorecase", false) {
		if err := c.index.CheckCase(c.paths); err != nil {
			return err
		}
	}
	if c.head, err = c.refs.Head(c.store); err != nil || c.req.Branch == "" {
		return err
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
func (c *commit) checkPrograms() error {
	a, err := c.r.ask(c.paths)
	if err != nil {
		return err
	}
	c.rules = a.rules
	c.author, c.committer = a.people(c.req.Now)
	if names := c.hooks.ForCommit(c.req.NoVerify); len(names) > 0 && !program.Exists() {
		return diag.Usagef("the repository has a %s hook, which needs the git program", names[0]).
			WithHint("install git, or pass --no-verify if it is a pre-commit or commit-msg hook")
	}
	c.sign = c.r.settings.IsOn("commit.gpgsign", false)
	if c.req.Sign != nil {
		c.sign = *c.req.Sign
	}
	if c.sign {
		return c.r.settings.CheckSigning(c.r.at.Root)
	}
	return nil
}
