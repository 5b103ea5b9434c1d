package report

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// chained are workspaces that start each other's runs: many hang on the first.
func chained(n int) *workspace.Desired {
	d := &workspace.Desired{Organization: "acme", Hostname: "tfe.example", Notices: []string{"of the code"}}
	for i := range n {
		w := &workspace.Workspace{Name: fmt.Sprintf("ws-%02d", i), Unit: "u", Environment: "dev", Settings: workspace.Settings{
			workspace.Project: "p", workspace.WorkingDirectory: fmt.Sprintf("layers/%02d", i), workspace.TerraformVersion: "1.11.0",
		}}
		if i == 0 {
			w.Settings[workspace.AutoApply] = "true"
		} else {
			w.Reads, w.Sources = []string{"ws-00"}, []string{"ws-00"}
		}
		d.Workspaces = append(d.Workspaces, w)
	}
	return d
}

// TestTextWorkspacesOffline prints the desired state alone.
func TestTextWorkspacesOffline(t *testing.T) {
	var out, errs bytes.Buffer
	Text{Out: &out, Err: &errs}.Workspaces(Workspaces{Desired: chained(2)})
	sameText(t, out.String(), `tfe.example, organization acme
  ws-00
    project     p
    folder      layers/00
    applies     by itself, Terraform 1.11.0
  ws-01
    project     p
    folder      layers/01
    applies     when somebody confirms, Terraform 1.11.0
    reads       ws-00
    started by  ws-00
  an apply of ws-00 starts 1 run
2 workspaces.
`)
	sameText(t, errs.String(), "note: of the code\n")
}

// TestFanOut: an apply that starts very many runs is worth a warning.
func TestFanOut(t *testing.T) {
	for name, c := range map[string]struct {
		workspaces int
		triggers   string
		want       string
	}{
		"as many as is usual":    {ManyRuns + 1, "layers", "note: of the code\n"},
		"more":                   {ManyRuns + 2, "layers", "note: of the code\nnote: an apply of ws-00 starts 51 runs; run_triggers = \"none\" in its environment leaves them to you\n"},
		"more, services as well": {ManyRuns + 2, "direct", "note: of the code\nnote: an apply of ws-00 starts 51 runs; run_triggers = \"layers\" in its environment starts those of layers alone\n"},
	} {
		t.Run(name, func(t *testing.T) {
			d := chained(c.workspaces)
			for _, w := range d.Workspaces {
				w.RunTriggers = c.triggers
			}
			var errs bytes.Buffer
			Text{Out: &bytes.Buffer{}, Err: &errs, Quiet: true}.Workspaces(Workspaces{Desired: d})
			sameText(t, errs.String(), c.want)
		})
	}
}

// TestManyFanOuts: the rest is counted, unless all are asked for.
func TestManyFanOuts(t *testing.T) {
	p := &workspace.Plan{}
	for i := range maxFan + 2 {
		p.FanOut = append(p.FanOut, workspace.FanOut{Workspace: fmt.Sprint("w", i), Runs: 9 - i})
	}
	var out, all bytes.Buffer
	Text{Out: &out}.fan(p)
	sameText(t, out.String(), `  an apply of w0 starts 9 runs
  an apply of w1 starts 8 runs
  an apply of w2 starts 7 runs
  an apply of w3 starts 6 runs
  an apply of w4 starts 5 runs
  and 2 more start runs (--verbose)
`)
	Text{Out: &all, Verbose: true}.fan(p)
	if n := bytes.Count(all.Bytes(), []byte("\n")); n != maxFan+2 {
		t.Errorf("--verbose prints %d lines", n)
	}
}

// TestShownBefore: a plan that a person saw before they agreed is not printed again.
func TestShownBefore(t *testing.T) {
	w := sampleWorkspaces()
	w.Shown = true
	var out, errs bytes.Buffer
	Text{Out: &out, Err: &errs}.Workspaces(w)
	sameText(t, out.String(), `Made 2 of 3 changes.
  queued    run of aws-a-dev: its first run
  waiting   run of aws-b-dev: waits
1 run started, 1 waiting.
Deleted the workspace aws-gone-dev.
`)
	sameText(t, errs.String(), "note: tfe.example ignores these settings: auto-apply; they are left out from now on\n")
}

