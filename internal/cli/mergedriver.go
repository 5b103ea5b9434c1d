package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/run"
)

func newMergeDriver(p *program) *cobra.Command {
	m := run.MergeDriver{}
	install := false
	cmd := &cobra.Command{
		Use:   "merge-driver BASE OURS THEIRS PATH",
		Short: "Merge one file as git's merge driver: HCL by structure, locks, the rest by lines",
		Long: `Git calls this when both sides of a merge changed a file for which .gitattributes
says merge=scaffold. The result is written into OURS; the exit code is 0 when it
is clean, 1 when it holds conflict markers and 129 when it can't be made.
"scaffold merge-driver --install" sets it up in this clone's git configuration.
Git doesn't tell a driver of -X ours or -X theirs: for one merge, say it by
"git -c merge.scaffold.conflict=theirs merge BRANCH".`,
		Example: `  scaffold merge-driver --install`,
		RunE: func(_ *cobra.Command, args []string) error {
			if install {
				return installDriver(p)
			}
			return mergeDriverRun(p, m, args)
		},
	}
	cmd.Flags().BoolVar(&install, "install", false, "write the driver into this clone's git configuration")
	cmd.Flags().StringVar(&m.Conflict, "conflict", "", "what becomes of conflicts: "+strings.Join(run.DriverConflicts, ", ")+"; without it what merge.scaffold.conflict in git's configuration says, else markers")
	cmd.Flags().IntVar(&m.MarkerSize, "marker-size", 0, "how long conflict markers are; 0 for git's usual length")
	return cmd
}

func mergeDriverRun(p *program, m run.MergeDriver, args []string) error {
	if len(args) != 4 {
		return diag.Usagef("scaffold merge-driver takes BASE OURS THEIRS PATH, %d given", len(args)).
			WithHint("git calls it; set it up with `scaffold merge-driver --install`")
	}
	m.Base, m.Ours, m.Theirs = p.place.HostPath(args[0]), p.place.HostPath(args[1]), p.place.HostPath(args[2])
	m.Path = filepath.ToSlash(args[3])
	clashes, told, err := m.Merge()
	if code := p.terminal.Fail("merge-driver", err); code == console.ExitFailed {
		return &console.Shown{Code: run.FailedDriver}
	} else if code > 0 {
		return &console.Shown{Code: code}
	}
	return showMerge(p, m.Path, clashes, told)
}

// showMerge says nothing to git, which tells of conflicts itself.
func showMerge(p *program, path string, clashes []plan.Clash, told []string) error {
	var list diag.List
	for _, c := range clashes {
		at := hcl.Pos{Line: c.Line, Column: 1}
		problem := diag.Failedf("%s: both sides changed the same place: %s", path, c.What).WithCode(diag.Unresolved)
		list = append(list, problem.At(hcl.Range{Filename: path, Start: at, End: at}, nil))
	}
	if p.terminal.Machine() {
		p.terminal.ForPrograms().Result(report.Result{Command: "merge-driver", Notes: told}, list)
	} else {
		for _, warning := range told {
			p.terminal.Print("warning: " + warning)
		}
	}
	if len(list) > 0 {
		return &console.Shown{Code: console.ExitFailed}
	}
	return nil
}

func installDriver(p *program) error {
	program, err := run.InstallDriver(context.Background(), p.place.Folder(), os.Args[0])
	if err != nil {
		return err
	}
	p.terminal.Print(fmt.Sprintf("git merges files marked merge=scaffold in .gitattributes with scaffold from now on, in this clone. It calls %s; when that moves, run this again.", program))
	return nil
}
