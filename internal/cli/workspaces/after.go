package workspaces

import (
	"context"
	"fmt"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/console"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// Make makes the workspaces of units of the repository at dir, of all where none
// is named, and says what it did.
func (c *Commands) Make(ctx context.Context, dir string, units []string) (string, error) {
	c.Place.Forget() // the repository's packs may just have been written
	cloud, err := c.StateAt(dir, units)
	if err != nil {
		return "", err
	}
	client, err := c.Connect(ctx, cloud)
	if err != nil {
		return "", err
	}
	r := &workspace.Reconciler{Client: client, Desired: cloud.Desired, Units: cloud.Units, AddOnly: cloud.AddOnly}
	p, err := r.Plan(ctx)
	if err != nil {
		return "", console.Stopped(err, 0, 0)
	}
	bar := c.Terminal.Progress(console.Reconciling, len(p.Changes))
	r.Progress = bar.Step
	done, err := r.Apply(ctx, p)
	bar.Done()
	if err != nil {
		return "", err
	}
	if done.Stopped {
		return "", console.Stopped(ctx.Err(), done.Done, done.All)
	}
	return fmt.Sprintf("Terraform Cloud: %s made, %s changed, %d other changes", diag.Counted(p.Count(workspace.KindWorkspace, workspace.Create), "workspace"),
		diag.Counted(p.Count(workspace.KindWorkspace, workspace.Update), "workspace"), done.Done-p.Count(workspace.KindWorkspace, "")), nil
}
