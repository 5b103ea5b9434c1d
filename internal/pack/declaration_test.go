package pack

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// everything is a declaration that says all there is to say.
const everything = `
pack "full" {
  version           = "2.1.0"
  requires_scaffold = ">= 1.0"
  reads             = ["region", "domain"]
  layer             = "applications"
  exposes           = ["port"]
}
locals {
  url = "https://${name}.${domain}"
}
input "name" {
  type        = string
  description = "What it is called"
  prompt      = "Its name?"
  nullable    = false
  pinned      = true
  role        = "title"
}
input "port" {
  type        = number
  default     = 80 + 1
  description = "Where it listens"
  choices     = [81, 82]
  when        = name != "quiet"
}
input "count" {
  type        = object({ n = optional(number, 2), at = optional(string) })
  default     = {}
  format      = { at = "aws_cron" }
  stored_in   = "tfvars"
  description = "How many"
}
input "slot" {
  type        = number
  description = "Chosen once"
  allocate {
    low         = 1
    high        = port
    unique_with = ["name"]
  }
}
input "uses" {
  type        = list(string)
  default     = []
  description = "What it needs"
  references {
    pack = "full"
    via  = "name"
  }
}
files "unit" {
  root   = "unit"
  target = "docs/${name}"
  when   = port == 81
}
files "environment" {
  root = "environment"
}
file "*.sh" {
  executable = true
  seed_once  = true
  when       = port > 0
}
notice {
  when    = port == 82
  message = "Mind ${name}."
}
section "CODEOWNERS" {
  role  = "title"
  line  = name
  begin = "# begin"
  end   = "# end"
}
name {
  pattern            = "^[a-z]+$"
  min                = 2
  max                = 9
  reserved           = ["aws*"]
  forbidden_suffixes = ["-x"]
  message            = "Letters."
}
application "app" {
  environment = { url = local.url }
  inputs      = { name = name }
}
moved {
  from = "old.tf"
  to   = "new.tf"
}
renamed_input {
  from = "title"
  to   = "name"
}
estimate "USD" {
  wanted  = port
  maximum = port * 2
  note    = "an example"
}
`

