package tfc

import (
	"context"
	"slices"

	"github.com/hashicorp/go-tfe"

	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// Wiring implements workspace.Client.
func (c *Client) Wiring(ctx context.Context, id string, f workspace.Features) (workspace.Wiring, error) {
	w := wiring{server: c.server, people: c.people, id: id}
	for _, part := range []struct {
		feature workspace.Feature
		read    func(context.Context) error
	}{
		{workspace.RunTriggers, w.triggers},
		{workspace.Consumers, w.consumers},
		{workspace.Variables, w.variables},
		{workspace.Notifications, w.notifications},
		{workspace.TeamAccess, w.teams},
	} {
		if f.Has(part.feature) {
			if err := part.read(ctx); err != nil {
				return w.found, c.problem(err)
			}
		}
	}
	return w.found, nil
}

// wiring reads what hangs on one workspace.
type wiring struct {
	*server
	people *people
	id     string // of the workspace
	found  workspace.Wiring
}

func (w *wiring) triggers(ctx context.Context) error {
	return pages(func(o tfe.ListOptions) (*tfe.Pagination, error) {
		list, err := w.api.RunTriggers.List(ctx, w.id, &tfe.RunTriggerListOptions{ListOptions: o, RunTriggerType: tfe.RunTriggerInbound})
		if err != nil {
			return nil, err
		}
		for _, t := range list.Items {
			link := workspace.Link{ID: t.ID, Workspace: t.SourceableName}
			if t.Sourceable != nil {
				link.WorkspaceID = t.Sourceable.ID
			}
			w.found.Triggers = append(w.found.Triggers, link)
		}
		return list.Pagination, nil
	})
}

func (w *wiring) consumers(ctx context.Context) error {
	return pages(func(o tfe.ListOptions) (*tfe.Pagination, error) {
		list, err := w.api.Workspaces.ListRemoteStateConsumers(ctx, w.id, &tfe.RemoteStateConsumersListOptions{ListOptions: o})
		if err != nil {
			return nil, err
		}
		for _, reader := range list.Items {
			w.found.Consumers = append(w.found.Consumers, workspace.Link{ID: reader.ID, WorkspaceID: reader.ID, Workspace: reader.Name})
		}
		return list.Pagination, nil
	})
}

func (w *wiring) variables(ctx context.Context) error {
	return pages(func(o tfe.ListOptions) (*tfe.Pagination, error) {
		list, err := w.api.Variables.List(ctx, w.id, &tfe.VariableListOptions{ListOptions: o})
		if err != nil {
			return nil, err
		}
		for _, v := range list.Items {
			w.found.Variables = append(w.found.Variables, workspace.Variable{
				ID: v.ID, Key: v.Key, Value: v.Value, Category: string(v.Category), Description: v.Description, Sensitive: v.Sensitive, HCL: v.HCL,
			})
		}
		return list.Pagination, nil
	})
}

func (w *wiring) notifications(ctx context.Context) error {
	return pages(func(o tfe.ListOptions) (*tfe.Pagination, error) {
		list, err := w.api.NotificationConfigurations.List(ctx, w.id, &tfe.NotificationConfigurationListOptions{ListOptions: o})
		if err != nil {
			return nil, err
		}
		for _, n := range list.Items {
			kind := string(n.DestinationType)
			if kind == "generic" {
				kind = "webhook"
			}
			found := workspace.Notification{
				ID: n.ID, Name: n.Name, Kind: kind, URL: n.URL, Addresses: slices.Clone(n.EmailAddresses), Triggers: n.Triggers, Created: n.CreatedAt, Disabled: !n.Enabled,
			}
			if len(n.EmailUsers) > 0 {
				users, err := w.people.loadUsers(ctx)
				if err != nil {
					return nil, err
				}
				for address, user := range users {
					if slices.ContainsFunc(n.EmailUsers, func(u *tfe.User) bool { return u.ID == user }) {
						found.Addresses = append(found.Addresses, address)
					}
				}
			}
			w.found.Notifications = append(w.found.Notifications, found)
		}
		return list.Pagination, nil
	})
}

func (w *wiring) teams(ctx context.Context) (err error) {
	w.found.Teams, err = w.people.ofWorkspace(ctx, w.id)
	return err
}
