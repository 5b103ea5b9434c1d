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
// allocated numbers, and pinned defaults of units that were never rendered.
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
		case in.Pinned && !given && u.Lock == nil:
			pins, err := pin(a.model, u, p, in)
			if err != nil {
				return nil, err
			}
			changes = append(changes, pins...)
		}
	}
	return changes, nil
}

// pin writes an input's default down: for the unit where it is the same in all
// environments, else in each.
func pin(m *repo.Repository, u *repo.Unit, p *pack.Pack, in *pack.Input) ([]spec.Change, error) {
	var changes []spec.Change
	same := true
	for _, environment := range m.Environments(u) {
		if _, given := u.Spec.Overrides[environment][in.Name]; given {
			same = false
			continue
		}
		v, err := p.InputValue(in.Name, pack.Request{
			Context: m.Context(u, p, environment, nil), Environment: environment,
			Given: m.Given(u, environment), Unit: u.Spec,
		})
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
