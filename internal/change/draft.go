package change

import (
	"maps"
	"path"
	"reflect"
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/render"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// draft is a repository with a change in the making.
type draft struct {
	base    Base
	options Options

	model   *repo.Repository // as it is with the edits so far
	edits   map[repo.Path][]byte
	without repo.Path              // a folder that is taken away; empty for none
	tfvars  plan.Tfvars            // values given to inputs that terraform.tfvars owns
	said    map[string]*said       // values given to inputs of specs, and where, by unit
	carried map[string]*plan.Carry // values that an upgrade moves to other owners, by unit

	renders    bool     // units are rendered, though there may be none; a Remove renders nothing
	units      []string // those that are rendered
	incomplete []string // units whose specs complete fills in: inputs that scaffold allocates or pins
	reallocate string   // an allocated input to choose anew
	upgrade    bool     // render with the version that the spec wants

	added   []string // new units
	about   []string // units of the result that are not rendered, such as one that is removed
	notices []string // said before those of the packs
	actions []plan.Action
	kept    int // files that the change looked at and leaves as they are
}

func newDraft(b Base, o Options) *draft {
	return &draft{base: b, options: o, edits: map[repo.Path][]byte{}, tfvars: plan.Tfvars{}, said: map[string]*said{}}
}

// load reads the model with the edits so far. Inputs of a --spec file keep their
// places there, so that errors point at what somebody wrote.
func (d *draft) load() error {
	files := repo.Overlay{Base: d.base.Disk, Files: d.edits}
	if d.without != "" {
		files.Base = repo.Without{Base: d.base.Disk, Folder: d.without}
	}
	m, err := repo.Load(files)
	if err != nil {
		return err
	}
	d.base.Packs.Sources = m.Root.PackSources
	for name, c := range d.carried {
		place(m.Unit(name), c.Places)
	}
	for name, s := range d.said {
		if u := m.Unit(name); u != nil {
			s.place(u)
		}
	}
	d.model = m
	return nil
}

// unit is a unit of the model as it is now.
func (d *draft) unit(name string) *repo.Unit { return d.model.Unit(name) }

// all are units of the model by name, in its order.
func (d *draft) all(names []string) []*repo.Unit {
	out := make([]*repo.Unit, 0, len(names))
	for _, name := range names {
		out = append(out, d.model.Unit(name))
	}
	return out
}

// render selects units to be rendered, whose specs may leave something open.
func (d *draft) render(names []string) {
	d.renders = true
	d.units = append(d.units, names...)
	d.incomplete = append(d.incomplete, names...)
}

// pack is the newest version of a pack.
func (d *draft) pack(name string) (*pack.Pack, error) {
	return d.base.Packs.Get(spec.PackRef{Name: name})
}

// set writes changes into a unit's spec.
func (d *draft) set(u *repo.Unit, changes []spec.Change) error {
	if len(changes) == 0 {
		return nil
	}
	name := u.Path.Join(spec.Filename)
	src, edited := d.edits[name]
	if !edited {
		src = u.Spec.Source
	}
	next, err := spec.Edit(string(name), src, changes)
	if err == nil {
		d.edits[name] = next
	}
	return err
}

// add writes the spec of a new unit into a folder.
func (d *draft) add(name string, dir repo.Path, p *pack.Pack, environments []string, s *said) error {
	src, err := spec.NewUnit(name, refOf(p), environments, s.changes)
	if err != nil {
		return err
	}
	d.edits[dir.Join(spec.Filename)] = src
	d.said[name], d.tfvars[name] = s, s.tfvars
	d.added = append(d.added, name)
	return nil
}

func refOf(p *pack.Pack) spec.PackRef { return spec.PackRef{Name: p.Name, Version: p.Version} }

// complete fills in what specs leave to scaffold.
func (d *draft) complete() error {
	units := d.all(d.incomplete)
	changes, err := d.builder().Complete(d.model, units, d.reallocate)
	if err != nil || len(changes) == 0 {
		return err
	}
	for _, u := range units {
		if err := d.set(u, changes[u.Name]); err != nil {
			return err
		}
	}
	return d.load()
}

func (d *draft) builder() *plan.Builder {
	return &plan.Builder{Packs: d.base.Packs, Renderer: render.New()}
}

// plan completes the specs, renders the units and puts everything together.
func (d *draft) plan(c Change) (*Planned, error) {
	p := &plan.Plan{Actions: d.actions}
	if d.renders {
		if err := d.complete(); err != nil {
			return nil, err
		}
		var err error
		if p, err = d.build(d.units); err != nil {
			return nil, err
		}
	}
	p.Notices = slices.Concat(d.notices, p.Notices)
	p.Units = append(p.Units, d.about...)
	p.Unchanged += d.kept
	message, err := c.conclude(d, p)
	return &Planned{Plan: p, Message: message, Model: d.model, Added: d.added}, err
}

// build plans units as the model has them.
func (d *draft) build(names []string) (*plan.Plan, error) {
	o := d.options
	r := plan.Request{
		Model: d.model, Disk: d.base.Disk, Head: d.base.Head, Commits: d.base.Commits, Edits: d.edits, Also: d.actions, Units: d.all(names), Environments: o.Environments,
		Tfvars: d.tfvars, Carried: intoTfvars(d.carried), AllowDestroy: o.AllowDestroy, AllowReplace: o.AllowReplace, Upgrade: d.upgrade, Conflicts: o.Conflicts, Blob: d.base.Blob,
	}
	var err error
	if r.Reset, err = d.files("reset", o.Reset); err != nil {
		return nil, err
	}
	if r.Restore, err = d.files("restore", o.Restore); err != nil {
		return nil, err
	}
	b := d.builder()
	b.Stop = d.base.Stop
	if d.base.Planning != nil {
		step, done := d.base.Planning(len(names))
		defer done()
		b.Progress = step
	}
	return b.Build(r)
}

// files finds the files that a flag names.
func (d *draft) files(flag string, names []FileName) (map[repo.Path]bool, error) {
	out := map[repo.Path]bool{}
	var list diag.List
	for _, name := range names {
		p, err := repo.ParsePath(name.Written)
		if err != nil || !rendered(d, p) {
			here, errHere := repo.ParsePath(name.Here)
			switch {
			case errHere == nil && rendered(d, here):
				p = here
			case name.Here == "" && err != nil:
				list = list.Append(err)
				continue
			default:
				list = append(list, diag.Usagef("--%s names %q, which no unit has", flag, name.Written).WithHint("give a file's path, seen from here or from the repository's root"))
				continue
			}
		}
		out[p] = true
	}
	return out, list.Err()
}

// rendered tells whether some unit's lock has the file.
func rendered(d *draft, p repo.Path) bool {
	for _, u := range d.model.Units {
		if u.Lock == nil || !p.In(u.Path) {
			continue
		}
		for _, b := range u.Lock.Blocks {
			if _, ok := b.Files[path.Clean(p.Rel(u.Path))]; ok {
				return true
			}
		}
	}
	return false
}

// names are the units' names, sorted.
func names(units []*repo.Unit) []string {
	out := inOrder(units)
	slices.Sort(out)
	return out
}

// Select returns the units that args name, in the model's order; all when there
// are none.
func Select(m *repo.Repository, args []string) ([]*repo.Unit, error) {
	if len(args) == 0 {
		return m.Units, nil
	}
	var problems diag.List
	wanted := map[*repo.Unit]bool{}
	for _, arg := range args {
		u, err := m.Find(arg)
		problems = problems.Append(err)
		wanted[u] = true
	}
	var out []*repo.Unit
	for _, u := range m.Units {
		if wanted[u] {
			out = append(out, u)
		}
	}
	return out, problems.Err()
}

// inOrder are the names of units in the model's order.
func inOrder(units []*repo.Unit) []string {
	out := make([]string, len(units))
	for i, u := range units {
		out[i] = u.Name
	}
	return out
}

// kindOf is the name of a change's type.
func kindOf(c Change) string { return reflect.TypeOf(c).Name() }

// sortedKeys are the keys of a map, sorted.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