func full(t *testing.T) *Pack {
	t.Helper()
	p, err := Load(fstest.MapFS{
		Filename: {Data: []byte(everything)}, "unit/b.tmpl": {Data: []byte("b")}, "unit/a": {Data: []byte("a")}, "environment/x": {Data: []byte("x")},
	}, "packs/full")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Every word of a declaration arrives where it is looked for.
func TestDeclaration(t *testing.T) {
	p := full(t)
	name, port, count, slot, uses := p.Input("name"), p.Input("port"), p.Input("count"), p.Input("slot"), p.Input("uses")
	unit, environment, rule := p.FileSets[0], p.FileSets[1], p.Rules[0]
	for what, ok := range map[string]bool{
		"the pack":           p.Ref() == "full@2.1.0" && p.Requires == ">= 1.0" && p.Layer == "applications",
		"its lists":          slices.Equal(p.Reads, []string{"region", "domain"}) && slices.Equal(p.Exposes, []string{"port"}),
		"the order":          p.Inputs[0] == name && p.Inputs[4] == uses && len(p.Inputs) == 5,
		"a required input":   name.Required() && name.Default == nil && name.DefaultText == "" && !name.Nullable && name.Pinned,
		"its words":          name.Prompt == "Its name?" && name.Description == "What it is called" && name.Role == "title",
		"an owner":           name.StoredIn == "spec" && count.StoredIn == "tfvars",
		"a default":          !port.Required() && port.DefaultText == "80 + 1" && port.Nullable,
		"choices":            len(port.Choices) == 2 && port.Choices[1].RawEquals(number(82)) && port.When != nil,
		"a type as written":  count.TypeText == "object({ n = optional(number, 2), at = optional(string) })" && count.Defaults != nil,
		"a format":           count.Format["at"] == FormatCron && len(count.Format) == 1,
		"an allocated one":   !slot.Required() && slot.Allocate.Low != nil && slices.Equal(slot.Allocate.UniqueWith, []string{"name"}),
		"a reference":        uses.References.Pack == "full" && uses.References.Via == "name" && uses.Type.Equals(cty.List(cty.String)),
		"files of the unit":  unit.Scope == UnitScope && unit.Root == "unit" && unit.Target != nil && unit.When != nil,
		"files elsewhere":    environment.Scope == EnvironmentScope && environment.Target == nil && environment.When == nil,
		"a rule of files":    rule.Pattern == "*.sh" && rule.Executable && rule.SeedOnce && rule.When != nil,
		"a notice":           len(p.Notices) == 1 && p.Notices[0].When != nil && p.Notices[0].Message != nil,
		"a section":          p.Sections[0].Path == "CODEOWNERS" && p.Sections[0].Role == "title" && p.Sections[0].Begin == "# begin" && p.Sections[0].End == "# end",
		"names":              p.NameRule.Min == 2 && p.NameRule.Max == 9 && p.NameRule.Message == "Letters." && p.NameRule.Reserved[0] == "aws*",
		"its application":    p.Application.Pack == "app" && p.Application.Environment != nil && p.Application.Inputs != nil,
		"what moved":         p.Moves[0] == Move{"old.tf", "new.tf"} && p.Renames[0] == Move{"title", "name"},
		"an estimate":        p.Estimate.Unit == "USD" && p.Estimate.Note == "an example" && p.Estimate.Maximum != nil,
		"its environments":   p.HasEnvironments(),
		"its templates":      slices.Equal(p.Templates("unit"), []string{"unit/a", "unit/b.tmpl"}) && p.Templates("uni") == nil,
		"an input by role":   p.InputByRole("title") == name && p.InputByRole("none") == nil,
		"an input by name":   p.Input("nothing") == nil,
		"where an input is":  port.Range.Start.Line == 20 && port.Range.Filename == "packs/full/pack.hcl",
		"a local's own name": len(p.locals) == 1 && p.locals[0] == "url",
	} {
		t.Run(what, func(t *testing.T) {
			if !ok {
				t.Errorf("%+v", p)
			}
		})
	}
}

// fullValues are the values of the declaration above, called "shop".
func fullValues(t *testing.T, p *Pack) *Values {
	t.Helper()
	r := request("dev", map[string]cty.Value{"name": cty.StringVal("shop")}, nil)
	r.Context["domain"] = cty.StringVal("example.com")
	v, err := p.Evaluate(r)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestExpressions(t *testing.T) {
	p := full(t)
	v := fullValues(t, p)
	extra := map[string]cty.Value{"published": cty.True}
	t.Run("a condition", func(t *testing.T) {
		for when, want := range map[bool]bool{true: true, false: false} {
			e := p.FileSets[0].When // port == 81
			if !when {
				e = p.Notices[0].When // port == 82
			}
			if got, err := p.True(e, v, extra); got != want || err != nil {
				t.Errorf("%v, %v", got, err)
			}
		}
	})
	t.Run("no condition is true", func(t *testing.T) {
		if got, err := p.True(nil, v, nil); !got || err != nil {
			t.Errorf("%v, %v", got, err)
		}
	})
	t.Run("a condition that is none", func(t *testing.T) {
		_, err := p.True(p.Sections[0].Line, v, nil)
		if list := diag.Of(err); len(list) != 1 || list[0].Summary != "this condition is neither true nor false" || list[0].Range == nil {
			t.Errorf("%v", err)
		}
	})
	t.Run("text", func(t *testing.T) {
		if got, err := p.EvalString(p.FileSets[0].Target, v, nil); got != "docs/shop" || err != nil {
			t.Errorf("%q, %v", got, err)
		}
	})
	t.Run("text that is none", func(t *testing.T) {
		_, err := p.EvalString(p.Estimate.Wanted, v, nil)
		if list := diag.Of(err); len(list) != 1 || list[0].Summary != "this must be text" || list[0].Range.Filename != "packs/full/pack.hcl" {
			t.Errorf("%v", err)
		}
	})
	t.Run("with nothing but", func(t *testing.T) {
		if got, err := p.EvalWith(p.Application.Inputs, map[string]cty.Value{"name": cty.StringVal("x")}); err != nil || got.GetAttr("name").AsString() != "x" {
			t.Errorf("%#v, %v", got, err)
		}
		_, err := p.EvalWith(p.Application.Inputs, nil)
		if list := diag.Of(err); len(list) != 1 || list[0].Kind != diag.Usage || len(list[0].Source) == 0 {
			t.Errorf("without name: %v", err)
		}
	})
	t.Run("with more", func(t *testing.T) {
		more := map[string]cty.Value{"name": cty.StringVal("hidden"), "previous": cty.True}
		if got, err := p.Eval(p.Sections[0].Line, v, more); err != nil || got.AsString() != "hidden" {
			t.Errorf("%#v, %v", got, err)
		}
		if v.Variables()["previous"] != cty.NilVal {
			t.Error("what was added stays")
		}
	})
	t.Run("what fails", func(t *testing.T) {
		p.Locals["url"] = p.Application.Environment // needs local.url
		delete(v.Variables(), "local")
		for what, err := range map[string]error{
			"Eval": second(p.Eval(p.Application.Environment, v, nil)), "True": second(p.True(p.Application.Environment, v, nil)),
			"EvalString": second(p.EvalString(p.Application.Environment, v, nil)),
		} {
			if list := diag.Of(err); len(list) == 0 || list[0].Range == nil || len(list[0].Source) == 0 {
				t.Errorf("%s: %v", what, err)
			}
		}
	})
}

func second[T any](_ T, err error) error { return err }

func TestUnknownInput(t *testing.T) {
	p := full(t)
	for name, want := range map[string]string{
		"nmae":        `did you mean "name"?`,
		"ports":       `did you mean "port"?`,
		"counter":     `did you mean "count"?`,
		"availablity": "inputs: name, port, count, slot, uses",
		"":            "inputs: name, port, count, slot, uses",
	} {
		t.Run(name, func(t *testing.T) {
			problem := p.UnknownInput(name, spec.Attr{})
			if problem.Hint != want || problem.Summary != fmt.Sprintf("pack full@2.1.0 has no input %q", name) {
				t.Errorf("%s", problem)
			}
		})
	}
}

// Two owners of a value are told with the line of the one that counts.
func TestTwoOwners(t *testing.T) {
	p := full(t)
	given := map[string]cty.Value{"name": cty.StringVal("shop"), "count": cty.EmptyObjectVal}
	for name, c := range map[string]struct {
		place string
		want  string
	}{
		"alone":       {"", "delete this line and set it in each environment's terraform.tfvars"},
		"beside both": {"u/terraform.tfvars", "delete this line; the value stands in u/terraform.tfvars:0"},
	} {
		t.Run(name, func(t *testing.T) {
			r := request("dev", given, nil)
			r.Context["domain"] = cty.StringVal("d")
			at := spec.Attr{Value: cty.EmptyObjectVal}
			at.Range.Filename = c.place
			r.Tfvars["count"] = at
			_, err := p.Evaluate(r)
			if list := diag.Of(err); len(list) != 1 || list[0].Hint != c.want {
				t.Errorf("%v", err)
			}
		})
	}
}

// A choice is refused as it was written, and all choices are named.
func TestChoices(t *testing.T) {
	p := load(t, `
input "one" {
  type        = number
  default     = 1
  choices     = [1, 2]
  description = "One"
}
input "many" {
  type        = set(string)
  default     = null
  choices     = ["a", "b"]
  description = "Many"
}
`)
	for name, c := range map[string]struct {
		input string
		value cty.Value
		want  string
	}{
		"a choice":             {"one", number(2), ""},
		"a choice as text":     {"one", cty.StringVal("2"), ""},
		"no choice":            {"one", number(3), `input "one" can't be 3 (it may be 1, 2)`},
		"null":                 {"one", cty.NullVal(cty.Number), ""},
		"some of many":         {"many", texts("b"), ""},
		"all of many":          {"many", texts("b", "a"), ""},
		"none of many":         {"many", texts(), ""},
		"one of many is wrong": {"many", texts("a", "c"), `input "many" can't be "c" (it may be "a", "b")`},
		"many are null":        {"many", cty.NullVal(cty.DynamicPseudoType), ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := p.Evaluate(request("dev", map[string]cty.Value{c.input: c.value}, nil))
			if got := fmt.Sprint(err); (c.want == "") != (err == nil) || err != nil && got != c.want {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}

// What an error shows of a value stays on its line.
func TestClip(t *testing.T) {
	for name, c := range map[string][2]string{
		"short":    {"äöü", "äöü"},
		"full":     {strings.Repeat("ä", 120), strings.Repeat("ä", 120)},
		"too long": {strings.Repeat("ä", 121), strings.Repeat("ä", 117) + "…"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := clip(c[0]); got != c[1] {
				t.Errorf("%q, want %q", got, c[1])
			}
		})
	}
}
