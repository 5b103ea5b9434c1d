package object

import (
	"bufio"
	"bytes"
	"context"
	"errors"
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
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

// Store reads and writes objects. It holds what it has read of pack indexes, so
// one serves for one operation: a hook or another git may repack meanwhile.
type Store struct {
	at      worktree.Worktree
	partial bool
	storage []*filesystem.ObjectStorage // the repository's own first, then its alternates
	pending []object                    // added, not stored yet
	added   map[ID]bool
}

// Open opens the objects of a repository. partial says that a remote holds
// those that are missing here.
func Open(at worktree.Worktree, partial bool) *Store {
	s := &Store{at: at, partial: partial, added: map[ID]bool{}}
	s.open(filepath.Join(at.Common, "objects"), map[string]bool{})
	return s
}

// newStorage opens the objects of a git directory.
func newStorage(gitDir string) *filesystem.ObjectStorage {
	return filesystem.NewObjectStorage(dotgit.New(osfs.New(gitDir)), cache.NewObjectLRUDefault())
}

// open adds an object folder and its alternates. go-git's own alternates are
// not used: they know neither relative paths upwards nor alternates of
// alternates. A folder of another name than "objects" is left to git.
func (s *Store) open(objects string, seen map[string]bool) {
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

// Read returns an object's content. What go-git does not find, git may: in a
// partial clone, or in an alternate of a strange shape. Its error's cause is
// ErrMissing where neither does.
func (s *Store) Read(kind plumbing.ObjectType, id ID) ([]byte, error) {
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
		return nil, diag.Failedf("git object %s is not in this clone: %v", id, ErrMissing)
	}
	return out, nil
}

// ask reads an object through the git program, which may fetch it. A tree is
// needed to go on; a blob is only ever welcome, and fetches nothing.
func (s *Store) ask(kind plumbing.ObjectType, id ID) ([]byte, error) {
	if kind == Blob && s.partial {
		return nil, ErrMissing
	}
	return program.Run(context.Background(), s.at.Root, nil, nil, "cat-file", kind.String(), id.String())
}
