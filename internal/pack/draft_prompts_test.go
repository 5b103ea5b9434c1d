package pack

import (
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Another value makes another draft: the one before, and what it was made of,
// stay.
func TestWithMakesAnotherDraft(t *testing.T) {
	p := load(t, sized)
	for name, c := range map[string]struct {
		input string
		value cty.Value
	}{
		"of the spec":      {"cpu", number(2)},
		"of the tfvars":    {"count", number(9)},
		"of nobody before": {"owner", cty.StringVal("rich")},
	} {
		t.Run(name, func(t *testing.T) {
			in, d := p.Input(c.input), p.Draft(Request{Context: map[string]cty.Value{"production": cty.True}, Environment: "e"})
			before := d.Value(in)
			if next := d.With(in, c.value); !next.Value(in).RawEquals(c.value) {
				t.Errorf("it is %#v", next.Value(in))
			}
			if got := d.Value(in); !got.RawEquals(before) || d.r.Given != nil || d.r.Tfvars != nil {
				t.Errorf("the draft before has %#v, was %#v", got, before)
			}
		})
	}
}

func TestLacks(t *testing.T) {
	p := load(t, sized)
	owner, most := p.Input("owner"), p.Input("most")
	for name, c := range map[string]struct {
		said map[string]cty.Value
		in   *Input
		want bool
	}{
		"required, not said":      {nil, owner, true},
		"required, said":          {map[string]cty.Value{"owner": cty.StringVal("x")}, owner, false},
		"required, said as null":  {map[string]cty.Value{"owner": cty.NullVal(cty.String)}, owner, true},
		"required, of wrong type": {map[string]cty.Value{"owner": texts("a")}, owner, true},
		"null by default":         {nil, most, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := draftOf(t, p, true, c.said).Lacks(c.in); got != c.want {
				t.Errorf("it lacks: %v", got)
			}
		})
	}
}

// What nobody said yet decides nothing about what matters.
func TestMatters(t *testing.T) {
	for name, c := range map[string]struct {
		when string
		want bool
	}{
		"always":              {"", true},
		"by what is there":    {"when = production", false},
		"by what is missing":  {"when = upper(owner) == \"X\"", true},
		"by what can be null": {"when = owner != null", false},
		"by no truth":         {"when = \"yes\"", true},
		"by null":             {"when = null", true},
		"by a failing local":  {"when = local.failing == 1", true},
	} {
		t.Run(name, func(t *testing.T) {
			p := load(t, "locals {\n  failing = tonumber(\"x${owner}\")\n}\ninput \"owner\" {\n  type = string\n  description = \"o\"\n}\ninput \"a\" {\n  default = \"x\"\n  description = \"a\"\n  "+c.when+"\n}\n")
			if got := draftOf(t, p, false, nil).Matters(p.Input("a")); got != c.want {
				t.Errorf("it matters: %v", got)
			}
		})
	}
}

// A person is told of the first thing that keeps a value out, in the order in
// which Evaluate looks: type, text, choices, rules.
func TestRefuses(t *testing.T) {
	p := load(t, `
input "color" {
  type        = string
  default     = "red"
  choices     = ["red", "blue", "black"]
  description = "Color"
  validation {
    condition     = color != "blue"
    error_message = "No ${color}."
  }
  validation {
    condition     = length(color) < 4
    error_message = "Too long."
  }
}
input "sizes" {
  type        = list(object({ n = number, note = optional(string) }))
  default     = []
  description = "Sizes"
}
`)
	size := func(values map[string]cty.Value) cty.Value { return cty.TupleVal([]cty.Value{cty.ObjectVal(values)}) }
	for name, c := range map[string]struct {
		input string
		value cty.Value
		want  string
	}{
		"a good one":         {"color", cty.StringVal("red"), ""},
		"no choice":          {"color", cty.StringVal("green"), `input "color" can't be "green": it may be "red", "blue", "black"`},
		"a rule":             {"color", cty.StringVal("blue"), "No blue."},
		"a second rule":      {"color", cty.StringVal("black"), "Too long."},
		"of another type":    {"color", texts("red"), `input "color": must be string, not a list: it is of type string`},
		"a control char":     {"color", cty.StringVal("re\x00d"), `input "color" holds a control character or text that is not UTF-8: write plain text; only newlines and tabs are allowed besides`},
		"an attribute more":  {"sizes", size(map[string]cty.Value{"n": number(1), "m": number(1)}), `input "sizes" has no attribute [0].m: it is of type list(object({ n = number, note = optional(string) }))`},
		"control char below": {"sizes", size(map[string]cty.Value{"n": number(1), "note": cty.StringVal("\x1b")}), `input "sizes" holds a control character or text that is not UTF-8: write plain text; only newlines and tabs are allowed besides`},
		"newlines are text":  {"sizes", size(map[string]cty.Value{"n": number(1), "note": cty.StringVal("a\n\tb")}), ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := draftOf(t, p, false, nil).Refuses(p.Input(c.input), c.value); got != c.want {
				t.Errorf("refused with %q, want %q", got, c.want)
			}
		})
	}
}

