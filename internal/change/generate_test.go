package change

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

const (
	alphaSpec = "layers/04-applications/alpha/scaffold.hcl"
	alphaMain = "layers/04-applications/alpha/environments/dev/main.tf"
)

// TestGenerate: units are rendered from their specs as a hand left them.
func TestGenerate(t *testing.T) {
	w := founded(t, "alpha", "beta")
	w.edit(alphaSpec, "owner ", "# who pays\n  owner ")
	w.edit(alphaSpec, `"us"`, `"them"`)
	p := w.do(Generate{})
	same(t, "planned", actions(p.Plan, folder("alpha")), []string{"update environments/dev/main.tf", "update environments/production/main.tf", "update .scaffold.lock.hcl"})
	if n := len(p.Plan.Actions); n != 3 {
		t.Errorf("%d actions: %q", n, actions(p.Plan, ""))
	}
	same(t, "units", p.Plan.Units, []string{".", "foundation", "alpha", "beta"})
	if p.Message != "chore: generate alpha" || len(p.Added) > 0 || len(p.Plan.Notices) > 0 {
		t.Errorf("message %q, added %q, notices %q", p.Message, p.Added, p.Plan.Notices)
	}
	if text := w.text(alphaMain); !strings.Contains(text, `"them"`) {
		t.Errorf("it is\n%s", text)
	}
}

// TestGenerateSet: what is set goes into the spec, whose comments stay; all other
// bytes of it too.
func TestGenerateSet(t *testing.T) {
	w := founded(t, "alpha")
	w.edit(alphaSpec, "owner ", "# who pays\n  owner ")
	w.edit(alphaSpec, "\"us\"\n", "\"us\" // us\n")
	before := w.text(alphaSpec)
	p := w.do(Generate{Units: []string{folder("alpha")}, Set: typed("owner=them", "production:port=9090")})
	want := strings.Replace(before, `"us" //`, `"them" //`, 1)
	want = strings.TrimSuffix(want, "}\n") + "\n  environment \"production\" {\n    port = 9090\n  }\n}\n"
	if got := w.text(alphaSpec); got != want {
		t.Errorf("the spec is\n%s\nwant\n%s", got, want)
	}
	same(t, "planned", actions(p.Plan, folder("alpha")), []string{
		"update scaffold.hcl", "update environments/dev/main.tf", "update environments/production/main.tf", "update .scaffold.lock.hcl",
	})
}

// TestGenerateOneOfMany: --set names the unit where several are generated.
func TestGenerateOneOfMany(t *testing.T) {
	for name, c := range map[string]struct {
		change Generate
		want   string // the problem, or empty
	}{
		"its unit":           {Generate{Set: typed("alpha.port=9000")}, ""},
		"the one":            {Generate{Units: []string{"alpha"}, Set: typed("port=9000")}, ""},
		"the one by name":    {Generate{Units: []string{"alpha"}, Set: typed("alpha.port=9000")}, ""},
		"the one's folder":   {Generate{Units: []string{"layers/04-applications/alpha"}, Set: typed("port=9000")}, ""},
		"of several":         {Generate{Set: typed("port=9000")}, `it is not clear which unit "port" is to be set for (name one unit, or write --set UNIT.port=…)`},
		"one not in the run": {Generate{Units: []string{"beta"}, Set: typed("alpha.port=9000")}, `--set names the unit "alpha", which this run does not generate`},
		"one that is not":    {Generate{Set: typed("gamma.port=9000")}, `there is no unit "gamma" (units here: ., alpha, beta, foundation)`},
	} {
		t.Run(name, func(t *testing.T) {
			w := founded(t, "alpha", "beta")
			if c.want != "" {
				same(t, "told", w.fails(c.change, Options{}), []string{c.want})
				return
			}
			w.do(c.change)
			if text := w.text(alphaMain); !strings.Contains(text, "port  = 9000") {
				t.Errorf("alpha is\n%s", text)
			}
			if text := w.text(folder("beta") + "scaffold.hcl"); strings.Contains(text, "9000") {
				t.Errorf("beta is\n%s", text)
			}
		})
	}
}

