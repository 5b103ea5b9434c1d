package gitops

// Tracked returns the files below a folder that git's index knows, relative to
// the worktree.
func (r *Repository) Tracked(folder string) ([]string, error) {
	if err := r.clone.load(); err != nil {
		return nil, err
	}
	known, err := r.clone.index()
	if err != nil {
		return nil, err
	}
	return known.Below(folder), nil
}
