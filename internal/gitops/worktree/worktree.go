// Package worktree finds a repository's worktree, and says which paths below it
// git would keep.
//
// Call Find first. Clean and Check look at paths as they are written; Folders
// looks at what stands above them on disk.
package worktree

import "errors"

// ErrNotFound is the cause of Find's problem where there is no repository.
var ErrNotFound = errors.New("not a git repository")

// Worktree is where a worktree and its repository are, as host paths.
type Worktree struct {
	Root   string // of the worktree, absolute, symbolic links resolved
	GitDir string // of this worktree; a linked one has its own, below the main one
	Common string // shared by all worktrees: objects, refs, config, hooks
	Index  string // the index to read: this worktree's, or the one that a git at work here has in its stead
}
