package expr

import (
	"cmp"
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// What evaluating one expression may take. Packs and specs stay far below.
const (
	MaxSteps = 100_000  // rounds of loops, parts of templates and arguments
	MaxWork  = 64 << 20 // bytes of what these give
	MaxValue = 4 << 20  // bytes of the value that comes of it
	maxBits  = 40_000   // of a number, before or behind the point
)

// budget is what is left to an evaluation.
type budget struct{ steps, work int }

// spent is what a panic carries out of an evaluation whose budget is used up:
// HCL's loops go on after an error.
type spent struct{ what string }

// budgetName is a variable that no expression can name.
const budgetName = " budget"

var budgetType = cty.Capsule("budget", budgetKind)

// Evaluate is e.Value within bounds, if Bound has seen e.
func Evaluate(e hcl.Expression, ctx *hcl.EvalContext) (value cty.Value, diags hcl.Diagnostics) {
	inner := ctx.NewChild()
	inner.Variables = map[string]cty.Value{budgetName: cty.CapsuleVal(budgetType, &budget{MaxSteps, MaxWork})}
	return within(e, inner)
}

// Once is e.Value within bounds, for an expression that is evaluated once: it
// changes e.
func Once(e hcl.Expression, ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	bound(e, &budget{MaxSteps, MaxWork})
	return within(e, ctx)
}

func within(e hcl.Expression, ctx *hcl.EvalContext) (value cty.Value, diags hcl.Diagnostics) {
	defer func() {
		switch over := recover().(type) {
		case nil:
		case spent:
			value, diags = cty.DynamicVal, hcl.Diagnostics{tooMuch(e, over.what)}
		default:
			panic(over)
		}
	}()
	if value, diags = e.Value(ctx); diags.HasErrors() {
		return value, diags
	}
	if _, ok := size(value, MaxValue); !ok {
		return cty.DynamicVal, hcl.Diagnostics{tooMuch(e, fmt.Sprintf("The value is larger than %d MB, or a number of more than %d bits.", MaxValue>>20, maxBits))}
	}
	return value, diags
}

func tooMuch(e hcl.Expression, what string) *hcl.Diagnostic {
	return &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Too much to evaluate", Detail: what, Subject: e.Range().Ptr()}
}

// Bound makes an expression count what it does when Evaluate evaluates it. It
// changes e, once, before anybody evaluates it.
func Bound(e hcl.Expression) { bound(e, nil) }

func bound(e hcl.Expression, own *budget) {
	if node, ok := e.(hclsyntax.Node); ok {
		_ = hclsyntax.VisitAll(node, own.count)
	}
}

// count puts what counts around the parts of a node that can come to much.
func (b *budget) count(n hclsyntax.Node) hcl.Diagnostics {
	switch n := n.(type) {
	case *hclsyntax.ForExpr:
		n.KeyExpr, n.ValExpr, n.CondExpr = b.counting(n.KeyExpr), b.counting(n.ValExpr), b.counting(n.CondExpr)
	case *hclsyntax.TemplateExpr:
		if len(n.Parts) > 1 {
			b.countAll(n.Parts)
		}
	case *hclsyntax.FunctionCallExpr:
		b.countAll(n.Args)
	}
	return nil
}

func (b *budget) countAll(list []hclsyntax.Expression) {
	for i, e := range list {
		list[i] = b.counting(e)
	}
}

func (b *budget) counting(e hclsyntax.Expression) hclsyntax.Expression {
	switch e.(type) {
	case nil, *hclsyntax.LiteralValueExpr, *counted:
		return e
	}
	return &counted{&hclsyntax.ParenthesesExpr{Expression: e, SrcRange: e.Range()}, b}
}

// counted is an expression that takes from the budget. It stands in the tree as
// one in parentheses does, so that whoever walks the tree sees what is in it.
type counted struct {
	*hclsyntax.ParenthesesExpr
	own *budget // nil for that of the evaluation
}

// Value implements hcl.Expression.
func (c *counted) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	value, diags := c.Expression.Value(ctx)
	if b := cmp.Or(c.own, budgetOf(ctx)); b != nil {
		b.take(value)
	}
	return value, diags
}

func budgetOf(ctx *hcl.EvalContext) *budget {
	for ; ctx != nil; ctx = ctx.Parent() {
		if v, ok := ctx.Variables[budgetName]; ok {
			return v.EncapsulatedValue().(*budget)
		}
	}
	return nil
}

func (b *budget) take(v cty.Value) {
	if b.steps--; b.steps < 0 {
		panic(spent{fmt.Sprintf("It takes more than %d steps.", MaxSteps)})
	}
	n, ok := size(v, min(b.work, MaxValue))
	if b.work -= n; !ok || b.work < 0 {
		panic(spent{fmt.Sprintf("On the way it makes a value larger than %d MB, %d MB in all, or a number of more than %d bits.", MaxValue>>20, MaxWork>>20, maxBits)})
	}
}

// size is how many bytes a value has, written out; false where it is more than
// most.
func size(v cty.Value, most int) (n int, ok bool) {
	v, _ = v.Unmark()
	switch ty := v.Type(); {
	case !v.IsKnown() || v.IsNull():
		return 1, true
	case ty == cty.String:
		n = len(v.AsString())
	case ty == cty.Number:
		f := v.AsBigFloat()
		if exponent := f.MantExp(nil); !f.IsInf() && (exponent > maxBits || exponent < -maxBits) {
			return 0, false
		}
		n = 8
	case v.CanIterateElements():
		for it := v.ElementIterator(); it.Next() && n <= most; {
			key, element := it.Element()
			for _, part := range []cty.Value{key, element} {
				one, ok := size(part, most-n)
				if n += one; !ok {
					return n, false
				}
			}
		}
	default:
		n = 1
	}
	return n, n <= most
}
