package pack

import (
	"sync"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// Values that an expression can tell apart must not share what it gave.
func TestResultCacheTellsValuesApart(t *testing.T) {
	object := func(v cty.Value) cty.Value { return cty.ObjectVal(map[string]cty.Value{"a": v}) }
	text := cty.StringVal("x")
	tests := map[string][]cty.Value{
		"types within an object":  {object(cty.TupleVal([]cty.Value{text})), object(cty.ListVal([]cty.Value{text}))},
		"types of nested nulls":   {object(cty.NullVal(cty.String)), object(cty.NullVal(cty.Number))},
		"maps and objects within": {object(object(text)), object(cty.MapVal(map[string]cty.Value{"a": text}))},
		"empty lists within":      {object(cty.ListValEmpty(cty.String)), object(cty.EmptyTupleVal)},
		"types within a tuple":    {cty.TupleVal([]cty.Value{cty.NullVal(cty.Bool)}), cty.TupleVal([]cty.Value{cty.NullVal(cty.String)})},
		"null and its text":       {cty.NullVal(cty.String), cty.StringVal("null")},
		"partly unknown": {
			cty.ObjectVal(map[string]cty.Value{"a": text, "b": cty.UnknownVal(cty.String)}),
			cty.ObjectVal(map[string]cty.Value{"a": cty.StringVal("y"), "b": cty.UnknownVal(cty.String)}),
		},
	}
	e, diags := hclsyntax.ParseExpression([]byte("v"), "t", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	for name, values := range tests {
		p := &Pack{}
		for _, v := range values {
			got, diags := p.eval(e, &Values{
				eval:  &hcl.EvalContext{Variables: map[string]cty.Value{"v": v}},
				texts: map[reference]string{},
			})
			if diags.HasErrors() || !got.RawEquals(v) {
				t.Errorf("%s: %#v gave %#v (%v)", name, v, got, diags)
			}
		}
	}
}

// The whole of local grows while locals are evaluated.
func TestResultCacheSeesLocalsGrow(t *testing.T) {
	e, diags := hclsyntax.ParseExpression([]byte(`try(local["b"], "none")`), "t", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	p := &Pack{}
	v := &Values{eval: &hcl.EvalContext{Variables: map[string]cty.Value{"local": cty.EmptyObjectVal}}, texts: map[reference]string{}}
	first := v.key(p.references(e))
	v.eval.Variables["local"] = cty.ObjectVal(map[string]cty.Value{"b": cty.True})
	if second := v.key(p.references(e)); first == second {
		t.Error("the same key before and after local.b is known")
	}
}

// A run over any number of values keeps a bounded number of results, and gives
// the right one for each, whoever asks at the same time.
func TestResultCacheIsBounded(t *testing.T) {
	e, diags := hclsyntax.ParseExpression([]byte("v + 1"), "t", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	p := &Pack{}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for i := range int64(3 * maxResults) {
				v := newValues(map[string]cty.Value{"v": cty.NumberIntVal(i)})
				if got, diags := p.eval(e, v); diags.HasErrors() || !got.RawEquals(cty.NumberIntVal(i+1)) {
					t.Errorf("%d + 1 = %#v (%v)", i, got, diags)
				}
			}
		})
	}
	all.Wait()
	if n := len(p.cache.results[e]); n != maxResults {
		t.Errorf("%d results are kept, not %d", n, maxResults)
	}
}

// What fails fails again in the same words.
func TestResultCacheKeepsFailures(t *testing.T) {
	e, _ := hclsyntax.ParseExpression([]byte("tonumber(v)"), "t", hcl.InitialPos)
	p := &Pack{}
	for range 2 {
		v := newValues(map[string]cty.Value{"v": cty.StringVal("x")})
		if _, diags := p.eval(e, v); !diags.HasErrors() || diags[0].Subject == nil {
			t.Errorf("it gave %v", diags)
		}
	}
}
