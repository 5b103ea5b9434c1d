package packs

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

func newPackValidate(c *commands) *cobra.Command {
	return &cobra.Command{
		Use:   "validate DIR",
		Short: "Check a pack's declaration, templates and test cases",
		Long: `Reads the pack in DIR and reports every mistake with file and line: the
declaration, templates that don't parse, helpers and values that don't exist,
and test cases that can't be read. Nothing is rendered; pack test does that.`,
		Example: `  scaffold pack validate packs/worker`,
		Args:    flags.Exact(1, "a pack's folder"),
		RunE:    func(_ *cobra.Command, args []string) error { return packValidateRun(c, args[0]) },
	}
}

func packValidateRun(c *commands, dir string) error {
	f, err := c.openPack(dir)
	if err != nil {
		return err
	}
	cases, err := f.cases()
	if err != nil {
		return err
	}
	line := fmt.Sprintf("%s in %s is valid: %s, %s, %s.", f.pack.Ref(), f.name,
		diag.Counted(len(f.pack.Inputs), "input"), diag.Counted(len(f.pack.Files), "file"), diag.Counted(len(cases), "test case"))
	c.terminal.Print(line)
	return nil
}
