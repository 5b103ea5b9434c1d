package change

import (
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// TestPrepareRemoval: protections in each environment go; all else stays.
func TestPrepareRemoval(t *testing.T) {
	w := founded(t)
	const dev = "layers/01-foundation/environments/dev/"
	w.files[dev+"mine.tf"] = []byte("resource \"a_b\" \"own\" {\n  deletion_protection = var.protect # ours\n}\n")
	before := w.text(dev + "main.tf")
	p := w.do(PrepareRemoval{Unit: "layers/01-foundation"})
	same(t, "planned", actions(p.Plan, "layers/01-foundation/environments/"), []string{"update dev/main.tf", "update production/main.tf"})
	if got, want := w.text(dev+"main.tf"), strings.Replace(before, "true", "false", 1); got != want {
		t.Errorf("it is\n%s\nwant\n%s", got, want)
	}
	if got := p.Plan.Actions[0].Reason; got != "off: deletion_protection in a_net.main" {
		t.Errorf("the reason is %q", got)
	}
	same(t, "notices", p.Plan.Notices, []string{dev + "mine.tf: deletion_protection in a_b.own is set by an expression; see that it lets the destroy run through"})
	same(t, "units", p.Plan.Units, []string{"foundation"})
	if p.Message != "chore: prepare foundation for removal" || p.Plan.Unchanged != 1 {
		t.Errorf("message %q, %d unchanged", p.Message, p.Plan.Unchanged)
	}
	if again := w.plan(PrepareRemoval{Unit: "foundation"}, Options{}); len(again.Plan.Writes()) > 0 || again.Plan.Unchanged != 3 {
		t.Errorf("again: %q, %d unchanged", actions(again.Plan, ""), again.Plan.Unchanged)
	}
	same(t, "told", w.fails(PrepareRemoval{Unit: "fundation"}, Options{}), []string{`there is no unit "fundation" (units here: ., foundation)`})
}

// TestRemoveService: its files go, and nothing else.
func TestRemoveService(t *testing.T) {
	w := founded(t, "alpha", "beta")
	p := w.do(removalOf("alpha"))
	same(t, "planned", actions(p.Plan, folder("alpha")), []string{
		"delete .scaffold.lock.hcl", "delete scaffold.hcl", "delete environments/dev/calls.tf", "delete environments/dev/main.tf",
		"delete environments/dev/terraform.tfvars", "delete environments/production/calls.tf", "delete environments/production/main.tf",
		"delete environments/production/terraform.tfvars",
	})
	if n := len(p.Plan.Actions); n != 8 || p.Plan.Actions[0].Reason != "the unit is removed" {
		t.Errorf("%d actions: %q", n, actions(p.Plan, ""))
	}
	same(t, "units", p.Plan.Units, []string{"alpha"})
	if p.Message != "feat: remove alpha infrastructure" || p.Model.Unit("alpha") != nil || p.Model.Unit("beta") == nil {
		t.Errorf("message %q, the model has %q", p.Message, inOrder(p.Model.Units))
	}
	for name := range w.files {
		if strings.HasPrefix(string(name), folder("alpha")) {
			t.Errorf("%s is left", name)
		}
	}
	same(t, "told", w.fails(removalOf("alpha"), Options{}), []string{`there is no unit "alpha" (units here: ., beta, foundation)`})
}

// TestRemoveLayer: its block goes with the comment above it, and what shows the
// layers is rendered.
func TestRemoveLayer(t *testing.T) {
	w := founded(t)
	root := w.text("scaffold.hcl")
	w.do(data())
	w.do(AddLayer{Pack: "blank", Name: "logs", Flags: typed("cost=8")})
	w.edit("scaffold.hcl", "layer \"data\"", "# of the data team\nlayer \"data\"")
	p := w.do(removal("data", "05-data"))
	same(t, "units", p.Plan.Units, []string{".", "logs", "data"})
	if text := w.text("scaffold.hcl"); text != root+"\nlayer \"logs\" {\n  directory = \"06-logs\"\n}\n" {
		t.Errorf("the root file is\n%s", text)
	}
	if text := w.text("README.md"); strings.Contains(text, "data") {
		t.Errorf("the README is\n%s", text)
	}
	if text := w.text("layers/06-logs/environments/dev/main.tf"); text != "# 8 beside 3 layers\n" {
		t.Errorf("the other layer is\n%s", text)
	}
}

// TestRemoveFromTheRootFile: what it says of the unit goes along, as commands about
// workspaces refuse what names no unit; and what nobody could say is said.
func TestRemoveFromTheRootFile(t *testing.T) {
	w := founded(t, "alpha", "beta")
	root := w.text("scaffold.hcl")
	w.files["scaffold.hcl"] = []byte(root + "\n# of alpha\nvariables \"alpha\" {\n  env = { A = \"b\" }\n}\n\nteam \"both\" {\n  units = [\"alpha\", \"beta\"]\n}\n\nteam \"one\" {\n  units = [\"alpha\"]\n}\n")
	c := removalOf("alpha")
	c.Unasked = true
	p := w.do(c)
	if text := w.text("scaffold.hcl"); text != root+"\nteam \"both\" {\n  units = [\"beta\"]\n}\n" {
		t.Errorf("the root file is\n%s", text)
	}
	same(t, "noticed", p.Plan.Notices, []string{
		`alpha is taken out of variables "alpha", team "both", team "one" in scaffold.hcl`,
		"there is no token, so nobody was asked whether its workspaces still manage resources",
	})
}

// TestRemovable: what is no unit of its own, and what layers depend on.
func TestRemovable(t *testing.T) {
	m := founded(t, "alpha").plan(Generate{}, Options{}).Model
	for name, want := range map[string]string{
		".":          `"." is the repository itself and can't be removed`,
		"foundation": "scaffold.hcl:39: layer applications depends on foundation (take it out of depends_on and render that layer without it first)",
		"alpha":      "",
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(told(Removable(m, m.Unit(name))), "|"); got != want {
				t.Errorf("told is %q, want %q", got, want)
			}
		})
	}
}

