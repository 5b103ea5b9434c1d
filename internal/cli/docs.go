package cli

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/cmddoc"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/packdoc"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

func newDocs(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "docs",
		Short: "Write the manual: man pages, or Markdown",
		Long: `Writes the manual of all commands into a folder. In a repository, the inputs are
those of the packs that are used there.`,
	}
	cmd.AddCommand(&cobra.Command{
		Use:     "man DIR",
		Short:   "Write a man page for each command",
		Long:    `Writes scaffold.1 and a page for each command into DIR; "man DIR/scaffold-service.1" shows one.`,
		Example: `  scaffold docs man man/man1`,
		Args:    flags.Exact(1, "a folder"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return writeDocs(p, cmd.Root(), args[0], manPages)
		},
	}, &cobra.Command{
		Use:     "markdown DIR",
		Short:   "Write the manual as Markdown, with the packs' inputs",
		Long:    `Writes commands.md and, for each pack, pack-NAME.md into DIR.`,
		Example: `  scaffold docs markdown reference`,
		Args:    flags.Exact(1, "a folder"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return writeDocs(p, cmd.Root(), args[0], markdownPages)
		},
	})
	return flags.Group(cmd, "see `scaffold docs --help`")
}

// manPages are the manual pages by their file names.
func manPages(_ *program, root *cobra.Command) (map[string]string, error) {
	version, _ := buildInfo()
	pages := map[string]string{}
	for _, cmd := range cmddoc.Pages(root) {
		pages[cmddoc.PageName(cmd)+".1"] = cmddoc.Man(cmd, version)
	}
	return pages, nil
}

// markdownPages are the page of the commands, and one for each pack at hand.
func markdownPages(p *program, root *cobra.Command) (map[string]string, error) {
	pages := map[string]string{"commands.md": cmddoc.Markdown(root)}
	store := p.place.Packs(p.place.Root())
	names := store.Names()
	for _, ref := range store.VendoredRefs() {
		names = append(names, ref.Name)
	}
	for _, name := range names {
		inputs, err := store.Get(spec.PackRef{Name: name})
		if err != nil {
			return nil, err
		}
		pages["pack-"+name+".md"] = packdoc.Page{Pack: inputs, Given: packdoc.Option(inputs)}.Markdown()
	}
	return pages, nil
}

// writeDocs writes pages into a folder, which it makes. Pages of an older
// version are overwritten, other files are left alone.
func writeDocs(p *program, root *cobra.Command, dir string, pages func(*program, *cobra.Command) (map[string]string, error)) error {
	if err := p.addAllInputs(root); err != nil {
		return err
	}
	made, err := pages(p, root)
	if err != nil {
		return err
	}
	target := p.place.HostPath(dir)
	if err := os.MkdirAll(target, 0o755); err != nil {
		return diag.Failedf("%s can't be made: %s", dir, err)
	}
	for name, text := range made {
		if err := os.WriteFile(filepath.Join(target, name), []byte(text), 0o644); err != nil {
			return diag.Failedf("%s can't be written: %s", filepath.Join(dir, name), err)
		}
	}
	p.terminal.Print("Wrote " + diag.Counted(len(made), "page") + " into " + dir + ".")
	return nil
}
