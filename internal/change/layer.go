package change

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
	"github.com/seed-3f5c2e52/scaffold/internal/tfconfig"
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
	if !c.there(d.model) {
		if err := c.add(d, p); err != nil {
			return err
		}
	}
	if err := d.load(); err != nil {
		return err
	}
	return c.affected(d)
}

// there tells whether the layer is there already, just as asked.
func (c AddLayer) there(m *repo.Repository) bool {
	old, exists := m.Root.Layer(c.Name)
	u := m.Unit(c.Name)
	before, _ := m.Root.Layer(c.Before)
	return exists && u != nil && u.Spec.Pack.Name == c.Pack && slices.Equal(old.DependsOn, c.DependsOn) &&
		(c.Before == "" || slices.Contains(before.DependsOn, c.Name)) && len(c.Flags)+len(c.Set)+len(c.Mistakes) == 0
}

// refused is what is wrong with the name of a new layer; nil when nothing is.
func (c AddLayer) refused(m *repo.Repository) *diag.Problem {
	if c.Name == "" {
		return MissingName("the new layer's name")
	}
	if old, exists := m.Root.Layer(c.Name); exists {
		return diag.Usagef("there is already a layer %q, in layers/%s", c.Name, old.Directory).
			WithHint("change it in scaffold.hcl or in its own spec, then run `scaffold generate`")
	}
	if !spec.ValidName(c.Name) {
		return diag.Usagef("%q can't be the name of a layer", c.Name).
			WithHint("lower-case letters, digits and single hyphens, a letter first")
	}
	if u := m.Unit(c.Name); u != nil {
		return diag.Usagef("there is already a unit %q: %s", c.Name, u.Path).
			WithHint("workspace names leave the layer out, so unit names are unique across layers")
	}
	return vacant(m.FS, repo.Path(repo.LayersDir).Join(m.Root.NextDirectory(c.Name)))
}

// unknown are the layers that are named and not there.
func (c AddLayer) unknown(m *repo.Repository) diag.List {
	var problems diag.List
	for _, name := range append(slices.Clip(c.DependsOn), c.Before) {
		if _, ok := m.Root.Layer(name); !ok && name != "" {
			var have []string
			for _, l := range m.Root.Layers {
				have = append(have, l.Name)
			}
			problems = append(problems, diag.Usagef("there is no layer %q", name).WithHint("layers here: %s", strings.Join(have, ", ")))
		}
	}
	return problems
}

// add writes the layer's block into the root file, and the layer's spec. Every
// mistake is told at once.
func (c AddLayer) add(d *draft, p *pack.Pack) error {
	m := d.model
	var problems diag.List
	if problem := c.refused(m); problem != nil {
		problems = append(problems, problem)
	}
	problems = append(append(problems, c.unknown(m)...), c.Mistakes...)
	all, _, err := Described{}.Describe(c.Name, c.Flags, c.Set)
	problems = problems.Append(err)
	all = slices.DeleteFunc(all, func(a Assignment) bool { return a.Unit != "" && a.Unit != c.Name })
	environments := m.Root.EnvironmentNames()
	s, err := resolve(p, all, environments)
	if problems = problems.Append(err); len(problems) > 0 {
		return append(problems, missing(p, c.Name, all, environments, m.Root.Defaults[p.Name])...)
	}
	layer := spec.Layer{Name: c.Name, Directory: m.Root.NextDirectory(c.Name), DependsOn: c.DependsOn}
	root, err := spec.AddLayer(spec.Filename, m.Root.Unit.Source, layer)
	if err == nil && c.Before != "" {
		root, err = spec.AddDependency(spec.Filename, root, c.Before, layer.Name)
	}
	if err != nil {
		return err
	}
	d.edits[spec.Filename] = root
	return d.add(c.Name, repo.Path(repo.LayersDir).Join(layer.Directory), p, environments, s)
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

func (c AddLayer) conclude(d *draft, p *plan.Plan) (string, error) {
	if c.Before != "" && len(p.Writes()) > 0 {
		p.Notices = append(p.Notices, c.saidBefore(d, p))
	}
	return "feat: add " + c.Name + " layer", nil
}

// saidBefore says what the layer behind the new one got, and what it did not: most
// packs read the state of fixed layers.
func (c AddLayer) saidBefore(d *draft, p *plan.Plan) string {
	root := d.model.Root
	var wired, bare []string // folders
	for _, u := range d.model.Units {
		reads := func(a plan.Action) bool {
			return a.Path.In(u.Path) && tfconfig.IsCode(a.Path.Base()) && slices.ContainsFunc(root.EnvironmentNames(), func(environment string) bool {
				return bytes.Contains(a.Bytes(), []byte(strconv.Quote(repo.Workspace(root.WorkspaceName, c.Name, environment))))
			})
		}
		switch {
		case u.Layer != c.Before:
		case slices.ContainsFunc(p.Writes(), reads):
			wired = append(wired, string(u.Path))
		default:
			bare = append(bare, string(u.Path))
		}
	}
	said := fmt.Sprintf("%s depends on %s now; no folder was renumbered, as order comes from depends_on", c.Before, c.Name)
	if len(wired) > 0 {
		said += fmt.Sprintf("; the code in %s reads its state", diag.Few(wired))
	}
	if len(bare) > 0 {
		said += fmt.Sprintf("; the code in %s does not read its state: where it needs something of it, add a terraform_remote_state block of %s",
			diag.Few(bare), repo.Workspace(root.WorkspaceName, c.Name, "ENVIRONMENT"))
	}
	return said
}
