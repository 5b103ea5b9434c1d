package change

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// fileOf adds the services that a file describes.
func fileOf(t *testing.T, name, text string) Add {
	t.Helper()
	f, err := Describe(name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return Add{Pack: "service", File: f}
}

const twoServices = `unit "web" {
  owner = "us"
  uses  = ["api"]
}
unit "api" {
  owner = "them"
  count = 2
}
`

// TestAddSeveral: all of a file in one change, in its order; they may use each
// other whichever comes first.
func TestAddSeveral(t *testing.T) {
	for name, text := range map[string]string{
		"HCL":  twoServices,
		"JSON": `[{"name": "web", "owner": "us", "uses": ["api"]}, {"name": "api", "owner": "them", "count": 2}]`,
	} {
		t.Run(name, func(t *testing.T) {
			w := founded(t)
			p := w.do(fileOf(t, "services", text))
			same(t, "added", p.Added, []string{"web", "api"})
			same(t, "units", p.Plan.Units, []string{"web", "api"})
			if p.Message != "feat: add web, api infrastructure" {
				t.Errorf("message %q", p.Message)
			}
			if text := w.text(folder("web") + "environments/dev/calls.tf"); text != "# calls: api:8080\n" {
				t.Errorf("web is\n%s", text)
			}
			if text := w.text(folder("api") + "environments/dev/terraform.tfvars"); !strings.Contains(text, "count = 2") {
				t.Errorf("api's numbers are\n%s", text)
			}
		})
	}
}

// TestAddOneOfAFile: a file with one unit needs no name on the command line, or
// none in the file; of several the name picks one.
func TestAddOneOfAFile(t *testing.T) {
	for name, c := range map[string]struct {
		text, asked string
		want        string // the new unit, or the problem
	}{
		"the file's name":    {"unit \"web\" {\n  owner = \"us\"\n}\n", "", "web"},
		"the command's":      {"owner = \"us\"\n", "web", "web"},
		"both":               {"unit \"web\" {\n  owner = \"us\"\n}\n", "web", "web"},
		"one of two":         {twoServices, "api", "api"},
		"none has a name":    {"owner = \"us\"\n", "", "NAME is missing: the new service's name"},
		"another name":       {"unit \"web\" {\n  owner = \"us\"\n}\n", "api", `services.hcl describes "web", but the command names "api"`},
		"none of those":      {twoServices, "db", `services.hcl describes "web", "api", but the command names "db"`},
		"none of very many":  {manyServices(9), "db", `services.hcl describes "s-a", "s-b", "s-c", "s-d", "s-e", 4 more, but the command names "db"`},
		"five are not many":  {manyServices(5), "db", `services.hcl describes "s-a", "s-b", "s-c", "s-d", "s-e", but the command names "db"`},
		"none in an empty":   {"[]", "", "services.hcl describes no service"},
		"no name in a block": {`[{"owner": "us"}, {"name": "web", "owner": "us"}]`, "", `services.hcl:1: a unit of services.hcl has no name (give each one its "name")`},
	} {
		t.Run(name, func(t *testing.T) {
			w := founded(t)
			add := fileOf(t, "services.hcl", c.text)
			add.Name = c.asked
			if c.want == "web" || c.want == "api" {
				same(t, "added", w.do(add).Added, []string{c.want})
			} else if got := w.fails(add, Options{}); got[0] != c.want {
				t.Errorf("told is %q, want %q", got, c.want)
			}
		})
	}
}

// manyServices describes services s-a, s-b, …
func manyServices(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "unit \"s-%c\" {\n  owner = \"us\"\n}\n", 'a'+i)
	}
	return b.String()
}

// TestAddMany: a message names three services and counts more.
func TestAddMany(t *testing.T) {
	for n, want := range map[int]string{
		2: "feat: add s-a, s-b infrastructure", 3: "feat: add s-a, s-b, s-c infrastructure", 4: "feat: add infrastructure of 4 services",
	} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			if got := founded(t).plan(fileOf(t, "f", manyServices(n)), Options{}).Message; got != want {
				t.Errorf("message %q, want %q", got, want)
			}
		})
	}
}

