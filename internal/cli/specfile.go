package cli

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// specFile is what --spec says of one unit.
type specFile struct {
	name         string // empty when the file does not say
	environments []string
	assignments  []assignment
	at           hcl.Range // of its block or object, in source
	source       []byte
	places       *jsonPlaces // of the assignments, for JSON
}

// parseSpecFile reads one or more units. HCL holds unit blocks, or just the
// content of one; JSON an object of the same keys, with overrides below
// "environment", a list of such objects, or {"units": [...]}.
func parseSpecFile(name string, src []byte) ([]*specFile, error) {
	if trimmed := bytes.TrimSpace(src); len(trimmed) > 0 && (trimmed[0] == '{' || trimmed[0] == '[') {
		return parseSpecJSON(name, src)
	}
	units, err := spec.ParseUnits(name, src)
	if err != nil {
		return nil, err
	}
	var all []*specFile
	for _, u := range units {
		f := &specFile{name: u.Name, at: u.Range, source: src, environments: u.Environments}
		f.add("", u.Inputs)
		for _, environment := range slices.Sorted(maps.Keys(u.Overrides)) {
			f.add(environment, u.Overrides[environment])
		}
		all = append(all, f)
	}
	return all, nil
}

// specUnits reads what --spec names; nothing without it.
func (g *global) specUnits(w *writeFlags) (file string, all []*specFile, err error) {
	if w.specName == "" {
		return "", nil, nil
	}
	file, src, err := g.readSpec(w.specName)
	if err != nil {
		return file, nil, err
	}
	all, err = parseSpecFile(file, src)
	return file, all, err
}

// pick returns what a file says of one unit. Where it describes one alone, that
// need not have a name.
func pick(file string, all []*specFile, name string) (*specFile, error) {
	var names []string
	for _, f := range all {
		if f.name == name || (f.name == "" && len(all) == 1) {
			return f, nil
		}
		names = append(names, strconv.Quote(f.name))
	}
	if len(names) > 5 {
		names = append(names[:5], fmt.Sprintf("%d more", len(names)-5))
	}
	return nil, diag.Usagef("%s describes %s, but the command names %q", file, strings.Join(names, ", "), name)
}

// describe gathers what a command says of the one unit it is about, weakest
// first: --spec, the flags of its inputs, --set; and the environments of --spec.
func (g *global) describe(w *writeFlags, name string, flags []assignment) (all []assignment, environments []string, err error) {
	var list diag.List
	file, units, err := g.specUnits(w)
	list = list.Append(err)
	if len(units) > 0 {
		f, err := pick(file, units, name)
		if list = list.Append(err); err == nil {
			all, environments = f.assignments, f.environments
		}
	}
	sets, err := w.assignments()
	list = list.Append(err)
	for _, a := range sets {
		if a.unit != "" && a.unit != name {
			list = append(list, diag.Usagef("--set names the unit %q, but this command is about %q", a.unit, name))
		}
	}
	return slices.Concat(all, flags, sets), environments, list.Err()
}

func (f *specFile) add(environment string, inputs map[string]spec.Attr) {
	for _, name := range slices.Sorted(maps.Keys(inputs)) {
		f.assignments = append(f.assignments, assignment{environment: environment, name: name, attr: inputs[name]})
	}
}
