package cli

import (
	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

type upgradeOptions struct {
	write   flags.Write
	all     bool
	to      string
	perUnit bool
}

func newUpgrade(p *program) *cobra.Command {
	o := &upgradeOptions{}
	cmd := &cobra.Command{
		Use:   "upgrade [UNIT…]",
		Short: "Move units to a newer version of their pack; hand edits are merged",
		Long: `Renders the units, or all with --all, with the newest version of their packs and
merges what changed into their files. The last render is made again from the
vendored pack and the lock, so every edit is told from what the pack wrote.
With --env only these environments move; the others stay at their version until
they are upgraded, too. New inputs that are required are given with --set; at a
terminal they are asked for, as are the units where none is named.
A Terraform address that would vanish stops it, unless --allow-destroy names it.`,
		Example: `  scaffold upgrade --all --env dev
  scaffold upgrade service-a --dry-run --diff`,
	}
	o.write.Add(cmd, true)
	o.write.AddUnits(cmd)
	o.write.AddMerge(cmd)
	f := cmd.Flags()
	f.BoolVar(&o.all, "all", false, "every unit, the repository's own files included")
	f.StringVar(&o.to, "to", "", "this version instead of the newest")
	f.BoolVar(&o.perUnit, "commit-per-unit", false, "one commit for each unit instead of one for all")
	return p.writes(cmd, &o.write, func(args []string) (*request, error) { return upgradeRequest(p, o, args) })
}

func upgradeRequest(p *program, o *upgradeOptions, units []string) (*request, error) {
	if !o.all && len(units) == 0 && !o.write.Continue && !o.write.Abort {
		return nil, diag.Usagef("upgrade needs units").WithHint("name them, or give --all")
	}
	c := change.Upgrade{Units: units, To: o.to}
	sets, mistakes := o.write.Assignments()
	file, err := describedIn(p, o.write.Spec)
	c.Set, c.Mistakes = append(file.Assignments(), sets...), append(diag.List{}.Append(err), mistakes...)
	a := &request{command: "upgrade", change: c}
	if o.perUnit {
		a.each = c.Each
	}
	return a, nil
}
