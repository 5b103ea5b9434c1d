package object

import (
	"context"
	"errors"
	"sync"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/storage/filesystem"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
)

// packLimit is how many objects git keeps as files of their own when they come
// in together (transfer.unpackLimit): a file for each is slow from there on.
const packLimit = 100

// object is one that is not stored yet.
type object struct {
	kind    plumbing.ObjectType
	content []byte
}

// Add keeps an object for Flush and returns its id.
func (s *Store) Add(kind plumbing.ObjectType, content []byte) ID {
	id := hashOf(kind.String(), content)
	if !s.added[id] {
		s.added[id] = true
		s.pending = append(s.pending, object{kind, content})
	}
	return id
}

// Flush stores the objects added since the last Flush. Until then nothing
// outside of this process sees them.
func (s *Store) Flush(ctx context.Context) error {
	pending := s.pending
	s.pending = nil
	if len(pending) < packLimit || !program.Exists() {
		return s.writeLoose(pending)
	}
	// git names and indexes the pack: go-git's writer leaves half an index at
	// its final place when it is killed.
	if _, err := program.Run(ctx, s.at.Root, encodePack(pending), nil, "index-pack", "--stdin"); err != nil {
		return diag.Failedf("cannot store git objects: %v", err)
	}
	return nil
}

// writeLoose stores each object in a file, several at a time: most of it is
// waiting for the file system. Each writer has a storage of its own: go-git's is
// not for several goroutines.
func (s *Store) writeLoose(objects []object) error {
	writers := min(4, len(objects))
	failed := make([]error, writers)
	var group sync.WaitGroup
	for writer := range writers {
		group.Go(func() {
			storage := newStorage(s.at.Common)
			for i := writer; i < len(objects) && failed[writer] == nil; i += writers {
				failed[writer] = writeObject(storage, objects[i])
			}
		})
	}
	group.Wait()
	return errors.Join(failed...)
}

func writeObject(storage *filesystem.ObjectStorage, o object) error {
	encoded := &plumbing.MemoryObject{}
	encoded.SetType(o.kind)
	_, err := encoded.Write(o.content)
	if err == nil {
		_, err = storage.SetEncodedObject(encoded)
	}
	if err != nil {
		return diag.Failedf("cannot store a git object: %v", err)
	}
	return nil
}
