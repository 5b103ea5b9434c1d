package packs

import (
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/run"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

type packNewOptions struct {
	commands *commands
	dir      string
	dryRun   bool
}

func newPackNew(c *commands) *cobra.Command {
	o := &packNewOptions{commands: c}
	cmd := &cobra.Command{
		Use:   "new DIR",
		Short: "Make a pack to start from, with a test",
		Long: `Makes the folder DIR with a small whole pack named after it, and a test case with
its expected files. To start from a built-in pack instead, copy its folder from
.scaffold/packs and give it a new version.`,
		Example: `  scaffold pack new packs/worker`,
		Args:    flags.Exact(1, "the new pack's folder"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.dir = args[0]
			return packNewRun(o)
		},
	}
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "show what would be written, write nothing")
	return cmd
}

func packNewRun(o *packNewOptions) error {
	target := o.commands.place.HostPath(o.dir)
	name := filepath.Base(target)
	if ref, ok := spec.ParsePackRef(name); !ok || ref.Version != "" {
		return diag.Usagef("%q can't be the name of a pack", name).
			WithHint("a pack has its folder's name: lower-case letters, digits and hyphens, a letter first")
	}
	if entries, err := os.ReadDir(target); len(entries) > 0 {
		return diag.Usagef("%s is not empty", o.dir).WithHint("name a new folder")
	} else if err != nil && !os.IsNotExist(err) {
		return diag.Usagef("%s is not a folder that can be read", o.dir)
	}
	p, err := o.commands.packRunner().Starter(name, o.dir)
	if err != nil {
		return err
	}
	result := report.Result{Command: "pack new", Plan: p, DryRun: o.dryRun, Next: []string{
		"read " + path.Join(filepath.ToSlash(o.dir), pack.Filename) + ", and make it yours",
		"test it: scaffold pack test " + o.dir,
	}}
	if o.dryRun {
		result.Next = nil
	} else if err := run.WriteFolder(target, p); err != nil {
		return err
	}
	return o.commands.terminal.ShowResult(result)
}
