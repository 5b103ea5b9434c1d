package repo

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Packs finds packs by reference; package pack's Store is one.
type Packs interface {
	Get(ref spec.PackRef) (*pack.Pack, error)
}

// PackOf returns the version of a unit's pack that an environment stands at:
// the lock's, or the spec's where nothing was rendered yet.
func (u *Unit) PackOf(environment string) spec.PackRef {
	if b := u.Lock.Block(environment); b != nil && b.Pack.Name == u.Spec.Pack.Name {
		return b.Pack
	}
	return u.Spec.Pack
}

// GivenTo returns what specs say of the unit's inputs to a version of its pack:
// inputs that an environment's older pack lacks but the version wanted by the
// spec has are left out, as they wait for the upgrade; one that was renamed
// since keeps its value under the older name.
func (r *Repository) GivenTo(u *Unit, p *pack.Pack, environment string, packs Packs) map[string]spec.Attr {
	given := r.Given(u, environment)
	for _, m := range p.Renames { // defaults serve units of all versions
		attr, old := r.Root.Defaults[u.Spec.Pack.Name][m.From]
		now := p.Renamed(m.From)
		if _, set := given[now]; old && p.Input(m.From) == nil {
			delete(given, m.From)
			if !set {
				given[now] = attr
			}
		}
	}
	r.leaveToOthers(given, u, p, packs)
	r.addForAll(given, p)
	if u.Spec.Pack.Version == p.Version {
		return given
	}
	wanted, err := packs.Get(u.Spec.Pack)
	if err != nil {
		return given
	}
	for name, attr := range given {
		in, now := p.Input(name), wanted.Input(name)
		if now == nil || (in != nil && (in.StoredIn == "spec" || now.StoredIn != "spec")) {
			continue
		}
		delete(given, name)
		if in != nil {
			continue // it stands in terraform.tfvars until the upgrade
		}
		for _, m := range wanted.Renames {
			if old := p.Input(m.From); wanted.Renamed(m.From) == name && old != nil && old.StoredIn == "spec" {
				given[m.From] = attr
			}
		}
	}
	return given
}

// leaveToOthers takes out of given what the root's defaults say of inputs that this
// version of the pack no longer takes from there, while another unit's still does:
// defaults serve units of all versions.
func (r *Repository) leaveToOthers(given map[string]spec.Attr, u *Unit, p *pack.Pack, packs Packs) {
	for name, attr := range r.Root.Defaults[u.Spec.Pack.Name] {
		now := name
		if p.Input(name) == nil {
			now = p.Renamed(name)
		}
		in := p.Input(now)
		if given[now].Range != attr.Range || (in != nil && in.StoredIn == "spec") {
			continue
		}
		if r.Takes(u.Spec.Pack.Name, name, (*Unit).PackOf, packs) {
			delete(given, now)
		}
	}
}

// Takes tells whether any unit of a pack takes an input from its spec, by the
// versions that at says its environments stand at.
func (r *Repository) Takes(packName, input string, at func(u *Unit, environment string) spec.PackRef, packs Packs) bool {
	for _, u := range r.Units {
		if u.Spec.Pack.Name != packName {
			continue
		}
		for _, environment := range append([]string{""}, r.Environments(u)...) {
			p, err := packs.Get(at(u, environment))
			if err != nil || (environment == "" && p.HasEnvironments()) {
				continue
			}
			in := p.Input(input)
			if in == nil {
				in = p.Input(p.Renamed(input))
			}
			if in != nil && in.StoredIn == "spec" {
				return true
			}
		}
	}
	return false
}

// References resolves the units that the unit's inputs name in an environment
// and returns the values they expose, by unit name.
func (r *Repository) References(u *Unit, p *pack.Pack, environment string, packs Packs) (map[string]cty.Value, error) {
	return r.ReferencesAt(u, p, environment, (*Unit).PackOf, packs)
}

// ReferencesAt does so where at says which version of its pack a unit stands at: a
// run that moves units to newer ones renders what refers to them by these.
func (r *Repository) ReferencesAt(u *Unit, p *pack.Pack, environment string, at func(*Unit, string) spec.PackRef, packs Packs) (map[string]cty.Value, error) {
	out := map[string]cty.Value{}
	var list diag.List
	given := r.Given(u, environment)
	for _, in := range p.Inputs {
		if in.References == nil {
			continue
		}
		attr, ok := given[in.Name]
		if !ok {
			continue
		}
		for _, name := range names(attr.Value) {
			target, err := r.target(u, in, name, environment, attr, packs)
			if err != nil {
				list = list.Append(err)
				continue
			}
			out[name], err = r.Exposed(target, environment, at(target, environment), packs)
			list = list.Append(err)
		}
	}
	return out, list.Err()
}

// names returns the unit names in the value of a referencing input: a text or a
// list of texts. Other values are reported where types are checked.
func names(v cty.Value) []string {
	if !v.IsNull() && v.Type() == cty.String {
		return []string{v.AsString()}
	}
	converted, err := convert.Convert(v, cty.List(cty.String))
	if err != nil || converted.IsNull() {
		return nil
	}
	var out []string
	for _, e := range converted.AsValueSlice() {
		if !e.IsNull() {
			out = append(out, e.AsString())
		}
	}
	return out
}

