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

// request is what a command that writes asks for.
type request struct {
	command string // as results name it
	// change is what is wanted, as the command line says it. A run that was killed is
	// finished by a later one of an equal change (change.Digest).
	change change.Change
	// complete returns the change with what only git, Terraform Cloud or another
	// repository knows; nil where it needs nothing of them.
	complete func(ctx context.Context, c *run.Checkout, d run.Delivery) (change.Change, error)
	// each parts the change into several with a commit each; nil for one commit.
	each func(b change.Base, o change.Options) ([]change.Change, error)
	// open opens the repository; nil for the one at hand. closing must be called.
	open func() (c *run.Checkout, closing func(), err error)
	// check refuses what is planned, before anything is written; it may be nil.
	// tokenless says that nothing will be, so that no token is needed.
	check func(c *run.Checkout, p *change.Planned, tokenless bool) error
	// nothing is what is said where the plan writes nothing; empty for the result.
	nothing string
	// next says what a person may do then; it may be nil.
	next func(d run.Delivery, p *change.Planned) []string
	// last follows everything else, such as making the repository on GitHub, and adds
	// to the result; it may be nil. In a dry run it is called where dryLast is set, to
	// say what it would do.
	last    func(ctx context.Context, c *run.Checkout, p *change.Planned, r *plan.Result) error
	dryLast bool
}

// writingCommand is a command that writes: its flags, and what it asks for by them.
type writingCommand struct {
	flags *flags.Write
	ask   func(args []string) (*request, error)
}

