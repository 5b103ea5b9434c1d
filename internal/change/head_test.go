package change

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// history is a world of which a commit holds a part.
type history struct {
	*world
	head map[repo.Path][]byte
}

// committed is a founded world, all of which is committed.
func committed(t *testing.T, services ...string) *history {
	w := founded(t, services...)
	return &history{w, maps.Clone(w.files)}
}

// run plans a change against the last commit, carries it out and commits it.
func (h *history) run(c Change, o Options) (*Planned, error) {
	b := h.base()
	b.Head, b.Commits = repo.Overlay{Files: maps.Clone(h.head)}, true
	p, err := Plan(c, b, o)
	if err != nil {
		return nil, err
	}
	h.carryOut(p.Plan)
	next := repo.Overlay{Files: h.head, Gone: map[repo.Path]bool{}}
	p.Plan.Lay(next, h.disk())
	for name := range next.Gone {
		delete(h.head, name)
	}
	return p, nil
}

// clone is the world that a clone of the last commit has.
func (h *history) clone() *world {
	w := *h.world
	w.files = maps.Clone(h.head)
	return &w
}

// regenerates fails where a clone of the last commit is rendered otherwise.
func (h *history) regenerates(c Generate, o Options) {
	h.t.Helper()
	p, err := Plan(Generate{Units: c.Units}, h.clone().base(), Options{Environments: o.Environments})
	if err != nil {
		h.t.Fatalf("a clone: %v", err)
	}
	if writes := p.Plan.Writes(); len(writes) > 0 {
		h.t.Fatalf("a clone of %+v %+v writes %q", c, o, actions(p.Plan, ""))
	}
}

// TestTakenAlong: what a commit holds besides what is written.
func TestTakenAlong(t *testing.T) {
	betaSpec := "layers/04-applications/beta/scaffold.hcl"
	for name, test := range map[string]struct {
		edit    func(h *history)
		change  Generate
		along   []string // paths
		refused string
	}{
		"nothing": {edit: func(*history) {}},
		"an edited spec": {
			edit:   func(h *history) { h.edit(alphaSpec, `"us"`, `"them"`) },
			change: Generate{Units: []string{"alpha"}}, along: []string{alphaSpec},
		},
		"an edit that renders nothing": {edit: func(h *history) { h.edit(alphaSpec, "owner ", "# ours\n  owner ") }},
		"another unit's edited spec":   {edit: func(h *history) { h.edit(betaSpec, `"us"`, `"them"`) }, change: Generate{Units: []string{"alpha"}, Set: typed("port=9")}},
		"another unit's value that is rendered here": {
			edit:   func(h *history) { h.edit(betaSpec, "owner ", "port = 99\n  owner ") },
			change: Generate{Units: []string{"alpha"}, Set: typed(`calls=["beta"]`)}, refused: "the spec of beta differs from the last commit",
		},
		"both": {
			edit:   func(h *history) { h.edit(betaSpec, "owner ", "port = 99\n  owner ") },
			change: Generate{Set: typed(`alpha.calls=["beta"]`)}, along: []string{betaSpec},
		},
		"the root file, for all": {
			edit: func(h *history) {
				h.edit("scaffold.hcl", `layer "foundation"`, "defaults \"service\" {\n  port = 7\n}\n\nlayer \"foundation\"")
			},
			along: []string{"scaffold.hcl"},
		},
		"the root file, for one of several": {
			edit: func(h *history) {
				h.edit("scaffold.hcl", `layer "foundation"`, "defaults \"service\" {\n  port = 7\n}\n\nlayer \"foundation\"")
			},
			change: Generate{Units: []string{"alpha"}}, refused: "its edits change units outside this run: beta",
		},
		"the root file, where it changes this alone": {
			edit: func(h *history) {
				h.edit(betaSpec, "owner ", "port = 7\n  owner ")
				h.run(Generate{}, Options{})
				h.edit("scaffold.hcl", `layer "foundation"`, "defaults \"service\" {\n  port = 7\n}\n\nlayer \"foundation\"")
			},
			change: Generate{Units: []string{"alpha"}}, along: []string{"scaffold.hcl"},
		},
		"a root file that matters to nobody": {
			edit:   func(h *history) { h.edit("scaffold.hcl", "organization", "# ours\n  organization") },
			change: Generate{Units: []string{"alpha"}, Set: typed("port=9")},
		},
		"what was rendered and not committed": {
			edit: func(h *history) {
				h.edit(alphaSpec, `"us"`, `"them"`)
				h.do(Generate{})
			},
			along: []string{alphaSpec, folder("alpha") + ".scaffold.lock.hcl", alphaMain, folder("alpha") + "environments/production/main.tf"},
		},
		"the same, edited since": {
			edit: func(h *history) {
				h.edit(alphaSpec, `"us"`, `"them"`)
				h.do(Generate{})
				h.edit(alphaMain, "resource", "# mine\nresource")
			},
			along: []string{alphaSpec, folder("alpha") + ".scaffold.lock.hcl", alphaMain, folder("alpha") + "environments/production/main.tf"},
		},
		"a person's edit": {
			edit:   func(h *history) { h.edit(alphaMain, "resource", "# mine\nresource") },
			change: Generate{Units: []string{"alpha"}, Set: typed("production:port=9")},
		},
		"a deletion that was not committed": {
			edit: func(h *history) {
				h.files[alphaSpec] = []byte(setLine(h.text(alphaSpec), "environments", `["dev"]`))
				p, err := Plan(Generate{}, h.base(), Options{AllowDestroy: []string{folder("alpha") + "environments/production"}})
				if err != nil {
					h.t.Fatal(err)
				}
				h.carryOut(p.Plan)
			},
			along: []string{alphaSpec, folder("alpha") + ".scaffold.lock.hcl", folder("alpha") + "environments/production/calls.tf", folder("alpha") + "environments/production/main.tf"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := committed(t, "alpha", "beta")
			test.edit(h)
			before, files := maps.Clone(h.head), maps.Clone(h.files)
			p, err := h.run(test.change, Options{})
			if test.refused != "" {
				if err == nil || !strings.Contains(err.Error(), test.refused) {
					t.Fatalf("want %q, got %v", test.refused, err)
				}
				if !maps.EqualFunc(before, h.head, slices.Equal) || !maps.EqualFunc(files, h.files, slices.Equal) {
					t.Error("something changed")
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var along []string
			for _, a := range p.Plan.Of(plan.TakeAlong) {
				along = append(along, string(a.Path))
			}
			slices.Sort(along)
			slices.Sort(test.along)
			same(t, "taken along", along, test.along)
			h.regenerates(test.change, Options{})
		})
	}
}

// TestHeadRegenerates: whatever is edited and generated in whatever order, a clone
// of each commit renders to itself, and nothing that is committed is lost again.
func TestHeadRegenerates(t *testing.T) {
	rounds := 60
	if testing.Short() {
		rounds = 10
	}
	for seed := range uint64(rounds) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 19))
			h := committed(t, "alpha", "beta", "gamma")
			for range 8 {
				h.editAtRandom(r)
				c, o := Generate{}, Options{}
				for _, name := range []string{"alpha", "beta", "gamma", "delta", "."} {
					if h.world.files[repo.Path(folder(name)+"scaffold.hcl")] != nil && r.IntN(3) == 0 {
						c.Units = append(c.Units, name)
					}
				}
				if r.IntN(3) == 0 {
					o.Environments = []string{[]string{"dev", "production"}[r.IntN(2)]}
				}
				if len(c.Units) == 1 && r.IntN(3) == 0 {
					c.Set = typed(fmt.Sprintf("port=%d", 1+r.IntN(9)))
				}
				if _, err := h.run(c, o); err == nil {
					h.regenerates(c, o)
				}
			}
			if _, err := h.run(Generate{}, Options{}); err != nil {
				t.Fatalf("all of it: %v", err)
			}
			h.regenerates(Generate{}, Options{})
		})
	}
}

