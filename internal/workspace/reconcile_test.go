package workspace

import (
	"slices"
	"strings"
	"testing"
)

// TestOrder is how a reconcile builds: what others need first, and a workspace's
// description when all that hangs on it is there.
func TestOrder(t *testing.T) {
	c := &cloud{}
	p := reconcile(t, c, shop(t), nil)
	same(t, "calls", strings.Join(c.calls, "\n"), `create project dev
create workspace aws-base-dev
create workspace aws-shop-dev
create workspace aws-till-dev
create variable set common
create variable of a set owner in common
create attachment of variable set "common" to dev
create project team access platform in dev
create state grant aws-base-dev → aws-shop-dev, aws-till-dev
create notification scaffold: slack on aws-base-dev
describe workspace aws-base-dev
create run trigger aws-base-dev → aws-shop-dev
create state grant aws-shop-dev → aws-till-dev
create variable COLOR on aws-shop-dev
create notification scaffold: slack on aws-shop-dev
create team access shop on aws-shop-dev
describe workspace aws-shop-dev
create run trigger aws-base-dev → aws-till-dev
create run trigger aws-shop-dev → aws-till-dev
create notification scaffold: slack on aws-till-dev
describe workspace aws-till-dev`)
	if n := p.Count(KindWorkspace, Create); n != 3 || p.Count("", "") != len(p.Changes) || p.Unchanged != 0 {
		t.Errorf("%d workspaces of %d changes, %d unchanged", n, len(p.Changes), p.Unchanged)
	}
	if !slices.Equal(p.FanOut, []FanOut{{"aws-base-dev", 2, "direct"}, {"aws-shop-dev", 1, "direct"}}) {
		t.Errorf("an apply starts %v", p.FanOut)
	}
}

// TestSecondTime: what is in order costs no request but lists, and no change.
func TestSecondTime(t *testing.T) {
	d := shop(t)
	c := made(t, d)
	before := c.dump()
	p := reconcile(t, c, d, nil)
	if len(p.Changes) > 0 || p.Unchanged != 3 || p.Stale != 0 || len(c.calls) > 0 || len(c.reads) > 0 {
		t.Errorf("planned %q, %d unchanged, calls %q, read %q", titles(p), p.Unchanged, c.calls, c.reads)
	}
	if got := planned(t, c, d, func(r *Reconciler) { r.Refresh = true }); got != "" || len(c.reads) != 3 {
		t.Errorf("refreshed, planned %q, read %q", got, c.reads)
	}
	same(t, "the server", c.dump(), before)
}

