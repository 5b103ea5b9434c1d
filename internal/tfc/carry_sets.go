package tfc

import (
	"context"

	"github.com/hashicorp/go-tfe"

	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

func (c *carrier) set(ctx context.Context) (workspace.Outcome, error) {
	description := c.change.Settings[workspace.Description]
	var made *tfe.VariableSet
	var err error
	switch c.change.Action {
	case workspace.Remove:
		return workspace.Outcome{}, c.api.VariableSets.Delete(ctx, c.change.ID)
	case workspace.Update:
		made, err = c.api.VariableSets.Update(ctx, c.change.ID, &tfe.VariableSetUpdateOptions{Description: &description})
	default:
		made, err = c.api.VariableSets.Create(ctx, c.organization, &tfe.VariableSetCreateOptions{
			Name: &c.change.Name, Description: &description, Global: tfe.Bool(false),
		})
	}
	if err != nil {
		return workspace.Outcome{}, err
	}
	return workspace.Outcome{ID: made.ID}, nil
}

func (c *carrier) attach(ctx context.Context) error {
	set := c.ids.Sets[c.change.Parent]
	project, space := []*tfe.Project{{ID: c.ids.Projects[c.change.Name]}}, []*tfe.Workspace{{ID: c.ids.Workspaces[c.change.Name]}}
	switch {
	case c.change.Action == workspace.Remove && c.change.On == workspace.KindProject:
		project[0].ID = c.change.ID
		return c.api.VariableSets.RemoveFromProjects(ctx, set, tfe.VariableSetRemoveFromProjectsOptions{Projects: project})
	case c.change.Action == workspace.Remove:
		space[0].ID = c.change.ID
		return c.api.VariableSets.RemoveFromWorkspaces(ctx, set, &tfe.VariableSetRemoveFromWorkspacesOptions{Workspaces: space})
	case c.change.On == workspace.KindProject:
		return c.api.VariableSets.ApplyToProjects(ctx, set, tfe.VariableSetApplyToProjectsOptions{Projects: project})
	}
	return c.api.VariableSets.ApplyToWorkspaces(ctx, set, &tfe.VariableSetApplyToWorkspacesOptions{Workspaces: space})
}

func (c *carrier) setVariable(ctx context.Context, set string) error {
	v := c.change.Variable
	category := tfe.CategoryType(v.Category)
	switch c.change.Action {
	case workspace.Remove:
		return c.api.VariableSetVariables.Delete(ctx, set, c.change.ID)
	case workspace.Update:
		_, err := c.api.VariableSetVariables.Update(ctx, set, c.change.ID, &tfe.VariableSetVariableUpdateOptions{Value: &v.Value, Description: &v.Description, HCL: tfe.Bool(false)})
		return err
	}
	_, err := c.api.VariableSetVariables.Create(ctx, set, &tfe.VariableSetVariableCreateOptions{
		Key: &v.Key, Value: &v.Value, Description: &v.Description, Category: &category, HCL: tfe.Bool(false), Sensitive: tfe.Bool(false),
	})
	return err
}
