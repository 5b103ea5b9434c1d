package cli

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// specFile is what --spec says of one unit.
type specFile struct {
	name         string // empty when the file does not say
	environments []string
	assignments  []assignment
}

// parseSpecFile reads HCL (a unit block, or just its content) or JSON: an
// object of the same keys, with overrides below "environment".
func parseSpecFile(name string, src []byte) (*specFile, error) {
	if trimmed := bytes.TrimSpace(src); len(trimmed) > 0 && trimmed[0] == '{' {
		return parseSpecJSON(name, trimmed)
	}
	u, err := spec.ParseContent(name, src)
	if err != nil {
		return nil, err
	}
	f := &specFile{name: u.Name, environments: u.Environments}
	f.add("", u.Inputs)
	for _, environment := range sortedKeys(u.Overrides) {
		f.add(environment, u.Overrides[environment])
	}
	return f, nil
}

func (f *specFile) add(environment string, inputs map[string]spec.Attr) {
	for _, name := range sortedKeys(inputs) {
		f.assignments = append(f.assignments, assignment{environment: environment, name: name, attr: inputs[name]})
	}
}

// parseSpecJSON reads {"name": …, "environments": […], "environment":
// {"production": {…}}, INPUT: VALUE, …}.
func parseSpecJSON(name string, src []byte) (*specFile, error) {
	var top map[string]any
	decoder := json.NewDecoder(bytes.NewReader(src))
	if err := decoder.Decode(&top); err != nil {
		return nil, diag.Usagef("%s is not valid JSON: %s", name, err)
	}
	if decoder.More() {
		return nil, diag.Usagef("%s holds more than one JSON value", name).WithHint("give one unit a run")
	}
	f := &specFile{}
	overrides := map[string]map[string]any{}
	err := errorsOf(
		take(name, top, "name", &f.name),
		take(name, top, "environments", &f.environments),
		take(name, top, "environment", &overrides),
		take(name, top, "pack", new(string)),
		f.addJSON(name, "", top),
	)
	for _, environment := range sortedKeys(overrides) {
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
	for _, name := range sortedKeys(values) {
		v, err := expr.FromGo(values[name])
		if err != nil {
			list = append(list, diag.Usagef("%s: the value of %q can't be used: %s", file, name, err))
			continue
		}
		f.assignments = append(f.assignments, assignment{environment: environment, name: name, attr: spec.Attr{Value: v}})
	}
	return list.Err()
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
