package plan

import "github.com/seed-3f5c2e52/scaffold/internal/diag"

// Result is one finished (or planned) run.
type Result struct {
	Command string
	Root    string // the repository's folder, for messages
	Plan    *Plan
	DryRun  bool
	Commit  *Commit   // nil when nothing was committed
	Earlier []*Commit // those before it, of a run that makes several
	Pull    *PullRequest
	GitHub  []Step   // what happened to a repository on GitHub
	Notes   []string // remarks of this run, such as edits that the commit takes along
	Done    []string // what was done besides: remarks that nobody needs who wants to hear nothing
	Next    []string // what a person may do now
	Diff    []byte   // unified diff, when asked for

	Failed diag.List // what went wrong after the commit
	Noted  diag.List // what went wrong, too, and is told by Notes
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
	r.Noted = append(r.Noted, other.Noted...)
	r.Notes = append(r.Notes, other.Notes...)
	r.Done = append(r.Done, other.Done...)
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

// PullRequest is the pull request of a run.
type PullRequest struct {
	Number int    `json:"number,omitempty"`
	URL    string `json:"url,omitempty"`
	Branch string `json:"branch"`
	Base   string `json:"base,omitempty"`
	Action string `json:"action"` // created, updated or unchanged; of a dry run: create, update or either
}

// Step is a step on GitHub: taken, or to be taken in a dry run.
type Step struct {
	Action string `json:"action"` // create, update or unchanged
	Object string `json:"object"`
	Detail string `json:"detail,omitempty"`
}
