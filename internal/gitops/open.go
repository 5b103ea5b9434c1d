package gitops

import (
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/config"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

// Open finds the repository whose worktree contains dir, as git does: the
// nearest folder upwards with a .git folder, or a .git file that points to one.
// Nothing but this search is done: what cannot be committed to is said by Ready.
func Open(dir string) (*Repository, error) {
	at, err := worktree.Find(dir)
	if err != nil {
		return nil, err
	}
	return &Repository{at: at}, nil
}

// load reads the settings once and refuses a repository whose format this
// package does not write.
func (r *Repository) load() error {
	r.once.Do(func() {
		if r.settings, r.loadErr = config.Read(r.at); r.loadErr == nil {
			r.loadErr = r.settings.CheckFormat(r.at)
		}
	})
	return r.loadErr
}
