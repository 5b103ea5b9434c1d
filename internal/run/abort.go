package run

import (
	"path"
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Abort undoes the part at hand of the run that was interrupted here, and returns
// the files that it left alone because somebody changed them since. A commit is
// never undone. What a killed run had staged, and git's locks that it held, go
// first: while git itself is at work, nothing is put back.
func (c *Checkout) Abort() ([]repo.Path, error) {
	if err := c.interruptedHere(); err != nil {
		return nil, err
	}
	files, err := writtenBefore(c)
	if err != nil {
		return nil, err
	}
	made, err := c.commitMade(files)
	if err != nil {
		return nil, err
	}
	if made != "" {
		return nil, finished(c, made)
	}
	if began := c.began(); c.Git != nil && began.Delivery.Commit {
		if err := gitops.Unstage(c.Git, ours(c, files)); err != nil {
			return nil, err
		}
		if err := gitops.Unbranch(c.Git, branchOf(began.Delivery), began.Branch, began.Head); err != nil {
			return nil, err
		}
	}
	c.writer.GiveUp()
	left, err := c.writer.Restore()
	if err != nil {
		c.writer.GiveUp()
	}
	return left, err
}

// branchOf is the branch that the first commit of a delivery makes; empty for none.
func branchOf(d Delivery) string {
	switch {
	case d.Proposal == nil:
		return d.Branch
	case d.Proposal.NewBranch:
		return d.Proposal.Branch
	}
	return ""
}

// ours are the files that the run itself wrote: what it only took along, a person may
// have staged.
func ours(c *Checkout, files []gitops.Written) []gitops.Written {
	var out []gitops.Written
	for i, e := range c.journal.Entries() {
		if e.Kind != plan.TakeAlong {
			out = append(out, files[i])
		}
	}
	return out
}

// finished ends a run whose commit is made, and says so.
func finished(c *Checkout, made string) error {
	if c.began().Beside != "" { // killed on its way into its folder, it may lack files
		if err := c.writer.Forward(); err != nil {
			return err
		}
		cleanBeside(c)
	}
	if c.Git != nil {
		if err := gitops.Unstage(c.Git, nil); err != nil { // the locks that it held
			return err
		}
	}
	if err := c.writer.Finish(); err != nil {
		return err
	}
	made = made[:min(7, len(made))]
	return diag.Failedf("the run had made its commit already: %s", made).
		WithHint("it is finished; to take it back, run `git revert %s`", made)
}

// writtenBefore are the files of the part at hand as the run wrote them. Those whose
// conflicts wait for a person may be committed as anything.
func writtenBefore(c *Checkout) ([]gitops.Written, error) {
	if c.Git == nil {
		return nil, nil
	}
	var files []gitops.Written
	for _, e := range c.journal.Entries() {
		content, err := c.writer.After(e)
		if err != nil {
			return nil, err
		}
		files = append(files, gitops.Written{
			Path: path.Join(c.Folder, string(e.Path)), Content: content,
			Gone: e.After.Blob == "", Any: slices.Contains(c.journal.Held, e.Path),
		})
	}
	return files, nil
}

// commitMade returns the commit of the part at hand, "" where there is none: git
// alone tells, as people may have gone on with the files.
func (c *Checkout) commitMade(files []gitops.Written) (string, error) {
	if c.Git == nil {
		return "", nil
	}
	made, err := gitops.CommittedSince(c.Git, c.began().Head, files)
	if made == "" && c.journal.Written { // it was amended, or another branch is checked out
		return c.Git.HeadCommit(), nil
	}
	return made, err
}
