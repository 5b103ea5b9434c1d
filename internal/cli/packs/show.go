package packs

import (
	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/packdoc"
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
	store := c.place.Packs(c.place.Root())
	p, err := store.Get(ref)
	if err != nil {
		return err
	}
	shown := packdoc.Detail(store, p)
	if c.terminal.Machine() {
		c.terminal.ForPrograms().PackDetail("pack show", shown)
	} else {
		c.terminal.ForPeople().PackDetail(shown)
	}
	return nil
}
