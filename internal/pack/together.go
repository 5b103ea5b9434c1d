package pack

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
)

// Claim is what a unit takes in an environment of which the units of its kind have
// one each (a unique block), or a limited number (a limit block).
type Claim struct {
	Rule      string // "unique" or "limit", and the block's name
	Name      string // the block's name
	Key       string // equal claims of one rule have equal keys
	Shown     string // the values, for messages
	Warn, Max int    // of a limit; Max is 0 for what is unique
	Inputs    []string

	p       *Pack
	v       *Values
	exposed Exposed
	message hcl.Expression
}

// Message is what the pack says of a broken rule; count is how many units have the value.
func (c Claim) Message(count int) string {
	v := *c.v
	v.eval = c.v.eval.NewChild()
	v.eval.Variables = map[string]cty.Value{"count": cty.NumberIntVal(int64(count))}
	v.eval.Functions = map[string]function.Function{exposedName: c.p.exposedFunction(c.exposed)}
	value, diags := expr.Evaluate(c.message, v.eval)
	if diags.HasErrors() || !settled(value, cty.String) {
		return "choose another value"
	}
	return value.AsString()
}

// Together tells whether the pack has rules over all units of its kind.
func (p *Pack) Together() bool { return len(p.Uniques)+len(p.Limits) > 0 }

// Claims returns what a unit with these values takes. What can't be told, as it
// depends on what another unit exposes, is left out.
func (p *Pack) Claims(v *Values, exposed Exposed) ([]Claim, error) {
	var out []Claim
	add := func(c Claim, when, of hcl.Expression) error {
		c.p, c.v, c.exposed = p, v, exposed
		value, err := p.claimed(when, of, v, exposed)
		if err != nil || value == cty.NilVal {
			return err
		}
		c.Key, c.Shown = expr.LiteralLine(value), shown(value)
		out = append(out, c)
		return nil
	}
	for _, u := range p.Uniques {
		if err := add(Claim{Rule: "unique " + u.Name, Name: u.Name, Inputs: u.inputs, message: u.Message}, u.When, u.Values); err != nil {
			return nil, err
		}
	}
	for _, l := range p.Limits {
		if err := add(Claim{Rule: "limit " + l.Name, Name: l.Name, Warn: l.Warn, Max: l.Max, Inputs: l.inputs, message: l.Message}, l.When, l.Of); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// claimed is the value of a rule; none where it does not count, nothing is named,
// or it can't be told.
func (p *Pack) claimed(when, of hcl.Expression, v *Values, exposed Exposed) (cty.Value, error) {
	if when != nil {
		counts, diags := p.ask(when, v, exposed)
		switch {
		case diags.HasErrors():
			return cty.NilVal, diag.FromHCL(diag.Usage, diags, p.sources)
		case p.undecided(when, counts):
			return cty.NilVal, nil
		case !settled(counts, cty.Bool):
			return cty.NilVal, diag.Usagef("this condition is neither true nor false").At(when.Range(), p.Source(when.Range()))
		case counts.False():
			return cty.NilVal, nil
		}
	}
	value, diags := p.ask(of, v, exposed)
	switch {
	case diags.HasErrors():
		return cty.NilVal, diag.FromHCL(diag.Usage, diags, p.sources)
	case !value.IsWhollyKnown(), len(named(value)) == 0:
		return cty.NilVal, nil
	}
	return value, nil
}

// named are the parts of a claim that are not null.
func named(v cty.Value) []cty.Value {
	if v.IsNull() {
		return nil
	}
	if !v.Type().IsTupleType() && !v.Type().IsListType() {
		return []cty.Value{v}
	}
	return slices.DeleteFunc(v.AsValueSlice(), cty.Value.IsNull)
}

// shown is a claim as messages write it.
func shown(v cty.Value) string {
	var out []string
	for _, part := range named(v) {
		out = append(out, expr.Text(part))
	}
	return strings.Join(out, ", ")
}

// inputsIn are the inputs that an expression names, locals followed, in the order
// of the declaration.
func (p *Pack) inputsIn(e hcl.Expression) []string {
	names, _ := p.reached(e)
	var out []string
	for _, in := range p.Inputs {
		if names[in.Name] {
			out = append(out, in.Name)
		}
	}
	return out
}

// reached are the variables and the locals that an expression depends on.
func (p *Pack) reached(exprs ...hcl.Expression) (variables, locals map[string]bool) {
	variables, locals = map[string]bool{}, map[string]bool{}
	for len(exprs) > 0 {
		e := exprs[0]
		exprs = exprs[1:]
		for _, ref := range p.references(e) {
			variables[ref.root] = true
			for name, local := range p.Locals {
				if ref.root == "local" && (ref.attribute == name || ref.attribute == "") && !locals[name] {
					locals[name] = true
					exprs = append(exprs, local)
				}
			}
		}
	}
	return variables, locals
}

// needsTfvars tells whether an expression depends on an input of
// terraform.tfvars, which no lock holds.
func (p *Pack) needsTfvars(e hcl.Expression) bool {
	return slices.ContainsFunc(p.inputsIn(e), func(name string) bool { return p.byName[name].StoredIn == "tfvars" })
}

// unique reads a unique block.
func (s *parser) unique(p *Pack, b *hclsyntax.Block) {
	a := s.attrs(b, "values", "when", "message")
	u := Unique{Name: s.ruleName(b), Values: a["values"], When: a["when"], Message: a["message"], Range: b.DefRange()}
	if u.Values == nil || u.Message == nil {
		s.bad(b.DefRange(), "a unique block needs values and message")
		return
	}
	if slices.ContainsFunc(p.Uniques, func(other Unique) bool { return other.Name == u.Name }) {
		s.bad(b.DefRange(), "there are two unique blocks of this name: a label tells them apart")
	}
	p.Uniques = append(p.Uniques, u)
}

// limit reads a limit block.
func (s *parser) limit(p *Pack, b *hclsyntax.Block) {
	a := s.attrs(b, "of", "when", "warn", "max", "message")
	l := Limit{Name: s.ruleName(b), Of: a["of"], When: a["when"], Message: a["message"], Range: b.DefRange()}
	s.constant(a["warn"], &l.Warn)
	s.constant(a["max"], &l.Max)
	if l.Of == nil || l.Message == nil || l.Max < 1 {
		s.bad(b.DefRange(), "a limit block needs of, max (1 or more) and message")
		return
	}
	if slices.ContainsFunc(p.Limits, func(other Limit) bool { return other.Name == l.Name }) {
		s.bad(b.DefRange(), "there are two limit blocks of this name: a label tells them apart")
	}
	p.Limits = append(p.Limits, l)
}

// ruleName is the label of a block that may go without.
func (s *parser) ruleName(b *hclsyntax.Block) string {
	if len(b.Labels) == 0 {
		return ""
	}
	return s.label(b)
}

// checkTogether refuses rules that no lock could tell of other units.
func (p *Pack) checkTogether(s *parser) {
	refuse := func(block string, r hcl.Range, exprs ...hcl.Expression) {
		for _, e := range exprs {
			if e != nil && p.needsTfvars(e) {
				s.bad(r, "a %s block depends on an input of terraform.tfvars, which locks don't hold", block)
				return
			}
		}
	}
	for i, u := range p.Uniques {
		refuse("unique", u.Range, u.Values, u.When)
		p.Uniques[i].inputs = p.inputsIn(u.Values)
	}
	for i, l := range p.Limits {
		refuse("limit", l.Range, l.Of, l.When)
		p.Limits[i].inputs = p.inputsIn(l.Of)
	}
}
