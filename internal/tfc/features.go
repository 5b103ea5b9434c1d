package tfc

import (
	"context"
	"errors"
	"maps"
	"net/http"

	"github.com/hashicorp/go-tfe"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// probed is what was found out of a server.
type probed struct {
	organization bool // it answered, and what it lacks is known
	workspace    bool // likewise for what hangs on workspaces
	lacks        map[workspace.Feature]bool
}

// Features implements workspace.Client. A missing route and a missing object
// look alike, so only what must exist is asked for: the organization answers,
// its projects do not.
func (c *Client) Features(ctx context.Context, workspaceID string) (workspace.Features, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p := c.features
	if !p.organization {
		if _, err := c.api.Organizations.Read(ctx, c.organization); err != nil {
			return workspace.Features{}, c.noOrganization(err)
		}
		p.lacks = map[workspace.Feature]bool{}
		if err := c.probe(ctx, map[workspace.Feature]func(context.Context) error{
			workspace.Projects: func(ctx context.Context) error {
				_, err := c.api.Projects.List(ctx, c.organization, &tfe.ProjectListOptions{ListOptions: one})
				return err
			},
			workspace.VariableSets: func(ctx context.Context) error {
				_, err := c.api.VariableSets.List(ctx, c.organization, &tfe.VariableSetListOptions{ListOptions: one})
				return err
			},
		}); err != nil {
			return workspace.Features{}, err
		}
		p.organization = true
	}
	if workspaceID != "" && !p.workspace {
		if err := c.probe(ctx, c.workspaceProbes(workspaceID)); err != nil {
			return workspace.Features{}, err
		}
		p.workspace = true
	}
	return workspace.Features{Lacks: maps.Clone(p.lacks), Probed: p.workspace}, nil
}

// one is the smallest page.
var one = tfe.ListOptions{PageNumber: 1, PageSize: 1}

func (c *Client) noOrganization(err error) error {
	if missing(err) {
		return diag.Failedf("%s has no organization %q, or the token may not see it", c.config.Hostname, c.organization).
			WithHint("check organization and hostname in scaffold.hcl, and whose token it is")
	}
	return c.problem(err)
}

// workspaceProbes ask for lists that every workspace has where there are such.
func (c *Client) workspaceProbes(id string) map[workspace.Feature]func(context.Context) error {
	return map[workspace.Feature]func(context.Context) error{
		workspace.TagBindings: func(ctx context.Context) error {
			_, err := c.api.Workspaces.ListTagBindings(ctx, id)
			return err
		},
		workspace.RunTriggers: func(ctx context.Context) error {
			_, err := c.api.RunTriggers.List(ctx, id, &tfe.RunTriggerListOptions{ListOptions: one, RunTriggerType: tfe.RunTriggerInbound})
			return err
		},
		workspace.Consumers: func(ctx context.Context) error {
			_, err := c.api.Workspaces.ListRemoteStateConsumers(ctx, id, &tfe.RemoteStateConsumersListOptions{ListOptions: one})
			return err
		},
		workspace.Variables: func(ctx context.Context) error {
			_, err := c.api.Variables.List(ctx, id, &tfe.VariableListOptions{ListOptions: one})
			return err
		},
		workspace.Notifications: func(ctx context.Context) error {
			_, err := c.api.NotificationConfigurations.List(ctx, id, &tfe.NotificationConfigurationListOptions{ListOptions: one})
			return err
		},
		workspace.TeamAccess: func(ctx context.Context) error {
			_, err := c.api.TeamAccess.List(ctx, &tfe.TeamAccessListOptions{ListOptions: one, WorkspaceID: id})
			return err
		},
	}
}

// probe records which of the requests the server does not know.
func (c *Client) probe(ctx context.Context, requests map[workspace.Feature]func(context.Context) error) error {
	var problems diag.List
	for feature, request := range requests {
		status := 0
		err := request(tfe.ContextWithResponseHeaderHook(ctx, func(code int, _ http.Header) { status = code }))
		switch {
		case err == nil:
		case missing(err), status == http.StatusMethodNotAllowed, status == http.StatusNotImplemented, status == http.StatusForbidden:
			c.features.lacks[feature] = true
		case status == http.StatusOK:
			c.features.lacks[feature] = true // it answers, but not in the API's language
		case errors.Is(err, context.Canceled):
			return err
		default:
			problems = problems.Append(c.problem(err))
		}
	}
	return problems.Err()
}
