package change

import (
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// inTurn plans changes in turn and carries all of them out.
func (w *world) inTurn(all []Change) []*Planned {
	w.t.Helper()
	planned, err := InTurn(all, w.base(), Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, p := range planned {
		w.carryOut(p.Plan)
	}
	return planned
}

// equals tells in which files two worlds differ.
func (w *world) equals(other *world) {
	w.t.Helper()
	for name, content := range w.files {
		if string(content) != string(other.files[name]) {
			w.t.Errorf("%s is\n%s\nwant\n%s", name, content, other.files[name])
		}
	}
	for name := range other.files {
		if _, ok := w.files[name]; !ok {
			w.t.Errorf("%s is missing", name)
		}
	}
}

// TestInTurn: each change is planned on what those before it made, as if they had
// been written.
func TestInTurn(t *testing.T) {
	for name, all := range map[string][]Change{
		"the second uses the first": {service("api", "port=9000"), service("web", "uses=api")},
		"one is changed":            {service("api"), Generate{Units: []string{"api"}, Set: typed("port=9000")}},
		"a layer and what is in it": {AddLayer{Pack: "blank", Name: "data", Flags: typed("cost=7")}, service("api")},
		"a layer comes and goes":    {AddLayer{Pack: "blank", Name: "data", Flags: typed("cost=7")}, removal("data", "06-data"), Prune{}},
		"removed and made again":    {service("api"), removalOf("api"), service("api", "port=9000")},
		"one that was there goes":   {removalOf("old"), service("api")},
		"and comes back":            {removalOf("old"), service("old", "port=9000"), Generate{Set: typed("old.owner=them")}},
	} {
		t.Run(name, func(t *testing.T) {
			planned, written := founded(t, "old"), founded(t, "old")
			turns := planned.inTurn(all)
			for i, c := range all {
				p := written.do(c)
				same(t, "planned "+p.Message, actions(turns[i].Plan, ""), actions(p.Plan, ""))
				if turns[i].Message != p.Message {
					t.Errorf("message %q, want %q", turns[i].Message, p.Message)
				}
			}
			planned.equals(written)
		})
	}
}

// removalOf takes a service away that is made by the same file list as others.
func removalOf(name string) Remove {
	return Remove{Unit: name, Files: filesOf(folder(name), "calls.tf", "main.tf", "terraform.tfvars")}
}

// removal takes a layer away.
func removal(name, directory string) Remove {
	return Remove{Unit: name, Files: filesOf("layers/"+directory+"/", "main.tf")}
}

// filesOf are the files of a unit with these in each environment.
func filesOf(dir string, names ...string) []repo.Path {
	out := []repo.Path{repo.Path(dir + ".scaffold.lock.hcl"), repo.Path(dir + "scaffold.hcl")}
	for _, environment := range []string{"dev", "production"} {
		for _, name := range names {
			out = append(out, repo.Path(dir+"environments/"+environment+"/"+name))
		}
	}
	return out
}

// TestInTurnVendorsOnce: a pack that the first change vendors is there for the
// second.
func TestInTurnVendorsOnce(t *testing.T) {
	w := founded(t)
	planned := w.inTurn([]Change{service("api"), service("web")})
	for i, want := range []int{4, 0} {
		vendored := 0
		for _, a := range planned[i].Plan.Actions {
			if strings.HasPrefix(string(a.Path), ".scaffold/packs/service@1.0.0/") {
				vendored++
			}
		}
		if vendored != want {
			t.Errorf("change %d vendors %d files, want %d", i, vendored, want)
		}
	}
}

// TestInTurnFailsWhole: what is wrong with one of them, and nothing else, is the
// answer.
func TestInTurnFailsWhole(t *testing.T) {
	planned, err := InTurn([]Change{service("api"), service("web", "uses=db"), service("db")}, founded(t).base(), Options{})
	if planned != nil || err == nil || !strings.Contains(err.Error(), `web names "db" in "uses"`) {
		t.Errorf("planned are %v, %v", planned, err)
	}
}

// TestInTurnOfNothing: no change is no plan.
func TestInTurnOfNothing(t *testing.T) {
	if planned, err := InTurn(nil, founded(t).base(), Options{}); len(planned) > 0 || err != nil {
		t.Errorf("planned are %v, %v", planned, err)
	}
}
