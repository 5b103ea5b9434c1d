// Package report prints what happened: plans, problems and results, as text for
// people and as JSON for programs. One formatter a file; the values they print
// are computed elsewhere.
package report

import (
	"github.com/hashicorp/hcl/v2"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// What runs did are values of package plan.
type (
	// Result is one finished (or planned) run.
	Result = plan.Result
	// Commit is the commit a run made.
	Commit = plan.Commit
	// PullRequest is the pull request of a run.
	PullRequest = plan.PullRequest
	// Step is a step on GitHub.
	Step = plan.Step
)

// Conflicts returns the plan's conflicts as problems.
func Conflicts(p *plan.Plan) diag.List {
	var list diag.List
	for _, a := range p.Of(plan.Conflict) {
		hint := "make of the markers what it should be, then run `scaffold generate --continue`, or undo everything with `scaffold generate --abort`"
		if a.Content == nil {
			hint = "nothing was written; run it with --conflict=markers to resolve it in the file, or with ours or theirs to take one side"
		}
		for _, c := range a.Clashes {
			what := string(a.Path) + ": " + a.Reason
			if c.What != "" {
				what += ": " + c.What
			}
			at := hcl.Pos{Line: c.Line, Column: 1}
			p := &diag.Problem{Kind: diag.Conflict, Summary: what, Hint: hint}
			list = append(list, p.At(hcl.Range{Filename: string(a.Path), Start: at, End: at}, a.Content))
		}
	}
	return list
}

// Note is a problem told as a note.
func Note(p *diag.Problem) string {
	text, hint := p.Said()
	if hint != "" {
		text += " (" + hint + ")"
	}
	return text
}
