package pack

import (
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

const asking = `input "queues" {
  type        = list(string)
  default     = []
  description = "queues"
  validation {
    condition     = alltrue([for q in queues : contains(keys(exposed("stores").queues), q)])
    error_message = "stores has ${join(", ", keys(exposed("stores").queues))}."
  }
}
`

func has(values map[string]cty.Value) Exposed {
	return func(unit string) (map[string]cty.Value, bool) { return values, unit == "stores" && values != nil }
}

func queues(names ...string) map[string]cty.Value {
	all := map[string]cty.Value{"": cty.True}
	for _, name := range names {
		all[name] = cty.EmptyObjectVal
	}
	delete(all, "")
	return map[string]cty.Value{"queues": cty.ObjectVal(all)}
}

// A rule that asks what another unit exposes: known it decides, unknown it says nothing.
func TestExposed(t *testing.T) {
	p := load(t, asking)
	if !p.Asks() {
		t.Fatal("the pack asks nothing")
	}
	for name, c := range map[string]struct {
		exposed Exposed
		want    string
	}{
		"known and there":              {has(queues("jobs", "mail")), ""},
		"known and not there":          {has(queues("mail", "audit")), "stores has audit, mail."},
		"a unit that is not known":     {has(nil), ""},
		"nobody to ask":                {nil, ""},
		"a unit that exposes no such":  {has(map[string]cty.Value{"other": cty.True}), ""},
		"what is not known of a known": {has(map[string]cty.Value{"queues": cty.DynamicVal}), ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := request("dev", map[string]cty.Value{"queues": cty.TupleVal([]cty.Value{cty.StringVal("jobs")})}, nil)
			r.Exposed = c.exposed
			for range 2 { // nothing is kept of what another unit exposed
				_, err := p.Evaluate(r)
				if (err == nil) != (c.want == "") || (err != nil && !strings.Contains(err.Error(), c.want)) {
					t.Errorf("got %v, want %q", err, c.want)
				}
			}
			if refuses := p.Draft(r).Refuses(p.Input("queues"), cty.ListVal([]cty.Value{cty.StringVal("jobs")})); refuses != c.want {
				t.Errorf("a prompt says %q, want %q", refuses, c.want)
			}
		})
	}
	r := request("dev", map[string]cty.Value{"queues": cty.TupleVal([]cty.Value{cty.StringVal("jobs")})}, nil)
	for _, names := range [][]string{{"jobs"}, {"mail"}, {"jobs"}} {
		r.Exposed = has(queues(names...))
		if _, err := p.Evaluate(r); (err == nil) != (names[0] == "jobs") {
			t.Errorf("with %v: %v", names, err)
		}
	}
}

// What is rendered can't depend on what another unit exposes: no lock holds it.
func TestExposedStandsInRulesAlone(t *testing.T) {
	for name, src := range map[string]string{
		"a local":               "locals {\n  a = exposed(\"x\").b\n}\n",
		"hidden in a local":     "locals {\n  a = try([for x in [1] : exposed(\"x\").b], 1)\n}\n",
		"a default":             "input \"a\" {\n  default = exposed(\"x\").b\n  description = \"a\"\n}\n",
		"when":                  "input \"a\" {\n  when = exposed(\"x\").b\n  description = \"a\"\n}\n",
		"a notice":              "notice {\n  when = true\n  message = exposed(\"x\").b\n}\n",
		"the files":             "file \"a\" {\n  when = exposed(\"x\").b\n}\n",
		"what applications get": "application \"q\" {\n  environment = { a = exposed(\"x\").b }\n  inputs = {}\n}\n",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Load(packFS(head+src), "packs/p")
			list := diag.Of(err)
			if len(list) == 0 || !strings.Contains(list[0].Error(), "exposed() stands in validations") || list[0].Range == nil {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestExposedIsAKnownCall(t *testing.T) {
	if err := load(t, asking).CheckCalls("packs/p"); err != nil {
		t.Error(err)
	}
	if err := load(t, strings.Replace(asking, "exposed(\"stores\").queues), q", "exposd(\"stores\").queues), q", 1)).CheckCalls("packs/p"); err == nil || !strings.Contains(err.Error(), "did you mean exposed?") {
		t.Errorf("a misspelled call: %v", err)
	}
}

// A pack exposes inputs, and locals that follow from what locks hold: by the specs
// and by a lock they are the same.
func TestExposesLocals(t *testing.T) {
	src := strings.Replace(head, "reads ", "exposes = [\"a\", \"local.names\"]\n  reads ", 1) + `
input "a" {
  type        = string
  default     = region
  description = "a"
}
input "n" {
  type        = number
  default     = 1
  stored_in   = "tfvars"
  description = "n"
}
locals {
  names  = [local.prefix, a]
  prefix = upper(a)
  unused = n
}
`
	p, err := Load(packFS(src), "packs/p")
	if err != nil {
		t.Fatal(err)
	}
	r := request("dev", map[string]cty.Value{"a": cty.StringVal("x")}, nil)
	now, err := p.Exposing(r)
	if err != nil {
		t.Fatal(err)
	}
	v, err := p.Evaluate(r)
	if err != nil {
		t.Fatal(err)
	}
	recorded, err := p.Recorded("u", "dev", r.Context, v.Inputs)
	if err != nil {
		t.Fatal(err)
	}
	locked := p.Shown(recorded)
	want := cty.ObjectVal(map[string]cty.Value{
		"a": cty.StringVal("x"), "names": cty.TupleVal([]cty.Value{cty.StringVal("X"), cty.StringVal("x")}),
	})
	if got := cty.ObjectVal(now); !got.RawEquals(want) {
		t.Errorf("by the spec %#v", got)
	}
	if got := cty.ObjectVal(locked); !got.RawEquals(want) {
		t.Errorf("by the lock %#v", got)
	}
	for name, c := range map[string]struct{ exposes, want string }{
		"no such local":       {"local.nope", "there is no such local"},
		"of terraform.tfvars": {"local.unused", "terraform.tfvars"},
		"an input of tfvars":  {"n", "no input stored in the spec"},
		"neither of the two":  {"names", "no input stored in the spec"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Load(packFS(strings.Replace(src, "local.names\"]", c.exposes+"\"]", 1)), "packs/p")
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// Recheck looks at what a lock recorded, by the rules that ask alone.
func TestRecheck(t *testing.T) {
	p := load(t, asking+`input "n" {
  type        = number
  default     = 1
  stored_in   = "tfvars"
  description = "n"
  validation {
    condition     = n < exposed("stores").most
    error_message = "No lock holds n."
  }
}
`)
	inputs := map[string]cty.Value{"queues": cty.TupleVal([]cty.Value{cty.StringVal("jobs")})}
	recorded, err := p.Recorded("u", "dev", nil, inputs)
	if err != nil {
		t.Fatal(err)
	}
	for want, exposed := range map[string]Exposed{"": has(queues("jobs")), "stores has mail.": has(queues("mail"))} {
		list := p.Recheck(Request{Environment: "dev", Exposed: exposed}, recorded)
		if (len(list) == 0) != (want == "") || (len(list) > 0 && !strings.Contains(list[0].Error(), want)) {
			t.Errorf("got %v, want %q", list, want)
		}
	}
}
