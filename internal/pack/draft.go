package pack

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// Draft is what is known of a unit in one environment while some of its inputs
// may be missing or wrong. These are open: expressions see null for them. What
// can't be evaluated for that reason is left out, and the rules that depend on
// it are not decided yet.
type Draft struct {
	p      *Pack
	r      Request
	v      *Values
	open   map[string]error           // input → why it has no value
	failed map[string]hcl.Diagnostics // local → why it can't be evaluated
}

// Draft evaluates what r gives, in order: the inputs, then the locals. It is the
// one evaluator: Evaluate, prompts and what is missing are views of it.
func (p *Pack) Draft(r Request) *Draft {
	d := &Draft{p: p, r: r, v: newValues(r.Context)}
	for _, in := range p.Inputs {
		value, err := p.value(in, r, d.v.eval)
		if err != nil {
			if d.open == nil {
				d.open = map[string]error{}
			}
			d.open[in.Name], value = err, cty.NullVal(in.Type)
		}
		d.v.set(in, value)
	}
	for _, name := range p.locals {
		d.local(name)
	}
	return d
}

// local evaluates a local. Where a render has no environment, one that needs an
// environment's values is null.
func (d *Draft) local(name string) {
	value, diags := d.p.eval(d.p.Locals[name], d.v)
	if diags.HasErrors() {
		if d.failed == nil {
			d.failed = map[string]hcl.Diagnostics{}
		}
		d.failed[name] = diags
		if d.r.Environment != "" || len(d.open) > 0 {
			return
		}
		value = cty.NullVal(cty.DynamicPseudoType)
	}
	d.v.setLocal(name, value)
}

// decided returns which rules can be told already: those that need nothing which
// is open, nor a local that needs it or can't be evaluated.
func (d *Draft) decided() func(Validation) bool {
	open := map[string]bool{} // locals
	for _, name := range d.p.locals {
		if d.failed[name] != nil || !d.known(d.p.Locals[name], open) {
			open[name] = true
		}
	}
	return func(rule Validation) bool { return d.known(rule.Condition, open) }
}

// known tells whether everything that an expression refers to has a value.
func (d *Draft) known(e hcl.Expression, openLocals map[string]bool) bool {
	for _, ref := range d.p.references(e) {
		_, there := d.v.eval.Variables[ref.root]
		switch {
		case !there, d.open[ref.root] != nil:
			return false
		case ref.root == "local" && ref.attribute == "" && len(openLocals) > 0, ref.root == "local" && openLocals[ref.attribute]:
			return false
		}
	}
	return true
}
