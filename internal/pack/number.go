package pack

import (
	"math/big"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
)

// Number says which numbers an input may hold: itself, or each item of a list or
// a map.
type Number struct {
	Whole    bool
	From, To *float64 // inclusive; nil where there is no bound
}

// number reads a number block.
func (s *parser) number(in *Input, b *hclsyntax.Block) {
	n := &Number{}
	a := s.attrs(b, "whole", "from", "to")
	s.constant(a["whole"], &n.Whole)
	s.constant(a["from"], &n.From)
	s.constant(a["to"], &n.To)
	item := in.Type
	if item.IsCollectionType() {
		item = item.ElementType()
	}
	switch {
	case item != cty.Number:
		s.bad(b.DefRange(), "input %q holds no numbers, so it has no number block", in.Name)
	case in.Number != nil:
		s.bad(b.DefRange(), "input %q has two number blocks", in.Name)
	case !n.Whole && n.From == nil && n.To == nil:
		s.bad(b.DefRange(), "a number block needs whole, from or to")
	case n.From != nil && n.To != nil && *n.From > *n.To:
		s.bad(b.DefRange(), "no number is from %s to %s", bound(*n.From), bound(*n.To))
	}
	in.Number = n
}

// Said is what the numbers are, such as "a whole number from 1 to 300".
func (n Number) Said() string {
	said := "a number"
	if n.Whole {
		said = "a whole number"
	}
	switch {
	case n.From != nil && n.To != nil:
		return said + " from " + bound(*n.From) + " to " + bound(*n.To)
	case n.From != nil:
		return said + " of " + bound(*n.From) + " or more"
	case n.To != nil:
		return said + " of at most " + bound(*n.To)
	}
	return said
}

func bound(f float64) string { return expr.LiteralLine(cty.NumberFloatVal(f)) }

func (n Number) holds(v cty.Value) bool {
	f := v.AsBigFloat()
	return (!n.Whole || f.IsInt()) &&
		(n.From == nil || f.Cmp(big.NewFloat(*n.From)) >= 0) &&
		(n.To == nil || f.Cmp(big.NewFloat(*n.To)) <= 0)
}

// wrongNumber is the first number in a value that the input may not hold.
func (in *Input) wrongNumber(value cty.Value) (cty.Value, bool) {
	if in.Number == nil || value.IsNull() {
		return cty.NilVal, false
	}
	values := []cty.Value{value}
	if in.Type.IsCollectionType() {
		values = value.AsValueSlice()
	}
	for _, v := range values {
		if !v.IsNull() && v.IsKnown() && !in.Number.holds(v) {
			return v, true
		}
	}
	return cty.NilVal, false
}

// checkNumber refuses a number that the input may not hold. problem tells of what
// was given, or of a default.
func (in *Input) checkNumber(value cty.Value, problem func(format string, args ...any) *diag.Problem) error {
	wrong, found := in.wrongNumber(value)
	if !found {
		return nil
	}
	if in.Type.IsCollectionType() {
		return problem("input %q holds %s", in.Name, expr.LiteralLine(wrong)).WithHint("each is %s", in.Number.Said())
	}
	return problem("input %q is %s", in.Name, expr.LiteralLine(wrong)).WithHint("it is %s", in.Number.Said())
}
