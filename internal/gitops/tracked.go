package gitops

import (
	"path/filepath"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops/index"
)

// Tracked returns the files below a folder that git's index knows, relative to
// the worktree.
func (r *Repository) Tracked(folder string) ([]string, error) {
	if err := r.load(); err != nil {
		return nil, err
	}
	known, err := index.Read(filepath.Join(r.at.GitDir, "index"))
	if err != nil {
		return nil, err
	}
	return known.Below(folder), nil
}
