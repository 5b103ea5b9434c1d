package change

import (
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// TestNewRepository: specs come before what is rendered of them, a unit's lock
// behind its files.
func TestNewRepository(t *testing.T) {
	w := empty(t)
	p := w.do(NewRepository{Root: acme()})
	same(t, "planned", actions(p.Plan, ""), []string{
		"create layers/01-foundation/scaffold.hcl", "create layers/04-applications/.gitkeep", "create scaffold.hcl",
		"create README.md", "create .scaffold.lock.hcl",
		"create layers/01-foundation/environments/dev/main.tf", "create layers/01-foundation/environments/dev/terraform.tfvars",
		"create layers/01-foundation/environments/production/main.tf", "create layers/01-foundation/environments/production/terraform.tfvars",
		"create layers/01-foundation/.scaffold.lock.hcl",
	})
	if p.Message != "feat: add infrastructure repository" || len(p.Plan.Notices) > 0 || p.Plan.Unchanged != 0 {
		t.Errorf("message %q, notices %q, %d unchanged", p.Message, p.Plan.Notices, p.Plan.Unchanged)
	}
	same(t, "added", p.Added, []string{"foundation"})
	same(t, "units", p.Plan.Units, []string{".", "foundation"})
	same(t, "the model's units", inOrder(p.Model.Units), []string{".", "foundation"})
	for _, name := range []string{"repository", "foundation"} {
		if w.text(".scaffold/packs/"+name+"@1.0.0/pack.hcl") == "" {
			t.Errorf("the pack %s is not vendored", name)
		}
	}
	if name := ".scaffold/packs/service@1.0.0/pack.hcl"; w.text(name) != "" {
		t.Errorf("%s is vendored, and no unit is of it", name)
	}
}

// TestNewRepositorySet: what is set lands in the root file, in a layer's spec or
// in its terraform.tfvars.
func TestNewRepositorySet(t *testing.T) {
	w := empty(t)
	w.do(NewRepository{Root: acme(), Set: typed("team=core", "foundation.zones=4", "production:foundation.days=90")})
	const dir = "layers/01-foundation/"
	for name, c := range map[string]struct {
		file, has, lacks string
	}{
		"the repository's own input":   {"scaffold.hcl", "team           = \"core\"", "zones"},
		"a layer's input":              {dir + "scaffold.hcl", "zones        = 4", "days"},
		"what is pinned is not asked":  {dir + "scaffold.hcl", "", "environment \""},
		"a number for one environment": {dir + "environments/production/terraform.tfvars", "days = 90", ""},
		"and its default in the other": {dir + "environments/dev/terraform.tfvars", "days = 30", ""},
		"what is rendered":             {dir + "environments/production/main.tf", "= 4", ""},
	} {
		t.Run(name, func(t *testing.T) {
			text := w.text(c.file)
			if !strings.Contains(text, c.has) || c.lacks != "" && strings.Contains(text, c.lacks) {
				t.Errorf("%s holds\n%s", c.file, text)
			}
		})
	}
}

// TestNewRepositoryMistakes: what the command line has wrong, what each unit has,
// and units that there are none of, in this order and at once.
func TestNewRepositoryMistakes(t *testing.T) {
	w := empty(t)
	c := NewRepository{
		Root: acme(), Mistakes: diag.List{diag.Usagef("the command line is wrong")},
		Set: typed("tem=x", "foundation.zones=many", "foundation.nope=1", "staging:foundation.zones=1", "beta.x=1", "alpha.x=1"),
	}
	got := w.fails(c, Options{})
	same(t, "told", got, []string{
		"the command line is wrong",
		`pack repository@1.0.0 has no input "tem" (did you mean "team"?)`,
		`--zones or --set zones: "many" is not a value of type number (write an HCL expression; quote it for your shell)`,
		`pack foundation@1.0.0 has no input "nope" (inputs: zones, days)`,
		`input "zones" is set for environment "staging", which this unit does not have (it has dev, production)`,
		`--set names a unit "alpha" that a new repository does not have (units: foundation)`,
		`--set names a unit "beta" that a new repository does not have (units: foundation)`,
	})
	same(t, "wrong without a plan", told(c.Wrong(w.base().Packs)), got)
	if err := (NewRepository{Root: acme()}).Wrong(w.base().Packs); err != nil {
		t.Errorf("nothing is wrong, but %v", err)
	}
}

// TestRepositoryInAnother: GitHub reads .github at git's top only.
func TestRepositoryInAnother(t *testing.T) {
	for inside, want := range map[string]bool{"": false, ".": false, "infra": true, "a/b": true} {
		t.Run("in "+inside, func(t *testing.T) {
			p := empty(t).plan(NewRepository{Root: acme(), Inside: inside}, Options{})
			if got := len(p.Plan.Notices) == 1 && strings.Contains(p.Plan.Notices[0], " into "+inside+"/.github "); got != want || len(p.Plan.Notices) > 1 {
				t.Errorf("it is said %q", p.Plan.Notices)
			}
		})
	}
}

// TestRepositoryLacksAPack: a layer has the pack of its name.
func TestRepositoryLacksAPack(t *testing.T) {
	w := empty(t)
	root := acme()
	root.Layers[0].Name, root.Layers[1].DependsOn = "network", nil
	if got := w.fails(NewRepository{Root: root}, Options{}); len(got) != 1 || !strings.Contains(got[0], "network") {
		t.Errorf("told is %q", got)
	}
}

// TestLikeNoDisk: a base without a disk and one with an empty one are the same.
func TestLikeNoDisk(t *testing.T) {
	w := empty(t)
	want := actions(w.plan(NewRepository{Root: acme()}, Options{}).Plan, "")
	b := w.base()
	b.Disk = repo.Overlay{}
	p, err := Plan(NewRepository{Root: acme()}, b, Options{})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "in an empty folder", actions(p.Plan, ""), want)
}
