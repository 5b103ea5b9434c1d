package gitops

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops/index"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/lockfile"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/refs"
)

// Written is a file as a run wrote it, whatever it holds by now.
type Written struct {
	Path    string // slash-separated, relative to the worktree
	Content []byte
	Gone    bool // the run deleted it
	Any     bool // CommittedSince takes every content for it: a person was to edit it first
}

// maxSince bounds the commits that CommittedSince looks at.
const maxSince = 200

// CommittedSince returns the oldest commit after since, a commit or "" for none,
// that holds the files as they were written; "" where there is none. Only HEAD
// itself is looked at where the history between them is not here.
func CommittedSince(r *Repository, since string, files []Written) (string, error) {
	commits := r.clone.commitsSince(r.HeadCommit(), since)
	if len(commits) == 0 {
		return "", nil
	}
	w, err := r.clone.written(files)
	if err != nil {
		return "", err
	}
	if since != "" {
		w.since, _ = w.store.TreeOf(plumbing.NewHash(since)) // a shallow clone may lack it
	}
	for _, commit := range commits {
		tree, err := w.store.TreeOf(plumbing.NewHash(commit))
		if err != nil {
			return "", err
		}
		if held, err := w.heldBy(tree); err != nil || held {
			return commit, err
		}
	}
	return "", nil
}

// commitsSince lists the commits of head that since lacks, oldest first.
func (c *clone) commitsSince(head, since string) []string {
	if head == "" || head == since {
		return nil
	}
	args := []string{"rev-list", "--reverse", "--first-parent", "--max-count", strconv.Itoa(maxSince), head}
	if since != "" {
		args = append(args, "^"+since)
	}
	out, err := c.git(context.Background(), args...)
	if err != nil {
		return []string{head}
	}
	return strings.Fields(string(out))
}

// Unstage sets the index back to HEAD where it holds a file as it was written and
// HEAD does not, and removes the locks of a killed scaffold. What somebody else
// staged stays.
func Unstage(r *Repository, files []Written) error {
	if err := r.clone.at.CheckAlone(); err != nil {
		return err
	}
	held, err := lockfile.Take(r.clone.indexFile(), r.clone.at.GitDir)
	if err != nil {
		return err
	}
	defer held.Release()
	lockfile.RemoveLeftovers(r.clone.at.GitDir)
	w, err := r.clone.written(files)
	if err != nil {
		return err
	}
	lockfile.BreakStale(filepath.Join(r.clone.at.GitDir, "HEAD.lock"))
	if w.head.Ref != "" {
		lockfile.BreakStale(r.clone.refs().Path(w.head.Ref) + ".lock")
	}
	changes, err := w.staged()
	if err != nil || len(changes) == 0 {
		return err
	}
	return held.Publish(w.known.Splice(changes), w.known.SplicedTime(), false)
}

// writtenFiles are files as they were written, with what git has of them.
type writtenFiles struct {
	store *object.Store
	trees *object.Trees
	head  refs.Head
	since object.ID // the tree from which CommittedSince looks on
	known *index.File
	files []Written
	ids   []object.ID // of their blobs, as git would store them; zero for none
}

func (c *clone) written(files []Written) (w *writtenFiles, err error) {
	if err := c.load(); err != nil {
		return nil, err
	}
	w = &writtenFiles{store: c.objects(), files: files}
	w.trees = object.NewTrees(w.store)
	if w.known, err = c.index(); err != nil {
		return nil, err
	}
	if w.head, err = c.refs().Head(w.store); err != nil {
		return nil, err
	}
	return w, w.identify(c)
}

// identify finds the ids of the files: line ends may differ in git.
func (w *writtenFiles) identify(c *clone) error {
	paths := make([]string, len(w.files))
	for i, f := range w.files {
		paths[i] = f.Path
	}
	rules, err := c.settings.Conversions(c.at, paths)
	if err != nil {
		return err
	}
	d := &disk{clone: c, known: w.known, rules: rules, store: w.store}
	w.ids = make([]object.ID, len(w.files))
	for i, f := range w.files {
		if f.Gone {
			continue
		}
		entry, _ := w.known.Entry(f.Path)
		content, err := rules.Clean(f.Path, f.Content, func() []byte { return d.storedFile(entry) })
		if err != nil {
			return err
		}
		w.ids[i] = object.BlobID(content)
	}
	return nil
}

// at is what a tree has at a path; the zero value where that is no file.
func (w *writtenFiles) at(tree object.ID, path string) (object.Entry, error) {
	e, err := w.trees.Find(tree, path)
	if e.Mode == object.ModeTree {
		e = object.Entry{}
	}
	return e, err
}

// heldBy tells whether a tree holds the files as they were written. Where all may
// be anything, one must have changed.
func (w *writtenFiles) heldBy(tree object.ID) (held bool, err error) {
	for i, f := range w.files {
		e, err := w.at(tree, f.Path)
		if err != nil {
			return false, err
		}
		if !f.Any {
			if held = e.ID == w.ids[i]; !held {
				return false, nil
			}
			continue
		}
		before, err := w.at(w.since, f.Path)
		if err != nil {
			return false, err
		}
		held = held || e.ID != before.ID
	}
	return held, nil
}

// staged are the changes that set the index back to HEAD.
func (w *writtenFiles) staged() ([]index.Change, error) {
	var changes []index.Change
	var added []string
	removed := map[string]bool{}
	for i, f := range w.files {
		at, err := w.at(w.head.Tree, f.Path)
		if err != nil {
			return nil, err
		}
		var staged object.ID
		if e, ok := w.known.Entry(f.Path); ok {
			staged = e.ID()
		}
		if staged != w.ids[i] || staged == at.ID {
			continue
		}
		if at.Mode == 0 {
			removed[f.Path] = true
		} else {
			added = append(added, f.Path)
		}
		changes = append(changes, index.Change{Change: object.Change{Path: f.Path, Mode: at.Mode, ID: at.ID}})
	}
	return changes, w.known.CheckPaths(added, removed)
}
