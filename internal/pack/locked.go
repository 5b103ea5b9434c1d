package pack

import (
	"maps"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
)

// Locked returns the values of a render as a lock recorded them: its context
// and inputs, which need neither defaults nor validation. With them the same
// pack renders the same files again. unit and environment are what a lock does
// not record, as its place says them.
func (p *Pack) Locked(unit, environment string, context, inputs map[string]cty.Value) (*Values, error) {
	v := &Values{Inputs: map[string]cty.Value{}, Tfvars: map[string]cty.Value{}, Locals: map[string]cty.Value{}, texts: map[reference]string{}}
	vars := maps.Clone(context)
	vars["unit"] = cty.StringVal(unit)
	if environment != "" {
		vars["environment"] = cty.StringVal(environment)
	}
	if _, ok := vars["references"]; !ok { // an empty one is left out of locks
		vars["references"] = cty.EmptyObjectVal
	}
	v.eval = &hcl.EvalContext{Variables: vars, Functions: expr.Functions()}
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
		v.Inputs[in.Name], vars[in.Name] = converted, converted
	}
	for _, name := range p.locals {
		value, diags := p.Locals[name].Value(v.eval)
		if diags.HasErrors() {
			value = cty.NullVal(cty.DynamicPseudoType) // as when it was rendered: of another scope, or of a tfvars input
		}
		v.Locals[name] = value
		vars["local"] = cty.ObjectVal(v.Locals)
	}
	return v, nil
}
