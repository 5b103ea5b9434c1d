package change

import (
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// app is the application repository of alpha.
func app(given ...string) NewApplication {
	return NewApplication{Pack: "app", Name: "alpha", Given: typed(append([]string{"runtime=go", "owner=us"}, given...)...)}
}

// TestNewApplication: one unit, whose spec is the root file.
func TestNewApplication(t *testing.T) {
	w := empty(t)
	c := app("port=9000")
	c.Told = []string{"there is no infrastructure repository here"}
	p := w.do(c)
	same(t, "planned", actions(p.Plan, ""), []string{"create scaffold.hcl", "create README.md", "create .scaffold.lock.hcl"})
	same(t, "added", p.Added, []string{"alpha"})
	same(t, "notices", p.Plan.Notices, c.Told)
	if p.Message != "initial commit" || !p.Model.IsApplication() || w.text("README.md") != "go of us at 9000\n" {
		t.Errorf("message %q, it is\n%s", p.Message, w.text("README.md"))
	}
	root, err := c.Spec(w.base().Packs)
	if err != nil || string(root) != w.text("scaffold.hcl") {
		t.Errorf("its spec is\n%s, %v\nwritten is\n%s", root, err, w.text("scaffold.hcl"))
	}
}

// TestNewApplicationMistakes: with a plan or without one, the same is told.
func TestNewApplicationMistakes(t *testing.T) {
	w := empty(t)
	c := NewApplication{Pack: "app", Name: "alpha", Given: typed("prt=1", "port=x", "dev:owner=us")}
	want := []string{`pack app@1.0.0 has no input "prt" (did you mean "port"?)`, notNumber, `input "owner" is set for environment "dev", which this unit does not have (it is rendered once, for all environments; set owner without one)`}
	same(t, "told", w.fails(c, Options{}), want)
	same(t, "resolved", told(c.Resolve(w.base().Packs)), want)
	_, err := c.Spec(w.base().Packs)
	same(t, "for a spec", told(err), want)
	same(t, "lacking", told(NewApplication{Pack: "app", Name: "alpha", Given: typed("owner=us")}.Lacking(w.base().Packs)),
		[]string{`input "runtime" has no value: Runtime (write runtime = … into the spec)`})
	if list := app().Lacking(w.base().Packs); len(list) > 0 {
		t.Errorf("nothing is missing, and told is %q", told(list))
	}
	unknown := NewApplication{Pack: "ap", Name: "alpha"}
	_, err = unknown.Spec(w.base().Packs)
	if list := unknown.Lacking(w.base().Packs); len(list) > 0 || unknown.Resolve(w.base().Packs) == nil || err == nil {
		t.Errorf("of a pack that is not there is told %q, %v", told(list), err)
	}
}

// TestExisting: an application repository that is there, and how it is described.
func TestExisting(t *testing.T) {
	other := func(input string) string {
		return "the application repository alpha exists, and its " + input + " is another one than given here (change it with `scaffold generate --set …` there, and leave the flag out here)"
	}
	for name, c := range map[string]struct {
		given []string
		want  string
	}{
		"nothing said":      {nil, ""},
		"the same":          {[]string{"runtime=go", "port=9000"}, ""},
		"another":           {[]string{"runtime=java"}, other("runtime")},
		"the default":       {[]string{"places="}, other("places")},
		"the first of two":  {[]string{"port=1", "runtime=java"}, other("port")},
		"what it lacks":     {[]string{"nope=1"}, ""},
		"what is no number": {[]string{"port=x"}, notNumber},
	} {
		t.Run(name, func(t *testing.T) {
			w := empty(t)
			w.do(app("port=9000"))
			existing := Existing{Name: "alpha", Given: typed(c.given...)}
			if c.want != "" {
				same(t, "told", w.fails(existing, Options{}), []string{c.want})
				return
			}
			p := w.plan(existing, Options{})
			if len(p.Plan.Actions) > 0 || p.Plan.Unchanged != 1 || p.Message != "initial commit" {
				t.Errorf("planned is %q, %d unchanged, message %q", actions(p.Plan, ""), p.Plan.Unchanged, p.Message)
			}
			same(t, "units", p.Plan.Units, []string{"alpha"})
		})
	}
}

// infrastructure is a repository that application repositories copy from.
func infrastructure(w *world) *Infrastructure {
	return &Infrastructure{Dir: "/infra", Model: w.plan(Generate{}, Options{}).Model, Packs: w.base().Packs}
}

// TestCopied: what a service's spec says, as inputs of its application repository.
func TestCopied(t *testing.T) {
	w := founded(t)
	w.do(Add{Pack: "service", Name: "alpha", Flags: typed("owner=us", "port=9000"), Environments: []string{"dev"}})
	i := infrastructure(w)
	copied, err := i.Copied("alpha", "app")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, a := range copied {
		text, _ := a.MarshalJSON()
		got = append(got, string(text))
	}
	same(t, "copied", got, []string{`["","","owner","\"us\"",false]`, `["","","places","[\"dev\"]",false]`, `["","","port","9000",false]`})
	var names []string
	for _, a := range i.Publishes("service", "app") {
		names = append(names, a.Name)
	}
	same(t, "published", names, []string{"owner", "port", "places"})
	same(t, "services", i.Services("app"), []string{"alpha"})
	if len(i.Publishes("service", "other")) > 0 || len(i.Publishes("foundation", "app")) > 0 || len(i.Publishes("none", "app")) > 0 || len(i.Services("other")) > 0 {
		t.Error("another pack publishes, too")
	}
}

// TestNotCopied: what is told of a service that can't have the repository.
func TestNotCopied(t *testing.T) {
	for name, c := range map[string]struct {
		services   []string
		name, pack string
		want       string
	}{
		"none yet":     {nil, "alpha", "app", "the infrastructure repository /infra has no service \"alpha\" (make it first: `scaffold service alpha`)"},
		"a near one":   {[]string{"alpha"}, "alfa", "app", `the infrastructure repository /infra has no service "alfa" (did you mean alpha? An application repository has its service's name)`},
		"far ones":     {[]string{"alpha", "beta"}, "orders", "app", "the infrastructure repository /infra has no service \"orders\" (it has alpha, beta; an application repository has its service's name. Make another with `scaffold service`)"},
		"another pack": {[]string{"alpha"}, "alpha", "lambda", `the application repository of alpha is of pack "app", not "lambda"`},
		"a layer":      {nil, "foundation", "app", `foundation is a unit of pack foundation@1.0.0, which has no application repository`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := infrastructure(founded(t, c.services...)).Copied(c.name, c.pack)
			same(t, "told", told(err), []string{c.want})
		})
	}
}

