package tfc_test

import (
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/tfc/tfetest"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// TestSetsThatTheCodeTakesBack: production does not keep the values of a set that
// the code narrows or drops, on any server.
func TestSetsThatTheCodeTakesBack(t *testing.T) {
	const set = "variable_set \"shared\" {\n  env = { COLOR = \"blue\" }\n}\n"
	all := rootFile + production + set
	narrow := strings.Replace(all, "\"shared\" {\n", "\"shared\" {\n  environments = [\"dev\"]\n", 1)
	for name, lacks := range map[string]bool{"Terraform Cloud": false, "a server that lacks much": true} {
		t.Run(name, func(t *testing.T) {
			s := start(t)
			s.Lacking = lacks
			on := func() string {
				var at []string
				for _, line := range strings.Split(s.Dump(), "\n") {
					if where, attached := strings.CutPrefix(line, "set shared on "); attached {
						at = append(at, where)
					}
				}
				return strings.Join(at, " ")
			}
			steps := []struct{ root, projects, workspaces string }{
				{all, "dev production", "aws-foundation-dev aws-foundation-production"},
				{narrow, "dev", "aws-foundation-dev"},
				{rootFile + production, "", ""},
			}
			for _, step := range steps {
				d := derive(t, repository(0, step.root))
				if _, err := reconcile(s, d, nil); err != nil {
					t.Fatal(err)
				}
				want := step.projects
				if lacks {
					want = step.workspaces
				}
				if got := on(); got != want {
					t.Errorf("it is on %q, not on %q", got, want)
				}
				if left := titles(plan(t, s, d, nil)); left != "" {
					t.Errorf("left over:\n%s", left)
				}
			}
			if _, err := reconcile(s, derive(t, repository(0, rootFile+production)), func(r *workspace.Reconciler) { r.Prune = true }); err != nil {
				t.Fatal(err)
			}
			if dump := s.Dump(); strings.Contains(dump, "set shared") {
				t.Errorf("--prune leaves the set:\n%s", dump)
			}
		})
	}
}

// TestSetsOfOthers: one made by hand is added to, and neither named nor narrowed;
// an older one of ours gets a name; another repository's is an error.
func TestSetsOfOthers(t *testing.T) {
	narrow := rootFile + production + "variable_set \"shared\" {\n  environments = [\"dev\"]\n  env = { COLOR = \"blue\" }\n}\n"
	for description, want := range map[string]string{
		"mine":                                "set shared on production\nset shared says mine",
		"Kept by scaffold from scaffold.hcl.": "set shared says Kept by scaffold from scaffold.hcl of acme/infra.",
		workspace.Kept("acme/other"):          "",
	} {
		s := start(t)
		if _, err := reconcile(s, derive(t, repository(0, rootFile+production)), nil); err != nil {
			t.Fatal(err)
		}
		s.Put(&tfetest.Set{Name: "shared", Description: description, Projects: s.Projects()})
		_, err := reconcile(s, derive(t, repository(0, narrow)), nil)
		if want == "" {
			if err == nil || !strings.Contains(err.Error(), "belongs to the repository acme/other") {
				t.Errorf("%s: %v", description, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", description, err)
		}
		var got []string
		for _, line := range strings.Split(s.Dump(), "\n") {
			if strings.HasPrefix(line, "set shared says") || line == "set shared on production" {
				got = append(got, line)
			}
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("%s: %q", description, got)
		}
	}
}
