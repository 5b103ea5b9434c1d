package object

import (
	"bytes"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// TreeOf returns the tree of a commit: the first line of the object names it.
func (s *Store) TreeOf(commit ID) (ID, error) {
	data, err := s.Read(Commit, commit)
	if err != nil {
		return ID{}, err
	}
	line, _, _ := bytes.Cut(data, []byte("\n"))
	id, ok := strings.CutPrefix(string(line), "tree ")
	if !ok || !plumbing.IsHash(id) {
		return ID{}, diag.Failedf("commit %s is damaged", commit)
	}
	return plumbing.NewHash(id), nil
}
