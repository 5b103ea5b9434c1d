package tfc

import (
	"context"

	"github.com/hashicorp/go-tfe"

	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// Shared implements workspace.Client.
func (c *Client) Shared(ctx context.Context, ours func(workspace.Set) bool, projects map[string]string, f workspace.Features) (workspace.Shared, error) {
	out := workspace.Shared{Teams: map[string][]workspace.Access{}}
	if f.Has(workspace.VariableSets) {
		if err := c.sets(ctx, ours, &out); err != nil {
			return out, c.problem(err)
		}
	}
	if !f.Has(workspace.TeamAccess) {
		return out, nil
	}
	for name, id := range projects {
		teams, err := c.people.ofProject(ctx, id)
		if missing(err) {
			continue // the token may not see them; giving access will tell
		}
		if err != nil {
			return out, c.problem(err)
		}
		out.Teams[name] = teams
	}
	return out, nil
}

// sets reads the variable sets that are ours.
func (s *server) sets(ctx context.Context, ours func(workspace.Set) bool, out *workspace.Shared) error {
	err := pages(func(o tfe.ListOptions) (*tfe.Pagination, error) {
		list, err := s.api.VariableSets.List(ctx, s.organization, &tfe.VariableSetListOptions{ListOptions: o})
		if err != nil {
			return nil, err
		}
		for _, set := range list.Items {
			if found := attached(set); ours(found) {
				out.Sets = append(out.Sets, found)
			}
		}
		return list.Pagination, nil
	})
	if err != nil {
		return err
	}
	for i := range out.Sets {
		if set := &out.Sets[i]; len(set.Projects)+len(set.Workspaces) == 0 { // not every list says what a set is attached to
			full, err := s.api.VariableSets.Read(ctx, set.ID, &tfe.VariableSetReadOptions{
				Include: &[]tfe.VariableSetIncludeOpt{tfe.VariableSetWorkspaces, tfe.VariableSetProjects},
			})
			if err == nil {
				*set = attached(full)
			} else if !missing(err) {
				return err
			}
		}
		if err := s.setVariables(ctx, &out.Sets[i]); err != nil {
			return err
		}
	}
	return nil
}

// attached is a set with what it is attached to.
func attached(s *tfe.VariableSet) workspace.Set {
	set := workspace.Set{ID: s.ID, Name: s.Name, Description: s.Description, Global: s.Global}
	for _, p := range s.Projects {
		set.Projects = append(set.Projects, p.ID)
	}
	for _, w := range s.Workspaces {
		set.Workspaces = append(set.Workspaces, w.ID)
	}
	return set
}

func (s *server) setVariables(ctx context.Context, set *workspace.Set) error {
	return pages(func(o tfe.ListOptions) (*tfe.Pagination, error) {
		list, err := s.api.VariableSetVariables.List(ctx, set.ID, &tfe.VariableSetVariableListOptions{ListOptions: o})
		if err != nil {
			return nil, err
		}
		for _, v := range list.Items {
			set.Variables = append(set.Variables, workspace.Variable{
				ID: v.ID, Key: v.Key, Value: v.Value, Category: string(v.Category), Description: v.Description, Sensitive: v.Sensitive, HCL: v.HCL,
			})
		}
		return list.Pagination, nil
	})
}
