package cli

import (
	"sort"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// assigned is what assignments mean for one unit: changes of its spec, values
// for its tfvars, and the places that messages name.
type assigned struct {
	changes []spec.Change
	tfvars  map[string]map[string]cty.Value // environment → input
	places  map[string]map[string]spec.Attr // environment → input, as the user wrote it
}

// resolve reads every assignment by its input's type and sorts the results:
// the pack's order, values for all environments first. Later assignments of one
// input win, so flags come last.
func resolve(p *pack.Pack, all []assignment, environments []string) (*assigned, error) {
	out := &assigned{tfvars: map[string]map[string]cty.Value{}, places: map[string]map[string]spec.Attr{}}
	last := map[[2]string]int{} // environment and input → index of the assignment that wins
	var problems diag.List
	for i := range all {
		a := &all[i]
		in := p.Input(a.name)
		switch {
		case in == nil:
			problems = append(problems, p.UnknownInput(a.name, a.attr))
			continue
		case a.environment != "" && !contains(environments, a.environment):
			problems = append(problems, a.attr.Problem("input %q is set for environment %q, which this unit does not have", a.name, a.environment).
				WithHint("it has %s", strings.Join(environments, ", ")))
			continue
		}
		if err := a.value(in); err != nil {
			problems = problems.Append(err)
			continue
		}
		last[[2]string{a.environment, a.name}] = i
	}
	for i, a := range all {
		if at, ok := last[[2]string{a.environment, a.name}]; !ok || at != i {
			continue
		}
		in := p.Input(a.name)
		converted, problem := in.Take(a.attr)
		if problem != nil {
			problems = append(problems, problem)
			continue
		}
		put(out.places, a.environment, a.name, a.attr)
		if in.StoredIn == "tfvars" {
			put(out.tfvars, a.environment, a.name, converted)
			continue
		}
		out.changes = append(out.changes, spec.Change{Environment: a.environment, Name: a.name, Value: expr.Literal(a.attr.Value)})
	}
	out.sort(p, environments)
	return out, problems.Err()
}

func put[V any](m map[string]map[string]V, environment, name string, v V) {
	if m[environment] == nil {
		m[environment] = map[string]V{}
	}
	m[environment][name] = v
}

func (a *assigned) sort(p *pack.Pack, environments []string) {
	order := map[string]int{}
	for i, in := range p.Inputs {
		order[in.Name] = i
	}
	rank := map[string]int{"": -1}
	for i, name := range environments {
		rank[name] = i
	}
	sort.Slice(a.changes, func(i, j int) bool {
		x, y := a.changes[i], a.changes[j]
		if x.Environment != y.Environment {
			return rank[x.Environment] < rank[y.Environment]
		}
		return order[x.Name] < order[y.Name]
	})
}

// place gives the unit's inputs the places where the user wrote them: a flag
// has none, a --spec file its own.
func (a *assigned) place(u *repo.Unit) {
	set := func(inputs map[string]spec.Attr, from map[string]spec.Attr) {
		for name, at := range from {
			if attr, ok := inputs[name]; ok {
				attr.Range, attr.Source = at.Range, at.Source
				inputs[name] = attr
			}
		}
	}
	set(u.Spec.Inputs, a.places[""])
	for environment, inputs := range u.Spec.Overrides {
		set(inputs, a.places[environment])
	}
}

// edit writes the changes into a unit's spec and returns the edits with it.
func (a *assigned) edit(u *repo.Unit, edits map[repo.Path][]byte) error {
	if len(a.changes) == 0 {
		return nil
	}
	path := u.Path.Join(spec.Filename)
	src := u.Spec.Source
	if pending, ok := edits[path]; ok {
		src = pending
	}
	edited, err := spec.Edit(string(path), src, a.changes)
	if err != nil {
		return err
	}
	edits[path] = edited
	return nil
}

// complete writes allocated and pinned inputs into the units' specs and returns
// the repository loaded with them.
func (s *session) complete(m *repo.Repository, units []*repo.Unit, edits map[repo.Path][]byte, reallocate string) (*repo.Repository, error) {
	changes, err := s.builder().Complete(m, units, reallocate)
	if err != nil || len(changes) == 0 {
		return m, err
	}
	for _, u := range units {
		if err := (&assigned{changes: changes[u.Name]}).edit(u, edits); err != nil {
			return nil, err
		}
	}
	return s.reload(m, edits)
}

// reload loads the repository with more edits and keeps the places of the old
// model's inputs.
func (s *session) reload(old *repo.Repository, edits map[repo.Path][]byte) (*repo.Repository, error) {
	m, err := s.load(edits)
	if err != nil {
		return nil, err
	}
	for _, u := range old.Units {
		if next := m.Unit(u.Name); next != nil {
			keepPlaces(next.Spec.Inputs, u.Spec.Inputs)
			for environment, inputs := range u.Spec.Overrides {
				keepPlaces(next.Spec.Overrides[environment], inputs)
			}
		}
	}
	return m, nil
}

func keepPlaces(to, from map[string]spec.Attr) {
	for name, attr := range from {
		if next, ok := to[name]; ok && attr.Range.Filename != next.Range.Filename {
			next.Range, next.Source = attr.Range, attr.Source
			to[name] = next
		}
	}
}

func contains(list []string, s string) bool {
	for _, e := range list {
		if e == s {
			return true
		}
	}
	return false
}

// build plans the units; what has no place on disk yet is named without one.
func (s *session) build(m *repo.Repository, units []*repo.Unit, edits map[repo.Path][]byte, tfvars plan.Tfvars) (*plan.Plan, error) {
	r := plan.Request{
		Model: m, Disk: s.disk, Edits: edits, Units: units,
		Environments: s.w.environments, Tfvars: tfvars, AllowDestroy: s.w.allowDestroy,
		Upgrade: s.w.upgrade,
	}
	var err error
	if r.Conflicts, err = s.w.side(); err != nil {
		return nil, err
	}
	if r.Reset, err = s.files("reset", s.w.reset); err != nil {
		return nil, err
	}
	if r.Restore, err = s.files("restore", s.w.restore); err != nil {
		return nil, err
	}
	if s.git != nil {
		r.Blob = s.blob
	}
	b, bar := s.builder(), s.g.progress(planning, len(units))
	b.Progress = bar.step
	p, err := b.Build(r)
	bar.done()
	return p, s.withoutPlaces(err, edits)
}

// withoutPlaces was needed while problems could lie in a file that this run
// would have created; package repo reads those without a name now.
func (s *session) withoutPlaces(err error, _ map[repo.Path][]byte) error { return err }
