package spec

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/limits"
)

// Attr is one attribute as it stands in a file: its value and its place.
type Attr struct {
	Value  cty.Value
	Range  hcl.Range // the whole attribute, for messages
	Source []byte    // the file, for the snippet
}

// Problem returns a usage problem at the attribute's place.
func (a Attr) Problem(format string, args ...any) *diag.Problem {
	p := diag.Usagef(format, args...)
	if a.Range.Filename != "" {
		p.At(a.Range, a.Source)
	}
	return p
}

// file is a parsed HCL file with its bytes, the base of all readers here.
type file struct {
	name string
	src  []byte
	body *hclsyntax.Body
}

func parse(name string, src []byte) (*file, error) {
	parsed, diags := limits.ParseHCL(src, name)
	if diags.HasErrors() {
		return nil, diag.FromHCL(diag.Usage, diags, map[string][]byte{name: src})
	}
	return &file{name: name, src: src, body: parsed.Body.(*hclsyntax.Body)}, nil
}

func (f *file) problem(r hcl.Range, format string, args ...any) *diag.Problem {
	return diag.Usagef(format, args...).At(r, f.src)
}

// attr evaluates one attribute. Terraform's pure functions may be used, variables may not.
func (f *file) attr(a *hclsyntax.Attribute) (Attr, error) {
	out := Attr{Range: a.SrcRange, Source: f.src}
	ctx := &hcl.EvalContext{}
	if _, literal := a.Expr.(*hclsyntax.TemplateExpr); !literal {
		ctx.Functions = expr.Functions()
	}
	value, diags := expr.Once(a.Expr, ctx)
	if diags.HasErrors() {
		if vars := a.Expr.Variables(); len(vars) > 0 {
			return out, f.problem(vars[0].SourceRange(), "%q refers to %q, but a spec holds plain values", a.Name, vars[0].RootName()).
				WithHint("put text in double quotes; write $${ for a literal ${")
		}
		return out, diag.FromHCL(diag.Usage, diags, map[string][]byte{f.name: f.src})
	}
	out.Value = value
	return out, nil
}

// block is one block with its attributes evaluated on demand and its keys checked.
type block struct {
	*file
	*hclsyntax.Block
	seen map[string]bool
}

func (f *file) block(b *hclsyntax.Block) *block {
	return &block{file: f, Block: b, seen: map[string]bool{}}
}

// label returns the block's only label, which must be there.
func (b *block) label(what string) (string, error) {
	if len(b.Labels) != 1 {
		return "", b.problem(b.DefRange(), "a %s block takes one label, its %s", b.Type, what).
			WithHint("write %s \"name\" { … }", b.Type)
	}
	return b.Labels[0], nil
}

// at is where an attribute stands, or else the block.
func (b *block) at(name string) hcl.Range {
	if a, ok := b.Body.Attributes[name]; ok {
		return a.SrcRange
	}
	return b.DefRange()
}

// read decodes attribute name into target (*string, *bool, *int, *[]string or *map[string]string),
// leaving it alone when the attribute is absent.
func (b *block) read(name string, target any) error {
	b.seen[name] = true
	a, ok := b.Body.Attributes[name]
	if !ok {
		return nil
	}
	attr, err := b.attr(a)
	if err != nil {
		return err
	}
	if err := attr.decode(target); err != nil {
		return attr.Problem("%q must be %s", name, err)
	}
	return nil
}

func (a Attr) decode(target any) error {
	switch t := target.(type) {
	case *string:
		v, err := convert.Convert(a.Value, cty.String)
		if err != nil || v.IsNull() || !a.Value.Type().Equals(cty.String) {
			return fmt.Errorf("text in double quotes")
		}
		*t = v.AsString()
	case *bool:
		if a.Value.IsNull() || !a.Value.Type().Equals(cty.Bool) {
			return fmt.Errorf("true or false")
		}
		*t = a.Value.True()
	case *int:
		if a.Value.IsNull() || !a.Value.Type().Equals(cty.Number) || !a.Value.AsBigFloat().IsInt() {
			return fmt.Errorf("a whole number")
		}
		n, _ := a.Value.AsBigFloat().Int64()
		*t = int(n)
	case *map[string]string:
		v, err := convert.Convert(a.Value, cty.Map(cty.String))
		if err != nil || v.IsNull() || !v.IsWhollyKnown() {
			return fmt.Errorf("an object of text, such as { NAME = \"value\" }")
		}
		*t = map[string]string{}
		for name, e := range v.AsValueMap() {
			if e.IsNull() {
				return fmt.Errorf("an object of text without null")
			}
			(*t)[name] = e.AsString()
		}
	case *[]string:
		v, err := convert.Convert(a.Value, cty.List(cty.String))
		if err != nil || v.IsNull() || !v.IsWhollyKnown() {
			return fmt.Errorf("a list of text, such as [\"a\", \"b\"]")
		}
		*t = nil
		for _, e := range v.AsValueSlice() {
			if e.IsNull() {
				return fmt.Errorf("a list of text without null")
			}
			*t = append(*t, e.AsString())
		}
	}
	return nil
}

// rest returns the attributes that no read asked for: the inputs.
func (b *block) rest() (map[string]Attr, error) {
	var list diag.List
	out := map[string]Attr{}
	for name, a := range b.Body.Attributes {
		if b.seen[name] {
			continue
		}
		attr, err := b.attr(a)
		if err != nil {
			list = list.Append(err)
			continue
		}
		out[name] = attr
	}
	return out, list.InOrder().Err()
}

// done reports attributes and blocks that the block may not have.
func (b *block) done(blocks ...string) error {
	var list diag.List
	for name, a := range b.Body.Attributes {
		if !b.seen[name] {
			list = append(list, b.problem(a.NameRange, "the %s block has no attribute %q", b.Type, name).
				WithHint("it may have: %s", strings.Join(slices.Sorted(maps.Keys(b.seen)), ", ")))
		}
	}
	list = list.Append(b.nested(blocks...))
	return list.InOrder().Err()
}

// nested reports nested blocks of other types than those named.
func (b *block) nested(allowed ...string) error {
	var list diag.List
	for _, child := range b.Body.Blocks {
		if !slices.Contains(allowed, child.Type) {
			hint := "it holds no blocks"
			if len(allowed) > 0 {
				hint = "it may hold: " + strings.Join(allowed, ", ")
			}
			list = append(list, b.problem(child.DefRange(), "a %s block holds no block %q", b.Type, child.Type).WithHint("%s", hint))
		}
	}
	return list.Err()
}
