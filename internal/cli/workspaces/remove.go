package workspaces

import (
	"bufio"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// Of are the desired workspaces of a unit.
func (c *Cloud) Of(unit string) []*workspace.Workspace {
	var out []*workspace.Workspace
	for _, w := range c.Desired.Workspaces {
		if w.Unit == unit {
			out = append(out, w)
		}
	}
	return out
}

// Unread refuses while the code of another unit reads a state of this one.
func (c *Cloud) Unread(unit string) error {
	var problems diag.List
	for _, w := range c.Of(unit) {
		for _, reader := range w.Readers {
			if other := c.Desired.Workspace(reader).Unit; other != unit {
				problems = append(problems, diag.Usagef("%s reads the state of %s", reader, w.Name).
					WithHint("let %s do without %s, apply that, then remove it", other, unit))
			}
		}
	}
	return problems.Err()
}

// Destroyed refuses while a workspace of the unit manages resources. assume says
// that a person knows that none does, for where there is no token to ask.
func (c *Commands) Destroyed(ctx context.Context, cloud *Cloud, unit string, assume bool) error {
	client, err := c.Connect(ctx, cloud)
	if err == nil {
		return stillThere(ctx, client, unit, cloud)
	}
	switch problem := diag.Of(err)[0]; {
	case problem.Code != diag.NoToken:
		return err
	case assume:
		return nil
	default:
		return diag.Usagef("%s, so nobody knows whether %s still manages resources", problem.Summary, unit).
			WithHint("set TFE_TOKEN; or make sure yourself that everything is destroyed, and give --assume-destroyed")
	}
}

// stillThere names the workspaces of a unit that manage resources.
func stillThere(ctx context.Context, client workspace.Client, unit string, cloud *Cloud) error {
	var problems diag.List
	for _, w := range cloud.Of(unit) {
		a, err := client.Find(ctx, w.Name)
		if err != nil {
			return console.Stopped(err, 0, 0)
		}
		if a == nil {
			continue
		}
		n, err := client.Managed(ctx, a)
		if err != nil {
			return console.Stopped(err, 0, 0)
		}
		if n > 0 {
			problems = append(problems, diag.Usagef("the workspace %s still manages %s", w.Name, report.Counted(n, "resource")).
				WithHint("destroy them first: `scaffold remove %s --prepare` says how", unit))
		}
	}
	return problems.Err()
}

// DestroyRuns says what to do after the protections of a unit are off, workspaces
// that others read from last.
func (c *Cloud) DestroyRuns(unit string) []string {
	next := []string{"push, and let Terraform Cloud apply it in every workspace below"}
	all := c.Of(unit)
	slices.Reverse(all)
	for _, w := range all {
		next = append(next, fmt.Sprintf("start a destroy run in %s and confirm it: https://%s/app/%s/workspaces/%s/settings/delete",
			w.Name, c.Desired.Hostname, c.Desired.Organization, w.Name))
	}
	return append(next, "scaffold remove "+unit)
}

// Prune deletes the workspaces of a unit whose files are gone, those whose names
// are given or are typed now, and adds to the result what became of them.
func (c *Commands) Prune(ctx context.Context, dir, unit string, confirm []string, r *plan.Result) error {
	c.Forget() // the repository has changed
	cloud, err := c.StateAt(dir, nil)
	if err != nil {
		return err
	}
	if cloud.AddOnly {
		return diag.Usagef("workspaces are deleted from the branch %s only, and it is not checked out", cloud.Branch).
			WithHint("merge the removal first")
	}
	client, err := c.Connect(ctx, cloud)
	if err != nil {
		return err
	}
	p, err := (&workspace.Reconciler{Client: client, Desired: cloud.Desired}).Plan(ctx)
	if err != nil {
		return console.Stopped(err, 0, 0)
	}
	p.Orphans = slices.DeleteFunc(p.Orphans, func(w workspace.Orphan) bool { return w.Unit != unit })
	doomed, err := c.doomedOf(p, confirm)
	if err != nil {
		return err
	}
	var problems diag.List
	for _, w := range doomed {
		if err := client.Delete(ctx, w.ID); err != nil {
			problems = append(problems, diag.While("the workspace "+w.Name+" was not deleted", err)...)
			continue
		}
		r.Notes = append(r.Notes, "deleted the workspace "+w.Name)
	}
	if len(p.Orphans) == 0 {
		r.Notes = append(r.Notes, unit+" has no orphaned workspace")
	}
	return problems.Err()
}

// doomedOf are the orphans whose names were given or are typed now.
func (c *Commands) doomedOf(p *workspace.Plan, confirm []string) ([]workspace.Orphan, error) {
	if len(confirm) > 0 {
		return p.Doomed(confirm)
	}
	if len(p.Orphans) == 0 {
		return nil, nil
	}
	if !c.Interactive() {
		var all []string
		for _, w := range p.Orphans {
			all = append(all, "--confirm "+w.Name)
		}
		return nil, diag.Usagef("a workspace is deleted only when its name is given").WithHint("give %s", strings.Join(all, " "))
	}
	return p.Doomed(c.typed(p))
}

// typed asks for the name of each orphan that shall be deleted.
func (c *Commands) typed(p *workspace.Plan) []string {
	var names []string
	in := bufio.NewScanner(c.In)
	for _, orphan := range p.Orphans {
		fmt.Fprintf(c.Err, "%s is orphaned (%s). Type its name to delete it, or press Enter to keep it: ", orphan.Name, report.Counted(orphan.Resources, "resource"))
		if in.Scan() && strings.TrimSpace(in.Text()) == orphan.Name {
			names = append(names, orphan.Name)
		}
	}
	return names
}
