package pack

import (
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

func TestNumber(t *testing.T) {
	p := load(t, `input "seconds" {
  type        = number
  default     = production ? 400 : 15
  description = "seconds"
  number {
    whole = true
    from  = 6
    to    = 300
  }
}
input "ports" {
  type        = list(number)
  default     = []
  description = "ports"
  stored_in   = "tfvars"
  number {
    from = 0.5
  }
}
`)
	n := cty.NumberFloatVal
	for name, c := range map[string]struct {
		environment string
		given       map[string]cty.Value
		tfvars      map[string]cty.Value
		want        string
	}{
		"the least":          {"dev", map[string]cty.Value{"seconds": n(6)}, nil, ""},
		"the most":           {"dev", map[string]cty.Value{"seconds": n(300)}, nil, ""},
		"none":               {"dev", map[string]cty.Value{"seconds": cty.NullVal(cty.Number)}, nil, ""},
		"too little":         {"dev", map[string]cty.Value{"seconds": n(5)}, nil, `input "seconds" is 5 (it is a whole number from 6 to 300)`},
		"too much":           {"dev", map[string]cty.Value{"seconds": n(301)}, nil, `input "seconds" is 301`},
		"a part":             {"dev", map[string]cty.Value{"seconds": n(6.5)}, nil, `input "seconds" is 6.5`},
		"one of a list":      {"dev", nil, map[string]cty.Value{"ports": cty.TupleVal([]cty.Value{n(1), n(0.25)})}, `input "ports" holds 0.25 (each is a number of 0.5 or more)`},
		"an unlucky default": {"production", nil, nil, `the default of input "seconds" is 400`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := p.Evaluate(request(c.environment, c.given, c.tfvars))
			if (err == nil) != (c.want == "") || (err != nil && !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
	if got := p.Draft(request("dev", nil, nil)).Refuses(p.Input("seconds"), n(0)); !strings.Contains(got, "it is a whole number from 6 to 300") {
		t.Errorf("a prompt says %q", got)
	}
}

func TestNumberIsRefused(t *testing.T) {
	input := func(kind, more string) string {
		return head + "input \"a\" {\n  description = \"a\"\n  type = " + kind + "\n" + more + "}\n"
	}
	for name, c := range map[string]struct {
		src, want string
		line      int
	}{
		"of text":              {input("string", "  number {\n    from = 1\n  }\n"), "holds no numbers", 11},
		"that says nothing":    {input("number", "  number {\n  }\n"), "needs whole, from or to", 11},
		"twice":                {input("number", "  number {\n    from = 1\n  }\n  number {\n    to = 1\n  }\n"), "two number blocks", 14},
		"with crossed bounds":  {input("number", "  number {\n    from = 2\n    to = 1\n  }\n"), "no number is from 2 to 1", 11},
		"with another bound":   {input("number", "  number {\n    from = \"x\"\n  }\n"), "wrong type", 12},
		"with a default of it": {input("number", "  default = 3.5\n  number {\n    whole = true\n  }\n"), "holds 3.5, and it is a whole number", 11},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Load(packFS(c.src), "packs/p")
			list := diag.Of(err)
			if len(list) == 0 || !strings.Contains(list[0].Error(), c.want) || list[0].Range.Start.Line != c.line {
				t.Errorf("got %v, want %q in line %d", err, c.want, c.line)
			}
		})
	}
}
