// Package workspaces holds the commands that bring Terraform Cloud to what the
// code says, and what other commands do there: making the workspaces of new units
// (Commands.Make), and giving those of a removed one up (remove.go).
package workspaces

import (
	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/workplace"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// Commands are what the workspaces commands share.
type Commands struct {
	Terminal *console.Console
	Place    *workplace.Workplace
}

type options struct {
	commands    *Commands
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

// New returns the command that holds them all.
func (c *Commands) New() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "workspaces",
		Short: "Bring Terraform Cloud's workspaces to what the code says",
		Long: `Derives the workspaces from the code on disk (a root module each, with whose
state it reads) and compares them with Terraform Cloud. The token is read from
TFE_TOKEN (for app.terraform.io, or the host in TFE_HOSTNAME or TFE_ADDRESS),
TF_TOKEN_<host>, or the Terraform CLI's credentials.`,
	}
	cmd.AddCommand(newPlan(c), newApply(c), newDrift(c))
	return flags.Group(cmd, "it is plan, apply or drift")
}

func newPlan(c *Commands) *cobra.Command {
	o := &options{commands: c, command: "workspaces plan"}
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
		Annotations: map[string]string{console.MarkdownAnnotation: "yes"},
		RunE: func(_ *cobra.Command, args []string) error {
			o.units = args
			return planRun(o)
		},
	}
	cmd.Flags().BoolVar(&o.offline, "offline", false, "show the desired state; ask no server, need no token")
	cmd.Flags().BoolVar(&o.refresh, "refresh", false, "read everything, whatever the digests say")
	cmd.Flags().BoolVar(&o.check, "check", false, "exit with 4 when something would change")
	return cmd
}

func newDrift(c *Commands) *cobra.Command {
	o := &options{commands: c, command: "workspaces drift", check: true}
	cmd := &cobra.Command{
		Use:         "drift [UNIT…]",
		Short:       "Exit with 4 when Terraform Cloud is not as the code says",
		Long:        "The same as `plan --check`, for cron jobs.",
		Example:     `  scaffold workspaces drift --refresh --output markdown`,
		Annotations: map[string]string{console.MarkdownAnnotation: "yes"},
		RunE: func(_ *cobra.Command, args []string) error {
			o.units = args
			return planRun(o)
		},
	}
	cmd.Flags().BoolVar(&o.refresh, "refresh", false, "read everything, whatever the digests say")
	return cmd
}

func planRun(o *options) error {
	c, err := o.commands.State(o.units)
	if err != nil {
		return err
	}
	result := report.Workspaces{Command: o.command, Desired: c.Desired}
	if o.offline {
		if o.check || o.refresh {
			return diag.Usagef("--offline asks no server, so --check and --refresh have nothing to look at").WithHint("leave one of them out")
		}
		return o.show(result, nil)
	}
	ctx, stop := console.Interruptible()
	defer stop()
	r, err := o.reconciler(ctx, c)
	if err != nil {
		return err
	}
	r.AddOnly = false // a plan shows what the main branch would do
	if result.Plan, err = r.Plan(ctx); err != nil {
		return console.Stopped(err, 0, 0)
	}
	if o.check && pending(result.Plan) {
		if err := o.show(result, nil); err != nil {
			return err
		}
		return &console.Shown{Code: console.ExitPending}
	}
	return o.show(result, nil)
}

// pending tells whether a plan has anything to do, or to decide.
func pending(p *workspace.Plan) bool { return len(p.Changes) > 0 || len(p.Orphans) > 0 }

// show prints a result, and turns problems into an exit code.
func (o *options) show(w report.Workspaces, problems diag.List) error {
	switch {
	case o.commands.Terminal.Machine():
		o.commands.Terminal.ForPrograms().Workspaces(w, problems)
	case o.commands.Terminal.Output == console.Markdown:
		report.Markdown{Out: o.commands.Terminal.Out}.Workspaces(w, problems)
	default:
		o.commands.Terminal.ForPeople().Workspaces(w)
		o.commands.Terminal.ForPeople().Problems(problems)
	}
	if len(problems) > 0 {
		return &console.Shown{Code: console.ExitCode(problems)}
	}
	return nil
}
