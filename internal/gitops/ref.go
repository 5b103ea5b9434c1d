package gitops

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

const headsPrefix = "refs/heads/"

// head is where HEAD stands.
type head struct {
	ref  string    // full name of the branch; "" when detached
	id   object.ID // the commit; zero when the branch has none yet
	tree object.ID // the commit's tree
	text string    // what the HEAD file holds
}

// branch returns the short name of the branch, "" when detached.
func (h head) branch() string { return strings.TrimPrefix(h.ref, headsPrefix) }

// readHead finds the commit HEAD stands at.
func (r *Repository) readHead(s *object.Store) (head, error) {
	data, err := os.ReadFile(filepath.Join(r.at.GitDir, "HEAD"))
	if err != nil {
		return head{}, diag.Failedf("cannot read HEAD: %v", err)
	}
	h := head{text: string(data)}
	text := strings.TrimSpace(h.text)
	if target, ok := strings.CutPrefix(text, "ref:"); ok {
		if h.ref, h.id, err = r.followRef(strings.TrimSpace(target)); err != nil {
			return head{}, err
		}
	} else if !plumbing.IsHash(text) {
		return head{}, diag.Failedf("HEAD holds neither a branch nor a commit")
	} else {
		h.id = plumbing.NewHash(text)
	}
	if !h.id.IsZero() {
		h.tree, err = s.TreeOf(h.id)
	}
	return h, err
}

// followRef follows name through symbolic refs to the one that holds a commit;
// id is zero when it does not exist yet.
func (r *Repository) followRef(name string) (ref string, id object.ID, err error) {
	for range 5 {
		if !strings.HasPrefix(name, "refs/") || worktree.Check(name) != nil {
			return "", id, diag.Failedf("HEAD leads to %q, which is no ref", name)
		}
		value, err := r.readRef(name)
		if err != nil {
			return "", id, err
		}
		target, symbolic := strings.CutPrefix(value, "ref:")
		if !symbolic {
			if value != "" && !plumbing.IsHash(value) {
				return "", id, diag.Failedf("%s is damaged", name)
			}
			return name, plumbing.NewHash(value), nil
		}
		name = strings.TrimSpace(target)
	}
	return "", id, diag.Failedf("HEAD leads through too many symbolic refs")
}

// refPath is the file of a ref. Those of a worktree's own are not branches, so
// they never come up here.
func (r *Repository) refPath(name string) string {
	return filepath.Join(r.at.Common, filepath.FromSlash(name))
}

// readRef returns what a ref holds, "" when it does not exist: its own file
// first, then packed-refs.
func (r *Repository) readRef(name string) (string, error) {
	data, err := os.ReadFile(r.refPath(name))
	if err == nil {
		return strings.TrimSpace(string(data)), nil
	}
	if info, statErr := os.Stat(r.refPath(name)); statErr == nil && info.IsDir() {
		err = fs.ErrNotExist // branches below it, or an empty folder
	}
	if !errors.Is(err, fs.ErrNotExist) && !worktree.IsNotDir(err) {
		return "", diag.Failedf("cannot read %s: %v", name, err)
	}
	packed, err := r.packedRefs()
	if err != nil {
		return "", err
	}
	for line := range bytes.Lines(packed) {
		id, found := bytes.CutSuffix(bytes.TrimRight(line, "\r\n"), []byte(" "+name))
		if found {
			return string(id), nil
		}
	}
	return "", nil
}

func (r *Repository) packedRefs() ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(r.at.Common, "packed-refs"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, diag.Failedf("cannot read packed-refs: %v", err)
	}
	return data, nil
}
