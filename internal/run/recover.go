package run

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Recover deals with an interrupted run before another one begins. One of the
// same change is finished: its results are returned. One that only had to push,
// or the like, is finished too, and more is true: the run at hand goes on after
// it, as it may find something new. One whose commit failed is committed if the
// change is the same, with the message, hooks and signing of d; else its files are
// taken for the person's, whose next run commits them where they belong to it. So
// is one that a person committed by git. Any other must be continued or undone
// first.
func (c *Checkout) Recover(ctx context.Context, change string, d Delivery) (results []*plan.Result, more bool, err error) {
	j := c.journal
	switch {
	case j == nil:
		return nil, true, nil
	case j.Order.Folder != c.Folder:
		return nil, false, elsewhere(c)
	case j.Undoing:
		return nil, false, givenUp(c)
	}
	if j.Uncommitted || len(j.Held) > 0 {
		if done, err := settled(c, change); err != nil || done {
			return nil, err == nil, err
		}
	}
	switch {
	case j.Uncommitted:
		results, err = commitNow(ctx, c, &d)
		return results, false, err
	case len(j.Held) > 0:
		return nil, false, waiting(c)
	case j.Order.Change == change:
		results, err = c.Continue(ctx)
		if err == nil {
			c.journal, c.resumed = nil, true
		}
		return results, j.Written, err
	case j.Written:
		return nil, true, nil // what it wrote is committed
	}
	return nil, false, diag.Failedf("a run was interrupted here and left files half done: scaffold %s", strings.Join(j.Order.Command, " ")).
		WithHint("run `scaffold generate --continue` to finish it, or `scaffold generate --abort` to undo it").WithCode(diag.Interrupted)
}

// settled ends a run whose files are all written where a person committed them by
// git or put one back, or goes on to something else after a failed commit.
func settled(c *Checkout, change string) (bool, error) {
	files, err := writtenBefore(c)
	if err != nil {
		return false, err
	}
	made, err := c.commitMade(files)
	if err != nil || made == "" && len(c.journal.Held) > 0 {
		return false, err
	}
	if made == "" && sameButForCommit(change, c.journal.Order.Change) {
		if back, err := c.writer.PutBack(); err != nil || !back {
			return false, err
		}
	}
	c.journal = nil
	return true, c.writer.Finish()
}

// sameButForCommit tells whether two digests are of changes that differ in nothing
// but how they are committed: what follows the first dot of each.
func sameButForCommit(a, b string) bool {
	a, _, _ = strings.Cut(a, ".")
	b, _, _ = strings.Cut(b, ".")
	return a == b
}

// commitNow makes the commit that failed. d says how, where it is not nil.
func commitNow(ctx context.Context, c *Checkout, d *Delivery) ([]*plan.Result, error) {
	e, err := c.resume()
	if err == nil {
		err = belongs(e)
	}
	if err != nil {
		return nil, err
	}
	if d != nil {
		e.job.Delivery.Message, e.job.Delivery.NoVerify, e.job.Delivery.Sign = d.Message, d.NoVerify, d.Sign
	}
	results, err := e.run(ctx)
	if err == nil {
		c.journal, c.resumed = nil, true
	}
	return results, err
}

// Resumed tells whether Recover finished an earlier run of the same change.
func (c *Checkout) Resumed() bool { return c.resumed }

// interruptedHere refuses --continue and --abort where there is nothing to end.
func (c *Checkout) interruptedHere() error {
	switch {
	case c.journal == nil:
		return diag.Usagef("no run was interrupted here").WithHint("leave out --continue and --abort")
	case c.journal.Order.Folder != c.Folder:
		return elsewhere(c)
	}
	return nil
}

// givenUp is the problem of a run whose undoing was interrupted.
func givenUp(c *Checkout) error {
	return diag.Failedf("a run was being undone here, which was interrupted: scaffold %s", strings.Join(c.journal.Order.Command, " ")).
		WithHint("run `scaffold generate --abort` to undo the rest").WithCode(diag.Interrupted)
}

// elsewhere is the problem of a run in another repository of the same worktree.
func elsewhere(c *Checkout) error {
	folder := path.Join(c.Git.Root(), c.journal.Order.Folder)
	return diag.Failedf("a run was interrupted in %s, which is in the same git repository", folder).
		WithHint("run `scaffold generate --continue -C %s` to finish it, or --abort to undo it", folder).WithCode(diag.Interrupted)
}

// waiting is the problem of conflicts that wait for a person.
func waiting(c *Checkout) error {
	names := make([]string, len(c.journal.Held))
	for i, p := range c.journal.Held {
		names[i] = string(p)
	}
	return &diag.Problem{
		Kind: diag.Conflict, Summary: fmt.Sprintf("a run left conflicts in %s: scaffold %s", strings.Join(names, ", "), strings.Join(c.journal.Order.Command, " ")),
		Code: diag.Unresolved, Hint: "resolve them and run `scaffold generate --continue`, or undo the run with `scaffold generate --abort`",
	}
}

// Continue finishes the run that was interrupted here, or that waited for its
// conflicts to be resolved. allowDestroy are Terraform addresses that what a
// person made of the conflicts may lose, beside those that the run was allowed to.
func (c *Checkout) Continue(ctx context.Context, allowDestroy ...string) ([]*plan.Result, error) {
	if err := c.interruptedHere(); err != nil {
		return nil, err
	}
	if c.journal.Undoing {
		return nil, givenUp(c)
	}
	if c.journal.Uncommitted && len(c.journal.Held) == 0 {
		return commitNow(ctx, c, nil)
	}
	e, err := c.resume()
	if err != nil {
		return nil, err
	}
	if len(c.journal.Held) > 0 {
		return e.settle(ctx, allowDestroy)
	}
	return e.run(ctx)
}

