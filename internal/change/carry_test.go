package change

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// How a later version of the service pack differs: what of an input's declaration
// is written otherwise.
var (
	countToSpec    = []string{"  stored_in   = \"tfvars\"\n  description = \"How many\"", "  description = \"How many\"", "  slot  = <% .slot %>", "  slot  = <% .slot %>\n  count = <% hcl .count %>"}
	countGone      = []string{"input \"count\" {\n  type        = number\n  default     = 1\n  stored_in   = \"tfvars\"\n  description = \"How many\"\n}\n", ""}
	countRenamed   = append([]string{"input \"count\"", "renamed_input {\n  from = \"count\"\n  to   = \"tasks\"\n}\ninput \"tasks\"", ".count", ".tasks"}, "  stored_in   = \"tfvars\"\n  description = \"How many\"", "  description = \"How many\"", "  slot  = <% .slot %>", "  slot  = <% .slot %>\n  count = <% hcl .tasks %>")
	countText      = []string{"input \"count\" {\n  type        = number\n  default     = 1\n", "input \"count\" {\n  type        = bool\n  default     = true\n"}
	countTextSpec  = []string{"input \"count\" {\n  type        = number\n  default     = 1\n  stored_in   = \"tfvars\"\n", "input \"count\" {\n  type        = bool\n  default     = true\n"}
	portUnseen     = []string{"exposes = [\"port\"]", "exposes = []", "port = port, ", "", "<% .port %>", "var.port", "<% (index $.references .).port %>", "1"}
	portToTfvars   = append([]string{"  description = \"Port\"", "  stored_in   = \"tfvars\"\n  description = \"Port\""}, portUnseen...)
	portMovedNamed = append([]string{"  description = \"Port\"", "  stored_in   = \"tfvars\"\n  description = \"Port\"", "input \"port\"", "renamed_input {\n  from = \"port\"\n  to   = \"bind\"\n}\ninput \"bind\"", "port > 0", "bind > 0"}, portUnseen...)
	portGone       = append([]string{"input \"port\" {\n  type        = number\n  default     = 8080\n  description = \"Port\"\n  validation {\n    condition     = port > 0\n    error_message = \"A port is above 0.\"\n  }\n}\n", ""}, portUnseen...)
	portText       = []string{"input \"port\" {\n  type        = number\n  default     = 8080\n", "input \"port\" {\n  type        = bool\n  default     = true\n", "port > 0", "port"}
	slotGone       = []string{"input \"slot\" {\n  type        = number\n  description = \"Slot\"\n  allocate {\n    low  = 10\n    high = 40\n  }\n}\n", "", "<% .slot %>", "1"}
)

const (
	devNumbers = "layers/04-applications/alpha/environments/dev/terraform.tfvars"
	prdNumbers = "layers/04-applications/alpha/environments/production/terraform.tfvars"
	header     = "# numbers of alpha\n"
	many       = header + "\n# How many\ncount = 1\n"
)

// spec200 is alpha's spec at the second version, with what more it says.
func spec200(inputs, blocks string) string {
	text := "unit \"alpha\" {\n  pack         = \"service@2.0.0\"\n  environments = [\"dev\", \"production\"]\n  owner        = \"us\"\n"
	return text + inputs + blocks + "}\n"
}

