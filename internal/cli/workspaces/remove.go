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
	"github.com/seed-3f5c2e52/scaffold/internal/tfc"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// Destroyed refuses while a workspace of the unit manages resources. assume says
// that it shall not, where there is no token to ask; unasked, that there is none.
func (c *Commands) Destroyed(ctx context.Context, cloud *Cloud, unit string, assume bool) (unasked bool, err error) {
	client, err := c.Connect(ctx, cloud)
	if err == nil {
		return false, stillManaging(ctx, client, unit, cloud)
	}
	switch problem := diag.Of(err)[0]; {
	case problem.Code != diag.NoToken:
		return false, err
	case assume:
		return true, nil
	default:
		return true, diag.Usagef("%s, so nobody knows whether %s still manages resources", problem.Summary, unit).
			WithHint("%s; or make sure yourself that everything is destroyed, and give --assume-destroyed", tfc.WaysToToken(cloud.Desired.Hostname, c.Terminal.Getenv))
	}
}

// stillManaging refuses while workspaces of a unit manage resources.
func stillManaging(ctx context.Context, client workspace.Client, unit string, cloud *Cloud) error {
	all, err := cloud.Desired.Managing(ctx, client, unit)
	if err != nil {
		return console.Stopped(err, 0, 0)
	}
	var problems diag.List
	for _, w := range all {
		problems = append(problems, diag.Usagef("the workspace %s still manages %s", w.Workspace, diag.Counted(w.Resources, "resource")).
			WithHint("destroy them first: `scaffold remove %s --prepare` says how", unit))
	}
	return problems.Err()
}

// Prune deletes the workspaces of a unit whose files are gone, those whose names
// are given or are typed now, and adds to the result what became of them.
func (c *Commands) Prune(ctx context.Context, dir, unit string, confirm []string, r *plan.Result) error {
	c.Place.Forget() // the repository has changed
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
		r.Done = append(r.Done, "deleted the workspace "+w.Name)
	}
	if len(p.Orphans) == 0 {
		r.Done = append(r.Done, unit+" has no orphaned workspace")
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
	if !c.Terminal.Interactive() {
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
	in := bufio.NewScanner(c.Terminal.In)
	for _, orphan := range p.Orphans {
		fmt.Fprintf(c.Terminal.Err, "%s is orphaned (%s). Type its name to delete it, or press Enter to keep it: ", diag.Visible(orphan.Name), orphan.Holds())
		if in.Scan() && strings.TrimSpace(in.Text()) == orphan.Name {
			names = append(names, orphan.Name)
		}
	}
	return names
}