// resume makes an execution of what the journal says.
func (c *Checkout) resume() (*execution, error) {
	w := c.began()
	e := &execution{checkout: c, job: Job{Command: w.Command, Args: c.journal.Order.Command, Change: c.journal.Order.Change, Delivery: w.Delivery}}
	e.part = c.journal.Current
	if e.part > 0 || c.journal.Written {
		e.job.Delivery.onBranch() // the first commit made it
	}
	for _, part := range c.journal.Parts {
		var w partWork
		_ = json.Unmarshal(part.Work, &w)
		p := &plan.Plan{Units: w.Units, Unchanged: w.Unchanged, Notices: w.Notices, Addresses: w.Addresses}
		for _, entry := range part.Entries {
			a := plan.Action{Kind: entry.Kind, Path: entry.Path, From: entry.From, Reason: entry.Reason, Bit: entry.Bit}
			if a.Kind == plan.Conflict {
				a.Content = []byte{} // it was written
			}
			p.Actions = append(p.Actions, a)
		}
		e.job.Parts = append(e.job.Parts, Part{Plan: p, Message: w.Message, Notes: w.Notes, Next: w.Next, examples: w.Examples})
	}
	if e.job.Delivery.Proposal != nil {
		return e, returnTo(c, e.job.Delivery.Proposal)
	}
	return e, nil
}

// settle finishes a held run: no file may hold markers any more.
func (e *execution) settle(ctx context.Context, allowDestroy []string) ([]*plan.Result, error) {
	if problems := unresolved(e); len(problems) > 0 {
		return nil, problems
	}
	if err := destroys(e, allowDestroy); err != nil {
		return nil, err
	}
	if err := belongs(e); err != nil {
		return nil, err
	}
	held := e.part
	results, err := e.run(ctx)
	if len(results) > 0 { // what the first part says was said when its conflicts were shown
		r := results[0]
		r.Plan, r.Next = &plan.Plan{}, nil
		if r.Notes = r.Notes[len(e.job.Parts[held].Notes):]; r.Commit == nil {
			r.Notes = append(r.Notes, "the conflicts are resolved; nothing was committed")
		}
	}
	return results, err
}

// destroys refuses a resolution of conflicts that loses a Terraform address: the
// plan could not know what a person would make of them.
func destroys(e *execution, allowed []string) error {
	before := repo.Overlay{Base: e.checkout.Disk, Files: map[repo.Path][]byte{}, Gone: map[repo.Path]bool{}}
	var files []repo.Path
	for _, entry := range e.checkout.journal.Entries() {
		content, there, err := e.checkout.writer.Before(entry)
		switch {
		case err != nil:
			return err
		case there:
			before.Files[entry.Path] = content
		default:
			before.Gone[entry.Path] = true
		}
		files = append(files, entry.Path)
	}
	for _, removed := range e.job.Parts[e.part].Plan.Addresses.Removed { // with --allow-destroy, when it was planned
		allowed = append(allowed, strings.Replace(removed, ": ", ":", 1))
	}
	return plan.CheckLost(before, e.checkout.Disk, files, allowed)
}

// belongs refuses to go on where a held run does not belong: on another branch
// than the one it waits on.
func belongs(e *execution) error {
	began := e.checkout.began()
	if e.checkout.Git == nil || !e.job.Delivery.Commit {
		return nil
	}
	now, err := e.checkout.Git.CurrentBranch()
	if err != nil || now == began.Branch || (now != "" && now == branchToMake(e)) {
		return err
	}
	name := func(branch string) string {
		if branch == "" {
			return "no branch"
		}
		return "the branch " + branch
	}
	return diag.Failedf("the run that waits here was begun on %s, and %s is checked out", name(began.Branch), name(now)).
		WithHint("switch back and run `scaffold generate --continue`, or undo the run with `scaffold generate --abort`")
}

// branchToMake is the branch that the commit makes and switches to.
func branchToMake(e *execution) string {
	return e.checkout.request(e.job.Delivery, e.job.Parts[e.part]).Branch
}

// unresolved lists the first marker of each file that has one: of those in conflict,
// and of those into which somebody brought one since.
func unresolved(e *execution) diag.List {
	var list diag.List
	for _, entry := range e.checkout.journal.Entries() {
		p := entry.Path
		content, err := fs.ReadFile(e.checkout.Disk, string(p))
		if err != nil || plan.Marker(content, nil) == 0 {
			continue // deleted: resolved, too
		}
		examples := e.job.Parts[e.part].examples[p]
		if !slices.Contains(e.checkout.journal.Held, p) {
			after, _ := e.checkout.writer.After(entry) // without it, all of them are markers
			examples = plan.Examples(after)
		}
		if line := plan.Marker(content, examples); line > 0 {
			at := hcl.Pos{Line: line, Column: 1}
			problem := &diag.Problem{Kind: diag.Conflict, Code: diag.Unresolved, Summary: string(p) + " still holds conflict markers", Hint: "edit it to what it should be, then run `scaffold generate --continue`"}
			list = append(list, problem.At(hcl.Range{Filename: string(p), Start: at, End: at}, content))
		}
	}
	return list
}

// InterruptedIn tells whether a run was interrupted in the folder, a host path.
func InterruptedIn(dir string) bool {
	c, err := Open(dir, Access{}, Edges{})
	if err != nil {
		return false
	}
	defer c.Close()
	return c.Interrupted()
}
