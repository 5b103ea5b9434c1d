// Package change says what is asked of a repository, as a value, and plans it.
//
// A Change is data: Generate, Upgrade, Add, AddLayer, NewRepository,
// NewApplication, PrepareRemoval, Remove, Prune. Plan computes what carrying it
// out would do to the repository of a Base; Digest tells whether two are equal.
// All of them go one way (draft.go): specs and other files are edited in memory,
// the model is read with the edits, what specs leave open is filled in, units are
// rendered and compared with the disk. Nothing is written here, and nothing but
// the Base is read: what a change needs to know from outside (git, servers, the
// files that a flag names) its fields hold.
package change

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"

	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Change is something that is asked of a repository.
type Change interface {
	// draft edits and selects what the change is about.
	draft(d *draft) error
	// conclude returns the commit's message, and adds to the plan's notices what is
	// only known when it is there.
	conclude(d *draft, p *plan.Plan) (message string, err error)
}

// Base is the repository that a change is planned on; no base of a merge.
type Base struct {
	Disk    fs.FS                          // the repository as it is; nil when there is none yet
	Head    fs.FS                          // what the last commit holds of it; nil where there is none
	Commits bool                           // plans are to be committed
	Packs   *pack.Store                    // that are known there
	Blob    func(id string) ([]byte, bool) // git's objects, for renders that can't be made again; may be nil

	// Planning is told of the units that are planned; it may be nil. done is called
	// once, at the end.
	Planning func(units int) (step func(done, all int, unit string), done func())
	// Stop is asked before each unit is planned: an error ends the planning. It may
	// be nil.
	Stop func() error
}

// Options are about how a change is planned, whatever it is.
type Options struct {
	Environments []string   // the environments to render; empty means all
	AllowDestroy []string   // Terraform addresses that may vanish
	AllowReplace []string   // units and values that may change though that leaves behind what exists
	Conflicts    plan.Side  // what becomes of conflicts
	Reset        []FileName // files that take what the template says
	Restore      []FileName // files deleted by hand that come back
}

// FileName is how a person names a file of the repository: seen from its root, or
// from the folder that the command works in.
type FileName struct {
	Written string // as it was written
	Here    string // the same seen from the root, when it was meant from the folder
}

// Planned is a change with what carrying it out does.
type Planned struct {
	Plan    *plan.Plan
	Message string // the commit's, unless somebody gives another
	// Model is the repository as it will be; nil where the change needs none. Its FS
	// is not to be read later: InTurn adds what the changes that follow make.
	Model *repo.Repository
	Added []string // the names of new units
}

// Plan returns what the change does. Every mistake is told at once.
func Plan(c Change, b Base, o Options) (*Planned, error) {
	d := newDraft(b, o)
	if err := c.draft(d); err != nil {
		return nil, err
	}
	return d.plan(c)
}

// InTurn plans changes that come one after the other, each on what those before
// it made.
func InTurn(all []Change, b Base, o Options) ([]*Planned, error) {
	made := repo.Overlay{Base: b.Disk, Files: map[repo.Path][]byte{}, Gone: map[repo.Path]bool{}}
	kept := repo.Overlay{Base: b.Head, Files: map[repo.Path][]byte{}, Gone: map[repo.Path]bool{}} // in commits
	var out []*Planned
	for _, c := range all {
		planned, err := Plan(c, b, o)
		if err != nil {
			return nil, err
		}
		out = append(out, planned)
		planned.Plan.Lay(made, nil)
		if b.Head != nil {
			planned.Plan.Lay(kept, made)
			b.Head = kept
		}
		b.Disk = made // it grows with each change; plans that are made read it no more
		b.Packs = b.Packs.On(made)
	}
	return out, nil
}

// Digest tells changes apart: two that ask for the same, with the same options,
// have the same digest. more is what else belongs to the question.
func Digest(c Change, o Options, more any) string {
	kind := kindOf(c)
	text, err := json.Marshal(struct {
		Kind    string
		Change  Change
		Options Options
		More    any
	}{kind, c, o, more})
	if err != nil {
		panic("change: " + kind + " is not data: " + err.Error())
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
