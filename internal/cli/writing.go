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
	facts func(c *run.Checkout, d run.Delivery) (change.Change, error)
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

// writes makes cmd a command that writes.
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
		return p.write(w, a)
	}
	return cmd
}

// write is the way of every command that writes.
func (p *program) write(w *flags.Write, a *asked) error {
	results, err := p.carryOut(w, a)
	return p.showResults(w, results, err)
}

// carryOut does what is asked, or plans it in a dry run, and returns a result for
// each commit.
func (p *program) carryOut(w *flags.Write, a *asked) ([]*plan.Result, error) {
	ctx, stop := console.Interruptible()
	defer stop()
	c, closing, err := p.open(w, a)
	if err != nil {
		return nil, err
	}
	defer closing()
	switch {
	case w.Continue:
		return c.Continue(ctx)
	case w.Abort:
		return nil, p.abort(c)
	}
	d := delivery(w)
	digest := change.Digest(a.change, w.Options(p.seenFrom(c.Dir)), []any{a.command, d, w.Workspaces})
	if !w.DryRun {
		if results, more, err := c.Recover(ctx, digest); err != nil || !more {
			return results, err
		}
	}
	planned, err := p.plan(ctx, c, w, a, &d, false)
	if err != nil {
		return nil, err
	}
	if a.nothing != "" && len(planned.parts[0].Plan.Writes()) == 0 && !d.Proposal.Ours(d) {
		p.Print(a.nothing)
		return nil, nil
	}
	if w.DryRun {
		return p.planOnly(ctx, c, w, a, d, planned), nil
	}
	return c.Do(ctx, p.job(c, w, a, d, digest, planned))
}

// open opens the repository that is asked about.
func (p *program) open(w *flags.Write, a *asked) (c *run.Checkout, closing func(), err error) {
	if a.open != nil {
		return a.open()
	}
	dir, err := p.repository()
	if err != nil {
		return nil, nil, err
	}
	c, err = run.Open(dir, access(w), p.edges())
	if err != nil {
		return nil, nil, err
	}
	return c, c.Close, nil
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

// seenFrom turns a path that a person wrote into one seen from a folder.
func (p *program) seenFrom(dir string) func(name string) string {
	return func(name string) string {
		rel, err := filepath.Rel(dir, p.HostPath(name))
		if err != nil {
			return ""
		}
		return filepath.ToSlash(rel)
	}
}

// planned is a change with its plan, or several that come one after the other.
type planned struct {
	changes []*change.Planned
	parts   []run.Part
	notes   []string // remarks from before the plan
}

// plan plans what is asked. optional says that no token is needed for a pull
// request.
func (p *program) plan(ctx context.Context, c *run.Checkout, w *flags.Write, a *asked, d *run.Delivery, preview bool) (*planned, error) {
	switched, notes, err := c.Propose(ctx, d, w.DryRun, w.DryRun && !preview)
	if err != nil {
		return nil, err
	}
	if switched {
		p.Forget() // the branch may hold other packs
	}
	wanted := a.change
	if a.facts != nil {
		if wanted, err = a.facts(c, *d); err != nil {
			return nil, err
		}
	}
	all, err := p.planChanges(c, w, a, wanted)
	if err != nil {
		return nil, err
	}
	out := &planned{changes: all, notes: notes}
	for _, one := range all {
		remarks, err := c.Notes(one.Plan, *d)
		if err != nil {
			return nil, err
		}
		part := run.Part{Plan: one.Plan, Message: one.Message, Notes: append(notes, remarks...)}
		if a.next != nil {
			part.Next = a.next(*d, one)
		}
		out.parts = append(out.parts, part)
	}
	if a.check != nil {
		return out, a.check(c, all[0], w.DryRun && !preview)
	}
	return out, nil
}

// planChanges plans a change, as one or in parts.
func (p *program) planChanges(c *run.Checkout, w *flags.Write, a *asked, wanted change.Change) ([]*change.Planned, error) {
	b, o := p.base(c), w.Options(p.seenFrom(c.Dir))
	if a.each == nil || w.DryRun {
		one, err := change.Plan(wanted, b, o)
		return []*change.Planned{one}, err
	}
	all, err := a.each(b, o)
	if err != nil {
		return nil, err
	}
	return change.InTurn(all, b, o)
}

// base is what changes of a checkout are planned on.
func (p *program) base(c *run.Checkout) change.Base {
	dir := c.Dir
	if c.Disk == nil {
		dir = ""
	}
	return change.Base{Disk: c.Disk, Packs: p.Packs(dir), Blob: c.Blob, Planning: func(units int) (func(done, all int, unit string), func()) {
		bar := p.Progress(console.Planning, units)
		return bar.Step, bar.Done
	}}
}

// planOnly is the result of a dry run.
func (p *program) planOnly(ctx context.Context, c *run.Checkout, w *flags.Write, a *asked, d run.Delivery, all *planned) []*plan.Result {
	part := all.parts[0]
	r := &plan.Result{Command: a.command, Plan: part.Plan, Root: c.Dir, DryRun: true, Notes: part.Notes, Pull: d.Proposal.Planned()}
	if w.Diff {
		r.Diff = report.Diff(r.Plan, c.Disk)
	}
	p.tellNotes(part)
	if a.last != nil && a.dryLast {
		r.Failed = r.Failed.Append(a.last(ctx, c, all.changes[0], r))
	}
	return []*plan.Result{r}
}

// job is what is to be done with the plans.
func (p *program) job(c *run.Checkout, w *flags.Write, a *asked, d run.Delivery, digest string, all *planned) run.Job {
	j := run.Job{Command: a.command, Args: p.args, Change: digest, Parts: all.parts, Delivery: d, Diff: w.Diff}
	for _, part := range all.parts {
		p.tellNotes(part)
	}
	if w.Workspaces {
		units := all.parts[0].Plan.Units
		if a.open != nil {
			units = nil // of a new repository: all
		}
		j.Delivery.Workspaces = &units
	}
	if a.last != nil {
		j.Last = func(ctx context.Context, r *plan.Result) error {
			return a.last(ctx, c, all.changes[len(all.changes)-1], r)
		}
	}
	return j
}

// tellNotes prints events for what is to be said of a plan.
func (p *program) tellNotes(part run.Part) {
	for _, notes := range [][]string{part.Plan.Notices, part.Notes} {
		for _, note := range notes {
			p.Event(func(j report.JSON) { j.Note(note) })
		}
	}
}
