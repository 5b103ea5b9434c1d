package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/run"
)

type generateOptions struct {
	write      flags.Write
	reallocate string
	infra      string
}

func newGenerate(p *program) *cobra.Command {
	o := &generateOptions{}
	cmd := &cobra.Command{
		Use:   "generate [UNIT…]",
		Short: "Render units from their specs: what changed is written and committed",
		Long: `Renders every unit, or those named, from its spec and writes the files that
change. A unit is named by its name or its folder; "." is the repository's own
files. Nothing changed: nothing is written, nothing committed.
A file that was edited by hand and whose render changed too is merged; where
both changed the same thing, both stand in the file with markers around them,
nothing is committed (exit code 3), and --continue or --abort ends the run.
In an application repository, --infra DIR first copies again what its service's
spec in that infrastructure repository says, and tells what differed.`,
		Example: `  scaffold generate
  scaffold generate service-a --env dev --set port=9090`,
	}
	o.write.Add(cmd, true)
	o.write.AddUnits(cmd)
	o.write.AddMerge(cmd)
	cmd.Flags().StringVar(&o.reallocate, "reallocate", "", "choose this allocated input anew")
	cmd.Flags().StringVar(&o.infra, "infra", "", "in an application repository: copy its service's names and settings from this infrastructure repository")
	return p.writes(cmd, &o.write, func(args []string) (*request, error) { return generateRequest(p, o, args) })
}

func generateRequest(p *program, o *generateOptions, units []string) (*request, error) {
	c := change.Generate{Units: units, Reallocate: o.reallocate, From: o.infra}
	sets, mistakes := o.write.Assignments()
	file, err := describedIn(p, o.write.Spec)
	c.Mistakes = diag.List{}.Append(err)
	c.Set, c.Mistakes = append(file.Assignments(), sets...), append(c.Mistakes, mistakes...)
	a := &request{command: "generate", change: c}
	if o.infra != "" {
		a.complete = func(_ context.Context, checkout *run.Checkout, _ run.Delivery) (change.Change, error) {
			return copiedAgain(p, o, c, file, checkout)
		}
	}
	return a, nil
}

// copiedAgain adds to the change what --infra's repository has otherwise than the
// application repository, and a sentence about each value.
func copiedAgain(p *program, o *generateOptions, c change.Generate, file change.Described, checkout *run.Checkout) (change.Change, error) {
	m, err := repo.Load(checkout.Disk)
	if err != nil {
		return nil, err
	}
	u, inputs, err := change.Copier(m, p.place.Packs(checkout.Dir))
	if err != nil {
		return nil, err
	}
	infra, err := p.place.OpenInfrastructure(p.place.HostPath(o.infra))
	if err != nil {
		return nil, err
	}
	return c.CopyAgain(infra, u, inputs, file)
}
