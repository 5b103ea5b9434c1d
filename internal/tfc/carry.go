package tfc

import (
	"context"
	"fmt"

	"github.com/hashicorp/go-tfe"

	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// Carry implements workspace.Client.
func (c *Client) Carry(ctx context.Context, change workspace.Change, ids workspace.IDs, f workspace.Features) (workspace.Outcome, error) {
	out, err := c.carry(ctx, change, ids, f)
	if change.Action == workspace.Remove && missing(err) {
		err = nil // it is gone, which was wanted
	}
	return out, c.problem(err)
}

func (c *Client) carry(ctx context.Context, change workspace.Change, ids workspace.IDs, f workspace.Features) (workspace.Outcome, error) {
	none := workspace.Outcome{}
	switch change.Kind {
	case workspace.KindProject:
		p, err := c.api.Projects.Create(ctx, c.organization, tfe.ProjectCreateOptions{Name: change.Name})
		if err != nil {
			return none, err
		}
		return workspace.Outcome{ID: p.ID}, nil
	case workspace.KindWorkspace:
		return c.workspace(ctx, change, ids, f)
	case workspace.KindTrigger:
		return none, c.trigger(ctx, change, ids)
	case workspace.KindConsumer:
		return none, c.consumer(ctx, change, ids)
	case workspace.KindVariable:
		return none, c.variable(ctx, change, ids.Workspaces[change.Workspace])
	case workspace.KindNotification:
		return none, c.notification(ctx, change, ids.Workspaces[change.Workspace])
	case workspace.KindTeam, workspace.KindProjectTeam:
		return none, c.giveAccess(ctx, change, ids)
	case workspace.KindSet:
		s, err := c.api.VariableSets.Create(ctx, c.organization, &tfe.VariableSetCreateOptions{
			Name: &change.Name, Description: tfe.String("Kept by scaffold from scaffold.hcl."), Global: tfe.Bool(false),
		})
		if err != nil {
			return none, err
		}
		return workspace.Outcome{ID: s.ID}, nil
	case workspace.KindSetVariable:
		return none, c.setVariable(ctx, change, ids.Sets[change.Parent])
	case workspace.KindAttachment:
		return none, c.attach(ctx, change, ids, f)
	}
	return none, fmt.Errorf("there is no way to %s a %s", change.Action, change.Kind)
}

func (c *Client) trigger(ctx context.Context, change workspace.Change, ids workspace.IDs) error {
	if change.Action == workspace.Remove {
		return c.api.RunTriggers.Delete(ctx, change.ID)
	}
	_, err := c.api.RunTriggers.Create(ctx, ids.Workspaces[change.Workspace], tfe.RunTriggerCreateOptions{
		Sourceable: &tfe.Workspace{ID: ids.Workspaces[change.Name]},
	})
	return err
}

func (c *Client) consumer(ctx context.Context, change workspace.Change, ids workspace.IDs) error {
	owner := ids.Workspaces[change.Workspace]
	if change.Action == workspace.Remove {
		return c.api.Workspaces.RemoveRemoteStateConsumers(ctx, owner, tfe.WorkspaceRemoveRemoteStateConsumersOptions{Workspaces: []*tfe.Workspace{{ID: change.ID}}})
	}
	var readers []*tfe.Workspace
	for _, name := range append([]string{change.Name}, change.Also...) {
		readers = append(readers, &tfe.Workspace{ID: ids.Workspaces[name]})
	}
	return c.api.Workspaces.AddRemoteStateConsumers(ctx, owner, tfe.WorkspaceAddRemoteStateConsumersOptions{Workspaces: readers})
}

func (c *Client) variable(ctx context.Context, change workspace.Change, owner string) error {
	v := change.Variable
	category := tfe.CategoryType(v.Category)
	switch change.Action {
	case workspace.Remove:
		return c.api.Variables.Delete(ctx, owner, change.ID)
	case workspace.Update:
		_, err := c.api.Variables.Update(ctx, owner, change.ID, tfe.VariableUpdateOptions{Value: &v.Value, Description: &v.Description})
		return err
	}
	_, err := c.api.Variables.Create(ctx, owner, tfe.VariableCreateOptions{
		Key: &v.Key, Value: &v.Value, Description: &v.Description, Category: &category, HCL: tfe.Bool(false), Sensitive: tfe.Bool(false),
	})
	return err
}

func (c *Client) setVariable(ctx context.Context, change workspace.Change, set string) error {
	v := change.Variable
	category := tfe.CategoryType(v.Category)
	switch change.Action {
	case workspace.Remove:
		return c.api.VariableSetVariables.Delete(ctx, set, change.ID)
	case workspace.Update:
		_, err := c.api.VariableSetVariables.Update(ctx, set, change.ID, &tfe.VariableSetVariableUpdateOptions{Value: &v.Value, Description: &v.Description})
		return err
	}
	_, err := c.api.VariableSetVariables.Create(ctx, set, &tfe.VariableSetVariableCreateOptions{
		Key: &v.Key, Value: &v.Value, Description: &v.Description, Category: &category, HCL: tfe.Bool(false), Sensitive: tfe.Bool(false),
	})
	return err
}

func (c *Client) attach(ctx context.Context, change workspace.Change, ids workspace.IDs, f workspace.Features) error {
	set := ids.Sets[change.Parent]
	if f.Has(workspace.Projects) {
		return c.api.VariableSets.ApplyToProjects(ctx, set, tfe.VariableSetApplyToProjectsOptions{Projects: []*tfe.Project{{ID: ids.Projects[change.Name]}}})
	}
	return c.api.VariableSets.ApplyToWorkspaces(ctx, set, &tfe.VariableSetApplyToWorkspacesOptions{Workspaces: []*tfe.Workspace{{ID: ids.Workspaces[change.Name]}}})
}

func (c *Client) giveAccess(ctx context.Context, change workspace.Change, ids workspace.IDs) error {
	team, err := c.team(ctx, change.Access.Team)
	if err != nil {
		return err
	}
	access, project := tfe.AccessType(change.Access.Access), tfe.TeamProjectAccessType(change.Access.Access)
	switch {
	case change.Kind == workspace.KindTeam && change.Action == workspace.Update:
		_, err = c.api.TeamAccess.Update(ctx, change.ID, tfe.TeamAccessUpdateOptions{Access: &access})
	case change.Kind == workspace.KindTeam:
		_, err = c.api.TeamAccess.Add(ctx, tfe.TeamAccessAddOptions{Access: &access, Team: team, Workspace: &tfe.Workspace{ID: ids.Workspaces[change.Workspace]}})
	case change.Action == workspace.Update:
		_, err = c.api.TeamProjectAccess.Update(ctx, change.ID, tfe.TeamProjectAccessUpdateOptions{Access: &project})
	default:
		_, err = c.api.TeamProjectAccess.Add(ctx, tfe.TeamProjectAccessAddOptions{Access: project, Team: team, Project: &tfe.Project{ID: ids.Projects[change.Parent]}})
	}
	return err
}

func (c *Client) notification(ctx context.Context, change workspace.Change, owner string) error {
	if change.Action == workspace.Remove {
		return c.api.NotificationConfigurations.Delete(ctx, change.ID)
	}
	n := change.Notification
	kind := tfe.NotificationDestinationType(n.Kind)
	if n.Kind == "webhook" {
		kind = tfe.NotificationDestinationTypeGeneric
	}
	var triggers []tfe.NotificationTriggerType
	for _, t := range n.Triggers {
		triggers = append(triggers, tfe.NotificationTriggerType(t))
	}
	var url *string
	var users []*tfe.User
	var addresses []string
	if n.Kind != "email" {
		if n.URL != "" {
			url = &n.URL
		}
	} else {
		if err := c.loadUsers(ctx); err != nil {
			return err
		}
		for _, address := range n.Addresses {
			if id := c.users[address]; id != "" {
				users = append(users, &tfe.User{ID: id})
			} else {
				addresses = append(addresses, address)
			}
		}
	}
	if change.Action == workspace.Update {
		_, err := c.api.NotificationConfigurations.Update(ctx, change.ID, tfe.NotificationConfigurationUpdateOptions{
			Triggers: triggers, URL: url, EmailAddresses: addresses, EmailUsers: users,
		})
		return err
	}
	_, err := c.api.NotificationConfigurations.Create(ctx, owner, tfe.NotificationConfigurationCreateOptions{
		Name: &n.Name, DestinationType: &kind, Enabled: tfe.Bool(true), Triggers: triggers, URL: url, EmailAddresses: addresses, EmailUsers: users,
		SubscribableChoice: &tfe.NotificationConfigurationSubscribableChoice{Workspace: &tfe.Workspace{ID: owner}},
	})
	return err
}
