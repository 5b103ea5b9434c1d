package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

const hostile = "x\x1b[2J|<b>@all"

func sampleWorkspaces() Workspaces {
	p := &workspace.Plan{
		Unchanged: 2, Features: workspace.Features{Lacks: map[workspace.Feature]bool{workspace.Projects: true, workspace.Consumers: true}},
		Orphans: []workspace.Orphan{{Name: "aws-old-dev", Unit: "old", Environment: "dev", Resources: 1}}, Notices: []string{"a notice"},
		Changes: []workspace.Change{
			{Action: workspace.Create, Kind: workspace.KindWorkspace, Workspace: "aws-a-dev", Name: "aws-a-dev", Settings: workspace.Settings{workspace.WorkingDirectory: "layers/a"}},
			{
				Action: workspace.Update, Kind: workspace.KindWorkspace, Workspace: "aws-b-dev", Name: "aws-b-dev",
				Fields: []workspace.Field{{Name: "auto-apply", Old: "false", New: "true"}, {Name: "tags", Old: "", New: "a=b\nc=d"}},
			},
			{Action: workspace.Remove, Kind: workspace.KindVariable, Workspace: "aws-b-dev", Name: hostile},
		},
	}
	return Workspaces{
		Command: "workspaces apply", Desired: &workspace.Desired{Organization: "acme", Hostname: "tfe.example"}, Plan: p,
		Applied: &workspace.Result{Done: 2, All: 3, Features: p.Features, Ignored: []string{"auto-apply"}},
		Runs:    []workspace.Run{{Workspace: "aws-a-dev", Queue: true, Reason: "its first run"}, {Workspace: "aws-b-dev", Reason: "waits"}}, Queued: 1,
		Deleted: []string{"aws-gone-dev"}, Notes: []string{"a note"},
	}
}

func TestTextWorkspaces(t *testing.T) {
	var out, errs bytes.Buffer
	Text{Out: &out, Err: &errs}.Workspaces(sampleWorkspaces())
	for _, want := range []string{
		"tfe.example, organization acme\n", "  create  workspace aws-a-dev\n            layers/a\n", "auto-apply: false → true\n", "tags: (none) → a=b, c=d\n",
		"orphan  workspace aws-old-dev: no code asks for it any more (1 resource)", "1 to create, 1 to update, 1 to remove; 2 workspaces unchanged.",
		"Made 2 of 3 changes.", "queued    run of aws-a-dev: its first run", "waiting   run of aws-b-dev: waits", "1 run started, 1 waiting.", "Deleted the workspace aws-gone-dev.",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the text lacks %q:\n%s", want, out.String())
		}
	}
	for _, want := range []string{"note: tfe.example has no projects, remote-state consumers, or", "note: a notice\n", "note: tfe.example ignores these settings: auto-apply", "note: a note\n"} {
		if strings.Count(errs.String(), want) != 1 {
			t.Errorf("the notes do not hold %q once:\n%s", want, errs.String())
		}
	}
	if strings.Contains(out.String(), "\x1b") {
		t.Error("a name steers the terminal")
	}
	out.Reset()
	Text{Out: &out, Err: &errs, Quiet: true}.Workspaces(sampleWorkspaces())
	if out.Len() > 0 {
		t.Errorf("--quiet: %q", out.String())
	}
}

func TestMarkdownWorkspaces(t *testing.T) {
	var out bytes.Buffer
	w := sampleWorkspaces()
	w.Desired = chained(3)
	for i := range maxRows {
		w.Plan.Changes = append(w.Plan.Changes, workspace.Change{Action: workspace.Create, Kind: workspace.KindProject, Name: fmt.Sprint(i)})
	}
	Markdown{Out: &out}.Workspaces(w, diag.List{diag.Failedf("it failed")})
	for _, want := range []string{
		"| update | workspace aws-b-dev | auto-apply: false → true; tags: a=b, c=d |", "| | and 3 more | |", "- orphaned: aws-old-dev (1 resource)",
		"> **error:** it failed", "- queued: run of aws-a-dev: its first run", "- an apply of ws-00 starts 2 runs\n", "x\\u001b\\[2J\\|&lt;b&gt;@\u200ball",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the Markdown lacks %q:\n%s", want, out.String())
		}
	}
}
