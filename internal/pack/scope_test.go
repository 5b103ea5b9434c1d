package pack

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

func TestVisible(t *testing.T) {
	p := load(t, "input \"a\" {\n description = \"a\"\n}\ninput \"n\" {\n type = number\n stored_in = \"tfvars\"\n description = \"n\"\n}\n")
	unit, environment := p.Visible(UnitScope), p.Visible(EnvironmentScope)
	for name, where := range map[string][2]bool{
		"a": {true, true}, "local": {true, true}, "unit": {true, true}, "organization": {true, true}, "references": {true, true},
		"environment": {false, true}, "region": {false, true}, "production": {false, true}, "n": {false, false}, "domain": {false, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := [2]bool{slices.Contains(unit, name), slices.Contains(environment, name)}; got != where {
				t.Errorf("%s is seen %v, want %v", name, got, where)
			}
		})
	}
}

func TestRenamed(t *testing.T) {
	p := load(t, "input \"c\" {\n description = \"c\"\n}\nrenamed_input {\n from = \"b\"\n to = \"c\"\n}\nrenamed_input {\n from = \"a\"\n to = \"b\"\n}\n")
	for old, now := range map[string]string{"a": "c", "b": "c", "c": "c", "x": "x"} {
		t.Run(old, func(t *testing.T) {
			if got := p.Renamed(old); got != now {
				t.Errorf("%s is called %s, want %s", old, got, now)
			}
		})
	}
	for more, want := range map[string]string{
		"renamed_input {\n from = \"a\"\n to = \"b\"\n}\n":                                                                                 "which is no input",
		"renamed_input {\n from = \"a\"\n to = \"b\"\n}\nrenamed_input {\n from = \"b\"\n to = \"a\"\n}\n":                                 "which is no input",
		"input \"a\" {\n description = \"a\"\n}\ninput \"b\" {\n description = \"b\"\n}\nrenamed_input {\n from = \"a\"\n to = \"b\"\n}\n": "still there",
	} {
		if _, err := Load(packFS(head+more), "p"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", more, err)
		}
	}
}

func TestCheckCalls(t *testing.T) {
	p := load(t, "locals {\n  a = can(regx(\"x\", \"y\"))\n  b = try(nothing_of_the_kind(1), 2)\n}\ninput \"i\" {\n  type = object({ a = optional(list(string)), b = map(set(any)) })\n  default = { a = null, b = {} }\n  description = join(\", \", [\"i\"])\n}\n")
	list := diag.Of(p.CheckCalls("packs/p"))
	if len(list) != 2 || list[0].Range.Start.Line != 9 || list[0].Hint != "did you mean regex?" || list[1].Range.Start.Line != 10 {
		t.Errorf("the misspelled functions are %v", list)
	}
	if list[0].Range.Filename != "packs/p/pack.hcl" {
		t.Errorf("the place is %s", list[0].Range.Filename)
	}
}
