package change

import (
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// sizes sets the sizes of environments. A size for all leaves production standard:
// nobody is to find out in production that it was made small.
func (f Founding) sizes(r *spec.Root) diag.List {
	var problems diag.List
	for _, written := range ListedNames(f.Size) {
		name, size, one := strings.Cut(written, "=")
		if !one {
			name, size = "", written
		}
		if size != spec.SizeStandard && size != spec.SizeSmall {
			problems = append(problems, diag.Usagef("--size knows no %q", size).WithHint("it may be standard or small, for one environment ENV=small"))
			continue
		}
		if one && !slices.ContainsFunc(r.Environments, func(e spec.Environment) bool { return e.Name == name }) {
			problems = append(problems, diag.Usagef("--size %q is of none of the environments", written).WithHint("environments: %s", f.Environments))
		}
		for i, e := range r.Environments {
			if e.Name == name || !one && !e.Production {
				r.Environments[i].Size = size
			}
		}
	}
	return problems
}

// RefusedSize says why a list with commas can't be the sizes of these environments;
// empty when it can.
func RefusedSize(list, environments string) string {
	r := spec.Root{}
	f := Founding{Size: list, Environments: environments}
	return firstOf(append(f.environments(&r), f.sizes(&r)...))
}

// saidOfSize says which environments stay standard beside small ones.
func saidOfSize(all []spec.Environment) []string {
	small := func(e spec.Environment) bool { return e.Size == spec.SizeSmall }
	standard := func(e spec.Environment) bool { return e.Production && !small(e) }
	at := slices.IndexFunc(all, standard)
	if at < 0 || !slices.ContainsFunc(all, small) {
		return nil
	}
	return []string{all[at].Name + " stays standard, as production is never made small unasked: give --size small," + all[at].Name + "=small, or write size = \"small\" into its environment block"}
}
