package packtest

import (
	"fmt"
	"maps"
	"path"
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
	"github.com/seed-3f5c2e52/scaffold/internal/tfconfig"
)

// Since reports what an upgrade from an older version of the pack would break:
// inputs that are gone, and, for every case, Terraform addresses that the older
// version renders and this one does not. The cases are those given and the older
// version's own. origin is the pack's folder. The notes say which values an upgrade
// moves, and which cases the older version can't render.
func (r *Runner) Since(was Older, p *pack.Pack, origin string, cases []*Case) (diag.List, []string) {
	older := was.Pack
	list, notes := otherInputs(older, p, origin)
	compared := 0
	for _, c := range was.with(cases) {
		before, after := translate(c, older, p)
		had, err := r.Render(older, before)
		if err != nil {
			notes = append(notes, "case "+c.Name+" can't be rendered by "+older.Ref()+": "+first(err))
			continue
		}
		has, err := r.Render(p, after)
		if err != nil {
			list = append(list, diag.Failedf("case %s can be rendered by %s, but not by %s: %s", c.Name, older.Ref(), p.Ref(), first(err)))
			continue
		}
		compared++
		list = append(list, lost(c, older, had, has)...)
	}
	if compared == 0 && len(list) == 0 {
		list = append(list, diag.Failedf("no case could be rendered by both %s and %s, so nothing was compared", older.Ref(), p.Ref()).
			WithHint("add a case below %s that uses inputs of both", path.Join(origin, pack.TestsDir)))
	}
	return list, notes
}

// first is the first of what went wrong, on a line.
func first(err error) string { return report.Join(diag.Of(err))[0].Error() }

// otherInputs reports inputs of the older version whose values would stop an
// upgrade, and notes those whose values it takes along.
func otherInputs(older, p *pack.Pack, origin string) (list diag.List, notes []string) {
	for _, in := range older.Inputs {
		now := p.Input(p.Renamed(in.Name))
		switch {
		case now == nil:
			list = append(list, diag.Failedf("%s: input %q of %s is gone", path.Join(origin, pack.Filename), in.Name, older.Ref()).
				WithHint("an upgrade stops where somebody gave it a value: keep it, or say what it is called now in a renamed_input block"))
		case now.StoredIn != in.StoredIn:
			notes = append(notes, fmt.Sprintf("input %s was stored in %s, now in %s: an upgrade takes its values along", now.Name, owner(in), owner(now)))
		}
		if now != nil && !now.Type.Equals(in.Type) {
			notes = append(notes, fmt.Sprintf("input %s was of type %s, and is %s now: an upgrade stops where a value does not fit", now.Name, in.TypeText, now.TypeText))
		}
	}
	return list, notes
}

// owner is the file that holds an input's values.
func owner(in *pack.Input) string {
	if in.StoredIn == "tfvars" {
		return plan.TfvarsFilename
	}
	return spec.Filename
}

// lost compares the root modules of two renders.
func lost(c *Case, older *pack.Pack, was, is map[string]File) diag.List {
	before, after := modules(was), modules(is)
	var list diag.List
	for _, dir := range slices.Sorted(maps.Keys(before)) {
		for _, address := range plan.Lost(before[dir], after[dir]) {
			list = append(list, diag.Failedf("case %s: %s of %s is gone from %s, so an upgrade would destroy it", c.Name, address, older.Ref(), dir).
				WithHint("add a moved block where it has a new name, or a removed block where it is to be let go"))
		}
	}
	return list
}

// modules are the files of Terraform code by their folder and name.
func modules(files map[string]File) map[string]map[string][]byte {
	out := map[string]map[string][]byte{}
	for name, f := range files {
		dir := path.Dir(name)
		if !tfconfig.IsCode(path.Base(name)) {
			continue
		}
		if out[dir] == nil {
			out[dir] = map[string][]byte{}
		}
		out[dir][path.Base(name)] = f.Content
	}
	return out
}

// translate gives a case the names of inputs that each version knows. What a
// version lacks is left out for it.
func translate(c *Case, older, p *pack.Pack) (before, after *Case) {
	byNewName := map[string]string{}
	for _, in := range older.Inputs {
		byNewName[p.Renamed(in.Name)] = in.Name
	}
	before = c.with(func(name string) string {
		if older.Input(name) != nil {
			return name
		}
		return byNewName[name]
	})
	after = c.with(func(name string) string {
		if p.Input(name) != nil {
			return name
		}
		if now := p.Renamed(name); p.Input(now) != nil {
			return now
		}
		return ""
	})
	return before, after
}

// with returns the case with inputs called as name says; "" leaves one out.
func (c *Case) with(name func(string) string) *Case {
	rename := func(inputs map[string]spec.Attr) map[string]spec.Attr {
		out := map[string]spec.Attr{}
		for old, a := range inputs {
			if now := name(old); now != "" {
				out[now] = a
			}
		}
		return out
	}
	copied, inputs := *c, *c.Inputs
	inputs.Inputs, inputs.Overrides = rename(c.Inputs.Inputs), map[string]map[string]spec.Attr{}
	for environment, overrides := range c.Inputs.Overrides {
		inputs.Overrides[environment] = rename(overrides)
	}
	copied.Inputs = &inputs
	return &copied
}
