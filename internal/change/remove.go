package change

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
	"github.com/seed-3f5c2e52/scaffold/internal/tfconfig"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// PrepareRemoval switches the protections in a unit's code off.
type PrepareRemoval struct {
	Unit string
}

func (c PrepareRemoval) draft(d *draft) error {
	if err := d.load(); err != nil {
		return err
	}
	u, err := d.model.Find(c.Unit)
	if err != nil {
		return err
	}
	d.about = []string{u.Name}
	for _, environment := range d.model.Environments(u) {
		dir := u.Path.Join("environments", environment)
		files, err := fs.Glob(d.base.Disk, string(dir)+"/*.tf")
		if err != nil {
			return diag.Failedf("%s can't be read", dir)
		}
		for _, name := range files {
			if !tfconfig.IsCode(path.Base(name)) {
				continue // an editor's, which Terraform ignores, too
			}
			if err := d.unprotect(repo.Path(name)); err != nil {
				return err
			}
		}
	}
	return nil
}

// unprotect switches off what in a file protects resources from being destroyed.
func (d *draft) unprotect(name repo.Path) error {
	src, err := fs.ReadFile(d.base.Disk, string(name))
	if err != nil {
		return diag.Unreadable(string(name), err)
	}
	out, changed, open := workspace.Unprotect(string(name), src)
	if len(changed) == 0 {
		d.kept++
	} else {
		d.actions = append(d.actions, plan.Action{Kind: plan.Update, Path: name, Content: out, Reason: "off: " + strings.Join(changed, ", ")})
	}
	for _, o := range open {
		d.notices = append(d.notices, fmt.Sprintf("%s: %s is set by an expression; see that it lets the destroy run through", name, o))
	}
	return nil
}

func (c PrepareRemoval) conclude(d *draft, _ *plan.Plan) (string, error) {
	return "chore: prepare " + d.about[0] + " for removal", nil
}

// Remove takes a unit's files out of the repository.
type Remove struct {
	Unit  string
	Files []repo.Path `json:"-"` // the unit's files, which git knows

	Unasked bool `json:"-"` // nobody could say whether its workspaces manage resources
}

// Removable refuses what is no unit of its own, and what others name in their
// specs.
func Removable(m *repo.Repository, u *repo.Unit) error {
	if u.Name == "." {
		return diag.Usagef("\".\" is the repository itself and can't be removed")
	}
	for _, l := range m.Root.Layers {
		if slices.Contains(l.DependsOn, u.Name) {
			return diag.Usagef("layer %s depends on %s", l.Name, u.Name).At(l.Range, m.Root.Unit.Source).
				WithHint("take it out of depends_on and render that layer without it first")
		}
	}
	return nil
}

// Unnamed refuses while the spec of another unit names this one.
func Unnamed(m *repo.Repository, u *repo.Unit, packs repo.Packs) error {
	dependents, err := m.Dependents([]*repo.Unit{u}, packs)
	if err != nil || len(dependents) == 0 {
		return err
	}
	return diag.Usagef("%s is named in the spec of %s", u.Name, strings.Join(names(dependents), ", ")).
		WithHint("take it out there and run `scaffold generate %s`", strings.Join(names(dependents), " "))
}

func (c Remove) draft(d *draft) error {
	if err := d.load(); err != nil {
		return err
	}
	u, err := d.model.Find(c.Unit)
	if err != nil {
		return err
	}
	d.without, d.about = u.Path, []string{u.Name}
	for _, file := range c.Files {
		d.actions = append(d.actions, plan.Action{Kind: plan.Delete, Path: file, Reason: "the unit is removed"})
	}
	layer, _ := d.model.Root.Layer(u.Layer)
	isLayer := layer.Holds == "" && u.Name == layer.Name
	root, said, err := spec.RemoveUnit(spec.Filename, d.model.Root.Unit.Source, u.Name)
	if err != nil {
		return err
	}
	if isLayer {
		if root, err = spec.RemoveLayer(spec.Filename, root, layer.Name); err != nil {
			return err
		}
	}
	if len(said) > 0 {
		d.notices = append(d.notices, fmt.Sprintf("%s is taken out of %s in %s", u.Name, strings.Join(said, ", "), spec.Filename))
	}
	if c.Unasked {
		d.notices = append(d.notices, "there is no token, so nobody was asked whether its workspaces still manage resources")
	}
	if isLayer || len(said) > 0 {
		d.edits[spec.Filename] = root
	}
	if err := d.load(); err != nil {
		return err
	}
	d.renders = true // be it only the sections about the units
	for _, other := range d.model.Units {
		p, err := d.base.Packs.Get(other.PackOf(""))
		if err != nil {
			return err
		}
		if isLayer && (other.Name == "." || slices.Contains(p.Reads, "layers")) {
			d.units = append(d.units, other.Name)
		}
	}
	return nil
}

func (c Remove) conclude(d *draft, _ *plan.Plan) (string, error) {
	return "feat: remove " + d.about[0] + " infrastructure", nil
}

// Prune takes away the vendored packs that neither a lock nor a spec names.
type Prune struct{}

func (c Prune) draft(d *draft) error {
	if err := d.load(); err != nil {
		return err
	}
	used := Packs(d.model)
	for _, ref := range d.base.Packs.VendoredRefs() {
		if used[ref] {
			continue
		}
		d.added = append(d.added, ref.String())
		if err := d.prune(ref); err != nil {
			return err
		}
	}
	return nil
}

// Packs are the versions of packs that locks and specs name.
func Packs(m *repo.Repository) map[spec.PackRef]bool {
	used := map[spec.PackRef]bool{}
	for _, u := range m.Units {
		used[u.Spec.Pack] = true
		if u.Lock == nil {
			continue
		}
		for _, block := range u.Lock.Blocks {
			used[block.Pack] = true
		}
	}
	return used
}

// prune removes one version. Its declaration goes first: what is left of a pack
// half taken away does not look like a whole one.
func (d *draft) prune(ref spec.PackRef) error {
	dir := pack.Vendored(ref)
	var rest []plan.Action
	err := fs.WalkDir(d.base.Disk, dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		path, err := repo.ParsePath(name)
		if err != nil {
			return err
		}
		action := plan.Action{Kind: plan.Delete, Path: path, Reason: "no unit stands at " + ref.String()}
		if name == dir+"/"+pack.Filename {
			d.actions = append(d.actions, action)
		} else {
			rest = append(rest, action)
		}
		return nil
	})
	d.actions = append(d.actions, rest...)
	if list := diag.Of(err); err != nil && list[0].Err == err {
		return diag.Failedf("%s can't be read", dir)
	}
	return err
}

func (c Prune) conclude(d *draft, _ *plan.Plan) (string, error) {
	return strings.TrimSpace("chore: remove unused packs " + strings.Join(d.added, ", ")), nil
}

// Removed is a unit whose files went before: there is nothing left to change.
type Removed struct {
	Unit string
}

func (c Removed) draft(d *draft) error {
	d.about = []string{c.Unit}
	return nil
}

func (c Removed) conclude(*draft, *plan.Plan) (string, error) {
	return "feat: remove " + c.Unit + " infrastructure", nil
}
