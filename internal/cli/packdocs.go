package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/packdoc"
)

type packDocsOptions struct {
	*global
	dir    string
	schema bool
}

func newPackDocs(g *global) *cobra.Command {
	o := &packDocsOptions{global: g}
	cmd := &cobra.Command{
		Use:     "docs DIR",
		Short:   "Print a pack's reference as Markdown, or its JSON Schema",
		Long:    `Prints the reference of the pack in DIR: its inputs with their rules, and its files.`,
		Example: `  scaffold pack docs packs/worker`,
		Args:    exactArgs(1, "a pack's folder"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.dir = args[0]
			return packDocsRun(o)
		},
	}
	cmd.Flags().BoolVar(&o.schema, "schema", false, "print the JSON Schema of what --spec takes for its units")
	return cmd
}

func packDocsRun(o *packDocsOptions) error {
	f, err := o.openPack(o.dir)
	if err != nil {
		return err
	}
	text := packdoc.Page{Pack: f.pack}.Markdown()
	if o.schema {
		if text, err = packdoc.Schema(f.pack); err != nil {
			return err
		}
	}
	_, err = fmt.Fprint(o.Out, text)
	return err
}
