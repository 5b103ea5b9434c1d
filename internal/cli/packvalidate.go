package cli

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newPackValidate(g *global) *cobra.Command {
	return &cobra.Command{
		Use:   "validate DIR",
		Short: "Check a pack's declaration, templates and test cases",
		Long: `Reads the pack in DIR and reports every mistake with file and line: the
declaration, templates that don't parse, helpers and values that don't exist,
and test cases that can't be read. Nothing is rendered; pack test does that.`,
		Example: `  scaffold pack validate packs/worker`,
		Args:    exactArgs(1, "a pack's folder"),
		RunE:    func(_ *cobra.Command, args []string) error { return packValidateRun(g, args[0]) },
	}
}

func packValidateRun(g *global, dir string) error {
	f, err := g.openPack(dir)
	if err != nil {
		return err
	}
	cases, err := f.cases()
	if err != nil {
		return err
	}
	line := fmt.Sprintf("%s in %s is valid: %s, %s, %s.", f.pack.Ref(), f.name,
		plural(len(f.pack.Inputs), "input"), plural(len(f.pack.Files), "file"), plural(len(cases), "test case"))
	g.print(line)
	return nil
}
