package run

import (
	"io/fs"
	"sync"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Committed returns what reads the repository's files as HEAD has them; nil where
// there is no git.
func (c *Checkout) Committed() func(repo.Path) ([]byte, bool) {
	if c.Git == nil {
		return nil
	}
	head := sync.OnceValue(func() fs.FS {
		tree, err := gitops.LastCommit(c.Git, c.Folder)
		if err != nil {
			return nil
		}
		return tree
	})
	return func(p repo.Path) ([]byte, bool) {
		if head() == nil {
			return nil, false
		}
		content, err := fs.ReadFile(head(), string(p))
		return content, err == nil
	}
}

// Head is what the last commit holds of the repository, for a run that commits;
// nil where none does, or there is no commit.
func Head(c *Checkout, d Delivery) (fs.FS, error) {
	if c.Git == nil || !d.Commit {
		return nil, nil
	}
	return gitops.LastCommit(c.Git, c.Folder)
}
