package gitops

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha1" // git's object ids
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-git/go-billy/v5/osfs"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/cache"
	"github.com/go-git/go-git/v5/storage/filesystem"
	"github.com/go-git/go-git/v5/storage/filesystem/dotgit"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
)

// ErrNoObject is the cause where the repository does not hold an object.
var ErrNoObject = errors.New("object not in this repository")

// objectID is the SHA-1 of an object.
type objectID = plumbing.Hash

// BlobID returns git's id of a file with this content, in hexadecimal digits.
func BlobID(content []byte) string { return hashOf("blob", content).String() }

func hashOf(kind string, content []byte) objectID {
	h := sha1.New() // git's object ids
	fmt.Fprintf(h, "%s %d\x00", kind, len(content))
	h.Write(content)
	return objectID(h.Sum(nil))
}

// Blob returns the content of the blob id, without asking a remote for it. Its
// error's cause is ErrNoObject when the repository does not hold the blob.
func (r *Repository) Blob(id string) ([]byte, error) {
	if !plumbing.IsHash(id) {
		return nil, diag.Failedf("%q is no blob id: %v", id, ErrNoObject)
	}
	if err := r.load(); err != nil {
		return nil, err
	}
	return newStore(r).read(plumbing.BlobObject, plumbing.NewHash(id))
}

// store reads and writes objects. It holds what it has read of pack indexes, so
// one serves for one operation: a hook or another git may repack meanwhile.
type store struct {
	r       *Repository
	storage []*filesystem.ObjectStorage // the repository's own first, then its alternates
	pending []object                    // added, not stored yet
	added   map[objectID]bool
}

func newStore(r *Repository) *store {
	s := &store{r: r, added: map[objectID]bool{}}
	s.open(filepath.Join(r.at.Common, "objects"), map[string]bool{})
	return s
}

// newStorage opens the objects of a git directory.
func newStorage(gitDir string) *filesystem.ObjectStorage {
	return filesystem.NewObjectStorage(dotgit.New(osfs.New(gitDir)), cache.NewObjectLRUDefault())
}

// open adds an object folder and its alternates. go-git's own alternates are
// not used: they know neither relative paths upwards nor alternates of
// alternates. A folder of another name than "objects" is left to git.
func (s *store) open(objects string, seen map[string]bool) {
	if seen[objects] {
		return
	}
	seen[objects] = true
	if filepath.Base(objects) == "objects" {
		s.storage = append(s.storage, newStorage(filepath.Dir(objects)))
	}
	data, err := os.ReadFile(filepath.Join(objects, "info", "alternates"))
	if err != nil {
		return
	}
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		path := strings.TrimSpace(lines.Text())
		if path == "" || path[0] == '#' {
			continue
		}
		if !filepath.IsAbs(path) {
			path = filepath.Join(objects, path)
		}
		s.open(filepath.Clean(path), seen)
	}
}

// read returns an object's content. What go-git does not find, git may: in a
// partial clone, or in an alternate of a strange shape.
func (s *store) read(kind plumbing.ObjectType, id objectID) ([]byte, error) {
	for _, storage := range s.storage {
		object, err := storage.EncodedObject(kind, id)
		if errors.Is(err, plumbing.ErrObjectNotFound) {
			continue
		}
		if err != nil {
			return nil, diag.Failedf("cannot read git object %s: %v", id, err)
		}
		reader, err := object.Reader()
		if err != nil {
			return nil, diag.Failedf("cannot read git object %s: %v", id, err)
		}
		defer reader.Close()
		return io.ReadAll(reader)
	}
	out, err := s.ask(kind, id)
	if err != nil {
		return nil, diag.Failedf("git object %s is not in this clone: %v", id, ErrNoObject)
	}
	return out, nil
}

// ask reads an object through the git program, which may fetch it. A tree is
// needed to go on; a blob is only ever welcome, and fetches nothing.
func (s *store) ask(kind plumbing.ObjectType, id objectID) ([]byte, error) {
	if kind == plumbing.BlobObject {
		for key := range s.r.settings {
			if strings.HasSuffix(key, ".promisor") || key == "extensions.partialclone" {
				return nil, ErrNoObject
			}
		}
	}
	return program.Run(context.Background(), s.r.at.Root, nil, nil, "cat-file", kind.String(), id.String())
}