func (r *Repository) target(u *Unit, in *pack.Input, name, environment string, at spec.Attr, packs Packs) (*Unit, error) {
	target := r.Unit(name)
	switch {
	case name == u.Name:
		return nil, at.Problem("%s names itself in %q", u.Name, in.Name)
	case target == nil || !admits(in, target, packs):
		return nil, at.Problem("%s names %q in %q, and there is no such %s", u.Name, name, in.Name, in.References.What()).
			WithHint("%s", suggest(name, r.Admitted(in, u, packs)))
	case environment != "" && !r.HasEnvironment(target, environment):
		return nil, at.Problem("%s names %q in %q, but %s has no environment %q", u.Name, name, in.Name, name, environment).
			WithHint("it has %s; add the environment there, or override %s in an environment block here", strings.Join(r.Environments(target), ", "), in.Name)
	}
	return target, nil
}

// admits tells whether a unit is one that an input may name.
func admits(in *pack.Input, u *Unit, packs Packs) bool {
	r := *in.References
	if r.Kind == "" { // no pack need be read
		return r.Pack == "" || r.Pack == u.Spec.Pack.Name
	}
	p, err := packs.Get(u.Spec.Pack)
	return err == nil && r.Admits(p) // else the unit itself tells
}

// Admitted returns the names of the units, but for u and the repository itself,
// that an input of u's pack may name.
func (r *Repository) Admitted(in *pack.Input, u *Unit, packs Packs) []string {
	var out []string
	for _, other := range r.Units {
		if other != u && other.Name != "." && admits(in, other, packs) {
			out = append(out, other.Name)
		}
	}
	return out
}

// suggest lists the units that may be named, and the one that was probably meant.
func suggest(name string, all []string) string {
	best := diag.Closest(name, all)
	switch {
	case best != "":
		return "did you mean " + best + "?"
	case len(all) == 0:
		return "there is none yet; make it first"
	case len(all) > 20:
		return "there are " + strings.Join(all[:20], ", ") + " and more"
	}
	return "there are " + strings.Join(all, ", ")
}

// Exposed evaluates what target shows to others in an environment where it stands
// at a version of its pack.
func (r *Repository) Exposed(target *Unit, environment string, at spec.PackRef, packs Packs) (cty.Value, error) {
	p, err := packs.Get(at)
	if err != nil {
		return cty.NilVal, err
	}
	request := pack.Request{
		Context: r.Context(target, p, environment, nil), Environment: environment,
		Given: r.GivenTo(target, p, environment, packs), Unit: target.Spec,
	}
	values, err := p.Exposing(request)
	return cty.ObjectVal(values), err
}

// CheckCycles refuses circles of units that read each other's state: none of
// them could ever be applied first. Only circles that from leads into are
// looked for; a run that changes a few units needs no others' packs.
func (r *Repository) CheckCycles(from []*Unit, packs Packs) error {
	c := &cycles{repository: r, packs: packs, state: map[string]int{}}
	for _, u := range from {
		if err := c.visit(u); err != nil {
			return err
		}
	}
	return nil
}

// cycles is a depth-first search; state is 1 for what is being visited, 2 for
// what is done.
type cycles struct {
	repository *Repository
	packs      Packs
	state      map[string]int
	stack      []string
}

func (c *cycles) visit(u *Unit) error {
	if c.state[u.Name] == 2 {
		return nil
	}
	c.state[u.Name] = 1
	c.stack = append(c.stack, u.Name)
	edges, at, err := c.repository.stateEdges(u, c.packs)
	if err != nil {
		return err
	}
	for _, name := range edges {
		next := c.repository.Unit(name)
		if next == nil || next == u {
			continue // reported where references are resolved
		}
		if c.state[name] == 1 {
			return c.problem(name, at)
		}
		if err := c.visit(next); err != nil {
			return err
		}
	}
	c.stack = c.stack[:len(c.stack)-1]
	c.state[u.Name] = 2
	return nil
}

func (c *cycles) problem(name string, at spec.Attr) *diag.Problem {
	from := slices.Index(c.stack, name)
	circle := strings.Join(append(slices.Clone(c.stack[from:]), name), " → ")
	return at.Problem("these units read each other's state in a circle: %s", circle).
		WithHint("none of them could be applied first; let one of them use `calls` instead of `uses`: it wires by name, without state")
}

// stateEdges returns the units whose state u reads in any environment, sorted,
// and the place that says so.
func (r *Repository) stateEdges(u *Unit, packs Packs) ([]string, spec.Attr, error) {
	return r.edges(u, packs, "state")
}

// edges returns the units that u refers to in any environment, sorted, and the
// last place that says so. via is "state" or "name"; empty means either.
func (r *Repository) edges(u *Unit, packs Packs, via string) ([]string, spec.Attr, error) {
	var edges []string
	var at spec.Attr
	for _, environment := range r.Environments(u) {
		p, err := packs.Get(u.PackOf(environment))
		if err != nil {
			return nil, at, err
		}
		given := r.Given(u, environment)
		for _, in := range p.Inputs {
			if attr, ok := given[in.Name]; ok && in.References != nil && (via == "" || in.References.Via == via) {
				edges = append(edges, names(attr.Value)...)
				at = attr
			}
		}
	}
	slices.Sort(edges)
	return slices.Compact(edges), at, nil
}

// Refers returns the names of the units that u refers to in any environment.
func (r *Repository) Refers(u *Unit, packs Packs) ([]string, error) {
	edges, _, err := r.edges(u, packs, "")
	return edges, err
}

// Dependents returns the units that refer to one of the given units and are
// none of them: what those expose stands in their files.
func (r *Repository) Dependents(units []*Unit, packs Packs) ([]*Unit, error) {
	var out []*Unit
	for _, u := range r.Units {
		if slices.Contains(units, u) {
			continue
		}
		edges, _, err := r.edges(u, packs, "")
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(units, func(other *Unit) bool { return slices.Contains(edges, other.Name) }) {
			out = append(out, u)
		}
	}
	return out, nil
}
