package pack

import (
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Read returns the value that a person's text stands for, on a command line or as
// an answer: the text itself for an input of text, a,b for a list of texts or for
// a map that may be listed, else an HCL expression. It is not of the input's type yet: a spec keeps what was
// written, Take tells whether the input can be that.
func (in *Input) Read(text string) (cty.Value, *diag.Problem) {
	switch {
	case in.Type == cty.String:
		return cty.StringVal(text), nil
	case in.IsList() && !in.isExpression(text):
		var items []cty.Value
		for item := range strings.SplitSeq(text, ",") {
			if item = strings.TrimSpace(item); item != "" {
				items = append(items, cty.StringVal(item))
			}
		}
		return in.keyed(cty.TupleVal(items)), nil
	}
	v, err := expr.ParseLiteral(text)
	if err != nil {
		return cty.NilVal, diag.Usagef("--%s or --set %s: %q is not a value of type %s", Flag(in.Name), in.Name, text, in.TypeText).
			WithHint("write an HCL expression; quote it for your shell")
	}
	return v, nil
}

// Take returns what was written as a value of the input's type, with the defaults
// of optional attributes. It refuses, at the place where it was written, what
// does not convert and attributes that the type lacks.
func (in *Input) Take(at spec.Attr) (cty.Value, *diag.Problem) {
	if name := expr.ExtraAttribute(at.Value, in.Type); name != "" {
		return cty.NilVal, at.Problem("input %q has no attribute %s", in.Name, name).WithHint("it is of type %s", in.TypeText)
	}
	v, err := in.Convert(at.Value)
	if err != nil {
		return cty.NilVal, at.Problem("input %q: %s", in.Name, err).WithHint("it is of type %s", in.TypeText)
	}
	return v, nil
}

// Convert brings a value to the input's type as Terraform does, which drops the
// attributes that the type lacks: for values that no person wrote.
func (in *Input) Convert(v cty.Value) (cty.Value, error) {
	converted, err := expr.Convert(in.keyed(v), in.Type, in.Defaults)
	if err != nil || len(in.Aliases) == 0 || converted.IsNull() || !converted.IsKnown() {
		return converted, err
	}
	if meant, ok := in.Aliases[converted.AsString()]; ok {
		return meant, nil
	}
	return converted, nil
}

// keyed is the map that a list of its keys stands for, where the input may be
// listed, and any other value itself.
func (in *Input) keyed(v cty.Value) cty.Value {
	ty := v.Type()
	if in.Listed == cty.NilVal || v.IsNull() || !v.IsWhollyKnown() || !(ty.IsTupleType() || ty.IsListType() || ty.IsSetType()) {
		return v
	}
	entries := map[string]cty.Value{}
	for it := v.ElementIterator(); it.Next(); {
		_, key := it.Element()
		if key.IsNull() || key.Type() != cty.String {
			return v
		}
		entries[key.AsString()] = in.Listed
	}
	return cty.ObjectVal(entries)
}

// isExpression tells whether the text of a list is HCL rather than a,b; null is,
// where the input may be that.
func (in *Input) isExpression(text string) bool {
	text = strings.TrimSpace(text)
	return in.Nullable && text == "null" || strings.HasPrefix(text, "[") || in.Type.IsMapType() && strings.HasPrefix(text, "{")
}

// IsList tells whether values of the input may be written a,b.
func (in *Input) IsList() bool { return IsTextList(in.Type) || in.Listed != cty.NilVal }

// IsTextList tells whether values of the type may be written a,b.
func IsTextList(ty cty.Type) bool {
	return ty.Equals(cty.List(cty.String)) || ty.Equals(cty.Set(cty.String))
}
