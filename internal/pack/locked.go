package pack

import (
	"maps"
	"slices"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
)

// Locked returns the values of a render as a lock recorded them: its context
// and inputs, which need neither defaults nor validation. With them the same
// pack renders the same files again. unit and environment are what a lock does
// not record, as its place says them.
func (p *Pack) Locked(unit, environment string, context, inputs map[string]cty.Value) (*Values, error) {
	return p.locked(unit, environment, context, inputs, p.locals, nil)
}

// Recorded returns of such values what other units may ask and what rules over
// several units need: Needed names what of a lock that takes.
func (p *Pack) Recorded(unit, environment string, context, inputs map[string]cty.Value) (*Values, error) {
	return p.locked(unit, environment, context, inputs, p.needed.locals, p.needed.names)
}

// Needed are the names of what Recorded needs of a lock.
func (p *Pack) Needed() map[string]bool { return p.needed.names }

// needs are values of a render that others look at.
type needs struct {
	names  map[string]bool // inputs and context
	locals []string        // in the order in which they can be evaluated
}

// noteNeeds finds what Recorded needs.
func (p *Pack) noteNeeds() {
	exprs := p.shared()
	for e := range p.asked {
		exprs = append(exprs, e)
	}
	var shown []string
	names := map[string]bool{}
	for _, name := range p.Exposes {
		if local, ok := localName(name); ok && p.Locals[local] != nil {
			exprs, shown = append(exprs, p.Locals[local]), append(shown, local)
		}
		names[name] = true
	}
	variables, locals := p.reached(exprs...)
	maps.Copy(variables, names)
	for _, local := range shown {
		locals[local] = true
	}
	p.needed = needs{variables, slices.DeleteFunc(slices.Clone(p.locals), func(name string) bool { return !locals[name] })}
}

// locked leaves out inputs that are not named; nil names all.
func (p *Pack) locked(unit, environment string, context, inputs map[string]cty.Value, locals []string, names map[string]bool) (*Values, error) {
	v := newValues(context)
	vars := v.eval.Variables
	vars["unit"] = cty.StringVal(unit)
	if environment != "" {
		vars["environment"] = cty.StringVal(environment)
	}
	if _, ok := vars["references"]; !ok { // an empty one is left out of locks
		vars["references"] = cty.EmptyObjectVal
	}
	for _, in := range p.Inputs {
		if names != nil && !names[in.Name] {
			continue
		}
		if in.StoredIn == "tfvars" {
			vars[in.Name] = cty.NullVal(in.Type) // no template sees it
			continue
		}
		value, ok := inputs[in.Name]
		if !ok {
			value = cty.NullVal(in.Type)
		}
		converted, err := in.Convert(value)
		if err != nil {
			return nil, err
		}
		v.set(in, converted)
	}
	for _, name := range locals {
		value, diags := expr.Evaluate(p.Locals[name], v.eval)
		if diags.HasErrors() {
			value = cty.NullVal(cty.DynamicPseudoType) // as when it was rendered: of another scope, or of a tfvars input
		}
		v.setLocal(name, value)
	}
	return v, nil
}
