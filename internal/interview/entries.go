package interview

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
)

// askEntries asks for the entries of a map, or of a list of objects: add one,
// take one away, that is all.
func (p *Person) askEntries(f field) (cty.Value, bool, error) {
	entries := map[string]cty.Value{}
	start := f.current
	if start == cty.NilVal && f.fall.one {
		start = f.fall.value
	}
	if start != cty.NilVal && !start.IsNull() {
		i := 0
		for it := start.ElementIterator(); it.Next(); i++ {
			name, item := it.Element()
			entries[entryKey(f.ty, name, i)] = item
		}
	}
	touched := f.current != cty.NilVal
	for {
		q := prompt.Question{Title: f.title, Help: f.help, Kind: prompt.Choice}
		none, add := "No, none", "Add one"
		if len(entries) > 0 {
			add = "Add another"
			none = "That is all: " + clip(strings.Join(shownEntries(f.ty, entries), ", "), 60)
		}
		q.Options = []prompt.Option{{Value: "done", Label: none}, {Value: "add", Label: add}}
		for _, name := range slices.Sorted(maps.Keys(entries)) {
			q.Options = append(q.Options, prompt.Option{Value: "remove " + name, Label: "Take away " + shownEntry(f.ty, name, entries[name])})
		}
		q.Start = prompt.Answer{"done"}
		q.Check = func(a prompt.Answer) string {
			if a.Text() != "done" || (!touched && len(entries) == 0) {
				return ""
			}
			return f.refuses(f.collection(entries), "")
		}
		a, err := p.Ask(f.key+"/menu", q)
		if err != nil {
			return cty.NilVal, false, err
		}
		switch choice := a.Text(); {
		case choice == "done":
			return f.collection(entries), touched, nil
		case choice == "add":
			if err := p.addEntry(f, entries); err != nil {
				return cty.NilVal, false, err
			}
		default:
			delete(entries, strings.TrimPrefix(choice, "remove "))
		}
		touched = true
	}
}

// addEntry asks for the name, in a map, and the value of a new entry.
func (p *Person) addEntry(f field, entries map[string]cty.Value) error {
	name := fmt.Sprintf("%06d", len(entries))
	for entries[name] != cty.NilVal {
		name += "+"
	}
	noun := f.noun
	if f.ty.IsMapType() {
		a, err := p.Ask(f.key+"/name", prompt.Question{
			Title: f.noun + ": what is it called?", Check: func(a prompt.Answer) string {
				switch _, taken := entries[a.Text()]; {
				case a.Text() == "":
					return "it needs a name"
				case taken:
					return "there is one of that name"
				}
				return p.refusesName(f, entries, a.Text())
			},
		})
		if err != nil {
			return err
		}
		name, noun = a.Text(), a.Text()
	}
	part := field{
		key: f.key + "/" + name, title: noun, noun: noun, ty: f.ty.ElementType(), typeText: f.typeText, format: f.format, required: true,
		fall: fallback{value: cty.NullVal(f.ty.ElementType()), one: true}, current: cty.NilVal,
		meaning: func(cty.Value) string { return "" },
		check: func(v cty.Value) string {
			next := maps.Clone(entries)
			next[name] = v
			return f.refuses(f.collection(next), "")
		},
	}
	if f.defaults != nil {
		part.defaults = f.defaults.Children[""]
	}
	v, _, err := p.ask(part)
	if err != nil {
		return err
	}
	entries[name] = v
	return nil
}

// refusesName says why a map can't have an entry of the name: with a sample of
// a value, that name is refused and a plain one is not.
func (p *Person) refusesName(f field, entries map[string]cty.Value, name string) string {
	with := func(name string) string {
		next := maps.Clone(entries)
		next[name] = sample(f.ty.ElementType(), f.format)
		return f.refuses(f.collection(next), "")
	}
	for _, plain := range []string{"name", "Name", "NAME_1"} {
		if _, taken := entries[plain]; !taken && with(plain) == "" {
			return with(name)
		}
	}
	return "" // the value is what matters: it is checked with it
}

// collection is the map or list of the entries.
func (f field) collection(entries map[string]cty.Value) cty.Value {
	item := f.ty.ElementType()
	if f.ty.IsMapType() {
		if len(entries) == 0 {
			return cty.MapValEmpty(item)
		}
		out := map[string]cty.Value{}
		for name, v := range entries {
			out[name] = f.item(v)
		}
		return cty.MapVal(out)
	}
	var out []cty.Value
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		out = append(out, f.item(entries[name]))
	}
	switch {
	case len(out) == 0 && f.ty.IsListType():
		return cty.ListValEmpty(item)
	case len(out) == 0:
		return cty.SetValEmpty(item)
	case f.ty.IsListType():
		return cty.ListVal(out)
	}
	return cty.SetVal(out)
}

// item is an entry as its collection's element type has it.
func (f field) item(v cty.Value) cty.Value {
	if converted, err := expr.Convert(v, f.ty.ElementType(), nil); err == nil {
		return converted
	}
	return v
}

// entryKey names an entry: by its name in a map, by its place in a list.
func entryKey(ty cty.Type, name cty.Value, place int) string {
	if ty.IsMapType() {
		return name.AsString()
	}
	return fmt.Sprintf("%06d", place)
}

func shownEntries(ty cty.Type, entries map[string]cty.Value) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		out = append(out, shownEntry(ty, name, entries[name]))
	}
	return out
}

// shownEntry is an entry for the eye: its name, or its value.
func shownEntry(ty cty.Type, name string, v cty.Value) string {
	if ty.IsMapType() {
		return name
	}
	n, _ := strconv.Atoi(name)
	return fmt.Sprintf("%d: %s", n+1, clip(expr.LiteralLine(v), 40))
}
