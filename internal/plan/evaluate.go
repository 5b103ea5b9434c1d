package plan

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// evaluate returns the effective inputs of a unit in an environment, and what
// its terraform.tfvars holds.
func (b *Builder) evaluate(r Request, u *repo.Unit, p *pack.Pack, environment string) (*pack.Values, *tfvarsFile, error) {
	references, err := r.Model.ReferencesAt(u, p, environment, r.standsAt, b.Packs)
	if err != nil {
		return nil, nil, err
	}
	tfvars, err := readTfvars(r, u, p, environment)
	if err != nil {
		return nil, nil, err
	}
	values, err := p.Evaluate(pack.Request{
		Context:     r.Model.Context(u, p, environment, references),
		Environment: environment,
		Given:       r.Model.GivenTo(u, p, environment, b.Packs),
		Tfvars:      tfvars.given,
		Unit:        u.Spec,
		Exposed:     b.exposed(r, environment),
	})
	return values, tfvars, err
}

// checkUnits refuses what is wrong with the units whatever their inputs: names,
// environments, packs that don't belong where they are.
func (b *Builder) checkUnits(r Request) error {
	list := diag.Of(r.Model.CheckDefaults(b.Packs))
	for _, u := range r.Units {
		p, err := b.Packs.Get(u.Spec.Pack)
		if err != nil {
			list = list.Append(atSpec(err, u))
			continue
		}
		if problem := checkUnit(r.Model, u, p); problem != nil {
			list = append(list, problem)
		} else if problem := r.checkName(u); problem != nil {
			list = append(list, problem)
		}
	}
	return list.Append(b.checkAllocated(r)).Err()
}

func checkUnit(m *repo.Repository, u *repo.Unit, p *pack.Pack) *diag.Problem {
	if u.Name == "." {
		return nil
	}
	if !spec.ValidName(u.Name) {
		return diag.Usagef("%q can't be the name of a unit", u.Name).At(u.Spec.Range, u.Spec.Source).
			WithHint("lower-case letters, digits and single hyphens, a letter first")
	}
	if problem := p.CheckName(u.Name, m.Root.EnvironmentNames()); problem != nil {
		return problem.At(u.Spec.Range, u.Spec.Source)
	}
	if p.Layer != "" && u.Layer != p.Layer {
		return diag.Usagef("pack %s makes units of the layer %q, but %s is in %q", p.Name, p.Layer, u.Path, u.Layer).At(u.Spec.Range, u.Spec.Source)
	}
	for _, name := range u.Spec.Environments {
		if _, ok := m.Root.Environment(name); !ok {
			problem := m.UnknownEnvironment(name)
			at := u.Spec.EnvironmentsProblem("%s lists an environment %q that does not exist", u.Name, name)
			at.Hint = problem.Hint
			return at
		}
	}
	for _, name := range slices.Sorted(maps.Keys(u.Spec.Overrides)) {
		if !m.HasEnvironment(u, name) {
			return u.Spec.OverrideProblem(name, "%s has no environment %q to override", u.Name, name).
				WithHint("it has %s", strings.Join(m.Environments(u), ", "))
		}
	}
	return nil
}

// match tells whether a path matches a pattern of a pack, which load checked.
func match(pattern, name string) bool {
	ok, _ := path.Match(pattern, name)
	return ok
}
