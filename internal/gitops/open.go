package gitops

import "github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"

// Open finds the repository whose worktree contains dir, as git does: the
// nearest folder upwards with a .git folder, or a .git file that points to one.
// Nothing but this search is done: what cannot be committed to is said by Ready.
func Open(dir string) (*Repository, error) {
	at, err := worktree.Find(dir)
	if err != nil {
		return nil, err
	}
	r := &Repository{clone: &clone{at: at}}
	r.History, r.Remotes = History{r.clone}, Remotes{r.clone, &r.Attended}
	return r, nil
}
