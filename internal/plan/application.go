package plan

import (
	"io/fs"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Application returns what the application repository of a unit copies into
// its own spec: the pack of that repository and the values of that pack's
// inputs. The unit's pack says so in its application block; disk is the
// infrastructure repository, whose terraform.tfvars are validated too.
func (b *Builder) Application(m *repo.Repository, disk fs.FS, u *repo.Unit) (string, map[string]cty.Value, error) {
	r := Request{Model: m, Disk: disk, Units: []*repo.Unit{u}}
	if err := b.checkUnits(r); err != nil {
		return "", nil, err
	}
	p, err := b.Packs.Get(r.highest(u))
	if err != nil {
		return "", nil, atSpec(err, u)
	}
	if p.Application == nil {
		return "", nil, diag.Usagef("%s is a unit of pack %s, which has no application repository", u.Name, p.Ref())
	}
	published, err := b.published(r, u)
	if err != nil {
		return "", nil, err
	}
	values, _, err := b.evaluate(r, u, p, "")
	if err != nil {
		return "", nil, err
	}
	inputs, err := p.Eval(p.Application.Inputs, values, map[string]cty.Value{"published": cty.TupleVal(published)})
	if err != nil {
		return "", nil, err
	}
	if inputs.IsNull() || !inputs.Type().IsObjectType() || !inputs.IsWhollyKnown() {
		return "", nil, diag.Usagef("the inputs of an application block are an object").At(p.Application.Inputs.Range(), p.Source(p.Application.Inputs.Range()))
	}
	return p.Application.Pack, inputs.AsValueMap(), nil
}

// published evaluates the application block in each environment of the unit,
// by the version of the pack that stands there.
func (b *Builder) published(r Request, u *repo.Unit) ([]cty.Value, error) {
	var list diag.List
	environments := r.Model.Environments(u)
	out := make([]cty.Value, 0, len(environments))
	for _, environment := range environments {
		p, err := b.Packs.Get(u.PackOf(environment))
		if err == nil && p.Application == nil {
			err = diag.Usagef("pack %s, with which %s stands in %s, has no application repository", p.Ref(), u.Name, environment)
		}
		if err != nil {
			list = list.Append(atSpec(err, u))
			continue
		}
		values, _, err := b.evaluate(r, u, p, environment)
		if err != nil {
			list = list.Append(err)
			continue
		}
		v, err := p.Eval(p.Application.Environment, values, nil)
		list = list.Append(err)
		out = append(out, v)
	}
	return out, foundIn(u, environments, list).Err()
}