// TestTotals: a plan in a sentence.
func TestTotals(t *testing.T) {
	create := workspace.Change{Action: workspace.Create, Kind: workspace.KindVariable}
	for name, c := range map[string]struct {
		plan *workspace.Plan
		want string
	}{
		"offline":          {nil, "3 workspaces."},
		"all is well":      {&workspace.Plan{Unchanged: 3}, "Nothing to change: 3 workspaces are as the code says."},
		"one is well":      {&workspace.Plan{Unchanged: 1}, "Nothing to change: 1 workspace is as the code says."},
		"something is not": {&workspace.Plan{Unchanged: 1, Changes: []workspace.Change{create, create}}, "2 to create, 0 to update, 0 to remove; 1 workspace unchanged."},
	} {
		t.Run(name, func(t *testing.T) {
			sameText(t, Workspaces{Desired: chained(3), Plan: c.plan}.totals(), c.want)
		})
	}
}

// TestJSONWorkspaces: all that a program may want to know, in one object.
func TestJSONWorkspaces(t *testing.T) {
	w := sampleWorkspaces()
	w.Desired = chained(2)
	w.Plan.Changes = w.Plan.Changes[1:]
	w.Applied.Stopped = true
	var out bytes.Buffer
	JSON{Out: &out, Lines: true}.Workspaces(w, diag.List{diag.Failedf("it failed")})
	sameText(t, out.String(), `{"type":"problem","problem":{"kind":"failed","summary":"it failed"}}
{"type":"result","version":1,"command":"workspaces apply","hostname":"tfe.example","organization":"acme",`+
		`"desired":[{"workspace":"ws-00","unit":"u","environment":"dev","settings":{"auto-apply":"true","project":"p","terraform-version":"1.11.0","working-directory":"layers/00"},"reads":[],"started_by":[]},`+
		`{"workspace":"ws-01","unit":"u","environment":"dev","settings":{"project":"p","terraform-version":"1.11.0","working-directory":"layers/01"},"reads":["ws-00"],"started_by":["ws-00"]}],`+
		`"lacking":["projects","remote-state consumers"],`+
		`"changes":[{"action":"update","kind":"workspace","workspace":"aws-b-dev","name":"aws-b-dev","fields":[{"name":"auto-apply","old":"false","new":"true"},{"name":"tags","old":"","new":"a=b\nc=d"}]},`+
		`{"action":"remove","kind":"variable","workspace":"aws-b-dev","name":"x\u001b[2J|<b>@all","fields":[]}],`+
		`"unchanged":2,"orphans":[{"workspace":"aws-old-dev","unit":"old","environment":"dev","resources":1}],"fan_out":[{"workspace":"ws-00","runs":1}],`+
		`"applied":{"done":2,"all":3,"stopped":true},"runs":[{"workspace":"aws-a-dev","queued":true,"reason":"its first run"},{"workspace":"aws-b-dev","queued":false,"reason":"waits"}],`+
		`"deleted":["aws-gone-dev"],"notes":["tfe.example has no projects, remote-state consumers, or the token may not see them; they are left out","a notice","tfe.example ignores these settings: auto-apply; they are left out from now on","a note"],`+
		`"problems":[{"kind":"failed","summary":"it failed"}]}
`)
}

// TestJSONWorkspacesOffline: lists are lists where there is nothing.
func TestJSONWorkspacesOffline(t *testing.T) {
	var out bytes.Buffer
	JSON{Out: &out, Lines: true}.Workspaces(Workspaces{Command: "workspaces plan", Desired: &workspace.Desired{Hostname: "h", Organization: "o"}}, nil)
	sameText(t, out.String(), `{"type":"result","version":1,"command":"workspaces plan","hostname":"h","organization":"o","desired":[],"lacking":[],"changes":[],"unchanged":0,"orphans":[],"fan_out":[],"applied":null,"runs":[],"deleted":[],"notes":[],"problems":[]}
`)
}
