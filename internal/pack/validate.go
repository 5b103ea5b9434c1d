package pack

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

func (p *Pack) evaluateLocals(v *Values, r Request) error {
	for _, name := range p.locals {
		value, diags := p.eval(p.Locals[name], v)
		if diags.HasErrors() {
			if r.Environment != "" {
				return diag.FromHCL(diag.Usage, diags, p.sources(p.Locals[name]))
			}
			value = cty.NullVal(cty.DynamicPseudoType) // it needs an environment's values
		}
		v.Locals[name] = value
		v.eval.Variables["local"] = cty.ObjectVal(v.Locals)
	}
	return nil
}

// validate runs every validation of every input.
func (p *Pack) validate(v *Values, r Request) diag.List {
	var list diag.List
	for _, in := range p.Inputs {
		for _, rule := range in.Validations {
			if problem := p.validateOne(in, rule, v, r); problem != nil {
				list = append(list, problem)
				break // the first broken rule of an input says enough
			}
		}
	}
	return list
}

// validateKnown runs the validations that need only what has a value: where
// others lack theirs, these are told in the same breath.
func (p *Pack) validateKnown(v *Values, r Request) diag.List {
	if r.Environment == "" && p.HasEnvironments() {
		return nil
	}
	for _, name := range p.locals {
		if !known(p.Locals[name], v) {
			continue
		}
		if value, diags := p.eval(p.Locals[name], v); !diags.HasErrors() {
			v.Locals[name] = value
			v.eval.Variables["local"] = cty.ObjectVal(v.Locals)
		}
	}
	var list diag.List
	for _, in := range p.Inputs {
		if _, ok := v.eval.Variables[in.Name]; !ok {
			continue
		}
		for _, rule := range in.Validations {
			if !known(rule.Condition, v) {
				continue
			}
			if problem := p.validateOne(in, rule, v, r); problem != nil {
				list = append(list, problem)
				break
			}
		}
	}
	return list
}

// known tells whether everything that an expression refers to has a value.
func known(e hcl.Expression, v *Values) bool {
	for _, at := range e.Variables() {
		values, name := v.eval.Variables, at.RootName()
		if name == "local" && len(at) > 1 {
			if attr, ok := at[1].(hcl.TraverseAttr); ok {
				values, name = v.Locals, attr.Name
			}
		}
		if _, ok := values[name]; !ok {
			return false
		}
	}
	return true
}

func (p *Pack) validateOne(in *Input, rule Validation, v *Values, r Request) *diag.Problem {
	ok, diags := p.eval(rule.Condition, v)
	if diags.HasErrors() {
		return diag.FromHCL(diag.Usage, diags, p.sources(rule.Condition))[0]
	}
	if !ok.IsKnown() || ok.IsNull() || !ok.Type().Equals(cty.Bool) {
		return diag.Usagef("the condition of input %q is neither true nor false", in.Name).At(rule.Condition.Range(), p.Files[Filename])
	}
	if ok.True() {
		return nil
	}
	message := "the value is not valid"
	if m, diags := rule.Message.Value(v.eval); !diags.HasErrors() && m.Type() == cty.String && !m.IsNull() {
		message = m.AsString()
	}
	given, set := r.Given[in.Name]
	if in.StoredIn == "tfvars" {
		given, set = r.Tfvars[in.Name]
	}
	if !set {
		given = spec.Attr{}
		if r.Unit != nil {
			given = spec.Attr{Range: r.Unit.Range, Source: r.Unit.Source}
		}
	}
	value := v.Inputs[in.Name]
	if in.StoredIn == "tfvars" {
		value = v.Tfvars[in.Name]
	}
	problem := given.Problem("input %q is %s", in.Name, clip(expr.LiteralLine(value))).WithHint("%s", message)
	if r.Environment != "" {
		problem.Environments = []string{r.Environment}
	}
	return problem
}

// clip keeps a value short enough for one line of an error.
func clip(s string) string {
	if runes := []rune(s); len(runes) > 120 {
		return string(runes[:117]) + "…"
	}
	return s
}

// Eval evaluates an expression of the pack with these values; extra values,
// such as `previous`, may be added.
func (p *Pack) Eval(e hcl.Expression, v *Values, extra map[string]cty.Value) (cty.Value, error) {
	eval := v.eval
	if len(extra) > 0 {
		eval = eval.NewChild()
		eval.Variables = extra
	}
	value, diags := e.Value(eval)
	if diags.HasErrors() {
		return cty.NilVal, diag.FromHCL(diag.Usage, diags, p.sources(e))
	}
	return value, nil
}

// True evaluates a condition of the pack; a nil condition is true.
func (p *Pack) True(e hcl.Expression, v *Values, extra map[string]cty.Value) (bool, error) {
	if e == nil {
		return true, nil
	}
	value, err := p.Eval(e, v, extra)
	if err != nil {
		return false, err
	}
	if !value.IsKnown() || value.IsNull() || !value.Type().Equals(cty.Bool) {
		return false, diag.Usagef("this condition is neither true nor false").At(e.Range(), p.Files[Filename])
	}
	return value.True(), nil
}

// Variables returns what expressions and templates see, by name.
func (v *Values) Variables() map[string]cty.Value { return v.eval.Variables }

// EvalString evaluates an expression that must give text.
func (p *Pack) EvalString(e hcl.Expression, v *Values, extra map[string]cty.Value) (string, error) {
	value, err := p.Eval(e, v, extra)
	if err != nil {
		return "", err
	}
	if !value.IsKnown() || value.IsNull() || !value.Type().Equals(cty.String) {
		return "", diag.Usagef("this must be text").At(e.Range(), p.Files[Filename])
	}
	return value.AsString(), nil
}

// EvalWith evaluates an expression of the pack with nothing but vars.
func (p *Pack) EvalWith(e hcl.Expression, vars map[string]cty.Value) (cty.Value, error) {
	value, diags := e.Value(&hcl.EvalContext{Variables: vars, Functions: expr.Functions()})
	if diags.HasErrors() {
		return cty.NilVal, diag.FromHCL(diag.Usage, diags, p.sources(e))
	}
	return value, nil
}
