package expr

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// Convert brings v to the type constraint ty as Terraform does with the value
// of a variable: defaults of optional() attributes first, then the conversion.
// defaults may be nil. The error says where in the value, and which type was
// wanted in Terraform's words.
func Convert(v cty.Value, ty cty.Type, defaults *typeexpr.Defaults) (cty.Value, error) {
	if defaults != nil && !v.IsNull() {
		v = defaults.Apply(v)
	}
	out, err := convert.Convert(v, ty)
	if err == nil {
		return out, nil
	}
	var at cty.PathError
	if errors.As(err, &at) && len(at.Path) > 0 {
		return cty.NilVal, fmt.Errorf("%s%w", PathPrefix(at.Path), at)
	}
	return cty.NilVal, fmt.Errorf("must be %s: %w", typeexpr.TypeString(ty), err)
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
