package pack

import (
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// typed is an input "some_value" of a type as a pack writes it.
func typed(t *testing.T, ty string) *Input {
	t.Helper()
	return load(t, "input \"some_value\" {\n  type = "+ty+"\n  description = \"x\"\n}\n").Input("some_value")
}

// texts is what a,b is read as.
func texts(items ...string) cty.Value {
	values := make([]cty.Value, len(items))
	for i, item := range items {
		values[i] = cty.StringVal(item)
	}
	return cty.TupleVal(values)
}

// said is a problem as one line; "" for none.
func said(p *diag.Problem) string {
	if p == nil {
		return ""
	}
	return p.Error()
}

func TestRead(t *testing.T) {
	number, object := cty.NumberIntVal(80), cty.ObjectVal(map[string]cty.Value{"a": cty.NumberIntVal(1)})
	for name, c := range map[string]struct {
		ty, text string
		want     cty.Value // NilVal where it is refused
		problem  string
	}{
		"text":                        {"string", "a,b", cty.StringVal("a,b"), ""},
		"text that looks like HCL":    {"string", `"q" + 1`, cty.StringVal(`"q" + 1`), ""},
		"text that is null":           {"string", "null", cty.StringVal("null"), ""},
		"no text":                     {"string", "", cty.StringVal(""), ""},
		"text keeps its spaces":       {"string", " a ", cty.StringVal(" a "), ""},
		"texts":                       {"list(string)", "a, b", texts("a", "b"), ""},
		"one text":                    {"list(string)", "a", texts("a"), ""},
		"texts without gaps":          {"list(string)", ",a,,b,", texts("a", "b"), ""},
		"no texts":                    {"list(string)", "", texts(), ""},
		"a set of texts":              {"set(string)", "b,a", texts("b", "a"), ""},
		"texts as HCL":                {"list(string)", `["a", "b,c"]`, texts("a", "b,c"), ""},
		"texts as HCL, spaces before": {"list(string)", `  ["a"]`, texts("a"), ""},
		"null for texts":              {"list(string)", "null", cty.NullVal(cty.DynamicPseudoType), ""},
		"texts as HCL, torn":          {"list(string)", `["a"`, cty.NilVal, `--some-value or --set some_value: "[\"a\"" is not a value of type list(string) (write an HCL expression; quote it for your shell)`},
		"a number":                    {"number", "80", number, ""},
		"a number as text":            {"number", `"80"`, cty.StringVal("80"), ""}, // converts later
		"a word for a number":         {"number", "many", cty.NilVal, `--some-value or --set some_value: "many" is not a value of type number (write an HCL expression; quote it for your shell)`},
		"nothing for a number":        {"number", "", cty.NilVal, `--some-value or --set some_value: "" is not a value of type number (write an HCL expression; quote it for your shell)`},
		"a list for a number":         {"number", "[80]", cty.TupleVal([]cty.Value{number}), ""}, // refused by Take
		"null":                        {"number", "null", cty.NullVal(cty.DynamicPseudoType), ""},
		"a function":                  {"number", "max(80, 1)", number, ""},
		"yes or no":                   {"bool", "true", cty.True, ""},
		"numbers need brackets":       {"list(number)", "80,80", cty.NilVal, `--some-value or --set some_value: "80,80" is not a value of type list(number) (write an HCL expression; quote it for your shell)`},
		"an object":                   {"object({ a = number })", "{ a = 1 }", object, ""},
		"an object's JSON":            {"object({ a = number })", `{"a": 1}`, object, ""},
		"a variable":                  {"map(string)", "{ a = b }", cty.NilVal, `--some-value or --set some_value: "{ a = b }" is not a value of type map(string) (write an HCL expression; quote it for your shell)`},
	} {
		t.Run(name, func(t *testing.T) {
			got, problem := typed(t, c.ty).Read(c.text)
			if said(problem) != c.problem {
				t.Errorf("says %q, want %q", said(problem), c.problem)
			}
			if (got == cty.NilVal) != (c.want == cty.NilVal) || got != cty.NilVal && !got.RawEquals(c.want) {
				t.Errorf("%#v, want %#v", got, c.want)
			}
		})
	}
}

func TestTake(t *testing.T) {
	schedule := "list(object({ at = string, count = optional(number, 2), zone = optional(string) }))"
	entry := func(values map[string]cty.Value) cty.Value { return cty.TupleVal([]cty.Value{cty.ObjectVal(values)}) }
	eight := cty.StringVal("8:00")
	for name, c := range map[string]struct {
		ty      string
		written cty.Value
		want    cty.Value // NilVal where it is refused
		problem string
	}{
		"as it is":             {"number", cty.NumberIntVal(1), cty.NumberIntVal(1), ""},
		"text for a number":    {"number", cty.StringVal("1"), cty.NumberIntVal(1), ""},
		"a number for text":    {"string", cty.NumberIntVal(1), cty.StringVal("1"), ""},
		"null of the type":     {"number", cty.NullVal(cty.DynamicPseudoType), cty.NullVal(cty.Number), ""},
		"anything":             {"any", texts("a"), texts("a"), ""},
		"a tuple for a list":   {"list(string)", texts("a"), cty.ListVal([]cty.Value{cty.StringVal("a")}), ""},
		"an empty tuple":       {"list(string)", texts(), cty.ListValEmpty(cty.String), ""},
		"twice the same":       {"set(string)", texts("a", "a"), cty.SetVal([]cty.Value{cty.StringVal("a")}), ""},
		"a word for a number":  {"number", cty.StringVal("many"), cty.NilVal, `input "some_value": must be number, not "many" (it is of type number)`},
		"a list for a number":  {"number", texts("a"), cty.NilVal, `input "some_value": must be number, not a list (it is of type number)`},
		"text for a list":      {"list(string)", eight, cty.NilVal, `input "some_value": must be list(string), not "8:00" (it is of type list(string))`},
		"optional attributes":  {schedule, entry(map[string]cty.Value{"at": eight}), cty.ListVal([]cty.Value{cty.ObjectVal(map[string]cty.Value{"at": eight, "count": cty.NumberIntVal(2), "zone": cty.NullVal(cty.String)})}), ""},
		"a required attribute": {schedule, entry(map[string]cty.Value{"count": cty.Zero}), cty.NilVal, `input "some_value": element 0: attribute "at" is required (it is of type ` + schedule + `)`},
		"a misspelled one":     {schedule, entry(map[string]cty.Value{"at": eight, "cuont": cty.Zero}), cty.NilVal, `input "some_value" has no attribute [0].cuont (it is of type ` + schedule + `)`},
		"of another type":      {schedule, entry(map[string]cty.Value{"at": eight, "count": eight}), cty.NilVal, `input "some_value": [0].count must be number, not "8:00" (it is of type ` + schedule + `)`},
		"misspelled and wrong": {schedule, entry(map[string]cty.Value{"at": texts("a"), "cuont": cty.Zero}), cty.NilVal, `input "some_value" has no attribute [0].cuont (it is of type ` + schedule + `)`},
	} {
		t.Run(name, func(t *testing.T) {
			got, problem := typed(t, c.ty).Take(spec.Attr{Value: c.written})
			if said(problem) != c.problem {
				t.Errorf("says %q, want %q", said(problem), c.problem)
			}
			if (got == cty.NilVal) != (c.want == cty.NilVal) || got != cty.NilVal && !got.RawEquals(c.want) {
				t.Errorf("%#v, want %#v", got, c.want)
			}
		})
	}
}

// What is refused is refused where it was written.
func TestTakeHasThePlace(t *testing.T) {
	at := hcl.Range{Filename: "layers/x/scaffold.hcl", Start: hcl.Pos{Line: 7}, End: hcl.Pos{Line: 7}}
	for name, value := range map[string]cty.Value{
		"another type":    texts("a"),
		"extra attribute": cty.ObjectVal(map[string]cty.Value{"a": cty.Zero, "b": cty.Zero}),
	} {
		t.Run(name, func(t *testing.T) {
			_, problem := typed(t, "object({ a = number })").Take(spec.Attr{Value: value, Range: at, Source: []byte("src")})
			if problem == nil || problem.Kind != diag.Usage || problem.Range == nil || *problem.Range != at || string(problem.Source) != "src" {
				t.Errorf("%+v", problem)
			}
		})
	}
}

// Values that no person wrote may have attributes that the type lacks.
func TestConvertDropsWhatTheTypeLacks(t *testing.T) {
	got, err := typed(t, "object({ a = number })").Convert(cty.ObjectVal(map[string]cty.Value{"a": cty.Zero, "b": cty.Zero}))
	if err != nil || !got.RawEquals(cty.ObjectVal(map[string]cty.Value{"a": cty.Zero})) {
		t.Errorf("%#v, %v", got, err)
	}
}

// A map of which only the keys are written: as a list in a spec, as a,b on a
// command line.
func TestListed(t *testing.T) {
	listed := load(t, "input \"modes\" {\n  type = map(string)\n  choices = [\"read\", \"both\"]\n  listed = \"both\"\n  description = \"x\"\n}\n").Input("modes")
	both := cty.StringVal("both")
	want := cty.MapVal(map[string]cty.Value{"a": both, "b": both})
	for _, text := range []string{"a,b", "a, b", `["b", "a"]`, `{ a = "both", b = "both" }`} {
		read, problem := listed.Read(text)
		if problem != nil {
			t.Fatalf("%s: %v", text, problem)
		}
		if got, problem := listed.Take(spec.Attr{Value: read}); problem != nil || !got.RawEquals(want) {
			t.Errorf("%s is taken as %#v, %v", text, got, problem)
		}
	}
	if got, _ := listed.Read("a"); !got.RawEquals(cty.ObjectVal(map[string]cty.Value{"a": both})) {
		t.Errorf("a command line writes %#v into the spec, not what it means", got)
	}
	if got, problem := listed.Take(spec.Attr{Value: cty.EmptyTupleVal}); problem != nil || !got.RawEquals(cty.MapValEmpty(cty.String)) {
		t.Errorf("no keys are taken as %#v, %v", got, problem)
	}
	for _, v := range []cty.Value{cty.TupleVal([]cty.Value{cty.NumberIntVal(1)}), cty.TupleVal([]cty.Value{cty.NullVal(cty.String)}), cty.StringVal("a")} {
		if got, problem := listed.Take(spec.Attr{Value: v}); problem == nil {
			t.Errorf("%#v is taken as %#v", v, got)
		}
	}
	if plain := typed(t, "map(string)"); plain.IsList() || !listed.IsList() {
		t.Error("only a map that says listed may be written as a list")
	}
}

// TestAliases: what an input was written as before means a value that it has now.
func TestAliases(t *testing.T) {
	in := load(t, `
input "database" {
  type        = string
  default     = "none"
  choices     = ["none", "shared"]
  aliases     = { true = "shared", false = "none" }
  description = "x"
}
`).Input("database")
	for _, c := range []struct{ written, want cty.Value }{
		{cty.True, cty.StringVal("shared")},
		{cty.False, cty.StringVal("none")},
		{cty.StringVal("true"), cty.StringVal("shared")},
		{cty.StringVal("shared"), cty.StringVal("shared")},
		{cty.NullVal(cty.String), cty.NullVal(cty.String)},
		{cty.UnknownVal(cty.String), cty.UnknownVal(cty.String)},
	} {
		got, problem := in.Take(spec.Attr{Value: c.written})
		if problem != nil || !got.RawEquals(c.want) {
			t.Errorf("%#v means %#v and %v, not %#v", c.written, got, problem, c.want)
		}
	}
}
