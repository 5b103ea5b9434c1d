package repo

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

const root = `repository {
  organization = "acme"
  vcs          = "acme/infra"
  pack         = "service@1.0.0"
}
environment "dev" {
  account = "111111111111"
}
environment "test" {
  account = "111111111111"
}
environment "production" {
}
layer "foundation" {
  directory = "01-foundation"
}
layer "applications" {
  directory  = "04-applications"
  depends_on = ["foundation"]
  holds      = "services"
}
defaults "service" {
  port = 7
}
`

const declaration = `pack "service" {
  version = "1.0.0"
  reads   = ["organization", "account", "owns_account", "account_environments", "environment_index", "layers", "environments", "region"]
  exposes = ["port"]
}
input "port" {
  type = number
  default = 80
  description = "port"
}
input "uses" {
  type = list(string)
  default = []
  description = "uses"
  references {
    pack = "service"
    via = "state"
  }
}
input "calls" {
  type = string
  default = null
  description = "calls"
  references {
    pack = "service"
    via = "name"
  }
}
files "environment" {
  root = "environment"
}
`

// service is the spec of one, with more lines.
func service(name string, lines ...string) string {
	return fmt.Sprintf("unit %q {\n  pack = \"service@1.0.0\"\n  %s\n}\n", name, strings.Join(lines, "\n  "))
}

// files is a repository with services by name.
func files(services map[string]string) fstest.MapFS {
	out := fstest.MapFS{"scaffold.hcl": {Data: []byte(root)}, "layers/01-foundation/scaffold.hcl": {Data: []byte(service("foundation"))}}
	for name, src := range services {
		out["layers/04-applications/"+name+"/scaffold.hcl"] = &fstest.MapFile{Data: []byte(src)}
	}
	return out
}

func packs() *pack.Store {
	builtin := fstest.MapFS{"service/pack.hcl": {Data: []byte(declaration)}, "service/environment/x.tmpl": {Data: []byte("x")}}
	return &pack.Store{Builtin: builtin, BuiltinDir: map[string]string{"service": "service"}}
}

