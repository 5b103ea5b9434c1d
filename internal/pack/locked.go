package pack

import (
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
)

// Locked returns the values of a render as a lock recorded them: its context
// and inputs, which need neither defaults nor validation. With them the same
// pack renders the same files again. unit and environment are what a lock does
// not record, as its place says them.
func (p *Pack) Locked(unit, environment string, context, inputs map[string]cty.Value) (*Values, error) {
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
	for _, name := range p.locals {
		value, diags := expr.Evaluate(p.Locals[name], v.eval)
		if diags.HasErrors() {
			value = cty.NullVal(cty.DynamicPseudoType) // as when it was rendered: of another scope, or of a tfvars input
		}
		v.setLocal(name, value)
	}
	return v, nil
}
