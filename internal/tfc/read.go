package tfc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/go-tfe"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// Projects implements workspace.Client.
func (c *Client) Projects(ctx context.Context) (map[string]string, error) {
	out := map[string]string{}
	err := pages(func(o tfe.ListOptions) (*tfe.Pagination, error) {
		list, err := c.api.Projects.List(ctx, c.organization, &tfe.ProjectListOptions{ListOptions: o})
		if err != nil {
			return nil, err
		}
		for _, p := range list.Items {
			out[p.Name] = p.ID
		}
		return list.Pagination, nil
	})
	return out, c.problem(err)
}

// Workspaces implements workspace.Client.
func (c *Client) Workspaces(ctx context.Context, details bool) ([]workspace.Actual, error) {
	include := []tfe.WSIncludeOpt{tfe.WSEffectiveTagBindings}
	if details {
		include = append(include, tfe.WSCurrentRun, tfe.WSOutputs)
	}
	all, err := c.workspaces(ctx, include)
	for len(include) > 0 && (errors.Is(err, tfe.ErrInvalidIncludeValue) || missing(err)) {
		// A server that does not know the last of them, or has no outputs of a
		// workspace without state. Status asks for what is left open.
		include = include[:len(include)-1]
		all, err = c.workspaces(ctx, include)
	}
	tags := len(include) > 0
	if err != nil {
		if missing(err) {
			return nil, c.noOrganization(err)
		}
		return nil, c.problem(err)
	}
	var out []workspace.Actual
	// A server may take the include and leave it out, too.
	tags = tags && slices.ContainsFunc(all, func(w *tfe.Workspace) bool { return len(w.EffectiveTagBindings) > 0 })
	runs := slices.ContainsFunc(all, func(w *tfe.Workspace) bool { return w.CurrentRun != nil })
	states := slices.ContainsFunc(all, func(w *tfe.Workspace) bool { return w.CurrentStateVersion != nil })
	for _, w := range all {
		a := actual(w)
		a.TagsKnown = tags
		// A list that tells of no run at all may be one that never tells.
		if w.CurrentRun != nil || runs {
			a.HadRun = workspace.AnswerOf(w.CurrentRun != nil)
		}
		if w.CurrentStateVersion != nil || states {
			a.State = workspace.AnswerOf(w.CurrentStateVersion != nil)
		}
		out = append(out, a)
	}
	return out, nil
}

// workspaces lists all of the organization that the token sees.
func (s *server) workspaces(ctx context.Context, include []tfe.WSIncludeOpt) ([]*tfe.Workspace, error) {
	var out []*tfe.Workspace
	seen := map[string]bool{} // pages shift while workspaces are made
	err := pages(func(o tfe.ListOptions) (*tfe.Pagination, error) {
		list, err := s.api.Workspaces.List(ctx, s.organization, &tfe.WorkspaceListOptions{ListOptions: o, Include: include})
		if err != nil {
			return nil, err
		}
		for _, w := range list.Items {
			if !seen[w.ID] {
				seen[w.ID] = true
				out = append(out, w)
			}
		}
		return list.Pagination, nil
	})
	return out, err
}

// Find implements workspace.Client.
func (c *Client) Find(ctx context.Context, name string) (*workspace.Actual, error) {
	w, err := c.api.Workspaces.Read(ctx, c.organization, name)
	if missing(err) {
		return nil, nil
	}
	if err != nil {
		return nil, c.problem(err)
	}
	a := actual(w)
	return &a, nil
}

