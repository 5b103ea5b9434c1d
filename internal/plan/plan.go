// Package plan computes what a run would change, as a value.
//
// Complete fills in what a spec leaves to scaffold (allocated and pinned
// inputs); Build renders the selected units, decides file by file what happens
// and returns a Plan. Nothing is written here: the command line prints the
// plan, package apply carries it out. Everything a decision depends on comes
// in through the repository's file tree, so plans are pure and repeatable.
package plan

import (
	"github.com/seed-3f5c2e52/scaffold/internal/render"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Kind is what happens to a file.
type Kind string

// The kinds of action, as they stand in JSON output.
const (
	Create    Kind = "create"
	Update    Kind = "update"
	Merge     Kind = "merge" // what a hand edited and what is rendered now, put together
	Move      Kind = "move"  // under another name; an edit follows
	Delete    Kind = "delete"
	Keep      Kind = "keep"      // left alone although the template says otherwise
	Conflict  Kind = "conflict"  // a merge that needs a person
	TakeAlong Kind = "commit"    // on disk as it should be, and not yet in the last commit
	Unchanged Kind = "unchanged" // as it should be
)

// Action is one file and what happens to it.
type Action struct {
	Kind     Kind
	Path     repo.Path
	From     repo.Path // where a moved file was
	Reason   string
	Clashes  []Clash        // of a conflict
	Examples []string       // of a conflict: lines that look like markers and belong to the text
	Content  []byte         // what is written
	Rendered render.Content // the same, where it comes from a template
	Bit      Bit
}

// Bytes returns what is written.
func (a Action) Bytes() []byte {
	if a.Content != nil {
		return a.Content
	}
	return a.Rendered.Bytes()
}

// Plan is everything a run would do to the files of a repository.
type Plan struct {
	Actions   []Action // in the order in which they are carried out: a unit's lock last
	Unchanged int      // files that are as they should be
	Units     []string // names of the units that were planned
	Notices   []string // messages for the person, from packs and from scaffold
	Addresses Addresses
}

// Addresses are the managed Terraform addresses that existing root modules gain
// and lose, as "folder: address".
type Addresses struct {
	Added   []string
	Removed []string
}

// Of returns the actions of the given kinds, in order.
func (p *Plan) Of(kinds ...Kind) []Action {
	var out []Action
	for _, a := range p.Actions {
		for _, k := range kinds {
			if a.Kind == k {
				out = append(out, a)
			}
		}
	}
	return out
}

// Writes returns the actions that change a file. A conflict does when both
// sides are to be written into it.
func (p *Plan) Writes() []Action {
	var out []Action
	for _, a := range p.Actions {
		if a.Writes() {
			out = append(out, a)
		}
	}
	return out
}

// Commits returns the actions whose files a commit of the plan holds: those that
// are written, and those that are on disk already.
func (p *Plan) Commits() []Action {
	var out []Action
	for _, a := range p.Actions {
		if a.Writes() || a.Kind == TakeAlong {
			out = append(out, a)
		}
	}
	return out
}

// Writes tells whether the action changes a file.
func (a Action) Writes() bool {
	switch a.Kind {
	case Create, Update, Merge, Move, Delete:
		return true
	case Conflict:
		return a.Content != nil
	}
	return false
}

// add records an action; files that are as they should be are only counted.
func (p *Plan) add(a Action) {
	if a.Kind == Unchanged {
		p.Unchanged++
		return
	}
	p.Actions = append(p.Actions, a)
}
