package tfc

import (
	"context"
	"slices"

	"github.com/hashicorp/go-tfe"

	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// notification makes, changes or removes one. That the answer does not show all
// recipients is told: not every server keeps them.
func (c *carrier) notification(ctx context.Context, owner string) (workspace.Outcome, error) {
	none := workspace.Outcome{}
	if c.change.Action == workspace.Remove {
		return none, c.api.NotificationConfigurations.Delete(ctx, c.change.ID)
	}
	n := c.change.Notification
	var url *string
	if n.Kind != "email" && n.URL != "" {
		url = &n.URL
	}
	users, addresses, err := c.recipients(ctx, n)
	if err != nil {
		return none, err
	}
	var triggers []tfe.NotificationTriggerType
	for _, t := range n.Triggers {
		triggers = append(triggers, tfe.NotificationTriggerType(t))
	}
	var made *tfe.NotificationConfiguration
	if c.change.Action == workspace.Update {
		made, err = c.api.NotificationConfigurations.Update(ctx, c.change.ID, tfe.NotificationConfigurationUpdateOptions{
			Enabled: tfe.Bool(true), Triggers: triggers, URL: url, EmailAddresses: addresses, EmailUsers: users,
		})
	} else {
		kind := tfe.NotificationDestinationType(n.Kind)
		if n.Kind == "webhook" {
			kind = tfe.NotificationDestinationTypeGeneric
		}
		made, err = c.api.NotificationConfigurations.Create(ctx, owner, tfe.NotificationConfigurationCreateOptions{
			Name: &n.Name, DestinationType: &kind, Enabled: tfe.Bool(true), Triggers: triggers, URL: url, EmailAddresses: addresses, EmailUsers: users,
			SubscribableChoice: &tfe.NotificationConfigurationSubscribableChoice{Workspace: &tfe.Workspace{ID: owner}},
		})
	}
	if err != nil {
		return none, err
	}
	if forgotten(made, users, addresses) {
		return workspace.Outcome{Ignored: []string{workspace.Recipients}}, nil
	}
	return none, nil
}

// recipients are who gets the mails of a notification: users where the server
// knows them, else addresses.
func (c *carrier) recipients(ctx context.Context, n workspace.Notification) (users []*tfe.User, addresses []string, err error) {
	if n.Kind != "email" {
		return nil, nil, nil
	}
	known, err := c.people.loadUsers(ctx)
	for _, address := range n.Addresses {
		if id := known[address]; id != "" {
			users = append(users, &tfe.User{ID: id})
		} else {
			addresses = append(addresses, address)
		}
	}
	return users, addresses, err
}

// forgotten tells whether a notification lacks one of its recipients.
func forgotten(made *tfe.NotificationConfiguration, users []*tfe.User, addresses []string) bool {
	for _, u := range users {
		if !slices.ContainsFunc(made.EmailUsers, func(o *tfe.User) bool { return o.ID == u.ID }) {
			return true
		}
	}
	return slices.ContainsFunc(addresses, func(a string) bool { return !slices.Contains(made.EmailAddresses, a) })
}
