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

// exposedName is the function by which a rule asks what another unit exposes.
const exposedName = "exposed"

// ExposedCall is how a declaration that asks calls it.
const ExposedCall = exposedName + "("

// Exposed says what a unit exposes in the environment of a render; false where
// that is not known, such as of a layer that another tool made.
type Exposed func(unit string) (map[string]cty.Value, bool)

// Asks tells whether any rule of the pack depends on what other units expose.
func (p *Pack) Asks() bool { return len(p.asked) > 0 }

// noteAsked finds the rules that call exposed, and what they look at in its result.
func (p *Pack) noteAsked() {
	for _, e := range p.rules() {
		calls, attributes := exposedIn(e)
		if !calls {
			continue
		}
		if p.asked == nil {
			p.asked = map[hcl.Expression]bool{}
		}
		p.asked[e] = true
		for _, name := range attributes {
			if !slices.Contains(p.wanted, name) {
				p.wanted = append(p.wanted, name)
			}
		}
	}
}

// rules are the expressions that may call exposed: nothing of them is rendered, so
// a lock needs none of it.
func (p *Pack) rules() []hcl.Expression {
	var out []hcl.Expression
	for _, in := range p.Inputs {
		for _, v := range in.Validations {
			out = append(out, v.Condition, v.Message)
		}
	}
	return append(out, p.shared()...)
}

// shared are the expressions of rules over all units of a kind.
func (p *Pack) shared() []hcl.Expression {
	var out []hcl.Expression
	for _, u := range p.Uniques {
		out = append(out, u.Values, u.When, u.Message)
	}
	for _, l := range p.Limits {
		out = append(out, l.Of, l.When, l.Message)
	}
	return slices.DeleteFunc(out, func(e hcl.Expression) bool { return e == nil })
}

// exposedIn tells whether an expression calls exposed, and which attributes of the
// result it names.
func exposedIn(e hcl.Expression) (calls bool, attributes []string) {
	node, ok := e.(hclsyntax.Node)
	if !ok {
		return false, nil
	}
	isCall := func(e hclsyntax.Expression) bool {
		call, ok := e.(*hclsyntax.FunctionCallExpr)
		return ok && call.Name == exposedName
	}
	_ = hclsyntax.VisitAll(node, func(n hclsyntax.Node) hcl.Diagnostics {
		switch n := n.(type) {
		case *hclsyntax.FunctionCallExpr:
			calls = calls || isCall(n)
		case *hclsyntax.RelativeTraversalExpr:
			if step, ok := n.Traversal[0].(hcl.TraverseAttr); ok && isCall(n.Source) {
				attributes = append(attributes, step.Name)
			}
		}
		return nil
	})
	return calls, attributes
}

// checkAsks refuses exposed where its result would be rendered.
func (p *Pack) checkAsks(s *parser, e hcl.Expression) {
	if calls, _ := exposedIn(e); calls && !p.asked[e] {
		s.bad(e.Range(), "exposed() stands in validations, unique and limit alone; what templates need of another unit is an input with references")
	}
}

// ask evaluates a rule, which may ask what other units expose.
func (p *Pack) ask(e hcl.Expression, v *Values, exposed Exposed) (cty.Value, hcl.Diagnostics) {
	if !p.asked[e] {
		return p.eval(e, v)
	}
	eval := v.eval.NewChild()
	eval.Functions = map[string]function.Function{exposedName: p.exposedFunction(exposed)}
	return expr.Evaluate(e, eval)
}

// undecided tells whether a rule can't be told because of what it asks.
func (p *Pack) undecided(e hcl.Expression, v cty.Value) bool { return p.asked[e] && !v.IsWhollyKnown() }

// exposedFunction returns an object. What the pack looks at and the unit does not
// expose is unknown, as all of it is of a unit of which nothing is known.
func (p *Pack) exposedFunction(exposed Exposed) function.Function {
	result := func(args []cty.Value) cty.Value {
		if exposed == nil || !args[0].IsKnown() || args[0].IsNull() {
			return cty.DynamicVal
		}
		values, known := exposed(args[0].AsString())
		if !known {
			return cty.DynamicVal
		}
		all := map[string]cty.Value{}
		for _, name := range p.wanted {
			all[name] = cty.DynamicVal
		}
		for name, v := range values {
			all[name] = v
		}
		return cty.ObjectVal(all)
	}
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "unit", Type: cty.String}},
		Type:   func(args []cty.Value) (cty.Type, error) { return result(args).Type(), nil },
		Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return result(args), nil },
	})
}

// Shown returns what a unit of the pack exposes, of its values.
func (p *Pack) Shown(v *Values) map[string]cty.Value {
	out := map[string]cty.Value{}
	for _, name := range p.Exposes {
		local, isLocal := localName(name)
		value := v.Inputs[name]
		if isLocal {
			name, value = local, v.Locals[local]
		}
		if value == cty.NilVal {
			value = cty.NullVal(cty.DynamicPseudoType)
		}
		out[name] = value
	}
	return out
}

// Exposing returns what a unit exposes by what specs say of it.
func (p *Pack) Exposing(r Request) (map[string]cty.Value, error) {
	out := map[string]cty.Value{}
	var draft *Draft
	for _, name := range p.Exposes {
		local, isLocal := localName(name)
		if isLocal && draft == nil {
			draft = p.Draft(r)
		}
		if isLocal {
			if value := draft.v.Locals[local]; value != cty.NilVal { // else the unit's own problems tell why
				out[local] = value
			}
			continue
		}
		var err error
		if out[name], err = p.InputValue(name, r); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// localName is the local that an entry of exposes names as local.NAME.
func localName(name string) (string, bool) { return strings.CutPrefix(name, "local.") }

// ExposedNames are the names of what the pack exposes, as others see them.
func (p *Pack) ExposedNames() []string {
	out := make([]string, len(p.Exposes))
	for i, name := range p.Exposes {
		out[i], _ = localName(name)
	}
	return out
}

// checkExposes refuses what a pack can't expose: all of it stands in locks, or
// follows from what does.
func (p *Pack) checkExposes(s *parser, at hcl.Range) {
	for _, name := range p.Exposes {
		in, local := p.byName[name], ""
		if n, ok := localName(name); ok {
			local = n
		}
		switch {
		case local != "" && p.Locals[local] == nil:
			s.bad(at, "pack %q exposes %q, and there is no such local", p.Name, name)
		case local != "" && p.needsTfvars(p.Locals[local]):
			s.bad(at, "pack %q exposes %q, which depends on an input of terraform.tfvars: locks don't hold it", p.Name, name)
		case local == "" && (in == nil || in.StoredIn == "tfvars"):
			s.bad(at, "pack %q exposes %q, which is no input stored in the spec", p.Name, name)
		}
	}
}

// Recheck returns which rules that ask what other units expose are broken by
// values that a lock recorded.
func (p *Pack) Recheck(r Request, recorded *Values) diag.List {
	d := &Draft{p: p, r: r, v: recorded}
	return d.broken(func(rule Validation) bool { return p.asked[rule.Condition] && !p.needsTfvars(rule.Condition) })
}
