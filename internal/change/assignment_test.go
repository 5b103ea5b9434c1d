package change

import (
	"fmt"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
)

func TestParseSet(t *testing.T) {
	for text, want := range map[string]Assignment{
		"port=1":                  {Name: "port", Text: "1"},
		"production:port=1":       {Environment: "production", Name: "port", Text: "1"},
		"alpha.port=1":            {Unit: "alpha", Name: "port", Text: "1"},
		"production:alpha.port=1": {Environment: "production", Unit: "alpha", Name: "port", Text: "1"},
		"x=a=b:c.d":               {Name: "x", Text: "a=b:c.d"},
		"x=":                      {Name: "x"},
	} {
		want.Typed = true
		got, err := ParseSet(text)
		if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%q is %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "=", "=1", "port", ":port=1", ":=1", "dev:=1", "dev:alpha.=1", "alpha.=1", ".port=1", "dev:.port=1", ".=1"} {
		if _, err := ParseSet(text); len(diag.Of(err)) != 1 {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestValueOfText: text is text, whatever it looks like; the rest is HCL.
func TestValueOfText(t *testing.T) {
	list := func(items ...string) cty.Value {
		var values []cty.Value
		for _, item := range items {
			values = append(values, cty.StringVal(item))
		}
		return cty.TupleVal(values)
	}
	for _, c := range []struct {
		ty   cty.Type
		text string
		want cty.Value // NilVal for a problem
	}{
		{cty.String, `${file("/etc/passwd")}`, cty.StringVal(`${file("/etc/passwd")}`)},
		{cty.String, "null", cty.StringVal("null")},
		{cty.String, "", cty.StringVal("")},
		{cty.Number, "7", cty.NumberIntVal(7)},
		{cty.Number, "max(1, 2)", cty.NumberIntVal(2)},
		{cty.Number, "var.x", cty.NilVal},
		{cty.Number, "", cty.NilVal},
		{cty.Bool, "true", cty.True},
		{cty.List(cty.String), "a, b,", list("a", "b")},
		{cty.List(cty.String), `["a,b"]`, list("a,b")},
		{cty.List(cty.String), "${x}", list("${x}")},
		{cty.List(cty.String), "[x]", cty.NilVal},
		{cty.Map(cty.String), `{ a = "b" }`, cty.ObjectVal(map[string]cty.Value{"a": cty.StringVal("b")})},
		{cty.Map(cty.String), `{ a = file("/etc/passwd") }`, cty.NilVal},
	} {
		a := Assignment{Name: "x", Text: c.text, Typed: true}
		err := a.Read(&pack.Input{Name: "x", Type: c.ty, TypeText: "t"})
		if c.want == cty.NilVal {
			if list := diag.Of(err); len(list) != 1 || list[0].Kind != diag.Usage {
				t.Errorf("%q as %s: %v", c.text, c.ty.FriendlyName(), err)
			}
		} else if err != nil || !a.Attr.Value.RawEquals(c.want) {
			t.Errorf("%q as %s is %#v, %v", c.text, c.ty.FriendlyName(), a.Attr.Value, err)
		}
	}
}

func TestParseSpecFile(t *testing.T) {
	hcl := "unit \"a\" {\n  pack = \"service@1.0.0\"\n  environments = [\"dev\"]\n  n = 1\n  l = [\"x\"]\n  environment \"dev\" {\n    n = 2\n  }\n}\n"
	json := `{"name": "a", "pack": "service@1.0.0", "environments": ["dev"], "n": 1, "l": ["x"], "environment": {"dev": {"n": 2}}}`
	for name, src := range map[string]string{"HCL": hcl, "JSON": json, "a list": "[" + json + "]", "units": `{"units": [` + json + `]}`} {
		all, err := Describe(name, []byte(src))
		if err != nil || len(all.Units) != 1 {
			t.Fatal(all, err)
		}
		f := all.Units[0]
		var got []string
		for _, a := range f.Inputs {
			got = append(got, fmt.Sprintf("%s:%s=%#v", a.Environment, a.Name, a.Attr.Value))
		}
		want := fmt.Sprintf("[:l=%#v :n=%#v dev:n=%#v]", cty.TupleVal([]cty.Value{cty.StringVal("x")}), cty.NumberIntVal(1), cty.NumberIntVal(2))
		if f.Name != "a" || fmt.Sprint(f.Environments) != "[dev]" || fmt.Sprint(got) != want {
			t.Errorf("%s: %s %v\n%s\n%s", name, f.Name, f.Environments, got, want)
		}
	}
	for name, src := range map[string]string{
		"HCL": "unit \"a\" {}\nunit \"b\" {\n  n = 1\n}\n", "JSON": `[{"name": "a"}, {"name": "b", "n": 1}]`, "units": `{"units": [{"name": "a"}, {"name": "b", "n": 1}]}`,
	} {
		file, err := Describe(name, []byte(src))
		all := file.Units
		if err != nil || len(all) != 2 || all[0].Name != "a" || all[1].Name != "b" || len(all[1].Inputs) != 1 {
			t.Errorf("%s: %v %v", name, all, err)
			continue
		}
		at := all[1].Inputs[0].Attr.Range                                                   // the key in JSON, the attribute in HCL
		if from := strings.Index(src, "n\": 1"); name != "HCL" && at.Start.Byte != from+1 { // the quote behind it
			t.Errorf("%s: n ends at byte %d, not %d", name, at.Start.Byte, from+1)
		}
	}
	for src, want := range map[string]string{
		`[1]`: "a unit is an object", `[{"n": 1, "n": 2}]`: "twice", `[{}] []`: "more than one", `{"units": [{"name": 1}]}`: `"name"`, `[{}, {]`: "not valid JSON",
		"unit \"a\" {}\nn = 1\n": "n stands beside unit blocks", "unit \"a\" {}\nenvironment \"dev\" {}\n": "beside them a block",
		`{"n": }`: "not valid JSON", `{} {}`: "more than one", `{"environments": "dev"}`: `"environments" has the wrong type`, `{"name": 1}`: `"name"`,
		`{"environment": {"dev": 1}}`: `"environment"`, "n = = 1\n": "Invalid expression",
	} {
		_, err := Describe("in", []byte(src))
		if list := diag.Of(err); len(list) != 1 || list[0].Kind != diag.Usage || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", src, err)
		}
	}
}
