package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// Workspaces is a finished (or planned) run of a `workspaces` command.
type Workspaces struct {
	Command string
	Desired *workspace.Desired
	Plan    *workspace.Plan   // nil with --offline
	Applied *workspace.Result // nil when nothing was to be carried out
	Runs    []workspace.Run
	Queued  int      // how many of them were started
	Deleted []string // names of workspaces
	Notes   []string
	Shown   bool // the plan was printed before, when a person was asked
}

// ManyRuns is from how many runs on a fan-out is worth a warning.
const ManyRuns = 50

// notes are the remarks of a run: what the server lacks comes first, once.
func (w Workspaces) notes() []string {
	var out []string
	if w.Plan != nil {
		if lacking := w.lacking(); len(lacking) > 0 {
			out = append(out, fmt.Sprintf("%s has no %s, or the token may not see them; they are left out", w.Desired.Hostname, strings.Join(lacking, ", ")))
		}
		if opened := w.opened(); opened != "" {
			out = append(out, opened)
		}
		out = append(out, w.Plan.Notices...)
	} else {
		out = append(out, w.Desired.Notices...)
	}
	if ignored := w.ignored(); ignored != "" {
		out = append(out, ignored)
	}
	for _, f := range w.Desired.Fan() {
		if f.Runs > ManyRuns {
			out = append(out, started(f)+"; "+fewer(f))
		}
	}
	return append(out, w.Notes...)
}

// started says how many runs an apply starts.
func started(f workspace.FanOut) string {
	return fmt.Sprintf("an apply of %s starts %s", f.Workspace, count(f.Runs, "run", "runs"))
}

// fewer says how an apply starts fewer runs.
func fewer(f workspace.FanOut) string {
	if f.RunTriggers == spec.TriggerDirect {
		return `run_triggers = "layers" in its environment starts those of layers alone`
	}
	return `run_triggers = "none" in its environment leaves them to you`
}

// opened says whose state the whole organization may read, as the server can't
// grant it to those that do alone.
func (w Workspaces) opened() string {
	if n := w.Desired.Opened(w.features()); n > 0 {
		return fmt.Sprintf("%s can't share states with single workspaces, so the %s that others read %s open to the whole organization (global-remote-state)",
			w.Desired.Hostname, count(n, "state", "states"), map[bool]string{true: "is", false: "are"}[n == 1])
	}
	return ""
}

// ignored says which settings the server turned out not to take.
func (w Workspaces) ignored() string {
	if w.Applied == nil || len(w.Applied.Ignored) == 0 {
		return ""
	}
	return fmt.Sprintf("%s ignores these settings: %s; they are left out from now on", w.Desired.Hostname, strings.Join(w.Applied.Ignored, ", "))
}

// features are what is known of the server: after a first apply more than before.
func (w Workspaces) features() workspace.Features {
	if w.Applied != nil {
		return w.Applied.Features
	}
	return w.Plan.Features
}

// lacking are the features that the server lacks, in order.
func (w Workspaces) lacking() []string {
	var out []string
	for f, lacks := range w.features().Lacks {
		if lacks {
			out = append(out, string(f))
		}
	}
	slices.Sort(out)
	return out
}

