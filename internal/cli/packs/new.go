package packs

import (
	"bytes"
	"embed"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/packtest"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/run"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// starter is a small whole pack; NAME stands for its name.
//
//go:embed all:starter
var starter embed.FS

type packNewOptions struct {
	*commands
	dir    string
	dryRun bool
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
	target := o.HostPath(o.dir)
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
	p, err := o.starterPlan(name)
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
	return o.ShowResult(result)
}

// starterPlan is the starter under its new name, with what its test renders.
func (o *packNewOptions) starterPlan(name string) (*plan.Plan, error) {
	files := map[repo.Path][]byte{}
	own := map[string][]byte{}
	err := fs.WalkDir(starter, "starter", func(from string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		src, err := starter.ReadFile(from)
		to := strings.TrimPrefix(from, "starter/")
		files[repo.Path(to)] = bytes.ReplaceAll(src, []byte("NAME"), []byte(name))
		if !strings.HasPrefix(to, pack.TestsDir+"/") {
			own[to] = files[repo.Path(to)]
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	p, err := pack.FromFiles(own, o.dir)
	if err != nil {
		return nil, err
	}
	cases, err := packtest.Cases(repo.Overlay{Files: files}, o.dir)
	if err != nil {
		return nil, err
	}
	for _, c := range cases {
		got, err := o.packRunner().Render(p, c)
		if err != nil {
			return nil, err
		}
		for file, f := range got {
			files[repo.Path(pack.TestsDir).Join(c.Name, packtest.WantDir, file)] = f.Content
		}
	}
	out := &plan.Plan{}
	for _, file := range sortedPaths(files) {
		out.Actions = append(out.Actions, plan.Action{Kind: plan.Create, Path: file, Content: files[file], Reason: "new"})
	}
	return out, nil
}

func sortedPaths(files map[repo.Path][]byte) []repo.Path {
	byName := map[string]bool{}
	for name := range files {
		byName[string(name)] = true
	}
	var out []repo.Path
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		out = append(out, repo.Path(name))
	}
	return out
}