// TestValuesFollowTheirOwner: an upgrade takes the value of an input along where
// its pack keeps it elsewhere now, with its comments.
func TestValuesFollowTheirOwner(t *testing.T) {
	slot := func(w *world) string { // as it was chosen
		_, rest, _ := strings.Cut(w.text(alphaSpec), "slot ")
		line, _, _ := strings.Cut(rest, "\n")
		return strings.Trim(line, "= ")
	}
	for name, c := range map[string]struct {
		flags  []string // of alpha
		root   string   // behind the root file
		edits  []string // file, old, new
		pairs  []string
		only   []string // environments
		set    []string
		spec   string // SLOT is the slot; empty: not looked at
		dev    string // its terraform.tfvars; empty: as it was before anything
		prd    string
		notice string
	}{
		"the same everywhere, for the unit": {
			pairs: countToSpec, spec: spec200("  slot         = SLOT\n  count        = 1\n", ""), dev: header, prd: header, notice: "count of alpha moves to scaffold.hcl",
		},
		"each its own": {
			edits: []string{prdNumbers, "count = 1", "# black friday\ncount = 2 + 3 # of them"},
			pairs: countToSpec, dev: header, prd: header,
			spec: spec200("  slot         = SLOT\n", "\n  environment \"dev\" {\n    count = 1\n  }\n\n  environment \"production\" {\n    # How many\n    # black friday\n    count = 2 + 3 # of them\n  }\n"),
		},
		"renamed at once": {
			edits: []string{devNumbers, "count = 1", "count = 4", prdNumbers, "count = 1", "count = 4"},
			pairs: countRenamed, spec: spec200("  slot         = SLOT\n  tasks        = 4\n", ""), dev: header, prd: header,
		},
		"one environment, the other stays": {
			edits: []string{prdNumbers, "count = 1", "count = 9"},
			pairs: countToSpec, only: []string{"dev"}, spec: spec200("  slot         = SLOT\n", "\n  environment \"dev\" {\n    count = 1\n  }\n"), dev: header, prd: strings.Replace(many, "1", "9", 1),
		},
		"set anew in the same run": {
			edits: []string{prdNumbers, "count = 1", "count = 9"},
			pairs: countToSpec, set: []string{"count=3"}, spec: spec200("  slot         = SLOT\n  count        = 3\n", ""), dev: header, prd: header,
		},
		"none there, none moves": {
			edits: []string{devNumbers, "\n# How many\ncount = 1\n", "", prdNumbers, "\n# How many\ncount = 1\n", ""},
			pairs: countToSpec, spec: spec200("  slot         = SLOT\n", ""), dev: header, prd: header,
		},
		"a variable that the code declares all the same stays": {
			edits: []string{"layers/04-applications/alpha/environments/dev/own.tf", "", "variable \"count\" {\n}\n"},
			pairs: countToSpec, spec: spec200("  slot         = SLOT\n  count        = 1\n", ""), dev: many, prd: header,
		},
		"out of the spec": {
			flags: []string{"port=7000"}, edits: []string{alphaSpec, "  port         = 7000", "  # agreed\n  port         = 7000 # with them"},
			pairs: portToTfvars, spec: spec200("  slot         = SLOT\n", ""),
			dev: many + "\n# agreed\nport = 7000 # with them\n", prd: many + "\n# agreed\nport = 7000 # with them\n", notice: "port of alpha moves to terraform.tfvars",
		},
		"out of a block": {
			flags: []string{"production:port=9000"}, pairs: portToTfvars, spec: spec200("  slot         = SLOT\n", ""),
			dev: many + "\n# Port\nport = 8080\n", prd: many + "\n# Port\nport = 9000\n",
		},
		"out of the spec under another name": {
			flags: []string{"port=7000", "production:port=9000"}, pairs: portMovedNamed, spec: spec200("  slot         = SLOT\n", ""),
			dev: many + "\n# Port\nbind = 7000\n", prd: many + "\n# Port\nbind = 9000\n",
		},
		"tfvars knows no functions": {
			flags: []string{"port=7000"}, edits: []string{alphaSpec, "= 7000", "= max(6000, 5)"}, pairs: portToTfvars,
			dev: many + "\n# Port\nport = 6000\n", prd: many + "\n# Port\nport = 6000\n",
		},
		"what stays behind keeps what was said for all": {
			flags: []string{"port=7000"}, pairs: portToTfvars, only: []string{"dev"},
			spec: spec200("  slot         = SLOT\n", "\n  environment \"production\" {\n    port = 7000\n  }\n"),
			dev:  many + "\n# Port\nport = 7000\n", prd: many,
		},
		"what stays behind, under another name": {
			flags: []string{"port=7000"}, pairs: portMovedNamed, only: []string{"dev"},
			spec: spec200("  slot         = SLOT\n", "\n  environment \"production\" {\n    bind = 7000\n  }\n"),
			dev:  many + "\n# Port\nbind = 7000\n", prd: many,
		},
		"out of the defaults": {
			root: "\ndefaults \"service\" {\n  # agreed\n  port  = 7000\n  owner = \"them\"\n}\n", pairs: portToTfvars, spec: spec200("  slot         = SLOT\n", ""),
			dev: many + "\n# agreed\nport = 7000\n", prd: many + "\n# agreed\nport = 7000\n",
		},
		"given up, with the default": {
			pairs: countGone, spec: spec200("  slot         = SLOT\n", ""), dev: header, prd: header, notice: "count of alpha is given up, and had its default",
		},
		"given up, which scaffold chose": {pairs: slotGone, spec: spec200("", ""), dev: many, prd: many},
		"given up in the spec, with the default": {
			flags: []string{"port=8080"}, pairs: portGone, only: []string{"dev"},
			spec: spec200("  slot         = SLOT\n", "\n  environment \"production\" {\n    port = 8080\n  }\n"), dev: many, prd: many,
		},
		"of another type that takes it": {
			edits: []string{devNumbers, "= 1", "= \"1\""}, pairs: []string{"type        = number\n  default     = 1", "type        = string\n  default     = \"1\""},
			dev: strings.Replace(many, "1", `"1"`, 1), prd: many,
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := founded(t)
			w.files["scaffold.hcl"] = append(w.files["scaffold.hcl"], c.root...)
			w.do(service("alpha", c.flags...))
			for edit := range slices.Chunk(c.edits, 3) {
				if edit[1] == "" {
					w.files[repo.Path(edit[0])] = []byte(edit[2])
					continue
				}
				w.edit(edit[0], edit[1], edit[2])
			}
			chosen := slot(w)
			w.newService("2.0.0", c.pairs...)
			p := w.plan(Upgrade{Units: []string{"alpha"}, Set: typed(c.set...)}, Options{Environments: c.only})
			w.carryOut(p.Plan)
			for file, want := range map[string]string{alphaSpec: strings.Replace(c.spec, "SLOT", chosen, 1), devNumbers: c.dev, prdNumbers: c.prd} {
				if got := w.text(file); want != "" && got != want {
					t.Errorf("%s is\n%s\nwant\n%s", file, got, want)
				}
			}
			if c.notice != "" && !slices.Contains(p.Plan.Notices, c.notice) {
				t.Errorf("told is %q", p.Plan.Notices)
			}
			if again := w.plan(Generate{}, Options{}); len(again.Plan.Writes()) > 0 {
				t.Errorf("afterwards generate plans %q", actions(again.Plan, ""))
			}
			w.do(Upgrade{}) // what waited
			if again := w.plan(Generate{}, Options{}); len(again.Plan.Writes()) > 0 {
				t.Errorf("in the end generate plans %q", actions(again.Plan, ""))
			}
		})
	}
}

