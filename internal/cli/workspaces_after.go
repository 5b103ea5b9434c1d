package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// addWorkspaces gives cmd the flag that makes workspaces in the same breath.
func (w *writeFlags) addWorkspaces(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&w.workspaces, "workspaces", false, "make the workspaces in Terraform Cloud, too; without a token, say what to run later")
}

// makeWorkspaces makes the workspaces of what a job wrote and adds to the
// result what came of it. The files are written and committed whatever happens:
// a failure is told and makes the exit code 1, no more.
func (s *session) makeWorkspaces(j job, r *report.Result) error {
	if !s.w.workspaces || s.w.dryRun {
		return nil
	}
	dir, units := s.dir, j.plan.Units
	if s.target != "" {
		dir = s.target
	}
	if j.command == "init" {
		units = nil
	}
	later := strings.TrimSpace("scaffold workspaces apply " + strings.Join(units, " "))
	note, err := s.g.workspacesOf(dir, units)
	if err == nil {
		if note != "" {
			r.Notes = append(r.Notes, note)
		}
		return nil
	}
	list := diag.Of(err)
	if len(list) == 1 && list[0].Code == diag.NoToken {
		r.Next = append(r.Next, fmt.Sprintf("make the workspaces with `%s`, as %s", later, list[0].Summary))
		return nil
	}
	for _, p := range list {
		r.Notes = append(r.Notes, "workspaces: "+p.Sentence())
	}
	r.Next = append(r.Next, "make the workspaces with `"+later+"` when that is mended")
	return &shownError{exitCode(list)}
}

// workspacesOf makes the workspaces of units in a repository's folder; it says
// what it did.
func (g *global) workspacesOf(dir string, units []string) (string, error) {
	g.store = nil // the repository's packs may just have been written
	c, err := g.cloudStateAt(dir, units)
	if err != nil {
		return "", err
	}
	ctx, stop := interruptible()
	defer stop()
	client, err := g.connect(ctx, c)
	if err != nil {
		return "", err
	}
	r := &workspace.Reconciler{Client: client, Desired: c.desired, Units: c.units, AddOnly: c.addOnly}
	p, err := r.Plan(ctx)
	if err != nil {
		return "", stopped(err, 0, 0)
	}
	bar := g.progress(reconciling, len(p.Changes))
	r.Progress = bar.step
	done, err := r.Apply(ctx, p)
	bar.done()
	if err != nil {
		return "", err
	}
	if done.Stopped {
		return "", stopped(ctx.Err(), done.Done, done.All)
	}
	return fmt.Sprintf("Terraform Cloud: %s made, %s changed, %d other changes", plural(p.Count(workspace.KindWorkspace, workspace.Create), "workspace"),
		plural(p.Count(workspace.KindWorkspace, workspace.Update), "workspace"), done.Done-p.Count(workspace.KindWorkspace, "")), nil
}
