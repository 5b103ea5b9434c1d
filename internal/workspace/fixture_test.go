package workspace

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// root is a scaffold.hcl with two layers and an environment dev, in which every
// apply starts the runs of those that read the state.
const root = `repository {
  organization = "acme"
  vcs          = "acme/infra"
  pack         = "repository@1.0.0"
}
layer "base" {}
layer "apps" {
  depends_on = ["base"]
  holds      = "services"
}
terraform_cloud {
  github_app_installation_id = "ghain-1"
}
environment "dev" {
  run_triggers = "direct"
}
`

// extras hangs something of every kind on what is there.
const extras = `variables "shop" {
  env = { COLOR = "blue" }
}
variable_set "common" {
  terraform = { owner = "platform" }
}
notification "slack" {
  url_variable = "SLACK_URL"
}
team "platform" {
  access = "maintain"
}
team "shop" {
  access = "write"
  units  = ["shop"]
}
`

// repository is one with this scaffold.hcl. A line "unit: reads" is a unit,
// and the units whose state it reads in its own environment; one that is called
// like a layer is that layer.
func repository(root string, units ...string) fstest.MapFS {
	files := fstest.MapFS{"scaffold.hcl": {Data: []byte(root)}}
	for _, line := range units {
		unit, reads, _ := strings.Cut(line, ":")
		dir := "layers/apps/" + unit
		if strings.Contains(root, "layer \""+unit+"\"") {
			dir = "layers/" + unit
		}
		files[dir+"/scaffold.hcl"] = &fstest.MapFile{Data: fmt.Appendf(nil, "unit %q {\n  pack = \"blank@1.0.0\"\n}\n", unit)}
		for _, environment := range []string{"dev", "production"} {
			if strings.Contains(root, "environment \""+environment+"\"") {
				files[dir+"/environments/"+environment+"/main.tf"] = &fstest.MapFile{Data: []byte(rootModule(environment, strings.Fields(reads)))}
			}
		}
	}
	return files
}

func rootModule(environment string, reads []string) string {
	text := "output \"live\" {\n  value = true\n}\n"
	for _, unit := range reads {
		text += fmt.Sprintf(`data "terraform_remote_state" %q {
  backend = "remote"
  config = {
    organization = "acme"
    workspaces   = { name = "aws-%s-%s" }
  }
}
`, unit, unit, environment)
	}
	return text
}

// desire derives what the code asks for.
func desire(t *testing.T, files fstest.MapFS) (*Desired, error) {
	t.Helper()
	m, err := repo.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return Derive(Inputs{
		Model: m, Prefix: ".", Branch: "main", Project: "{environment}", URLs: map[string]string{"SLACK_URL": "https://hooks.example.com/secret"},
	})
}

// desired is that of code without mistakes.
func desired(t *testing.T, root string, units ...string) *Desired {
	t.Helper()
	d, err := desire(t, repository(root, units...))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// shop is the repository of most tests: a layer, and two services on it.
func shop(t *testing.T) *Desired {
	return desired(t, root+extras, "base:", "shop: base", "till: base shop")
}

// try plans and applies, one request after the other.
func try(c *cloud, d *Desired, change func(*Reconciler)) (*Plan, Result, error) {
	r := &Reconciler{Client: c, Desired: d, Workers: 1}
	if change != nil {
		change(r)
	}
	p, err := r.Plan(context.Background())
	if err != nil {
		return nil, Result{}, err
	}
	result, err := r.Apply(context.Background(), p)
	return p, result, err
}

// reconcile must succeed.
func reconcile(t *testing.T, c *cloud, d *Desired, change func(*Reconciler)) *Plan {
	t.Helper()
	p, _, err := try(c, d, change)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// made is a server on which the desired state is.
func made(t *testing.T, d *Desired) *cloud {
	t.Helper()
	c := &cloud{}
	reconcile(t, c, d, nil)
	c.calls, c.reads = nil, nil
	return c
}

// planned are the titles of what a reconcile would do, one a line.
func planned(t *testing.T, c *cloud, d *Desired, change func(*Reconciler)) string {
	t.Helper()
	r := &Reconciler{Client: c, Desired: d}
	if change != nil {
		change(r)
	}
	p, err := r.Plan(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return titles(p)
}

func titles(p *Plan) string {
	var lines []string
	for _, c := range p.Changes {
		line := c.Title()
		if c.Action == Update {
			for _, f := range c.Fields {
				line += fmt.Sprintf(" [%s: %s → %s]", f.Name, f.Old, f.New)
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// same compares lists of lines and shows what differs.
func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	only := func(a, b string) (out []string) {
		for line := range strings.SplitSeq(a, "\n") {
			if !strings.Contains("\n"+b+"\n", "\n"+line+"\n") {
				out = append(out, line)
			}
		}
		return out
	}
	t.Errorf("%s: there is too much\n\t%s\nand there lacks\n\t%s\nof\n%s", what,
		strings.Join(only(got, want), "\n\t"), strings.Join(only(want, got), "\n\t"), got)
}
