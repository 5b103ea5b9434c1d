package plan

import (
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Complete returns, by unit name, what specs lack and scaffold chooses once:
// allocated numbers, and pinned defaults of what was never rendered.
// again names an allocated input that is to be chosen anew.
func (b *Builder) Complete(m *repo.Repository, units []*repo.Unit, again string) (map[string][]spec.Change, error) {
	out := map[string][]spec.Change{}
	a := &allocator{Builder: b, model: m, taken: map[string]map[allocation][]*repo.Unit{}}
	var list diag.List
	for _, u := range units {
		p, err := b.Packs.Get(u.Spec.Pack)
		if err != nil {
			list = list.Append(atSpec(err, u))
			continue
		}
		changes, err := a.complete(u, p, again)
		list = list.Append(err)
		if len(changes) > 0 {
			out[u.Name] = changes
		}
	}
	return out, list.Err()
}

func (a *allocator) complete(u *repo.Unit, p *pack.Pack, again string) ([]spec.Change, error) {
	var changes []spec.Change
	for _, in := range p.Inputs {
		_, given := u.Spec.Inputs[in.Name]
		switch {
		case in.Allocate != nil && (!given || in.Name == again):
			number, err := a.allocate(u, p, in)
			if err != nil {
				return nil, err
			}
			changes = append(changes, spec.Change{Name: in.Name, Value: expr.LiteralLine(cty.NumberIntVal(number))})
		case in.Pinned && !given:
			pins, err := pin(a.model, u, p, in)
			if err != nil {
				return nil, err
			}
			changes = append(changes, pins...)
		}
	}
	return changes, nil
}

// pin writes an input's default down where it was never rendered: for the unit
// where it is the same in all environments, else in each.
func pin(m *repo.Repository, u *repo.Unit, p *pack.Pack, in *pack.Input) ([]spec.Change, error) {
	var changes []spec.Change
	same := u.Lock == nil
	for _, environment := range m.Environments(u) {
		if _, given := u.Spec.Overrides[environment][in.Name]; given {
			same = false
			continue
		}
		if u.Lock.Block(environment) != nil {
			continue
		}
		v, err := pinned(m, u, p, in, environment, changes)
		if err != nil {
			return nil, err
		}
		changes = append(changes, spec.Change{Environment: environment, Name: in.Name, Value: expr.Literal(v)})
		same = same && changes[0].Value == changes[len(changes)-1].Value
	}
	if same && len(changes) > 0 {
		return []spec.Change{{Name: in.Name, Value: changes[0].Value}}, nil
	}
	return changes, nil
}

// pinned is an input's default in a new environment. Where it follows from the
// environment's place among the others, and one of those that were there before
// has that value, as one that stood at this place, it is the next free one.
func pinned(m *repo.Repository, u *repo.Unit, p *pack.Pack, in *pack.Input, environment string, chosen []spec.Change) (cty.Value, error) {
	request := pack.Request{
		Context: m.Context(u, p, environment, nil), Environment: environment, Given: m.Given(u, environment), Unit: u.Spec,
	}
	first, err := p.InputValue(in.Name, request)
	if err != nil || u.Lock == nil {
		return first, err
	}
	taken := func(v cty.Value) bool {
		for _, c := range chosen {
			if c.Value == expr.Literal(v) {
				return true
			}
		}
		for other, inputs := range u.Spec.Overrides {
			if attr, given := inputs[in.Name]; given && other != environment && attr.Value.RawEquals(v) {
				return true
			}
		}
		return false
	}
	v := first
	for i := len(m.Root.Environments); taken(v); i++ {
		request.Context["environment_index"] = cty.NumberIntVal(int64(i))
		if v, err = p.InputValue(in.Name, request); err != nil || i == 2*len(m.Root.Environments) {
			return first, nil // it does not follow from the place
		}
	}
	return v, nil
}
