package spec

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// wrong is an input and the one problem it must give: its line (0 for none) and
// a part of its text.
type wrong struct{ name, src, at, text string }

func checkWrong(t *testing.T, cases []wrong, parse func(string) error) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			list := diag.Of(parse(c.src))
			if len(list) == 0 {
				t.Fatalf("no problem; want %q", c.text)
			}
			p := list[0]
			if p.Kind != diag.Usage || p.Range == nil || len(p.Source) == 0 {
				t.Fatalf("kind %s, range %v, %d bytes of source", p.Kind, p.Range, len(p.Source))
			}
			if at := fmt.Sprintf("%d:%d", p.Range.Start.Line, p.Range.Start.Column); at != c.at {
				t.Errorf("at %s, want %s (%s)", at, c.at, p)
			}
			if text := p.Summary + " | " + p.Hint; !strings.Contains(text, c.text) {
				t.Errorf("says %q, want %q", text, c.text)
			}
		})
	}
}

func TestParseUnit(t *testing.T) {
	u, err := ParseUnit("x/scaffold.hcl", []byte(`# a comment
unit "service-a" {
  pack         = "service@1.3.0"
  environments = ["dev", "production"]
  port         = 8080 # inline
  text         = "$${not} %%{one}"
  sum          = max(1, 2)
  nothing      = null
  map          = { "a b" = [1, true] }

  environment "production" {
    port = 9090
  }
}
`))
	if err != nil {
		t.Fatal(err)
	}
	if u.Name != "service-a" || u.Pack != (PackRef{"service", "1.3.0"}) || fmt.Sprint(u.Environments) != "[dev production]" {
		t.Errorf("read %q %v %v", u.Name, u.Pack, u.Environments)
	}
	want := map[string]cty.Value{
		"port": cty.NumberIntVal(8080), "text": cty.StringVal("${not} %{one}"), "sum": cty.NumberIntVal(2),
		"nothing": cty.NullVal(cty.DynamicPseudoType),
		"map":     cty.ObjectVal(map[string]cty.Value{"a b": cty.TupleVal([]cty.Value{cty.NumberIntVal(1), cty.True})}),
	}
	if len(u.Inputs) != len(want) {
		t.Errorf("inputs are %v", slices.Sorted(maps.Keys(u.Inputs)))
	}
	for name, v := range want {
		if got := u.Inputs[name].Value; !got.RawEquals(v) {
			t.Errorf("%s is %#v, want %#v", name, got, v)
		}
	}
	if line := u.Inputs["port"].Range.Start.Line; line != 5 {
		t.Errorf("port is in line %d", line)
	}
	if got := u.Overrides["production"]["port"].Value; !got.RawEquals(cty.NumberIntVal(9090)) {
		t.Errorf("the override is %#v", got)
	}
	if p := u.OverrideProblem("production", "x"); p.Range.Start.Line != 11 {
		t.Errorf("the override is in line %d", p.Range.Start.Line)
	}
	if p := u.EnvironmentsProblem("x"); p.Range.Start.Line != 4 {
		t.Errorf("the environments are in line %d", p.Range.Start.Line)
	}
}

