package change

import (
	"maps"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Add makes units of a pack in its layer: one that the command line names and
// describes, or all of a file. One that exists is compared, and never changed.
type Add struct {
	Pack         string
	Name         string       // of the one unit; empty for those of File
	Environments []string     // of the one unit; empty means all
	Flags        []Assignment // of the one unit's inputs
	Set          []Assignment
	File         Described // what --spec says

	Mistakes diag.List `json:"-"` // what of the command line can't be read
}

// Subject is the one unit that the change is about; empty where it is about
// several, or has no name yet.
func (c Add) Subject() string {
	if c.Name == "" && len(c.File.Units) == 1 {
		return c.File.Units[0].Name
	}
	return c.Name
}

// newUnit is one unit that is to be there.
type newUnit struct {
	name         string
	inputs       []Assignment // weakest first
	environments []string
	from         *DescribedUnit // the block of a file among others; nil otherwise
}

// placed says of problems that have no place which unit of the file they are of.
func (one newUnit) placed(err error) diag.List {
	list := diag.Of(err)
	for _, p := range list {
		if p.Range == nil && one.from != nil {
			p.At(one.from.At, one.from.Source)
		}
	}
	return list
}

func (c Add) draft(d *draft) error {
	if err := d.load(); err != nil {
		return err
	}
	if problem := d.model.NeedInfrastructure(c.Pack); problem != nil {
		return problem
	}
	all, err := c.units(d)
	if err != nil {
		return err
	}
	p, err := d.pack(c.Pack)
	if err != nil {
		return err
	}
	before := d.model
	var problems diag.List
	for _, one := range all {
		err := d.addOne(p, one)
		if err == nil {
			continue
		}
		problems = append(problems, one.placed(err)...)
		if before.Unit(one.name) == nil {
			problems = append(problems, missing(p, one.name, one.inputs, one.environments, before.Root.Defaults[p.Name])...)
		}
	}
	if len(problems) > 0 {
		return problems
	}
	d.renders, d.incomplete = true, d.added
	for _, one := range all {
		d.units = append(d.units, one.name)
	}
	return d.load()
}

// addOne adds a unit, or compares one that exists.
func (d *draft) addOne(p *pack.Pack, one newUnit) error {
	if u := d.model.Unit(one.name); u != nil {
		return compare(d, u, p, one)
	}
	dir, err := Folder(d.model, p, one.name)
	problems := diag.Of(err)
	s, err := resolve(p, one.inputs, one.environments)
	if problems = problems.Append(err); len(problems) > 0 {
		return problems
	}
	return d.add(one.name, dir, p, one.environments, s)
}

// Folder is where a new unit of the pack goes.
func Folder(m *repo.Repository, p *pack.Pack, name string) (repo.Path, error) {
	if problem := checkName(m, p, name); problem != nil {
		return "", problem
	}
	layer, ok := m.Root.Layer(p.Layer)
	if !ok || layer.Holds == "" {
		return "", diag.Usagef("this repository has no layer %q that holds services", p.Layer).
			WithHint("add a layer block %q with holds = \"services\" to scaffold.hcl", p.Layer)
	}
	dir := repo.Path(repo.LayersDir).Join(layer.Directory, name)
	if problem := vacant(m.FS, dir); problem != nil {
		return "", problem
	}
	return dir, nil
}

// RefusedName says why a new unit of the pack can't have the name; empty when it
// can.
func RefusedName(m *repo.Repository, p *pack.Pack, name string) string {
	if u := m.Unit(name); u != nil {
		return "there is already a unit of that name: " + string(u.Path)
	}
	if err := checkName(m, p, name); err != nil {
		return err.Hint
	}
	dir := m.Root.NextDirectory(name)
	if layer, ok := m.Root.Layer(p.Layer); ok && layer.Holds != "" {
		dir = layer.Directory + "/" + name
	}
	if problem := vacant(m.FS, repo.Path(repo.LayersDir).Join(dir)); problem != nil {
		return problem.Summary
	}
	return ""
}

// checkName refuses a name before it becomes part of a path.
func checkName(m *repo.Repository, p *pack.Pack, name string) *diag.Problem {
	if problem := p.CheckName(name, m.Root.EnvironmentNames()); problem != nil {
		return problem
	}
	if !spec.ValidName(name) {
		return diag.Usagef("%q can't be the name of a unit", name).
			WithHint("lower-case letters, digits and single hyphens, a letter first")
	}
	return nil
}

// compare refuses a unit that exists and is another than the one asked for.
func compare(d *draft, u *repo.Unit, wanted *pack.Pack, one newUnit) error {
	p, err := d.base.Packs.Get(u.PackOf(""))
	if err != nil {
		return err
	}
	if p.Name != wanted.Name {
		return diag.Usagef("there is already a unit %q, and it is not a %s: %s", u.Name, wanted.Name, u.Path)
	}
	s, err := resolve(p, one.inputs, one.environments)
	if err != nil {
		return err
	}
	if have := d.model.Environments(u); !sameNames(have, one.environments) {
		return diag.Usagef("%s %s exists, and its environments are %s, not %s", p.Name, u.Name, strings.Join(have, ", "), strings.Join(one.environments, ", ")).
			WithHint("give --environments %s, or change them in %s and run `scaffold generate %s`", strings.Join(have, ","), u.Path.Join(spec.Filename), u.Name)
	}
	if difference := difference(d, u, p, s, one.environments); difference != "" {
		return diag.Usagef("%s %s exists, and %s", p.Name, u.Name, difference).
			WithHint("change it with `scaffold generate %s --set …`, or in %s", u.Name, u.Path.Join(spec.Filename))
	}
	d.tfvars[u.Name] = s.tfvars
	return nil
}

// difference says in what the unit on disk differs from the one that is asked
// for: what is said, and defaults for everything else. What is chosen once, and
// terraform.tfvars, which the plan compares, are left out.
func difference(d *draft, u *repo.Unit, p *pack.Pack, s *said, environments []string) string {
	m := d.model
	for _, environment := range environments {
		onDisk := pack.Request{
			Context: m.Context(u, p, environment, nil), Environment: environment, Given: m.Given(u, environment), Unit: u.Spec,
		}
		asked := onDisk
		asked.Given = map[string]spec.Attr{}
		maps.Copy(asked.Given, m.Root.Defaults[p.Name])
		maps.Copy(asked.Given, s.places[""])
		maps.Copy(asked.Given, s.places[environment])
		for _, input := range p.Inputs {
			_, given := asked.Given[input.Name]
			if input.StoredIn == "tfvars" || (!given && (input.Allocate != nil || input.Pinned)) {
				continue
			}
			want, err := p.InputValue(input.Name, asked)
			if err != nil {
				continue // reported by resolve
			}
			have, err := p.InputValue(input.Name, onDisk)
			if err != nil {
				have = cty.NullVal(input.Type)
			}
			if !have.RawEquals(want) {
				return "its " + input.Name + " is " + expr.LiteralLine(have) + " in " + environment + ", not " + expr.LiteralLine(want)
			}
		}
	}
	return ""
}

// sameNames tells whether a and b name the same, in any order.
func sameNames(a, b []string) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(name string) bool { return !slices.Contains(b, name) })
}

// AppliedFirst names the workspaces of new units that are applied first: those of
// the first environment.
func (p *Planned) AppliedFirst() string {
	u := p.Model.Unit(p.Plan.Units[0])
	environment := p.Model.Environments(u)[0]
	if len(p.Plan.Units) == 1 {
		return repo.Workspace(p.Model.Root.WorkspaceName, u.Name, environment)
	}
	return "the workspaces of " + environment
}

func (c Add) conclude(d *draft, _ *plan.Plan) (string, error) {
	who := d.added
	if len(who) == 0 {
		who = d.units
	}
	if len(who) > 3 {
		return "feat: add infrastructure of " + diag.Counted(len(who), c.Pack), nil
	}
	return "feat: add " + strings.Join(who, ", ") + " infrastructure", nil
}
