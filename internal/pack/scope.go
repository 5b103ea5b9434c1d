package pack

import (
	"maps"
	"slices"
	"sort"

	"github.com/hashicorp/hcl/v2"
)

// Visible returns the names that templates of a scope see, sorted: inputs of the
// spec, local, and of the context what the pack reads.
func (p *Pack) Visible(scope Scope) []string {
	out := append([]string{"local"}, always...)
	for _, name := range p.Reads {
		if scope == EnvironmentScope || slices.Contains(RootReads, name) {
			out = append(out, name)
		}
	}
	for _, in := range p.Inputs {
		if in.StoredIn != "tfvars" {
			out = append(out, in.Name)
		}
	}
	if scope == UnitScope {
		out = slices.DeleteFunc(out, func(name string) bool { return name == "environment" })
	}
	sort.Strings(out)
	return out
}

// Renamed returns what an input of an older version is called now; the same
// where nothing renames it.
func (p *Pack) Renamed(input string) string {
	for range p.Renames { // a chain of renames ends after all of them
		next := input
		for _, m := range p.Renames {
			if m.From == input {
				next = m.To
			}
		}
		if next == input {
			break
		}
		input = next
	}
	return input
}

// orderLocals sorts the locals so that each stands behind those it uses.
func (p *Pack) orderLocals(s *parser) {
	state := map[string]int{}
	var visit func(name string)
	visit = func(name string) {
		e, ok := p.Locals[name]
		if !ok || state[name] == 2 {
			return
		}
		if state[name] == 1 {
			s.bad(e.Range(), "local.%s refers to itself", name)
			return
		}
		state[name] = 1
		for _, v := range e.Variables() {
			if v.RootName() == "local" && len(v) > 1 {
				if step, ok := v[1].(hcl.TraverseAttr); ok {
					visit(step.Name)
				}
			}
		}
		state[name] = 2
		p.locals = append(p.locals, name)
	}
	for _, name := range slices.Sorted(maps.Keys(p.Locals)) {
		visit(name)
	}
}