// TestSetOfSeveral: what is set of several services names the one it is about.
func TestSetOfSeveral(t *testing.T) {
	w := founded(t)
	add := fileOf(t, "f", twoServices)
	add.Set = typed("web.port=1", "production:api.port=2")
	w.do(add)
	if text := w.text(folder("web") + "environments/dev/main.tf"); !strings.Contains(text, "port  = 1\n") {
		t.Errorf("web is\n%s", text)
	}
	if text := w.text(folder("web") + "environments/production/calls.tf"); text != "# calls: api:2\n" {
		t.Errorf("production of web calls\n%s", text)
	}
}

// TestMistakesOfSeveral: all are told at once: what the command line has wrong,
// what the file has, and what the inputs of its units have.
func TestMistakesOfSeveral(t *testing.T) {
	add := fileOf(t, "f.hcl", `unit "web" {
  prot = 1
}
unit "web" {
  owner = "us"
}
unit "db" {
  owner        = "us"
  port         = [1]
  environments = ["qa"]
}
`)
	add.Mistakes = diag.List{diag.Usagef("--set \"x\" has no value")}
	add.Flags, add.Environments, add.Set = typed("port=1"), []string{"dev"}, typed("port=1", "api.port=1")
	same(t, "told", founded(t).fails(add, Options{}), []string{
		`--set "x" has no value`,
		`--port is for one service, and f.hcl describes 3 (write --set UNIT.port=VALUE, or name one service)`,
		`--environments is for one service, and f.hcl describes 3 (write environments = [...] into each unit, or name one service)`,
		`f.hcl:4: f.hcl describes "web" twice`,
		`it is not clear which service "port" is to be set for (write --set UNIT.port=VALUE)`,
		`--set names the unit "api", which f.hcl does not describe`,
		`there is no environment "qa" (environments here: dev, production)`,
		`f.hcl:2: pack service@1.0.0 has no input "prot" (did you mean "port"?)`,
		`input "owner" has no value: Who owns it (write owner = … into the spec)`,
		`f.hcl:9: input "port": must be number, not a list (it is of type number)`,
	})
}

// TestPlacesOfProblems: what stands in a file is told with its line; a flag has
// no place, and nor has a file that is not written yet.
func TestPlacesOfProblems(t *testing.T) {
	for name, c := range map[string]struct {
		change Add
		want   string // FILE:LINE of the first problem; empty for none
	}{
		"a flag":                  {service("alpha", "port=0"), ""},
		"a file":                  {fileOf(t, "f.hcl", "unit \"alpha\" {\n  owner = \"us\"\n  port  = 0\n}\n"), "f.hcl:3"},
		"JSON":                    {fileOf(t, "f.json", "{\"name\": \"alpha\",\n\"owner\": \"us\",\n\"port\": 0}"), "f.json:3"},
		"an override of a file":   {fileOf(t, "f.hcl", "owner = \"us\"\nenvironment \"dev\" {\n  port = 0\n}\n").named("alpha"), "f.hcl:3"},
		"a flag over a file":      {fileOf(t, "f.hcl", "owner = \"us\"\nport = 1\n").named("alpha", "port=0"), ""},
		"what is missing":         {service("alpha", "uses=beta"), ""},
		"a name of a file":        {fileOf(t, "f.hcl", "unit \"web\" {\n  owner = \"us\"\n}\n\nunit \"Wrong\" {\n  owner = \"us\"\n}\n"), "f.hcl:5"},
		"the reference of a file": {fileOf(t, "f.hcl", "owner = \"us\"\nuses  = [\"beta\"]\n").named("alpha"), "f.hcl:2"},
	} {
		t.Run(name, func(t *testing.T) {
			w := founded(t)
			_, err := Plan(c.change, w.base(), Options{})
			list := diag.Of(err)
			if len(list) == 0 {
				t.Fatal("it is planned")
			}
			got := ""
			if file := list[0].File(); file != "" {
				got = fmt.Sprintf("%s:%d", file, list[0].Range.Start.Line)
			}
			if got != c.want {
				t.Errorf("%q lies in %q, want %q", list[0], got, c.want)
			}
		})
	}
}

