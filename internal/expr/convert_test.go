package expr

import (
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

func parseType(t *testing.T, src string) (cty.Type, *typeexpr.Defaults) {
	t.Helper()
	node, diags := hclsyntax.ParseExpression([]byte(src), "type", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	ty, defaults, diags := typeexpr.TypeConstraintWithDefaults(node)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return ty, defaults
}

func TestConvert(t *testing.T) {
	for _, test := range []struct{ ty, value, want, problem string }{
		{"number", `"12"`, "12", ""},
		{"string", "12", `"12"`, ""},
		{"bool", `"true"`, "true", ""},
		{"list(string)", `["a", 1]`, `["a", "1"]`, ""},
		{"set(string)", `["b", "a", "b"]`, `["a", "b"]`, ""},
		{"map(string)", `{ a = 1 }`, `{ a = "1" }`, ""},
		{"number", "null", "null", ""},
		{"any", "[1]", "[1]", ""},
		{`list(object({ port = number, zone = optional(string, "UTC") }))`, `[{ port = 1 }]`, `[{ port = 1, zone = "UTC" }]`, ""},
		{`object({ a = optional(string) })`, `{ b = 1 }`, `{ a = null }`, ""},
		{"number", `"x"`, "", `must be number, not "x"`},
		{"number", "true", "", "must be number, not true"},
		{"bool", `"no"`, "", `must be bool, not "no"`},
		{"string", "[]", "", "must be string, not a list"},
		{"string", "{}", "", "must be string, not an object"},
		{"list(string)", `"a"`, "", `must be list(string), not "a"`},
		{"list(string)", `{ a = 1 }`, "", "must be list(string), not an object"},
		{"list(number)", `["a"]`, "", `[0] must be number, not "a"`},
		{"map(list(number))", `{ "x y" = ["b"] }`, "", `["x y"][0] must be number, not "b"`},
		{"list(object({ port = number }))", `[{ port = 1 }, { port = "x" }]`, "", `[1].port must be number, not "x"`},
		{"list(object({ port = number }))", `[{}]`, "", `element 0: attribute "port" is required`},
		{"object({ a = object({ b = number }) })", `{ a = {} }`, "", `attribute "a": attribute "b" is required`},
		{"object({ a = string })", `"x"`, "", `must be object({a=string}), not "x"`},
		{"list(any)", `[1, [2]]`, "", "all list elements must have the same type"},
		{"tuple([number, string])", "[1]", "", "tuple required"},
		{"number", `"` + longText + `"`, "", "must be number, not a long string"},
	} {
		t.Run(test.value+" to "+test.ty, func(t *testing.T) {
			ty, defaults := parseType(t, test.ty)
			v, err := ParseLiteral(test.value)
			if err != nil {
				t.Fatal(err)
			}
			got, err := Convert(v, ty, defaults)
			switch {
			case test.problem != "" && (err == nil || err.Error() != test.problem):
				t.Errorf("%s to %s: %v, want %s", test.value, test.ty, err, test.problem)
			case test.problem == "" && err != nil:
				t.Errorf("%s to %s: %v", test.value, test.ty, err)
			case test.problem == "" && LiteralLine(got) != test.want:
				t.Errorf("%s to %s: %s, want %s", test.value, test.ty, LiteralLine(got), test.want)
			}
		})
	}
}

const longText = "a long text that would make the message hard to read, so it is not in it"

func TestExtraAttribute(t *testing.T) {
	for _, test := range []struct{ ty, value, want string }{
		{"list(object({ schedule = string, timezone = optional(string) }))", `[{ schedule = "a" }, { schedule = "a", timezon = "b" }]`, "[1].timezon"},
		{"object({ a = map(object({ b = string })) })", `{ a = { x = { b = "", c = "" } } }`, `a["x"].c`},
		{"object({ a = string })", `{ a = "" }`, ""},
		{"tuple([string, object({ a = string })])", `["", { b = 1 }]`, "[1].b"},
		{"map(string)", `{ anything = "" }`, ""},
		{"any", `{ a = { b = 1 } }`, ""},
		{"object({ a = any })", `{ a = { b = 1 } }`, ""},
		{"string", `"a"`, ""},
		{"object({ a = string })", "null", ""},
	} {
		t.Run(test.value+" in "+test.ty, func(t *testing.T) {
			ty, _ := parseType(t, test.ty)
			v, err := ParseLiteral(test.value)
			if err != nil {
				t.Fatal(err)
			}
			if got := ExtraAttribute(v, ty); got != test.want {
				t.Errorf("%s in %s: %q, want %q", test.value, test.ty, got, test.want)
			}
		})
	}
}
