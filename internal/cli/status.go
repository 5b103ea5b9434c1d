package cli

import (
	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/render"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/run"
)

type statusOptions struct {
	environments []string
	diff         bool
}

func newStatus(p *program) *cobra.Command {
	o := &statusOptions{}
	cmd := &cobra.Command{
		Use:   "status [UNIT…]",
		Short: "Show where units stand: pack versions, what is pending, edited files, conflicts",
		Long: `Shows for each unit and environment with which version of its pack it was
rendered, the newest version known here, whether its spec says more than was
rendered (pending), and which files were edited or deleted by hand since.
--diff shows these edits. Nothing is written.`,
		Example: `  scaffold status
  scaffold status service-a --diff`,
		RunE: func(_ *cobra.Command, args []string) error { return statusRun(p, o, args) },
	}
	f := cmd.Flags()
	f.StringSliceVar(&o.environments, "env", nil, "these environments only")
	f.BoolVar(&o.diff, "diff", false, "show what was edited, as a unified diff from what was rendered")
	return cmd
}

func statusRun(p *program, o *statusOptions, names []string) error {
	dir, err := p.repository()
	if err != nil {
		return err
	}
	c, err := run.Open(dir, run.Access{ReadOnly: true}, p.edges())
	if err != nil {
		return err
	}
	defer c.Close()
	m, err := repo.Load(c.Disk)
	if err != nil {
		return err
	}
	packs := p.place.Packs(dir)
	packs.Sources = m.Root.PackSources
	units, err := change.Select(m, names)
	if err != nil {
		return err
	}
	collectAsUsual(len(units))
	head, err := run.Head(c)
	if err != nil {
		return err
	}
	r := plan.Request{Model: m, Disk: c.Disk, Units: units, Environments: o.environments, Blob: c.Blob, Head: head}
	b := &plan.Builder{Packs: packs, Renderer: render.New()}
	all, problems := b.Status(r)
	var diff []byte
	if o.diff {
		diff = report.EditDiff(b.Edits(r), c.Disk)
	}
	if p.terminal.Machine() {
		p.terminal.ForPrograms().Status(all, diff, problems)
	} else {
		p.terminal.ForPeople().Status(all, diff)
		p.terminal.ForPeople().Problems(problems)
	}
	if len(problems) > 0 {
		return &console.Shown{Code: console.ExitCode(problems)}
	}
	return nil
}