// TestValuesThatCantFollow: where a value has nowhere to go the upgrade stops, and
// names input, unit, environment, place, and what to do.
func TestValuesThatCantFollow(t *testing.T) {
	const other = "layers/04-applications/alpha/environments/dev/own.tf"
	for name, c := range map[string]struct {
		flags, edits, pairs, only []string
		root                      string
		want                      []string
	}{
		"given up in terraform.tfvars": {
			edits: []string{prdNumbers, "count = 1", "count = 9"}, pairs: countGone,
			want: []string{prdNumbers + ":4: service@2.0.0 has no input \"count\" any more, and count = 9 of alpha would be lost in environment production (delete the line if the value may go, and upgrade again; or stay at service@1.0.0)"},
		},
		"given up in the spec": {
			flags: []string{"port=7000"}, pairs: portGone, only: []string{"dev"},
			want: []string{alphaSpec + ":5: service@2.0.0 has no input \"port\" any more, and port = 7000 of alpha would be lost in environment dev (delete the line if the value may go, and upgrade again; or stay at service@1.0.0; write it into the blocks of environments that stay behind (production))"},
		},
		"given up in the defaults": {
			root: "\ndefaults \"service\" {\n  port = 7000\n}\n", pairs: portGone, only: []string{"dev"},
			want: []string{"scaffold.hcl:ROOT: service@2.0.0 has no input \"port\" any more, and port = 7000 would be lost for layers/04-applications/alpha in environment dev (delete the line if the value may go, and upgrade again; or stay at service@1.0.0; write it into the blocks of environments that stay behind (production))"},
		},
		"of another type in terraform.tfvars": {
			edits: []string{devNumbers, "= 1", "= 5"}, pairs: countText, only: []string{"dev"},
			want: []string{devNumbers + ":4: an upgrade of alpha to service@2.0.0: input \"count\": must be bool, not 5 in environment dev (it is of type bool; change it here, and upgrade again)"},
		},
		"of another type on its way into the spec": {
			edits: []string{prdNumbers, "= 1", "= 5"}, pairs: countTextSpec, only: []string{"production"},
			want: []string{prdNumbers + ":4: an upgrade of alpha to service@2.0.0: input \"count\": must be bool, not 5 in environment production (it is of type bool; change it here, and upgrade again)"},
		},
		"of another type in the defaults": {
			root: "\ndefaults \"service\" {\n  port = 7000\n}\n", pairs: portText, only: []string{"dev"},
			want: []string{"scaffold.hcl:ROOT: an upgrade to service@2.0.0: input \"port\": must be bool, not 7000 for layers/04-applications/alpha in environment dev (it is of type bool; change it here, and upgrade again)"},
		},
		"said twice": {
			flags: []string{"dev:port=7000"}, edits: []string{devNumbers, "count = 1\n", "count = 1\nport = 1\n", other, "", "variable \"port\" {\n}\n"}, pairs: portToTfvars,
			want: []string{alphaSpec + ":8: alpha has port = 7000 here and port = 1 in " + devNumbers + ":5, and service@2.0.0 keeps it in terraform.tfvars alone in environment dev"},
		},
		"no null any more": {
			edits: []string{devNumbers, "= 1", "= null"}, pairs: append([]string{"  default     = 1\n", "  default     = 1\n  nullable    = false\n"}, countToSpec...), only: []string{"dev"},
			want: []string{devNumbers + ":4: an upgrade of alpha to service@2.0.0: input \"count\" takes no null any more in environment dev (give it a value, or delete the line: then it has its default; change it here, and upgrade again)"},
		},
		"a rule of the new version": {
			edits: []string{devNumbers, "= 1", "= 5"}, pairs: append([]string{"  description = \"How many\"\n", "  description = \"How many\"\n  validation {\n    condition     = count < 3\n    error_message = \"At most 2.\"\n  }\n"}, "  stored_in   = \"tfvars\"\n", ""),
			want: []string{devNumbers + ":4: input \"count\" is 5 in environment dev (At most 2.)"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := founded(t)
			lines := strings.Count(w.text("scaffold.hcl"), "\n") + 3
			w.files["scaffold.hcl"] = append(w.files["scaffold.hcl"], c.root...)
			w.do(service("alpha", c.flags...))
			for edit := range slices.Chunk(c.edits, 3) {
				if edit[1] == "" {
					w.files[repo.Path(edit[0])] = []byte(edit[2])
					continue
				}
				w.edit(edit[0], edit[1], edit[2])
			}
			w.newService("2.0.0", c.pairs...)
			got := w.fails(Upgrade{Units: []string{"alpha"}}, Options{Environments: c.only})
			for i := range c.want {
				c.want[i] = strings.ReplaceAll(c.want[i], "ROOT", strconv.Itoa(lines))
			}
			same(t, "told", got, c.want)
		})
	}
}

