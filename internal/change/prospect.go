package change

import (
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Prospect is a unit as a change would have it, before what its spec leaves open
// is filled in: for questions about it.
type Prospect struct {
	Model   *repo.Repository
	Unit    *repo.Unit
	Pack    *pack.Pack
	Packs   *pack.Store
	Tfvars  map[string]map[string]cty.Value       // what was said of it, by environment ("" for all) and input
	Exposed func(environment string) pack.Exposed // what other units expose there
}

// Prospects are the units that the change renders anew or makes.
func Prospects(c Change, b Base) ([]Prospect, error) {
	d := newDraft(b, Options{})
	if err := c.draft(d); err != nil {
		return nil, err
	}
	names := d.units
	if _, upgrade := c.(Upgrade); !upgrade && len(d.added) > 0 {
		names = d.added
	}
	if _, founding := c.(NewRepository); founding {
		names = inOrder(d.model.Units)
	}
	var out []Prospect
	for _, u := range d.all(names) {
		p, err := b.Packs.Get(u.Spec.Pack)
		if err != nil {
			return nil, err
		}
		out = append(out, Prospect{Model: d.model, Unit: u, Pack: p, Packs: b.Packs, Tfvars: numbers(d, u.Name), Exposed: d.builder().Standing(d.model)})
	}
	return out, nil
}

// numbers are what is said of a unit's tfvars inputs, and what an upgrade moves there.
func numbers(d *draft, unit string) map[string]map[string]cty.Value {
	out := map[string]map[string]cty.Value{}
	if c := d.carried[unit]; c != nil {
		for environment, file := range c.Tfvars {
			for name, value := range file.Given {
				put(out, environment, name, value.Attr.Value)
			}
		}
	}
	for environment, values := range d.tfvars[unit] {
		for name, value := range values {
			put(out, environment, name, value)
		}
	}
	return out
}
