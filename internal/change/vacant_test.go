package change

import (
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// TestOverTerraformCode: a new unit is not merged into code that stands in its
// folder. Other files, and what terraform init leaves, are no code.
func TestOverTerraformCode(t *testing.T) {
	const alpha, layer = "layers/04-applications/alpha/", "layers/05-data/"
	for name, c := range map[string]struct {
		files []string // what stands in the folder
		holds string   // what is told; empty when nothing is
	}{
		"nothing":               {nil, ""},
		"a root module":         {[]string{"environments/dev/main.tf"}, "environments/dev/main.tf"},
		"a module of its own":   {[]string{"main.tf"}, "main.tf"},
		"JSON":                  {[]string{"environments/dev/main.tf.json"}, "environments/dev/main.tf.json"},
		"OpenTofu's":            {[]string{"environments/dev/main.tofu"}, "environments/dev/main.tofu"},
		"an override":           {[]string{"environments/dev/x_override.tf"}, "environments/dev/x_override.tf"},
		"another environment":   {[]string{"environments/qa/main.tf"}, "environments/qa/main.tf"},
		"many":                  {[]string{"a.tf", "b.tf", "c.tf", "d.tf", "e.tf", "f.tf", "g.tf"}, "a.tf, b.tf, c.tf, d.tf, e.tf, 2 more"},
		"what init leaves":      {[]string{"environments/dev/.terraform/modules/vpc/main.tf", "environments/dev/.terraform.lock.hcl"}, ""},
		"an editor's":           {[]string{"environments/dev/.#main.tf", "environments/dev/main.tf~"}, ""},
		"a README and a script": {[]string{"NOTES.md", "environments/dev/run.sh"}, ""},
		"values":                {[]string{"environments/dev/terraform.tfvars"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := founded(t)
			for _, file := range c.files {
				w.files[repo.Path(alpha+file)], w.files[repo.Path(layer+file)] = []byte("x = 1\n"), []byte("x = 1\n")
			}
			for dir, change := range map[string]Change{
				alpha: Add{Pack: "service", Name: "alpha", Flags: typed("owner=us")}, layer: AddLayer{Pack: "blank", Name: "data", Flags: typed("cost=1")},
			} {
				if c.holds == "" {
					w.plan(change, Options{})
					continue
				}
				folder := strings.TrimSuffix(dir, "/")
				want := folder + " holds Terraform code that scaffold did not make: " + c.holds +
					" (the new code would be merged into it; choose another name, or move the folder aside first (git mv " + folder + " old-" + folder[strings.LastIndex(folder, "/")+1:] + ") and carry over by hand what is to stay)"
				if got := w.fails(change, Options{}); got[0] != want {
					t.Errorf("told is\n%s\nwant\n%s", got[0], want)
				}
			}
		})
	}
}

// TestFoundedOverTerraformCode: a new repository is not merged into layers of
// hand-written code, each of which is told; a person learns of a unit's before the
// questions.
func TestFoundedOverTerraformCode(t *testing.T) {
	w := empty(t)
	w.files = map[repo.Path][]byte{"layers/01-foundation/main.tf": []byte("x"), "main.tf": []byte("x"), "README.md": []byte("x\n")}
	got := w.fails(NewRepository{Root: acme()}, Options{})
	if len(got) != 1 || !strings.HasPrefix(got[0], "layers/01-foundation holds Terraform code that scaffold did not make: main.tf (") {
		t.Errorf("told is %q", got)
	}

	w = founded(t)
	w.files["layers/04-applications/alpha/main.tf"], w.files["layers/05-data/main.tf"] = []byte("x"), []byte("x")
	w.files["layers/04-applications/beta"] = []byte("x")
	m, err := repo.Load(w.disk())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range [][3]string{
		{"service", "alpha", "layers/04-applications/alpha holds Terraform code that scaffold did not make: main.tf"},
		{"service", "beta", "layers/04-applications/beta is a file, where the unit's folder belongs"},
		{"service", "gamma", ""},
		{"blank", "data", "layers/05-data holds Terraform code that scaffold did not make: main.tf"},
		{"blank", "net", ""},
	} {
		p, err := newDraft(w.base(), Options{}).pack(c[0])
		if err != nil {
			t.Fatal(err)
		}
		if got := RefusedName(m, p, c[1]); got != c[2] {
			t.Errorf("of %s %s is said %q, want %q", c[0], c[1], got, c[2])
		}
	}
}
