package gitops

import (
	"context"
	"sync"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops/config"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/index"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/refs"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

// clone is what the parts of a Repository share: where it is, and what git's
// configuration says of it.
type clone struct {
	at worktree.Worktree

	once     sync.Once // settings are read when first needed
	settings config.Settings
	loadErr  error
}

// load reads the settings once and refuses a repository whose format is not
// written here.
func (c *clone) load() error {
	c.once.Do(func() {
		if c.settings, c.loadErr = config.Read(c.at); c.loadErr == nil {
			c.loadErr = c.settings.CheckFormat(c.at)
		}
	})
	return c.loadErr
}

func (c *clone) indexFile() string { return c.at.Index }

func (c *clone) index() (*index.File, error) { return index.Read(c.indexFile()) }

func (c *clone) refs() refs.Refs { return refs.Of(c.at, c.settings) }

// objects opens the repository's objects for one operation.
func (c *clone) objects() *object.Store { return object.Open(c.at, c.settings.IsPartial()) }

// git runs the git program in the worktree.
func (c *clone) git(ctx context.Context, args ...string) ([]byte, error) {
	return program.Run(ctx, c.at.Root, nil, nil, args...)
}

// asking is what programs may ask, if a person is attending or not. Settings
// that can't be used are no reason not to ask: who needs them says so.
func (c *clone) asking(attended bool) program.Asking {
	_ = c.load()
	return program.Asking{Attended: attended, OwnSSH: c.settings.Has("core.sshcommand")}
}
