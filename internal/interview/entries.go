package interview

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
)

// entry is one entry of a map, or of a list of objects; there it has no name.
type entry struct {
	name  string
	value cty.Value
}

// shown is an entry for the eye: its name, or its place and value.
func (e entry) shown(place int) string {
	if e.name != "" {
		return e.name
	}
	return fmt.Sprintf("%d: %s", place+1, clip(expr.LiteralLine(e.value), 40))
}

// askEntries asks for the entries of a map, or of a list of objects: add one,
// take one away, that is all.
func (p *Person) askEntries(f field) (cty.Value, bool, error) {
	entries := f.entries()
	touched := f.current != cty.NilVal || f.required
	for {
		a, err := p.Ask(f.key+"/menu", f.menu(entries, touched))
		if err != nil {
			return cty.NilVal, false, err
		}
		what, place, _ := strings.Cut(a.Text(), " ")
		switch what {
		case "done":
			return f.collection(entries), touched, nil
		case "add":
			added, err := p.addEntry(f, entries)
			if err != nil {
				return cty.NilVal, false, err
			}
			entries = append(entries, added)
		default:
			at, _ := strconv.Atoi(place)
			entries = slices.Delete(slices.Clone(entries), at, at+1)
		}
		touched = true
	}
}

// entries are those that are there at first.
func (f field) entries() []entry {
	start := f.current
	if start == cty.NilVal && f.fall.one {
		start = f.fall.value
	}
	if start == cty.NilVal || start.IsNull() {
		return nil
	}
	var out []entry
	for it := start.ElementIterator(); it.Next(); {
		name, item := it.Element()
		e := entry{value: item}
		if f.in.Type.IsMapType() {
			e.name = name.AsString()
		}
		out = append(out, e)
	}
	return out
}

// menu asks what to do with the entries.
func (f field) menu(entries []entry, touched bool) prompt.Question {
	q := prompt.Question{Title: f.title, Help: f.help, Kind: prompt.Choice, Start: prompt.Answer{"done"}, Fresh: true}
	none, add := "No, none", "Add one"
	if len(entries) > 0 {
		var all []string
		for i, e := range entries {
			all = append(all, e.shown(i))
		}
		none, add = "That is all: "+clip(strings.Join(all, ", "), 60), "Add another"
	}
	q.Options = []prompt.Option{{Value: "done", Label: none}, {Value: "add", Label: add}}
	for i, e := range entries {
		q.Options = append(q.Options, prompt.Option{Value: fmt.Sprint("remove ", i), Label: "Take away " + e.shown(i)})
	}
	q.Check = func(a prompt.Answer) string {
		if a.Text() != "done" {
			return ""
		}
		if !touched && len(entries) == 0 {
			return f.open()
		}
		return f.refuses(f.collection(entries), "")
	}
	return q
}

// addEntry asks for the name, in a map, and the value of a new entry.
func (p *Person) addEntry(f field, entries []entry) (entry, error) {
	e := entry{}
	noun := f.noun
	if f.in.Type.IsMapType() {
		a, err := p.Ask(f.key+"/name", prompt.Question{
			Title: f.noun + ": what is it called?", Fresh: true, Check: func(a prompt.Answer) string {
				switch {
				case a.Text() == "":
					return "it needs a name"
				case slices.ContainsFunc(entries, func(e entry) bool { return e.name == a.Text() }):
					return "there is one of that name"
				}
				return f.refusesName(entries, a.Text())
			},
		})
		if err != nil {
			return e, err
		}
		e.name, noun = a.Text(), a.Text()
	}
	item := f.in.Element()
	part := field{
		key: f.key + "/entry/" + e.name, title: noun, noun: noun, in: item, required: true,
		blank: item.Type == cty.String, fall: fallback{value: cty.NullVal(item.Type), one: true}, current: cty.NilVal,
		meaning: func(cty.Value) string { return "" },
		check: func(v cty.Value) string {
			return f.refuses(f.collection(append(slices.Clone(entries), entry{e.name, v})), "")
		},
	}
	if item.Type.IsPrimitiveType() {
		part.options = f.options
		part.title += ": which value?"
	}
	var err error
	e.value, _, err = p.ask(part)
	return e, err
}

// refusesName says why a map can't have an entry of the name: with a sample of
// a value, that name is refused and a plain one is not.
func (f field) refusesName(entries []entry, name string) string {
	value := sample(f.in.Type.ElementType(), f.in.Format)
	if len(f.in.Choices) > 0 {
		value = f.in.Choices[0]
	}
	with := func(name string) string {
		return f.refuses(f.collection(append(slices.Clone(entries), entry{name, value})), "")
	}
	for _, plain := range []string{"name", "Name", "NAME_1"} {
		if with(plain) == "" {
			return with(name)
		}
	}
	return "" // the value is what matters: it is checked with it
}

// collection is the map, list or set of the entries.
func (f field) collection(entries []entry) cty.Value {
	item := f.in.Type.ElementType()
	var list []cty.Value
	named := map[string]cty.Value{}
	for _, e := range entries {
		v := e.value
		if converted, err := expr.Convert(v, item, nil); err == nil {
			v = converted
		}
		list, named[e.name] = append(list, v), v
	}
	switch {
	case f.in.Type.IsMapType() && len(list) == 0:
		return cty.MapValEmpty(item)
	case f.in.Type.IsMapType():
		return cty.MapVal(named)
	case f.in.Type.IsListType() && len(list) == 0:
		return cty.ListValEmpty(item)
	case f.in.Type.IsListType():
		return cty.ListVal(list)
	case len(list) == 0:
		return cty.SetValEmpty(item)
	}
	return cty.SetVal(list)
}
