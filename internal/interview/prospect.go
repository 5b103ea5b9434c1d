package interview

import (
	"maps"
	"slices"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// prospect is a unit that is asked about.
type prospect struct {
	change.Prospect
	written map[string]spec.Attr // its inputs as the change has them
}

// Of is the unit of a change as it is asked about. set is its name in --set, empty
// for the command's own; given is what the command line says of it.
func Of(of change.Prospect, set string, given []change.Assignment) *Unit {
	u := prospect{of, maps.Clone(of.Unit.Spec.Inputs)}
	environments := of.Model.Environments(of.Unit)
	if len(environments) == 0 {
		environments = []string{""}
	}
	fixed := map[string]bool{}
	own := map[[2]string]bool{}
	for _, a := range given {
		fixed[a.Name] = fixed[a.Name] || a.Environment == ""
		own[[2]string{a.Environment, a.Name}] = true
	}
	return &Unit{
		Name: set, Pack: of.Pack, Environments: environments, Fixed: fixed,
		Request: u.request,
		Own:     func(environment, input string) bool { return own[[2]string{environment, input}] },
		Targets: func(in *pack.Input) []string { return u.targets(in, environments) },
	}
}

// request is what an environment's inputs are evaluated from.
func (u prospect) request(environment string, said map[string]spec.Attr) pack.Request {
	inputs := maps.Clone(u.written)
	if inputs == nil {
		inputs = map[string]spec.Attr{}
	}
	for name, attr := range said {
		if in := u.Pack.Input(name); in != nil && in.StoredIn == "spec" {
			inputs[name] = attr
		}
	}
	u.Unit.Spec.Inputs = inputs                                               // references are looked up there
	references, _ := u.Model.References(u.Unit, u.Pack, environment, u.Packs) // what is wrong with them, the plan says
	r := pack.Request{
		Context: u.Model.Context(u.Unit, u.Pack, environment, references), Environment: environment,
		Given: u.Model.GivenTo(u.Unit, u.Pack, environment, u.Packs), Tfvars: map[string]spec.Attr{},
		Exposed: u.Exposed(environment),
	}
	for _, values := range []map[string]cty.Value{u.Tfvars[""], u.Tfvars[environment]} {
		for name, v := range values {
			r.Tfvars[name] = spec.Attr{Value: v}
		}
	}
	return r
}

// targets are the units that a referencing input may name, and that have all
// environments of this one.
func (u prospect) targets(in *pack.Input, environments []string) []string {
	var out []string
	for _, name := range u.Model.Admitted(in, u.Unit, u.Packs) {
		other := u.Model.Unit(name)
		if !slices.ContainsFunc(environments, func(e string) bool { return e != "" && !u.Model.HasEnvironment(other, e) }) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}
