package plan

import (
	"slices"
	"strings"
	"testing"
)

const alphaDev = "layers/04-applications/alpha/environments/dev"

// without takes dev out of alpha's spec.
func (w *world) without() {
	w.write(service("alpha")+"/scaffold.hcl", "unit \"alpha\" {\n  pack         = \"service@1.0.0\"\n  environments = [\"production\"]\n  slot         = 12\n}\n")
}

// TestDroppedEnvironment: giving up an environment is giving up its whole root
// module, whatever of it was edited. Allowed, what was rendered goes, and what is
// somebody's stays and is told: by that run, by each later one and by the status.
func TestDroppedEnvironment(t *testing.T) {
	for name, c := range map[string]struct {
		edit    func(w *world)
		planned []string
		left    string
	}{
		"nothing edited": {func(*world) {}, []string{"delete dev/main.tf", "delete dev/run.sh", "keep dev/terraform.tfvars"}, "terraform.tfvars"},
		"an edited file": {
			func(w *world) { w.write(alphaDev+"/run.sh", "mine\n") }, []string{"delete dev/main.tf", "keep dev/run.sh", "keep dev/terraform.tfvars"}, "run.sh, terraform.tfvars",
		},
		"code of one's own": {
			func(w *world) { w.write(alphaDev+"/own.tf", "resource \"a_b\" \"own\" {\n}\n") },
			[]string{"delete dev/main.tf", "delete dev/run.sh", "keep dev/terraform.tfvars"},
			"own.tf, terraform.tfvars",
		},
		"no values": {
			func(w *world) { delete(w.files, alphaDev+"/terraform.tfvars") }, []string{"delete dev/main.tf", "delete dev/run.sh"}, "",
		},
		"what terraform init leaves": {
			func(w *world) {
				delete(w.files, alphaDev+"/terraform.tfvars")
				w.write(alphaDev+"/.terraform/modules/x.tfvars", "x\n")
				w.write(alphaDev+"/.terraform.lock.hcl", "x\n")
			}, []string{"delete dev/main.tf", "delete dev/run.sh"}, "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, "alpha")
			w.apply()
			c.edit(w)
			w.without()
			if got, want := strings.Split(w.standing(), "\n")[2], "dev 1.0.0 of 1.0.0 pending given up"; !strings.HasPrefix(got, want) {
				t.Errorf("before, it stands %q", got)
			}
			_, err := w.plan()
			if err == nil || !strings.HasPrefix(err.Error(), alphaDev+" would lose its whole root module, and ") || strings.Contains(err.Error(), "\n") {
				t.Errorf("it is not refused in one: %v", err)
			}
			w.allow = []string{alphaDev}
			got, p := w.kindsOfRun("environments/dev")
			if !slices.Equal(got, c.planned) {
				t.Errorf("planned are %q, want %q", got, c.planned)
			}
			for _, a := range p.Actions {
				if strings.HasPrefix(string(a.Path), alphaDev) && !strings.HasPrefix(a.Reason, "alpha has no environment dev any more") {
					t.Errorf("%s: %s", a.Path, a.Reason)
				}
			}
			w.tells(p, c.left)
			w.apply()
			p, err = w.plan()
			if err != nil || len(p.Writes()) > 0 {
				t.Fatalf("a second run writes %v, %v", p, err)
			}
			w.tells(p, c.left)
			if standing := w.standing(); strings.Contains(standing, "given up left") != (c.left != "") || strings.Contains(standing, "pending") {
				t.Errorf("afterwards it stands\n%s", standing)
			}
			if p, err = w.plan("production"); err != nil {
				t.Fatal(err)
			}
			w.tells(p, "")
		})
	}
}

// tells checks what a plan says of what is left of dev.
func (w *world) tells(p *Plan, left string) {
	w.t.Helper()
	var want []string
	if left != "" {
		want = []string{alphaDev + " is of no environment of alpha, and is left as it is: " + left +
			"; when nothing is applied there any more remove it with git rm -r, or list dev in layers/04-applications/alpha/scaffold.hcl again"}
	}
	if !slices.Equal(p.Notices, want) {
		w.t.Errorf("it says %q, want %q", p.Notices, want)
	}
}

// TestLeftoversAreRootModules: a module that others call may stand among the
// environments; a root module without values is told by its workspace.
func TestLeftoversAreRootModules(t *testing.T) {
	w := newWorld(t, "alpha")
	w.apply()
	w.write(service("alpha")+"/environments/common/main.tf", "resource \"a_b\" \"c\" {\n}\n")
	w.write(service("alpha")+"/environments/README.md", "x\n")
	if p, err := w.plan(); err != nil || len(p.Notices) > 0 {
		t.Errorf("it says %v, %v", p, err)
	}
	w.write(service("alpha")+"/environments/qa/main.tf", "terraform {\n  cloud {\n    organization = \"acme\"\n    workspaces {\n      name = \"aws-alpha-qa\"\n    }\n  }\n}\n")
	if p, err := w.plan(); err != nil || len(p.Notices) != 1 || !strings.Contains(p.Notices[0], "environments/qa is of no environment of alpha, and is left as it is: main.tf;") {
		t.Errorf("it says %v, %v", p, err)
	}
}
