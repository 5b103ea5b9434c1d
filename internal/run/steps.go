package run

import (
	"context"
	"fmt"
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// execution is a job on its way.
type execution struct {
	checkout *Checkout
	job      Job
	part     int            // the one at hand
	held     bool           // its conflicts wait for a person
	results  []*plan.Result // one for each part so far
}

// step is one thing that a run does. An error ends the run; what goes wrong when
// the commit is safe is put into Result.Failed instead, and the next step follows.
type step struct {
	name string
	do   func(context.Context) error
}

// steps are what a run does from its part at hand on, in this order. With a pull
// request the step that opens it pushes, too, and "push" does nothing.
func (e *execution) steps() []step {
	var all []step
	for i := e.part; i < len(e.job.Parts); i++ {
		all = append(all,
			step{"begin", func(context.Context) error { e.startResult(i); return nil }},
			step{"write", e.write},
			step{"commit", e.commit},
			step{"put in place", e.putInPlace},
			step{"push", e.push},
			step{"pull request", e.publish},
			step{"next part", e.next},
		)
	}
	return append(all,
		step{"workspaces", e.makeWorkspaces},
		step{"last", e.last},
		step{"end", e.end},
	)
}

// Do carries the job out and returns a result for each part that was begun. With
// an error they say what is done all the same. A part with conflicts is the last
// one: a person goes on with it.
func (c *Checkout) Do(ctx context.Context, j Job) ([]*plan.Result, error) {
	c.journal = nil // Recover has dealt with one: what is left of it may be overwritten
	e := &execution{checkout: c, job: j}
	e.job.Parts = untilConflict(j.Parts)
	if refusesConflicts(e.job.Parts[0].Plan) {
		e.startResult(0)
		return e.results, nil
	}
	if err := ctx.Err(); err != nil {
		return nil, e.stopped(ctx, err)
	}
	if err := e.prepare(); err != nil {
		return nil, err
	}
	return e.run(ctx)
}

// run goes through the steps.
func (e *execution) run(ctx context.Context) ([]*plan.Result, error) {
	for _, s := range e.steps() {
		err := ctx.Err()
		if err == nil {
			err = s.do(ctx)
		}
		if err != nil {
			return committed(e), e.stopped(ctx, err)
		}
		if e.held {
			break
		}
	}
	return e.results, nil
}

// committed are the results of the parts that were committed.
func committed(e *execution) []*plan.Result {
	if e.checkout.target != "" {
		return nil // the new repository is not in its place yet and is taken away, commits and all
	}
	return slices.DeleteFunc(slices.Clone(e.results), func(r *plan.Result) bool { return r.Commit == nil })
}

// stopped says of a run that somebody stopped how it goes on.
func (e *execution) stopped(ctx context.Context, err error) error {
	switch {
	case ctx.Err() == nil:
		return err
	case e.checkout.target != "": // all of it is taken away
		return diag.Failedf("stopped; nothing was changed")
	case e.checkout.writer.Unfinished():
		return diag.Failedf("stopped in the middle of the run").WithCode(diag.Interrupted).
			WithHint("run `scaffold generate --continue` to finish it, or `scaffold generate --abort` to undo it")
	case len(committed(e)) > 0:
		return diag.Failedf("stopped; what is committed stays")
	}
	return diag.Failedf("stopped; nothing was changed")
}

// untilConflict leaves out what comes after the first part with conflicts.
func untilConflict(parts []Part) []Part {
	for i, p := range parts {
		if len(p.Plan.Of(plan.Conflict)) > 0 {
			return parts[:i+1]
		}
	}
	return parts
}

// refusesConflicts tells whether a plan has conflicts that are not to be written
// (--conflict=abort): then nothing is.
func refusesConflicts(p *plan.Plan) bool {
	conflicts := p.Of(plan.Conflict)
	return len(conflicts) > 0 && conflicts[0].Content == nil
}

// startResult starts the result of a part.
func (e *execution) startResult(i int) {
	p := e.job.Parts[i]
	e.part = i
	r := &plan.Result{Command: e.job.Command, Plan: p.Plan, Root: e.checkout.Dir, Notes: slices.Clone(p.Notes)}
	if e.checkout.edges.Diff != nil && e.job.Diff {
		r.Diff = e.checkout.edges.Diff(r.Plan, e.checkout.Disk)
	}
	e.results = append(e.results, r)
}

// result is that of the part at hand.
func (e *execution) result() *plan.Result { return e.results[len(e.results)-1] }

// files are those of the part at hand: what it writes, and what its commit takes
// along.
func (e *execution) files() []plan.Action { return e.job.Parts[e.part].Plan.Commits() }

// write writes the files of a part. When one can't be written, all are put back.
func (e *execution) write(ctx context.Context) error {
	if e.checkout.writer.Written() || len(e.files()) == 0 {
		return nil
	}
	if j := e.checkout.journal; j != nil && e.part == j.Current && (len(j.Held) > 0 || j.Uncommitted) {
		return nil // a person has resolved them, or went on with what the failed commit left
	}
	if e.checkout.edges.Writing != nil {
		step, done := e.checkout.edges.Writing(len(e.files()))
		defer done()
		e.checkout.writer.Progress = step
	}
	e.checkout.writer.Stop = ctx.Err
	write := func() error { return e.checkout.writer.Write(e.job.Parts[e.part].Plan) }
	if e.checkout.journal != nil {
		write = e.checkout.writer.Forward
	}
	if err := write(); err != nil {
		if e.checkout.journal != nil {
			return err // another run began it, and may be undone by --abort
		}
		undone := e.checkout.writer.Undo()
		if undone != nil {
			undone = diag.Also(undone, "not everything is put back: `scaffold generate --abort` tries it again, `scaffold generate --continue` goes on with the run")
		}
		return diag.List{}.Append(err).Append(undone).Err()
	}
	return e.hold()
}

// hold keeps the run open until the conflicts of the part are resolved.
func (e *execution) hold() error {
	var paths []repo.Path
	for _, a := range e.job.Parts[e.part].Plan.Of(plan.Conflict) {
		paths = append(paths, a.Path)
	}
	if len(paths) == 0 {
		return nil
	}
	e.held = true
	return e.checkout.writer.Hold(paths)
}

// push pushes the branch of the commit that was just made.
func (e *execution) push(ctx context.Context) error {
	d, r := e.job.Delivery, e.result()
	if r.Commit == nil || d.Proposal != nil {
		return nil
	}
	if d.Push {
		if err := e.checkout.Git.Push(ctx, r.Commit.Branch); err != nil {
			r.Failed = append(r.Failed, diag.Also(err, "what is committed stays")...)
		} else {
			r.Commit.Pushed = true
		}
	}
	if hint := throughPull(e.checkout, r.Commit.Branch); hint != "" && !r.Commit.Pushed {
		r.Next = append([]string{hint}, r.Next...)
	}
	if e.checkout.edges.Committed != nil && len(r.Failed) == 0 {
		e.checkout.edges.Committed(*r.Commit)
	}
	return nil
}

// next goes on to the next part.
func (e *execution) next(context.Context) error {
	if !e.checkout.writer.Unfinished() {
		return nil
	}
	return e.checkout.writer.Next(e.order().Work)
}

// makeWorkspaces makes the workspaces of what was written. The files are written
// and committed whatever happens: a failure is told and makes the exit code, no
// more.
func (e *execution) makeWorkspaces(ctx context.Context) error {
	units := e.job.Delivery.Workspaces
	if units == nil || e.checkout.edges.Workspaces == nil {
		return nil
	}
	r := e.result()
	later := "scaffold workspaces apply"
	for _, u := range *units {
		later += " " + u
	}
	note, err := e.checkout.edges.Workspaces(ctx, e.checkout.Dir, *units)
	list := diag.Of(err)
	switch {
	case err == nil && note != "":
		r.Done = append(r.Done, note)
	case len(list) == 1 && list[0].Code == diag.NoToken:
		r.Next = append(r.Next, fmt.Sprintf("make the workspaces with `%s`, as %s", later, list[0].Summary))
	case err != nil:
		for _, p := range list {
			r.Notes = append(r.Notes, "workspaces: "+e.checkout.edges.Note(p))
		}
		r.Noted = append(r.Noted, list...)
		r.Next = append(r.Next, "make the workspaces with `"+later+"` when that is mended")
	}
	return nil
}

// last does what follows everything else.
func (e *execution) last(ctx context.Context) error {
	if e.job.Last == nil {
		return nil
	}
	r := e.result()
	r.Failed = r.Failed.Append(e.job.Last(ctx, r))
	return nil
}

// end ends the journal.
func (e *execution) end(context.Context) error {
	if !e.checkout.writer.Unfinished() {
		return nil
	}
	cleanBeside(e.checkout)
	return e.checkout.writer.Finish()
}
