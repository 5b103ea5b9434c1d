package tfc

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"sync"

	"github.com/hashicorp/go-tfe"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// features finds out what a server lacks, once.
type features struct {
	*server
	mu    sync.Mutex
	asked struct {
		organization bool // it answered, and what it lacks is known
		workspace    bool // likewise for what hangs on workspaces
	}
	lacks  map[workspace.Feature]bool
	hidden map[workspace.Feature]bool // of those
}

// Features implements workspace.Client. A missing route and a missing object
// look alike, so only what must exist is asked for: the organization answers,
// its projects do not.
func (c *Client) Features(ctx context.Context, workspaceID string) (workspace.Features, error) {
	return c.features.of(ctx, workspaceID)
}

// of asks what was not asked yet.
func (f *features) of(ctx context.Context, workspaceID string) (workspace.Features, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.asked.organization {
		if _, err := f.api.Organizations.Read(ctx, f.organization); err != nil {
			return workspace.Features{}, f.noOrganization(err)
		}
		f.lacks, f.hidden = map[workspace.Feature]bool{}, map[workspace.Feature]bool{}
		if err := f.probe(ctx, map[workspace.Feature]func(context.Context) error{
			workspace.Projects: func(ctx context.Context) error {
				_, err := f.api.Projects.List(ctx, f.organization, &tfe.ProjectListOptions{ListOptions: one})
				return err
			},
			workspace.VariableSets: func(ctx context.Context) error {
				_, err := f.api.VariableSets.List(ctx, f.organization, &tfe.VariableSetListOptions{ListOptions: one})
				return err
			},
		}); err != nil {
			return workspace.Features{}, err
		}
		f.asked.organization = true
	}
	if workspaceID != "" && !f.asked.workspace {
		if err := f.ofWorkspaces(ctx, workspaceID); err != nil {
			return workspace.Features{}, err
		}
		f.asked.workspace = true
	}
	return workspace.Features{Lacks: maps.Clone(f.lacks), Hidden: maps.Clone(f.hidden), Probed: f.asked.workspace}, nil
}

// ofWorkspaces asks what may hang on a workspace. One that is gone by now seems to
// lack everything, which is nothing to act on.
func (f *features) ofWorkspaces(ctx context.Context, id string) error {
	before := len(f.lacks)
	if err := f.probe(ctx, f.workspaceProbes(id)); err != nil || len(f.lacks) == before {
		return err
	}
	_, err := f.api.Workspaces.ReadByID(ctx, id)
	if missing(err) {
		f.asked.organization = false // and what is known with it
		return diag.Failedf("a workspace went away while it was looked at").WithHint("run the same command again")
	}
	return f.problem(err)
}

// one is the smallest page.
var one = tfe.ListOptions{PageNumber: 1, PageSize: 1}

// workspaceProbes ask for lists that every workspace has where there are such.
func (f *features) workspaceProbes(id string) map[workspace.Feature]func(context.Context) error {
	return map[workspace.Feature]func(context.Context) error{
		workspace.TagBindings: func(ctx context.Context) error {
			_, err := f.api.Workspaces.ListTagBindings(ctx, id)
			return err
		},
		workspace.RunTriggers: func(ctx context.Context) error {
			_, err := f.api.RunTriggers.List(ctx, id, &tfe.RunTriggerListOptions{ListOptions: one, RunTriggerType: tfe.RunTriggerInbound})
			return err
		},
		workspace.Consumers: func(ctx context.Context) error {
			_, err := f.api.Workspaces.ListRemoteStateConsumers(ctx, id, &tfe.RemoteStateConsumersListOptions{ListOptions: one})
			return err
		},
		workspace.Variables: func(ctx context.Context) error {
			_, err := f.api.Variables.List(ctx, id, &tfe.VariableListOptions{ListOptions: one})
			return err
		},
		workspace.Notifications: func(ctx context.Context) error {
			_, err := f.api.NotificationConfigurations.List(ctx, id, &tfe.NotificationConfigurationListOptions{ListOptions: one})
			return err
		},
		workspace.TeamAccess: func(ctx context.Context) error {
			_, err := f.api.TeamAccess.List(ctx, &tfe.TeamAccessListOptions{ListOptions: one, WorkspaceID: id})
			return err
		},
	}
}

// probe records which of the requests the server does not know. What is missing
// is asked for twice: a single answer may be a proxy's.
func (f *features) probe(ctx context.Context, requests map[workspace.Feature]func(context.Context) error) error {
	var problems diag.List
	for feature, request := range requests {
		status := 0
		ask := func() error {
			return request(tfe.ContextWithResponseHeaderHook(ctx, func(code int, _ http.Header) { status = code }))
		}
		err := ask()
		if missing(err) {
			err = ask()
		}
		switch {
		case err == nil:
		case missing(err), status == http.StatusMethodNotAllowed, status == http.StatusNotImplemented:
			f.lacks[feature] = true
		case isForbidden(err):
			f.lacks[feature], f.hidden[feature] = true, true
		case status == http.StatusOK:
			f.lacks[feature] = true // it answers, but not in the API's language
		case errors.Is(err, context.Canceled):
			return err
		default:
			problems = problems.Append(f.problem(err))
		}
	}
	return problems.Err()
}
