// Package gitops commits the files scaffold wrote, and nothing else.
//
// Call Open first (or Init for a new repository), Ready before a file is
// written, write the files, then Commit:
//
//	repository, err := gitops.Open(dir)
//	err = repository.Ready(request)   // refuses what Commit could not honour
//	...                               // the files are written
//	result, err := repository.Commit(ctx, request)
//
// What holds afterwards, whatever the state of the repository was:
//
//   - The commit is HEAD plus Request.Paths as they are on disk. What was
//     staged, modified, untracked, marked intent-to-add, assume-unchanged or
//     skip-worktree on other paths is neither in the commit nor changed: the
//     index keeps their bytes.
//   - Identity, signing and hooks are those of `git commit`: configuration with
//     includes is asked of the git program; pre-commit, prepare-commit-msg,
//     commit-msg and post-commit run against an index that holds exactly what
//     will be committed. Hooks of other commands (post-checkout,
//     reference-transaction) are not run.
//   - A failure or a kill at any moment leaves HEAD at a whole commit and an
//     index git can read. Locks of a killed scaffold are recognised and broken.
//   - Work grows with the paths and their folders; the tree is never walked.
//
// The folders below hold the parts, and know nothing of this package: worktree,
// refs, object and index are what git keeps where; config and hooks are what a
// user has set up; program and lockfile, how git and its locks are handled.
// Remotes and History are parts of a Repository that need nothing else.
//
// Objects are read and written through go-git's storage packages. Its root
// package is not imported (start-up time), nor is its index codec used: that
// loses flags of entries that are none of our business.
//
// Paths that .gitignore matches are committed all the same, as `git add -f`
// does: they were asked for by name, and the usual ignore files for Terraform
// would drop *.tfvars without a word.
package gitops

import (
	"io"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

// ErrNotRepository is the cause of Open's problem where there is no repository.
var ErrNotRepository = worktree.ErrNotFound

// Repository is a git repository with a worktree. Its methods may be used one
// after the other; Commit guards itself against other processes, not against
// another goroutine.
type Repository struct {
	// Attended says that a person sits at the terminal and may be asked by the
	// programs that are run here: for a password, a passphrase.
	Attended bool

	Remotes
	History

	clone   *clone
	answers *answers // of git programs, from Ready for Commit
}

// Root returns the worktree's root as a host path, symbolic links resolved.
func (r *Repository) Root() string { return r.clone.at.Root }

// GitDir returns the git directory of this worktree as a host path. A linked
// worktree has its own, below the main one.
func (r *Repository) GitDir() string { return r.clone.at.GitDir }

// Request says what to commit, and how.
type Request struct {
	// Paths are the files of the commit: slash-separated, relative to Root. One
	// that is missing on disk is a deletion. No other path is committed.
	Paths []string
	// Executable says of some of Paths whether they are executable, where the file
	// system cannot (core.fileMode=false).
	Executable map[string]bool
	// Unwritten are those of Paths that the caller leaves as they are on disk. One
	// that is staged, and edited again since, is refused by Ready: the commit would
	// take the place of what is staged.
	Unwritten []string
	// Message is the commit message. Hooks may edit it.
	Message string
	// Branch is made at HEAD and switched to before the commit; "" commits to
	// the current branch, and is refused on a detached HEAD.
	Branch string
	// Resume accepts a Branch that an interrupted run of this same request has
	// already made: it stands at HEAD or is the current one.
	Resume bool
	// Sign overrides commit.gpgSign; nil follows it.
	Sign *bool
	// NoVerify skips the pre-commit and commit-msg hooks.
	NoVerify bool
	// Now overrides the clock, for reproducible commits.
	Now func() time.Time
	// Progress receives the hooks' output while they run, and remarks on what they
	// did; nil drops it. It is all in Result.HookOutput as well.
	Progress io.Writer
	// Quiet keeps from Progress what hooks print; a hook that fails is told with it.
	Quiet bool
}

// Result is what Commit did.
type Result struct {
	Hash       string // of the new commit; "" if Paths are in HEAD as they are on disk
	Branch     string // short name of the branch committed to
	Files      int    // files added, changed or deleted by the commit
	Message    string // as it was committed: cleaned, and as the hooks left it
	HookOutput string // what the hooks printed, and remarks on what they did
}
