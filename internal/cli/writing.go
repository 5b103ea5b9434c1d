package cli

import (
	"context"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/run"
)

// asked is what a command that writes asks for.
type asked struct {
	command string // as results name it
	// change is what is wanted, as the command line says it: runs of equal ones
	// finish each other.
	change change.Change
	// facts returns the change with what it needs to know from outside; nil where
	// that is nothing.
	facts func(ctx context.Context, c *run.Checkout, d run.Delivery) (change.Change, error)
	// each parts the change into several with a commit each; nil for one commit.
	each func(b change.Base, o change.Options) ([]change.Change, error)
	// open opens the repository; nil for the one at hand. closing must be called.
	open func() (c *run.Checkout, closing func(), err error)
	// check refuses what is planned, before anything is written; it may be nil. idle
	// says that nothing will be, so that no token is needed.
	check func(c *run.Checkout, p *change.Planned, idle bool) error
	// nothing is what is said where the plan writes nothing; empty for the result.
	nothing string
	// next says what a person may do then; it may be nil.
	next func(d run.Delivery, p *change.Planned) []string
	// last follows everything else and adds to the result; it may be nil. In a dry
	// run it is called where dryLast is set, to say what it would do.
	last    func(ctx context.Context, c *run.Checkout, p *change.Planned, r *plan.Result) error
	dryLast bool
}

// writer is a command that writes: its flags, and what it asks for by them.
type writer struct {
	flags *flags.Write
	ask   func(args []string) (*asked, error)
}

// writes makes cmd a command that writes: this is the way of all of them.
func (p *program) writes(cmd *cobra.Command, w *flags.Write, ask func(args []string) (*asked, error)) *cobra.Command {
	p.writers[cmd] = writer{w, ask}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := w.Check(cmd); err != nil {
			return err
		}
		a, err := ask(args)
		if err != nil {
			return err
		}
		results, err := p.carryOut(w, a)
		return showResults(p, w, results, err)
	}
	return cmd
}

// carryOut does what is asked, or plans it in a dry run, and returns a result for
// each commit.
func (p *program) carryOut(f *flags.Write, a *asked) ([]*plan.Result, error) {
	ctx, stop := console.Interruptible()
	defer stop()
	w, closing, err := p.begin(f, a)
	if err != nil {
		return nil, err
	}
	defer closing()
	switch {
	case f.Continue:
		return w.in.Continue(ctx)
	case f.Abort:
		return nil, abort(p, w.in)
	}
	digest := change.Digest(a.change, w.options(), []any{a.command, w.delivery, f.Workspaces})
	var before []*plan.Result // of an earlier run of the same change
	if !f.DryRun {
		var more bool
		if before, more, err = w.in.Recover(ctx, digest); err != nil || !more {
			return before, err
		}
	}
	planned, err := w.plan(ctx, false)
	if err != nil {
		return nil, console.Stopped(err, 0, 0)
	}
	if a.nothing != "" && len(planned.parts[0].Plan.Writes()) == 0 && !w.delivery.Proposal.Ours(w.delivery) {
		p.terminal.Print(a.nothing)
		return nil, nil
	}
	if f.DryRun {
		return w.planOnly(ctx, planned), nil
	}
	results, err := w.in.Do(ctx, w.job(digest, planned))
	if err == nil && len(before) > 0 && len(planned.parts) == 1 && len(planned.parts[0].Plan.Writes()) == 0 {
		return before, nil // all that was left to do was the rest of that run
	}
	return results, err
}

// writing is one run of a command that writes.
type writing struct {
	program  *program
	flags    *flags.Write
	asked    *asked
	in       *run.Checkout
	delivery run.Delivery // what becomes of the files
}

// begin opens the repository that is asked about. closing must be called.
func (p *program) begin(f *flags.Write, a *asked) (w *writing, closing func(), err error) {
	w = &writing{program: p, flags: f, asked: a, delivery: delivery(f)}
	if a.open != nil {
		w.in, closing, err = a.open()
		return w, closing, err
	}
	dir, err := p.repository()
	if err != nil {
		return nil, nil, err
	}
	if w.in, err = run.Open(dir, access(f), p.edges()); err != nil {
		return nil, nil, err
	}
	return w, w.in.Close, nil
}

func access(w *flags.Write) run.Access {
	return run.Access{ReadOnly: w.DryRun, NoCommit: !w.Commit}
}

// delivery is what becomes of the files by the flags.
func delivery(w *flags.Write) run.Delivery {
	d := run.Delivery{Commit: w.Commit, Message: w.Message, Branch: w.Branch, NoVerify: w.NoVerify, Sign: w.Sign, Push: w.Push}
	if w.Pull.On {
		d.Pull = &run.Pull{Base: w.Pull.Base, Draft: w.Pull.Draft, Labels: w.Pull.Labels, Topic: w.Pull.Topic}
	}
	return d
}