// TestGenerateTellsAll: mistakes of the command line come with what specs lack;
// those of several units are told together.
func TestGenerateTellsAll(t *testing.T) {
	noOwner := func(w *world) { w.edit(alphaSpec, "  owner        = \"us\"\n", "") }
	const owner = `input "owner" has no value: Who owns it (write owner = … into the spec)`
	for name, c := range map[string]struct {
		happens func(w *world)
		change  Generate
		want    []string
	}{
		"unknown units": {func(*world) {}, Generate{Units: []string{"alfa", "foundation", "bta"}}, []string{
			`there is no unit "alfa" (units here: ., alpha, beta, foundation)`, `there is no unit "bta" (units here: ., alpha, beta, foundation)`,
		}},
		"the command line, and what is missing": {noOwner, Generate{Units: []string{"alpha"}, Mistakes: diag.List{diag.Usagef("no value")}}, []string{"no value", owner}},
		"the command line, and what it gives": {
			noOwner, Generate{Units: []string{"alpha"}, Set: typed("owner=them"), Mistakes: diag.List{diag.Usagef("no value")}}, []string{"no value"},
		},
		"what it gives in one environment": {
			noOwner, Generate{Units: []string{"alpha"}, Set: typed("dev:owner=them", "x=1")}, []string{
				`pack service@1.0.0 has no input "x" (inputs: owner, port, uses, calls, slot, count)`,
				`input "owner" has no value in environment production: Who owns it (write owner = … into the spec)`,
			},
		},
		"two units":     {func(*world) {}, Generate{Set: typed("beta.x=1", "alpha.port=x")}, []string{notNumber, `pack service@1.0.0 has no input "x" (inputs: owner, port, uses, calls, slot, count)`}},
		"a broken spec": {func(w *world) { w.edit(alphaSpec, `"us"`, `"us`) }, Generate{}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			w := founded(t, "alpha", "beta")
			c.happens(w)
			got := w.fails(c.change, Options{})
			if c.want == nil {
				if !strings.HasPrefix(got[0], alphaSpec+":") {
					t.Errorf("told is %q", got)
				}
				return
			}
			same(t, "told", got, c.want)
		})
	}
}

// TestNumbersAreNotMissing: beside a mistake, what terraform.tfvars may hold is not
// told as missing, as it was not read.
func TestNumbersAreNotMissing(t *testing.T) {
	w := empty(t)
	w.release("service", "  default     = 1\n", "")
	w.do(NewRepository{Root: acme()})
	w.do(service("alpha", "count=2"))
	same(t, "told", w.fails(Generate{Units: []string{"alpha"}, Mistakes: diag.List{diag.Usagef("no value")}}, Options{}), []string{"no value"})
}

// TestReallocate: what scaffold chose is chosen anew, for one unit and an input
// that it chooses.
func TestReallocate(t *testing.T) {
	for name, c := range map[string]struct {
		change Generate
		want   string
	}{
		"for all":               {Generate{Reallocate: "slot"}, "--reallocate needs one unit (run `scaffold generate UNIT --reallocate slot`)"},
		"for two":               {Generate{Units: []string{"alpha", "beta"}, Reallocate: "slot"}, "--reallocate needs one unit (run `scaffold generate UNIT --reallocate slot`)"},
		"what a person chooses": {Generate{Units: []string{"alpha"}, Reallocate: "port"}, `--reallocate names "port", and pack service@1.0.0 allocates no such input`},
		"what it lacks":         {Generate{Units: []string{"alpha"}, Reallocate: "x"}, `--reallocate names "x", and pack service@1.0.0 allocates no such input`},
	} {
		t.Run(name, func(t *testing.T) {
			same(t, "told", founded(t, "alpha", "beta").fails(c.change, Options{}), []string{c.want})
		})
	}
	t.Run("one that another has", func(t *testing.T) {
		w := founded(t, "alpha", "beta")
		m := w.plan(Generate{}, Options{}).Model
		mine, taken := m.Unit("alpha").Spec.Inputs["slot"].Value, m.Unit("beta").Spec.Inputs["slot"].Value
		w.edit(alphaSpec, mine.AsBigFloat().String(), taken.AsBigFloat().String())
		p := w.do(Generate{Units: []string{"alpha"}, Reallocate: "slot"})
		if got := p.Model.Unit("alpha").Spec.Inputs["slot"].Value; got.RawEquals(taken) {
			t.Errorf("both have %s", taken.AsBigFloat())
		}
	})
}

// TestGenerateMessages: units in which a file changes are named when they are few.
func TestGenerateMessages(t *testing.T) {
	owner := func(names ...string) func(w *world) {
		return func(w *world) {
			for _, name := range names {
				w.edit(folder(name)+"scaffold.hcl", `"us"`, `"them"`)
			}
		}
	}
	team := func(w *world) { w.edit("scaffold.hcl", "pack           =", "team = \"core\"\n  pack =") }
	for name, c := range map[string]struct {
		happens func(w *world)
		units   []string
		want    string
	}{
		"nothing changes":            {func(*world) {}, nil, "4 units"},
		"nothing of two":             {func(*world) {}, []string{"b-b", "a-a"}, "a-a, b-b"},
		"one":                        {owner("b-b"), nil, "b-b"},
		"two":                        {owner("b-b", "a-a"), nil, "a-a, b-b"},
		"the repository's own files": {team, nil, "the repository's files"},
		"those and a unit":           {func(w *world) { team(w); owner("a-a")(w) }, nil, "a-a, the repository's files"},
	} {
		t.Run(name, func(t *testing.T) {
			w := founded(t, "a-a", "b-b")
			c.happens(w)
			if got := w.plan(Generate{Units: c.units}, Options{}).Message; got != "chore: generate "+c.want {
				t.Errorf("message %q, want %q", got, c.want)
			}
		})
	}
	t.Run("what is said of a unit in the repository's files", func(t *testing.T) {
		w := empty(t)
		w.release("repository", "files \"unit\"", "section \"OWNERS\" {\n  role  = \"owner\"\n  line  = \"${path} ${value}\"\n  begin = \"# begin\"\n  end   = \"# end\"\n}\nfiles \"unit\"")
		w.release("service", "description = \"Who owns it\"", "role = \"owner\"\n  description = \"Who owns it\"")
		w.packs["repository/unit/OWNERS.tmpl"] = &fstest.MapFile{Data: []byte("# begin\n# end\n")}
		w.do(NewRepository{Root: acme()})
		w.do(service("a-a"))
		owner("a-a")(w)
		p := w.plan(Generate{}, Options{})
		if got := actions(p.Plan, "OWNERS"); p.Message != "chore: generate a-a" || len(got) != 1 {
			t.Errorf("message %q, OWNERS: %q", p.Message, got)
		}
	})
	t.Run("four", func(t *testing.T) {
		names := []string{"a-a", "b-b", "c-c", "d-d"}
		w := founded(t, names...)
		owner(names...)(w)
		if got := w.plan(Generate{}, Options{}).Message; got != "chore: generate 4 units" {
			t.Errorf("message %q", got)
		}
	})
}

