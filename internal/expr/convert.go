package expr

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// Convert brings v to the type constraint ty as Terraform does with the value
// of a variable: defaults of optional() attributes first, then the conversion,
// which drops attributes that ty does not have (see [ExtraAttribute]). defaults
// may be nil. The error says where in the value, and in Terraform's words what
// must stand there: `schedules[0].max must be number, not "many"`, without the
// name of the value itself.
func Convert(v cty.Value, ty cty.Type, defaults *typeexpr.Defaults) (cty.Value, error) {
	if defaults != nil && !v.IsNull() {
		v = defaults.Apply(v)
	}
	out, err := convert.Convert(v, ty)
	if err == nil {
		return out, nil
	}
	var at cty.PathError
	errors.As(err, &at)
	want, got := typeAt(ty, at.Path), valueAt(v, at.Path)
	if want != cty.NilType && got != cty.NilVal && !sameShape(want, got.Type()) {
		return cty.NilVal, fmt.Errorf("%smust be %s, not %s", placePrefix(at.Path), typeexpr.TypeString(want), describe(got))
	}
	return cty.NilVal, fmt.Errorf("%s%w", PathPrefix(at.Path), err)
}

// placePrefix is the place, for a sentence about it.
func placePrefix(path cty.Path) string {
	if len(path) == 0 {
		return ""
	}
	return strings.TrimSuffix(PathPrefix(path), ": ") + " "
}

// PathPrefix writes a place in a value the way one would reach it in an
// expression, with a colon and a space after it; "" for the value itself.
func PathPrefix(path cty.Path) string {
	var b strings.Builder
	for _, step := range path {
		switch step := step.(type) {
		case cty.GetAttrStep:
			b.WriteString("." + step.Name)
		case cty.IndexStep:
			if step.Key.IsKnown() && !step.Key.IsNull() && step.Key.Type().IsPrimitiveType() {
				b.WriteString("[" + LiteralLine(step.Key) + "]")
			} else {
				b.WriteString("[…]")
			}
		}
	}
	if b.Len() == 0 {
		return ""
	}
	return strings.TrimPrefix(b.String(), ".") + ": "
}

// typeAt is the type that ty wants at a place, or cty.NilType.
func typeAt(ty cty.Type, path cty.Path) cty.Type {
	for _, step := range path {
		name := stepName(step)
		switch {
		case ty.IsCollectionType():
			ty = ty.ElementType()
		case ty.IsObjectType() && ty.HasAttribute(name):
			ty = ty.AttributeType(name)
		default:
			return cty.NilType
		}
	}
	return ty
}

// valueAt is the value at a place, or cty.NilVal.
func valueAt(v cty.Value, path cty.Path) cty.Value {
	for _, step := range path {
		if v.IsNull() || !v.IsKnown() || !v.CanIterateElements() {
			return cty.NilVal
		}
		found := cty.NilVal
		for key, item := range v.Elements() {
			index, ok := step.(cty.IndexStep)
			if ok && key.RawEquals(index.Key) || stepName(step) != "" && key.RawEquals(cty.StringVal(stepName(step))) {
				found = item
			}
		}
		if found == cty.NilVal {
			return found
		}
		v = found
	}
	return v
}

// stepName is the attribute or map key that a step goes to.
func stepName(step cty.PathStep) string {
	switch step := step.(type) {
	case cty.GetAttrStep:
		return step.Name
	case cty.IndexStep:
		if step.Key.Type() == cty.String && step.Key.IsKnown() && !step.Key.IsNull() {
			return step.Key.AsString()
		}
	}
	return ""
}

// sameShape reports whether a value of type got could be of type want but for
// what is inside it.
func sameShape(want, got cty.Type) bool {
	isMapping := func(ty cty.Type) bool { return ty.IsMapType() || ty.IsObjectType() }
	return want == cty.DynamicPseudoType || isSequence(want) && isSequence(got) || isMapping(want) && isMapping(got)
}

// describe names a value shortly: primitives by themselves, others by their kind.
func describe(v cty.Value) string {
	ty := v.Type()
	switch {
	case !v.IsKnown():
		return "an unknown value"
	case v.IsNull():
		return "null"
	case ty.IsPrimitiveType():
		if text := LiteralLine(v); utf8.RuneCountInString(text) <= 60 {
			return text
		}
		return "a long " + ty.FriendlyName()
	case isSequence(ty):
		return "a list"
	}
	return "an object"
}

// ExtraAttribute is the place of the first attribute of v that no attribute of
// ty takes, as in `schedules[0].timezon`, or "". Terraform drops such attributes
// silently, and with them whatever was misspelled.
func ExtraAttribute(v cty.Value, ty cty.Type) string {
	if path := extraAttribute(v, ty, nil); path != nil {
		return strings.TrimSuffix(PathPrefix(path), ": ")
	}
	return ""
}

func extraAttribute(v cty.Value, ty cty.Type, path cty.Path) cty.Path {
	if v.IsNull() || !v.IsKnown() || !v.CanIterateElements() {
		return nil
	}
	place := 0
	for key, item := range v.Elements() {
		next, inner := cty.DynamicPseudoType, path.Index(key)
		switch {
		case ty.IsObjectType() && v.Type().IsObjectType():
			inner = path.GetAttr(key.AsString())
			if !ty.HasAttribute(key.AsString()) {
				return inner
			}
			next = ty.AttributeType(key.AsString())
		case ty.IsCollectionType():
			next = ty.ElementType()
		case ty.IsTupleType() && place < ty.Length():
			next = ty.TupleElementType(place)
		}
		place++
		if extra := extraAttribute(item, next, inner); extra != nil {
			return extra
		}
	}
	return nil
}