// totals says in a sentence what a plan would do.
func (w Workspaces) totals() string {
	if w.Plan == nil {
		return fmt.Sprintf("%d workspaces.", len(w.Desired.Workspaces))
	}
	p := w.Plan
	if len(p.Changes) == 0 {
		return fmt.Sprintf("Nothing to change: %s as the code says.", count(p.Unchanged, "workspace is", "workspaces are"))
	}
	return fmt.Sprintf("%d to create, %d to update, %d to remove; %s unchanged.",
		p.Count("", workspace.Create), p.Count("", workspace.Update), p.Count("", workspace.Remove), count(p.Unchanged, "workspace", "workspaces"))
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// value is a setting on one line.
func value(s string) string {
	if s == "" {
		return "(none)"
	}
	return strings.Join(workspace.Lines(s), ", ")
}

// object is what a change is about, without its action.
func object(c workspace.Change) string {
	return strings.TrimPrefix(c.Title(), string(c.Action)+" ")
}

var actionColors = map[workspace.Action]string{workspace.Create: "32", workspace.Update: "33", workspace.Remove: "31"}

// Workspaces prints what was done, or would be.
func (t Text) Workspaces(w Workspaces) {
	if w.Shown && !t.Quiet {
		for _, learned := range []string{w.opened(), w.ignored()} {
			if learned != "" {
				fmt.Fprintf(t.Err, "note: %s\n", indented(learned, "      "))
			}
		}
		t.done(w)
		return
	}
	if !t.Quiet {
		fmt.Fprintf(t.Out, "%s, organization %s\n", diag.Visible(w.Desired.Hostname), diag.Visible(w.Desired.Organization))
		if w.Plan == nil {
			t.desired(w.Desired)
		} else {
			t.changes(w.Plan)
			t.fan(w.Plan)
		}
	}
	for _, note := range w.notes() {
		fmt.Fprintf(t.Err, "note: %s\n", indented(note, "      "))
	}
	if t.Quiet {
		return
	}
	fmt.Fprintln(t.Out, diag.Visible(w.totals()))
	t.done(w)
}

// done prints what came of a plan.
func (t Text) done(w Workspaces) {
	if w.Applied != nil && w.Applied.All > 0 {
		fmt.Fprintf(t.Out, "Made %d of %s.\n", w.Applied.Done, count(w.Applied.All, "change", "changes"))
	}
	t.runs(w)
	for _, name := range w.Deleted {
		fmt.Fprintf(t.Out, "Deleted the workspace %s.\n", diag.Visible(name))
	}
}

// desired prints the desired state alone.
func (t Text) desired(d *workspace.Desired) {
	for _, w := range d.Workspaces {
		fmt.Fprintf(t.Out, "  %s\n", diag.Visible(w.Name))
		for _, line := range [][2]string{
			{"project", w.Settings[workspace.Project]},
			{"folder", w.Settings[workspace.WorkingDirectory]},
			{"applies", applies(w)},
			{"reads", strings.Join(w.Reads, ", ")},
			{"started by", strings.Join(w.Sources, ", ")},
		} {
			if line[1] != "" {
				fmt.Fprintf(t.Out, "    %-11s %s\n", line[0], diag.Visible(line[1]))
			}
		}
	}
	t.fan(&workspace.Plan{FanOut: d.Fan()})
}

func applies(w *workspace.Workspace) string {
	if w.Settings[workspace.AutoApply] == "true" {
		return "by itself, Terraform " + w.Settings[workspace.TerraformVersion]
	}
	return "when somebody confirms, Terraform " + w.Settings[workspace.TerraformVersion]
}

func (t Text) changes(p *workspace.Plan) {
	for _, c := range p.Changes {
		fmt.Fprintf(t.Out, "  %s  %s\n", t.paint(actionColors[c.Action], fmt.Sprintf("%-6s", c.Action)), diag.Visible(object(c)))
		if c.Action == workspace.Create && c.Kind == workspace.KindWorkspace && !t.Verbose {
			fmt.Fprintf(t.Out, "            %s\n", diag.Visible(c.Settings[workspace.WorkingDirectory]))
			continue
		}
		for _, f := range c.Fields {
			if c.Action == workspace.Create {
				fmt.Fprintf(t.Out, "            %s: %s\n", f.Name, diag.Visible(value(f.New)))
			} else {
				fmt.Fprintf(t.Out, "            %s: %s → %s\n", f.Name, diag.Visible(value(f.Old)), diag.Visible(value(f.New)))
			}
		}
	}
	for _, o := range p.Orphans {
		fmt.Fprintf(t.Out, "  %s  workspace %s: no code asks for it any more (%s)\n", t.paint("36", "orphan"), diag.Visible(o.Name), o.Holds())
	}
}

// maxFan is how many fan-outs are printed, unless all are asked for.
const maxFan = 5

func (t Text) fan(p *workspace.Plan) {
	for i, f := range p.FanOut {
		if i == maxFan && !t.Verbose {
			fmt.Fprintf(t.Out, "  and %d more start runs (--verbose)\n", len(p.FanOut)-maxFan)
			return
		}
		fmt.Fprintf(t.Out, "  %s\n", diag.Visible(started(f)))
	}
}

func (t Text) runs(w Workspaces) {
	if w.Runs == nil {
		return
	}
	for _, r := range w.Runs {
		word := "waiting"
		if r.Queue {
			word = "queued"
		}
		fmt.Fprintf(t.Out, "  %-7s   run of %s: %s\n", word, diag.Visible(r.Workspace), diag.Visible(r.Reason))
	}
	fmt.Fprintf(t.Out, "%s started, %d waiting.\n", count(w.Queued, "run", "runs"), waiting(w.Runs))
}

func waiting(runs []workspace.Run) int {
	n := 0
	for _, r := range runs {
		if !r.Queue {
			n++
		}
	}
	return n
}
