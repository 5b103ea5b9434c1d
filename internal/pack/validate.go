package pack

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// all holds of every rule: for broken, where nothing is missing.
func all(Validation) bool { return true }

// broken returns a problem for each input that breaks one of the rules that
// count; the first one says enough. A render that has no environment of a pack
// with environments breaks none.
func (d *Draft) broken(counts func(Validation) bool) diag.List {
	if d.r.Environment == "" && d.p.HasEnvironments() {
		return nil
	}
	var list diag.List
	for _, in := range d.p.Inputs {
		if d.open[in.Name] != nil {
			continue
		}
		for _, rule := range in.Validations {
			if !counts(rule) {
				continue
			}
			if problem := d.validateOne(in, rule); problem != nil {
				list = append(list, problem)
				break
			}
		}
	}
	return list
}

// holds tells whether a rule holds, or why that can't be told.
func (d *Draft) holds(in *Input, rule Validation) (bool, *diag.Problem) {
	ok, diags := d.p.ask(rule.Condition, d.v, d.r.Exposed)
	if diags.HasErrors() {
		return false, diag.FromHCL(diag.Usage, diags, d.p.sources)[0]
	}
	if d.p.undecided(rule.Condition, ok) {
		return true, nil
	}
	if !settled(ok, cty.Bool) {
		return false, diag.Usagef("the condition of input %q is neither true nor false", in.Name).At(rule.Condition.Range(), d.p.Source(rule.Condition.Range()))
	}
	return ok.True(), nil
}

// settled tells whether a value is known, not null, and of the type.
func settled(v cty.Value, ty cty.Type) bool {
	return v.IsKnown() && !v.IsNull() && v.Type().Equals(ty)
}

// message is what a broken rule says.
func (d *Draft) message(rule Validation) string {
	text, diags := d.p.ask(rule.Message, d.v, d.r.Exposed)
	if !diags.HasErrors() && settled(text, cty.String) {
		return text.AsString()
	}
	return "the value is not valid"
}

func (d *Draft) validateOne(in *Input, rule Validation) *diag.Problem {
	ok, untold := d.holds(in, rule)
	if ok || untold != nil {
		return untold
	}
	message, r := d.message(rule), d.r
	given, set := r.given(in)
	if !set {
		given = spec.Attr{}
		if r.Unit != nil {
			given = spec.Attr{Range: r.Unit.Range, Source: r.Unit.Source}
		}
	}
	problem := given.Problem("input %q is %s", in.Name, clip(expr.LiteralLine(d.v.of(in)))).WithHint("%s", message)
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
	value, diags := expr.Evaluate(e, eval)
	if diags.HasErrors() {
		return cty.NilVal, diag.FromHCL(diag.Usage, diags, p.sources)
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
	if !settled(value, cty.Bool) {
		return false, diag.Usagef("this condition is neither true nor false").At(e.Range(), p.Source(e.Range()))
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
	if !settled(value, cty.String) {
		return "", diag.Usagef("this must be text").At(e.Range(), p.Source(e.Range()))
	}
	return value.AsString(), nil
}

// EvalWith evaluates an expression of the pack with nothing but vars.
func (p *Pack) EvalWith(e hcl.Expression, vars map[string]cty.Value) (cty.Value, error) {
	value, diags := expr.Evaluate(e, &hcl.EvalContext{Variables: vars, Functions: expr.Functions()})
	if diags.HasErrors() {
		return cty.NilVal, diag.FromHCL(diag.Usage, diags, p.sources)
	}
	return value, nil
}
