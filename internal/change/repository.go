package change

import (
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

// NewRepository makes an infrastructure repository: its root file, the specs of
// its layers, and everything that these render.
type NewRepository struct {
	Root   spec.Root
	Set    []Assignment // of layers' inputs, by unit; without a unit of the repository's own
	Inside string       // the repository's folder inside git's worktree; "." for its root
	Branch string       // git's default branch; empty where it is not known

	Mistakes diag.List `json:"-"` // what of the command line can't be read, or is missing
}

// rootPack is the pack of the repository's own files.
const rootPack = "repository"

// foundingUnit is a unit of a new repository that has inputs.
type foundingUnit struct {
	name, set string // set is its name in assignments
	pack      string
	dir       repo.Path
}

// units are the repository itself and its layers without services. A layer has
// the pack of its name.
func (c NewRepository) units() []foundingUnit {
	units := []foundingUnit{{".", "", rootPack, "."}}
	for _, l := range c.Root.Layers {
		if l.Holds == "" {
			units = append(units, foundingUnit{l.Name, l.Name, l.Name, repo.Path(repo.LayersDir).Join(l.Directory)})
		}
	}
	return units
}

// resolve reads what is set of each unit. Every mistake is told at once.
func (c NewRepository) resolve(packs *pack.Store) (map[string]*said, error) {
	problems := c.Mistakes
	byUnit := map[string][]Assignment{}
	for _, a := range c.Set {
		byUnit[a.Unit] = append(byUnit[a.Unit], a)
	}
	out := map[string]*said{}
	branch := c.Branch
	for _, u := range c.units() {
		p, err := packs.Get(spec.PackRef{Name: u.pack})
		if err == nil {
			given := found(p, byUnit[u.set], "default_branch", branch)
			byUnit[u.set] = found(p, given, scaffoldVersion, packs.Release())
		}
		if err == nil && u.name == "." { // layers go by what is said of the repository
			branch = branchIn(p, byUnit[u.set], branch)
		}
		if err == nil {
			out[u.name], err = resolve(p, byUnit[u.set], c.Root.EnvironmentNames())
		}
		problems = problems.Append(err)
		delete(byUnit, u.set)
	}
	for _, unit := range sortedKeys(byUnit) {
		var layers []string
		for _, u := range c.units()[1:] {
			layers = append(layers, u.name)
		}
		problems = append(problems, diag.Usagef("--set names a unit %q that a new repository does not have", unit).
			WithHint("units: %s", strings.Join(layers, ", ")))
	}
	return out, problems.Err()
}

// found adds to what is given of a new repository's inputs the one with this role,
// as it was found here, where nothing says another and the pack's own is not it.
func found(p *pack.Pack, given []Assignment, role, value string) []Assignment {
	in := p.InputByRole(role)
	if value == "" || in == nil || in.DefaultText == expr.Quote(value) || slices.ContainsFunc(given, func(a Assignment) bool { return a.Name == in.Name }) {
		return given
	}
	return append(slices.Clone(given), Assignment{Name: in.Name, Attr: spec.Attr{Value: cty.StringVal(value)}})
}

// branchIn is the default branch that these values say, else the one that is found.
func branchIn(p *pack.Pack, given []Assignment, found string) string {
	in := p.InputByRole("default_branch")
	for _, a := range given {
		switch {
		case in == nil || a.Name != in.Name:
		case a.Typed:
			found = a.Text
		case a.Attr.Value.Type() == cty.String && !a.Attr.Value.IsNull():
			found = a.Attr.Value.AsString()
		}
	}
	return found
}

func (c NewRepository) draft(d *draft) error {
	if err := c.specs(d); err != nil {
		return err
	}
	if err := d.load(); err != nil {
		return err
	}
	for _, l := range d.model.Root.Layers {
		if l.Holds != "" { // git keeps no empty folders
			d.edits[repo.Path(repo.LayersDir).Join(l.Directory, ".gitkeep")] = nil
		}
	}
	d.render(inOrder(d.model.Units))
	return nil
}

// specs writes the root file and the specs of the layers.
func (c NewRepository) specs(d *draft) error {
	all, err := c.resolve(d.base.Packs)
	problems := diag.Of(err)
	for _, u := range c.units()[1:] {
		if problem := vacant(d.base.Disk, u.dir); problem != nil {
			problems = append(problems, problem.WithHint("the new layer would be merged into it; move the folder aside first (git mv layers old-layers), or make the repository in a new folder"))
		}
	}
	if len(problems) > 0 {
		return problems
	}
	for _, u := range c.units() {
		p, err := d.pack(u.pack)
		if err != nil {
			return err
		}
		s := all[u.name]
		if u.name != "." {
			err = d.add(u.name, u.dir, p, c.Root.EnvironmentNames(), s)
		} else {
			d.said[u.name], d.tfvars[u.name] = s, s.tfvars
			d.edits[spec.Filename], err = spec.NewRoot(&c.Root, refOf(p), s.changes)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c NewRepository) conclude(_ *draft, p *plan.Plan) (string, error) {
	p.Notices = append(p.Notices, saidOfProduction(c.Root.Environments)...)
	p.Notices = append(p.Notices, saidOfSize(c.Root.Environments)...)
	if c.Inside != "." && c.Inside != "" {
		p.Notices = append(p.Notices, "GitHub reads .github at the top of a git repository only: what init wrote into "+
			c.Inside+"/.github (CI, CODEOWNERS, rulesets) does nothing until you bring it there, with "+c.Inside+"/ before its paths.")
	}
	return "feat: add infrastructure repository", nil
}

// Wrong tells everything that is wrong with the change; nil when nothing is.
func (c NewRepository) Wrong(packs *pack.Store) error {
	_, err := c.resolve(packs)
	return err
}
