package tfc

import (
	"context"
	"slices"

	"github.com/hashicorp/go-tfe"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// Wiring implements workspace.Client.
func (c *Client) Wiring(ctx context.Context, id string, f workspace.Features) (workspace.Wiring, error) {
	var out workspace.Wiring
	for _, part := range []struct {
		feature workspace.Feature
		read    func() error
	}{
		{workspace.RunTriggers, func() error { return c.triggers(ctx, id, &out) }},
		{workspace.Consumers, func() error { return c.consumers(ctx, id, &out) }},
		{workspace.Variables, func() error { return c.variables(ctx, id, &out) }},
		{workspace.Notifications, func() error { return c.notifications(ctx, id, &out) }},
		{workspace.TeamAccess, func() error { return c.access(ctx, id, &out) }},
	} {
		if f.Has(part.feature) {
			if err := part.read(); err != nil {
				return out, c.problem(err)
			}
		}
	}
	return out, nil
}

func (c *Client) triggers(ctx context.Context, id string, out *workspace.Wiring) error {
	return pages(func(o tfe.ListOptions) (*tfe.Pagination, error) {
		list, err := c.api.RunTriggers.List(ctx, id, &tfe.RunTriggerListOptions{ListOptions: o, RunTriggerType: tfe.RunTriggerInbound})
		if err != nil {
			return nil, err
		}
		for _, t := range list.Items {
			link := workspace.Link{ID: t.ID, Workspace: t.SourceableName}
			if t.Sourceable != nil {
				link.WorkspaceID = t.Sourceable.ID
			}
			out.Triggers = append(out.Triggers, link)
		}
		return list.Pagination, nil
	})
}

func (c *Client) consumers(ctx context.Context, id string, out *workspace.Wiring) error {
	return pages(func(o tfe.ListOptions) (*tfe.Pagination, error) {
		list, err := c.api.Workspaces.ListRemoteStateConsumers(ctx, id, &tfe.RemoteStateConsumersListOptions{ListOptions: o})
		if err != nil {
			return nil, err
		}
		for _, w := range list.Items {
			out.Consumers = append(out.Consumers, workspace.Link{ID: w.ID, WorkspaceID: w.ID, Workspace: w.Name})
		}
		return list.Pagination, nil
	})
}

func (c *Client) variables(ctx context.Context, id string, out *workspace.Wiring) error {
	return pages(func(o tfe.ListOptions) (*tfe.Pagination, error) {
		list, err := c.api.Variables.List(ctx, id, &tfe.VariableListOptions{ListOptions: o})
		if err != nil {
			return nil, err
		}
		for _, v := range list.Items {
			out.Variables = append(out.Variables, workspace.Variable{
				ID: v.ID, Key: v.Key, Value: v.Value, Category: string(v.Category), Description: v.Description, Sensitive: v.Sensitive,
			})
		}
		return list.Pagination, nil
	})
}

func (c *Client) notifications(ctx context.Context, id string, out *workspace.Wiring) error {
	return pages(func(o tfe.ListOptions) (*tfe.Pagination, error) {
		list, err := c.api.NotificationConfigurations.List(ctx, id, &tfe.NotificationConfigurationListOptions{ListOptions: o})
		if err != nil {
			return nil, err
		}
		for _, n := range list.Items {
			kind := string(n.DestinationType)
			if kind == "generic" {
				kind = "webhook"
			}
			found := workspace.Notification{
				ID: n.ID, Name: n.Name, Kind: kind, URL: n.URL, Addresses: slices.Clone(n.EmailAddresses), Triggers: n.Triggers, Created: n.CreatedAt,
			}
			if len(n.EmailUsers) > 0 {
				if err := c.loadUsers(ctx); err != nil {
					return nil, err
				}
				for address, user := range c.users {
					if slices.ContainsFunc(n.EmailUsers, func(u *tfe.User) bool { return u.ID == user }) {
						found.Addresses = append(found.Addresses, address)
					}
				}
			}
			out.Notifications = append(out.Notifications, found)
		}
		return list.Pagination, nil
	})
}

func (c *Client) access(ctx context.Context, id string, out *workspace.Wiring) error {
	var ids []workspace.Access
	err := pages(func(o tfe.ListOptions) (*tfe.Pagination, error) {
		list, err := c.api.TeamAccess.List(ctx, &tfe.TeamAccessListOptions{ListOptions: o, WorkspaceID: id})
		if err != nil {
			return nil, err
		}
		for _, a := range list.Items {
			if a.Team != nil {
				ids = append(ids, workspace.Access{ID: a.ID, Team: a.Team.ID, Access: string(a.Access)})
			}
		}
		return list.Pagination, nil
	})
	if err != nil || len(ids) == 0 {
		return err
	}
	out.Teams, err = c.named(ctx, ids)
	return err
}

// named puts the teams' names in the place of their IDs.
func (c *Client) named(ctx context.Context, all []workspace.Access) ([]workspace.Access, error) {
	teams, err := c.loadTeams(ctx)
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
func (c *Client) loadTeams(ctx context.Context) (map[string]string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.teams != nil {
		return c.teams, nil
	}
	teams := map[string]string{}
	err := pages(func(o tfe.ListOptions) (*tfe.Pagination, error) {
		list, err := c.api.Teams.List(ctx, c.organization, &tfe.TeamListOptions{ListOptions: o})
		if err != nil {
			return nil, err
		}
		for _, t := range list.Items {
			teams[t.Name] = t.ID
		}
		return list.Pagination, nil
	})
	if err == nil {
		c.teams = teams
	}
	return teams, err
}

func (c *Client) team(ctx context.Context, name string) (*tfe.Team, error) {
	teams, err := c.loadTeams(ctx)
	if err != nil {
		return nil, c.problem(err)
	}
	if teams[name] == "" {
		return nil, diag.Failedf("the organization has no team %q", name).WithHint("make it in Terraform Cloud, or change the team block in scaffold.hcl")
	}
	return &tfe.Team{ID: teams[name]}, nil
}

// loadUsers finds the users of the addresses that notifications go to. Terraform
// Cloud mails to members only, Terraform Enterprise to any address.
func (c *Client) loadUsers(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.users != nil || len(c.config.Emails) == 0 {
		return nil
	}
	users := map[string]string{}
	err := pages(func(o tfe.ListOptions) (*tfe.Pagination, error) {
		list, err := c.api.OrganizationMemberships.List(ctx, c.organization, &tfe.OrganizationMembershipListOptions{ListOptions: o, Emails: c.config.Emails})
		if err != nil {
			return nil, err
		}
		for _, m := range list.Items {
			if m.User != nil && slices.Contains(c.config.Emails, m.Email) {
				users[m.Email] = m.User.ID
			}
		}
		return list.Pagination, nil
	})
	if err == nil || missing(err) {
		c.users, err = users, nil
	}
	return err
}
