package packtest

import (
	"cmp"
	"maps"
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Want plans the expected files of cases anew: what the pack renders now.
func (r *Runner) Want(p *pack.Pack, cases []*Case) (*plan.Plan, error) {
	out := &plan.Plan{}
	var list diag.List
	for _, c := range cases {
		got, err := r.Render(p, c)
		list = list.Append(err)
		c.want(out, got)
	}
	return out, list.Err()
}

// want adds the expected files of a case to a plan in the pack's folder.
func (c *Case) want(p *plan.Plan, got map[string]File) {
	dir := c.wantDir()
	for _, name := range sortedKeys(got) {
		f, want := got[name], c.Want[name]
		action := plan.Action{Kind: plan.Create, Path: dir.Join(name), Content: f.Content, Bit: plan.BitOf(f.Executable), Reason: "new"}
		if _, there := c.Want[name]; there {
			action.Kind, action.Reason = plan.Update, "rendered otherwise now"
			if string(want.Content) == string(f.Content) && want.Executable == f.Executable {
				p.Unchanged++
				continue
			}
		}
		p.Actions = append(p.Actions, action)
	}
	for _, name := range sortedKeys(c.Want) {
		if _, rendered := got[name]; !rendered {
			p.Actions = append(p.Actions, plan.Action{Kind: plan.Delete, Path: dir.Join(name), Reason: "no longer rendered"})
		}
	}
}

// wantDir is the folder of the case's expected files in the pack's.
func (c *Case) wantDir() repo.Path { return repo.Path(pack.TestsDir).Join(c.Name, WantDir) }

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
