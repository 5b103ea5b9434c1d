package pack

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// half is a pack of which one input may stay open, with locals and rules that
// need it and others that don't.
const half = `
locals {
  free   = given * 2
  needs  = need + given
  behind = local.needs + 1
  hidden = try(local.needs, -1)
  broken = tonumber("x${given}")
}
input "need" {
  type        = number
  description = "Needed"
  validation {
    condition     = need > 0
    error_message = "More than 0."
  }
}
input "given" {
  type        = number
  default     = 1
  description = "Given"
  validation {
    condition     = local.hidden > 0
    error_message = "Never asked without need."
  }
  validation {
    condition     = local.behind != 13 && can(need)
    error_message = "Not 13."
  }
  validation {
    condition     = local.free < 100
    error_message = "Twice is below 100."
  }
  validation {
    condition     = given < 40
    error_message = "Below 40, too."
  }
}
input "last" {
  type        = string
  default     = "x"
  stored_in   = "tfvars"
  description = "Last"
  validation {
    condition     = last != "bad"
    error_message = "Not bad."
  }
}
`

// number is a value of an input of number.
func number(n int64) cty.Value { return cty.NumberIntVal(n) }

// halfPack is half without the local "broken", which fails in every environment.
func halfPack(t *testing.T) *Pack {
	t.Helper()
	return load(t, strings.Replace(half, "  broken = tonumber(\"x${given}\")\n", "", 1))
}

func TestDraftWithHalfTheInputs(t *testing.T) {
	p := load(t, half)
	d := p.Draft(request("dev", map[string]cty.Value{"given": number(3)}, nil))
	if len(d.open) != 1 || d.open["need"] == nil {
		t.Errorf("open are %v", d.open)
	}
	if v := d.Value(p.Input("need")); !v.RawEquals(cty.NullVal(cty.Number)) {
		t.Errorf("what is missing is %#v", v)
	}
	for name, want := range map[string]cty.Value{
		"free": number(6), "hidden": number(-1), // expressions see null for what is open
		"needs": cty.NilVal, "behind": cty.NilVal, "broken": cty.NilVal,
	} {
		got, there := d.v.Locals[name]
		if there != (want != cty.NilVal) || there && !got.RawEquals(want) {
			t.Errorf("local.%s is %#v, want %#v", name, got, want)
		}
	}
	if got := slices.Sorted(maps.Keys(d.failed)); !slices.Equal(got, []string{"behind", "broken", "needs"}) {
		t.Errorf("failed are %v", got)
	}
	decided := d.decided()
	for input, want := range map[string][]bool{"need": {false}, "given": {false, false, true, true}, "last": {true}} {
		for i, rule := range p.Input(input).Validations {
			if decided(rule) != want[i] {
				t.Errorf("rule %d of %s is decided: %v", i, input, !want[i])
			}
		}
	}
}

// With every input there, everything is decided but what a failing local feeds.
func TestDraftWithAllInputs(t *testing.T) {
	p := load(t, half)
	d := p.Draft(request("dev", map[string]cty.Value{"need": number(1)}, nil))
	if len(d.open) != 0 || len(d.failed) != 1 || d.failed["broken"] == nil {
		t.Errorf("open are %v, failed %v", d.open, d.failed)
	}
	decided := d.decided()
	for _, in := range p.Inputs {
		for i, rule := range in.Validations {
			if !decided(rule) {
				t.Errorf("rule %d of %s is not decided", i, in.Name)
			}
		}
	}
}

// Evaluate and Draft give the same values where nothing is missing.
func TestEvaluateIsADraft(t *testing.T) {
	p := halfPack(t)
	r := request("dev", map[string]cty.Value{"need": number(4), "given": number(5)}, map[string]cty.Value{"last": cty.StringVal("y")})
	v, err := p.Evaluate(r)
	if err != nil {
		t.Fatal(err)
	}
	d := p.Draft(r)
	if !maps.EqualFunc(v.Variables(), d.v.Variables(), cty.Value.RawEquals) {
		t.Errorf("%#v, not %#v", d.v.Variables(), v.Variables())
	}
	for _, in := range p.Inputs {
		alone, err := p.InputValue(in.Name, r)
		if err != nil || !alone.RawEquals(d.Value(in)) || !alone.RawEquals(v.of(in)) {
			t.Errorf("%s alone is %#v, %v", in.Name, alone, err)
		}
	}
	if !v.Tfvars["last"].RawEquals(cty.StringVal("y")) || len(v.Tfvars) != 1 || len(v.Inputs) != 2 {
		t.Errorf("sorted as %v and %v", v.Inputs, v.Tfvars)
	}
	if _, changed := r.Context["need"]; changed {
		t.Error("the request's context was written to")
	}
}

