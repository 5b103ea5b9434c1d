// Package packs holds the commands about packs: new, validate, test and docs work
// on a pack's folder, list and show on the packs of a repository.
package packs

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/workplace"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/packsource"
	"github.com/seed-3f5c2e52/scaffold/internal/packtest"
	"github.com/seed-3f5c2e52/scaffold/internal/render"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// commands are what the pack commands share.
type commands struct {
	terminal *console.Console
	place    *workplace.Workplace
}

// New returns the command that holds them all. prune writes in a repository, as
// the commands of package cli do, and comes from there.
func New(terminal *console.Console, place *workplace.Workplace, prune *cobra.Command) *cobra.Command {
	c := &commands{terminal, place}
	cmd := &cobra.Command{
		Use:   "pack",
		Short: "Write, test and look at packs",
		Long: `A pack is a folder of templates with typed inputs, from which units are
rendered. new, validate, test and docs work on a pack's folder; list, show and
prune on the packs of a repository.`,
	}
	cmd.AddCommand(newPackNew(c), newPackValidate(c), newPackTest(c), newPackDocs(c), newPackList(c), newPackShow(c), prune)
	return flags.Group(cmd, "see `scaffold pack --help`")
}

// packFolder is a pack in a folder on disk, read and checked.
type packFolder struct {
	name string // as the user wrote it, with slashes
	dir  string // the same, a host path
	pack *pack.Pack
}

// openPack reads the pack in a folder and checks everything that can be told
// without rendering it.
func (c *commands) openPack(arg string) (*packFolder, error) {
	f := &packFolder{name: filepath.ToSlash(filepath.Clean(arg)), dir: c.place.HostPath(arg)}
	if info, err := os.Stat(f.dir); err != nil || !info.IsDir() {
		return nil, diag.Usagef("there is no folder %s", arg).WithHint("make a new pack with `scaffold pack new DIR`")
	}
	files, err := packsource.Folder(f.dir, f.name)
	if err != nil {
		return nil, err
	}
	if f.pack, err = pack.FromFiles(files, f.name); err != nil {
		return nil, err
	}
	if _, err := c.packRunner().Store(f.pack).Get(spec.PackRef{Name: f.pack.Name}); err != nil {
		return nil, err // it is for another version of scaffold
	}
	return f, diag.List{}.Append(f.pack.CheckCalls(f.name)).Append(render.Check(f.pack, f.name)).Err()
}

// cases are the pack's tests.
func (f *packFolder) cases() ([]*packtest.Case, error) {
	return packtest.Cases(gitops.Disk(f.dir), f.name)
}

// packRunner runs packs' tests beside the built-in packs.
func (c *commands) packRunner() *packtest.Runner {
	store := c.place.Packs(c.place.Root())
	return &packtest.Runner{Builtin: store.Builtin, BuiltinDir: store.BuiltinDir, Scaffold: store.Scaffold}
}
