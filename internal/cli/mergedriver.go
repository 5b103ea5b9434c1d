package cli

import (
	"context"
	"errors"
	"os"
	"path"
	"path/filepath"

	"github.com/hashicorp/hcl/v2"
	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
)

// driverCommand is what git calls: base, ours, theirs, and the file's path.
const driverCommand = "scaffold merge-driver %O %A %B %P"

type mergeDriverOptions struct {
	program *program
	install bool
	args    []string
}

func newMergeDriver(p *program) *cobra.Command {
	o := &mergeDriverOptions{program: p}
	cmd := &cobra.Command{
		Use:   "merge-driver BASE OURS THEIRS PATH",
		Short: "Merge one file as git's merge driver: HCL by structure, locks, the rest by lines",
		Long: `Git calls this when both sides of a merge changed a file for which .gitattributes
says merge=scaffold. The result is written into OURS; the exit code is 0 when it
is clean and 1 when it holds conflict markers.
"scaffold merge-driver --install" sets it up in this clone's git configuration.`,
		Example: `  scaffold merge-driver --install`,
		RunE: func(_ *cobra.Command, args []string) error {
			o.args = args
			return mergeDriverRun(o)
		},
	}
	cmd.Flags().BoolVar(&o.install, "install", false, "write the driver into this clone's git configuration")
	return cmd
}

func mergeDriverRun(o *mergeDriverOptions) error {
	if o.install {
		return o.installDriver()
	}
	if len(o.args) != 4 {
		return diag.Usagef("scaffold merge-driver takes BASE OURS THEIRS PATH, %d given", len(o.args)).
			WithHint("git calls it; set it up with `scaffold merge-driver --install`")
	}
	var texts [3][]byte
	for i, name := range o.args[:3] {
		content, err := os.ReadFile(o.program.place.HostPath(name))
		if err != nil {
			return diag.Failedf("%s can't be read", name)
		}
		texts[i] = content
	}
	merged, clashes := mergeForGit(o.args[3], texts[0], texts[1], texts[2])
	if err := os.WriteFile(o.program.place.HostPath(o.args[1]), merged, 0o644); err != nil {
		return diag.Failedf("%s can't be written", o.args[1])
	}
	return o.showMerge(clashes)
}

// showMerge says nothing to git, which tells of conflicts itself. Git takes exit
// code 1 for conflicts, and more than 128 for a failure.
func (o *mergeDriverOptions) showMerge(clashes []plan.Clash) error {
	var list diag.List
	for _, c := range clashes {
		at := hcl.Pos{Line: c.Line, Column: 1}
		problem := diag.Failedf("%s: both sides changed the same place: %s", o.args[3], c.What).WithCode(diag.Unresolved)
		list = append(list, problem.At(hcl.Range{Filename: o.args[3], Start: at, End: at}, nil))
	}
	if o.program.terminal.Machine() {
		o.program.terminal.ForPrograms().Result(report.Result{Command: "merge-driver"}, list)
	}
	if len(list) > 0 {
		return &console.Shown{Code: console.ExitFailed}
	}
	return nil
}

// mergeForGit merges a file by its path in the repository.
func mergeForGit(name string, base, ours, theirs []byte) ([]byte, []plan.Clash) {
	if path.Base(filepath.ToSlash(name)) == lock.Filename {
		if merged, ok := lock.MergeText(base, ours, theirs); ok {
			return merged, nil
		}
	}
	return plan.MergeFile(name, base, ours, theirs, plan.Markers, plan.Names{Ours: "ours", Base: "base", Theirs: "theirs"})
}

// installDriver writes the driver into the clone's git configuration.
func (o *mergeDriverOptions) installDriver() error {
	git, err := gitops.Open(o.program.place.Folder())
	if errors.Is(err, gitops.ErrNotRepository) {
		return diag.Usagef("%s is not in a git repository", o.program.place.Folder()).WithHint("name the clone's folder with -C")
	}
	if err != nil {
		return err
	}
	for _, setting := range [][2]string{
		{"merge.scaffold.name", "scaffold's structural merge"},
		{"merge.scaffold.driver", driverCommand},
	} {
		if err := git.Configure(context.Background(), setting[0], setting[1]); err != nil {
			return err
		}
	}
	o.program.terminal.Print("git merges files marked merge=scaffold in .gitattributes with scaffold from now on, in this clone.")
	return nil
}
