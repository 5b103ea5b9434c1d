package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Markdown prints for pull requests and the summaries of CI.
type Markdown struct{ Out io.Writer }

// maxRows bounds a table: a comment on a pull request takes 65,536 characters.
const maxRows = 200

// Workspaces prints a run of a `workspaces` command.
func (m Markdown) Workspaces(w Workspaces, problems diag.List) {
	fmt.Fprintf(m.Out, "### Terraform Cloud workspaces\n\n%s\n", cell(w.totals()))
	for _, p := range Join(problems) {
		summary, _ := p.Said()
		fmt.Fprintf(m.Out, "\n> **error:** %s\n", cell(summary))
	}
	if w.Plan != nil && len(w.Plan.Changes) > 0 {
		fmt.Fprint(m.Out, "\n<details><summary>Changes</summary>\n\n| | what | how |\n|---|---|---|\n")
		for i, c := range w.Plan.Changes {
			if i == maxRows {
				fmt.Fprintf(m.Out, "| | and %d more | |\n", len(w.Plan.Changes)-maxRows)
				break
			}
			var fields []string
			for _, f := range c.Fields {
				if f.Old == "" {
					fields = append(fields, f.Name+": "+value(f.New))
				} else {
					fields = append(fields, f.Name+": "+value(f.Old)+" → "+value(f.New))
				}
			}
			fmt.Fprintf(m.Out, "| %s | %s | %s |\n", c.Action, cell(object(c)), cell(strings.Join(fields, "; ")))
		}
		fmt.Fprint(m.Out, "\n</details>\n")
	}
	if w.Plan != nil {
		for _, o := range w.Plan.Orphans {
			fmt.Fprintf(m.Out, "\n- orphaned: %s (%s)\n", cell(o.Name), o.Holds())
		}
	}
	for i, f := range w.Desired.Fan() {
		if i == maxFan {
			break // what starts the most runs is what a reviewer asks about
		}
		fmt.Fprintf(m.Out, "\n- %s\n", cell(started(f)))
	}
	for _, r := range w.Runs {
		word := "waiting"
		if r.Queue {
			word = "queued"
		}
		fmt.Fprintf(m.Out, "\n- %s: run of %s: %s\n", word, cell(r.Workspace), cell(r.Reason))
	}
	for _, note := range w.notes() {
		fmt.Fprintf(m.Out, "\n> %s\n", cell(note))
	}
}

// cell is text that can't be taken for Markdown or HTML, on one line.
func cell(s string) string {
	return strings.NewReplacer("|", "\\|", "<", "&lt;", ">", "&gt;", "\n", " ", "`", "'", "@", "@\u200b", "[", "\\[", "*", "\\*").Replace(diag.Visible(s))
}
