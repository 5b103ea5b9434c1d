package tfc

import (
	"context"
	"fmt"

	"github.com/hashicorp/go-tfe"

	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// Carry implements workspace.Client.
func (c *Client) Carry(ctx context.Context, change workspace.Change, ids workspace.IDs, f workspace.Features) (workspace.Outcome, error) {
	out, err := (&carrier{server: c.server, people: c.people, change: change, ids: ids, features: f}).carry(ctx)
	if change.Action == workspace.Remove && missing(err) {
		err = nil // it is gone, which was wanted
	}
	return out, c.problem(err)
}

// carrier carries one change out.
type carrier struct {
	*server
	people   *people
	change   workspace.Change
	ids      workspace.IDs // of what is there, by name
	features workspace.Features
}

func (c *carrier) carry(ctx context.Context) (workspace.Outcome, error) {
	none := workspace.Outcome{}
	switch c.change.Kind {
	case workspace.KindProject:
		p, err := c.api.Projects.Create(ctx, c.organization, tfe.ProjectCreateOptions{Name: c.change.Name})
		if err != nil {
			return none, err
		}
		return workspace.Outcome{ID: p.ID}, nil
	case workspace.KindWorkspace:
		return c.workspace(ctx)
	case workspace.KindTrigger:
		return none, c.trigger(ctx)
	case workspace.KindConsumer:
		return none, c.consumer(ctx)
	case workspace.KindVariable:
		return none, c.variable(ctx, c.ids.Workspaces[c.change.Workspace])
	case workspace.KindNotification:
		return c.notification(ctx, c.ids.Workspaces[c.change.Workspace])
	case workspace.KindTeam, workspace.KindProjectTeam:
		return none, c.giveAccess(ctx)
	case workspace.KindSet:
		return c.set(ctx)
	case workspace.KindSetVariable:
		return none, c.setVariable(ctx, c.ids.Sets[c.change.Parent])
	case workspace.KindAttachment:
		return none, c.attach(ctx)
	}
	return none, fmt.Errorf("there is no way to %s a %s", c.change.Action, c.change.Kind)
}

func (c *carrier) trigger(ctx context.Context) error {
	if c.change.Action == workspace.Remove {
		return c.api.RunTriggers.Delete(ctx, c.change.ID)
	}
	_, err := c.api.RunTriggers.Create(ctx, c.ids.Workspaces[c.change.Workspace], tfe.RunTriggerCreateOptions{
		Sourceable: &tfe.Workspace{ID: c.ids.Workspaces[c.change.Name]},
	})
	return err
}

func (c *carrier) consumer(ctx context.Context) error {
	owner := c.ids.Workspaces[c.change.Workspace]
	if c.change.Action == workspace.Remove {
		return c.api.Workspaces.RemoveRemoteStateConsumers(ctx, owner, tfe.WorkspaceRemoveRemoteStateConsumersOptions{Workspaces: []*tfe.Workspace{{ID: c.change.ID}}})
	}
	var readers []*tfe.Workspace
	for _, name := range append([]string{c.change.Name}, c.change.Also...) {
		readers = append(readers, &tfe.Workspace{ID: c.ids.Workspaces[name]})
	}
	return c.api.Workspaces.AddRemoteStateConsumers(ctx, owner, tfe.WorkspaceAddRemoteStateConsumersOptions{Workspaces: readers})
}

func (c *carrier) variable(ctx context.Context, owner string) error {
	v := c.change.Variable
	category := tfe.CategoryType(v.Category)
	switch c.change.Action {
	case workspace.Remove:
		return c.api.Variables.Delete(ctx, owner, c.change.ID)
	case workspace.Update:
		_, err := c.api.Variables.Update(ctx, owner, c.change.ID, tfe.VariableUpdateOptions{Value: &v.Value, Description: &v.Description, HCL: tfe.Bool(false)})
		return err
	}
	_, err := c.api.Variables.Create(ctx, owner, tfe.VariableCreateOptions{
		Key: &v.Key, Value: &v.Value, Description: &v.Description, Category: &category, HCL: tfe.Bool(false), Sensitive: tfe.Bool(false),
	})
	return err
}

func (c *carrier) giveAccess(ctx context.Context) error {
	team, err := c.people.team(ctx, c.change.Access.Team)
	if err != nil {
		return err
	}
	access, project := tfe.AccessType(c.change.Access.Access), tfe.TeamProjectAccessType(c.change.Access.Access)
	switch {
	case c.change.Kind == workspace.KindTeam && c.change.Action == workspace.Update:
		_, err = c.api.TeamAccess.Update(ctx, c.change.ID, tfe.TeamAccessUpdateOptions{Access: &access})
	case c.change.Kind == workspace.KindTeam:
		_, err = c.api.TeamAccess.Add(ctx, tfe.TeamAccessAddOptions{Access: &access, Team: team, Workspace: &tfe.Workspace{ID: c.ids.Workspaces[c.change.Workspace]}})
	case c.change.Action == workspace.Update:
		_, err = c.api.TeamProjectAccess.Update(ctx, c.change.ID, tfe.TeamProjectAccessUpdateOptions{Access: &project})
	default:
		_, err = c.api.TeamProjectAccess.Add(ctx, tfe.TeamProjectAccessAddOptions{Access: project, Team: team, Project: &tfe.Project{ID: c.ids.Projects[c.change.Parent]}})
	}
	return err
}