// TestUnnamed: what other specs name stays until they don't.
func TestUnnamed(t *testing.T) {
	w := founded(t, "api")
	w.do(service("web", "uses=api"))
	w.do(service("cli", "production:calls=api"))
	m := w.plan(Generate{}, Options{}).Model
	for name, want := range map[string]string{
		"api": "api is named in the spec of cli, web (take it out there and run `scaffold generate cli web`)",
		"web": "",
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(told(Unnamed(m, m.Unit(name), w.base().Packs)), "|"); got != want {
				t.Errorf("told is %q, want %q", got, want)
			}
		})
	}
}

// TestPrune: packs that neither a lock nor a spec names go, their declarations
// first.
func TestPrune(t *testing.T) {
	w := founded(t, "alpha", "beta")
	p := w.plan(Prune{}, Options{})
	if len(p.Plan.Actions) > 0 || p.Message != "chore: remove unused packs" {
		t.Errorf("all are used, and planned is %v, %q", p.Plan.Actions, p.Message)
	}
	w.newService("1.1.0")
	w.do(Upgrade{Units: []string{"alpha"}})
	if p := w.plan(Prune{}, Options{}); len(p.Plan.Actions) > 0 {
		t.Errorf("beta stands at it, and planned is %v", p.Plan.Actions)
	}
	w.carryOut(w.plan(Upgrade{Units: []string{"beta"}}, Options{Environments: []string{"dev"}}).Plan)
	if p := w.plan(Prune{}, Options{}); len(p.Plan.Actions) > 0 {
		t.Errorf("beta's production stands at it, and planned is %v", p.Plan.Actions)
	}
	w.do(Upgrade{Units: []string{"beta"}})
	p = w.do(Prune{})
	var got []string
	for _, a := range p.Plan.Actions {
		got = append(got, strings.Join([]string{string(a.Kind), string(a.Path), a.Reason}, " "))
	}
	const dir, why = "delete .scaffold/packs/service@1.0.0/", " no unit stands at service@1.0.0"
	same(t, "planned", got, []string{
		dir + "pack.hcl" + why, dir + "environment/calls.tf.tmpl" + why, dir + "environment/main.tf.tmpl" + why, dir + "environment/terraform.tfvars.tmpl" + why,
	})
	same(t, "added", p.Added, []string{"service@1.0.0"})
	if p.Message != "chore: remove unused packs service@1.0.0" {
		t.Errorf("message %q", p.Message)
	}
}

// TestPruneKeepsWhatASpecNames, be it that nothing was rendered of it yet.
func TestPruneKeepsWhatASpecNames(t *testing.T) {
	w := founded(t, "alpha")
	w.newService("1.1.0")
	w.do(Upgrade{Units: []string{"alpha"}})
	w.files["layers/04-applications/beta/scaffold.hcl"] = []byte("unit \"beta\" {\n  pack  = \"service@1.0.0\"\n  owner = \"us\"\n}\n")
	if p := w.plan(Prune{}, Options{}); len(p.Plan.Actions) > 0 {
		t.Errorf("planned is %v", p.Plan.Actions)
	}
}

// TestRemoved: its files went before; only the workspaces are left to be told of.
func TestRemoved(t *testing.T) {
	p, err := Plan(Removed{Unit: "alpha"}, Base{}, Options{})
	if err != nil || len(p.Plan.Actions) > 0 || p.Message != "feat: remove alpha infrastructure" || p.Model != nil {
		t.Errorf("planned is %+v, %v", p, err)
	}
	same(t, "units", p.Plan.Units, []string{"alpha"})
}

// TestPacks: those of specs and those of locks.
func TestPacks(t *testing.T) {
	w := founded(t, "alpha")
	w.newService("1.1.0")
	w.carryOut(w.plan(Upgrade{Units: []string{"alpha"}}, Options{Environments: []string{"dev"}}).Plan)
	m, err := repo.Load(w.disk())
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for ref := range Packs(m) {
		got[ref.String()] = true
	}
	same(t, "packs", sortedKeys(got), []string{"foundation@1.0.0", "repository@1.0.0", "service@1.0.0", "service@1.1.0"})
}

// TestRemovalWritesNothingElse: a deleted file has no content to write.
func TestRemovalWritesNothingElse(t *testing.T) {
	for _, a := range founded(t, "alpha").plan(removalOf("alpha"), Options{}).Plan.Actions {
		if a.Kind != plan.Delete || len(a.Bytes()) > 0 {
			t.Errorf("%s %s holds %q", a.Kind, a.Path, a.Bytes())
		}
	}
}
