package gitops

import (
	"github.com/go-git/go-git/v5/plumbing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
)

// ErrNoObject is the cause where the repository does not hold an object.
var ErrNoObject = object.ErrMissing

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
