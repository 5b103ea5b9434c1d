package change

import (
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// newService makes another version of the service pack: with another label in
// main.tf, and what the pairs of old and new text change.
func (w *world) newService(version string, pairs ...string) {
	w.t.Helper()
	w.release("service", append(pairs, `version = "1.0.0"`, `version = "`+version+`"`, "{\n  owner =", "{\n  kind  = \"new\"\n  owner =")...)
}

// TestUpgrade: the version in the spec moves, and what it renders; comments stay.
func TestUpgrade(t *testing.T) {
	w := founded(t, "alpha", "beta")
	w.edit(alphaSpec, "owner ", "# who pays\n  owner ")
	before := w.text(alphaSpec)
	w.newService("1.1.0")
	p := w.do(Upgrade{Units: []string{"alpha"}})
	same(t, "planned", actions(p.Plan, folder("alpha")), []string{
		"update scaffold.hcl", "update environments/dev/main.tf", "update environments/production/main.tf", "update .scaffold.lock.hcl",
	})
	if got, want := w.text(alphaSpec), strings.Replace(before, "service@1.0.0", "service@1.1.0", 1); got != want {
		t.Errorf("the spec is\n%s\nwant\n%s", got, want)
	}
	if p.Message != "chore: upgrade alpha to service@1.1.0" || len(p.Added) > 0 {
		t.Errorf("message %q, added %q", p.Message, p.Added)
	}
	if text := w.text(folder("beta") + "scaffold.hcl"); !strings.Contains(text, "service@1.0.0") {
		t.Errorf("beta is upgraded too:\n%s", text)
	}
	if w.text(".scaffold/packs/service@1.1.0/pack.hcl") == "" || w.text(".scaffold/packs/service@1.0.0/pack.hcl") == "" {
		t.Error("a pack that a unit stands at is not vendored")
	}
}

// TestGenerateMovesNoVersion: only an upgrade does.
func TestGenerateMovesNoVersion(t *testing.T) {
	w := founded(t, "alpha")
	w.newService("1.1.0")
	if p := w.plan(Generate{}, Options{}); len(p.Plan.Writes()) > 0 {
		t.Errorf("planned are %q", actions(p.Plan, ""))
	}
}

// TestUpgradeTo: a version that is known, and none that is older.
func TestUpgradeTo(t *testing.T) {
	for name, c := range map[string]struct {
		first, to string
		want      string // the spec's version then, or the problem
	}{
		"the newest":          {"", "", "service@1.1.0"},
		"by its name":         {"", "1.1.0", "service@1.1.0"},
		"where it stands":     {"", "1.0.0", "service@1.0.0"},
		"one that is unknown": {"", "3.0.0", "pack service@3.0.0 is neither vendored in .scaffold/packs nor built in"},
		"an older one":        {"1.1.0", "1.0.0", alphaSpec + ":1: alpha is at service@1.1.0, and service@1.0.0 is older (an older version may lack what the newer one made; go back with git revert)"},
	} {
		t.Run(name, func(t *testing.T) {
			w := founded(t, "alpha", "beta")
			w.newService("1.1.0")
			if c.first != "" {
				w.do(Upgrade{Units: []string{"alpha"}, To: c.first})
			}
			up := Upgrade{Units: []string{"alpha"}, To: c.to}
			if !strings.HasPrefix(c.want, "service@") {
				if got := w.fails(up, Options{}); len(got) != 1 || !strings.HasPrefix(got[0], c.want) {
					t.Errorf("told is %q, want %q", got, c.want)
				}
				return
			}
			w.do(up)
			if text := w.text(alphaSpec); !strings.Contains(text, `"`+c.want+`"`) {
				t.Errorf("the spec is\n%s", text)
			}
		})
	}
	t.Run("nothing newer is known", func(t *testing.T) {
		w := founded(t, "alpha")
		w.newService("1.1.0")
		w.do(Upgrade{})
		w.packs = firstPacks()
		if p := w.plan(Upgrade{}, Options{}); len(p.Plan.Writes()) > 0 {
			t.Errorf("planned are %q", actions(p.Plan, ""))
		}
	})
}

// TestUpgradeRenames: an input that the pack calls otherwise now is renamed where
// it stands, with its comment and its overrides.
func TestUpgradeRenames(t *testing.T) {
	w := founded(t)
	w.do(service("alpha", "port=7000", "production:port=9000"))
	w.edit(alphaSpec, "port         = 7000", "port         = 7000 # as ever")
	w.newService("2.0.0", "input \"port\"", "renamed_input {\n  from = \"port\"\n  to   = \"listen\"\n}\ninput \"listen\"", "port > 0", "listen > 0",
		"[\"port\"]", "[\"listen\"]", "port = port", "port = listen", "<% .port %>", "<% .listen %>", ".port %>", ".listen %>")
	w.do(Upgrade{Set: typed("alpha.count=1")})
	text := w.text(alphaSpec)
	if strings.Contains(text, "port ") || !strings.Contains(text, "7000 # as ever") || strings.Count(text, "listen") != 2 {
		t.Errorf("the spec is\n%s", text)
	}
	if text := w.text(folder("alpha") + "environments/production/main.tf"); !strings.Contains(text, "port  = 9000") {
		t.Errorf("production is\n%s", text)
	}
}

// TestUpgradeRenamesTwice: an input that was renamed twice since gets its last
// name, in whichever order the pack tells of them.
func TestUpgradeRenamesTwice(t *testing.T) {
	const first = "renamed_input {\n  from = \"port\"\n  to   = \"listen\"\n}\n"
	const second = "renamed_input {\n  from = \"listen\"\n  to   = \"bind\"\n}\n"
	for name, renames := range map[string]string{"in order": first + second, "backwards": second + first} {
		for where, c := range map[string]struct{ spec, defaults string }{
			"in the spec":     {"port=7000", ""},
			"in the defaults": {"uses=", "\ndefaults \"service\" {\n  port = 7000\n}\n"},
		} {
			t.Run(name+" "+where, func(t *testing.T) {
				w := founded(t)
				w.files["scaffold.hcl"] = append(w.files["scaffold.hcl"], c.defaults...)
				w.do(service("alpha", c.spec))
				w.newService("3.0.0", "input \"port\"", renames+"input \"bind\"", "port > 0", "bind > 0",
					"[\"port\"]", "[\"bind\"]", "port = port", "port = bind", "<% .port %>", "<% .bind %>", ".port %>", ".bind %>")
				w.carryOut(w.plan(Upgrade{Units: []string{"alpha"}}, Options{Environments: []string{"dev"}}).Plan)
				if p := w.plan(Generate{}, Options{}); len(p.Plan.Writes()) > 0 {
					t.Errorf("production waits, and generate plans %q", actions(p.Plan, ""))
				}
				w.do(Upgrade{})
				for _, environment := range []string{"dev", "production"} {
					if text := w.text(folder("alpha") + "environments/" + environment + "/main.tf"); !strings.Contains(text, "port  = 7000") {
						t.Errorf("%s is\n%s", environment, text)
					}
				}
			})
		}
	}
}

// TestNumbersRenamedTwice: a number keeps its value and its comment under its last
// name; where a later name is there, too, the older one is a variable of the user's.
func TestNumbersRenamedTwice(t *testing.T) {
	const first = "renamed_input {\n  from = \"count\"\n  to   = \"tasks\"\n}\n"
	const second = "renamed_input {\n  from = \"tasks\"\n  to   = \"copies\"\n}\n"
	for name, renames := range map[string]string{"in order": first + second, "backwards": second + first} {
		for before, want := range map[string]string{
			"count = 4 # four\n":            "copies = 4 # four\n",
			"tasks = 5 # five\n":            "copies = 5 # five\n",
			"count = 4\ntasks = 5 # five\n": "count = 4\ncopies = 5 # five\n",
			"count = 4\ncopies = 6\n":       "count = 4\ncopies = 6\n",
		} {
			t.Run(name+": "+strings.ReplaceAll(strings.TrimSpace(before), "\n", ", "), func(t *testing.T) {
				const file = "layers/04-applications/alpha/environments/dev/terraform.tfvars"
				w := founded(t, "alpha")
				w.files[file] = []byte(before)
				w.newService("3.0.0", "input \"count\"", renames+"input \"copies\"")
				w.do(Upgrade{})
				if got := w.text(file); got != want {
					t.Errorf("it is\n%s\nwant\n%s", got, want)
				}
			})
		}
	}
}

// TestUpgradeSet: a version that wants something new is given it in the same run.
func TestUpgradeSet(t *testing.T) {
	const input = "input \"tier\" {\n  type        = string\n  description = \"Tier\"\n}\ninput \"port\""
	for name, c := range map[string]struct {
		change Upgrade
		want   []string
	}{
		"for the one":             {Upgrade{Units: []string{"alpha"}, Set: typed("tier=gold")}, nil},
		"for its unit":            {Upgrade{Set: typed("alpha.tier=gold", "beta.tier=gold")}, nil},
		"for each environment":    {Upgrade{Units: []string{"alpha"}, Set: typed("dev:tier=gold", "production:tier=gold")}, nil},
		"it is not clear for who": {Upgrade{Set: typed("tier=gold")}, []string{`it is not clear which unit "tier" is to be set for (name one unit, or write --set UNIT.tier=…)`, tierOf(""), tierOf("")}},
		"for one of two": {Upgrade{Set: typed("alpha.tier=gold")}, []string{
			folder("beta") + "scaffold.hcl:1: " + tierOf(" in environment dev"), folder("beta") + "scaffold.hcl:1: " + tierOf(" in environment production"),
		}},
		"beside a mistake": {Upgrade{Units: []string{"alpha"}, Mistakes: diag.List{diag.Usagef("no value")}}, []string{"no value", tierOf("")}},
	} {
		t.Run(name, func(t *testing.T) {
			w := founded(t, "alpha", "beta")
			w.newService("1.1.0", "input \"port\"", input)
			if c.want != nil {
				same(t, "told", w.fails(c.change, Options{}), c.want)
				return
			}
			w.do(c.change)
			if text := w.text(alphaSpec); !strings.Contains(text, "tier ") || !strings.Contains(text, "service@1.1.0") {
				t.Errorf("the spec is\n%s", text)
			}
		})
	}
}

func tierOf(where string) string {
	return `input "tier" has no value` + where + `: Tier (write tier = … into the spec)`
}

// TestUpgradeMessages: units and versions are named when they are few.
func TestUpgradeMessages(t *testing.T) {
	for name, c := range map[string]struct {
		services, units []string
		want            string
	}{
		"one":             {[]string{"a-a"}, []string{"a-a"}, "a-a to service@1.0.0"},
		"all":             {nil, nil, "foundation, the repository's files to foundation@1.0.0, repository@1.0.0"},
		"the repository":  {nil, []string{"."}, "the repository's files to repository@1.0.0"},
		"four units":      {[]string{"a-a", "b-b"}, nil, "4 units to foundation@1.0.0, repository@1.0.0, service@1.0.0"},
		"two of one pack": {[]string{"a-a", "b-b"}, []string{"b-b", "a-a"}, "a-a, b-b to service@1.0.0"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := founded(t, c.services...).plan(Upgrade{Units: c.units}, Options{}).Message; got != "chore: upgrade "+c.want {
				t.Errorf("message %q, want %q", got, c.want)
			}
		})
	}
	t.Run("four packs", func(t *testing.T) {
		w := founded(t, "a-a")
		w.do(data())
		if got := w.plan(Upgrade{}, Options{}).Message; got != "chore: upgrade 4 units to newer packs" {
			t.Errorf("message %q", got)
		}
	})
}

