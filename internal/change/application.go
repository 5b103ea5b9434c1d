package change

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/render"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// NewApplication makes a service's application repository.
type NewApplication struct {
	Pack  string
	Name  string       // of the service
	Given []Assignment // of its inputs, the weakest first
	Told  []string     // what is to be said of Given
}

// Spec is the repository's root file.
func (c NewApplication) Spec(packs *pack.Store) ([]byte, error) {
	p, err := packs.Get(spec.PackRef{Name: c.Pack})
	if err != nil {
		return nil, err
	}
	s, err := resolve(p, c.Given, nil)
	if err != nil {
		return nil, err
	}
	return spec.NewUnit(c.Name, refOf(p), nil, s.changes)
}

func (c NewApplication) draft(d *draft) error {
	p, err := d.pack(c.Pack)
	if err != nil {
		return err
	}
	s, err := resolve(p, c.Given, nil)
	if err != nil {
		return err
	}
	if err := d.add(c.Name, ".", p, nil, s); err != nil {
		return err
	}
	d.tfvars, d.notices = plan.Tfvars{}, c.Told
	if err := d.load(); err != nil {
		return err
	}
	d.render(inOrder(d.model.Units))
	return nil
}

func (c NewApplication) conclude(*draft, *plan.Plan) (string, error) { return "initial commit", nil }

// Lacking is what is wrong with the inputs of a new application repository, and
// what they lack: for when other mistakes keep it from being planned.
func (c NewApplication) Lacking(packs *pack.Store) diag.List {
	p, err := packs.Get(spec.PackRef{Name: c.Pack})
	if err != nil {
		return nil
	}
	return missing(p, c.Name, c.Given, nil, nil)
}

// Resolve tells what is wrong with the inputs, whatever else is.
func (c NewApplication) Resolve(packs *pack.Store) error {
	p, err := packs.Get(spec.PackRef{Name: c.Pack})
	if err == nil {
		_, err = resolve(p, c.Given, nil)
	}
	return err
}

// Infrastructure is the repository from which an application repository copies.
type Infrastructure struct {
	Dir   string // its root, a host path, for messages
	Model *repo.Repository
	Packs *pack.Store
}

// Copied returns what the application repository of a service copies from it, as
// assignments of its own inputs.
func (i *Infrastructure) Copied(name, packName string) ([]Assignment, error) {
	u := i.Model.Unit(name)
	if u == nil {
		return nil, diag.Usagef("the infrastructure repository %s has no service %q", i.Dir, name).WithHint("%s", i.hint(name, packName))
	}
	to, inputs, err := (&plan.Builder{Packs: i.Packs, Renderer: render.New()}).Application(i.Model, i.Model.FS, u)
	if err != nil {
		return nil, diag.In(i.Dir, err)
	}
	if to != packName {
		return nil, diag.Usagef("the application repository of %s is of pack %q, not %q", name, to, packName)
	}
	var out []Assignment
	for _, input := range slices.Sorted(maps.Keys(inputs)) {
		out = append(out, Assignment{Name: input, Attr: spec.Attr{Value: inputs[input]}})
	}
	return out, nil
}

// Publishes are the inputs of an application repository's pack that a unit of the
// pack servicePack would give it, without values.
func (i *Infrastructure) Publishes(servicePack, packName string) []Assignment {
	p, err := i.Packs.Get(spec.PackRef{Name: servicePack})
	if err != nil || p.Application == nil || p.Application.Pack != packName {
		return nil
	}
	var out []Assignment
	pairs, _ := hcl.ExprMap(p.Application.Inputs) // one that is made otherwise is not known before
	for _, pair := range pairs {
		out = append(out, Assignment{Name: hcl.ExprAsKeyword(pair.Key)})
	}
	return out
}

// Services are the units that can have an application repository of the pack.
func (i *Infrastructure) Services(packName string) []string {
	var out []string
	for _, u := range i.Model.Units {
		if p, err := i.Packs.Get(u.PackOf("")); err == nil && p.Application != nil && p.Application.Pack == packName {
			out = append(out, u.Name)
		}
	}
	return out
}

// hint names the service that was probably meant, or those that exist.
func (i *Infrastructure) hint(name, packName string) string {
	all := i.Services(packName)
	switch best := diag.Closest(name, all); {
	case best != "":
		return "did you mean " + best + "? An application repository has its service's name"
	case len(all) == 0:
		return "make it first: `scaffold service " + name + "`"
	}
	return "it has " + strings.Join(all, ", ") + "; an application repository has its service's name. Make another with `scaffold service`"
}

// Agree refuses a value that somebody gives to an input which the service says
// otherwise: it has one owner, the infrastructure repository.
func (i *Infrastructure) Agree(p *pack.Pack, copied, given []Assignment) error {
	var problems diag.List
	for _, a := range given {
		at := slices.IndexFunc(copied, func(c Assignment) bool { return c.Name == a.Name })
		in := p.Input(a.Name)
		if at < 0 || in == nil {
			continue
		}
		if err := a.Read(in); err != nil {
			problems = problems.Append(err)
			continue
		}
		have, errHave := in.Convert(copied[at].Attr.Value)
		want, errWant := in.Convert(a.Attr.Value)
		if errHave != nil || errWant != nil || have.RawEquals(want) {
			continue // of another type: reported with the others
		}
		problems = append(problems, a.Attr.Problem("%s is %s by the service's spec, not %s", a.Name, expr.LiteralLine(have), expr.LiteralLine(want)).
			WithHint("leave it out here; to change it, run `scaffold generate` in %s", i.Dir))
	}
	return problems.Err()
}

// Differing returns those of the assignments that a unit's spec has otherwise,
// and a sentence about each.
func Differing(p *pack.Pack, u *repo.Unit, all []Assignment) ([]Assignment, []string) {
	var changed []Assignment
	var told []string
	for _, a := range all {
		in := p.Input(a.Name)
		if in == nil {
			continue // the application repository's pack is older
		}
		next, err := in.Convert(a.Attr.Value)
		if err != nil {
			changed = append(changed, a) // reported when it is written
			continue
		}
		before := cty.NullVal(in.Type)
		if is, given := u.Spec.Inputs[a.Name]; given {
			if v, err := in.Convert(is.Value); err == nil {
				before = v
			}
		}
		if before.RawEquals(next) {
			continue
		}
		changed = append(changed, a)
		told = append(told, a.Name+" was "+expr.LiteralLine(before)+", the infrastructure repository has "+expr.LiteralLine(next))
	}
	return changed, told
}
