package workspace

import (
	"slices"
	"strings"
	"testing"
)

// TestDestroyRuns: who reads a state is destroyed before it, and of others the
// environments in their order. The path of a page is told where it is known.
func TestDestroyRuns(t *testing.T) {
	const three = root + "environment \"staging\" {}\nenvironment \"production\" {}\n"
	files := repository(three, "base:", "shop: base", "till: base shop")
	files["layers/apps/shop/environments/staging/main.tf"] = files["layers/base/environments/dev/main.tf"]
	// dev reads what production has.
	files["layers/apps/shop/environments/dev/main.tf"].Data = []byte(strings.Replace(rootModule("dev", []string{"shop"}), "aws-shop-dev", "aws-shop-production", 1))
	d, err := desire(t, files)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "what comes next", strings.Join(d.DestroyRuns("shop", false), "\n"), `push, and let Terraform Cloud apply it in every workspace below
let till do without shop, and apply that first: aws-till-production reads the state of aws-shop-production
let till do without shop, and apply that first: aws-till-dev reads the state of aws-shop-dev
start a destroy run in aws-shop-dev and confirm it: https://app.terraform.io/app/acme/workspaces/aws-shop-dev/settings/delete
start a destroy run in aws-shop-production and confirm it: https://app.terraform.io/app/acme/workspaces/aws-shop-production/settings/delete
start a destroy run in aws-shop-staging and confirm it: https://app.terraform.io/app/acme/workspaces/aws-shop-staging/settings/delete
scaffold remove shop`)
	d = desired(t, strings.Replace(three, `"acme/infra"`, "\"acme/infra\"\n  hostname = \"tfe.example.com\"", 1), "base:", "shop:")
	if next := d.DestroyRuns("shop", true); !strings.HasPrefix(next[0], "no protection is on") || !slices.Contains(next, "start a destroy run in aws-shop-dev on tfe.example.com and confirm it") {
		t.Errorf("what comes next is %q", next)
	}
}

// TestEnvironmentsInOrder: dev is the first to be destroyed, not the last.
func TestEnvironmentsInOrder(t *testing.T) {
	d := desired(t, root+"environment \"production\" {}\n", "base:")
	if next := strings.Join(d.DestroyRuns("base", false), "\n"); strings.Index(next, "aws-base-dev") > strings.Index(next, "aws-base-production") {
		t.Errorf("what comes next is\n%s", next)
	}
}

// TestOrphansOfAServerThatDoesNotCount: their states are asked, and what can't be
// read is not said to hold nothing.
func TestOrphansOfAServerThatDoesNotCount(t *testing.T) {
	for _, c := range []struct {
		name   string
		server func(*cloud)
		want   string
	}{
		{"by their states", func(c *cloud) { c.manages = map[string]int{"aws-till-dev": 3} }, "3 resources"},
		{"nothing", func(*cloud) {}, "0 resources"},
		{"not known", func(c *cloud) { c.manages = map[string]int{"aws-till-dev": Uncounted} }, "resources not counted"},
		{"the server counts", func(c *cloud) {
			c.find("aws-till-dev").Resources, c.manages = 1, map[string]int{"aws-till-dev": 3}
		}, "1 resource"},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := made(t, shop(t))
			c.server(server)
			p, err := (&Reconciler{Client: server, Desired: desired(t, root+extras, "base:", "shop: base")}).Plan(t.Context())
			if err != nil || len(p.Orphans) != 1 || p.Orphans[0].Holds() != c.want {
				t.Errorf("%+v, %v", p, err)
			}
		})
	}
}

// TestHostThatMoved: until the code is rendered for another host, what it reads
// where it stands itself is no foreign state, and no tie is taken away.
func TestHostThatMoved(t *testing.T) {
	files := repository(root, "base:", "shop: base")
	for name, f := range files {
		if strings.HasSuffix(name, "main.tf") {
			unit := strings.Split(strings.TrimPrefix(strings.TrimPrefix(name, "layers/apps/"), "layers/"), "/")[0]
			files[name].Data = append(f.Data, "terraform {\n  cloud {\n    organization = \"acme\"\n    workspaces {\n      name = \"aws-"+unit+"-dev\"\n    }\n  }\n}\n"...)
		}
	}
	first, err := desire(t, files)
	if err != nil {
		t.Fatal(err)
	}
	c := made(t, first)
	for what, change := range map[string][2]string{
		"another host":         {`"acme/infra"`, "\"acme/infra\"\n  hostname = \"tfe.example.com\""},
		"another organization": {`organization = "acme"`, `organization = "other"`},
	} {
		t.Run(what, func(t *testing.T) {
			files["scaffold.hcl"].Data = []byte(strings.Replace(root, change[0], change[1], 1))
			d, err := desire(t, files)
			if err != nil {
				t.Fatal(err)
			}
			if got := planned(t, c, d, func(r *Reconciler) { r.Refresh = true }); got != "" {
				t.Errorf("the plan has %q", got)
			}
			if len(d.Notices) != 1 || !strings.HasPrefix(d.Notices[0], "the code of 2 workspaces, such as aws-base-dev, is for acme on app.terraform.io, and scaffold.hcl says ") {
				t.Errorf("the notices are %q", d.Notices)
			}
		})
	}
}
