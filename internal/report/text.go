package report

import (
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Text prints for people.
type Text struct {
	Out, Err io.Writer
	Color    bool
	Terminal bool // Out is one: what files hold is made harmless
	Quiet    bool
	Verbose  bool // every file, not a line a folder
}

var colors = map[plan.Kind]string{
	plan.Create: "32", plan.Update: "33", plan.Merge: "33", plan.Move: "33", plan.TakeAlong: "33", plan.Delete: "31", plan.Keep: "36", plan.Conflict: "31",
}

func (t Text) paint(code, s string) string {
	if !t.Color || code == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// Result prints what was done, or would be.
func (t Text) Result(r Result) {
	if !t.Quiet {
		t.plan(r.Plan)
		t.steps(r.GitHub)
	}
	if len(r.Diff) > 0 { // asked for by --diff
		fmt.Fprintf(t.Out, "%s\n", t.Harmless(string(r.Diff)))
	}
	t.notes(r)
	if t.Quiet {
		return
	}
	fmt.Fprintln(t.Out, diag.Visible(t.summary(r)))
	t.pullRequest(r.Pull)
	for _, next := range r.Next {
		fmt.Fprintf(t.Out, "  next: %s\n", diag.Visible(next))
	}
}

// Preview prints what a run would do, and its notes.
func (t Text) Preview(r Result) {
	t.plan(r.Plan)
	t.notes(r)
}

// Equivalent prints the command line that does without questions what was
// answered to them.
func (t Text) Equivalent(command string) {
	fmt.Fprintf(t.Err, "\nThe same without questions:\n  %s\n", diag.Visible(command))
}

func (t Text) plan(p *plan.Plan) {
	t.actions(p)
	t.addresses(p.Addresses)
}

func (t Text) notes(r Result) {
	notes := slices.Concat(r.Plan.Notices, r.Notes)
	if !t.Quiet {
		notes = append(notes, r.Done...)
	}
	for _, note := range notes {
		fmt.Fprintf(t.Err, "note: %s\n", indented(note, "      "))
	}
}

func (t Text) summary(r Result) string {
	changes, along := len(r.Plan.Writes()), len(r.Plan.Of(plan.TakeAlong))
	switch {
	case r.DryRun && changes == 0 && along > 0:
		return fmt.Sprintf("Nothing was written (--dry-run). It would commit %s that stand as rendered; %d unchanged.", files(along), r.Plan.Unchanged)
	case r.DryRun && changes > 0:
		return fmt.Sprintf("Nothing was written (--dry-run). It would change %s; %d unchanged.", files(changes), r.Plan.Unchanged)
	case changes == 0 && r.Commit == nil:
		return fmt.Sprintf("Nothing to do: all %s are as rendered.", files(r.Plan.Unchanged))
	case r.Commit == nil:
		return fmt.Sprintf("Wrote %s. Nothing was committed.", files(changes))
	}
	branch := ""
	if r.Commit.Branch != "" {
		branch = " on " + r.Commit.Branch
	}
	return fmt.Sprintf("Committed %s%s: %s (%s)", short(r.Commit.Hash), branch, firstLine(r.Commit.Message), files(r.Commit.Files))
}

func files(n int) string {
	if n == 1 {
		return "1 file"
	}
	return fmt.Sprintf("%d files", n)
}

func short(hash string) string { return hash[:min(7, len(hash))] }

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// actions prints a line for each action; the new files of a unit, or of a
// folder at the root, share a line, and so do those that are only committed.
func (t Text) actions(p *plan.Plan) {
	type shared struct {
		kind plan.Kind
		dir  string
	}
	count := map[shared]int{}
	for _, a := range p.Of(plan.Create, plan.TakeAlong) {
		count[shared{a.Kind, fold(a.Path)}]++
	}
	for _, a := range p.Actions {
		line := string(a.Path)
		if a.Kind != plan.Create {
			line += "  " + a.Reason
		}
		at := shared{a.Kind, fold(a.Path)}
		if n, folds := count[at]; folds && at.dir != "." && !t.Verbose {
			if n == 0 {
				continue // its line was printed
			}
			if count[at] = 0; n > 1 {
				line = fmt.Sprintf("%s/ (%s)", at.dir, files(n))
				if a.Kind == plan.TakeAlong {
					line += "  on disk already"
				}
			}
		}
		fmt.Fprintf(t.Out, "  %s  %s\n", t.paint(colors[a.Kind], fmt.Sprintf("%-8s", a.Kind)), diag.Visible(line))
	}
}

// fold is the folder whose line a new file shares: its unit's, its vendored
// pack's or the first one of its path; "." for a file at the root.
func fold(name repo.Path) string {
	parts := strings.Split(path.Dir(string(name)), "/")
	depth := 1
	switch parts[0] {
	case ".scaffold":
		depth = 3
	case repo.LayersDir:
		depth = len(parts)
		for i, part := range parts {
			if part == "environments" {
				depth = i
			}
		}
	}
	return strings.Join(parts[:min(depth, len(parts))], "/")
}

func (t Text) addresses(a plan.Addresses) {
	for _, address := range a.Added {
		fmt.Fprintf(t.Out, "  %s  %s\n", t.paint("32", "adds    "), diag.Visible(address))
	}
	for _, address := range a.Removed {
		fmt.Fprintf(t.Out, "  %s  %s\n", t.paint("31", "destroys"), diag.Visible(address))
	}
}

// Problems prints errors with their place, snippet and hint.
func (t Text) Problems(list diag.List) {
	for i, p := range Join(list) {
		if i > 0 {
			fmt.Fprintln(t.Err)
		}
		summary, hint := p.Said()
		fmt.Fprintf(t.Err, "%s %s\n", t.paint("31", "error:"), indented(summary, "  "))
		if file := p.File(); file != "" {
			fmt.Fprintf(t.Err, "  at %s:%d\n", diag.Visible(file), p.Range.Start.Line)
			t.snippet(*p.Range, p.Source)
		}
		if hint != "" {
			fmt.Fprintf(t.Err, "  %s %s\n", t.paint("36", "hint:"), indented(hint, "  "))
		}
	}
}

// maxSnippet bounds the lines of a snippet, maxLine the bytes of each.
const (
	maxSnippet = 4
	maxLine    = 400
)

// cut is a line that a person can read.
func cut(line string) string {
	if len(line) <= maxLine {
		return line
	}
	return strings.ToValidUTF8(line[:maxLine], "") + " …"
}

func (t Text) snippet(r hcl.Range, src []byte) {
	if len(src) == 0 {
		return
	}
	lines := strings.Split(string(src), "\n")
	last := min(r.End.Line, r.Start.Line+maxSnippet-1)
	if r.End.Column <= 1 && last > r.Start.Line {
		last--
	}
	for n := r.Start.Line; n <= last && n <= len(lines); n++ {
		if n >= 1 {
			fmt.Fprintf(t.Err, "  %s %s\n", t.paint("2", fmt.Sprintf("%4d │", n)), diag.Visible(cut(lines[n-1])))
		}
	}
}

// Harmless is a text that others wrote; unchanged where no terminal reads it, so
// that git can apply a diff.
func (t Text) Harmless(text string) string {
	if !t.Terminal {
		return text
	}
	return indented(strings.ReplaceAll(text, "\r\n", "\n"), "")
}

// indented is a text of several lines, harmless on a terminal.
func indented(s, indent string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = diag.Visible(line)
	}
	return strings.Join(lines, "\n"+indent)
}
