package cli

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

func newWorkspacesApply(g *global) *cobra.Command {
	o := &workspacesOptions{global: g, command: "workspaces apply"}
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
		Annotations: map[string]string{markdownAnnotation: "yes"},
		RunE: func(_ *cobra.Command, args []string) error {
			o.units = args
			if len(o.confirm) > 0 && !o.prune {
				return diag.Usagef("--confirm names workspaces to delete, which needs --prune")
			}
			return workspacesApplyRun(o)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&o.autoApprove, "auto-approve", false, "do not ask")
	f.BoolVar(&o.queue, "queue-first-runs", false, "start the runs that can start now")
	f.BoolVar(&o.refresh, "refresh", false, "read everything, whatever the digests say")
	f.BoolVar(&o.prune, "prune", false, "also take away what the code does not know; orphaned workspaces only by their typed names")
	f.StringArrayVar(&o.confirm, "confirm", nil, "with --prune: the name of an orphaned workspace to delete")
	return cmd
}

func workspacesApplyRun(o *workspacesOptions) error {
	c, err := o.cloudState(o.units)
	if err != nil {
		return err
	}
	ctx, stop := interruptible()
	defer stop()
	r, err := o.reconciler(ctx, c)
	if err != nil {
		return err
	}
	result := report.Workspaces{Command: o.command, Desired: c.desired, Notes: c.notes(o)}
	if result.Plan, err = r.Plan(ctx); err != nil {
		return stopped(err, 0, 0)
	}
	doomed, err := o.doomed(result.Plan)
	if err != nil {
		return err
	}
	if err := o.approve(&result); err != nil {
		return err
	}
	problems := o.carryOut(ctx, r, &result)
	if len(problems) == 0 && o.queue && !c.addOnly {
		problems = o.queueRuns(ctx, r, &result)
	}
	for _, orphan := range doomed {
		if len(problems) > 0 || ctx.Err() != nil {
			break
		}
		if err := r.Client.Delete(ctx, orphan.ID); err != nil {
			problems = problems.Append(prefixed("workspace "+orphan.Name+" was not deleted", err))
			continue
		}
		result.Deleted = append(result.Deleted, orphan.Name)
	}
	return o.showWorkspaces(result, problems)
}

// notes say what a branch leaves out.
func (c *cloud) notes(o *workspacesOptions) []string {
	if !c.addOnly {
		return nil
	}
	on := "no branch is checked out"
	if c.current != "" {
		on = "the branch " + c.current + " is checked out"
	}
	note := fmt.Sprintf("%s, and the branch that is applied is %s: only what is missing is added", on, c.branch)
	if o.queue {
		note += ", and no run is queued"
	}
	return []string{note}
}

// prefixed puts what was tried before what went wrong.
func prefixed(what string, err error) error {
	return diag.While(what, err)
}

// carryOut applies the plan; it returns what went wrong.
func (o *workspacesOptions) carryOut(ctx context.Context, r *workspace.Reconciler, result *report.Workspaces) diag.List {
	if len(result.Plan.Changes) == 0 && result.Plan.Stale == 0 {
		return nil
	}
	bar := o.progress(reconciling, len(result.Plan.Changes))
	r.Progress = bar.step
	applied, err := r.Apply(ctx, result.Plan)
	bar.done()
	result.Applied = &applied
	if applied.Stopped {
		return diag.Of(stopped(context.Canceled, applied.Done, applied.All)).Append(err)
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
func (o *workspacesOptions) queueRuns(ctx context.Context, r *workspace.Reconciler, result *report.Workspaces) diag.List {
	runs, err := r.FirstRuns(ctx)
	if err != nil {
		return diag.Of(stopped(err, 0, 0))
	}
	result.Runs = append([]workspace.Run{}, runs...)
	result.Queued, err = r.QueueRuns(ctx, runs)
	return diag.Of(err)
}

// doomed are the orphaned workspaces that are confirmed for deletion: by
// --confirm, or typed one by one.
func (o *workspacesOptions) doomed(p *workspace.Plan) ([]workspace.Orphan, error) {
	if !o.prune {
		return nil, nil
	}
	if len(o.confirm) > 0 || !o.interactive() {
		return p.Doomed(o.confirm)
	}
	return p.Doomed(typed(o.global, p))
}

// approve asks whether the plan shall be carried out.
func (o *workspacesOptions) approve(result *report.Workspaces) error {
	if o.autoApprove || len(result.Plan.Changes) == 0 {
		return nil
	}
	if !o.interactive() {
		return diag.Usagef("nobody can be asked whether to make %s", plural(len(result.Plan.Changes), "change")).
			WithHint("look at them with `scaffold workspaces plan`, then give --auto-approve")
	}
	o.text().Workspaces(*result)
	result.Shown = true
	fmt.Fprint(o.Err, "Type yes to make these changes: ")
	in := bufio.NewScanner(o.In)
	if !in.Scan() || strings.TrimSpace(in.Text()) != "yes" {
		return diag.Failedf("not confirmed; nothing was changed")
	}
	return nil
}
