package change

import (
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// units are the units that the change is about. It refuses what names none, or an
// environment that isn't there, and tells what else is wrong or missing.
func (c Add) units(d *draft) ([]newUnit, error) {
	problems := slices.Clone(c.Mistakes)
	var all []newUnit
	if c.Name == "" && len(c.File.Units) != 1 && c.File.Name != "" {
		several, err := c.several()
		all, problems = several, problems.Append(err)
	} else {
		one := newUnit{name: c.Subject()}
		var err error
		one.inputs, one.environments, err = c.File.Describe(one.name, c.Flags, c.Set)
		if len(c.Environments) > 0 {
			one.environments = c.Environments
		}
		all = append(all, one)
		if one.name == "" {
			problems = append(problems, MissingName("the new "+c.Pack+"'s name"))
		}
		problems = problems.Append(err)
	}
	for i := range all {
		if len(all[i].environments) == 0 {
			all[i].environments = d.model.Root.EnvironmentNames()
		}
		problems = problems.Append(CheckEnvironments(d.model, all[i].environments))
	}
	if len(problems) > 0 {
		return nil, c.withUnits(problems, d, all)
	}
	return all, nil
}

// CheckEnvironments refuses environments that the repository does not have.
func CheckEnvironments(m *repo.Repository, names []string) error {
	var problems diag.List
	for _, name := range names {
		if _, ok := m.Root.Environment(name); !ok {
			problems = append(problems, m.UnknownEnvironment(name))
		}
	}
	return problems.Err()
}

// several are the units of a file. What the command line says must name the one
// that it is about.
func (c Add) several() ([]newUnit, error) {
	file, units := c.File.Name, c.File.Units
	var problems diag.List
	if len(units) == 0 {
		problems = append(problems, diag.Usagef("%s describes no %s", file, c.Pack))
	}
	for _, a := range c.Flags {
		problems = append(problems, diag.Usagef("--%s is for one %s, and %s describes %d", pack.Flag(a.Name), c.Pack, file, len(units)).
			WithHint("write --set UNIT.%s=VALUE, or name one %s", a.Name, c.Pack))
	}
	if len(c.Environments) > 0 {
		problems = append(problems, diag.Usagef("--environments is for one %s, and %s describes %d", c.Pack, file, len(units)).
			WithHint("write environments = [...] into each unit, or name one %s", c.Pack))
	}
	at := map[string]int{}
	all := make([]newUnit, 0, len(units))
	for i := range units {
		u := &units[i]
		if u.Name == "" {
			problems = append(problems, diag.Usagef("a unit of %s has no name", file).At(u.At, u.Source).WithHint(`give each one its "name"`))
			continue
		}
		if _, twice := at[u.Name]; twice {
			problems = append(problems, diag.Usagef("%s describes %q twice", file, u.Name).At(u.At, u.Source))
			continue
		}
		at[u.Name] = len(all)
		all = append(all, newUnit{u.Name, slices.Clone(u.Inputs), u.Environments, u})
	}
	for _, a := range c.Set {
		i, known := at[a.Unit]
		switch {
		case a.Unit == "":
			problems = append(problems, diag.Usagef("it is not clear which %s %q is to be set for", c.Pack, a.Name).WithHint("write --set UNIT.%s=VALUE", a.Name))
		case !known:
			problems = append(problems, diag.Usagef("--set names the unit %q, which %s does not describe", a.Unit, file))
		default:
			all[i].inputs = append(all[i].inputs, a)
		}
	}
	return all, problems.Err()
}

// withUnits adds to problems what is wrong with the inputs of new units, and what
// they lack.
func (c Add) withUnits(problems diag.List, d *draft, all []newUnit) error {
	p, err := d.pack(c.Pack)
	if err != nil {
		return problems
	}
	for _, one := range all {
		if d.model.Unit(one.name) == nil {
			_, err := resolve(p, one.inputs, one.environments)
			problems = problems.Append(err)
			problems = append(problems, missing(p, one.name, one.inputs, one.environments, d.model.Root.Defaults[p.Name])...)
		}
	}
	return problems
}

// Each is the same change in turn, one for each unit, or for each circle of units
// that refer to each other. Units that others refer to come first.
func (c Add) Each(b Base, o Options) ([]Change, error) {
	d := newDraft(b, o)
	if err := c.draft(d); err != nil {
		return nil, err
	}
	if _, err := d.plan(c); err != nil { // every mistake is told before anything is written
		return nil, err
	}
	all, err := c.units(d)
	if err != nil {
		return nil, err
	}
	groups, err := grouped(d, all)
	if err != nil {
		return nil, err
	}
	var out []Change
	for _, group := range groups {
		part := Add{Pack: c.Pack, File: Described{Name: c.File.Name}}
		for _, one := range group {
			part.File.Units = append(part.File.Units, one.described())
		}
		out = append(out, part)
	}
	return out, nil
}

// described is the unit as a file would describe it.
func (one newUnit) described() DescribedUnit {
	u := DescribedUnit{Name: one.name, Environments: one.environments, Inputs: one.inputs}
	if one.from != nil {
		u.At, u.Source = one.from.At, one.from.Source
	}
	return u
}

// grouped puts units that others refer to before these. Those that refer to each
// other, which they may by name, share a group.
func grouped(d *draft, all []newUnit) ([][]newUnit, error) {
	waits := map[string][]string{}
	for _, one := range all {
		refers, err := d.model.Refers(d.unit(one.name), d.base.Packs)
		if err != nil {
			return nil, err
		}
		waits[one.name] = refers
	}
	return inGroups(all, waits), nil
}

// inGroups puts what others wait for before these; a circle is a group.
func inGroups(all []newUnit, waits map[string][]string) [][]newUnit {
	left := map[string]bool{}
	for _, one := range all {
		left[one.name] = true
	}
	var groups [][]newUnit
	for len(left) > 0 {
		before := len(left)
		for _, one := range all {
			if left[one.name] && !slices.ContainsFunc(waits[one.name], func(name string) bool { return left[name] }) {
				groups = append(groups, []newUnit{one})
				delete(left, one.name)
			}
		}
		if len(left) < before {
			continue
		}
		members := firstCircle(all, waits, left)
		var group []newUnit
		for _, one := range all {
			if members[one.name] {
				group = append(group, one)
				delete(left, one.name)
			}
		}
		groups = append(groups, group)
	}
	return groups
}

// firstCircle are the units of a circle that waits for nothing that is left but
// itself; there is one where each that is left waits for another.
func firstCircle(all []newUnit, waits map[string][]string, left map[string]bool) map[string]bool {
	var members map[string]bool
	for _, one := range all {
		if !left[one.name] {
			continue
		}
		reached := map[string]bool{}
		for next := []string{one.name}; len(next) > 0; {
			name := next[0]
			next = next[1:]
			for _, other := range waits[name] {
				if left[other] && !reached[other] {
					reached[other] = true
					next = append(next, other)
				}
			}
		}
		if members == nil || len(reached) < len(members) {
			members = reached // a unit of such a circle reaches just the circle, and each other one some circle
		}
	}
	return members
}
