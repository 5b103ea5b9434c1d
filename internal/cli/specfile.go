package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// specFile is what --spec says of one unit.
type specFile struct {
	name         string // empty when the file does not say
	environments []string
	assignments  []assignment
	places       *jsonPlaces // of the assignments, for JSON
}

// jsonProblem is a mistake in JSON, at its line.
func jsonProblem(name string, src []byte, err error) *diag.Problem {
	p := diag.Usagef("%s is not valid JSON: %s", name, err)
	if at, ok := errors.AsType[*json.SyntaxError](err); ok {
		p.At(jsonRange(name, src, max(0, int(at.Offset)-1)), src)
	}
	return p
}

func jsonRange(name string, src []byte, offset int) hcl.Range {
	before := src[:min(offset, len(src))]
	at := hcl.Pos{Line: 1 + bytes.Count(before, []byte("\n")), Column: len(before) - bytes.LastIndexByte(before, '\n'), Byte: len(before)}
	return hcl.Range{Filename: name, Start: at, End: at}
}

// jsonPlaces are the places of inputs in a JSON spec, by environment and name.
type jsonPlaces struct {
	name string
	src  []byte
	at   map[[2]string]hcl.Range
}

// object notes the keys of the object at text, which begins at base of the
// file, and refuses one that stands there twice. environment is "" for the
// unit's own inputs and "*" for the object of all environments.
func (p *jsonPlaces) object(base int, text []byte, environment string) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	if open, err := decoder.Token(); err != nil || open != json.Delim('{') {
		return nil // of another type, which is said elsewhere
	}
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return jsonProblem(p.name, p.src, err)
		}
		key, _ := token.(string)
		at := jsonRange(p.name, p.src, base+int(decoder.InputOffset())-1)
		if _, twice := p.at[[2]string{environment, key}]; twice {
			return diag.Usagef("%q stands there twice", key).At(at, p.src).WithHint("every value has one owner; leave one of them out")
		}
		p.at[[2]string{environment, key}] = at
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return jsonProblem(p.name, p.src, err)
		}
		inner := ""
		switch {
		case environment == "" && key == "environment":
			inner = "*"
		case environment == "*":
			inner = key
		}
		if inner != "" {
			if err := p.object(base+int(decoder.InputOffset())-len(value), value, inner); err != nil {
				return err
			}
		}
	}
	return nil
}

// parseSpecFile reads HCL (a unit block, or just its content) or JSON: an
// object of the same keys, with overrides below "environment".
func parseSpecFile(name string, src []byte) (*specFile, error) {
	if trimmed := bytes.TrimSpace(src); len(trimmed) > 0 && trimmed[0] == '{' {
		return parseSpecJSON(name, src)
	}
	u, err := spec.ParseContent(name, src)
	if err != nil {
		return nil, err
	}
	f := &specFile{name: u.Name, environments: u.Environments}
	f.add("", u.Inputs)
	for _, environment := range slices.Sorted(maps.Keys(u.Overrides)) {
		f.add(environment, u.Overrides[environment])
	}
	return f, nil
}

// describe gathers what a command says of the one unit it is about, weakest
// first: --spec, the flags of its inputs, --set; and the environments of --spec.
func (g *global) describe(w *writeFlags, name string, flags []assignment) (all []assignment, environments []string, err error) {
	if w.specName != "" {
		file, src, err := g.readSpec(w.specName)
		if err != nil {
			return nil, nil, err
		}
		f, err := parseSpecFile(file, src)
		if err != nil {
			return nil, nil, err
		}
		if f.name != "" && f.name != name {
			return nil, nil, diag.Usagef("%s describes %q, but the command names %q", file, f.name, name)
		}
		all, environments = f.assignments, f.environments
	}
	sets, err := w.assignments()
	if err != nil {
		return nil, nil, err
	}
	for _, a := range sets {
		if a.unit != "" && a.unit != name {
			return nil, nil, diag.Usagef("--set names the unit %q, but this command is about %q", a.unit, name)
		}
	}
	return append(append(all, flags...), sets...), environments, nil
}

func (f *specFile) add(environment string, inputs map[string]spec.Attr) {
	for _, name := range slices.Sorted(maps.Keys(inputs)) {
		f.assignments = append(f.assignments, assignment{environment: environment, name: name, attr: inputs[name]})
	}
}

// parseSpecJSON reads {"name": …, "environments": […], "environment":
// {"production": {…}}, INPUT: VALUE, …}.
func parseSpecJSON(name string, src []byte) (*specFile, error) {
	var top map[string]any
	decoder := json.NewDecoder(bytes.NewReader(src))
	if err := decoder.Decode(&top); err != nil {
		return nil, jsonProblem(name, src, err)
	}
	if decoder.More() {
		return nil, diag.Usagef("%s holds more than one JSON value", name).WithHint("give one unit a run")
	}
	places := jsonPlaces{name: name, src: src, at: map[[2]string]hcl.Range{}}
	if err := places.object(0, src[:decoder.InputOffset()], ""); err != nil {
		return nil, err
	}
	f := &specFile{places: &places}
	overrides := map[string]map[string]any{}
	err := errorsOf(
		take(name, top, "name", &f.name),
		take(name, top, "environments", &f.environments),
		take(name, top, "environment", &overrides),
		take(name, top, "pack", new(string)),
		f.addJSON(name, "", top),
	)
	for _, environment := range slices.Sorted(maps.Keys(overrides)) {
		err = errorsOf(err, f.addJSON(name, environment, overrides[environment]))
	}
	return f, err
}

func errorsOf(errs ...error) error {
	var list diag.List
	for _, err := range errs {
		list = list.Append(err)
	}
	return list.Err()
}

// take moves a key's value into target.
func take(file string, top map[string]any, key string, target any) error {
	v, ok := top[key]
	if !ok {
		return nil
	}
	delete(top, key)
	text, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(text, target)
	}
	if err != nil {
		return diag.Usagef("%s: %q has the wrong type", file, key)
	}
	return nil
}

func (f *specFile) addJSON(file, environment string, values map[string]any) error {
	var list diag.List
	for _, name := range slices.Sorted(maps.Keys(values)) {
		attr := spec.Attr{Range: f.places.at[[2]string{environment, name}], Source: f.places.src}
		v, err := expr.FromGo(values[name])
		if err != nil {
			list = append(list, attr.Problem("%s: the value of %q can't be used: %s", file, name, err))
			continue
		}
		attr.Value = v
		f.assignments = append(f.assignments, assignment{environment: environment, name: name, attr: attr})
	}
	return list.Err()
}
