package plan

import (
	"maps"
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Status is how one environment of a unit, or the unit's own files, stand.
type Status struct {
	Unit        string
	Environment string       // empty for the unit's own files
	Pack        spec.PackRef // what was last rendered; no version when nothing was
	Wanted      spec.PackRef // what the spec names
	Newest      string       // the newest version known here
	Pending     bool         // behind the spec: generate has something to write here, or upgrade to move
	Edited      []repo.Path  // differ from what was rendered
	Deleted     []repo.Path  // were rendered and are gone
	Conflicts   []repo.Path  // hold conflict markers
	GivenUp     bool         // the unit does not have this environment any more
	Left        []repo.Path  // files that were left when it was given up
}

// Status compares every unit of the request with its spec, its lock and the
// disk. Units whose inputs are wrong are reported as problems; the others are
// returned all the same.
func (b *Builder) Status(r Request) ([]Status, diag.List) {
	r, disk := r.noting()
	all, list := b.allStatus(r)
	return all, append(list, disk.problems()...)
}

func (b *Builder) allStatus(r Request) ([]Status, diag.List) {
	if err := r.check(); err != nil {
		return nil, diag.Of(err)
	}
	var all []Status
	var list diag.List
	var claims []claim
	for _, u := range r.Units {
		if problem := r.checkName(u); problem != nil {
			list = append(list, problem)
		}
		for _, environment := range append([]string{""}, r.Model.Environments(u)...) {
			if environment != "" && !selected(r.Environments, environment) {
				continue
			}
			s, taken, err := b.status(r, u, environment)
			claims = append(claims, taken...)
			list = list.Append(err)
			if s.Pack.Version != "" || environment != "" {
				all = append(all, s)
			}
		}
		all = append(all, b.givenUp(r, u)...)
	}
	b.pendingBeside(r, all)
	_, beside := b.together(r, claims)
	return all, append(list, beside...)
}

// pendingBeside marks units for which generate has something to write that is no
// file of an environment: numbers that it chooses, managed sections. What is wrong
// with them was told with the units.
func (b *Builder) pendingBeside(r Request, all []Status) {
	pending := map[string]bool{}
	changes, _ := b.Complete(r.Model, r.Units, "")
	for name := range changes {
		pending[name] = true
	}
	if slices.ContainsFunc(r.Units, func(u *repo.Unit) bool { return u.Name == "." }) {
		sections, _ := b.managed(r.Model)
		for _, s := range sections {
			if text, ok := readFile(r.Disk, repo.Path(s.Path)); ok {
				now, ok := replaceSection(string(text), s.Section, s.lines)
				pending["."] = pending["."] || ok && now != string(text)
			}
		}
	}
	for i := range all {
		if s := &all[i]; pending[s.Unit] {
			s.Pending = true
			delete(pending, s.Unit) // its first row
		}
	}
}

// givenUp are the environments that the unit does not have, and of which there is
// something: what was rendered, until generate takes it away, or what was left.
func (b *Builder) givenUp(r Request, u *repo.Unit) []Status {
	var all []Status
	row := func(environment string) Status {
		s := b.row(u, environment)
		s.GivenUp = true
		return s
	}
	if u.Lock != nil {
		for _, block := range u.Lock.Blocks {
			if r.drops(u, block) {
				s := row(block.Environment)
				s.Pack, s.Pending = block.Pack, true
				s.files(r, u, block, b.packOf(block), b.lastRender(r, u, block))
				all = append(all, s)
			}
		}
	}
	for _, left := range leftovers(r, u, u.Lock, nil) {
		if selected(r.Environments, left.environment) {
			s := row(left.environment)
			s.Left = left.files
			all = append(all, s)
		}
	}
	return all
}

// row is what the spec says of an environment.
func (b *Builder) row(u *repo.Unit, environment string) Status {
	s := Status{Unit: u.Name, Environment: environment, Wanted: u.Spec.Pack, Pack: spec.PackRef{Name: u.Spec.Pack.Name}}
	if newest, err := b.Packs.Get(spec.PackRef{Name: u.Spec.Pack.Name}); err == nil {
		s.Newest = newest.Version
	}
	return s
}

func (b *Builder) status(r Request, u *repo.Unit, environment string) (Status, []claim, error) {
	s := b.row(u, environment)
	block := u.Lock.Block(environment)
	if block != nil {
		s.Pack = block.Pack
		s.files(r, u, block, b.packOf(block), b.lastRender(r, u, block))
	}
	ref := u.PackOf(environment)
	if environment == "" {
		ref = r.highest(u)
	}
	p, err := b.Packs.Get(ref)
	if err != nil {
		return s, nil, atSpec(err, u)
	}
	s.Pending = block == nil || (environment != "" || !p.HasEnvironments()) && s.Pack != s.Wanted
	planned := &unitResult{unit: u, packs: map[string]*pack.Pack{}}
	rendered, err := b.scope(r, planned, environment)
	if err != nil {
		return s, nil, err
	}
	s.Pending = s.Pending || block.Stale || !rendered.SameRender(block) || !b.Packs.IsVendored(p) ||
		slices.ContainsFunc(planned.actions, Action.Writes)
	return s, planned.claims, nil
}

func sameRender(p *pack.Pack, values *pack.Values, environment string, block *lock.Block) bool {
	return lock.NewBlock(environment, spec.PackRef{Name: p.Name, Version: p.Version}, p.Digest, lockedContext(p, values), values.Inputs).SameRender(block)
}

// files compares the disk with what was rendered by p, which is nil where it is
// gone. What is made once and then the user's is no edit.
func (s *Status) files(r Request, u *repo.Unit, block *lock.Block, p *pack.Pack, last *lastRender) {
	for _, name := range slices.Sorted(maps.Keys(block.Files)) {
		path := u.Path.Join(name)
		there := lookAt(r.Disk, path)
		switch {
		case conflicted(r, path, there, last, block.Files[name], name):
			s.Conflicts = append(s.Conflicts, path)
		case isTfvars(name) || (p != nil && seedOnce(p, name)):
		case there.id == "":
			s.Deleted = append(s.Deleted, path)
		case there.id != block.Files[name] || (p != nil && there.executable != executable(p, name)):
			s.Edited = append(s.Edited, path)
		}
	}
}

// Edit is a file that was edited or deleted by hand, and what was rendered.
type Edit struct {
	Path       repo.Path
	Rendered   []byte // empty when it is lost
	Executable bool   // as it was rendered
}

// Edits returns what was edited by hand in the request's units.
func (b *Builder) Edits(r Request) []Edit {
	var out []Edit
	for _, u := range r.Units {
		for _, environment := range append([]string{""}, r.Model.Environments(u)...) {
			block := u.Lock.Block(environment)
			if block == nil || (environment != "" && !selected(r.Environments, environment)) {
				continue
			}
			last := b.lastRender(r, u, block)
			var s Status
			p := b.packOf(block)
			s.files(r, u, block, p, last)
			for _, path := range append(s.Edited, s.Deleted...) {
				name := path.Rel(u.Path)
				content, _ := last.of(name, block.Files[name])
				out = append(out, Edit{path, content, executable(p, name)})
			}
		}
	}
	return out
}
