package tfc

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"github.com/hashicorp/go-tfe"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// workspace makes or changes a workspace, tags included.
func (c *carrier) workspace(ctx context.Context) (workspace.Outcome, error) {
	s := c.change.Settings
	var made *tfe.Workspace
	var err error
	switch {
	case c.change.Action == workspace.Create:
		made, err = c.api.Workspaces.Create(ctx, c.organization, createOptions(s, c.ids, c.features))
	case len(s) > 1 || s[workspace.Tags] == "":
		made, err = c.api.Workspaces.UpdateByID(ctx, c.change.ID, updateOptions(s, c.ids))
	}
	if err != nil {
		return workspace.Outcome{}, err
	}
	out := workspace.Outcome{ID: c.change.ID}
	if made != nil {
		out.ID, out.Ignored = made.ID, ignored(s, made, c.ids)
	}
	if c.change.Action == workspace.Update && s[workspace.Tags] != "" {
		err = c.tag(ctx, out.ID, s[workspace.Tags])
	}
	return out, err
}

// tag gives a workspace tags beside those it has.
func (c *carrier) tag(ctx context.Context, id, tags string) error {
	if c.features.Has(workspace.TagBindings) {
		_, err := c.api.Workspaces.AddTagBindings(ctx, id, tfe.WorkspaceAddTagBindingsOptions{TagBindings: bindings(tags)})
		return err
	}
	add := func() error {
		return c.api.Workspaces.AddTags(ctx, id, tfe.WorkspaceAddTagsOptions{Tags: plainTags(tags)})
	}
	err := add()
	if _, lost := errors.AsType[*url.Error](err); lost {
		err = add() // a tag that is there may be given again
	}
	if missing(err) {
		return nil // no tags at all; the description says whose it is
	}
	return err
}

func bindings(tags string) []*tfe.TagBinding {
	var out []*tfe.TagBinding
	for _, line := range workspace.Lines(tags) {
		key, value, _ := strings.Cut(line, "=")
		out = append(out, &tfe.TagBinding{Key: key, Value: value})
	}
	return out
}

// plainTags are tags for servers that know no values. They take no slash, so
// the repository stands in the description alone.
func plainTags(tags string) []*tfe.Tag {
	var out []*tfe.Tag
	for _, line := range workspace.Lines(tags) {
		if key, value, _ := strings.Cut(line, "="); key != "repository" {
			out = append(out, &tfe.Tag{Name: key + ":" + value})
		}
	}
	return out
}

// ignored are the settings that were sent and that the answer does not show.
func ignored(s workspace.Settings, made *tfe.Workspace, ids workspace.IDs) []string {
	have := actual(made).Settings
	var out []string
	for name, want := range s {
		if name == workspace.Project {
			want = ids.Projects[want]
		}
		if name != workspace.Tags && name != workspace.Description && have[name] != want {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// text and flag are a setting for go-tfe: nil when it is not to be sent.
func text(s workspace.Settings, name string) *string {
	if value, ok := s[name]; ok {
		return &value
	}
	return nil
}

func flag(s workspace.Settings, name string) *bool {
	if value, ok := s[name]; ok {
		yes := value == "true"
		return &yes
	}
	return nil
}

// vcs is the connection to the repository, whole as soon as a part of it is sent.
func vcs(s workspace.Settings) *tfe.VCSRepoOptions {
	o := &tfe.VCSRepoOptions{
		Identifier: text(s, workspace.VCSRepository), Branch: text(s, workspace.VCSBranch),
		GHAInstallationID: text(s, workspace.VCSInstallation), OAuthTokenID: text(s, workspace.VCSToken),
	}
	if o.Identifier == nil && o.Branch == nil && o.GHAInstallationID == nil && o.OAuthTokenID == nil {
		return nil
	}
	return o
}

// project is nil for a server that has none.
func project(s workspace.Settings, ids workspace.IDs) *tfe.Project {
	if id := ids.Projects[s[workspace.Project]]; id != "" {
		return &tfe.Project{ID: id}
	}
	return nil
}

func createOptions(s workspace.Settings, ids workspace.IDs, f workspace.Features) tfe.WorkspaceCreateOptions {
	o := tfe.WorkspaceCreateOptions{
		Name: text(s, workspace.Name), Description: text(s, workspace.Description), WorkingDirectory: text(s, workspace.WorkingDirectory),
		TriggerPatterns: workspace.Lines(s[workspace.TriggerPatterns]), TerraformVersion: text(s, workspace.TerraformVersion),
		ExecutionMode: text(s, workspace.ExecutionMode), AgentPoolID: text(s, workspace.AgentPool), AutoApply: flag(s, workspace.AutoApply),
		AutoApplyRunTrigger: flag(s, workspace.AutoApplyRunTrigger), SpeculativeEnabled: flag(s, workspace.Speculative),
		FileTriggersEnabled: flag(s, workspace.FileTriggers), GlobalRemoteState: flag(s, workspace.GlobalState),
		ProjectRemoteState: flag(s, workspace.ProjectState), VCSRepo: vcs(s), Project: project(s, ids),
	}
	if f.Has(workspace.TagBindings) {
		o.TagBindings = bindings(s[workspace.Tags])
	} else {
		o.Tags = plainTags(s[workspace.Tags])
	}
	return o
}

func updateOptions(s workspace.Settings, ids workspace.IDs) tfe.WorkspaceUpdateOptions {
	o := tfe.WorkspaceUpdateOptions{
		Name: text(s, workspace.Name), Description: text(s, workspace.Description), WorkingDirectory: text(s, workspace.WorkingDirectory),
		TriggerPatterns: workspace.Lines(s[workspace.TriggerPatterns]), TerraformVersion: text(s, workspace.TerraformVersion),
		ExecutionMode: text(s, workspace.ExecutionMode), AgentPoolID: text(s, workspace.AgentPool), AutoApply: flag(s, workspace.AutoApply),
		AutoApplyRunTrigger: flag(s, workspace.AutoApplyRunTrigger), SpeculativeEnabled: flag(s, workspace.Speculative),
		FileTriggersEnabled: flag(s, workspace.FileTriggers), GlobalRemoteState: flag(s, workspace.GlobalState),
		ProjectRemoteState: flag(s, workspace.ProjectState), VCSRepo: vcs(s), Project: project(s, ids),
	}
	if _, clear := s[workspace.TriggerPrefixes]; clear {
		o.TriggerPrefixes = []string{}
	}
	return o
}

// Queue implements workspace.Client.
func (c *Client) Queue(ctx context.Context, workspaceID, message string) error {
	_, err := c.api.Runs.Create(ctx, tfe.RunCreateOptions{Workspace: &tfe.Workspace{ID: workspaceID}, Message: &message})
	return c.problem(err)
}

// Delete implements workspace.Client. It is the server that decides whether
// that is safe; one that has no safe delete deletes nothing for us.
func (c *Client) Delete(ctx context.Context, workspaceID string) error {
	err := c.api.Workspaces.SafeDeleteByID(ctx, workspaceID)
	if err == nil || !missing(err) {
		return c.problem(err)
	}
	if _, err := c.api.Workspaces.ReadByID(ctx, workspaceID); missing(err) {
		return nil // somebody else was faster
	}
	return diag.Failedf("%s has no safe delete, so nothing was deleted", c.config.Hostname).
		WithHint("look whether the workspace manages any resources, and delete it there by hand")
}