// TestUpgradeEnvironments: one environment moves, the others wait.
func TestUpgradeEnvironments(t *testing.T) {
	w := founded(t, "alpha")
	w.newService("1.1.0")
	p := w.plan(Upgrade{Units: []string{"alpha"}}, Options{Environments: []string{"dev"}})
	same(t, "planned", actions(p.Plan, folder("alpha")), []string{"update scaffold.hcl", "update environments/dev/main.tf", "update .scaffold.lock.hcl"})
}

// TestUpgradeEach: a change for each unit, by name, with what is set of it.
func TestUpgradeEach(t *testing.T) {
	w := founded(t, "beta", "alpha")
	w.newService("1.1.0")
	each, err := Upgrade{To: "", Set: typed("alpha.port=1", "layers/04-applications/beta.port=2", "foundation.zones=4")}.Each(w.base(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range each {
		up := c.(Upgrade)
		for _, a := range up.Set {
			up.Units = append(up.Units, a.Name+"="+a.Text)
		}
		got = append(got, strings.Join(up.Units, " "))
	}
	same(t, "the parts", got, []string{".", "alpha port=1", "beta port=2", "foundation zones=4"})
	together := founded(t, "beta", "alpha")
	together.newService("1.1.0")
	together.do(Upgrade{Set: typed("alpha.port=1", "layers/04-applications/beta.port=2", "foundation.zones=4")})
	w.inTurn(each)
	w.equals(together)
}

// TestUpgradeEachOfOne: what is set names no unit where there is only one.
func TestUpgradeEachOfOne(t *testing.T) {
	w := founded(t, "alpha", "beta")
	w.newService("1.1.0")
	each, err := Upgrade{Units: []string{"alpha"}, To: "1.1.0", Set: typed("port=1", "dev:alpha.port=2")}.Each(w.base(), Options{})
	if err != nil || len(each) != 1 {
		t.Fatal(each, err)
	}
	if one := each[0].(Upgrade); len(one.Set) != 2 || one.To != "1.1.0" || one.Units[0] != "alpha" {
		t.Errorf("the part is %+v", one)
	}
}

// TestUpgradeEachTellsAll: what is wrong with the last is told before the first is
// written.
func TestUpgradeEachTellsAll(t *testing.T) {
	w := founded(t, "alpha", "beta")
	w.newService("1.1.0")
	up := Upgrade{Set: typed("beta.port=0")}
	each, err := up.Each(w.base(), Options{})
	if each != nil || err == nil {
		t.Fatalf("parted into %v, %v", each, err)
	}
	same(t, "told", told(err), w.fails(up, Options{}))
}
