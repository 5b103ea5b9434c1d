package workspace

import (
	"fmt"
	"strings"
	"testing"
)

// TestSetsThatTheCodeNarrows: a set is taken off what is not its own any more,
// and stays on what the code does not know.
func TestSetsThatTheCodeNarrows(t *testing.T) {
	const both = root + "environment \"production\" {}\n"
	all := both + "variable_set \"common\" {\n  terraform = { owner = \"platform\" }\n}\n"
	narrow := strings.Replace(all, "variable_set \"common\" {\n", "variable_set \"common\" {\n  environments = [\"dev\"]\n", 1)
	const takeOff = `remove attachment of variable set "common" to production`
	prune := func(r *Reconciler) { r.Prune = true }
	for _, c := range []struct {
		name   string
		root   string
		server func(*cloud)
		run    func(*Reconciler)
		want   string
		notice string
	}{
		{name: "narrowed", root: narrow, want: takeOff},
		{name: "narrowed, on a branch", root: narrow, run: func(r *Reconciler) { r.AddOnly = true }},
		{name: "narrowed, in a run about one unit", root: narrow, run: func(r *Reconciler) { r.Units = []string{"base"} }},
		{
			name: "dropped", root: both, want: "remove attachment of variable set \"common\" to dev\n" + takeOff,
			notice: `no code asks for the variable set "common" any more; --prune deletes it`,
		},
		{name: "dropped, with --prune", root: both, run: prune, want: "remove variable set common"},
		{
			name: "dropped, with --prune, and it holds what others made", root: both, run: prune,
			server: func(c *cloud) { c.sets[0].Variables = append(c.sets[0].Variables, Variable{ID: "v", Key: "MINE"}) },
			want:   "remove attachment of variable set \"common\" to dev\n" + takeOff,
			notice: `no code asks for the variable set "common" any more; it holds variables that scaffold did not make, so it is yours to delete`,
		},
		{
			name: "made by hand", root: narrow,
			server: func(c *cloud) { c.sets[0].Description = "mine" },
		},
		{
			name: "dropped, and another repository's", root: both, run: prune,
			server: func(c *cloud) { c.sets[0].Description = Kept("acme/other") },
		},
		{
			name: "made when a description named no repository", root: narrow,
			server: func(c *cloud) { c.sets[0].Description = "Kept by scaffold from scaffold.hcl." },
			want:   "update variable set common [description: Kept by scaffold from scaffold.hcl. → Kept by scaffold from scaffold.hcl of acme/infra.]\n" + takeOff,
		},
		{
			name: "attached to a project that the code does not know", root: all,
			server: func(c *cloud) {
				c.projects["sandbox"] = "prj-9"
				c.sets[0].Projects = append(c.sets[0].Projects, "prj-9")
			},
			notice: `the variable set "common" stays attached to sandbox, which no code knows; --prune takes it off`,
		},
		{
			name: "the same, with --prune", root: all, run: prune, want: `remove attachment of variable set "common" to sandbox`,
			server: func(c *cloud) {
				c.projects["sandbox"] = "prj-9"
				c.sets[0].Projects = append(c.sets[0].Projects, "prj-9")
			},
		},
		{
			name: "attached by hand to a workspace of another environment", root: narrow, want: takeOff + "\nremove attachment of variable set \"common\" to aws-base-production",
			server: func(c *cloud) {
				c.sets[0].Workspaces = []string{c.find("aws-base-dev").ID, c.find("aws-base-production").ID}
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := made(t, desired(t, all, "base:"))
			if c.server != nil {
				c.server(server)
			}
			d := desired(t, c.root, "base:")
			p := reconcile(t, server, d, c.run)
			same(t, "the plan", titles(p), c.want)
			same(t, "the notices", strings.Join(p.Notices, "\n"), c.notice)
			if again := planned(t, server, d, c.run); again != "" {
				t.Errorf("carried out, the plan still has %q", again)
			}
		})
	}
}

// TestSetsOfWorkspaces: where there are no projects, a set is on workspaces.
func TestSetsOfWorkspaces(t *testing.T) {
	all := root + "environment \"production\" {}\nvariable_set \"common\" {\n  terraform = { owner = \"platform\" }\n}\n"
	c := &cloud{lacks: map[Feature]bool{Projects: true}}
	reconcile(t, c, desired(t, all, "base:"), nil)
	narrow := desired(t, strings.Replace(all, "variable_set \"common\" {\n", "variable_set \"common\" {\n  environments = [\"dev\"]\n", 1), "base:")
	same(t, "the plan", titles(reconcile(t, c, narrow, nil)), `remove attachment of variable set "common" to aws-base-production`)
	if left := planned(t, c, narrow, nil); left != "" {
		t.Errorf("carried out, the plan still has %q", left)
	}
}

// TestSetOfAnotherRepository is not taken over.
func TestSetOfAnotherRepository(t *testing.T) {
	d := shop(t)
	c := made(t, d)
	c.sets[0].Description = Kept("acme/other")
	_, _, err := try(c, d, nil)
	if err == nil || !strings.Contains(err.Error(), `the variable set "common" exists, and it belongs to the repository acme/other, not to acme/infra`) || len(c.calls) > 0 {
		t.Errorf("%v, after %q", err, c.calls)
	}
}

// TestKeeper reads what Kept writes.
func TestKeeper(t *testing.T) {
	for description, want := range map[string]string{
		Kept("acme/infra"):                    "acme/infra true",
		"Kept by scaffold from scaffold.hcl.": " true",
		"mine":                                " false",
		"":                                    " false",
	} {
		repository, ours := keeper(description)
		if got := fmt.Sprint(repository, " ", ours); got != want {
			t.Errorf("%q is read as %q", description, got)
		}
	}
}
