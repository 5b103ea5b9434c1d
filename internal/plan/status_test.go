package plan

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// standing is the status of alpha, a line for each environment: the version that
// was rendered, what is pending, and files by what is wrong with them.
func (w *world) standing(environments ...string) string {
	w.t.Helper()
	m, err := repo.Load(w.files)
	if err != nil {
		w.t.Fatal(err)
	}
	r := Request{Model: m, Disk: w.files, Units: []*repo.Unit{m.Unit("alpha")}, Environments: environments}
	if w.more != nil {
		w.more(&r)
	}
	all, problems := w.builder().Status(r)
	var lines []string
	for _, s := range all {
		line := fmt.Sprintf("%s %s of %s", s.Environment, s.Pack.Version, s.Wanted.Version)
		if s.Pending {
			line += " pending"
		}
		if s.GivenUp {
			line += " given up"
		}
		for what, paths := range map[string][]repo.Path{"edited": s.Edited, "deleted": s.Deleted, "conflict": s.Conflicts, "left": s.Left} {
			for _, p := range paths {
				line += " " + what + " " + p.Base()
			}
		}
		lines = append(lines, strings.TrimSpace(line))
	}
	for _, p := range problems {
		lines = append(lines, "problem: "+p.Summary)
	}
	return strings.Join(lines, "\n")
}

// TestStatus: how a unit stands after each thing that may happen to it.
func TestStatus(t *testing.T) {
	const asRendered = "1.0.0 of 1.0.0\ndev 1.0.0 of 1.0.0\nproduction 1.0.0 of 1.0.0"
	for name, c := range map[string]struct {
		happens func(w *world)
		want    string
	}{
		"nothing":             {func(*world) {}, asRendered},
		"an edit":             {func(w *world) { w.write(devMain, "mine\n") }, "1.0.0 of 1.0.0\ndev 1.0.0 of 1.0.0 edited main.tf\nproduction 1.0.0 of 1.0.0"},
		"a file is deleted":   {func(w *world) { delete(w.files, devMain) }, "1.0.0 of 1.0.0\ndev 1.0.0 of 1.0.0 deleted main.tf\nproduction 1.0.0 of 1.0.0"},
		"a conflict is left":  {func(w *world) { w.write(devMain, "<<<<<<< yours\n") }, "1.0.0 of 1.0.0\ndev 1.0.0 of 1.0.0 conflict main.tf\nproduction 1.0.0 of 1.0.0"},
		"numbers are changed": {func(w *world) { w.write(strings.Replace(devMain, "main.tf", "terraform.tfvars", 1), "count = 5\n") }, asRendered},
		"an input is changed": {
			func(w *world) {
				w.write("scaffold.hcl", rootFile+"\ndefaults \"service\" {\n  owner = \"x\"\n}\n")
			}, "1.0.0 of 1.0.0 pending\ndev 1.0.0 of 1.0.0 pending\nproduction 1.0.0 of 1.0.0 pending",
		},
		"a new environment": {
			func(w *world) { w.write("scaffold.hcl", rootFile+"\nenvironment \"test\" {\n}\n") },
			"1.0.0 of 1.0.0 pending\ndev 1.0.0 of 1.0.0 pending\nproduction 1.0.0 of 1.0.0 pending\ntest  of 1.0.0 pending", // the lock says in which a unit is
		},
		"another version is wanted": {
			func(w *world) {
				w.release("1.1.0", "", nil)
				w.write(service("alpha")+"/scaffold.hcl", strings.Replace(w.text(service("alpha")+"/scaffold.hcl"), "@1.0.0", "@1.1.0", 1))
			}, "1.0.0 of 1.1.0\ndev 1.0.0 of 1.1.0 pending\nproduction 1.0.0 of 1.1.0 pending",
		},
		"a version that is nowhere": {
			func(w *world) {
				for name := range w.files {
					if strings.HasPrefix(name, ".scaffold/packs/service") {
						delete(w.files, name)
					}
				}
				w.release("1.1.0", "", nil)
			}, asRendered + strings.Repeat("\nproblem: pack service@1.0.0 is neither vendored in .scaffold/packs nor built in", 3),
		},
		"an input is wrong": {
			func(w *world) {
				w.write(service("alpha")+"/scaffold.hcl", strings.Replace(w.text(service("alpha")+"/scaffold.hcl"), "slot ", "sloth", 1))
			}, asRendered + strings.Repeat("\nproblem: pack service@1.0.0 has no input \"sloth\"", 3),
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, "alpha")
			w.apply()
			c.happens(w)
			if got := w.standing(); got != c.want {
				t.Errorf("it stands\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestStatusOfOne: an environment that was not asked for is not told.
func TestStatusOfOne(t *testing.T) {
	w := newWorld(t, "alpha")
	if got, want := w.standing(), "dev  of 1.0.0 pending\nproduction  of 1.0.0 pending"; !strings.HasPrefix(got, want) {
		t.Errorf("never rendered, it stands\n%s", got)
	}
	w.apply()
	if got, want := w.standing("dev"), "1.0.0 of 1.0.0\ndev 1.0.0 of 1.0.0"; got != want {
		t.Errorf("it stands\n%s, want\n%s", got, want)
	}
}

// TestEdits: what was edited by hand, beside what was rendered.
func TestEdits(t *testing.T) {
	w := newWorld(t, "alpha")
	w.apply()
	rendered := w.text(devMain)
	production := strings.Replace(devMain, "dev", "production", 1)
	w.write(devMain, "mine\n")
	delete(w.files, production)
	w.write("OWNERS", "mine since it was made\n")
	m, err := repo.Load(w.files)
	if err != nil {
		t.Fatal(err)
	}
	edits := w.builder().Edits(Request{Model: m, Disk: w.files, Units: m.Units})
	if len(edits) != 2 || string(edits[0].Path) != devMain || string(edits[1].Path) != production || string(edits[0].Rendered) != rendered || string(edits[1].Rendered) != rendered {
		t.Errorf("edits are %+v", edits)
	}
	edits = w.builder().Edits(Request{Model: m, Disk: w.files, Units: m.Units, Environments: []string{"production"}})
	if len(edits) != 1 || string(edits[0].Path) != production {
		t.Errorf("of production they are %+v", edits)
	}
}
