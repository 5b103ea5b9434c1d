package change

import (
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// TestAddOne: a spec and a root module for each environment; nothing else changes.
func TestAddOne(t *testing.T) {
	w := founded(t)
	p := w.do(service("alpha"))
	same(t, "planned", actions(p.Plan, folder("alpha")), []string{
		"create scaffold.hcl",
		"create environments/dev/calls.tf", "create environments/dev/main.tf", "create environments/dev/terraform.tfvars",
		"create environments/production/calls.tf", "create environments/production/main.tf", "create environments/production/terraform.tfvars",
		"create .scaffold.lock.hcl",
	})
	same(t, "planned in all", actions(p.Plan, "")[8:], nil)
	same(t, "added", p.Added, []string{"alpha"})
	same(t, "units", p.Plan.Units, []string{"alpha"})
	if p.Message != "feat: add alpha infrastructure" || len(p.Plan.Notices) > 0 {
		t.Errorf("message %q, notices %q", p.Message, p.Plan.Notices)
	}
	if p.Model.Unit("alpha") == nil {
		t.Error("the model is without the new unit")
	}
}

// TestWhereInputsLand: each input has one owner, the spec or terraform.tfvars;
// values for all environments come before those of one.
func TestWhereInputsLand(t *testing.T) {
	w := founded(t)
	w.do(service("alpha", "production:port=9090", "port=7000", "dev:port=7001", "count=3", "production:count=5"))
	want := "unit \"alpha\" {\n  pack         = \"service@1.0.0\"\n  environments = [\"dev\", \"production\"]\n  owner        = \"us\"\n  port         = 7000\n  slot         = 40\n\n" +
		"  environment \"dev\" {\n    port = 7001\n  }\n\n  environment \"production\" {\n    port = 9090\n  }\n}\n"
	if got := w.text(folder("alpha") + "scaffold.hcl"); got != want {
		t.Errorf("the spec is\n%s\nwant\n%s", got, want)
	}
	for environment, want := range map[string]string{"dev": "3", "production": "5"} {
		if got := w.text(folder("alpha") + "environments/" + environment + "/terraform.tfvars"); !strings.HasSuffix(got, "count = "+want+"\n") {
			t.Errorf("the tfvars of %s are\n%s", environment, got)
		}
	}
}

// TestStrongestWins: --set is stronger than a flag, which is stronger than a file;
// of several the last.
func TestStrongestWins(t *testing.T) {
	file := "owner = \"file\"\nport = 1\nuses = []\n"
	for name, c := range map[string]struct {
		flags, set []string
		want       string
	}{
		"a file":           {nil, nil, "owner = \"file\"\n  port  = 1"},
		"a flag":           {[]string{"port=2"}, nil, "port  = 2"},
		"set":              {[]string{"port=2"}, []string{"port=3"}, "port  = 3"},
		"the last":         {nil, []string{"port=3", "port=4"}, "port  = 4"},
		"with its name":    {nil, []string{"alpha.port=5"}, "port  = 5"},
		"one environment":  {[]string{"port=2"}, []string{"dev:port=3"}, "port  = 3"},
		"for all others":   {[]string{"dev:port=2"}, []string{"port=3"}, "port  = 2"},
		"what stays of it": {[]string{"port=2"}, nil, "owner = \"file\""},
	} {
		t.Run(name, func(t *testing.T) {
			described, err := Describe("services.hcl", []byte(file))
			if err != nil {
				t.Fatal(err)
			}
			w := founded(t)
			w.do(Add{Pack: "service", Name: "alpha", Flags: typed(c.flags...), Set: typed(c.set...), File: described})
			if text := w.text(folder("alpha") + "environments/dev/main.tf"); !strings.Contains(text, c.want) {
				t.Errorf("dev is\n%s", text)
			}
		})
	}
}

// TestAddEnvironments: the command line's, else the file's, else all.
func TestAddEnvironments(t *testing.T) {
	for name, c := range map[string]struct {
		flag []string
		file string
		want string
	}{
		"all":             {nil, "owner = \"us\"", `["dev", "production"]`},
		"the file's":      {nil, "environments = [\"dev\"]\nowner = \"us\"", `["dev"]`},
		"the command's":   {[]string{"production"}, "environments = [\"dev\"]\nowner = \"us\"", `["production"]`},
		"as they stand":   {[]string{"production", "dev"}, "owner = \"us\"", `["production", "dev"]`},
		"without a file":  {[]string{"dev"}, "", `["dev"]`},
		"a name is there": {nil, "unit \"alpha\" {\n  owner = \"us\"\n}", `["dev", "production"]`},
	} {
		t.Run(name, func(t *testing.T) {
			w := founded(t)
			add := Add{Pack: "service", Name: "alpha", Environments: c.flag}
			if c.file == "" {
				add.Flags = typed("owner=us")
			} else {
				var err error
				if add.File, err = Describe("one.hcl", []byte(c.file+"\n")); err != nil {
					t.Fatal(err)
				}
			}
			w.do(add)
			if text := w.text(folder("alpha") + "scaffold.hcl"); !strings.Contains(text, "environments = "+c.want) {
				t.Errorf("the spec is\n%s", text)
			}
		})
	}
}

// TestAddExisting: one that exists as it is asked for is fine; another is refused,
// and nothing is ever changed.
func TestAddExisting(t *testing.T) {
	const exists = "service alpha exists, and "
	const change = " (change it with `scaffold generate alpha --set …`, or in layers/04-applications/alpha/scaffold.hcl)"
	for name, c := range map[string]struct {
		change Add
		want   string // empty for none
	}{
		"the same":                   {service("alpha", "port=7000"), ""},
		"the default said":           {service("alpha", "port=7000", "uses="), ""},
		"the same in each":           {service("alpha", "dev:port=7000", "production:port=7000"), ""},
		"what is chosen once":        {service("alpha", "port=7000", "slot=40"), ""},
		"environments in any order":  {Add{Pack: "service", Name: "alpha", Flags: typed("owner=us", "port=7000"), Environments: []string{"production", "dev"}}, ""},
		"another port":               {service("alpha", "port=7001"), exists + "its port is 7000 in dev, not 7001" + change},
		"no port":                    {service("alpha"), exists + "its port is 7000 in dev, not 8080" + change},
		"another in one environment": {service("alpha", "port=7000", "production:port=1"), exists + "its port is 7000 in production, not 1" + change},
		"another slot":               {service("alpha", "port=7000", "slot=11"), exists + "its slot is 40 in dev, not 11" + change},
		"fewer environments": {
			Add{Pack: "service", Name: "alpha", Flags: typed("owner=us", "port=7000"), Environments: []string{"dev"}},
			exists + "its environments are dev, production, not dev (give --environments dev,production, or change them in layers/04-applications/alpha/scaffold.hcl and run `scaffold generate alpha`)",
		},
		"another pack": {service("foundation"), `there is already a unit "foundation", and it is not a service: layers/01-foundation`},
		"a mistake":    {service("alpha", "prot=1"), `pack service@1.0.0 has no input "prot" (did you mean "port"?)`},
	} {
		t.Run(name, func(t *testing.T) {
			w := founded(t)
			w.do(service("alpha", "port=7000"))
			if c.want != "" {
				same(t, "told", w.fails(c.change, Options{}), []string{c.want})
				return
			}
			p := w.plan(c.change, Options{})
			if len(p.Plan.Writes()) > 0 || len(p.Added) > 0 || p.Plan.Unchanged == 0 {
				t.Errorf("planned is %q, added %q, %d unchanged", actions(p.Plan, ""), p.Added, p.Plan.Unchanged)
			}
			same(t, "units", p.Plan.Units, []string{"alpha"})
			if p.Message != "feat: add alpha infrastructure" {
				t.Errorf("message %q", p.Message)
			}
		})
	}
}

// notNumber is what is said of port=x.
const notNumber = `--port or --set port: "x" is not a value of type number (write an HCL expression; quote it for your shell)`

// TestAddRefused: everything that is wrong with a unit is told at once.
func TestAddRefused(t *testing.T) {
	const owner = `input "owner" has no value: Who owns it (write owner = … into the spec)`
	for name, c := range map[string]struct {
		happens func(w *world)
		change  Add
		want    []string
	}{
		"no name": {nil, Add{Pack: "service", Flags: typed("port=x")}, []string{
			"NAME is missing: the new service's name",
			notNumber, owner,
		}},
		"a name that the pack refuses": {nil, service("Alpha_1", "port=x"), []string{
			`a service can't be called "Alpha_1": it doesn't match ^[a-z-]+$ (A service's name is 2 to 12 letters.)`,
			notNumber,
		}},
		"nothing given": {nil, Add{Pack: "service", Name: "alpha"}, []string{
			`input "owner" has no value in environment dev: Who owns it`, `input "owner" has no value in environment production: Who owns it`,
		}},
		"a value that validation refuses": {nil, service("alpha", "port=0"), []string{
			`input "port" is 0 in environment dev (A port is above 0.)`, `input "port" is 0 in environment production (A port is above 0.)`,
		}},
		"an environment that is not there": {nil, Add{Pack: "service", Name: "alpha", Environments: []string{"dev", "qa", "test"}}, []string{
			`there is no environment "qa" (environments here: dev, production)`, `there is no environment "test" (environments here: dev, production)`,
			owner,
		}},
		"set for an environment that it lacks": {nil, Add{Pack: "service", Name: "alpha", Environments: []string{"dev"}, Set: typed("owner=us", "production:port=1")}, []string{
			`input "port" is set for environment "production", which this unit does not have (it has dev)`,
		}},
		"set for another unit": {nil, Add{Pack: "service", Name: "alpha", Flags: typed("owner=us"), Set: typed("beta.port=1")}, []string{
			`--set names the unit "beta", but this command is about "alpha" (an environment stands before a colon: --set beta:port=VALUE)`,
		}},
		"the command line": {nil, Add{Pack: "service", Name: "alpha", Mistakes: diag.List{diag.Usagef("no value")}}, []string{"no value", owner}},
		"a file where its folder belongs": {func(w *world) { w.files["layers/04-applications/alpha"] = []byte("x") }, service("alpha"), []string{
			"layers/04-applications/alpha is a file, where the unit's folder belongs (move it aside)",
		}},
		"no layer of services": {func(w *world) { w.edit("scaffold.hcl", "holds      = \"services\"\n", "") }, service("alpha"), []string{
			`this repository has no layer "applications" that holds services`,
		}},
		"a service that is not there": {nil, service("alpha", "uses=beta"), []string{
			`alpha names "beta" in "uses", and there is no such service`,
		}},
		"a pack that is not there": {nil, Add{Pack: "lambda", Name: "alpha"}, []string{"lambda"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := founded(t)
			if c.happens != nil {
				c.happens(w)
			}
			got := w.fails(c.change, Options{})
			if len(got) != len(c.want) {
				same(t, "told", got, c.want)
				return
			}
			for i, want := range c.want {
				if !strings.Contains(got[i], want) {
					t.Errorf("told is %q, want %q", got[i], want)
				}
			}
		})
	}
}

// TestMissingByEnvironment: what only some environments lack is told of these.
func TestMissingByEnvironment(t *testing.T) {
	for name, c := range map[string]struct {
		set, environments []string
		want              []string // environments of the problem; nil where nothing is missing
	}{
		"everywhere":                {nil, []string{"dev", "production"}, []string{}},
		"in one":                    {[]string{"dev:owner=us"}, []string{"dev", "production"}, []string{"production"}},
		"given for all":             {[]string{"owner=us"}, []string{"dev", "production"}, nil},
		"given in each":             {[]string{"dev:owner=us", "production:owner=them"}, []string{"dev", "production"}, nil},
		"its only one":              {nil, []string{"dev"}, []string{}},
		"its only one has it":       {[]string{"dev:owner=us"}, []string{"dev"}, nil},
		"what an override can't be": {[]string{"qa:owner=us"}, []string{"dev", "production"}, []string{}},
	} {
		t.Run(name, func(t *testing.T) {
			w := founded(t)
			p, err := w.base().Packs.Get(spec.PackRef{Name: "service"})
			if err != nil {
				t.Fatal(err)
			}
			list := missing(p, "alpha", typed(c.set...), c.environments, nil)
			if (len(list) == 0) != (c.want == nil) || len(list) > 1 {
				t.Fatalf("missing are %q", told(list))
			}
			for _, problem := range list {
				same(t, "in", problem.Environments, c.want)
				if in := problem.Input; in.Name != "owner" || in.Unit != "alpha" || problem.Code != diag.MissingInput {
					t.Errorf("it is %+v", in)
				}
			}
		})
	}
	t.Run("the repository's defaults give it", func(t *testing.T) {
		w := founded(t)
		w.files["scaffold.hcl"] = append(w.files["scaffold.hcl"], "\ndefaults \"service\" {\n  owner = \"all\"\n  port  = 7000\n}\n"...)
		w.do(Add{Pack: "service", Name: "alpha"})
		if text := w.text(folder("alpha") + "environments/dev/main.tf"); !strings.Contains(text, `"all"`) {
			t.Errorf("it is\n%s", text)
		}
		if p := w.plan(Add{Pack: "service", Name: "alpha"}, Options{}); len(p.Plan.Writes()) > 0 {
			t.Errorf("again: %q", actions(p.Plan, ""))
		}
		same(t, "told of another", w.fails(Add{Pack: "service", Name: "beta", Flags: typed("port=x")}, Options{}),
			[]string{notNumber})
	})
}