func TestOffersOfAllKinds(t *testing.T) {
	for name, c := range map[string]struct {
		offers string
		want   string // values and labels
	}{
		"none":                   {"", ""},
		"values":                 {"offers = [1, 2]", "1, 2"},
		"values as text":         {`offers = ["1", "2"]`, "1, 2"},
		"with labels":            {`offers = [{ value = 1, label = "one" }, { value = 2, label = "two" }]`, "1 one, 2 two"},
		"labels are text":        {`offers = [{ value = 1, label = 10 }]`, "1 10"},
		"some with labels":       {`offers = [{ value = 1, label = "one" }, 2]`, "1 one, 2"},
		"without labels":         {`offers = [{ value = 1 }]`, "1"},
		"by an input":            {"offers = [other, other + 1]", "5, 6"},
		"by what is not there":   {"offers = [upper(missing)]", ""},
		"of another type":        {`offers = [1, "x"]`, ""},
		"null":                   {"offers = null", ""},
		"no list":                {"offers = 1", ""},
		"an empty list":          {"offers = []", ""},
		"objects without values": {"offers = [{ label = \"x\" }]", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := load(t, "input \"other\" {\n  type = number\n  default = 5\n  description = \"o\"\n}\ninput \"missing\" {\n  description = \"m\"\n}\ninput \"a\" {\n  type = number\n  default = 2\n  description = \"a\"\n  "+c.offers+"\n}\n")
			d, in := draftOf(t, p, false, nil), p.Input("a")
			var got []string
			for _, o := range d.Offers(in) {
				if o.Value.Type() != cty.Number {
					t.Errorf("offered is %#v", o.Value)
				}
				got = append(got, strings.TrimSpace(o.Value.AsBigFloat().String()+" "+o.Label))
			}
			if text := strings.Join(got, ", "); text != c.want {
				t.Errorf("offered are %q, want %q", text, c.want)
			}
			if offered := d.Offered(in); offered != (c.want == "" || strings.Contains(c.want, "2")) {
				t.Errorf("2 is offered: %v", offered)
			}
		})
	}
}

// Settled goes in the pack's order, so a later input sees an earlier one settled.
func TestSettledGoesInOrder(t *testing.T) {
	p := load(t, `
input "a" {
  type        = number
  default     = 9
  offers      = [1, 2]
  description = "a"
}
input "b" {
  type        = number
  default     = 9
  offers      = [a * 10]
  description = "b"
}
`)
	d := draftOf(t, p, false, nil).Settled()
	if a, b := d.Value(p.Input("a")), d.Value(p.Input("b")); !a.RawEquals(number(1)) || !b.RawEquals(number(10)) {
		t.Errorf("settled as %#v and %#v", a, b)
	}
}

func TestEstimatesOfAllKinds(t *testing.T) {
	for name, c := range map[string]struct {
		lines           string
		wanted, maximum float64
		known           bool
	}{
		"both":                    {"wanted = n\nmaximum = n * 2", 3, 6, true},
		"no maximum":              {"wanted = n", 3, 3, true},
		"maximum is null":         {"wanted = n\nmaximum = null", 3, 3, true},
		"maximum is below":        {"wanted = n\nmaximum = 1", 3, 3, true},
		"maximum is not known":    {"wanted = n\nmaximum = missing * 2", 3, 3, true},
		"maximum is text":         {"wanted = n\nmaximum = \"x\"", 3, 3, true},
		"wanted is not known":     {"wanted = missing * 2\nmaximum = n", 0, 0, false},
		"wanted is null":          {"wanted = missing\nmaximum = n", 0, 0, false},
		"wanted is text":          {"wanted = \"3\"", 0, 0, false},
		"a fraction":              {"wanted = n / 2", 1.5, 1.5, true},
		"what costs nothing":      {"wanted = 0\nmaximum = 0", 0, 0, true},
		"nothing, and then a lot": {"wanted = 0\nmaximum = n", 0, 3, true},
	} {
		t.Run(name, func(t *testing.T) {
			p := load(t, "input \"n\" {\n  type = number\n  default = 3\n  description = \"n\"\n}\ninput \"missing\" {\n  type = number\n  description = \"m\"\n}\nestimate \"EUR\" {\n  note = \"x\"\n"+c.lines+"\n}\n")
			e, known := draftOf(t, p, false, nil).Estimate()
			if known != c.known || e.Wanted != c.wanted || e.Maximum != c.maximum {
				t.Errorf("%+v, %v", e, known)
			}
			if known && (e.Unit != "EUR" || e.Note != "x") {
				t.Errorf("%+v", e)
			}
		})
	}
}

// A draft is made of any request, also an empty one.
func TestDraftOfNothing(t *testing.T) {
	d := load(t, sized).Draft(Request{})
	for _, in := range d.p.Inputs {
		if v := d.Value(in); !v.IsNull() && !v.RawEquals(number(1)) && !v.RawEquals(number(10)) {
			t.Errorf("%s is %#v", in.Name, v)
		}
	}
	r := Request{Given: map[string]spec.Attr{"nothing_of_the_kind": {Value: cty.True}}}
	if d := load(t, sized).Draft(r); len(d.open) != 0 {
		t.Errorf("an unknown name is open: %v", d.open)
	}
}
