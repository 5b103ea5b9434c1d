package packs

import (
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/packdoc"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

func newPackShow(c *commands) *cobra.Command {
	return &cobra.Command{
		Use:   "show NAME[@VERSION]",
		Short: "Show a pack: its inputs, files and digest",
		Long: `Shows a pack as this repository sees it: vendored, from its source, or built in.
Without a version it is the one that a new unit would get.`,
		Example: `  scaffold pack show service`,
		Args:    flags.Exact(1, "a pack, NAME or NAME@VERSION"),
		RunE:    func(_ *cobra.Command, args []string) error { return packShowRun(c, args[0]) },
	}
}

func packShowRun(c *commands, arg string) error {
	ref, ok := spec.ParsePackRef(arg)
	if !ok {
		return diag.Usagef("%q is not a pack and its version", arg).WithHint("write NAME or NAME@VERSION, such as service@1.0.0")
	}
	store := c.Packs(c.Root())
	p, err := store.Get(ref)
	if err != nil {
		return err
	}
	shown := report.PackDetail{
		Name: p.Name, Version: p.Version, Digest: p.Digest, Requires: p.Requires, Reads: p.Reads,
		From: packOrigin(store, p.Name), Vendored: store.IsVendored(p),
	}
	for _, in := range p.Inputs {
		shown.Inputs = append(shown.Inputs, report.PackInput{
			Name: in.Name, Type: packdoc.OneLine(in.TypeText), Default: packdoc.OneLine(packdoc.Default(in)), StoredIn: in.StoredIn, Description: in.Description,
		})
	}
	for _, name := range slices.Sorted(maps.Keys(p.Files)) {
		shown.Files = append(shown.Files, report.PackFile{Path: name, Bytes: len(p.Files[name])})
	}
	if c.Machine() {
		c.ForPrograms().PackDetail("pack show", shown)
	} else {
		c.ForPeople().PackDetail(shown)
	}
	return nil
}