// copies are what the application repository of alpha, at port 9000, copies.
func copies(t *testing.T) (*Infrastructure, []Assignment) {
	t.Helper()
	w := founded(t)
	w.do(service("alpha", "port=9000"))
	i := infrastructure(w)
	copied, err := i.Copied("alpha", "app")
	if err != nil {
		t.Fatal(err)
	}
	return i, copied
}

// TestAgree: a value has one owner, the service's spec.
func TestAgree(t *testing.T) {
	i, copied := copies(t)
	p, err := i.Packs.Get(spec.PackRef{Name: "app"})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		given []string
		want  []string
	}{
		"the same":              {[]string{"port=9000", "owner=us"}, nil},
		"what is not copied":    {[]string{"runtime=go"}, nil},
		"what the pack lacks":   {[]string{"nope=1"}, nil},
		"the same written else": {[]string{"port=3000 * 3"}, nil},
		"others": {[]string{"owner=them", "port=1"}, []string{
			`owner is "us" by the service's spec, not "them" (leave it out here; to change it, run ` + "`scaffold generate` in /infra)",
			"port is 9000 by the service's spec, not 1 (leave it out here; to change it, run `scaffold generate` in /infra)",
		}},
		"what can't be read": {[]string{"port=x"}, []string{notNumber}},
		"of another type":    {[]string{"port=[1]"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			same(t, "told", told(i.Agree(p, copied, typed(c.given...))), c.want)
		})
	}
}

// TestDiffering: what an application repository has otherwise than its service.
func TestDiffering(t *testing.T) {
	_, copied := copies(t)
	a := empty(t)
	m := a.do(app("places=dev,production")).Model
	p, err := a.base().Packs.Get(spec.PackRef{Name: "app"})
	if err != nil {
		t.Fatal(err)
	}
	changed, sentences := Differing(p, m.Units[0], append(copied, Assignment{Name: "of a newer pack"}))
	same(t, "told", sentences, []string{"port was null, the infrastructure repository has 9000"})
	if len(changed) != 1 || changed[0].Name != "port" {
		t.Errorf("changed are %v", changed)
	}
	a.do(Generate{Set: changed, From: "/infra", Told: sentences})
	if text := a.text("README.md"); text != "go of us at 9000\n" {
		t.Errorf("copied, it is\n%s", text)
	}
}
