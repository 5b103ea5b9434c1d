// Package report prints what happened: plans, problems and results, as text for
// people and as JSON for programs. One formatter a file; the values they print
// are computed elsewhere.
package report

import (
	"github.com/hashicorp/hcl/v2"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// Result is one finished (or planned) run.
type Result struct {
	Command string
	Root    string // the repository's folder, for messages
	Plan    *plan.Plan
	DryRun  bool
	Commit  *Commit   // nil when nothing was committed
	Earlier []*Commit // those before it, of a run that makes several
	Pull    *PullRequest
	GitHub  []Step   // what happened to a repository on GitHub
	Notes   []string // remarks of this run, such as edits that the commit takes along
	Next    []string // what a person may do now
	Diff    []byte   // unified diff, when asked for

	Failed diag.List // what went wrong after the commit
}

// Add adds what another commit of the same run did.
func (r *Result) Add(other Result) {
	r.Root, r.DryRun = other.Root, other.DryRun
	p, o := r.Plan, other.Plan
	p.Units = append(p.Units, o.Units...)
	p.Actions = append(p.Actions, o.Actions...)
	p.Unchanged += o.Unchanged
	p.Addresses.Added = append(p.Addresses.Added, o.Addresses.Added...)
	p.Addresses.Removed = append(p.Addresses.Removed, o.Addresses.Removed...)
	p.Notices = append(p.Notices, o.Notices...)
	if other.Commit != nil {
		if r.Commit != nil {
			r.Earlier = append(r.Earlier, r.Commit)
		}
		r.Commit = other.Commit
	}
	if other.Pull != nil {
		pull := *other.Pull
		if r.Pull != nil && r.Pull.Action == "created" {
			pull.Action = "created" // by the first of the commits
		}
		r.Pull = &pull
	}
	r.GitHub = append(r.GitHub, other.GitHub...)
	r.Failed = append(r.Failed, other.Failed...)
	r.Notes = append(r.Notes, other.Notes...)
	r.Next = append(r.Next, other.Next...)
	r.Diff = append(r.Diff, other.Diff...)
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
