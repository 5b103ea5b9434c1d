package packs

import (
	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/packdoc"
)

func newPackList(c *commands) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the packs of this repository, who uses them, and the newest versions",
		Long: `Lists every version of a pack that units of this repository stand at or that is
vendored here, with the number of units and of their environments. The newest
version is what a new unit would get: sources are read for it.`,
		Example: `  scaffold pack list`,
		Args:    flags.Exact(0, "no argument"),
		RunE:    func(*cobra.Command, []string) error { return packListRun(c) },
	}
}

func packListRun(c *commands) error {
	m, store, err := c.place.Load("name its folder with -C; packs outside a repository are looked at with `scaffold pack show`")
	if err != nil {
		return err
	}
	list := packdoc.Inventory(m, store)
	list.Command = "pack list"
	if c.terminal.Machine() {
		c.terminal.ForPrograms().Packs(list)
	} else {
		c.terminal.ForPeople().Packs(list)
	}
	return nil
}