// TestProblemsOfOneRun: unknown names first, by name; then inputs in the pack's
// order; then broken rules that can be told, one an input.
func TestProblemsOfOneRun(t *testing.T) {
	text := cty.StringVal("text")
	for name, c := range map[string]struct {
		given, tfvars map[string]cty.Value
		want          []string
	}{
		"nothing": {map[string]cty.Value{"need": number(1)}, nil, nil},
		"missing": {nil, nil, []string{`input "need" has no value in environment dev: Needed`}},
		"missing, and a rule": {
			map[string]cty.Value{"given": number(60)},
			nil,
			[]string{`input "need" has no value in environment dev: Needed`, "Twice is below 100."},
		},
		"missing, and the rule behind": {
			map[string]cty.Value{"given": number(45)},
			nil,
			[]string{`input "need" has no value in environment dev: Needed`, "Below 40, too."},
		},
		"missing, and rules of two inputs": {
			map[string]cty.Value{"given": number(60)},
			map[string]cty.Value{"last": cty.StringVal("bad")},
			[]string{`input "need" has no value`, "Twice is below 100.", "Not bad."},
		},
		"the first rule is enough": {map[string]cty.Value{"need": number(-200), "given": number(60)}, nil, []string{"More than 0.", "Never asked without need."}},
		"rules of three inputs": {
			map[string]cty.Value{"need": number(-9), "given": number(60)},
			map[string]cty.Value{"last": cty.StringVal("bad")},
			[]string{"More than 0.", "Twice is below 100.", "Not bad."},
		},
		"a wrong one is open": {
			map[string]cty.Value{"need": text, "given": number(60)},
			nil,
			[]string{`input "need": must be number, not "text"`, "Twice is below 100."},
		},
		"two wrong": {
			map[string]cty.Value{"given": text, "need": text},
			nil,
			[]string{`input "need": must be number`, `input "given": must be number`},
		},
		"unknown names, then inputs, then rules": {
			map[string]cty.Value{"zz": text, "aa": text, "given": number(60)},
			nil,
			[]string{`no input "aa"`, `no input "zz"`, `input "need" has no value`, "Twice is below 100."},
		},
		"an unknown name, and a rule": {
			map[string]cty.Value{"zz": text, "need": number(-1), "given": number(3)},
			nil,
			[]string{`no input "zz"`, "More than 0."},
		},
		"two owners, and a rule": {
			map[string]cty.Value{"last": text, "need": number(-1), "given": number(3)},
			map[string]cty.Value{"last": cty.StringVal("bad")},
			[]string{"every value has one owner", "More than 0.", "Not bad."},
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := halfPack(t).Evaluate(request("dev", c.given, c.tfvars))
			list := diag.Of(err)
			if len(list) != len(c.want) {
				t.Fatalf("%d problems, want %d:\n%v", len(list), len(c.want), err)
			}
			for i, want := range c.want {
				if got := list[i].Error(); !strings.Contains(got, want) || list[i].Kind != diag.Usage {
					t.Errorf("problem %d is %q, want %q", i, got, want)
				}
			}
		})
	}
}

// A unit's own render sees no environment: what needs one is null, and no rule
// is told there; it is told in every environment.
func TestUnitRender(t *testing.T) {
	p := load(t, half)
	v, err := p.Evaluate(request("", map[string]cty.Value{"given": number(60)}, nil))
	if err != nil {
		t.Fatal(err)
	}
	if !v.Inputs["need"].RawEquals(cty.NullVal(cty.Number)) {
		t.Errorf("need is %#v", v.Inputs["need"])
	}
	for _, name := range []string{"needs", "broken"} {
		if got := v.Locals[name]; !got.IsNull() {
			t.Errorf("local.%s is %#v", name, got)
		}
	}
	if got := v.Locals["free"]; !got.RawEquals(number(120)) {
		t.Errorf("local.free is %#v", got)
	}
}

// A local that fails in an environment is the pack's mistake: it is told alone,
// at its place.
func TestFailingLocal(t *testing.T) {
	_, err := load(t, half).Evaluate(request("dev", map[string]cty.Value{"need": number(-1)}, nil))
	list := diag.Of(err)
	if len(list) != 1 || list[0].Range == nil || list[0].Range.Start.Line != 14 || !strings.Contains(string(list[0].Source), "tonumber") {
		t.Errorf("%+v", list)
	}
}

