package run

import (
	"io/fs"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
)

// Head is what the last commit holds of the repository; nil where there is none.
func Head(c *Checkout) (fs.FS, error) {
	if c.Git == nil {
		return nil, nil
	}
	return gitops.LastCommit(c.Git, c.Folder)
}