func TestParseUnitProblems(t *testing.T) {
	unit := func(body string) string { return "unit \"a\" {\n  pack = \"p@1.0.0\"\n" + body + "}\n" }
	checkWrong(t, []wrong{
		{"unparsable", "unit \"a\" {\n  port = = 1\n}\n", "2:10", "Invalid expression"},
		{"unclosed block", "unit \"a\" {\n", "1:10", "Unclosed configuration block"},
		{"empty", "# nothing\n", "1:1", "is not a unit's spec"},
		{"another block", "service \"a\" {\n}\n", "1:1", "is not a unit's spec"},
		{"two units", "unit \"a\" {\n}\nunit \"b\" {\n}\n", "1:1", "is not a unit's spec"},
		{"attribute outside", "a = 1\n" + unit(""), "1:1", "is not a unit's spec"},
		{"no label", "unit {\n  pack = \"p\"\n}\n", "1:1", "takes one label"},
		{"two labels", "unit \"a\" \"b\" {\n}\n", "1:1", "takes one label"},
		{"no pack", "unit \"a\" {\n}\n", "1:1", "names no pack"},
		{"pack is a number", "unit \"a\" {\n  pack = 1\n}\n", "2:3", "must be text"},
		{"pack without a version", "unit \"a\" {\n  pack = \"p@\"\n}\n", "2:3", "not a pack and its version"},
		{"pack outside", "unit \"a\" {\n  pack = \"../p@1.0.0\"\n}\n", "2:3", "not a pack and its version"},
		{"version outside", "unit \"a\" {\n  pack = \"p@../../x\"\n}\n", "2:3", "not a pack and its version"},
		{"environments is text", unit("  environments = \"dev\"\n"), "3:3", "list of text"},
		{"environments hold null", unit("  environments = [null]\n"), "3:3", "list of text"},
		{"environments are null", unit("  environments = null\n"), "3:3", "list of text"},
		{"no environment", unit("  environments = []\n"), "3:3", "lists no environment"},
		{"environment twice", unit("  environments = [\"a\", \"b\", \"a\"]\n"), "3:3", `"a" twice`},
		{"a variable", unit("  port = var.x\n"), "3:10", "plain values"},
		{"a reference in text", unit("  x = \"a${local.y}\"\n"), "3:11", "$${"},
		{"an unknown function", unit("  x = file(\"/etc/passwd\")\n"), "3:7", "function"},
		{"a function that fails", unit("  x = tonumber(\"y\")\n"), "3:17", ""},
		{"attribute twice", unit("  x = 1\n  x = 2\n"), "4:3", "redefined"},
		{"another nested block", unit("  env \"p\" {\n  }\n"), "3:3", "it may hold: environment"},
		{"override without label", unit("  environment {\n  }\n"), "3:3", "takes one label"},
		{"override twice", unit("  environment \"p\" {\n  }\n  environment \"p\" {\n  }\n"), "5:3", "two blocks"},
		{"block in an override", unit("  environment \"p\" {\n    x {\n    }\n  }\n"), "4:5", "holds no block"},
		{"first of two mistakes", unit("  y = var.a\n  x = var.b\n"), "3:7", "var"},
	}, func(src string) error { _, err := ParseUnit("a/scaffold.hcl", []byte(src)); return err })
}

func TestParsePackRef(t *testing.T) {
	for text, ok := range map[string]bool{
		"service": true, "service@1.0.0": true, "shared-services@10.2.3-rc.1": true, "a@1.0.0+build.5": true,
		"": false, "@1.0.0": false, "a@": false, "A@1.0.0": false, "1a": false, "a/b": false, "a@1.0.0/..": false,
		"a@..": false, "a@1..0": false, "a@1.0.0\n": false, "a@b@c": false, "a@ 1.0.0": false,
	} {
		t.Run(text, func(t *testing.T) {
			ref, got := ParsePackRef(text)
			if got != ok {
				t.Errorf("%q is a reference: %v", text, got)
			}
			if ok && ref.String() != text {
				t.Errorf("%q becomes %q", text, ref)
			}
		})
	}
}

func TestParseContent(t *testing.T) {
	for name, src := range map[string]string{
		"content only": "port = 1\nenvironment \"dev\" {\n  port = 2\n}\n",
		"a unit":       "unit \"a\" {\n  pack = \"service@1.0.0\"\n  port = 1\n  environment \"dev\" {\n    port = 2\n  }\n}\n",
		"without pack": "unit \"a\" {\n  port = 1\n  environment \"dev\" {\n    port = 2\n  }\n}\n",
	} {
		t.Run(name, func(t *testing.T) {
			u, err := ParseContent("in.hcl", []byte(src))
			if err != nil {
				t.Fatalf("%s: %s", name, err)
			}
			if !u.Inputs["port"].Value.RawEquals(cty.NumberIntVal(1)) || !u.Overrides["dev"]["port"].Value.RawEquals(cty.NumberIntVal(2)) {
				t.Errorf("%s: read %v %v", name, u.Inputs, u.Overrides)
			}
			if len(u.Inputs) != 1 {
				t.Errorf("%s: inputs are %v", name, slices.Sorted(maps.Keys(u.Inputs)))
			}
		})
	}
	checkWrong(t, []wrong{
		{"two units", "unit \"a\" {\n}\nunit \"b\" {\n}\n", "3:1", "more than one unit"},
		{"a root file", "repository {\n}\n", "1:1", "holds no block"},
		{"unparsable", "port = \n", "1:8", "Invalid expression"},
	}, func(src string) error { _, err := ParseContent("in.hcl", []byte(src)); return err })
}
