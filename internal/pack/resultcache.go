package pack

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
)

// resultCache keeps the results of a pack's expressions by the values they refer
// to. Expressions are pure, and most of them see the same values in every
// environment of every service of a run. Pack.eval is the one way to it; without
// it, every result is the same. BenchmarkResultCache shows what it brings.
type resultCache struct {
	off     bool // for that benchmark
	mu      sync.Mutex
	refs    map[hcl.Expression][]reference
	results map[hcl.Expression]map[string]result
}

// reference is one value an expression refers to: a variable, or one local.
type reference struct{ root, attribute string }

type result struct {
	value cty.Value
	diags hcl.Diagnostics
}

// maxResults bounds what is kept of one expression.
const maxResults = 64

// eval evaluates an expression, or returns what it gave for the same values.
func (p *Pack) eval(e hcl.Expression, v *Values) (cty.Value, hcl.Diagnostics) {
	if p.cache.off {
		return expr.Evaluate(e, v.eval)
	}
	key := v.key(p.references(e))
	p.cache.mu.Lock()
	known, ok := p.cache.results[e][key]
	p.cache.mu.Unlock()
	if ok {
		return known.value, known.diags
	}
	value, diags := expr.Evaluate(e, v.eval)
	p.cache.mu.Lock()
	defer p.cache.mu.Unlock()
	if p.cache.results == nil {
		p.cache.results = map[hcl.Expression]map[string]result{}
	}
	if p.cache.results[e] == nil {
		p.cache.results[e] = map[string]result{}
	}
	if len(p.cache.results[e]) < maxResults {
		p.cache.results[e][key] = result{value, diags}
	}
	return value, diags
}

// references returns what the expression refers to.
func (p *Pack) references(e hcl.Expression) []reference {
	p.cache.mu.Lock()
	defer p.cache.mu.Unlock()
	refs, ok := p.cache.refs[e]
	if ok {
		return refs
	}
	for _, traversal := range e.Variables() {
		ref := reference{root: traversal.RootName()}
		if len(traversal) > 1 && ref.root == "local" {
			if step, ok := traversal[1].(hcl.TraverseAttr); ok {
				ref.attribute = step.Name
			}
		}
		refs = append(refs, ref)
	}
	if p.cache.refs == nil {
		p.cache.refs = map[hcl.Expression][]reference{}
	}
	p.cache.refs[e] = refs
	return refs
}

// key is the text of the referenced values. A value's text is made once, but
// for the whole of local, which grows while locals are evaluated.
func (v *Values) key(refs []reference) string {
	var key strings.Builder
	for _, ref := range refs {
		text, ok := v.texts[ref]
		if !ok {
			value := v.eval.Variables[ref.root]
			if ref.attribute != "" {
				value = v.Locals[ref.attribute]
			}
			text = valueText(value)
			if ref != (reference{root: "local"}) {
				v.texts[ref] = text
			}
		}
		key.WriteString(text)
		key.WriteByte('\n')
	}
	return key.String()
}

// valueText tells values apart, types included: a list and a tuple of the same
// items may give different results.
func valueText(v cty.Value) string {
	if v == cty.NilVal {
		return "absent"
	}
	if expr.CheckLiteral(v) != nil { // such as what is unknown of an untyped null
		return v.GoString()
	}
	var text strings.Builder
	writeType(&text, v.Type())
	text.WriteByte(' ')
	text.WriteString(expr.LiteralLine(v))
	return text.String()
}

// writeType writes a type out, which FriendlyName does not for what is inside
// objects and tuples.
func writeType(b *strings.Builder, ty cty.Type) {
	switch {
	case ty.IsObjectType():
		b.WriteByte('{')
		attributes := ty.AttributeTypes()
		for _, name := range slices.Sorted(maps.Keys(attributes)) {
			b.WriteString(strconv.Quote(name))
			writeType(b, attributes[name])
		}
		b.WriteByte('}')
	case ty.IsTupleType():
		b.WriteByte('[')
		for _, item := range ty.TupleElementTypes() {
			writeType(b, item)
			b.WriteByte(',')
		}
		b.WriteByte(']')
	case ty.IsCollectionType():
		switch {
		case ty.IsListType():
			b.WriteString("list ")
		case ty.IsSetType():
			b.WriteString("set ")
		default:
			b.WriteString("map ")
		}
		writeType(b, ty.ElementType())
	default:
		b.WriteString(ty.FriendlyName())
	}
}
