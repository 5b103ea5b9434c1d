package packs

import (
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/workplace"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/packtest"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/run"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

type packTestOptions struct {
	*commands
	dir    string
	from   string
	only   []string
	update bool
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
	f, err := o.openPack(o.dir)
	if err != nil {
		return err
	}
	cases, err := f.cases()
	if err == nil {
		cases, err = o.selected(f, cases)
	}
	if err != nil {
		return err
	}
	if o.update {
		return o.updateWant(f, cases)
	}
	result := report.Tests{Command: "pack test", Pack: f.pack.Ref()}
	for _, c := range cases {
		problems := diag.List{}
		got, err := o.packRunner().Render(f.pack, c)
		if err == nil {
			problems = c.Compare(got)
		}
		problems = problems.Append(err)
		result.Cases = append(result.Cases, report.TestCase{Name: c.Name, Files: len(got), OK: len(problems) == 0})
		result.Problems = append(result.Problems, problems...)
	}
	if o.from != "" {
		if err := o.since(f, cases, &result); err != nil {
			return err
		}
	}
	return o.showTests(result)
}

// selected are the cases that --case names; all unless it was given.
func (o *packTestOptions) selected(f *packFolder, cases []*packtest.Case) ([]*packtest.Case, error) {
	if len(cases) == 0 {
		return nil, diag.Usagef("the pack %s has no test case", f.name).
			WithHint("write the inputs of a unit into %s, then run this with --update", path.Join(f.name, pack.TestsDir, "plain", packtest.InputsFile))
	}
	if len(o.only) == 0 {
		return cases, nil
	}
	var out []*packtest.Case
	known := map[string]bool{}
	for _, c := range cases {
		known[c.Name] = true
		if slices.Contains(o.only, c.Name) {
			out = append(out, c)
		}
	}
	for _, name := range o.only {
		if !known[name] {
			return nil, diag.Usagef("there is no case %q", name).WithHint("cases: %s", strings.Join(slices.Sorted(maps.Keys(known)), ", "))
		}
	}
	return out, nil
}

// since adds what an upgrade from the older version would break. Where that one
// has tests of its own, they count too.
func (o *packTestOptions) since(f *packFolder, cases []*packtest.Case, result *report.Tests) error {
	older, more, err := o.older(f)
	if err != nil {
		return err
	}
	for _, c := range more {
		copied := *c
		copied.Name = older.Ref() + "/" + c.Name
		cases = append(cases, &copied)
	}
	problems, notes := o.packRunner().Since(older, f.pack, f.name, cases)
	result.From, result.Notes = older.Ref(), notes
	result.Problems = append(result.Problems, problems...)
	return nil
}

// older finds the pack that --from names, and its own cases.
func (o *packTestOptions) older(f *packFolder) (*pack.Pack, []*packtest.Case, error) {
	if ref, ok := spec.ParsePackRef(f.pack.Name + "@" + o.from); ok {
		store := o.Packs(workplace.Infrastructure(f.dir))
		if workplace.Infrastructure(f.dir) == "" {
			store = o.Packs(o.Root())
		}
		p, err := store.Get(ref)
		return p, nil, err
	}
	if info, err := os.Stat(o.HostPath(o.from)); err != nil || !info.IsDir() {
		return nil, nil, diag.Usagef("--from %q is neither a version nor a folder", o.from).WithHint("give a version such as 1.0.0, or the older pack's folder")
	}
	files, err := pack.ReadFiles(os.DirFS(o.HostPath(o.from)), filepath.ToSlash(o.from))
	if err != nil {
		return nil, nil, err
	}
	p, err := pack.FromFiles(files, filepath.ToSlash(o.from))
	if err != nil {
		return nil, nil, err
	}
	if p.Name != f.pack.Name {
		return nil, nil, diag.Usagef("%s is the pack %s, not an older %s", o.from, p.Ref(), f.pack.Name)
	}
	cases, err := packtest.Cases(os.DirFS(o.HostPath(o.from)), filepath.ToSlash(o.from))
	return p, cases, err
}

// updateWant writes what the cases render.
func (o *packTestOptions) updateWant(f *packFolder, cases []*packtest.Case) error {
	if o.from != "" {
		return diag.Usagef("--update and --from contradict each other").WithHint("run the command twice")
	}
	p := &plan.Plan{}
	var list diag.List
	for _, c := range cases {
		got, err := o.packRunner().Render(f.pack, c)
		list = list.Append(err)
		wantActions(p, c, got)
	}
	if len(list) > 0 {
		return list
	}
	if len(p.Writes()) > 0 {
		if err := run.WriteFolder(f.dir, p); err != nil {
			return err
		}
	}
	return o.ShowResult(report.Result{Command: "pack test", Plan: p})
}

// wantActions plans the expected files of a case.
func wantActions(p *plan.Plan, c *packtest.Case, got map[string]packtest.File) {
	dir := repo.Path(pack.TestsDir).Join(c.Name, packtest.WantDir)
	for _, name := range slices.Sorted(maps.Keys(got)) {
		f, want := got[name], c.Want[name]
		action := plan.Action{Kind: plan.Create, Path: dir.Join(name), Content: f.Content, Executable: f.Executable, Reason: "new"}
		if _, there := c.Want[name]; there {
			action.Kind, action.Reason = plan.Update, "rendered otherwise now"
			if string(want.Content) == string(f.Content) && want.Executable == f.Executable {
				p.Unchanged++
				continue
			}
		}
		p.Actions = append(p.Actions, action)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Want)) {
		if _, rendered := got[name]; !rendered {
			p.Actions = append(p.Actions, plan.Action{Kind: plan.Delete, Path: dir.Join(name), Reason: "no longer rendered"})
		}
	}
}

func (o *packTestOptions) showTests(t report.Tests) error {
	if o.Machine() {
		o.ForPrograms().Tests(t)
	} else {
		o.ForPeople().Tests(t)
	}
	if len(t.Problems) > 0 {
		return &console.Shown{Code: console.ExitCode(t.Problems)}
	}
	return nil
}
