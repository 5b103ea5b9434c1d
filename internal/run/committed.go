package run

import (
	"path"

	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Committed returns what reads the repository's files as HEAD has them; nil where
// there is no git.
func (c *Checkout) Committed() func(repo.Path) ([]byte, bool) {
	if c.Git == nil {
		return nil
	}
	return func(p repo.Path) ([]byte, bool) { return c.Git.Committed(path.Join(c.Folder, string(p))) }
}
