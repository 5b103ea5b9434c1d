package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/workspaces"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/run"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

type removeOptions struct {
	write           flags.Write
	unit            string
	prepare         bool
	assumeDestroyed bool
	prune           bool
	confirm         []string
}

func newRemove(p *program) *cobra.Command {
	o := &removeOptions{}
	cmd := &cobra.Command{
		Use:   "remove UNIT",
		Short: "Give a unit up: protections off, files away, then its workspaces",
		Long: `Takes a service or layer out of the repository, in steps, each a commit:
1. --prepare switches the protections in its code off and says which destroy runs
   to start and confirm in Terraform Cloud, after the push.
2. Without a flag its files go. That is refused while others read its state, or
   while its workspaces still manage resources; without a token to ask,
   --assume-destroyed says that they do not.
3. --prune deletes its workspaces, each by its typed name or --confirm NAME, by
   safe delete, which refuses while one manages resources.`,
		Example: `  scaffold remove service-b --prepare
  scaffold remove service-b --assume-destroyed`,
		Args: flags.Exact(1, "one unit"),
	}
	o.write.Add(cmd, false)
	f := cmd.Flags()
	f.BoolVar(&o.prepare, "prepare", false, "switch the protections in its code off, and say what to destroy")
	f.BoolVar(&o.assumeDestroyed, "assume-destroyed", false, "without a token: its workspaces manage no resources any more")
	f.BoolVar(&o.prune, "prune", false, "delete its workspaces, too, each by its typed name")
	f.StringArrayVar(&o.confirm, "confirm", nil, "with --prune: the name of a workspace to delete")
	return p.writes(cmd, &o.write, func(args []string) (*request, error) {
		o.unit = args[0]
		return removeRequest(p, o)
	})
}

// removal is a unit that is given up.
type removal struct {
	program *program
	o       *removeOptions
	cloud   *workspaces.Cloud // nil when its files went before
}

func removeRequest(p *program, o *removeOptions) (*request, error) {
	switch {
	case o.prepare && (o.prune || o.assumeDestroyed):
		return nil, diag.Usagef("--prepare comes first, before anything is destroyed").WithHint("leave out --prune and --assume-destroyed")
	case len(o.confirm) > 0 && !o.prune:
		return nil, diag.Usagef("--confirm names workspaces to delete, which needs --prune")
	}
	r := &removal{program: p, o: o}
	a := &request{command: "remove", change: change.Remove{Unit: o.unit}, complete: r.complete, next: r.next}
	if o.prepare {
		a.change = change.PrepareRemoval{Unit: o.unit}
	}
	if o.prune {
		a.last = r.prune
	}
	return a, nil
}

// complete finds out whether the unit can be given up, and which files it has.
func (r *removal) complete(ctx context.Context, c *run.Checkout, d run.Delivery) (change.Change, error) {
	o := r.o
	m, err := repo.Load(c.Disk)
	if err != nil {
		return nil, err
	}
	if problem := m.NeedInfrastructure("remove"); problem != nil {
		return nil, problem
	}
	u, err := m.Find(o.unit)
	if err != nil && spec.ValidName(o.unit) && (o.prune || c.Resumed() || d.Proposal.Ours(d)) {
		return change.Removed{Unit: o.unit}, nil // its files went before
	}
	if err == nil {
		err = change.Removable(m, u)
	}
	if err != nil {
		return nil, err
	}
	if r.cloud, err = r.program.workspaces().StateAt(c.Dir, nil); err != nil || o.prepare {
		return change.PrepareRemoval{Unit: u.Name}, err
	}
	if err := r.cloud.Desired.Unread(u.Name); err != nil {
		return nil, err
	}
	if err := change.Unnamed(m, u, r.program.place.Packs(c.Dir)); err != nil {
		return nil, err
	}
	unasked, err := r.program.workspaces().Destroyed(ctx, r.cloud, u.Name, o.assumeDestroyed || o.write.DryRun)
	if err != nil {
		return nil, err
	}
	files, err := run.Files(c, u, o.write.DryRun)
	return change.Remove{Unit: u.Name, Files: files, Unasked: unasked && !o.assumeDestroyed}, err
}

// next says what to do when the plan is carried out.
func (r *removal) next(_ run.Delivery, p *change.Planned) []string {
	unit := p.Plan.Units[len(p.Plan.Units)-1]
	switch {
	case r.cloud == nil:
		return nil
	case r.o.prepare:
		return r.cloud.Desired.DestroyRuns(unit, len(p.Plan.Actions) == 0)
	}
	next := []string{"push"}
	if !r.o.prune {
		for _, w := range r.cloud.Desired.Of(unit) {
			next = append(next, fmt.Sprintf("delete its workspace: `scaffold remove %s --prune --confirm %s`", unit, w.Name))
		}
	}
	return next
}

// prune deletes the workspaces of the unit, and adds to the result what became of
// them.
func (r *removal) prune(ctx context.Context, c *run.Checkout, _ *change.Planned, result *plan.Result) error {
	list := diag.Of(r.program.workspaces().Prune(ctx, c.Dir, r.o.unit, r.o.confirm, result))
	for _, problem := range list {
		result.Notes = append(result.Notes, report.Note(problem))
	}
	result.Noted = append(result.Noted, list...)
	return nil
}
