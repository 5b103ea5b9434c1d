package packs

import (
	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/packdoc"
)

type packDocsOptions struct {
	*commands
	dir       string
	schema    bool
	backstage bool
}

func newPackDocs(c *commands) *cobra.Command {
	o := &packDocsOptions{commands: c}
	cmd := &cobra.Command{
		Use:   "docs DIR",
		Short: "Print a pack's reference as Markdown, its JSON Schema, or a template for Backstage",
		Long: `Prints the reference of the pack in DIR: its inputs with their rules, and its files.
--backstage prints a software template for Backstage instead, which asks for a
unit's inputs and starts service-request.yaml of the infrastructure repository
at hand with them.`,
		Example: `  scaffold pack docs packs/worker
  scaffold pack docs .scaffold/packs/service@1.0.0 --backstage`,
		Args: flags.Exact(1, "a pack's folder"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.dir = args[0]
			return packDocsRun(o)
		},
	}
	cmd.Flags().BoolVar(&o.schema, "schema", false, "print the JSON Schema of what --spec takes for its units")
	cmd.Flags().BoolVar(&o.backstage, "backstage", false, "print a Backstage template that asks for its units")
	return cmd
}

func packDocsRun(o *packDocsOptions) error {
	if o.schema && o.backstage {
		return diag.Usagef("--schema and --backstage contradict each other").WithHint("leave one of them out")
	}
	f, err := o.openPack(o.dir)
	if err != nil {
		return err
	}
	text := packdoc.Page{Pack: f.pack}.Markdown()
	switch {
	case o.schema:
		text, err = packdoc.Schema(f.pack)
	case o.backstage:
		text, err = o.portal(f.pack)
	}
	if err != nil {
		return err
	}
	return o.Document("pack docs", text)
}
