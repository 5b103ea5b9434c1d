package cli

import (
	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
)

// layerPack is the pack of `scaffold layer`.
const layerPack = "blank"

type layerOptions struct {
	write     flags.Write
	dependsOn []string
	before    string
}

func newLayer(p *program) *cobra.Command {
	o := &layerOptions{}
	cmd := &cobra.Command{
		Use:   "layer NAME",
		Short: "Add a layer with the next free number and a root module for each environment",
		Long: `Adds a layer block to scaffold.hcl and layers/<next number>-NAME from the blank
pack. Order comes from depends_on, not from the number: --before LAYER makes
that layer depend on the new one, renumbers nothing, and says whether the code
there reads the new state. At a terminal it asks for what the command line
leaves open; --no-input takes the defaults.`,
		Example:     `  scaffold layer data-lake --depends-on foundation,platform`,
		Args:        flags.Optional("one layer name"),
		Annotations: map[string]string{flags.InputsOf: layerPack},
	}
	o.write.Add(cmd, true)
	cmd.Flags().StringSliceVar(&o.dependsOn, "depends-on", nil, "layers whose state it reads")
	cmd.Flags().StringVar(&o.before, "before", "", "make this layer depend on the new one")
	return p.writes(cmd, &o.write, func(args []string) (*request, error) {
		p.subject = flags.First(args)
		c := change.AddLayer{Pack: layerPack, Name: p.subject, DependsOn: o.dependsOn, Before: o.before, Flags: flags.Assignments(cmd)}
		c.Set, c.Mistakes = o.write.Assignments()
		return &request{command: "layer", change: c}, nil
	})
}
