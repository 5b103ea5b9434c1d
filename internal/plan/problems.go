package plan

import (
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// foundIn says of problems in which unit they were found, and which environments
// that has, so that package report can join those that several have alike.
func foundIn(u *repo.Unit, environments []string, list diag.List) diag.List {
	out := make(diag.List, len(list))
	for i, p := range list {
		told := *p // units may share a problem, such as that of a pack
		told.Unit, told.Among = u.Name, environments
		out[i] = &told
	}
	return out
}

// otherPack is the problem of a vendored pack that differs from the one a unit's
// lock names.
func otherPack(ref spec.PackRef, unit repo.Path) *diag.Problem {
	p := diag.Usagef("the vendored pack %s is not the one that", ref).
		WithHint("its files were changed; restore %s with git checkout", pack.Vendored(ref))
	p.Units, p.Rest, p.RestOfMany = []string{string(unit)}, " was rendered with", " were rendered with"
	return p
}
