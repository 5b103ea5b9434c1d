package report

import (
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

type jsonWorkspaces struct {
	Version      int           `json:"version"`
	Command      string        `json:"command"`
	Hostname     string        `json:"hostname"`
	Organization string        `json:"organization"`
	Desired      []jsonDesired `json:"desired"`
	Lacking      []string      `json:"lacking"`
	Changes      []jsonChange  `json:"changes"`
	Unchanged    int           `json:"unchanged"`
	Orphans      []jsonOrphan  `json:"orphans"`
	FanOut       []jsonFanOut  `json:"fan_out"`
	Applied      *jsonApplied  `json:"applied"`
	Runs         []jsonRun     `json:"runs"`
	Deleted      []string      `json:"deleted"`
	Notes        []string      `json:"notes"`
	Problems     []jsonProblem `json:"problems"`
}

type jsonDesired struct {
	Workspace   string            `json:"workspace"`
	Unit        string            `json:"unit"`
	Environment string            `json:"environment"`
	Settings    map[string]string `json:"settings"`
	Reads       []string          `json:"reads"`
	StartedBy   []string          `json:"started_by"`
}

type jsonChange struct {
	Action    string      `json:"action"`
	Kind      string      `json:"kind"`
	Workspace string      `json:"workspace"`
	Name      string      `json:"name"`
	Fields    []jsonField `json:"fields"`
}

type jsonField struct {
	Name string `json:"name"`
	Old  string `json:"old"`
	New  string `json:"new"`
}

type jsonOrphan struct {
	Workspace   string `json:"workspace"`
	Unit        string `json:"unit"`
	Environment string `json:"environment"`
	Resources   *int   `json:"resources"`
}

type jsonFanOut struct {
	Workspace string `json:"workspace"`
	Runs      int    `json:"runs"`
}

type jsonApplied struct {
	Done    int  `json:"done"`
	All     int  `json:"all"`
	Stopped bool `json:"stopped"`
}

type jsonRun struct {
	Workspace string `json:"workspace"`
	Queued    bool   `json:"queued"`
	Reason    string `json:"reason"`
}

// Workspaces prints a run of a `workspaces` command.
func (j JSON) Workspaces(w Workspaces, problems diag.List) {
	out := jsonWorkspaces{
		Version: JSONVersion, Command: w.Command, Hostname: w.Desired.Hostname, Organization: w.Desired.Organization,
		Desired: []jsonDesired{}, Lacking: []string{}, Changes: []jsonChange{}, Orphans: []jsonOrphan{}, FanOut: []jsonFanOut{},
		Runs: []jsonRun{}, Deleted: append([]string{}, w.Deleted...), Notes: append([]string{}, w.notes()...), Problems: problemsJSON(problems),
	}
	for _, d := range w.Desired.Workspaces {
		out.Desired = append(out.Desired, jsonDesired{
			d.Name, d.Unit, d.Environment, d.Settings, append([]string{}, d.Reads...), append([]string{}, d.Sources...),
		})
	}
	for _, f := range w.Desired.Fan() {
		out.FanOut = append(out.FanOut, jsonFanOut{f.Workspace, f.Runs})
	}
	for _, r := range w.Runs {
		out.Runs = append(out.Runs, jsonRun{r.Workspace, r.Queue, r.Reason})
	}
	if w.Applied != nil {
		out.Applied = &jsonApplied{w.Applied.Done, w.Applied.All, w.Applied.Stopped}
	}
	if w.Plan != nil {
		out.plan(w)
	}
	j.result(out, problems)
}

func (out *jsonWorkspaces) plan(w Workspaces) {
	out.Lacking = append(out.Lacking, w.lacking()...)
	out.Unchanged = w.Plan.Unchanged
	for _, o := range w.Plan.Orphans {
		orphan := jsonOrphan{Workspace: o.Name, Unit: o.Unit, Environment: o.Environment}
		if o.Resources != workspace.Uncounted {
			orphan.Resources = &o.Resources
		}
		out.Orphans = append(out.Orphans, orphan)
	}
	for _, c := range w.Plan.Changes {
		change := jsonChange{string(c.Action), strings.ReplaceAll(string(c.Kind), " ", "_"), c.Workspace, c.Name, []jsonField{}}
		if c.Kind == workspace.KindWorkspace {
			change.Name = c.Workspace
		}
		for _, f := range c.Fields {
			change.Fields = append(change.Fields, jsonField(f))
		}
		out.Changes = append(out.Changes, change)
	}
}