// actual is what a workspace says of itself. A relation that is missing stays
// unknown.
func actual(w *tfe.Workspace) workspace.Actual {
	s := workspace.Settings{
		workspace.Name: w.Name, workspace.WorkingDirectory: strings.TrimSuffix(w.WorkingDirectory, "/"), workspace.TriggerPatterns: lines(w.TriggerPatterns),
		workspace.TriggerPrefixes: lines(w.TriggerPrefixes), workspace.TerraformVersion: w.TerraformVersion, workspace.ExecutionMode: w.ExecutionMode,
		workspace.AutoApply: fmt.Sprint(w.AutoApply), workspace.AutoApplyRunTrigger: fmt.Sprint(w.AutoApplyRunTrigger),
		workspace.Speculative: fmt.Sprint(w.SpeculativeEnabled), workspace.FileTriggers: fmt.Sprint(w.FileTriggersEnabled),
		workspace.GlobalState: fmt.Sprint(w.GlobalRemoteState), workspace.ProjectState: fmt.Sprint(w.ProjectRemoteState), workspace.Description: w.Description,
	}
	if w.Project != nil {
		s[workspace.Project] = w.Project.ID
	}
	if w.AgentPool != nil {
		s[workspace.AgentPool] = w.AgentPool.ID
	}
	if w.VCSRepo != nil {
		s[workspace.VCSRepository], s[workspace.VCSBranch] = w.VCSRepo.Identifier, w.VCSRepo.Branch
		s[workspace.VCSInstallation], s[workspace.VCSToken] = w.VCSRepo.GHAInstallationID, w.VCSRepo.OAuthTokenID
	}
	a := workspace.Actual{ID: w.ID, Settings: s, Bindings: map[string]string{}, Flat: w.TagNames, Resources: w.ResourceCount}
	for _, t := range w.EffectiveTagBindings {
		a.Bindings[t.Key] = t.Value
	}
	if w.CurrentRun != nil {
		a.HadRun, a.RunStatus = workspace.Yes, string(w.CurrentRun.Status)
	}
	for _, o := range w.Outputs {
		if live, ok := o.Value.(bool); ok && o.Name == "live" {
			a.Live = workspace.AnswerOf(live)
		}
	}
	return a
}

// Status implements workspace.Client.
func (c *Client) Status(ctx context.Context, a *workspace.Actual, outputs bool) error {
	if a.HadRun == workspace.Unknown || a.RunStatus == "" {
		list, err := c.api.Runs.List(ctx, a.ID, &tfe.RunListOptions{ListOptions: tfe.ListOptions{PageSize: 20}})
		if missing(err) {
			list = &tfe.RunList{} // a server that lists no runs; the workspace itself said what it knows
		} else if err != nil {
			return c.problem(err)
		}
		if a.HadRun == workspace.Unknown {
			a.HadRun = workspace.No
		}
		if i := slices.IndexFunc(list.Items, func(r *tfe.Run) bool { return !r.PlanOnly }); i >= 0 {
			a.HadRun, a.RunStatus = workspace.Yes, string(list.Items[i].Status)
		}
	}
	if a.State == workspace.Unknown {
		_, err := c.api.StateVersions.ReadCurrent(ctx, a.ID)
		if err != nil && !missing(err) {
			return c.problem(err)
		}
		a.State = workspace.AnswerOf(err == nil)
	}
	if outputs && a.Live == workspace.Unknown && a.State == workspace.Yes {
		list, err := c.api.StateVersionOutputs.ReadCurrent(ctx, a.ID)
		if missing(err) {
			return nil // this server has none to tell
		}
		if err != nil {
			return c.problem(err)
		}
		for _, o := range list.Items {
			if live, ok := o.Value.(bool); ok && o.Name == "live" {
				a.Live = workspace.AnswerOf(live)
			}
		}
	}
	return nil
}

// Managed implements workspace.Client. Not every server counts, so a count of 0
// is not believed while there is a state.
func (c *Client) Managed(ctx context.Context, a *workspace.Actual) (int, error) {
	if a.Resources > 0 {
		return a.Resources, nil
	}
	v, err := c.api.StateVersions.ReadCurrent(ctx, a.ID)
	if missing(err) {
		return 0, nil // it never had a state
	}
	if err != nil {
		return 0, c.problem(err)
	}
	content, err := c.api.StateVersions.Download(ctx, v.DownloadURL)
	if err != nil {
		return 0, c.problem(err)
	}
	var state struct {
		Resources []struct {
			Mode      string
			Instances []json.RawMessage
		}
	}
	if err := json.Unmarshal(content, &state); err != nil {
		return 0, diag.Failedf("the state of %s can't be read", a.Name())
	}
	n := 0
	for _, r := range state.Resources {
		if r.Mode == "managed" {
			n += len(r.Instances)
		}
	}
	return n, nil
}

func lines(list []string) string {
	sorted := slices.Clone(list)
	slices.Sort(sorted)
	return strings.Join(sorted, "\n")
}
