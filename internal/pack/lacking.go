package pack

import (
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Lacking returns a problem for each required input of a unit that nothing gives
// a value, in the pack's order, with the environments in which that is so; none
// is named where it is so in all. given tells whether something says the input
// for an environment: a flag, a spec, the repository's defaults. It needs no
// evaluation, so it also tells what is missing beside other mistakes.
func (p *Pack) Lacking(u *spec.Unit, environments []string, given func(input, environment string) bool) diag.List {
	if !p.HasEnvironments() {
		environments = []string{""}
	}
	var list diag.List
	for _, in := range p.Inputs {
		if !in.Required() {
			continue
		}
		lacking := slices.DeleteFunc(slices.Clone(environments), func(e string) bool { return given(in.Name, e) })
		switch len(lacking) {
		case 0:
			continue
		case len(environments):
			lacking = nil // everywhere
		}
		list = append(list, p.Missing(in, u, lacking...))
	}
	return list
}