// A pack without environments has one render, which is checked like any.
func TestPackWithoutEnvironments(t *testing.T) {
	files := packFS(strings.Replace(head, `files "environment"`, `files "unit"`, 1) + strings.Replace(half, "  broken = tonumber(\"x${given}\")\n", "", 1))
	p, err := Load(files, "packs/p")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		given map[string]cty.Value
		want  []string
	}{
		"all there":           {map[string]cty.Value{"need": number(1)}, nil},
		"missing":             {nil, []string{`input "need" has no value: Needed (write need = … into the spec)`}},
		"missing, and a rule": {map[string]cty.Value{"given": number(60)}, []string{`input "need" has no value: Needed`, "Twice is below 100."}},
		"a rule":              {map[string]cty.Value{"need": number(-1), "given": number(5)}, []string{`input "need" is -1 (More than 0.)`}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := p.Evaluate(request("", c.given, nil))
			list := diag.Of(err)
			if len(list) != len(c.want) {
				t.Fatalf("%d problems: %v", len(list), err)
			}
			for i, want := range c.want {
				if !strings.Contains(list[i].Error(), want) {
					t.Errorf("%q, want %q", list[i], want)
				}
			}
		})
	}
}

// A rule that can't be told is a problem of the pack for Evaluate, and none for
// a person who is still answering.
func TestRulesThatCantBeTold(t *testing.T) {
	for name, c := range map[string]struct {
		rule    string
		problem string
		refused string
	}{
		"fails":                   {"condition = a.b\nerror_message = \"M.\"", "Unsupported attribute", ""},
		"is no truth":             {"condition = 1\nerror_message = \"M.\"", `the condition of input "a" is neither true nor false`, ""},
		"is null":                 {"condition = null\nerror_message = \"M.\"", `the condition of input "a" is neither true nor false`, ""},
		"is broken":               {"condition = a > 1\nerror_message = \"M ${a}.\"", `input "a" is 1 in environment dev (M 1.)`, "M 1."},
		"is broken, says nothing": {"condition = a > 1\nerror_message = null", "the value is not valid", "the value is not valid"},
		"is broken, fails to say": {"condition = a > 1\nerror_message = \"${a.b}\"", "the value is not valid", "the value is not valid"},
		"says a number":           {"condition = a > 1\nerror_message = 5", "the value is not valid", "the value is not valid"},
		"holds":                   {"condition = a == 1\nerror_message = \"M.\"", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := load(t, "input \"a\" {\n  type = number\n  default = 1\n  description = \"a\"\n  validation {\n"+c.rule+"\n  }\n}\n")
			_, err := p.Evaluate(request("dev", nil, nil))
			if (err == nil) != (c.problem == "") || err != nil && !strings.Contains(err.Error(), c.problem) {
				t.Errorf("%v, want %q", err, c.problem)
			}
			if got := p.Draft(request("dev", nil, nil)).Refuses(p.Input("a"), number(1)); got != c.refused {
				t.Errorf("refused with %q, want %q", got, c.refused)
			}
		})
	}
}

// A broken rule points at the value where it was written; a default at the unit.
func TestPlaceOfABrokenRule(t *testing.T) {
	p := halfPack(t)
	r := request("dev", map[string]cty.Value{"need": number(1)}, nil)
	r.Unit = &spec.Unit{Name: "u", Range: hcl.Range{Filename: "u/scaffold.hcl", Start: hcl.Pos{Line: 1}}, Source: []byte("unit")}
	at := hcl.Range{Filename: "u/dev/terraform.tfvars", Start: hcl.Pos{Line: 3}}
	r.Tfvars = map[string]spec.Attr{"last": {Value: cty.StringVal("bad"), Range: at, Source: []byte("last")}}
	_, err := p.Evaluate(r)
	if list := diag.Of(err); len(list) != 1 || list[0].Range == nil || list[0].Range.Filename != at.Filename || string(list[0].Source) != "last" {
		t.Errorf("given: %+v", list)
	}
	r.Tfvars, r.Given = nil, map[string]spec.Attr{"need": {Value: number(11)}}
	_, err = p.Evaluate(r)
	if list := diag.Of(err); len(list) != 1 || list[0].Hint != "Not 13." || list[0].Range == nil || list[0].Range.Filename != "u/scaffold.hcl" {
		t.Errorf("by default: %+v", list)
	}
}

