package cli

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// markdownAnnotation marks commands that print Markdown as well.
const markdownAnnotation = "scaffold/markdown"

type workspacesOptions struct {
	*global
	command     string
	units       []string
	offline     bool
	refresh     bool
	check       bool
	autoApprove bool
	queue       bool
	prune       bool
	confirm     []string
}

func newWorkspaces(g *global) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "workspaces",
		Short: "Bring Terraform Cloud's workspaces to what the code says",
		Long: `Derives the workspaces from the code on disk (a root module each, with whose
state it reads) and compares them with Terraform Cloud. The token is read from
TFE_TOKEN, TF_TOKEN_<host>, or the Terraform CLI's credentials.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return diag.Usagef("there is no command \"workspaces %s\"", args[0]).WithHint("it is plan, apply or drift")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newWorkspacesPlan(g), newWorkspacesApply(g), newWorkspacesDrift(g))
	return cmd
}

func newWorkspacesPlan(g *global) *cobra.Command {
	o := &workspacesOptions{global: g, command: "workspaces plan"}
	cmd := &cobra.Command{
		Use:   "plan [UNIT…]",
		Short: "Show what would change in Terraform Cloud",
		Long: `Shows what apply would create, update and remove, which workspaces no code asks
for any more, and how many runs an apply of each starts. What hangs on a
workspace (run triggers, state grants, variables, notifications, teams) is read
only where a digest in its description is not that of the code; --refresh reads
everything.`,
		Example: `  scaffold workspaces plan
  scaffold workspaces plan --offline --output json`,
		Annotations: map[string]string{markdownAnnotation: "yes"},
		RunE: func(_ *cobra.Command, args []string) error {
			o.units = args
			return workspacesPlanRun(o)
		},
	}
	cmd.Flags().BoolVar(&o.offline, "offline", false, "show the desired state; ask no server, need no token")
	cmd.Flags().BoolVar(&o.refresh, "refresh", false, "read everything, whatever the digests say")
	cmd.Flags().BoolVar(&o.check, "check", false, "exit with 4 when something would change")
	return cmd
}

func newWorkspacesDrift(g *global) *cobra.Command {
	o := &workspacesOptions{global: g, command: "workspaces drift", check: true}
	cmd := &cobra.Command{
		Use:         "drift [UNIT…]",
		Short:       "Exit with 4 when Terraform Cloud is not as the code says",
		Long:        "The same as `plan --check`, for cron jobs.",
		Example:     `  scaffold workspaces drift --refresh --output markdown`,
		Annotations: map[string]string{markdownAnnotation: "yes"},
		RunE: func(_ *cobra.Command, args []string) error {
			o.units = args
			return workspacesPlanRun(o)
		},
	}
	cmd.Flags().BoolVar(&o.refresh, "refresh", false, "read everything, whatever the digests say")
	return cmd
}

func workspacesPlanRun(o *workspacesOptions) error {
	c, err := o.cloudState(o.units)
	if err != nil {
		return err
	}
	result := report.Workspaces{Command: o.command, Desired: c.desired}
	if o.offline {
		if o.check || o.refresh {
			return diag.Usagef("--offline asks no server, so --check and --refresh have nothing to look at").WithHint("leave one of them out")
		}
		return o.showWorkspaces(result, nil)
	}
	ctx, stop := interruptible()
	defer stop()
	r, err := o.reconciler(ctx, c)
	if err != nil {
		return err
	}
	r.AddOnly = false // a plan shows what the main branch would do
	if result.Plan, err = r.Plan(ctx); err != nil {
		return stopped(err, 0, 0)
	}
	if o.check && pending(result.Plan) {
		if err := o.showWorkspaces(result, nil); err != nil {
			return err
		}
		return &shownError{ExitPending}
	}
	return o.showWorkspaces(result, nil)
}

// pending tells whether a plan has anything to do, or to decide.
func pending(p *workspace.Plan) bool { return len(p.Changes) > 0 || len(p.Orphans) > 0 }

// showWorkspaces prints a result, and turns problems into an exit code.
func (o *workspacesOptions) showWorkspaces(w report.Workspaces, problems diag.List) error {
	switch {
	case o.machine():
		o.printer().Workspaces(w, problems)
	case o.output == outputMarkdown:
		report.Markdown{Out: o.Out}.Workspaces(w, problems)
	default:
		o.text().Workspaces(w)
		o.text().Problems(problems)
	}
	if len(problems) > 0 {
		return &shownError{exitCode(problems)}
	}
	return nil
}

// interruptible is a context that Ctrl-C ends; a second one ends the program.
func interruptible() (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// stopped tells what an interrupted run has done.
func stopped(err error, done, all int) error {
	if !errors.Is(err, context.Canceled) {
		return err
	}
	if all == 0 {
		return diag.Failedf("stopped; nothing was changed")
	}
	return diag.Failedf("stopped; %d of %s are made", done, plural(all, "change")).WithHint("run the same command again to go on")
}
