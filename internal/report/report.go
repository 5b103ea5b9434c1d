// Package report prints what happened: plans, problems and results, as text for
// people and as JSON for programs. One formatter a file; the values they print
// are computed elsewhere.
package report

import (
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// Result is one finished (or planned) run.
type Result struct {
	Command string
	Root    string // the repository's folder, for messages
	Plan    *plan.Plan
	DryRun  bool
	Commit  *Commit  // nil when nothing was committed
	Notes   []string // remarks of this run, such as edits that the commit takes along
	Next    []string // what a person may do now
	Diff    []byte   // unified diff, when asked for
}

// Commit is the commit a run made.
type Commit struct {
	Hash    string `json:"hash"`
	Branch  string `json:"branch,omitempty"`
	Message string `json:"message"`
	Files   int    `json:"files"`
	Pushed  bool   `json:"pushed,omitempty"`
}

// Conflicts returns the plan's conflicts as problems.
func Conflicts(p *plan.Plan) diag.List {
	var list diag.List
	for _, a := range p.Of(plan.Conflict) {
		list = append(list, &diag.Problem{
			Kind: diag.Conflict, Summary: string(a.Path) + ": " + a.Reason,
			Hint: "nothing was written; take your edit out of the file, or move the file aside, and run the command again",
		})
	}
	return list
}
