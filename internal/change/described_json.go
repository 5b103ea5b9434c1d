package change

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

// describedInJSON reads {"name": …, "environments": […], "environment":
// {"production": {…}}, INPUT: VALUE, …}, a list of such objects, or
// {"units": […]}.
func describedInJSON(name string, src []byte) ([]DescribedUnit, error) {
	decoder := json.NewDecoder(bytes.NewReader(src))
	var whole json.RawMessage
	if err := decoder.Decode(&whole); err != nil {
		return nil, jsonProblem(name, src, err)
	}
	if decoder.More() {
		return nil, diag.Usagef("%s holds more than one JSON value", name).WithHint("put several units into a list: [{…}, {…}]")
	}
	base := int(decoder.InputOffset()) - len(whole)
	if at, units, ok := onlyUnits(whole); ok {
		base, whole = base+at, units
	}
	if whole[0] != '[' {
		f, err := unitInJSON(name, src, base, whole)
		return []DescribedUnit{f}, err
	}
	var all []DescribedUnit
	var list diag.List
	elements := json.NewDecoder(bytes.NewReader(whole))
	_, _ = elements.Token() // the bracket
	for elements.More() {
		var text json.RawMessage
		_ = elements.Decode(&text) // whole is valid
		f, err := unitInJSON(name, src, base+int(elements.InputOffset())-len(text), text)
		list = list.Append(err)
		all = append(all, f)
	}
	return all, list.Err()
}

// onlyUnits returns the value of "units" and where it begins, if that is all
// that an object holds.
func onlyUnits(text []byte) (int, json.RawMessage, bool) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	if open, err := decoder.Token(); err != nil || open != json.Delim('{') {
		return 0, nil, false
	}
	if key, err := decoder.Token(); err != nil || key != "units" {
		return 0, nil, false
	}
	var units json.RawMessage
	if err := decoder.Decode(&units); err != nil || decoder.More() || units[0] != '[' {
		return 0, nil, false
	}
	return int(decoder.InputOffset()) - len(units), units, true
}

// unitInJSON reads one unit, whose object begins at base of the file.
func unitInJSON(name string, src []byte, base int, text []byte) (DescribedUnit, error) {
	places := jsonPlaces{name: name, src: src, at: map[[2]string]hcl.Range{}}
	f := DescribedUnit{At: jsonRange(name, src, base), Source: src}
	var top map[string]any
	if err := decodeJSON(text, &top); err != nil || top == nil {
		return f, diag.Usagef("%s: a unit is an object", name).At(f.At, src)
	}
	if err := places.object(base, text, ""); err != nil {
		return f, err
	}
	overrides := map[string]map[string]any{}
	if at, ok := places.at[[2]string{"*", ""}]; ok {
		return f, diag.Usagef(nameless).At(at, src).WithHint(namelessHint)
	}
	err := errorsOf(
		take(name, top, "name", &f.Name),
		take(name, top, "environments", &f.Environments),
		take(name, top, "environment", &overrides),
		take(name, top, "pack", new(string)),
		f.addJSON(places, "", top),
	)
	for _, environment := range slices.Sorted(maps.Keys(overrides)) {
		err = errorsOf(err, f.addJSON(places, environment, overrides[environment]))
	}
	return f, err
}

// decodeJSON is json.Unmarshal, but numbers keep every digit.
func decodeJSON(text []byte, target any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	return decoder.Decode(target)
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
		err = decodeJSON(text, target)
	}
	if err != nil {
		return diag.Usagef("%s: %q has the wrong type", file, key)
	}
	return nil
}

func (u *DescribedUnit) addJSON(places jsonPlaces, environment string, values map[string]any) error {
	var list diag.List
	for _, name := range slices.Sorted(maps.Keys(values)) {
		attr := spec.Attr{Range: places.at[[2]string{environment, name}], Source: places.src}
		v, err := expr.FromGo(values[name])
		if err != nil {
			list = append(list, attr.Problem("%s: the value of %q can't be used: %s", places.name, name, err))
			continue
		}
		attr.Value = v
		u.Inputs = append(u.Inputs, Assignment{Environment: environment, Name: name, Attr: attr})
	}
	return list.Err()
}
