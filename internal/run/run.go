// Package run carries a plan out: files, commit, push, pull request, workspaces.
//
// Open a Checkout, let it Recover what an interrupted run left, compute a plan,
// and Do the Job. Do goes through the steps of steps.go in their order. The
// journal holds what is to be written and done: after a kill at any moment the
// same change, or Continue, which needs to know nothing of it, finishes the run,
// and Abort puts back every byte that nobody changed since.
package run

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/apply"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/disk"
	"github.com/seed-3f5c2e52/scaffold/internal/forge"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Delivery is what becomes of files once they are written. It is data: the
// journal keeps it.
type Delivery struct {
	Commit     bool
	Message    string    // instead of the plan's; may be empty
	Branch     string    // to make at HEAD, switch to and commit on; empty for the one that is checked out
	NoVerify   bool      // skip the pre-commit and commit-msg hooks
	Sign       *bool     // sign the commit or not; nil follows git's configuration
	Push       bool      // push the branch
	Pull       *Pull     // open or update a pull request, which pushes, too; nil for none
	Workspaces *[]string // make the workspaces of these units, of all where it is empty; nil for none
	Proposal   *Proposal // where the pull request stands; made by Propose
}

// Part is a plan that is committed by itself.
type Part struct {
	Plan    *plan.Plan
	Message string   // of the commit, unless Delivery has one
	Notes   []string // remarks on what the commit holds; see Checkout.Notes
	Next    []string // what a person may do afterwards

	examples map[repo.Path][]string // of a run that is resumed: lines of its conflicts that look like markers
}

// Job is what is to be done.
type Job struct {
	Command  string   // as results name it
	Args     []string // as messages name it
	Change   string   // the digest of what was asked for
	Parts    []Part
	Delivery Delivery
	Diff     bool // tell the changes as a unified diff
	// Last is what follows everything else and adds to the result, such as a
	// repository on GitHub; nil for nothing. A run that is continued does not do it:
	// the same command does.
	Last func(context.Context, *plan.Result) error
}

// Edges are what a run reaches besides files and git. Any may be nil.
type Edges struct {
	Attended bool      // a person can answer what the programs ask that are run
	Hooks    io.Writer // gets what git's hooks print
	Quiet    bool      // of that only what matters: remarks, and what a hook that fails prints
	// Writing is told of the files that are written; done is called at the end.
	Writing func(files int) (step func(done, all int, file string), done func())
	// Committed is told of each commit when it is made, and pushed where that was
	// asked for.
	Committed func(plan.Commit)
	// Diff is the unified diff of a plan against the disk.
	Diff func(p *plan.Plan, disk fs.FS) []byte
	// GitHub returns the client of a repository there; nil where there is no token
	// and none is needed, as optional says.
	GitHub func(address forge.Address, optional bool) (PullRequests, error)
	// Wording makes the texts of pull requests.
	Wording Wording
	// Workspaces makes the workspaces of units of the repository at dir, and says
	// what it did.
	Workspaces func(ctx context.Context, dir string, units []string) (note string, err error)
	// Note makes a note of a problem in a step that is told of in notes alone.
	Note func(p *diag.Problem) string
}

// Checkout is a repository that is opened for a run. Its lock is held until
// Close, unless it was opened for reading.
type Checkout struct {
	Dir    string             // the repository's root, a host path
	Disk   fs.FS              // the same as a file tree; nil when there is none yet
	Git    *gitops.Repository // nil where there is none
	Folder string             // the root inside git's worktree, slash-separated; "." for git's own root

	edges   Edges
	writer  *apply.Writer  // nil when it was opened for reading
	journal *apply.Journal // of an interrupted run; nil when there was none
	resumed bool           // that was of the same change and is finished
	target  string         // where the folder is put after the commit, a host path; empty when it is there
}

// Access says for what a Checkout is opened.
type Access struct {
	ReadOnly bool // no lock is taken, and nothing is recovered
	NoCommit bool // there need be no git repository
}

// Open opens the repository at dir.
func Open(dir string, a Access, e Edges) (*Checkout, error) {
	c := &Checkout{Dir: dir, Disk: disk.FS(dir), edges: e}
	if err := c.openGit(a.NoCommit || a.ReadOnly); err != nil {
		return nil, err
	}
	if a.ReadOnly {
		return c, nil
	}
	gitDir := ""
	if c.Git != nil {
		gitDir = c.Git.GitDir()
	}
	var err error
	if c.writer, err = apply.Open(dir, gitDir); err != nil {
		return nil, err
	}
	if c.journal, err = c.writer.Interrupted(); err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

// Absent is a repository that is not there yet, for a dry run.
func Absent(dir string, e Edges) *Checkout {
	c := &Checkout{Dir: dir, Folder: ".", edges: e}
	if _, err := os.Stat(dir); err == nil {
		c.Disk = disk.FS(dir)
	}
	return c
}

// openGit opens the git repository that holds the folder.
func (c *Checkout) openGit(optional bool) error {
	c.Folder = "."
	git, err := gitops.Open(c.Dir)
	if err != nil {
		if errors.Is(err, gitops.ErrNotRepository) && optional {
			return nil
		}
		return err
	}
	git.Attended = c.edges.Attended
	c.Git = git
	if c.Folder, err = FolderIn(git, c.Dir); err == nil {
		c.Disk, err = gitops.AsStored(git, disk.FS(c.Dir), c.Folder)
	}
	return err
}

// CheckedOut is where a folder stands in git's worktree, and the branch that is
// checked out. Without git it is the root, on no branch.
func CheckedOut(dir string) (folder, branch string, err error) {
	git, err := gitops.Open(dir)
	if err != nil {
		return ".", "", nil
	}
	if folder, err = FolderIn(git, dir); err != nil {
		return "", "", err
	}
	branch, err = git.CurrentBranch()
	return folder, branch, err
}

// FolderIn is where a folder stands in git's worktree, slash-separated.
func FolderIn(git *gitops.Repository, dir string) (string, error) {
	resolved, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return "", diag.Failedf("%s can't be resolved", dir)
	}
	rel, err := filepath.Rel(git.Root(), resolved)
	if err != nil || strings.HasPrefix(rel, "..") {
		return "", diag.Failedf("%s is outside its git worktree %s", dir, git.Root())
	}
	return filepath.ToSlash(rel), nil
}

// Blob returns an object of git's; false where it lacks it.
func (c *Checkout) Blob(id string) ([]byte, bool) {
	if c.Git == nil {
		return nil, false
	}
	content, err := c.Git.Blob(id)
	return content, err == nil
}

// Close releases the lock. It does not end an unfinished run.
func (c *Checkout) Close() {
	if c.writer != nil {
		_ = c.writer.Close()
	}
}

// Interrupted tells whether a run was interrupted here.
func (c *Checkout) Interrupted() bool { return c.journal != nil }
