// Package packtest runs the tests that a pack brings along.
//
// A pack's folder tests/ holds a folder for each case: inputs.hcl, which says of
// a unit what its scaffold.hcl would, and want/, the files that come of it.
// Runner.Run renders cases, each in a small made-up repository that it may
// replace, and compares their files with want/; Runner.Since tells what an upgrade
// from an older version would destroy. Runner.Want plans want/ anew, and
// Runner.Starter a whole new pack. It is pure: it reads through the fs.FS it is
// given and writes nothing.
package packtest

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// The files of a case.
const (
	InputsFile     = "inputs.hcl"     // what the unit's scaffold.hcl says
	RepositoryFile = "repository.hcl" // a root scaffold.hcl in place of the made-up one
	UnitsFile      = "units.hcl"      // unit blocks of further units, which inputs may name
	WantDir        = "want"           // the expected files, by their paths in the unit's folder
)

// Case is one test of a pack.
type Case struct {
	Name       string
	Dir        string // its folder, for messages
	Inputs     *spec.Unit
	Repository []byte // nil for the made-up one
	Units      []Neighbor
	Want       map[string]File
}

// Neighbor is a further unit of a case's repository.
type Neighbor struct {
	Unit   *spec.Unit
	Source []byte // its unit block
}

// File is one rendered or expected file.
type File struct {
	Content    []byte
	Executable bool
}

// Cases reads the tests of the pack at the root of fsys; there may be none.
// origin is the pack's folder, for messages.
func Cases(fsys fs.FS, origin string) ([]*Case, error) {
	entries, err := fs.ReadDir(fsys, pack.TestsDir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, diag.Failedf("%s/%s can't be read", origin, pack.TestsDir)
	}
	var out []*Case
	var list diag.List
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		sub, err := fs.Sub(fsys, path.Join(pack.TestsDir, e.Name()))
		if err != nil {
			return nil, err
		}
		c := &Case{Name: e.Name(), Dir: path.Join(origin, pack.TestsDir, e.Name())}
		list = list.Append(c.read(sub))
		out = append(out, c)
	}
	return out, list.Err()
}

func (c *Case) read(fsys fs.FS) error {
	src, err := fs.ReadFile(fsys, InputsFile)
	if err != nil {
		return diag.Usagef("the case %s has no %s", c.Dir, InputsFile).
			WithHint("write what the unit's scaffold.hcl would say into it; it may be empty")
	}
	var list diag.List
	c.Inputs, err = spec.ParseContent(path.Join(c.Dir, InputsFile), src)
	list = list.Append(err)
	if src, err := fs.ReadFile(fsys, RepositoryFile); err == nil {
		c.Repository = src
	}
	if src, err := fs.ReadFile(fsys, UnitsFile); err == nil {
		list = list.Append(c.units(path.Join(c.Dir, UnitsFile), src))
	}
	c.Want, err = readTree(fsys, WantDir)
	return list.Append(err).Err()
}

// readTree returns all files below a folder, by their paths in it.
func readTree(fsys fs.FS, dir string) (map[string]File, error) {
	out := map[string]File{}
	err := fs.WalkDir(fsys, dir, func(name string, e fs.DirEntry, err error) error {
		if name == dir && errors.Is(err, fs.ErrNotExist) {
			return fs.SkipAll
		}
		if err != nil || e.IsDir() {
			return err
		}
		if !e.Type().IsRegular() {
			return diag.Usagef("%s is a link or a special file", name)
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		content, err := fs.ReadFile(fsys, name)
		out[name[len(dir)+1:]] = File{Content: content, Executable: info.Mode()&0o111 != 0}
		return err
	})
	return out, err
}

// Compare returns a problem for each file that a case does not render as
// expected.
func (c *Case) Compare(got map[string]File) diag.List {
	var list diag.List
	names := maps.Clone(got)
	maps.Copy(names, c.Want)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		have, rendered := got[name]
		want, expected := c.Want[name]
		place := path.Join(c.Dir, WantDir, name)
		switch {
		case !rendered:
			list = append(list, diag.Failedf("%s is expected, but not rendered", place))
		case !expected:
			list = append(list, diag.Failedf("%s is rendered, but not expected", place))
		case string(have.Content) != string(want.Content):
			list = append(list, differs(place, want.Content, have.Content))
		case have.Executable != want.Executable:
			list = append(list, diag.Failedf("%s is %sexecutable, but should %sbe", place, not(!have.Executable), not(!want.Executable)))
		}
	}
	return list
}

func not(negative bool) string {
	if negative {
		return "not "
	}
	return ""
}

// differs points at the first line that differs.
func differs(place string, want, have []byte) *diag.Problem {
	expected, rendered := lines(want), lines(have)
	n := 0
	for n < len(expected) && n < len(rendered) && expected[n] == rendered[n] {
		n++
	}
	at := hcl.Pos{Line: n + 1, Column: 1}
	problem := diag.Failedf("%s is not what the pack renders", place).At(hcl.Range{Filename: place, Start: at, End: at}, want)
	if n == len(rendered) {
		return problem.WithHint("it ends before this line")
	}
	return problem.WithHint("line %d came out as: %s", n+1, rendered[n])
}
