package tfc

import (
	"context"
	"slices"
	"sync"

	"github.com/hashicorp/go-tfe"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// people are the teams and users of the organization, each list read once, when
// it is needed.
type people struct {
	*server
	mu    sync.Mutex
	teams map[string]string // IDs by name; nil before they were asked for
	users map[string]string // IDs by e-mail address
}

// ofWorkspace are the teams that may do something in a workspace.
func (p *people) ofWorkspace(ctx context.Context, id string) ([]workspace.Access, error) {
	var all []workspace.Access
	err := pages(func(o tfe.ListOptions) (*tfe.Pagination, error) {
		list, err := p.api.TeamAccess.List(ctx, &tfe.TeamAccessListOptions{ListOptions: o, WorkspaceID: id})
		if err != nil {
			return nil, err
		}
		for _, a := range list.Items {
			if a.Team != nil {
				all = append(all, workspace.Access{ID: a.ID, Team: a.Team.ID, Access: string(a.Access)})
			}
		}
		return list.Pagination, nil
	})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return p.named(ctx, all)
}

// ofProject are the teams that may do something in a project.
func (p *people) ofProject(ctx context.Context, id string) ([]workspace.Access, error) {
	var all []workspace.Access
	err := pages(func(o tfe.ListOptions) (*tfe.Pagination, error) {
		list, err := p.api.TeamProjectAccess.List(ctx, tfe.TeamProjectAccessListOptions{ListOptions: o, ProjectID: id})
		if err != nil {
			return nil, err
		}
		for _, a := range list.Items {
			if a.Team != nil {
				all = append(all, workspace.Access{ID: a.ID, Team: a.Team.ID, Access: string(a.Access)})
			}
		}
		return list.Pagination, nil
	})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return p.named(ctx, all)
}

// named puts the teams' names in the place of their IDs.
func (p *people) named(ctx context.Context, all []workspace.Access) ([]workspace.Access, error) {
	teams, err := p.loadTeams(ctx)
	for i := range all {
		for name, id := range teams {
			if id == all[i].Team {
				all[i].Team = name
			}
		}
	}
	return all, err
}

// loadTeams returns the organization's teams: IDs by name.
func (p *people) loadTeams(ctx context.Context) (map[string]string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.teams != nil {
		return p.teams, nil
	}
	teams := map[string]string{}
	err := pages(func(o tfe.ListOptions) (*tfe.Pagination, error) {
		list, err := p.api.Teams.List(ctx, p.organization, &tfe.TeamListOptions{ListOptions: o})
		if err != nil {
			return nil, err
		}
		for _, t := range list.Items {
			teams[t.Name] = t.ID
		}
		return list.Pagination, nil
	})
	if err == nil {
		p.teams = teams
	}
	return teams, err
}

func (p *people) team(ctx context.Context, name string) (*tfe.Team, error) {
	teams, err := p.loadTeams(ctx)
	if err != nil {
		return nil, p.problem(err)
	}
	if teams[name] == "" {
		return nil, diag.Failedf("the organization has no team %q", name).WithHint("make it in Terraform Cloud, or change the team block in scaffold.hcl")
	}
	return &tfe.Team{ID: teams[name]}, nil
}

// loadUsers finds the users of the addresses that notifications go to: IDs by
// address. Terraform Cloud mails to members only, Terraform Enterprise to any
// address.
func (p *people) loadUsers(ctx context.Context) (map[string]string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.users != nil || len(p.config.Emails) == 0 {
		return p.users, nil
	}
	users := map[string]string{}
	err := pages(func(o tfe.ListOptions) (*tfe.Pagination, error) {
		list, err := p.api.OrganizationMemberships.List(ctx, p.organization, &tfe.OrganizationMembershipListOptions{ListOptions: o, Emails: p.config.Emails})
		if err != nil {
			return nil, err
		}
		for _, m := range list.Items {
			if m.User != nil && slices.Contains(p.config.Emails, m.Email) {
				users[m.Email] = m.User.ID
			}
		}
		return list.Pagination, nil
	})
	if err == nil || missing(err) {
		p.users, err = users, nil
	}
	return p.users, err
}
