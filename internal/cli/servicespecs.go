package cli

import (
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// serviceSpec is one service that a run of `scaffold service` is about.
type serviceSpec struct {
	name         string
	inputs       []assignment // weakest first
	environments []string
	file         *specFile // that describes it among others; may be nil
}

// place says of problems that have no place which unit of the file they are of.
func (one serviceSpec) place(err error) diag.List {
	list := diag.Of(err)
	for _, p := range list {
		if p.Range == nil && one.file != nil {
			p.At(one.file.at, one.file.source)
		}
	}
	return list
}

// collect gathers --spec, --set and flags. It refuses what names no service or
// an environment that isn't there, and tells what else is wrong or missing.
func (o *serviceOptions) collect(m *repo.Repository, packs *pack.Store) ([]serviceSpec, error) {
	file, units, err := o.specUnits(&o.write)
	if err != nil {
		return nil, err
	}
	var all []serviceSpec
	problems := diag.List{}
	if o.name == "" && len(units) != 1 && o.write.specName != "" {
		all, err = o.several(file, units)
	} else {
		if o.name == "" && len(units) == 1 {
			o.name, o.unit = units[0].name, units[0].name
		}
		one := serviceSpec{name: o.name}
		one.inputs, one.environments, err = o.describe(&o.write, o.name, o.inputs)
		all = append(all, one)
		if o.name == "" {
			problems = append(problems, missingName("the new service's name"))
		}
	}
	problems = problems.Append(err)
	if named := list(o.environments); len(named) > 0 && len(all) == 1 {
		all[0].environments = named
	}
	for i := range all {
		if len(all[i].environments) == 0 {
			all[i].environments = m.Root.EnvironmentNames()
		}
		problems = problems.Append(checkEnvironments(m, all[i].environments))
	}
	if len(problems) > 0 {
		return nil, withServices(problems, m, packs, all)
	}
	return all, nil
}

func checkEnvironments(m *repo.Repository, names []string) error {
	var problems diag.List
	for _, name := range names {
		if _, ok := m.Root.Environment(name); !ok {
			problems = append(problems, diag.Usagef("there is no environment %q", name).
				WithHint("environments here: %s", strings.Join(m.Root.EnvironmentNames(), ", ")))
		}
	}
	return problems.Err()
}

// several are the services of a file. What the command line says must name the
// one that it is about.
func (o *serviceOptions) several(file string, units []*specFile) ([]serviceSpec, error) {
	var problems diag.List
	if len(units) == 0 {
		problems = append(problems, diag.Usagef("%s describes no service", file))
	}
	for _, a := range o.inputs {
		problems = append(problems, diag.Usagef("--%s is for one service, and %s describes %d", pack.Flag(a.name), file, len(units)).
			WithHint("write --set UNIT.%s=VALUE, or name one service", a.name))
	}
	if o.environments != "" {
		problems = append(problems, diag.Usagef("--environments is for one service, and %s describes %d", file, len(units)).
			WithHint("write environments = [...] into each unit, or name one service"))
	}
	sets, err := o.write.assignments()
	problems = problems.Append(err)
	at := map[string]int{}
	all := make([]serviceSpec, 0, len(units))
	for _, u := range units {
		if u.name == "" {
			problems = append(problems, diag.Usagef("a unit of %s has no name", file).At(u.at, u.source).WithHint(`give each one its "name"`))
			continue
		}
		if _, twice := at[u.name]; twice {
			problems = append(problems, diag.Usagef("%s describes %q twice", file, u.name).At(u.at, u.source))
			continue
		}
		at[u.name] = len(all)
		all = append(all, serviceSpec{u.name, slices.Clone(u.assignments), u.environments, u})
	}
	for _, a := range sets {
		i, known := at[a.unit]
		switch {
		case a.unit == "":
			problems = append(problems, diag.Usagef("it is not clear which service %q is to be set for", a.name).WithHint("write --set UNIT.%s=VALUE", a.name))
		case !known:
			problems = append(problems, diag.Usagef("--set names the unit %q, which %s does not describe", a.unit, file))
		default:
			all[i].inputs = append(all[i].inputs, a)
		}
	}
	return all, problems.Err()
}

// withServices adds to problems what is wrong with the inputs of new services,
// and what they lack.
func withServices(problems diag.List, m *repo.Repository, packs *pack.Store, all []serviceSpec) error {
	p, err := packs.Get(spec.PackRef{Name: servicePack})
	if err != nil {
		return problems
	}
	for _, one := range all {
		if m.Unit(one.name) == nil {
			_, err := resolve(p, one.inputs, one.environments)
			problems = problems.Append(err)
			problems = append(problems, missingInputs(p, one.name, one.inputs, one.environments, m.Root.Defaults[p.Name])...)
		}
	}
	return problems
}
