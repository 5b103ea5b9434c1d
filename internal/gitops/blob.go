package gitops

import (
	"github.com/go-git/go-git/v5/plumbing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
)

// ErrNoObject is the cause where the repository does not hold an object.
var ErrNoObject = object.ErrMissing

// Committed returns a file as HEAD has it, by its path in the worktree; false where
// HEAD has no such file, or it is not here.
func (r *Repository) Committed(path string) ([]byte, bool) {
	if err := r.clone.load(); err != nil {
		return nil, false
	}
	store := r.clone.objects()
	head, err := r.clone.refs().Head(store)
	if err != nil || head.ID.IsZero() {
		return nil, false
	}
	entry, err := object.NewTrees(store).Find(head.Tree, path)
	if err != nil || entry.ID.IsZero() || entry.Mode == object.ModeTree {
		return nil, false
	}
	content, err := store.Read(object.Blob, entry.ID)
	return content, err == nil
}

// Blob returns the content of the blob id, without asking a remote for it. Its
// error's cause is ErrNoObject when the repository does not hold the blob.
func (r *Repository) Blob(id string) ([]byte, error) {
	if !plumbing.IsHash(id) {
		return nil, diag.Failedf("%q is no blob id: %v", id, ErrNoObject)
	}
	if err := r.clone.load(); err != nil {
		return nil, err
	}
	return r.clone.objects().Read(object.Blob, plumbing.NewHash(id))
}
