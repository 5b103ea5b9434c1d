package repo

import (
	"maps"
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// addForAll adds to given what the root says in defaults "*": the inputs that
// this pack has, and that nothing nearer sets. What refers to units, and numbers
// that are chosen once, are a unit's own.
func (r *Repository) addForAll(given map[string]spec.Attr, p *pack.Pack) {
	for name, attr := range r.Root.Defaults[spec.AllPacks] {
		in := p.Input(name)
		if _, set := given[name]; !set && in != nil && forAll(in) {
			given[name] = attr
		}
	}
}

// forAll tells whether defaults "*" may set an input.
func forAll(in *pack.Input) bool {
	return in.StoredIn == "spec" && in.References == nil && in.Allocate == nil
}

// CheckDefaults refuses what defaults "*" says of inputs that no unit's pack has.
func (r *Repository) CheckDefaults(packs Packs) error {
	all := r.Root.Defaults[spec.AllPacks]
	if len(all) == 0 {
		return nil
	}
	var known []string
	seen := map[spec.PackRef]bool{}
	for _, u := range r.Units {
		for _, environment := range append([]string{""}, r.Environments(u)...) {
			ref := u.PackOf(environment)
			if environment == "" {
				ref = u.Spec.Pack
			}
			if seen[ref] {
				continue
			}
			seen[ref] = true
			p, err := packs.Get(ref)
			if err != nil {
				return nil // told where the unit is planned
			}
			for _, in := range p.Inputs {
				if forAll(in) {
					known = append(known, in.Name)
				}
			}
		}
	}
	var list diag.List
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if slices.Contains(known, name) {
			continue
		}
		problem := all[name].Problem("defaults \"*\" sets %q, which is an input of no pack here that it could set", name)
		if meant := diag.Closest(name, known); meant != "" {
			problem = problem.WithHint("did you mean %q?", meant)
		}
		list = append(list, problem)
	}
	return list.Err()
}