// writes makes cmd a command that writes: this is the way of all of them.
func (p *program) writes(cmd *cobra.Command, w *flags.Write, ask func(args []string) (*request, error)) *cobra.Command {
	p.writers[cmd] = writingCommand{w, ask}
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
func (p *program) carryOut(f *flags.Write, a *request) ([]*plan.Result, error) {
	ctx, stop := console.Interruptible()
	defer stop()
	w, closing, err := p.begin(f, a)
	if err != nil {
		return nil, err
	}
	defer closing()
	switch {
	case f.Continue:
		return w.in.Continue(ctx, f.AllowDestroy...)
	case f.Abort:
		return nil, abort(p, w.in)
	}
	digest := w.digest()
	var before []*plan.Result // of an earlier run of the same change
	if !f.DryRun {
		var more bool
		if before, more, err = w.in.Recover(ctx, digest, w.delivery); err != nil || !more {
			return before, err
		}
	}
	planned, err := w.plan(ctx, false)
	if err != nil {
		return nil, console.Stopped(err, 0, 0)
	}
	goesOn := w.delivery.Proposal.Ours(w.delivery) // with a pull request that an earlier run opened
	if a.nothing != "" && len(planned.parts[0].Plan.Commits()) == 0 && !goesOn {
		p.terminal.Print(a.nothing)
		return nil, nil
	}
	if f.DryRun {
		return w.planOnly(ctx, planned), nil
	}
	results, err := w.in.Do(ctx, w.job(digest, planned))
	if err == nil && len(before) > 0 && len(planned.parts) == 1 && len(planned.parts[0].Plan.Commits()) == 0 {
		return before, nil // nothing new was found: what finishing the earlier run did is the result
	}
	return results, err
}

// writeRun is one run of a command that writes.
type writeRun struct {
	program  *program
	flags    *flags.Write
	request  *request
	in       *run.Checkout
	delivery run.Delivery // what becomes of the files
}

// begin opens the repository that is asked about. closing must be called.
func (p *program) begin(f *flags.Write, a *request) (w *writeRun, closing func(), err error) {
	w = &writeRun{program: p, flags: f, request: a, delivery: delivery(f)}
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
func (w *writeRun) options() change.Options {
	return w.flags.Options(func(name string) string {
		rel, err := filepath.Rel(w.in.Dir, w.program.place.HostPath(name))
		if err != nil {
			return ""
		}
		return filepath.ToSlash(rel)
	})
}

// digest tells what is asked for; behind a dot, how it is to be committed.
func (w *writeRun) digest() string {
	d := w.delivery
	how := []any{d.Message, d.NoVerify, d.Sign}
	d.Message, d.NoVerify, d.Sign = "", false, nil
	what := []any{w.request.command, d, w.flags.Workspaces}
	return change.Digest(w.request.change, w.options(), what) + "." + change.Digest(w.request.change, w.options(), how)
}

// planned is a change with its plan, or several that come one after the other.
type planned struct {
	changes []*change.Planned
	parts   []run.Part
}

// plan plans what is asked. A dry run needs no token for a pull request; a preview
// does, as the run that follows will.
func (w *writeRun) plan(ctx context.Context, preview bool) (*planned, error) {
	tokenless := w.flags.DryRun && !preview
	switched, notes, err := w.in.Propose(ctx, &w.delivery, w.flags.DryRun, tokenless)
	if err != nil {
		return nil, err
	}
	if switched {
		w.program.place.Forget() // the branch may hold other packs
	}
	wanted := w.request.change
	if w.request.complete != nil {
		if wanted, err = w.request.complete(ctx, w.in, w.delivery); err != nil {
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
		if w.request.next != nil {
			part.Next = w.request.next(w.delivery, one)
		}
		out.parts = append(out.parts, part)
	}
	if w.request.check != nil {
		return out, w.request.check(w.in, all[0], tokenless)
	}
	return out, nil
}

// planChanges plans a change, as one or in parts.
func (w *writeRun) planChanges(ctx context.Context, wanted change.Change) ([]*change.Planned, error) {
	o := w.options()
	b, err := w.base(ctx)
	if err != nil {
		return nil, err
	}
	if w.request.each == nil || w.flags.DryRun {
		one, err := change.Plan(wanted, b, o)
		return []*change.Planned{one}, err
	}
	all, err := w.request.each(b, o)
	if err != nil {
		return nil, err
	}
	return change.InTurn(all, b, o)
}

// base is what changes of the repository are planned on.
func (w *writeRun) base(ctx context.Context) (change.Base, error) {
	dir := w.in.Dir
	if w.in.Disk == nil {
		dir = ""
	}
	head, err := run.Head(w.in)
	return change.Base{Disk: w.in.Disk, Head: head, Commits: w.delivery.Commit, Packs: w.program.place.Packs(dir), Blob: w.in.Blob, Stop: ctx.Err, Planning: func(units int) (func(done, all int, unit string), func()) {
		collectLess(units)
		bar := w.program.terminal.Progress(console.Planning, units)
		return bar.Step, bar.Done
	}}, err
}

// planOnly is the result of a dry run.
func (w *writeRun) planOnly(ctx context.Context, all *planned) []*plan.Result {
	part := all.parts[0]
	r := &plan.Result{
		Command: w.request.command, Plan: part.Plan, Root: w.in.Dir, DryRun: true, Notes: part.Notes, Pull: w.delivery.Proposal.Planned(),
	}
	if w.flags.Diff {
		r.Diff = report.Diff(r.Plan, w.in.Disk)
	}
	w.tellNotes(part)
	if w.request.last != nil && w.request.dryLast {
		r.Failed = r.Failed.Append(w.request.last(ctx, w.in, all.changes[0], r))
	}
	return []*plan.Result{r}
}

// job is what is to be done with the plans.
func (w *writeRun) job(digest string, all *planned) run.Job {
	j := run.Job{
		Command: w.request.command, Args: w.program.args, Change: digest, Parts: all.parts, Delivery: w.delivery, Diff: w.flags.Diff,
	}
	for _, part := range all.parts {
		w.tellNotes(part)
	}
	if w.flags.Workspaces {
		units := all.parts[0].Plan.Units
		if w.request.open != nil {
			units = nil // of a new repository: all
		}
		j.Delivery.Workspaces = &units
	}
	if w.request.last != nil {
		j.Last = func(ctx context.Context, r *plan.Result) error {
			return w.request.last(ctx, w.in, all.changes[len(all.changes)-1], r)
		}
	}
	return j
}

// tellNotes prints events for what is to be said of a plan.
func (w *writeRun) tellNotes(part run.Part) {
	for _, notes := range [][]string{part.Plan.Notices, part.Notes} {
		for _, note := range notes {
			w.program.terminal.Event(func(j report.JSON) { j.Note(note) })
		}
	}
}
