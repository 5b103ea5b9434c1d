package cli

import (
	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
)

type setOptions struct {
	write flags.Write
}

func newSet(p *program) *cobra.Command {
	o := &setOptions{}
	cmd := &cobra.Command{
		Use:   "set UNIT [ENV:]NAME=VALUE",
		Short: "Set one input of a unit in its spec, and render the unit",
		Long: `Writes the value into the unit's spec, for one environment or for all, renders
the unit, and commits both.`,
		Example: `  scaffold set service-a production:health_check_path=/ready`,
		Args:    flags.Exact(2, "a unit and what is set"),
	}
	o.write.Add(cmd, false)
	o.write.AddUnits(cmd)
	o.write.AddMerge(cmd)
	return p.writes(cmd, &o.write, func(args []string) (*asked, error) {
		a, err := change.ParseSet(args[1])
		if err != nil {
			return nil, err
		}
		return &asked{command: "set", change: change.Generate{Units: args[:1], Set: []change.Assignment{a}}}, nil
	})
}
