package expr

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
)

// Literal returns v as HCL text that evaluates to v again: lists on one line,
// maps and objects over several, laid out as `terraform fmt` leaves them.
//
//	{
//	  name = "a"
//	  tags = ["x", "y"]
//	}
//
// Lists, sets and tuples are all written as tuples, maps and objects as
// objects: a type constraint makes of them what they were. It panics for what
// HCL cannot write: see [CheckLiteral].
func Literal(v cty.Value) string {
	var b strings.Builder
	writeLiteral(&b, v, 0, false)
	return b.String()
}

// LiteralLine is [Literal] on one line: {name = "a", tags = ["x", "y"]} with
// a space inside the braces, as in `{ name = "a" }`.
func LiteralLine(v cty.Value) string {
	var b strings.Builder
	writeLiteral(&b, v, 0, true)
	return b.String()
}

// Text returns v as a person reads it: a string without quotes, anything else
// as its literal on one line.
func Text(v cty.Value) string {
	if v.Type() == cty.String && v.IsKnown() && !v.IsNull() {
		return v.AsString()
	}
	return LiteralLine(v)
}

// maxExponent bounds numbers by their power of two, to about 1e1233: decimal
// text of 1e600000000 would take all memory.
const maxExponent = 4096

// CheckLiteral says why v cannot be written as a literal: it is, or holds, an
// unknown value, a marked value, an infinite or absurdly long number, text that is
// not UTF-8 or a value of a type that HCL has no syntax for. nil means [Literal] will not panic.
func CheckLiteral(v cty.Value) error {
	return cty.Walk(v, func(path cty.Path, v cty.Value) (bool, error) {
		switch ty := v.Type(); {
		case v.IsMarked():
			return false, fmt.Errorf("%sa marked value has no literal", PathPrefix(path))
		case !v.IsKnown():
			return false, fmt.Errorf("%sthe value is not known", PathPrefix(path))
		case v.IsNull():
			return false, nil
		case ty == cty.Number && v.AsBigFloat().IsInf():
			return false, fmt.Errorf("%sthe number is infinite", PathPrefix(path))
		case ty == cty.Number && max(v.AsBigFloat().MantExp(nil), -v.AsBigFloat().MantExp(nil)) > maxExponent:
			return false, fmt.Errorf("%sthe number has too many digits", PathPrefix(path))
		case ty == cty.String && !utf8.ValidString(v.AsString()):
			return false, fmt.Errorf("%sthe text %q is not valid UTF-8", PathPrefix(path), v.AsString())
		case ty.IsCapsuleType():
			return false, fmt.Errorf("%s%s has no literal", PathPrefix(path), ty.FriendlyName())
		}
		return true, nil
	})
}

func writeLiteral(b *strings.Builder, v cty.Value, depth int, oneLine bool) {
	ty := v.Type()
	switch {
	case !v.IsKnown():
		panic("expr: unknown value has no literal")
	case v.IsNull():
		b.WriteString("null")
	case ty == cty.Bool && v.True():
		b.WriteString("true")
	case ty == cty.Bool:
		b.WriteString("false")
	case ty == cty.Number:
		b.WriteString(numberText(v.AsBigFloat()))
	case ty == cty.String:
		b.WriteString(Quote(v.AsString()))
	case ty.IsListType() || ty.IsSetType() || ty.IsTupleType():
		writeSequence(b, v, depth, oneLine)
	case ty.IsMapType() || ty.IsObjectType():
		writeObject(b, v, depth, oneLine)
	default:
		panic("expr: no literal for " + ty.FriendlyName())
	}
}

// writeSequence puts the items on one line, unless one of them takes several.
func writeSequence(b *strings.Builder, v cty.Value, depth int, oneLine bool) {
	spread := !oneLine && isMultiLine(v)
	b.WriteByte('[')
	first := true
	for _, item := range v.Elements() {
		switch {
		case spread:
			newline(b, depth+1)
		case !first:
			b.WriteString(", ")
		}
		first = false
		writeLiteral(b, item, depth+1, oneLine)
		if spread {
			b.WriteByte(',')
		}
	}
	if spread {
		newline(b, depth)
	}
	b.WriteByte(']')
}

// isMultiLine reports whether Literal spreads v over several lines.
func isMultiLine(v cty.Value) bool {
	ty := v.Type()
	switch {
	case v.IsNull() || ty.IsPrimitiveType():
		return false
	case ty.IsMapType() || ty.IsObjectType():
		return v.LengthInt() > 0
	}
	for _, item := range v.Elements() {
		if isMultiLine(item) {
			return true
		}
	}
	return false
}

func newline(b *strings.Builder, depth int) {
	b.WriteByte('\n')
	for range depth {
		b.WriteString("  ")
	}
}

// numberText writes n as the shortest decimal number that is n at n's own
// precision, which is what makes two numbers equal for cty.
func numberText(n *big.Float) string {
	switch {
	case n.IsInf():
		panic("expr: infinite number has no literal")
	case n.Sign() == 0:
		return "0" // never -0
	}
	if i, accuracy := n.Int64(); accuracy == big.Exact {
		return strconv.FormatInt(i, 10) // many times faster than big's own
	}
	if e := n.MantExp(nil); e > 70 || e < -20 {
		return n.Text('g', -1)
	}
	return n.Text('f', -1)
}
