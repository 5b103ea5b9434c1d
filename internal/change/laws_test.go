package change

import (
	"maps"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// everyChange is one of each kind that can be made of a repository with the
// services alpha and beta, of which beta uses alpha. A newer service pack is known.
func everyChange() map[string]Change {
	several := described("f.hcl", twoServices)
	before := data()
	before.DependsOn, before.Before = nil, "foundation"
	return map[string]Change{
		"generate":        Generate{Units: []string{"alpha"}, Set: typed("port=9000", "dev:owner=them")},
		"generate all":    Generate{Set: typed("alpha.port=9000", "foundation.zones=5")},
		"generate root":   Generate{Units: []string{"."}, Set: typed("team=core")},
		"upgrade":         Upgrade{},
		"upgrade one":     Upgrade{Units: []string{"beta"}, To: "1.1.0", Set: typed("port=7")},
		"add":             service("gamma", "uses=alpha", "count=3"),
		"add existing":    service("alpha"),
		"add several":     Add{Pack: "service", File: several},
		"layer":           data("note=x"),
		"layer before":    before,
		"prepare removal": PrepareRemoval{Unit: "foundation"},
		"prune":           Prune{},
	}
}

// changed is a world for everyChange.
func changed(t *testing.T) *world {
	w := founded(t, "alpha")
	w.do(service("beta", "uses=alpha"))
	w.newService("1.1.0")
	return w
}

// TestTwiceIsOnce: the same change planned on its result has nothing to do.
func TestTwiceIsOnce(t *testing.T) {
	for name, c := range everyChange() {
		t.Run(name, func(t *testing.T) {
			w := changed(t)
			w.do(c)
			if layer, ok := c.(AddLayer); ok { // what else is said of one that exists is refused
				layer.Flags = nil
				c = layer
			}
			if p := w.plan(c, Options{}); len(p.Plan.Writes()) > 0 || len(p.Added) > 0 {
				t.Errorf("again: %q, added %q", actions(p.Plan, ""), p.Added)
			}
		})
	}
}

// TestGenerateHasNothingToDo after any change, but for the units that hold what
// was generated elsewhere.
func TestGenerateHasNothingToDo(t *testing.T) {
	for name, c := range everyChange() {
		t.Run(name, func(t *testing.T) {
			w := changed(t)
			w.do(c)
			for _, a := range w.plan(Generate{}, Options{}).Plan.Writes() {
				if waits := strings.HasPrefix(string(a.Path), folder("beta")); name != "generate" || !waits {
					t.Errorf("left to do: %s %s", a.Kind, a.Path)
				}
			}
		})
	}
}

// TestSamePlan: the same change of the same repository has the same plan, to the
// byte.
func TestSamePlan(t *testing.T) {
	for name, c := range everyChange() {
		t.Run(name, func(t *testing.T) {
			first, second := changed(t).plan(c, Options{}), changed(t).plan(c, Options{})
			same(t, "planned", actions(second.Plan, ""), actions(first.Plan, ""))
			for i, a := range first.Plan.Actions {
				if string(a.Bytes()) != string(second.Plan.Actions[i].Bytes()) {
					t.Errorf("%s differs", a.Path)
				}
			}
		})
	}
}

// TestBaseStays: planning changes nothing of its base, in turn or not: a plan can
// be thrown away.
func TestBaseStays(t *testing.T) {
	for name, c := range everyChange() {
		t.Run(name, func(t *testing.T) {
			w := changed(t)
			disk, before := repo.Overlay{Files: w.files, Gone: map[repo.Path]bool{}}, map[repo.Path]string{}
			for path, content := range w.files {
				before[path] = string(content)
			}
			b := w.base()
			b.Disk, b.Packs = disk, b.Packs.On(disk)
			if _, err := Plan(c, b, Options{}); err != nil {
				t.Fatal(err)
			}
			if _, err := InTurn([]Change{removalOf("beta"), Generate{}}, b, Options{}); err != nil {
				t.Fatal(err)
			}
			after := map[repo.Path]string{}
			for path, content := range w.files {
				after[path] = string(content)
			}
			if !maps.Equal(before, after) || len(disk.Gone) > 0 {
				t.Error("the base's files changed")
			}
		})
	}
}

// TestOrderOfLocks: in any plan a unit's lock is written behind the unit's files,
// and no file is written twice.
func TestOrderOfLocks(t *testing.T) {
	for name, c := range everyChange() {
		t.Run(name, func(t *testing.T) {
			seen, locked := map[repo.Path]bool{}, map[repo.Path]bool{}
			for _, a := range changed(t).plan(c, Options{}).Plan.Writes() {
				if seen[a.Path] {
					t.Errorf("%s is written twice", a.Path)
				}
				seen[a.Path] = true
				for dir := range locked {
					if dir != "." && a.Path.In(dir) && a.Kind != plan.Delete {
						t.Errorf("%s is written behind the lock of %s", a.Path, dir)
					}
				}
				if strings.HasSuffix(string(a.Path), ".scaffold.lock.hcl") {
					locked[a.Path.Dir()] = true
				}
			}
		})
	}
}

// TestPlanning: who looks on is told of the units, each once, and of the end.
func TestPlanning(t *testing.T) {
	w := changed(t)
	b := w.base()
	units, steps, ended := 0, map[string]int{}, 0
	b.Planning = func(n int) (func(int, int, string), func()) {
		units = n
		return func(_, _ int, unit string) { steps[unit]++ }, func() { ended++ }
	}
	if _, err := Plan(Generate{}, b, Options{}); err != nil {
		t.Fatal(err)
	}
	if units != 4 || ended != 1 {
		t.Errorf("told are %d units, %d ends, %v", units, ended, steps)
	}
	if _, err := Plan(Generate{Set: typed("alpha.port=0")}, b, Options{}); err == nil || ended != 2 {
		t.Errorf("a failed plan: %v, %d ends", err, ended)
	}
}
