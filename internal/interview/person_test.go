package interview

import (
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// shop is a pack whose inputs depend on each other.
const shop = `
locals {
  memory = { "1" = [2, 4], "2" = [4, 8] }
}
input "exposure" {
  type        = string
  default     = "public"
  choices     = ["public", "none"]
  prompt      = "Who calls it?"
  description = "Who calls it"
}
input "port" {
  type        = number
  default     = 80
  prompt      = "Which port?"
  when        = exposure == "public"
  description = "Port"
}
input "slot" {
  type        = number
  prompt      = "Which slot?"
  description = "Chosen by the plan"
  allocate {
    low  = 1
    high = 9
  }
}
input "uses" {
  type        = list(string)
  default     = []
  prompt      = "Which services?"
  description = "Services it calls"
  references {
  }
}
input "contact" {
  type        = string
  description = "Whom to call"
}
input "cpu" {
  type        = number
  default     = 1
  offers      = [1, 2]
  description = "Processor"
}
input "memory" {
  type        = number
  default     = 2
  offers      = lookup(local.memory, tostring(cpu), [])
  description = "Memory"
  validation {
    condition     = contains(lookup(local.memory, tostring(cpu), []), memory)
    error_message = "Not with that processor."
  }
}
input "count" {
  type        = number
  default     = production ? 2 : 1
  stored_in   = "tfvars"
  description = "How many"
  validation {
    condition     = count < 9
    error_message = "At most 8."
  }
}
`

// TestEssentials asks for what the pack puts a prompt to or must be said, as
// far as it matters, and for nothing else.
func TestEssentials(t *testing.T) {
	for name, c := range map[string]struct {
		change  func(u *Unit)
		answers []string
		asked   string
		args    string
	}{
		"all": {
			answers: []string{`"public"`, "81", `"mail","shop"`, "me"},
			asked: `
Who calls it? (web) {"public"|"none"} <"public"> = "public"
Which port? (web) [80] = 81
Which services? (web) {"mail"|"shop"} = "mail","shop"
contact (web) = me`, args: `--set web.port=81 --set web.uses=mail,shop --set web.contact=me`,
		},
		"what does not matter": { // nobody calls it: no port
			answers: []string{`"none"`, "-", "me"},
			asked: `
Who calls it? (web) {"public"|"none"} <"public"> = "none"
Which services? (web) {"mail"|"shop"} = -
contact (web) = me`, args: `--set web.exposure=none --set web.contact=me`,
		},
		"what the command line said": {
			change:  func(u *Unit) { u.Fixed = map[string]bool{"exposure": true, "contact": true} },
			answers: []string{"81", "-"},
			asked: `
Which port? (web) [80] = 81
Which services? (web) {"mail"|"shop"} = -`, args: `--set web.port=81`,
		},
		"no unit to name": {
			change:  func(u *Unit) { u.Targets = func(*pack.Input) []string { return nil } },
			answers: []string{"", "", "me"},
			asked: `
Who calls it? (web) {"public"|"none"} <"public"> = enter
Which port? (web) [80] = enter
contact (web) = me`, args: `--set web.contact=me`,
		},
		"the command's own unit": {
			change:  func(u *Unit) { u.Name = "" },
			answers: []string{"", "81", "-", "me"},
			asked: `
Who calls it? {"public"|"none"} <"public"> = enter
Which port? [80] = 81
Which services? {"mail"|"shop"} = -
contact = me`, args: `--set port=81 --set contact=me`,
		},
		"broken off": {
			answers: []string{`"none"`},
			asked: `
Who calls it? (web) {"public"|"none"} <"public"> = "none"
error: the questions were broken off`, args: `--set web.exposure=none`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			u := about(t, shop)
			if c.change != nil {
				c.change(u)
			}
			same(t, "asked", talk(t, u, essentials(u), c.answers...), c.asked)
			same(t, "arguments", arguments(u), c.args)
		})
	}
}

// TestNeeded asks for what must be said, and only while it was not.
func TestNeeded(t *testing.T) {
	u := about(t, shop)
	same(t, "asked", talk(t, u, func(p *Person) error { return p.Needed(u) }, "-", "me"), `
contact (web) = -
  no: it needs a value
contact (web) = me`)
	if missing := u.Missing(); len(missing) != 0 {
		t.Errorf("%d are missing still", len(missing))
	}
	u.Reset()
	if missing := u.Missing(); len(missing) != 1 || missing[0].Name != "contact" {
		t.Errorf("missing are %v", missing)
	}
	u.Fixed["contact"] = true
	if missing := u.Missing(); len(missing) != 0 {
		t.Errorf("what the command line says is missing: %v", missing)
	}
}

// TestOwn: what the command line says of one environment is not the question's
// for all, nor is it refused there.
func TestOwn(t *testing.T) {
	u := about(t, shop)
	u.Fixed["contact"] = true
	u.Own = func(environment, input string) bool { return environment == "production" && input == "count" }
	request := u.Request
	u.Request = func(environment string, said map[string]spec.Attr) pack.Request {
		r := request(environment, said)
		if environment == "production" {
			r.Tfvars = map[string]spec.Attr{"count": {Value: cty.NumberIntVal(7)}}
		}
		return r
	}
	same(t, "asked", talk(t, u, func(p *Person) error { return p.More(u) }, "count", "2"), `
Which settings do you want to change? {exposure (public)|port (80)|uses (none)|cpu (1)|memory (2)|count (1)} = count
count (web) [1] = 2`)
	same(t, "arguments", arguments(u), "--set web.count=2")
}

// TestRepositoryDefaults: what the repository says of an input is its default.
func TestRepositoryDefaults(t *testing.T) {
	u := about(t, shop)
	request := u.Request
	u.Request = func(environment string, said map[string]spec.Attr) pack.Request {
		r := request(environment, said)
		r.Given = map[string]spec.Attr{"port": {Value: cty.NumberIntVal(8080)}, "exposure": {Value: cty.StringVal("public")}}
		return r
	}
	same(t, "asked", talk(t, u, essentials(u), "", "8080", "-", "me"), `
Who calls it? (web) {"public"|"none"} <"public"> = enter
Which port? (web) [8080] = 8080
Which services? (web) {"mail"|"shop"} = -
contact (web) = me`)
	same(t, "arguments", arguments(u), "--set web.contact=me")
}