// options are what the flags say of the planning, with files seen from the
// repository.
func (w *writing) options() change.Options {
	return w.flags.Options(func(name string) string {
		rel, err := filepath.Rel(w.in.Dir, w.program.place.HostPath(name))
		if err != nil {
			return ""
		}
		return filepath.ToSlash(rel)
	})
}

// planned is a change with its plan, or several that come one after the other.
type planned struct {
	changes []*change.Planned
	parts   []run.Part
}

// plan plans what is asked. A dry run needs no token for a pull request; a preview
// does, as the run that follows will.
func (w *writing) plan(ctx context.Context, preview bool) (*planned, error) {
	idle := w.flags.DryRun && !preview
	switched, notes, err := w.in.Propose(ctx, &w.delivery, w.flags.DryRun, idle)
	if err != nil {
		return nil, err
	}
	if switched {
		w.program.place.Forget() // the branch may hold other packs
	}
	wanted := w.asked.change
	if w.asked.facts != nil {
		if wanted, err = w.asked.facts(ctx, w.in, w.delivery); err != nil {
			return nil, err
		}
	}
	all, err := w.planChanges(ctx, wanted)
	if err != nil {
		return nil, err
	}
	out := &planned{changes: all}
	for _, one := range all {
		remarks, err := w.in.Notes(one.Plan, w.delivery)
		if err != nil {
			return nil, err
		}
		part := run.Part{Plan: one.Plan, Message: one.Message, Notes: append(notes, remarks...)}
		if w.asked.next != nil {
			part.Next = w.asked.next(w.delivery, one)
		}
		out.parts = append(out.parts, part)
	}
	if w.asked.check != nil {
		return out, w.asked.check(w.in, all[0], idle)
	}
	return out, nil
}

// planChanges plans a change, as one or in parts.
func (w *writing) planChanges(ctx context.Context, wanted change.Change) ([]*change.Planned, error) {
	b, o := w.base(ctx), w.options()
	if w.asked.each == nil || w.flags.DryRun {
		one, err := change.Plan(wanted, b, o)
		return []*change.Planned{one}, err
	}
	all, err := w.asked.each(b, o)
	if err != nil {
		return nil, err
	}
	return change.InTurn(all, b, o)
}

// base is what changes of the repository are planned on.
func (w *writing) base(ctx context.Context) change.Base {
	dir := w.in.Dir
	if w.in.Disk == nil {
		dir = ""
	}
	return change.Base{Disk: w.in.Disk, Packs: w.program.place.Packs(dir), Blob: w.in.Blob, Stop: ctx.Err, Planning: func(units int) (func(done, all int, unit string), func()) {
		collectLess(units)
		bar := w.program.terminal.Progress(console.Planning, units)
		return bar.Step, bar.Done
	}}
}

// planOnly is the result of a dry run.
func (w *writing) planOnly(ctx context.Context, all *planned) []*plan.Result {
	part := all.parts[0]
	r := &plan.Result{
		Command: w.asked.command, Plan: part.Plan, Root: w.in.Dir, DryRun: true, Notes: part.Notes, Pull: w.delivery.Proposal.Planned(),
	}
	if w.flags.Diff {
		r.Diff = report.Diff(r.Plan, w.in.Disk)
	}
	w.tellNotes(part)
	if w.asked.last != nil && w.asked.dryLast {
		r.Failed = r.Failed.Append(w.asked.last(ctx, w.in, all.changes[0], r))
	}
	return []*plan.Result{r}
}

// job is what is to be done with the plans.
func (w *writing) job(digest string, all *planned) run.Job {
	j := run.Job{
		Command: w.asked.command, Args: w.program.args, Change: digest, Parts: all.parts, Delivery: w.delivery, Diff: w.flags.Diff,
	}
	for _, part := range all.parts {
		w.tellNotes(part)
	}
	if w.flags.Workspaces {
		units := all.parts[0].Plan.Units
		if w.asked.open != nil {
			units = nil // of a new repository: all
		}
		j.Delivery.Workspaces = &units
	}
	if w.asked.last != nil {
		j.Last = func(ctx context.Context, r *plan.Result) error {
			return w.asked.last(ctx, w.in, all.changes[len(all.changes)-1], r)
		}
	}
	return j
}

// tellNotes prints events for what is to be said of a plan.
func (w *writing) tellNotes(part run.Part) {
	for _, notes := range [][]string{part.Plan.Notices, part.Notes} {
		for _, note := range notes {
			w.program.terminal.Event(func(j report.JSON) { j.Note(note) })
		}
	}
}