// TestDependents: units outside the run that hold what it changes are named.
func TestDependents(t *testing.T) {
	for name, c := range map[string]struct {
		change Generate
		want   string // the notice's end; empty for none
	}{
		"a port that two call":  {Generate{Units: []string{"api"}, Set: typed("port=9000")}, "`scaffold generate cli web`"},
		"one is in the run":     {Generate{Units: []string{"api", "cli"}, Set: typed("api.port=9000")}, "`scaffold generate web`"},
		"all are":               {Generate{Set: typed("api.port=9000")}, ""},
		"what nobody reads":     {Generate{Units: []string{"api"}, Set: typed("owner=them")}, ""},
		"nothing":               {Generate{Units: []string{"api"}}, ""},
		"nobody depends on web": {Generate{Units: []string{"web"}, Set: typed("port=9000")}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := founded(t, "api")
			w.do(service("web", "uses=api"))
			w.do(service("cli", "calls=api"))
			notices := w.plan(c.change, Options{}).Plan.Notices
			if c.want == "" && len(notices) > 0 || c.want != "" && (len(notices) != 1 || !strings.HasSuffix(notices[0], c.want)) {
				t.Errorf("it is said %q, want %q", notices, c.want)
			}
		})
	}
}

// TestGenerateEnvironments: the others stay pending.
func TestGenerateEnvironments(t *testing.T) {
	w := founded(t, "alpha")
	p := w.plan(Generate{Units: []string{"alpha"}, Set: typed("port=9000")}, Options{Environments: []string{"dev"}})
	same(t, "planned", actions(p.Plan, folder("alpha")), []string{"update scaffold.hcl", "update environments/dev/main.tf", "update .scaffold.lock.hcl"})
	w.carryOut(p.Plan)
	p = w.plan(Generate{Units: []string{"alpha"}}, Options{Environments: []string{"production"}})
	same(t, "planned then", actions(p.Plan, folder("alpha")), []string{"update environments/production/main.tf", "update .scaffold.lock.hcl"})
	if got := w.fails(Generate{}, Options{Environments: []string{"qa"}}); !strings.Contains(got[0], `"qa"`) {
		t.Errorf("told is %q", got)
	}
}

// TestToldComesFirst: what was copied from elsewhere is said before what packs
// have to say.
func TestToldComesFirst(t *testing.T) {
	w := empty(t)
	w.release("service", "files \"environment\"", "notice {\n  when    = environment == \"dev\"\n  message = \"of the pack\"\n}\nfiles \"environment\"")
	w.do(NewRepository{Root: acme()})
	w.do(service("api"))
	w.do(service("web", "uses=api"))
	same(t, "notices", w.plan(Generate{Units: []string{"api"}, Set: typed("port=1"), Told: []string{"port was 2"}}, Options{}).Plan.Notices, []string{
		"port was 2", "of the pack", "what changed here stands in other units, too; run `scaffold generate web`",
	})
}

// TestSelect: units by name and by path, in the model's order, each once.
func TestSelect(t *testing.T) {
	m := founded(t, "alpha", "beta").plan(Generate{}, Options{}).Model
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"all":           {nil, ". foundation alpha beta"},
		"one":           {[]string{"beta"}, "beta"},
		"by path":       {[]string{"layers/04-applications/beta/"}, "beta"},
		"in its order":  {[]string{"beta", "alpha", "."}, ". alpha beta"},
		"twice":         {[]string{"beta", "layers/04-applications/beta"}, "beta"},
		"the root":      {[]string{"."}, "."},
		"a layer's dir": {[]string{"layers/01-foundation"}, "foundation"},
	} {
		t.Run(name, func(t *testing.T) {
			units, err := Select(m, c.args)
			if got := strings.Join(inOrder(units), " "); err != nil || got != c.want {
				t.Errorf("selected are %s, %v, want %s", got, err, c.want)
			}
		})
	}
	for _, arg := range []string{"", "gamma", "layers/04-applications", "../alpha"} {
		t.Run("not "+arg, func(t *testing.T) {
			if _, err := Select(m, []string{"alpha", arg}); len(told(err)) != 1 {
				t.Errorf("told is %v", err)
			}
		})
	}
}
