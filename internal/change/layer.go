package change

import (
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// AddLayer makes a layer of a pack. One that is there just as asked is fine.
type AddLayer struct {
	Pack      string
	Name      string
	DependsOn []string     // the layers whose state it reads
	Before    string       // a layer that is to depend on it; empty for none
	Flags     []Assignment // of its inputs
	Set       []Assignment

	Mistakes diag.List `json:"-"` // what of the command line can't be read
}

func (c AddLayer) draft(d *draft) error {
	if err := d.load(); err != nil {
		return err
	}
	if problem := d.model.NeedInfrastructure("layer"); problem != nil {
		return problem
	}
	p, err := d.pack(c.Pack)
	if err != nil {
		return err
	}
	there, err := c.check(d.model)
	if err != nil {
		return append(diag.Of(err), d.missingOf(p, c.Name, slices.Concat(c.Flags, c.Set))...)
	}
	if !there {
		if err := c.edit(d, p); err != nil {
			return err
		}
	}
	if err := d.load(); err != nil {
		return err
	}
	return c.affected(d)
}

// missingOf are the required inputs of a new unit that nothing gives a value.
func (d *draft) missingOf(p *pack.Pack, unit string, all []Assignment) diag.List {
	root := d.model.Root
	return missing(p, unit, all, root.EnvironmentNames(), root.Defaults[p.Name])
}

// check tells whether the layer is there already, just as asked, and refuses one
// that can't be made.
func (c AddLayer) check(m *repo.Repository) (there bool, err error) {
	if c.Name == "" {
		return false, MissingName("the new layer's name")
	}
	if old, exists := m.Root.Layer(c.Name); exists {
		u := m.Unit(c.Name)
		if u != nil && u.Spec.Pack.Name == c.Pack && slices.Equal(old.DependsOn, c.DependsOn) && len(c.Flags)+len(c.Set)+len(c.Mistakes) == 0 {
			return true, nil
		}
		return false, diag.Usagef("there is already a layer %q, in layers/%s", c.Name, old.Directory).
			WithHint("change it in scaffold.hcl or in its own spec, then run `scaffold generate`")
	}
	if !spec.ValidName(c.Name) {
		return false, diag.Usagef("%q can't be the name of a layer", c.Name).
			WithHint("lower-case letters, digits and single hyphens, a letter first")
	}
	if u := m.Unit(c.Name); u != nil {
		return false, diag.Usagef("there is already a unit %q: %s", c.Name, u.Path).
			WithHint("workspace names leave the layer out, so unit names are unique across layers")
	}
	for _, name := range append(slices.Clip(c.DependsOn), c.Before) {
		if _, ok := m.Root.Layer(name); !ok && name != "" {
			var have []string
			for _, l := range m.Root.Layers {
				have = append(have, l.Name)
			}
			return false, diag.Usagef("there is no layer %q", name).WithHint("layers here: %s", strings.Join(have, ", "))
		}
	}
	return false, nil
}

// edit writes the layer's block into the root file, and the layer's spec.
func (c AddLayer) edit(d *draft, p *pack.Pack) error {
	m := d.model
	layer := spec.Layer{Name: c.Name, Directory: m.Root.NextDirectory(c.Name), DependsOn: c.DependsOn}
	root, err := spec.AddLayer(spec.Filename, m.Root.Unit.Source, layer)
	if err == nil && c.Before != "" {
		root, err = spec.AddDependency(spec.Filename, root, c.Before, layer.Name)
	}
	if err != nil {
		return err
	}
	if len(c.Mistakes) > 0 {
		return c.Mistakes
	}
	all, _, err := Described{}.Describe(c.Name, c.Flags, c.Set)
	if err != nil {
		return err
	}
	s, err := resolve(p, all, m.Root.EnvironmentNames())
	if err != nil {
		return append(diag.Of(err), d.missingOf(p, c.Name, all)...)
	}
	d.edits[spec.Filename] = root
	return d.add(c.Name, repo.Path(repo.LayersDir).Join(layer.Directory), p, m.Root.EnvironmentNames(), s)
}

// affected selects the layer, the repository's own files, whose README shows it,
// and every other unit whose pack reads the layers.
func (c AddLayer) affected(d *draft) error {
	var units []string
	for _, u := range d.model.Units {
		p, err := d.base.Packs.Get(u.PackOf(""))
		if err != nil {
			return err
		}
		if u.Name == "." || u.Name == c.Name || u.Layer == c.Before || slices.Contains(p.Reads, "layers") {
			units = append(units, u.Name)
		}
	}
	d.render(units)
	return nil
}

func (c AddLayer) conclude(*draft, *plan.Plan) (string, error) {
	return "feat: add " + c.Name + " layer", nil
}
