// Package repo is the model of a repository: the infrastructure's, with its
// layers and services, or an application's, which is one unit.
//
// Load reads the root file, every unit's spec and lock from a file tree and
// returns them as one value; Context and Given say what a render of a unit in
// an environment sees; CheckReferences refuses unknown units and circles. It is
// pure: it reads through the fs.FS it is given and writes nothing.
package repo

import (
	"errors"
	"io/fs"
	"path"
	"runtime"
	"sort"
	"strings"
	"sync"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// LayersDir is the folder that holds all layers.
const LayersDir = "layers"

// Repository is a repository as it stands on disk.
type Repository struct {
	FS    fs.FS
	Root  *spec.Root // has neither layers nor environments in an application repository
	Units []*Unit    // "." first, then by path
	names map[string]*Unit

	values map[string]map[string]cty.Value // what packs may read, by environment; "" for none
}

// Unit is one unit with its spec and lock.
type Unit struct {
	Name  string // "." for the repository itself
	Path  Path
	Layer string // the layer it lives in; empty for "."
	Spec  *spec.Unit
	Lock  *lock.Lock // nil when it was never rendered
}

// Load reads the repository at the root of fsys. Every file that can't be read
// is reported, not only the first.
func Load(fsys fs.FS) (*Repository, error) {
	src, err := fs.ReadFile(fsys, spec.Filename)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, diag.Unreadable(spec.Filename, err)
	}
	if err != nil {
		return nil, diag.Usagef("this is not a scaffold repository: it has no %s", spec.Filename).
			WithHint("run `scaffold init` to make one, or give the repository's folder with -C")
	}
	if spec.IsUnit(spec.Filename, src) {
		return loadApplication(fsys, src)
	}
	root, err := spec.ParseRoot(shown(fsys, spec.Filename), src)
	if err != nil {
		return nil, err
	}
	r := &Repository{FS: fsys, Root: root, names: map[string]*Unit{}, values: contextValues(root)}
	r.Units = append(r.Units, &Unit{Name: ".", Path: ".", Spec: root.Unit})
	for _, layer := range root.Layers {
		units, err := r.discover(layer)
		if err != nil {
			return nil, err
		}
		r.Units = append(r.Units, units...)
	}
	return r, r.read()
}

// discover lists the units of a layer without reading them.
func (r *Repository) discover(layer spec.Layer) ([]*Unit, error) {
	dir := Path(LayersDir).Join(layer.Directory)
	if layer.Holds == "" {
		return []*Unit{{Name: layer.Name, Path: dir, Layer: layer.Name}}, nil
	}
	entries, err := fs.ReadDir(r.FS, string(dir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, diag.Unreadable(string(dir), err)
	}
	var units []*Unit
	for _, entry := range entries {
		if entry.IsDir() && !strings.HasPrefix(entry.Name(), ".") {
			units = append(units, &Unit{Name: entry.Name(), Path: dir.Join(entry.Name()), Layer: layer.Name})
		}
	}
	return units, nil
}

// read parses specs and locks of all units, several at a time.
func (r *Repository) read() error {
	problems := make([]error, len(r.Units))
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				problems[i] = r.readUnit(r.Units[i])
			}
		})
	}
	for i := range r.Units {
		next <- i
	}
	close(next)
	wg.Wait()
	var list diag.List
	kept := r.Units[:0]
	for i, u := range r.Units {
		list = list.Append(problems[i])
		if u.Spec == nil {
			continue // a folder without a spec is not a unit
		}
		kept = append(kept, u)
		if other, twice := r.names[u.Name]; twice {
			list = append(list, diag.Usagef("two units are called %q: %s and %s", u.Name, other.Path, u.Path).
				WithHint("workspace names leave the layer out, so unit names are unique across layers; rename one"))
		}
		r.names[u.Name] = u
	}
	r.Units = kept
	sort.SliceStable(r.Units, func(i, j int) bool { return r.Units[i].Path < r.Units[j].Path })
	return list.Err()
}

