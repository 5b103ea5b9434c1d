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
	"github.com/seed-3f5c2e52/scaffold/internal/packsource"
	"github.com/seed-3f5c2e52/scaffold/internal/packtest"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/run"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

type packTestOptions struct {
	commands *commands
	dir      string
	from     string
	only     []string
	update   bool
}

func newPackTest(c *commands) *cobra.Command {
	o := &packTestOptions{commands: c}
	cmd := &cobra.Command{
		Use:   "test DIR",
		Short: "Run a pack's tests: inputs and the files expected of them",
		Long: `For each folder DIR/tests/CASE, renders the unit that inputs.hcl describes in a
small made-up repository and compares its files with want/. A case may bring a
repository.hcl (a root scaffold.hcl) and a units.hcl (further unit blocks).

--from compares with an older version: what an upgrade of a unit would destroy,
since its Terraform address is gone without a moved or removed block, and inputs
that are gone without a renamed_input block. The older version is a folder, or a
version that is vendored here, in the pack's source, or built in.`,
		Example: `  scaffold pack test packs/worker`,
		Args:    flags.Exact(1, "a pack's folder"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.dir = args[0]
			return packTestRun(o)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&o.update, "update", false, "write what is rendered into want/ instead of comparing")
	f.StringVar(&o.from, "from", "", "compare with this older version, or the pack in this folder")
	f.StringSliceVar(&o.only, "case", nil, "run these cases only")
	return cmd
}

func packTestRun(o *packTestOptions) error {
	f, err := o.commands.openPack(o.dir)
	if err != nil {
		return err
	}
	cases, err := f.cases()
	if err == nil {
		cases, err = packtest.Select(cases, o.only, f.name)
	}
	if err != nil {
		return err
	}
	if o.update {
		return o.updateWant(f, cases)
	}
	result := report.Tests{Command: "pack test", Pack: f.pack.Ref()}
	result.Cases, result.Problems = o.commands.packRunner().Run(f.pack, cases)
	if o.from != "" {
		older, err := o.older(f)
		if err != nil {
			return err
		}
		problems, notes := o.commands.packRunner().Since(older, f.pack, f.name, cases)
		result.From, result.Notes = older.Pack.Ref(), notes
		result.Problems = append(result.Problems, problems...)
	}
	return o.showTests(result)
}

// older finds the version that --from names.
func (o *packTestOptions) older(f *packFolder) (packtest.Older, error) {
	if ref, ok := spec.ParsePackRef(f.pack.Name + "@" + o.from); ok {
		dir := workplace.Infrastructure(f.dir)
		if dir == "" {
			dir = o.commands.place.Root()
		}
		p, err := o.commands.place.Packs(dir).Get(ref)
		return packtest.Older{Pack: p}, err
	}
	dir := o.commands.place.HostPath(o.from)
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return packtest.Older{}, diag.Usagef("--from %q is neither a version nor a folder", o.from).WithHint("give a version such as 1.0.0, or the older pack's folder")
	}
	files, err := packsource.Folder(dir, filepath.ToSlash(o.from))
	if err != nil {
		return packtest.Older{}, err
	}
	return packtest.ReadOlder(files, gitops.Disk(dir), f.pack.Name, filepath.ToSlash(o.from))
}

// updateWant writes what the cases render.
func (o *packTestOptions) updateWant(f *packFolder, cases []*packtest.Case) error {
	if o.from != "" {
		return diag.Usagef("--update and --from contradict each other").WithHint("run the command twice")
	}
	p, err := o.commands.packRunner().Want(f.pack, cases)
	if err == nil && len(p.Writes()) > 0 {
		err = run.WriteFolder(f.dir, p)
	}
	if err != nil {
		return err
	}
	return o.commands.terminal.ShowResult(report.Result{Command: "pack test", Plan: p})
}

func (o *packTestOptions) showTests(t report.Tests) error {
	if o.commands.terminal.Machine() {
		o.commands.terminal.ForPrograms().Tests(t)
	} else {
		o.commands.terminal.ForPeople().Tests(t)
	}
	if len(t.Problems) > 0 {
		return &console.Shown{Code: console.ExitCode(t.Problems)}
	}
	return nil
}
