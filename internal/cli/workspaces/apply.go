package workspaces

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

func newApply(c *Commands) *cobra.Command {
	o := &options{commands: c, command: "workspaces apply"}
	cmd := &cobra.Command{
		Use:   "apply [UNIT…]",
		Short: "Make and change workspaces in Terraform Cloud",
		Long: `Carries out what plan shows. It can be stopped and run again at any time, and
deletes no workspace without --prune and its typed name. Off the default branch
it only adds, and queues nothing.
--queue-first-runs starts a run in each workspace that never had one and whose
upstreams all have state, and in each service that was not live when it was last
applied; the others wait for the next call.`,
		Example: `  scaffold workspaces apply
  scaffold workspaces apply --auto-approve --queue-first-runs
  scaffold workspaces apply --prune --confirm aws-old-dev`,
		Annotations: map[string]string{console.MarkdownAnnotation: "yes"},
		RunE: func(_ *cobra.Command, args []string) error {
			o.units = args
			if len(o.confirm) > 0 && !o.prune {
				return diag.Usagef("--confirm names workspaces to delete, which needs --prune")
			}
			return applyRun(o)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&o.autoApprove, "auto-approve", false, "do not ask")
	f.BoolVar(&o.queue, "queue-first-runs", false, "start the runs that can start now")
	f.BoolVar(&o.refresh, "refresh", false, "read everything, whatever the digests say, and send again what the server ignored")
	f.BoolVar(&o.prune, "prune", false, "also take away what the code does not know; orphaned workspaces only by their typed names")
	f.StringArrayVar(&o.confirm, "confirm", nil, "with --prune: the name of an orphaned workspace to delete")
	return cmd
}

func applyRun(o *options) error {
	c, err := o.commands.State(o.units)
	if err != nil {
		return err
	}
	ctx, stop := console.Interruptible()
	defer stop()
	r, err := o.reconciler(ctx, c)
	if err != nil {
		return err
	}
	r.Retry = o.refresh
	result := report.Workspaces{Command: o.command, Desired: c.Desired, Notes: c.notes(o)}
	if result.Plan, err = r.Plan(ctx); err != nil {
		return console.Stopped(err, 0, 0)
	}
	doomed, err := o.doomed(result.Plan)
	if err != nil {
		return err
	}
	if err := o.approve(&result); err != nil {
		return err
	}
	problems := o.carryOut(ctx, r, &result)
	if len(problems) == 0 && o.queue && !c.AddOnly {
		problems = o.queueRuns(ctx, r, &result)
	}
	for _, orphan := range doomed {
		if len(problems) > 0 || ctx.Err() != nil {
			break
		}
		if err := r.Client.Delete(ctx, orphan.ID); err != nil {
			problems = problems.Append(diag.While("workspace "+orphan.Name+" was not deleted", err))
			continue
		}
		result.Deleted = append(result.Deleted, orphan.Name)
	}
	return o.show(result, problems)
}

// notes say what a branch leaves out.
func (c *Cloud) notes(o *options) []string {
	if !c.AddOnly {
		return nil
	}
	on := "no branch is checked out"
	if c.Current != "" {
		on = "the branch " + c.Current + " is checked out"
	}
	note := fmt.Sprintf("%s, and the branch that is applied is %s: only what is missing is added", on, c.Branch)
	if o.queue {
		note += ", and no run is queued"
	}
	return []string{note}
}

// carryOut applies the plan; it returns what went wrong.
func (o *options) carryOut(ctx context.Context, r *workspace.Reconciler, result *report.Workspaces) diag.List {
	if len(result.Plan.Changes) == 0 && result.Plan.Stale == 0 {
		return nil
	}
	bar := o.commands.Terminal.Progress(console.Reconciling, len(result.Plan.Changes))
	r.Progress = bar.Step
	applied, err := r.Apply(ctx, result.Plan)
	bar.Done()
	result.Applied = &applied
	if applied.Stopped {
		return diag.Of(console.Stopped(context.Canceled, applied.Done, applied.All)).Append(err)
	}
	problems := diag.Of(err)
	if len(problems) > 0 {
		last := *problems[len(problems)-1]
		if last.Hint == "" {
			last.Hint = "what is made stays; run the same command again to go on"
		}
		problems[len(problems)-1] = &last
	}
	return problems
}

// queueRuns starts what can start.
func (o *options) queueRuns(ctx context.Context, r *workspace.Reconciler, result *report.Workspaces) diag.List {
	runs, err := r.FirstRuns(ctx)
	if err != nil {
		return diag.Of(console.Stopped(err, 0, 0))
	}
	result.Runs = append([]workspace.Run{}, runs...)
	result.Queued, err = r.QueueRuns(ctx, runs)
	return diag.Of(err)
}

// doomed are the orphaned workspaces that are confirmed for deletion: by
// --confirm, or typed one by one.
func (o *options) doomed(p *workspace.Plan) ([]workspace.Orphan, error) {
	if !o.prune {
		return nil, nil
	}
	if len(o.confirm) > 0 || !o.commands.Terminal.Interactive() {
		return p.Doomed(o.confirm)
	}
	return p.Doomed(o.commands.typed(p))
}

// approve asks whether the plan shall be carried out.
func (o *options) approve(result *report.Workspaces) error {
	if o.autoApprove || len(result.Plan.Changes) == 0 {
		return nil
	}
	if !o.commands.Terminal.Interactive() {
		return diag.Usagef("nobody can be asked whether to make %s", diag.Counted(len(result.Plan.Changes), "change")).
			WithHint("look at them with `scaffold workspaces plan`, then give --auto-approve")
	}
	o.commands.Terminal.ForPeople().Workspaces(*result)
	result.Shown = true
	fmt.Fprint(o.commands.Terminal.Err, "Type yes to make these changes: ")
	in := bufio.NewScanner(o.commands.Terminal.In)
	if !in.Scan() || strings.TrimSpace(in.Text()) != "yes" {
		return diag.Failedf("not confirmed; nothing was changed")
	}
	return nil
}
