package cli

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/packtest"
	"github.com/seed-3f5c2e52/scaffold/internal/render"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

func newPack(g *global) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "pack",
		Short: "Write, test and look at packs",
		Long: `A pack is a folder of templates with typed inputs, from which units are
rendered. new, validate, test and docs work on a pack's folder; list, show and
prune on the packs of a repository.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return diag.Usagef("there is no command %q", "pack "+args[0]).WithHint("see `scaffold pack --help`")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newPackNew(g), newPackValidate(g), newPackTest(g), newPackDocs(g), newPackList(g), newPackShow(g), newPackPrune(g))
	return cmd
}

// packFolder is a pack in a folder on disk, read and checked.
type packFolder struct {
	name string // as the user wrote it, with slashes
	dir  string // the same, a host path
	pack *pack.Pack
}

// openPack reads the pack in a folder and checks everything that can be told
// without rendering it.
func (g *global) openPack(arg string) (*packFolder, error) {
	f := &packFolder{name: filepath.ToSlash(filepath.Clean(arg)), dir: g.hostPathOf(arg)}
	if info, err := os.Stat(f.dir); err != nil || !info.IsDir() {
		return nil, diag.Usagef("there is no folder %s", arg).WithHint("make a new pack with `scaffold pack new DIR`")
	}
	files, err := pack.ReadFiles(os.DirFS(f.dir), f.name)
	if err != nil {
		return nil, err
	}
	if f.pack, err = pack.FromFiles(files, f.name); err != nil {
		return nil, err
	}
	if _, err := g.packRunner().Store(f.pack).Get(spec.PackRef{Name: f.pack.Name}); err != nil {
		return nil, err // it is for another version of scaffold
	}
	return f, diag.List{}.Append(f.pack.CheckCalls(f.name)).Append(render.Check(f.pack, f.name)).Err()
}

// cases are the pack's tests.
func (f *packFolder) cases() ([]*packtest.Case, error) {
	return packtest.Cases(os.DirFS(f.dir), f.name)
}

// hostPathOf is a path that the user wrote, seen from where the command works.
func (g *global) hostPathOf(arg string) string {
	if filepath.IsAbs(arg) {
		return filepath.Clean(arg)
	}
	return filepath.Join(g.start(g.chdir), arg)
}

// packRunner runs packs' tests beside the built-in packs.
func (g *global) packRunner() *packtest.Runner {
	store := g.packs(g.locate(nil))
	return &packtest.Runner{Builtin: store.Builtin, BuiltinDir: store.BuiltinDir, Scaffold: store.Scaffold}
}