// TestDifferences is what a difference between server and code leads to.
func TestDifferences(t *testing.T) {
	for _, c := range []struct {
		name   string
		server func(*cloud)                // before the plan
		code   func(t *testing.T) *Desired // nil for the code that made the server
		run    func(*Reconciler)
		want   string
	}{
		{
			name: "a setting changed by hand", want: "update workspace aws-shop-dev [auto-apply: false → true]",
			server: func(c *cloud) { c.find("aws-shop-dev").Settings[AutoApply] = "false" },
		}, {
			name: "another terraform version in the code", want: "update workspace aws-base-dev [terraform-version: 1.16.2 → 1.12.0]\nupdate workspace aws-shop-dev [terraform-version: 1.16.2 → 1.12.0]",
			code: func(t *testing.T) *Desired {
				return desired(t, strings.Replace(root, `environment "dev" {`, "environment \"dev\" {\n  terraform_version = \"1.12.0\"", 1)+extras, "base:", "shop: base")
			},
		}, {
			name: "another name in the code", want: "update workspace base-dev [name: aws-base-dev → base-dev]\nupdate workspace shop-dev [name: aws-shop-dev → shop-dev]",
			code: renamed,
		}, {
			name: "a tie taken away by hand, which no list shows", want: "",
			server: func(c *cloud) { c.find("aws-shop-dev").Triggers = nil },
		}, {
			name: "a tie taken away by hand, refreshed", want: "create run trigger aws-base-dev → aws-shop-dev",
			server: func(c *cloud) { c.find("aws-shop-dev").Triggers = nil }, run: func(r *Reconciler) { r.Refresh = true },
		}, {
			name: "a variable changed by hand, refreshed", want: "update variable COLOR on aws-shop-dev [value: red → blue]",
			server: func(c *cloud) { c.find("aws-shop-dev").Variables[0].Value = "red" }, run: func(r *Reconciler) { r.Refresh = true },
		}, {
			name: "a sensitive one of that name is its owner's", want: "",
			server: func(c *cloud) {
				v := &c.find("aws-shop-dev").Variables[0]
				v.Value, v.Sensitive = "", true
			}, run: func(r *Reconciler) { r.Refresh = true },
		}, {
			name: "a variable made an expression by hand, refreshed", want: "update variable COLOR on aws-shop-dev [hcl: true → false]",
			server: func(c *cloud) { c.find("aws-shop-dev").Variables[0].HCL = true }, run: func(r *Reconciler) { r.Refresh = true },
		}, {
			name: "a variable of the set made an expression by hand", want: "update variable of a set owner in common [hcl: true → false]",
			server: func(c *cloud) { c.sets[0].Variables[0].HCL = true },
		}, {
			name: "a notification disabled by hand, refreshed", want: "update notification scaffold: slack on aws-shop-dev [enabled: false → true]",
			server: func(c *cloud) { c.find("aws-shop-dev").Notifications[0].Disabled = true }, run: func(r *Reconciler) { r.Refresh = true },
		}, {
			name: "of two notifications with one name the younger is enabled", want: "remove notification scaffold: slack on aws-shop-dev",
			server: func(c *cloud) {
				s := c.find("aws-shop-dev")
				twin := s.Notifications[0]
				twin.ID, twin.Created = "enabled", twin.Created.AddDate(0, 0, 1)
				s.Notifications[0].Disabled = true
				s.Notifications = append(s.Notifications, twin)
			}, run: func(r *Reconciler) { r.Refresh = true },
		}, {
			name: "a team's access changed by hand, refreshed", want: "update team access shop on aws-shop-dev [access: read → write]",
			server: func(c *cloud) { c.find("aws-shop-dev").Teams[0].Access = "read" }, run: func(r *Reconciler) { r.Refresh = true },
		}, {
			name: "a secret address that changed, refreshed", want: "update notification scaffold: slack on aws-shop-dev [triggers: run:errored → run:completed\nrun:errored\nrun:needs_attention] [url: (secret) → (another secret)]",
			server: func(c *cloud) {
				n := &c.find("aws-shop-dev").Notifications[0]
				n.URL, n.Triggers = "https://hooks.example.com/old", []string{"run:errored"}
			}, run: func(r *Reconciler) { r.Refresh = true },
		}, {
			name: "a description that says nothing any more", want: "update workspace aws-shop-dev [description: mine → Managed by scaffold: unit shop, environment dev of acme/infra.]",
			server: func(c *cloud) { c.find("aws-shop-dev").Settings[Description] = "mine" },
		}, {
			name: "a tag changed by hand", want: "update workspace aws-shop-dev [tags: environment=dev\nrepository=acme/infra\nunit=mine → environment=dev\nrepository=acme/infra\nunit=shop]",
			server: func(c *cloud) {
				s := c.find("aws-shop-dev")
				s.Bindings["unit"] = "mine"
			},
		}, {
			name: "a variable of the set taken away by hand", want: "create variable of a set owner in common",
			server: func(c *cloud) { c.sets[0].Variables = nil },
		}, {
			name: "a set taken off its project", want: `create attachment of variable set "common" to dev`,
			server: func(c *cloud) { c.sets[0].Projects = nil },
		}, {
			name: "a set that somebody made global", want: "",
			server: func(c *cloud) { c.sets[0].Global, c.sets[0].Projects = true, nil },
		}, {
			name: "another level for a project's team", want: "update project team access platform in dev [access: read → maintain]",
			server: func(c *cloud) { c.teams[c.projects["dev"]][0].Access = "read" },
		}, {
			name: "less in the code", want: "remove attachment of variable set \"common\" to dev\nremove variable COLOR on aws-shop-dev\nremove notification scaffold: slack on aws-base-dev\nremove notification scaffold: slack on aws-shop-dev",
			code: func(t *testing.T) *Desired { return desired(t, root, "base:", "shop: base") },
		}, {
			name: "what others hang on a workspace", want: "",
			server: func(c *cloud) {
				s := c.find("aws-shop-dev")
				s.Variables = append(s.Variables, Variable{ID: "v", Key: "MINE", Category: "env"})
				s.Notifications = append(s.Notifications, Notification{ID: "n", Name: "mine", Kind: "slack"})
				s.Teams = append(s.Teams, Access{"a", "auditors", "read"})
			}, run: func(r *Reconciler) { r.Refresh = true },
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			first := desired(t, root+extras, "base:", "shop: base")
			server := made(t, first)
			if c.server != nil {
				c.server(server)
			}
			d := first
			if c.code != nil {
				d = c.code(t)
			}
			got := lines(planned(t, server, d, c.run))
			same(t, "the plan", got, lines(c.want))
			reconcile(t, server, d, c.run)
			if again := planned(t, server, d, c.run); again != "" {
				t.Errorf("carried out, the plan still has %q", again)
			}
		})
	}
}

// renamed is the same code with another pattern of names.
func renamed(t *testing.T) *Desired {
	files := repository(strings.Replace(root, `"acme/infra"`, "\"acme/infra\"\n  workspace_name = \"{unit}-{environment}\"", 1)+extras, "base:", "shop: base")
	for name, f := range files {
		files[name].Data = []byte(strings.ReplaceAll(string(f.Data), `"aws-`, `"`))
	}
	d, err := desire(t, files)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// lines are those of a text in an order.
func lines(text string) string { return joined(Lines(text)) }