// editAtRandom edits a spec, the root file or a rendered file, or adds a spec.
func (h *history) editAtRandom(r *rand.Rand) {
	name := []string{"alpha", "beta", "gamma"}[r.IntN(3)]
	file := folder(name) + "scaffold.hcl"
	other := []string{"alpha", "beta", "gamma"}[r.IntN(3)]
	switch r.IntN(7) {
	case 0:
		h.edit(file, "owner ", fmt.Sprintf("# note %d\n  owner ", r.IntN(100)))
	case 1:
		h.world.files[repo.Path(file)] = []byte(setLine(h.text(file), "port", fmt.Sprint(1+r.IntN(9))))
	case 2:
		if name != other {
			h.world.files[repo.Path(file)] = []byte(setLine(h.text(file), "calls", `["`+other+`"]`))
		}
	case 3:
		root := h.text("scaffold.hcl")
		before, rest, ok := strings.Cut(root, "defaults \"service\" {\n  port = ")
		if ok {
			_, rest, _ = strings.Cut(rest, "\n}\n\n")
			root = before + rest
		}
		h.world.files["scaffold.hcl"] = []byte(strings.Replace(root, "layer \"foundation\"", fmt.Sprintf("defaults \"service\" {\n  port = %d\n}\n\nlayer \"foundation\"", 1+r.IntN(9)), 1))
	case 4:
		if h.text(folder("delta")+"scaffold.hcl") == "" {
			h.world.files[repo.Path(folder("delta")+"scaffold.hcl")] = []byte("unit \"delta\" {\n  pack = \"service@1.0.0\"\n  owner = \"new\"\n  slot  = 39\n}\n")
		}
	case 5:
		main := folder(name) + "environments/production/main.tf"
		h.world.files[repo.Path(main)] = append(h.world.files[repo.Path(main)], fmt.Sprintf("# by hand %d\n", r.IntN(100))...)
	case 6: // by a run without a commit
		if p, err := Plan(Generate{Units: []string{name}}, h.base(), Options{}); err == nil {
			h.carryOut(p.Plan)
		}
	}
}

// setLine sets an attribute of a unit, in the place of the one that is there.
func setLine(text, name, value string) string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), name+" ") {
			continue
		}
		out = append(out, line)
		if strings.HasPrefix(line, "unit ") {
			out = append(out, "  "+name+" = "+value)
		}
	}
	return strings.Join(out, "\n")
}