func load(t testing.TB, fsys fs.FS) *Repository {
	t.Helper()
	r, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestLoad(t *testing.T) {
	fsys := files(map[string]string{"b": service("b", `environments = ["production", "dev"]`), "a": service("a")})
	fsys["layers/04-applications/no-spec/main.tf"] = &fstest.MapFile{}
	fsys["layers/04-applications/.hidden/scaffold.hcl"] = &fstest.MapFile{Data: []byte("broken")}
	fsys["layers/04-applications/file"] = &fstest.MapFile{}
	r := load(t, fsys)
	if got := fmt.Sprint(r.UnitNames()); got != "[a b foundation]" {
		t.Errorf("units are %s", got)
	}
	for arg, want := range map[string]Path{
		".": ".", "a": "layers/04-applications/a", "layers/04-applications/a/": "layers/04-applications/a", "./layers/01-foundation": "layers/01-foundation",
	} {
		t.Run(arg, func(t *testing.T) {
			if u, err := r.Find(arg); err != nil || u.Path != want {
				t.Errorf("%q is %v, %v", arg, u, err)
			}
		})
	}
	for _, arg := range []string{"nope", "", "..", "layers", "no-spec", "/etc"} {
		t.Run(arg, func(t *testing.T) {
			if u, err := r.Find(arg); err == nil {
				t.Errorf("%q is %v", arg, u)
			}
		})
	}
	if got := fmt.Sprint(r.Environments(r.Unit("b")), r.Environments(r.Unit("a"))); got != "[dev production] [dev test production]" {
		t.Errorf("environments are %s", got)
	}
	if !r.HasEnvironment(r.Unit("b"), "dev") || r.HasEnvironment(r.Unit("b"), "test") {
		t.Error("b's environments are judged wrong")
	}
}

func TestLoadProblems(t *testing.T) {
	for name, c := range map[string]struct {
		change func(fstest.MapFS)
		want   string
	}{
		"no root": {func(f fstest.MapFS) { delete(f, "scaffold.hcl") }, "not a scaffold repository"},
		"another name": {func(f fstest.MapFS) {
			f["layers/04-applications/a/scaffold.hcl"] = &fstest.MapFile{Data: []byte(service("b"))}
		}, `calls itself "b"`},
		"a name twice": {func(f fstest.MapFS) {
			f["layers/04-applications/foundation/scaffold.hcl"] = &fstest.MapFile{Data: []byte(service("foundation"))}
		}, "two units"},
		"a broken lock": {func(f fstest.MapFS) {
			f["layers/04-applications/a/.scaffold.lock.hcl"] = &fstest.MapFile{Data: []byte("x")}
		}, "a/.scaffold.lock.hcl:1"},
		"a folder as spec": {func(f fstest.MapFS) {
			f["layers/04-applications/a/scaffold.hcl/x"] = &fstest.MapFile{}
			delete(f, "layers/04-applications/a/scaffold.hcl")
		}, "can't be read"},
	} {
		t.Run(name, func(t *testing.T) {
			fsys := files(map[string]string{"a": service("a")})
			c.change(fsys)
			if _, err := Load(fsys); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
	fsys := files(map[string]string{"a": "broken", "b": "broken"})
	if _, err := Load(fsys); len(diag.Of(err)) != 2 {
		t.Errorf("two broken specs give %v", err)
	}
}

func TestGiven(t *testing.T) {
	r := load(t, files(map[string]string{
		"a": service("a"), "b": service("b", "port = 8", `environment "dev" {`, "  port = 9", "}"),
	}))
	for _, c := range []struct {
		unit, environment string
		want              int64
	}{{"a", "", 7}, {"a", "dev", 7}, {"b", "", 8}, {"b", "dev", 9}, {"b", "production", 8}} {
		t.Run(c.unit+" in "+c.environment, func(t *testing.T) {
			if got := r.Given(r.Unit(c.unit), c.environment)["port"].Value; !got.RawEquals(cty.NumberIntVal(c.want)) {
				t.Errorf("%s in %q is %#v", c.unit, c.environment, got)
			}
		})
	}
}

func TestContext(t *testing.T) {
	r := load(t, files(map[string]string{"a": service("a")}))
	p, err := packs().Get(spec.PackRef{Name: "service"})
	if err != nil {
		t.Fatal(err)
	}
	for environment, want := range map[string]map[string]cty.Value{
		"dev":        {"owns_account": cty.True, "account_environments": stringList([]string{"dev", "test"}), "environment_index": cty.NumberIntVal(0)},
		"test":       {"owns_account": cty.False, "account_environments": stringList([]string{"dev", "test"}), "environment_index": cty.NumberIntVal(1)},
		"production": {"owns_account": cty.True, "account": cty.StringVal(""), "account_environments": stringList([]string{"production"})},
		"":           {"unit": cty.StringVal("a"), "unit_path": cty.StringVal("layers/04-applications/a"), "upstream": stringList([]string{"foundation"})},
	} {
		t.Run("in "+environment, func(t *testing.T) {
			ctx := r.Context(r.Unit("a"), p, environment, nil)
			for name, v := range want {
				if got := ctx[name]; got == cty.NilVal || !got.RawEquals(v) {
					t.Errorf("%s in %q is %#v", name, environment, got)
				}
			}
			if _, ok := ctx["hostname"]; ok {
				t.Error("hostname is there although the pack does not read it")
			}
			if _, ok := ctx["region"]; ok != (environment != "") {
				t.Errorf("region in %q: %v", environment, ok)
			}
		})
	}
}

func TestReferences(t *testing.T) {
	r := load(t, files(map[string]string{
		"a": service("a", "port = 1"), "b": service("b", `uses = ["a"]`, `calls = "c"`), "c": service("c", `environments = ["dev"]`),
	}))
	store := packs()
	p, _ := store.Get(spec.PackRef{Name: "service"})
	got, err := r.References(r.Unit("b"), p, "dev", store)
	if err != nil {
		t.Fatal(err)
	}
	if !got["a"].RawEquals(cty.ObjectVal(map[string]cty.Value{"port": cty.NumberIntVal(1)})) || !got["c"].RawEquals(cty.ObjectVal(map[string]cty.Value{"port": cty.NumberIntVal(7)})) {
		t.Errorf("references are %#v", got)
	}
	if _, err := r.References(r.Unit("b"), p, "production", store); err == nil || !strings.Contains(err.Error(), `c has no environment "production"`) {
		t.Errorf("an environment that c lacks: %v", err)
	}
	for lines, want := range map[string]string{
		`uses = ["aa"]`:          "did you mean a?",
		`uses = ["zzzzz"]`:       "foundation, a, c",
		`uses = ["b"]`:           "names itself",
		`uses = ["a", "nope-x"]`: "no such service",
		`calls = "nope-x"`:       "no such service",
	} {
		t.Run(lines, func(t *testing.T) {
			r := load(t, files(map[string]string{"a": service("a"), "b": service("b", lines), "c": service("c")}))
			_, err := r.References(r.Unit("b"), p, "dev", store)
			list := diag.Of(err)
			if len(list) != 1 || list[0].Range == nil || list[0].Range.Start.Line != 3 || !strings.Contains(list[0].Error(), want) {
				t.Errorf("%s: %v", lines, err)
			}
		})
	}
}

func TestCheckCycles(t *testing.T) {
	uses := func(names ...string) string { return `uses = ["` + strings.Join(names, `", "`) + `"]` }
	for name, c := range map[string]struct {
		services map[string]string
		want     string
	}{
		"none":        {map[string]string{"a": service("a"), "b": service("b", uses("a")), "c": service("c", uses("a", "b"))}, ""},
		"two":         {map[string]string{"a": service("a", uses("b")), "b": service("b", uses("a"))}, "a → b → a"},
		"three":       {map[string]string{"a": service("a", uses("b")), "b": service("b", uses("c")), "c": service("c", uses("a"))}, "a → b → c → a"},
		"itself":      {map[string]string{"a": service("a", uses("a"))}, ""}, // reported where references are resolved
		"calls":       {map[string]string{"a": service("a", `calls = "b"`), "b": service("b", `calls = "a"`)}, ""},
		"beside":      {map[string]string{"a": service("a", uses("b")), "b": service("b", uses("c")), "c": service("c", uses("b"))}, "b → c → b"},
		"environment": {map[string]string{"a": service("a", uses("b")), "b": service("b", `environment "dev" {`, uses("a"), "}")}, "circle"},
	} {
		t.Run(name, func(t *testing.T) {
			r := load(t, files(c.services))
			err := r.CheckCycles(r.Units, packs())
			if (err == nil) != (c.want == "") || (err != nil && !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %q", err, c.want)
			}
			if err != nil && diag.Of(err)[0].Range == nil {
				t.Error("the circle has no place")
			}
		})
	}
}

// TestCycleNamesTheRightPlace: the line that is shown is one of the circle's.
func TestCycleNamesTheRightPlace(t *testing.T) {
	r := load(t, files(map[string]string{"a": service("a", `uses = ["b"]`, `environment "dev" {`, `  uses = ["c"]`, "}"), "b": service("b", `uses = ["a"]`), "c": service("c")}))
	err := r.CheckCycles(r.Units, packs())
	list := diag.Of(err)
	if len(list) != 1 {
		t.Fatalf("got %v", err)
	}
	line := strings.Split(string(list[0].Source), "\n")[list[0].Range.Start.Line-1]
	if !slices.ContainsFunc([]string{`uses = ["a"]`, `uses = ["b"]`}, func(s string) bool { return strings.Contains(line, s) }) {
		t.Errorf("it shows %q", line)
	}
}

func TestWorkspace(t *testing.T) {
	if got := Workspace("x-{environment}-{unit}", "a", "dev"); got != "x-dev-a" {
		t.Error(got)
	}
	if got := Workspace("{unit}-{environment}", "{environment}", "dev"); got != "{environment}-dev" {
		t.Error(got)
	}
}

// Dependents are those that use or call, in any environment, and no others.
func TestDependents(t *testing.T) {
	r := load(t, files(map[string]string{
		"a": service("a"), "user": service("user", `uses = ["a"]`), "caller": service("caller", `environment "dev" {`, `calls = "a"`, `}`),
		"stranger": service("stranger", `uses = ["user"]`),
	}))
	for arg, want := range map[string]string{"a": "[caller user]", "user": "[stranger]", "stranger": "[]"} {
		t.Run(arg, func(t *testing.T) {
			found, err := r.Dependents([]*Unit{r.Unit(arg)}, packs())
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, u := range found {
				got = append(got, u.Name)
			}
			if fmt.Sprint(got) != want {
				t.Errorf("of %s depend %v, want %s", arg, got, want)
			}
		})
	}
	both, err := r.Dependents([]*Unit{r.Unit("a"), r.Unit("user")}, packs())
	if err != nil || len(both) != 2 || both[0].Name != "caller" || both[1].Name != "stranger" {
		t.Errorf("of both depend %v, %v", both, err)
	}
}
