package repo

import (
	"io/fs"

	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Outline is what file names and the root file alone say of a repository, for who
// can't wait for Load: every word of it may be wrong, nothing is reported.
type Outline struct {
	Root *spec.Root // empty where there is none, and in an application repository
	Unit *spec.Unit // of an application repository; nil otherwise
	fsys fs.FS
}

// Outlined is a unit of an outline.
type Outlined struct {
	Name string
	Path Path
}

// Sketch reads the outline of the repository at the root of fsys. A root file with
// mistakes still says what stands before them.
func Sketch(fsys fs.FS) Outline {
	o := Outline{Root: &spec.Root{}, fsys: fsys}
	src, err := fs.ReadFile(fsys, spec.Filename)
	switch {
	case err != nil:
	case spec.IsUnit(spec.Filename, src):
		o.Unit, _ = spec.ParseUnit(spec.Filename, src)
	default:
		if root, _ := spec.ParseRoot(spec.Filename, src); root != nil {
			o.Root = root
		}
	}
	return o
}

// Units are the units of a layer, told by the folders that hold a spec.
func (o Outline) Units(layer spec.Layer) []Outlined {
	dir := Path(LayersDir).Join(layer.Directory)
	if layer.Holds == "" {
		return []Outlined{{layer.Name, dir}}
	}
	entries, _ := fs.ReadDir(o.fsys, string(dir)) // a folder that is not there has none
	var out []Outlined
	for _, e := range entries {
		path := dir.Join(e.Name())
		if _, err := fs.Stat(o.fsys, string(path.Join(spec.Filename))); err == nil {
			out = append(out, Outlined{e.Name(), path})
		}
	}
	return out
}

// Spec is the spec of one unit, given by name or path; nil when there is none.
func (o Outline) Spec(unit string) *spec.Unit {
	switch {
	case o.Unit != nil && unit == o.Unit.Name:
		return o.Unit
	case unit == ".":
		return o.Root.Unit
	}
	for _, layer := range o.Root.Layers {
		dir := Path(LayersDir).Join(layer.Directory)
		if layer.Holds != "" {
			dir = dir.Join(Path(unit).Base())
		}
		if layer.Holds == "" && unit != layer.Name && unit != string(dir) {
			continue
		}
		if src, err := fs.ReadFile(o.fsys, string(dir.Join(spec.Filename))); err == nil {
			u, _ := spec.ParseUnit(spec.Filename, src)
			return u
		}
	}
	return nil
}