// The whole of local is known when all of it is.
func TestWholeLocalIsDecidedLast(t *testing.T) {
	p := load(t, `
locals {
  a = need + 1
  b = 2
}
input "need" {
  type        = number
  description = "Needed"
}
input "other" {
  type        = number
  default     = 1
  description = "Other"
  validation {
    condition     = lookup(local, "b", 0) == 3
    error_message = "By the whole."
  }
  validation {
    condition     = local.b == 3
    error_message = "By one."
  }
}
`)
	for name, c := range map[string]struct {
		given map[string]cty.Value
		want  string
	}{
		"half": {nil, "By one."}, "all": {map[string]cty.Value{"need": number(1)}, "By the whole."},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := p.Evaluate(request("dev", c.given, nil))
			if list := diag.Of(err); len(list) == 0 || list[len(list)-1].Hint != c.want {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}

// A lock's values give what was rendered: no tfvars, no rules, no defaults.
func TestLocked(t *testing.T) {
	p := load(t, half)
	r := request("dev", map[string]cty.Value{"need": number(4)}, nil)
	context := maps.Clone(r.Context)
	delete(context, "unit")
	delete(context, "environment")
	delete(context, "references")
	v, err := p.Locked("u", "dev", context, map[string]cty.Value{"need": cty.StringVal("4")})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]cty.Value{
		"unit": cty.StringVal("u"), "environment": cty.StringVal("dev"), "references": cty.EmptyObjectVal,
		"need": number(4), "given": cty.NullVal(cty.Number), "last": cty.NullVal(cty.String),
	} {
		if got := v.Variables()[name]; got == cty.NilVal || !got.RawEquals(want) {
			t.Errorf("%s is %#v, want %#v", name, got, want)
		}
	}
	if len(v.Tfvars) != 0 || !v.Locals["needs"].IsNull() || !v.Locals["broken"].IsNull() {
		t.Errorf("tfvars %v, locals %v", v.Tfvars, v.Locals)
	}
	if _, err := p.Locked("u", "dev", context, map[string]cty.Value{"need": cty.StringVal("x")}); err == nil {
		t.Error("a lock of another type is read")
	}
	if v, err := p.Locked("u", "", context, nil); err != nil || v.Variables()["environment"] != cty.NilVal {
		t.Errorf("a unit has an environment: %v", err)
	}
}

func TestLacking(t *testing.T) {
	p := load(t, `
input "owner" {
  type        = string
  description = "Who owns it"
}
input "slot" {
  type        = number
  description = "Chosen"
  allocate {
    low  = 1
    high = 9
  }
}
input "size" {
  type        = number
  stored_in   = "tfvars"
  description = "How big"
}
input "color" {
  type        = string
  default     = "red"
  description = "Color"
}
`)
	environments := []string{"dev", "staging", "production"}
	for name, c := range map[string]struct {
		given map[string][]string // input → environments
		want  []string
	}{
		"nothing given": {nil, []string{
			`input "owner" has no value: Who owns it (write owner = … into the spec)`,
			`input "size" has no value: How big (write size = … into terraform.tfvars)`,
		}},
		"all given": {map[string][]string{"owner": environments, "size": environments}, nil},
		"one in one": {map[string][]string{"owner": environments, "size": {"dev"}}, []string{
			`input "size" has no value in environments staging, production: How big (write size = … into terraform.tfvars)`,
		}},
		"one in two": {map[string][]string{"owner": {"dev", "production"}, "size": environments}, []string{
			`input "owner" has no value in environment staging: Who owns it (write owner = … into the spec)`,
		}},
		"what nobody needs": {map[string][]string{"color": nil, "slot": nil, "owner": environments, "size": environments}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			list := p.Lacking(&spec.Unit{Name: "shop"}, environments, func(input, environment string) bool {
				return slices.Contains(c.given[input], environment)
			})
			if len(list) != len(c.want) {
				t.Fatalf("%d are lacking, want %d: %v", len(list), len(c.want), list)
			}
			for i, want := range c.want {
				if list[i].Error() != want || list[i].Code != diag.MissingInput || list[i].Input.Unit != "shop" {
					t.Errorf("%+v, want %q", list[i], want)
				}
			}
		})
	}
}

// A pack without environments is asked for none.
func TestLackingWithoutEnvironments(t *testing.T) {
	p, err := Load(packFS(strings.Replace(head, `files "environment"`, `files "unit"`, 1)+half), "packs/p")
	if err != nil {
		t.Fatal(err)
	}
	for name, given := range map[string]bool{"given": true, "not given": false} {
		t.Run(name, func(t *testing.T) {
			list := p.Lacking(nil, []string{"dev", "production"}, func(_, environment string) bool {
				if environment != "" {
					t.Errorf("asked for %q", environment)
				}
				return given
			})
			if (len(list) == 0) != given || !given && len(list[0].Environments) != 0 {
				t.Errorf("%v", list)
			}
		})
	}
}
