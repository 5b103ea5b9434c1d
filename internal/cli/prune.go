package cli

import (
	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
)

func newPrune(p *program) *cobra.Command {
	w := &flags.Write{}
	cmd := &cobra.Command{
		Use:   "prune",
		Short: "Remove vendored packs that no unit stands at",
		Long: `Removes the versions in .scaffold/packs that neither a lock nor a spec names, and
commits that. Nothing else removes them: as long as a lock names a version, its
files can be rendered again.`,
		Example: `  scaffold pack prune --dry-run`,
		Args:    flags.Exact(0, "no argument"),
	}
	w.Add(cmd, false)
	return p.writes(cmd, w, func([]string) (*request, error) {
		return &request{command: "pack prune", change: change.Prune{}, nothing: "Nothing to prune: every vendored pack is in use."}, nil
	})
}
