package cli

import (
	"maps"
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// initUnits are the units of a new repository that have inputs: the repository
// itself, named "", and its layers without services, each with the folder and
// pack it has.
func (o *initOptions) initUnits() []initUnit {
	units := []initUnit{{"", "repository", ""}}
	for _, l := range o.root.Layers {
		if l.Holds == "" {
			units = append(units, initUnit{l.Name, l.Name, repo.Path(repo.LayersDir).Join(l.Directory)})
		}
	}
	return units
}

type initUnit struct {
	name, pack string
	dir        repo.Path
}

// resolveSets reads what --set says of each unit. Every mistake is told at once.
func (o *initOptions) resolveSets(packs *pack.Store) (map[string]*assigned, error) {
	sets, err := o.write.assignments()
	problems := diag.Of(err)
	byUnit := map[string][]assignment{}
	for _, a := range sets {
		byUnit[a.unit] = append(byUnit[a.unit], a)
	}
	in := map[string]*assigned{}
	environments := o.root.EnvironmentNames()
	for _, u := range o.initUnits() {
		p, err := packs.Get(spec.PackRef{Name: u.pack})
		if err == nil {
			in[u.name], err = resolve(p, byUnit[u.name], environments)
		}
		problems = problems.Append(err)
		delete(byUnit, u.name)
	}
	for _, unit := range slices.Sorted(maps.Keys(byUnit)) {
		problems = append(problems, diag.Usagef("--set names a unit %q that a new repository does not have", unit).
			WithHint("units: foundation, platform, shared-services"))
	}
	return in, problems.Err()
}

// initSpecs returns the specs of the repository and of each layer, with what
// --set says of them.
func (s *session) initSpecs(o *initOptions) (map[repo.Path][]byte, map[string]*assigned, error) {
	in, err := o.resolveSets(s.packs)
	if err != nil {
		return nil, nil, err
	}
	edits := map[repo.Path][]byte{}
	for _, u := range o.initUnits() {
		p, err := s.packs.Get(spec.PackRef{Name: u.pack})
		if err != nil {
			return nil, nil, err
		}
		ref, changes := spec.PackRef{Name: p.Name, Version: p.Version}, in[u.name].changes
		if u.name == "" {
			edits[spec.Filename], err = spec.NewRoot(&o.root, ref, changes)
		} else {
			edits[u.dir.Join(spec.Filename)], err = spec.NewUnit(u.name, ref, o.root.EnvironmentNames(), changes)
		}
		if err != nil {
			return nil, nil, err
		}
	}
	return edits, in, nil
}
