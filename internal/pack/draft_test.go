package pack

import (
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// sized is a pack whose inputs depend on each other.
const sized = `
locals {
  sizes = { "1" = [10, 20], "2" = [20, 40] }
  twice = count * 2
}
input "owner" {
  type        = string
  description = "Who owns it"
}
input "count" {
  type        = number
  default     = production ? 2 : 1
  nullable    = false
  stored_in   = "tfvars"
  description = "How many"
}
input "cpu" {
  type        = number
  default     = 1
  offers      = [for size in keys(local.sizes) : { value = size, label = "size ${size}" }]
  description = "Size"
}
input "memory" {
  type        = number
  default     = 10
  offers      = lookup(local.sizes, tostring(cpu), [])
  description = "Memory"
  validation {
    condition     = contains(lookup(local.sizes, tostring(cpu), [memory]), memory)
    error_message = "With ${cpu} there are ${join(", ", lookup(local.sizes, tostring(cpu), []))}."
  }
}
input "most" {
  type        = number
  default     = null
  when        = upper(owner) == "RICH"
  description = "How many at most"
  validation {
    condition     = most >= local.twice
    error_message = "At least twice."
  }
}
estimate "EUR" {
  wanted  = count * (cpu + memory)
  maximum = most * (cpu + memory)
  note    = "an example"
}
`

// draftOf is the draft of an environment with values as they were said.
func draftOf(t *testing.T, p *Pack, production bool, said map[string]cty.Value) *Draft {
	t.Helper()
	r := Request{
		Context:     map[string]cty.Value{"production": cty.BoolVal(production), "environment": cty.StringVal("e")},
		Environment: "e", Given: map[string]spec.Attr{}, Tfvars: map[string]spec.Attr{},
	}
	for name, v := range said {
		if p.Input(name).StoredIn == "tfvars" {
			r.Tfvars[name] = spec.Attr{Value: v}
		} else {
			r.Given[name] = spec.Attr{Value: v}
		}
	}
	return p.Draft(r)
}

func TestDraft(t *testing.T) {
	p := load(t, sized)
	n := func(i int64) cty.Value { return cty.NumberIntVal(i) }
	d := draftOf(t, p, true, nil)
	if v := d.Value(p.Input("count")); !v.RawEquals(n(2)) {
		t.Errorf("the default in production is %#v", v)
	}
	if v := d.Value(p.Input("owner")); !v.IsNull() {
		t.Errorf("what nobody said is %#v", v)
	}
	if !d.Matters(p.Input("most")) {
		t.Error("what can't be told yet does not matter")
	}
	if draftOf(t, p, true, map[string]cty.Value{"owner": cty.StringVal("poor")}).Matters(p.Input("most")) {
		t.Error("the poor are asked for most")
	}
	for _, c := range []struct {
		input string
		value cty.Value
		want  string
	}{
		{"memory", n(20), ""},
		{"memory", n(40), "With 1 there are 10, 20."},
		{"memory", cty.StringVal("x"), `input "memory": must be number, not "x": it is of type number`},
		{"most", n(3), "At least twice."},
		{"most", n(4), ""},
		{"most", cty.NullVal(cty.Number), ""}, // the rule can't be told: the plan says so
	} {
		if got := d.Refuses(p.Input(c.input), c.value); got != c.want {
			t.Errorf("%s = %#v: %q, want %q", c.input, c.value, got, c.want)
		}
	}
}

func TestOffers(t *testing.T) {
	p := load(t, sized)
	d := draftOf(t, p, false, nil)
	offers := d.Offers(p.Input("cpu"))
	if len(offers) != 2 || offers[1].Label != "size 2" || !offers[1].Value.RawEquals(cty.NumberIntVal(2)) {
		t.Errorf("offered are %#v", offers)
	}
	if d.Offers(p.Input("owner")) != nil || !d.Offered(p.Input("owner")) {
		t.Error("an input without offers has some")
	}
	bigger := d.With(p.Input("cpu"), cty.NumberIntVal(2))
	if bigger.Offered(p.Input("memory")) {
		t.Error("10 is offered for 2")
	}
	if v := bigger.Settled().Value(p.Input("memory")); !v.RawEquals(cty.NumberIntVal(20)) {
		t.Errorf("settled is %#v", v)
	}
	if v := d.Value(p.Input("memory")); !v.RawEquals(cty.NumberIntVal(10)) {
		t.Errorf("the draft itself changed: %#v", v)
	}
}

func TestEstimate(t *testing.T) {
	p := load(t, sized)
	for _, c := range []struct {
		said            map[string]cty.Value
		wanted, maximum float64
	}{
		{nil, 22, 22},
		{map[string]cty.Value{"most": cty.NumberIntVal(10)}, 22, 110},
		{map[string]cty.Value{"most": cty.NumberIntVal(1)}, 22, 22}, // never below
		{map[string]cty.Value{"count": cty.NumberIntVal(3)}, 33, 33},
	} {
		e, ok := draftOf(t, p, true, c.said).Estimate()
		if !ok || e.Wanted != c.wanted || e.Maximum != c.maximum || e.Unit != "EUR" || e.Note != "an example" {
			t.Errorf("%v: %+v", c.said, e)
		}
	}
	if _, ok := draftOf(t, p, true, map[string]cty.Value{"count": cty.StringVal("x")}).Estimate(); ok {
		t.Error("an estimate of what is not known")
	}
	if _, ok := draftOf(t, load(t, ""), true, nil).Estimate(); ok {
		t.Error("a pack without an estimate gives one")
	}
}
