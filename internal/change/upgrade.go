package change

import (
	"slices"
	"strings"

	semver "github.com/hashicorp/go-version"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Upgrade moves units to another version of their packs.
type Upgrade struct {
	Units []string     // by name or path; empty means all
	To    string       // the version; empty means the newest that is known
	Set   []Assignment // of inputs, the weakest first

	Mistakes diag.List `json:"-"` // what of the command line can't be read
}

func (c Upgrade) draft(d *draft) error {
	if err := d.load(); err != nil {
		return err
	}
	units, err := Select(d.model, c.Units)
	if err != nil {
		return err
	}
	if err := d.move(units, c.To, c.sets); err != nil {
		return err
	}
	if err := d.load(); err != nil {
		return err
	}
	d.upgrade = true
	d.render(inOrder(units))
	return d.assign(d.all(d.units), c.Set, c.Mistakes)
}

// Each is the same change in turn, one for each unit.
func (c Upgrade) Each(b Base, o Options) ([]Change, error) {
	d := newDraft(b, o)
	if err := c.draft(d); err != nil {
		return nil, err
	}
	if _, err := d.plan(c); err != nil { // every mistake is told before anything is written
		return nil, err
	}
	order, err := referredFirst(d)
	if err != nil {
		return nil, err
	}
	var out []Change
	for _, name := range order {
		one := Upgrade{Units: []string{name}, To: c.To}
		for _, a := range c.Set {
			if u, err := d.model.Find(a.Unit); a.Unit == "" || (err == nil && u.Name == name) {
				one.Set = append(one.Set, a)
			}
		}
		out = append(out, one)
	}
	return out, nil
}

// sets tells whether Set gives an input of a unit a value for an environment.
func (c Upgrade) sets(m *repo.Repository, u *repo.Unit, environment, input string) bool {
	return slices.ContainsFunc(c.Set, func(a Assignment) bool {
		if a.Name != input || (a.Environment != "" && a.Environment != environment) {
			return false
		}
		named, err := m.Find(a.Unit)
		return a.Unit == "" || (err == nil && named == u)
	})
}

// referredFirst are the units of the run, each behind those of them that it refers
// to: it is rendered with what they expose by then. In a circle of names the first
// one found is.
func referredFirst(d *draft) ([]string, error) {
	var out []string
	seen := map[string]bool{}
	var visit func(name string) error
	visit = func(name string) error {
		if seen[name] || !slices.Contains(d.units, name) {
			return nil
		}
		seen[name] = true
		u, err := d.model.Find(name)
		if err != nil {
			return err
		}
		others, err := d.model.Refers(u, d.base.Packs)
		for _, other := range others {
			if err == nil {
				err = visit(other)
			}
		}
		out = append(out, name)
		return err
	}
	for _, name := range slices.Sorted(slices.Values(d.units)) {
		if err := visit(name); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// move writes the versions wanted into the units' specs, and takes along the values
// of inputs that these keep elsewhere.
func (d *draft) move(units []*repo.Unit, to string, sets func(m *repo.Repository, u *repo.Unit, environment, input string) bool) error {
	var problems diag.List
	wanted := map[string]*pack.Pack{}
	for _, u := range units {
		p, err := Wanted(d.base.Packs, u, to)
		problems = problems.Append(err)
		wanted[u.Name] = p
	}
	if len(problems) > 0 {
		return problems
	}
	if err := carry(d, units, wanted, func(u *repo.Unit, environment, input string) bool { return sets(d.model, u, environment, input) }); err != nil {
		return err
	}
	for _, u := range units {
		problems = problems.Append(d.moveTo(u, wanted[u.Name]))
	}
	return problems.Err()
}

// Wanted is the pack that a unit is to move to. It is never an older one than
// its spec names: what newer versions brought could be lost.
func Wanted(packs *pack.Store, u *repo.Unit, to string) (*pack.Pack, error) {
	p, err := packs.Get(spec.PackRef{Name: u.Spec.Pack.Name, Version: to})
	if err != nil {
		return nil, err
	}
	next, errNext := semver.NewVersion(p.Version)
	now, errNow := semver.NewVersion(u.Spec.Pack.Version)
	if errNext != nil || errNow != nil || !next.LessThan(now) {
		return p, nil
	}
	if to == "" {
		return packs.Get(u.Spec.Pack) // nothing newer is known here
	}
	return nil, diag.Usagef("%s is at %s, and %s is older", u.Name, u.Spec.Pack, p.Ref()).
		At(u.Spec.Range, u.Spec.Source).
		WithHint("an older version may lack what the newer one made; go back with git revert")
}

// Behind tells whether an environment of the unit is not at the pack's version.
func Behind(m *repo.Repository, u *repo.Unit, p *pack.Pack) bool {
	for _, environment := range m.Environments(u) {
		if u.PackOf(environment).String() != p.Ref() {
			return true
		}
	}
	return u.PackOf("").String() != p.Ref()
}

// scaffoldVersion is the role of the input that names the release of scaffold which
// a repository's CI installs.
const scaffoldVersion = "scaffold_version"

// installs moves what CI installs to the release that runs, where that is newer.
func installs(u *repo.Unit, to *pack.Pack, running string) []spec.Change {
	in := to.InputByRole(scaffoldVersion)
	if in == nil {
		return nil
	}
	now := strings.Trim(in.DefaultText, `"`)
	if said, ok := u.Spec.Inputs[in.Name]; ok && said.Value.Type() == cty.String && said.Value.IsKnown() && !said.Value.IsNull() {
		now = said.Value.AsString()
	}
	next, errNext := semver.NewSemver(running)
	before, errBefore := semver.NewSemver(now)
	if errNext != nil || errBefore != nil || !before.LessThan(next) {
		return nil
	}
	return []spec.Change{{Name: in.Name, Value: expr.Quote(running)}}
}

// moveTo writes a pack's version into a unit's spec, and renames inputs that the
// pack calls otherwise now.
func (d *draft) moveTo(u *repo.Unit, to *pack.Pack) error {
	name := u.Path.Join(spec.Filename)
	src := u.Spec.Source
	if cut, ok := d.edits[name]; ok {
		src = cut
	}
	for _, m := range to.Renames {
		if to.Input(m.From) != nil {
			continue
		}
		renamed, _, err := spec.Rename(string(name), src, m.From, to.Renamed(m.From))
		if err != nil {
			return err
		}
		src = renamed
	}
	var changes []spec.Change
	if ref := refOf(to); u.Spec.Pack != ref {
		changes = append(changes, spec.Change{Name: "pack", Value: expr.Quote(ref.String())})
	}
	changes = append(changes, installs(u, to, d.base.Packs.Release())...)
	if changes = append(changes, d.carried[u.Name].Changes...); len(changes) > 0 {
		changed, err := spec.Edit(string(name), src, changes)
		if err != nil {
			return err
		}
		src = changed
	}
	if string(src) != string(u.Spec.Source) {
		d.edits[name] = src
	}
	return nil
}

func (c Upgrade) conclude(d *draft, _ *plan.Plan) (string, error) {
	units := d.all(d.units)
	who, versions := names(units), []string{}
	for _, u := range units {
		versions = append(versions, u.Spec.Pack.String())
	}
	slices.Sort(versions)
	versions = slices.Compact(versions)
	if i := slices.Index(who, "."); i >= 0 {
		who = append(slices.Delete(who, i, i+1), "the repository's files")
	}
	if len(who) > 3 {
		who = []string{diag.Counted(len(units), "unit")}
	}
	if len(versions) > 3 {
		versions = []string{"newer packs"}
	}
	return "chore: upgrade " + strings.Join(who, ", ") + " to " + strings.Join(versions, ", "), nil
}