func (r *Repository) readUnit(u *Unit) error {
	if u.Spec == nil {
		name := path.Join(string(u.Path), spec.Filename)
		src, err := fs.ReadFile(r.FS, name)
		if errors.Is(err, fs.ErrNotExist) {
			return r.checkNoLock(u)
		}
		if err != nil {
			return diag.Unreadable(name, err)
		}
		if u.Spec, err = spec.ParseUnit(shown(r.FS, name), src); err != nil {
			return err
		}
		if u.Spec.Name != u.Name {
			return diag.Usagef("the unit in %s calls itself %q", u.Path, u.Spec.Name).At(u.Spec.Range, src).
				WithHint("its label must be %q, the name of its folder or layer", u.Name)
		}
	}
	return r.readLock(u)
}

// checkNoLock refuses a layer whose folder is gone, and a unit whose spec is
// gone while its files are there: it would drop out of CODEOWNERS and of every check, but not out of the account.
func (r *Repository) checkNoLock(u *Unit) error {
	layer, _ := r.Root.Layer(u.Layer)
	if _, err := fs.ReadDir(r.FS, string(u.Path)); err != nil && layer.Holds == "" {
		return diag.Usagef("the folder of layer %q is gone: %s", u.Layer, u.Path).At(layer.Range, r.Root.Unit.Source).
			WithHint("restore it with git checkout; to give the layer up, destroy it with Terraform, then take its block out")
	}
	if _, err := fs.Stat(r.FS, path.Join(string(u.Path), lock.Filename)); err != nil {
		return nil
	}
	return diag.Usagef("%s has a lock but no %s", u.Path, spec.Filename).
		WithHint("restore it with git checkout; to give the unit up, destroy it with Terraform, then delete its folder")
}

func (r *Repository) readLock(u *Unit) error {
	name := path.Join(string(u.Path), lock.Filename)
	src, err := fs.ReadFile(r.FS, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return diag.Unreadable(name, err)
	}
	u.Lock, err = lock.Parse(shown(r.FS, name), src)
	return err
}

// Unit returns the unit of that name, or nil.
func (r *Repository) Unit(name string) *Unit { return r.names[name] }

// UnitNames returns the names of all units but ".", sorted.
func (r *Repository) UnitNames() []string {
	var names []string
	for _, u := range r.Units {
		if u.Name != "." {
			names = append(names, u.Name)
		}
	}
	sort.Strings(names)
	return names
}

// Find returns the unit that a user names by its name or its path.
func (r *Repository) Find(arg string) (*Unit, error) {
	if u := r.names[arg]; u != nil {
		return u, nil
	}
	clean := Path(path.Clean(strings.TrimSuffix(arg, "/")))
	for _, u := range r.Units {
		if u.Path == clean && arg != "" {
			return u, nil
		}
	}
	return nil, diag.Usagef("there is no unit %q", arg).WithHint("units here: %s", strings.Join(append([]string{"."}, r.UnitNames()...), ", "))
}

// Environments returns the names of the unit's environments in the order of the
// root file. A spec that lists none has all of them.
func (r *Repository) Environments(u *Unit) []string {
	if len(u.Spec.Environments) == 0 {
		return r.Root.EnvironmentNames()
	}
	var names []string
	for _, e := range r.Root.Environments {
		for _, listed := range u.Spec.Environments {
			if listed == e.Name {
				names = append(names, e.Name)
			}
		}
	}
	return names
}

// HasEnvironment tells whether the unit has the environment.
func (r *Repository) HasEnvironment(u *Unit, environment string) bool {
	for _, name := range r.Environments(u) {
		if name == environment {
			return true
		}
	}
	return false
}

// Given returns what specs say of the unit's inputs, the strongest of each:
// the environment's block, the unit, the root's defaults for the pack. What they
// say for all packs [Repository.GivenTo] adds, which knows the pack's inputs.
func (r *Repository) Given(u *Unit, environment string) map[string]spec.Attr {
	out := map[string]spec.Attr{}
	for name, a := range r.Root.Defaults[u.Spec.Pack.Name] {
		out[name] = a
	}
	for name, a := range u.Spec.Inputs {
		out[name] = a
	}
	for name, a := range u.Spec.Overrides[environment] {
		out[name] = a
	}
	return out
}