// named is the change for one name, with flags.
func (c Add) named(name string, flags ...string) Add {
	c.Name, c.Flags = name, typed(flags...)
	return c
}

// TestAddEach: a change for each service, those first that others refer to; those
// that refer to each other share one.
func TestAddEach(t *testing.T) {
	unit := func(name, more string) string {
		return fmt.Sprintf("unit %q {\n  owner = \"us\"\n%s}\n", name, more)
	}
	for name, c := range map[string]struct {
		text string
		want string // groups, in order
	}{
		"none refers":  {unit("a-a", "") + unit("b-b", ""), "a-a | b-b"},
		"uses":         {unit("a-a", "  uses = [\"b-b\"]\n") + unit("b-b", ""), "b-b | a-a"},
		"a chain":      {unit("a-a", "  uses = [\"b-b\"]\n") + unit("b-b", "  uses = [\"c-c\"]\n") + unit("c-c", ""), "c-c | b-b | a-a"},
		"in one place": {unit("a-a", "  environment \"dev\" {\n    uses = [\"b-b\"]\n  }\n") + unit("b-b", ""), "b-b | a-a"},
		"each other":   {unit("a-a", "  calls = [\"b-b\"]\n") + unit("c-c", "") + unit("b-b", "  calls = [\"a-a\"]\n"), "c-c | a-a b-b"},
		"who uses a circle": {
			unit("a-a", "  uses = [\"b-b\"]\n") + unit("b-b", "  calls = [\"c-c\"]\n") + unit("c-c", "  calls = [\"b-b\"]\n") + unit("d-d", "  uses = [\"a-a\"]\n"),
			"b-b c-c | a-a | d-d",
		},
		"two circles, one behind the other": {
			unit("a-a", "  calls = [\"b-b\"]\n") + unit("b-b", "  calls = [\"a-a\", \"d-d\"]\n") + unit("c-c", "  calls = [\"d-d\"]\n") + unit("d-d", "  calls = [\"c-c\"]\n"),
			"c-c d-d | a-a b-b",
		},
		"a circle of three": {
			unit("a-a", "  calls = [\"b-b\"]\n") + unit("b-b", "  calls = [\"c-c\"]\n") + unit("c-c", "  calls = [\"a-a\"]\n"), "a-a b-b c-c",
		},
		"one that is here": {unit("a-a", "  uses = [\"old\"]\n") + unit("b-b", ""), "a-a | b-b"},
		"one":              {unit("a-a", ""), "a-a"},
	} {
		t.Run(name, func(t *testing.T) {
			w := founded(t, "old")
			whole := fileOf(t, "f.hcl", c.text)
			each, err := whole.Each(w.base(), Options{})
			if err != nil {
				t.Fatal(err)
			}
			var groups []string
			for _, part := range each {
				var names []string
				for _, u := range part.(Add).File.Units {
					names = append(names, u.Name)
				}
				groups = append(groups, strings.Join(names, " "))
			}
			if got := strings.Join(groups, " | "); got != c.want {
				t.Errorf("the groups are %s, want %s", got, c.want)
			}
			together := founded(t, "old")
			together.do(whole)
			w.inTurn(each)
			w.equals(together)
		})
	}
}

// TestAddEachTellsAll: what is wrong with the last is told before the first is
// written.
func TestAddEachTellsAll(t *testing.T) {
	for name, text := range map[string]string{
		"an input":  manyServices(2) + "unit \"bad\" {\n  owner = \"us\"\n  port  = 0\n}\n",
		"a name":    manyServices(2) + "unit \"Bad\" {\n  owner = \"us\"\n}\n",
		"reference": manyServices(2) + "unit \"bad\" {\n  owner = \"us\"\n  uses  = [\"nope\"]\n}\n",
	} {
		t.Run(name, func(t *testing.T) {
			w, add := founded(t), fileOf(t, "f.hcl", text)
			each, err := add.Each(w.base(), Options{})
			if each != nil || err == nil {
				t.Fatalf("parted into %v, %v", each, err)
			}
			same(t, "told", told(err), w.fails(add, Options{}))
		})
	}
}