// TestSetOfAnotherVersion: what is set for an environment whose version keeps the
// input elsewhere, or has none, is not dropped without a word.
func TestSetOfAnotherVersion(t *testing.T) {
	for name, pairs := range map[string][]string{
		"kept elsewhere": portToTfvars,
		"new":            {"input \"port\"", "input \"more\" {\n  type        = number\n  default     = 1\n  stored_in   = \"tfvars\"\n  description = \"More\"\n}\ninput \"port\""},
	} {
		t.Run(name, func(t *testing.T) {
			w := founded(t, "alpha")
			w.newService("2.0.0", pairs...)
			w.carryOut(w.plan(Upgrade{Units: []string{"alpha"}}, Options{Environments: []string{"dev"}}).Plan)
			input := map[string]string{"kept elsewhere": "port", "new": "more"}[name]
			same(t, "told", w.fails(Generate{Units: []string{"alpha"}, Set: typed("production:" + input + "=5")}, Options{}), []string{
				input + " is set for alpha in production, which is at service@1.0.0 and has no such input in terraform.tfvars (upgrade it there first, or name the environments that it is for: --set ENV:" + input + "=…)",
			})
		})
	}
}

// TestDefaultsServeAllVersions: what the root's defaults say stays for units that
// need it there, and goes with the last.
func TestDefaultsServeAllVersions(t *testing.T) {
	w := founded(t)
	before := w.text("scaffold.hcl")
	w.files["scaffold.hcl"] = []byte(before + "\ndefaults \"service\" {\n  port = 7000\n}\n")
	w.do(service("alpha"))
	w.do(service("beta", "port=6000"))
	w.newService("2.0.0", portToTfvars...)
	steps := []struct {
		c    Upgrade
		only []string
	}{{Upgrade{Units: []string{"alpha"}}, []string{"dev"}}, {Upgrade{Units: []string{"alpha"}}, nil}, {Upgrade{Units: []string{"beta"}}, []string{"dev"}}}
	for _, step := range steps {
		w.carryOut(w.plan(step.c, Options{Environments: step.only}).Plan)
		if !strings.Contains(w.text("scaffold.hcl"), "port = 7000") {
			t.Fatal("the default is gone while a unit needs it")
		}
		if p := w.plan(Generate{}, Options{}); len(p.Plan.Writes()) > 0 {
			t.Errorf("generate plans %q", actions(p.Plan, ""))
		}
	}
	w.do(service("gamma")) // of the new version, which keeps it elsewhere
	w.do(Upgrade{Units: []string{"beta"}})
	if got := w.text("scaffold.hcl"); got != before {
		t.Errorf("nobody needs it, and the root file is\n%s", got)
	}
	if got := w.text(folder("beta") + "environments/dev/terraform.tfvars"); !strings.Contains(got, "port = 6000") {
		t.Errorf("beta has\n%s", got)
	}
}
