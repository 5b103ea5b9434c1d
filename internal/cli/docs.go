package cli

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cmddoc"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/packdoc"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

func newDocs(g *global) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "docs",
		Short: "Write the manual: man pages, or Markdown",
		Long: `Writes the manual of all commands into a folder. In a repository, the inputs are
those of the packs that are used there.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return diag.Usagef("there is no command %q", "docs "+args[0]).WithHint("see `scaffold docs --help`")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(&cobra.Command{
		Use:     "man DIR",
		Short:   "Write a man page for each command",
		Long:    `Writes scaffold.1 and a page for each command into DIR; "man DIR/scaffold-service.1" shows one.`,
		Example: `  scaffold docs man man/man1`,
		Args:    exactArgs(1, "a folder"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return g.writeDocs(cmd.Root(), args[0], manPages)
		},
	}, &cobra.Command{
		Use:     "markdown DIR",
		Short:   "Write the manual as Markdown, with the packs' inputs",
		Long:    `Writes commands.md and, for each pack, pack-NAME.md into DIR.`,
		Example: `  scaffold docs markdown reference`,
		Args:    exactArgs(1, "a folder"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return g.writeDocs(cmd.Root(), args[0], markdownPages)
		},
	})
	return cmd
}

// manPages are the manual pages by their file names.
func manPages(_ *global, root *cobra.Command) (map[string]string, error) {
	version, _ := buildInfo()
	pages := map[string]string{}
	for _, cmd := range cmddoc.Pages(root) {
		pages[cmddoc.PageName(cmd)+".1"] = cmddoc.Man(cmd, version)
	}
	return pages, nil
}

// markdownPages are the page of the commands, and one for each pack at hand.
func markdownPages(g *global, root *cobra.Command) (map[string]string, error) {
	pages := map[string]string{"commands.md": cmddoc.Markdown(root)}
	store := g.packs(g.locate(nil))
	names := store.Names()
	for _, ref := range store.VendoredRefs() {
		names = append(names, ref.Name)
	}
	for _, name := range names {
		p, err := store.Get(spec.PackRef{Name: name})
		if err != nil {
			return nil, err
		}
		pages["pack-"+name+".md"] = packdoc.Page{Pack: p, Given: packdoc.Option(p)}.Markdown()
	}
	return pages, nil
}

// writeDocs writes pages into a folder, which it makes. Pages of an older
// version are overwritten, other files are left alone.
func (g *global) writeDocs(root *cobra.Command, dir string, pages func(*global, *cobra.Command) (map[string]string, error)) error {
	for _, cmd := range root.Commands() {
		if err := addInputFlags(root, g, []string{cmd.Name()}); err != nil {
			return err
		}
	}
	made, err := pages(g, root)
	if err != nil {
		return err
	}
	target := g.hostPath(dir)
	if err := os.MkdirAll(target, 0o755); err != nil {
		return diag.Failedf("%s can't be made: %s", dir, err)
	}
	for name, text := range made {
		if err := os.WriteFile(filepath.Join(target, name), []byte(text), 0o644); err != nil {
			return diag.Failedf("%s can't be written: %s", filepath.Join(dir, name), err)
		}
	}
	g.print("Wrote " + plural(len(made), "page") + " into " + dir + ".")
	return nil
}
