// Package object reads and writes git's objects: files, folders and commits by
// the hash of what they hold.
//
// Open a Store first. NewTrees looks at the folders of a commit and makes edited
// ones; nothing is stored before Store.Flush.
//
// Objects go through go-git's storage packages. Its root package is not imported
// (start-up time).
package object

import (
	"crypto/sha1" // git's object ids
	"errors"
	"fmt"

	"github.com/go-git/go-git/v5/plumbing"
)

// ErrMissing is the cause where the repository does not hold an object.
var ErrMissing = errors.New("object not in this repository")

// Kinds of objects.
const (
	Blob   = plumbing.BlobObject
	Tree   = plumbing.TreeObject
	Commit = plumbing.CommitObject
)

// ID is the SHA-1 of an object.
type ID = plumbing.Hash

// BlobID returns git's id of a file with this content.
func BlobID(content []byte) ID { return hashOf("blob", content) }

func hashOf(kind string, content []byte) ID {
	h := sha1.New() // git's object ids
	fmt.Fprintf(h, "%s %d\x00", kind, len(content))
	h.Write(content)
	return ID(h.Sum(nil))
}
