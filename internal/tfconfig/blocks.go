package tfconfig

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
)

// reader reads the blocks of one file, whichever syntax it is in.
type reader struct {
	src []byte
}

var (
	topLevel = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
		{Type: "resource", LabelNames: []string{"type", "name"}},
		{Type: "data", LabelNames: []string{"type", "name"}},
		{Type: "module", LabelNames: []string{"name"}},
		{Type: "moved"},
		{Type: "removed"},
		{Type: "output", LabelNames: []string{"name"}},
		{Type: "terraform"},
	}}
	repeated  = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "count"}, {Name: "for_each"}, {Name: "provider"}, {Name: "source"}, {Name: "name"}, {Name: "path"}}}
	addresses = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "from"}, {Name: "to"}}, Blocks: []hcl.BlockHeaderSchema{{Type: "lifecycle"}}}
	cloud     = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "cloud"}}}
	placed    = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "hostname"}, {Name: "organization"}}}
	spaces    = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "workspaces"}}}
	named     = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "name"}}}
	state     = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "backend"}, {Name: "config"}}}
	lifecycle = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "destroy"}}}
)

// file reads the blocks of a file. What does not fit is Terraform's to refuse.
func (r *reader) file(body hcl.Body) *Module {
	m := &Module{}
	content, _, _ := body.PartialContent(topLevel)
	for _, b := range content.Blocks {
		switch b.Type {
		case "resource":
			m.Resources = append(m.Resources, r.resource(b))
		case "data":
			if b.Labels[0] == "terraform_remote_state" {
				m.States = append(m.States, r.state(b))
			}
		case "module":
			a := r.attributes(b, repeated)
			m.Calls = append(m.Calls, Call{Name: b.Labels[0], Source: literalText(a["source"]), Repetition: r.repetition(a), Range: b.DefRange})
		case "moved":
			a := r.attributes(b, addresses)
			m.Moved = append(m.Moved, Moved{From: address(a["from"]), To: address(a["to"]), Range: b.DefRange})
		case "removed":
			m.Removed = append(m.Removed, r.removed(b))
		case "output":
			m.Outputs = append(m.Outputs, b.Labels[0])
		case "terraform":
			r.cloud(m, b)
		}
	}
	return m
}

func (r *reader) resource(b *hcl.Block) Resource {
	a := r.attributes(b, repeated)
	return Resource{Type: b.Labels[0], Name: b.Labels[1], Repetition: r.repetition(a), Provider: r.text(a["provider"]), Called: literalText(a["name"]), Path: literalText(a["path"]), Range: b.DefRange}
}

func (r *reader) removed(b *hcl.Block) Removed {
	content, _, _ := b.Body.PartialContent(addresses)
	out := Removed{Destroys: true, Range: b.DefRange}
	if from := content.Attributes["from"]; from != nil {
		out.From = address(from.Expr)
	}
	for _, inner := range content.Blocks {
		a := r.attributes(inner, lifecycle)
		if v, ok := literal(a["destroy"]); ok && v.Type() == cty.Bool && v.False() {
			out.Destroys = false
		}
	}
	return out
}

// state reads whose state a data source reads.
func (r *reader) state(b *hcl.Block) State {
	a := r.attributes(b, state)
	out := State{Name: b.Labels[1], Backend: literalText(a["backend"]), Range: b.DefRange}
	config := object(a["config"])
	out.Hostname, out.Organization = literalText(config["hostname"]), literalText(config["organization"])
	out.Workspace = literalText(object(config["workspaces"])["name"])
	return out
}

// cloud reads the cloud blocks of a terraform block.
func (r *reader) cloud(m *Module, b *hcl.Block) {
	for _, at := range inner(b.Body, cloud) {
		a := r.attributes(at, placed)
		m.Hostname, m.Organization = cmp.Or(literalText(a["hostname"]), m.Hostname), cmp.Or(literalText(a["organization"]), m.Organization)
		for _, in := range inner(at.Body, spaces) {
			m.Workspace = cmp.Or(literalText(r.attributes(in, named)["name"]), m.Workspace)
		}
	}
}

func inner(body hcl.Body, schema *hcl.BodySchema) hcl.Blocks {
	content, _, _ := body.PartialContent(schema)
	return content.Blocks
}

// object are the values of an object as it is written, by their keys; nil where an
// expression is none.
func object(e hcl.Expression) map[string]hcl.Expression {
	if e == nil {
		return nil
	}
	pairs, diags := hcl.ExprMap(e)
	if diags.HasErrors() {
		return nil
	}
	out := map[string]hcl.Expression{}
	for _, pair := range pairs {
		if key := literalText(pair.Key); key != "" {
			out[key] = pair.Value
		}
	}
	return out
}

// attributes are those of a block that the schema names.
func (r *reader) attributes(b *hcl.Block, schema *hcl.BodySchema) map[string]hcl.Expression {
	content, _, _ := b.Body.PartialContent(schema)
	out := map[string]hcl.Expression{}
	for name, a := range content.Attributes {
		out[name] = a.Expr
	}
	return out
}

func (r *reader) repetition(a map[string]hcl.Expression) Repetition {
	out := Repetition{Count: r.text(a["count"]), ForEach: r.text(a["for_each"])}
	if v, ok := literal(a["count"]); ok && v.Type() == cty.Number {
		out.Never = v.AsBigFloat().Sign() == 0
	}
	if v, ok := literal(a["for_each"]); ok && v.CanIterateElements() {
		out.Never = v.LengthInt() == 0
	}
	return out
}

// text is an expression as it is written; "" for none.
func (r *reader) text(e hcl.Expression) string {
	if e == nil {
		return ""
	}
	return strings.Join(strings.Fields(string(e.Range().SliceBytes(r.src))), " ")
}

// literal is the value of an expression that refers to nothing.
func literal(e hcl.Expression) (cty.Value, bool) {
	if e == nil || len(e.Variables()) > 0 {
		return cty.NilVal, false
	}
	v, diags := expr.Once(e, nil)
	return v, !diags.HasErrors() && !v.IsNull() && v.IsWhollyKnown()
}

func literalText(e hcl.Expression) string {
	if v, ok := literal(e); ok && v.Type() == cty.String {
		return v.AsString()
	}
	return ""
}

// address is the address that an expression names; "" where it names none.
func address(e hcl.Expression) string {
	if e == nil {
		return ""
	}
	traversal, diags := hcl.AbsTraversalForExpr(e)
	if diags.HasErrors() {
		return ""
	}
	var out strings.Builder
	for _, step := range traversal {
		switch step := step.(type) {
		case hcl.TraverseRoot:
			out.WriteString(step.Name)
		case hcl.TraverseAttr:
			out.WriteString("." + step.Name)
		case hcl.TraverseIndex:
			key, ok := instanceKey(step.Key)
			if !ok {
				return ""
			}
			out.WriteString(key)
		}
	}
	return out.String()
}

// instanceKey is the key of one instance as addresses write it.
func instanceKey(v cty.Value) (string, bool) {
	switch {
	case v.IsNull() || !v.IsKnown():
		return "", false // what a broken file leaves behind
	case v.Type() == cty.String:
		return fmt.Sprintf("[%q]", v.AsString()), true
	case v.Type() == cty.Number:
		return "[" + v.AsBigFloat().Text('f', -1) + "]", true
	}
	return "", false
}
