package change

import (
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Generate renders units from their specs, into which it first writes what Set
// says.
type Generate struct {
	Units      []string     // by name or path; empty means all
	Set        []Assignment // the weakest first
	Reallocate string       // an input of the one unit to choose anew; empty for none
	From       string       // the repository from which an application repository copies; empty for none
	Told       []string     // what is to be said of what it copies

	Mistakes diag.List `json:"-"` // what of the command line can't be read
}

func (c Generate) draft(d *draft) error {
	if err := d.load(); err != nil {
		return err
	}
	units, err := Select(d.model, c.Units)
	if err != nil {
		return err
	}
	if c.Reallocate != "" && len(c.Units) != 1 {
		return diag.Usagef("--reallocate needs one unit").WithHint("run `scaffold generate UNIT --reallocate %s`", c.Reallocate)
	}
	if err := checkReallocate(d, c.Reallocate, units[0]); err != nil {
		return err
	}
	d.reallocate, d.notices = c.Reallocate, c.Told
	d.render(inOrder(units))
	return d.assign(units, c.Set, c.Mistakes)
}

// checkReallocate refuses an input that is not chosen by scaffold.
func checkReallocate(d *draft, name string, u *repo.Unit) error {
	if name == "" {
		return nil
	}
	p, err := d.base.Packs.Get(u.Spec.Pack)
	if err != nil {
		return err
	}
	if in := p.Input(name); in == nil || in.Allocate == nil {
		return diag.Usagef("--reallocate names %q, and pack %s allocates no such input", name, p.Ref())
	}
	return nil
}

// assign writes what is set into the specs of the units of the run, and keeps
// what is set of their tfvars. With mistakes it tells everything that is wrong or
// missing.
func (d *draft) assign(units []*repo.Unit, set []Assignment, mistakes diag.List) error {
	byUnit, err := assignedTo(units, set, mistakes)
	if err == nil {
		err = d.assignTo(units, byUnit)
	}
	if err != nil {
		return append(diag.Of(err), missingIn(d, units, set)...)
	}
	if len(byUnit) == 0 {
		return nil
	}
	return d.load()
}

// assignedTo sorts assignments by the unit they are about.
func assignedTo(units []*repo.Unit, set []Assignment, mistakes diag.List) (map[string][]Assignment, error) {
	if len(mistakes) > 0 {
		return nil, mistakes
	}
	only := ""
	if len(units) == 1 {
		only = units[0].Name
	}
	out := map[string][]Assignment{}
	for _, a := range set {
		if a.Unit == "" {
			a.Unit = only
		}
		if a.Unit == "" {
			return nil, diag.Usagef("it is not clear which unit %q is to be set for", a.Name).
				WithHint("name one unit, or write --set UNIT.%s=…", a.Name)
		}
		out[a.Unit] = append(out[a.Unit], a)
	}
	return out, nil
}

// assignTo writes the assignments of each unit into its spec.
func (d *draft) assignTo(units []*repo.Unit, byUnit map[string][]Assignment) error {
	var problems diag.List
	for _, name := range sortedKeys(byUnit) {
		u, err := d.model.Find(name)
		if err == nil && !slices.Contains(units, u) {
			err = diag.Usagef("--set names the unit %q, which this run does not generate", name)
		}
		if err == nil {
			err = d.say(u, byUnit[name])
		}
		problems = problems.Append(err)
	}
	return problems.Err()
}

// say writes assignments into a unit's spec.
func (d *draft) say(u *repo.Unit, all []Assignment) error {
	p, err := d.base.Packs.Get(u.Spec.Pack)
	if err != nil {
		return err
	}
	s, err := resolve(p, all, d.model.Environments(u))
	if err != nil {
		return err
	}
	d.said[u.Name], d.tfvars[u.Name] = s, s.tfvars
	return d.set(u, s.changes)
}

// conclude names the units whose files change, when they are few, and says which
// units outside the run hold what it changes.
func (c Generate) conclude(d *draft, p *plan.Plan) (string, error) {
	if len(c.Units) > 0 {
		behind, err := dependentsOf(d, p)
		if err != nil {
			return "", err
		}
		if len(behind) > 0 {
			p.Notices = append(p.Notices, "what changed here stands in other units, too; run `scaffold generate "+strings.Join(behind, " ")+"`")
		}
	}
	changed := changedUnits(d, p)
	switch {
	case len(changed) == 0:
		changed = p.Units
	case changed[0] == ".":
		changed = append(changed[1:], "the repository's files")
	}
	if len(changed) > 3 {
		return "chore: generate " + diag.Counted(len(changed), "unit"), nil
	}
	return "chore: generate " + strings.Join(changed, ", "), nil
}

// changedUnits are the rendered units in which a file changes, sorted.
func changedUnits(d *draft, p *plan.Plan) []string {
	byPath := map[repo.Path]string{}
	for _, u := range d.all(d.units) {
		byPath[u.Path] = u.Name
	}
	changed := map[string]bool{}
	ownLock := false
	for _, a := range p.Commits() {
		ownLock = ownLock || a.Path == lock.Filename
		dir := a.Path.Dir()
		for byPath[dir] == "" && dir != "." {
			dir = dir.Dir()
		}
		if name := byPath[dir]; name != "" {
			changed[name] = true
		}
	}
	if len(changed) > 1 && !ownLock {
		delete(changed, ".") // only its section about the units
	}
	return sortedKeys(changed)
}

// dependentsOf are the units outside the run that hold what it changes, such as the
// port of a service that they call, and would be rendered otherwise now. What is
// wrong with them is told when they are generated.
func dependentsOf(d *draft, p *plan.Plan) ([]string, error) {
	if len(p.Commits()) == 0 {
		return nil, nil
	}
	others, err := d.model.Dependents(d.all(d.units), d.base.Packs)
	if err != nil || len(others) == 0 {
		return nil, err
	}
	outside := *d
	outside.tfvars, outside.base.Commits, outside.actions = nil, false, nil
	theirs, err := outside.build(inOrder(others))
	if err != nil {
		return nil, nil
	}
	var behind []string
	for _, u := range others {
		if slices.ContainsFunc(theirs.Writes(), func(a plan.Action) bool { return a.Path.In(u.Path) }) {
			behind = append(behind, u.Name)
		}
	}
	return behind, nil
}
