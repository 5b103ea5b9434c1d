package change

import (
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// data is a layer, with flags of its inputs.
func data(flags ...string) AddLayer {
	return AddLayer{Pack: "blank", Name: "data", Flags: typed(append([]string{"cost=7"}, flags...)...)}
}

// TestAddLayer: its block, its spec, its files, and the README that shows it.
func TestAddLayer(t *testing.T) {
	w := founded(t, "alpha")
	w.edit("scaffold.hcl", "layer \"applications\"", "# services live here\nlayer \"applications\"")
	c := data("note=ours")
	c.DependsOn = []string{"foundation"}
	p := w.do(c)
	same(t, "planned", actions(p.Plan, ""), []string{
		"create layers/05-data/scaffold.hcl", "update scaffold.hcl", "update README.md", "update .scaffold.lock.hcl",
		"create layers/05-data/environments/dev/main.tf", "create layers/05-data/environments/production/main.tf",
		"create layers/05-data/.scaffold.lock.hcl",
	})
	same(t, "units", p.Plan.Units, []string{".", "data"})
	same(t, "added", p.Added, []string{"data"})
	if p.Message != "feat: add data layer" {
		t.Errorf("message %q", p.Message)
	}
	if text := w.text("scaffold.hcl"); !strings.HasSuffix(text, "\nlayer \"data\" {\n  directory  = \"05-data\"\n  depends_on = [\"foundation\"]\n}\n") ||
		!strings.Contains(text, "# services live here\nlayer \"applications\"") {
		t.Errorf("the root file is\n%s", text)
	}
	want := "unit \"data\" {\n  pack         = \"blank@1.0.0\"\n  environments = [\"dev\", \"production\"]\n  note         = \"ours\"\n  cost         = \"7\"\n}\n"
	if got := w.text("layers/05-data/scaffold.hcl"); got != want {
		t.Errorf("the spec is\n%s\nwant\n%s", got, want)
	}
}

// TestLayerBefore: another layer depends on the new one, and is rendered with it,
// as is every unit whose pack reads the layers.
func TestLayerBefore(t *testing.T) {
	w := founded(t)
	w.do(data())
	c := AddLayer{Pack: "blank", Name: "network", Before: "foundation", Flags: typed("cost=8")}
	p := w.do(c)
	same(t, "said", p.Plan.Notices, []string{"foundation depends on network now; no folder was renumbered, as order comes from depends_on; the code in layers/01-foundation does not read its state: " +
		"where it needs something of it, add a terraform_remote_state block of aws-network-ENVIRONMENT"})
	same(t, "units", p.Plan.Units, []string{".", "foundation", "data", "network"})
	if text := w.text("scaffold.hcl"); !strings.Contains(text, "layer \"foundation\" {\n  directory  = \"01-foundation\"\n  depends_on = [\"network\"]\n}") {
		t.Errorf("the root file is\n%s", text)
	}
	if text := w.text("layers/05-data/environments/dev/main.tf"); text != "# 7 beside 4 layers\n" {
		t.Errorf("the other layer is\n%s", text)
	}
}

// TestLayerBeforeOneThatReads: a layer whose pack reads the layers' state is wired.
func TestLayerBeforeOneThatReads(t *testing.T) {
	w := founded(t)
	w.release("blank", "beside", "\"aws-network-dev\" beside")
	w.files["layers/05-data/scaffold.hcl"] = []byte("unit \"data\" {\n  pack = \"blank@1.0.0\"\n  cost = \"7\"\n}\n")
	w.edit("scaffold.hcl", "layer \"applications\"", "layer \"data\" {\n  directory = \"05-data\"\n}\n\nlayer \"applications\"")
	network := AddLayer{Pack: "blank", Name: "network", Before: "data", Flags: typed("cost=8")}
	p := w.do(network)
	same(t, "said", p.Plan.Notices, []string{"data depends on network now; no folder was renumbered, as order comes from depends_on; the code in layers/05-data reads its state"})
	network.Flags = nil
	if again := w.plan(network, Options{}); len(again.Plan.Notices) > 0 || len(again.Plan.Writes()) > 0 {
		t.Errorf("the same again writes %v and says %q", again.Plan.Writes(), again.Plan.Notices)
	}
	network.Before = "foundation"
	if got := w.fails(network, Options{}); !strings.HasPrefix(got[0], "there is already a layer \"network\"") {
		t.Errorf("before another one it says %q", got)
	}
}

// TestLayerExists: one that is there just as asked is fine; another is refused.
func TestLayerExists(t *testing.T) {
	const exists = `there is already a layer "data", in layers/05-data (change it in scaffold.hcl or in its own spec, then run ` + "`scaffold generate`)"
	for name, c := range map[string]struct {
		change AddLayer
		want   string
	}{
		"just as asked":      {AddLayer{Pack: "blank", Name: "data", DependsOn: []string{"foundation"}}, ""},
		"depends on nothing": {AddLayer{Pack: "blank", Name: "data"}, exists},
		"with an input":      {AddLayer{Pack: "blank", Name: "data", DependsOn: []string{"foundation"}, Set: typed("note=x")}, exists},
		"with a mistake":     {AddLayer{Pack: "blank", Name: "data", DependsOn: []string{"foundation"}, Mistakes: diag.List{diag.Usagef("no")}}, exists},
		"of another pack":    {AddLayer{Pack: "foundation", Name: "data", DependsOn: []string{"foundation"}}, exists},
	} {
		t.Run(name, func(t *testing.T) {
			w := founded(t)
			first := data()
			first.DependsOn = []string{"foundation"}
			w.do(first)
			if c.want != "" {
				if got := w.fails(c.change, Options{}); got[0] != c.want {
					t.Errorf("told is %q, want %q", got, c.want)
				}
				return
			}
			p := w.plan(c.change, Options{})
			if len(p.Plan.Writes()) > 0 || len(p.Added) > 0 || p.Message != "feat: add data layer" {
				t.Errorf("planned is %q, added %q, message %q", actions(p.Plan, ""), p.Added, p.Message)
			}
		})
	}
}

// TestLayerRefused: what is wrong, and beside it what is missing.
func TestLayerRefused(t *testing.T) {
	const cost = `input "cost" has no value: Cost center (write cost = … into the spec)`
	for name, c := range map[string]struct {
		change AddLayer
		want   []string
	}{
		"no name":                      {AddLayer{Pack: "blank"}, []string{"NAME is missing: the new layer's name", cost}},
		"no name, and nothing missing": {AddLayer{Pack: "blank", Flags: typed("cost=1")}, []string{"NAME is missing: the new layer's name"}},
		"a wrong name": {AddLayer{Pack: "blank", Name: "Data_1"}, []string{
			`"Data_1" can't be the name of a layer (lower-case letters, digits and single hyphens, a letter first)`, cost,
		}},
		"a unit's name": {AddLayer{Pack: "blank", Name: "alpha"}, []string{
			`there is already a unit "alpha": layers/04-applications/alpha (workspace names leave the layer out, so unit names are unique across layers)`, cost,
		}},
		"below one that is not there": {AddLayer{Pack: "blank", Name: "data", DependsOn: []string{"foundation", "platform"}, Flags: typed("cost=1")}, []string{
			`there is no layer "platform" (layers here: foundation, applications)`,
		}},
		"before one that is not there": {AddLayer{Pack: "blank", Name: "data", Before: "platform", Flags: typed("cost=1")}, []string{
			`there is no layer "platform" (layers here: foundation, applications)`,
		}},
		"an unknown input": {AddLayer{Pack: "blank", Name: "data", Set: typed("nte=1")}, []string{
			`pack blank@1.0.0 has no input "nte" (did you mean "note"?)`, cost,
		}},
		"set for another unit": {AddLayer{Pack: "blank", Name: "data", Flags: typed("cost=1"), Set: typed("foundation.zones=1")}, []string{
			`--set names the unit "foundation", but this command is about "data" (an environment stands before a colon: --set foundation:zones=VALUE)`,
		}},
		"in one environment": {AddLayer{Pack: "blank", Name: "data", Set: typed("dev:cost=1")}, []string{
			`input "cost" has no value in environment production: Cost center (write cost = … into the spec)`,
		}},
		"in one environment, beside a mistake": {AddLayer{Pack: "blank", Name: "data", Set: typed("dev:cost=1", "x=1")}, []string{
			`pack blank@1.0.0 has no input "x" (inputs: note, cost)`,
			`input "cost" has no value in environment production: Cost center (write cost = … into the spec)`,
		}},
		"everything at once": {
			AddLayer{Pack: "blank", Name: "Data_1", DependsOn: []string{"platform", "foundation", "network"}, Before: "nothing", Set: typed("x=1", "foundation.zones=1"), Mistakes: diag.List{diag.Usagef("one")}},
			[]string{
				`"Data_1" can't be the name of a layer (lower-case letters, digits and single hyphens, a letter first)`,
				`there is no layer "platform" (layers here: foundation, applications)`,
				`there is no layer "network" (layers here: foundation, applications)`,
				`there is no layer "nothing" (layers here: foundation, applications)`,
				"one",
				`--set names the unit "foundation", but this command is about "Data_1" (an environment stands before a colon: --set foundation:zones=VALUE)`,
				`pack blank@1.0.0 has no input "x" (inputs: note, cost)`,
				cost,
			},
		},
		"what can't be read": {AddLayer{Pack: "blank", Name: "data", Flags: typed("cost=1"), Mistakes: diag.List{diag.Usagef("one"), diag.Usagef("two")}}, []string{"one", "two"}},
		"a circle": {AddLayer{Pack: "blank", Name: "data", DependsOn: []string{"foundation"}, Before: "foundation", Flags: typed("cost=1")}, []string{
			`scaffold.hcl:35: layers "data" and "foundation" depend on each other in a circle (take one name out of a depends_on)`,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			same(t, "told", founded(t, "alpha").fails(c.change, Options{}), c.want)
		})
	}
}
