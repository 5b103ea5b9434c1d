package cli

import (
	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
)

type statusOptions struct {
	*global
	write writeFlags
	units []string
}

func newStatus(g *global) *cobra.Command {
	o := &statusOptions{global: g}
	cmd := &cobra.Command{
		Use:   "status [UNIT…]",
		Short: "Show where units stand: pack versions, what is pending, edited files, conflicts",
		Long: `Shows for each unit and environment with which version of its pack it was
rendered, the newest version known here, whether its spec says more than was
rendered (pending), and which files were edited or deleted by hand since.
--diff shows these edits. Nothing is written.`,
		Example: `  scaffold status
  scaffold status service-a --diff`,
		RunE: func(_ *cobra.Command, args []string) error {
			o.units = args
			return statusRun(o)
		},
	}
	f := cmd.Flags()
	f.StringSliceVar(&o.write.environments, "env", nil, "these environments only")
	f.BoolVar(&o.write.diff, "diff", false, "show what was edited, as a unified diff from what was rendered")
	return cmd
}

func statusRun(o *statusOptions) error {
	o.write.dryRun = true // it takes no lock
	s, err := o.open(&o.write)
	if err != nil {
		return err
	}
	defer s.close()
	m, err := s.load(nil)
	if err != nil {
		return err
	}
	units, err := selectUnits(m, o.units)
	if err != nil {
		return err
	}
	r := plan.Request{Model: m, Disk: s.disk, Units: units, Environments: o.write.environments}
	if s.git != nil {
		r.Blob = s.blob
	}
	b := s.builder()
	all, problems := b.Status(r)
	var diff []byte
	if o.write.diff {
		diff = report.EditDiff(b.Edits(r), s.disk)
	}
	if o.machine() {
		o.printer().Status(all, diff, problems)
	} else {
		o.text().Status(all, diff)
		if len(problems) > 0 {
			o.text().Problems(problems)
		}
	}
	if len(problems) > 0 {
		return &shownError{exitCode(problems)}
	}
	return nil
}
