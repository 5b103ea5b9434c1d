package gitops

import (
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

// Dirty returns those of paths whose file on disk is not what the last commit
// holds: edits, new files and deletions that a commit of the path would take
// in. Call it before the files are written.
func (r *Repository) Dirty(paths []string) ([]string, error) {
	if err := r.clone.load(); err != nil {
		return nil, err
	}
	paths, err := worktree.Clean(paths)
	if err != nil || len(paths) == 0 {
		return nil, err
	}
	known, err := r.clone.index()
	if err != nil {
		return nil, err
	}
	store := r.clone.objects()
	at, err := r.clone.refs().Head(store)
	if err != nil {
		return nil, err
	}
	rules, err := r.clone.settings.Conversions(r.clone.at, paths)
	if err != nil {
		return nil, err
	}
	changes, _, err := (&disk{clone: r.clone, known: known, rules: rules, store: store}).scan(paths)
	if err != nil {
		return nil, err
	}
	trees := object.NewTrees(store)
	var dirty []string
	for _, change := range changes {
		committed, err := trees.Find(at.Tree, change.Path)
		if err != nil {
			return nil, err
		}
		if committed.Mode == object.ModeTree {
			committed = object.Entry{}
		}
		if committed.Mode != change.Mode || committed.ID != change.ID {
			dirty = append(dirty, change.Path)
		}
	}
	return slices.Clip(dirty), nil
}
