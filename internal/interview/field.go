package interview

import (
	"regexp"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// field is one value to ask for: an input, or a part of one.
type field struct {
	key, title, help string
	noun             string          // what the title asks about, in a word or two
	in               *pack.Input     // which input, or a part of one as an input of its own
	options          []prompt.Option // values as HCL; empty where anything may be typed
	fall             fallback
	required         bool      // an empty answer is none
	blank            bool      // an empty line is empty text
	override         bool      // it is said for one environment beside all
	current          cty.Value // what was said before; NilVal if nothing was

	check   func(cty.Value) string // why a value is not taken
	unsaid  func() string          // why it can't be left to what holds where nobody says anything; may be nil
	meaning func(cty.Value) string // what it means; empty if that is plain
}

// ask asks for the value by its type. said is false when the person left it to
// what holds where nobody says anything.
func (p *Person) ask(f field) (v cty.Value, said bool, err error) {
	switch {
	case f.in.Type == cty.Bool:
		f.options = []prompt.Option{{Value: "true", Label: "Yes"}, {Value: "false", Label: "No"}}
		return p.askChoice(f)
	case len(f.options) > 0 && f.in.Type.IsPrimitiveType():
		return p.askChoice(f)
	case len(f.options) > 0 && isList(f.in.Type) && f.in.Type.ElementType().IsPrimitiveType():
		return p.askChoices(f)
	case f.in.Format[""] == pack.FormatCron:
		v, err = p.askSchedule(f)
		return v, err == nil, err
	case f.in.Type.IsObjectType():
		return p.askObject(f)
	case f.in.Type.IsMapType(), isList(f.in.Type) && !f.in.Type.ElementType().IsPrimitiveType():
		return p.askEntries(f)
	}
	return p.askText(f)
}

func isList(ty cty.Type) bool { return ty.IsListType() || ty.IsSetType() }

// byDefault is the option that leaves a value to each environment's default.
const byDefault = "default"

// askChoice asks for one of the options.
func (p *Person) askChoice(f field) (cty.Value, bool, error) {
	q := prompt.Question{Title: f.title, Help: f.help, Kind: prompt.Choice, Options: f.options}
	if !f.fall.one || f.override || (f.fall.value.IsNull() && !f.required) {
		label := "the default"
		if f.override {
			label = "as in the others"
		}
		if f.fall.text != "" {
			label += ": " + f.fall.text
		}
		q.Options = append([]prompt.Option{{Value: byDefault, Label: label}}, q.Options...)
	}
	q.Start = prompt.Answer{f.start(q.Options)}
	q.Check = func(a prompt.Answer) string {
		if a.Text() == byDefault {
			return f.open()
		}
		return f.refuses(f.parse(a.Text()))
	}
	a, err := p.Ask(f.key, q)
	if err != nil || a.Text() == byDefault {
		return cty.NilVal, false, err
	}
	v, _ := f.parse(a.Text())
	return v, true, nil
}

// start is the option that is chosen at first.
func (f field) start(options []prompt.Option) string {
	for _, v := range []cty.Value{f.current, f.fall.value} {
		if v == cty.NilVal || v.IsNull() {
			continue
		}
		for _, o := range options {
			if o.Value == expr.LiteralLine(v) {
				return o.Value
			}
		}
	}
	if len(options) == 0 {
		return ""
	}
	return options[0].Value
}

// askChoices asks for any number of the options.
func (p *Person) askChoices(f field) (cty.Value, bool, error) {
	q := prompt.Question{Title: f.title, Help: f.help, Kind: prompt.Choices, Options: f.options}
	for _, v := range []cty.Value{f.fall.value, f.current} {
		if v == cty.NilVal || v.IsNull() {
			continue
		}
		q.Start = nil
		for it := v.ElementIterator(); it.Next(); {
			_, item := it.Element()
			q.Start = append(q.Start, expr.LiteralLine(item))
		}
	}
	list := func(a prompt.Answer) (cty.Value, string) {
		return f.parse("[" + strings.Join(a, ", ") + "]")
	}
	q.Check = func(a prompt.Answer) string { return f.refuses(list(a)) }
	a, err := p.Ask(f.key, q)
	if err != nil {
		return cty.NilVal, false, err
	}
	v, _ := list(a)
	return v, true, nil
}

// askText asks for a line of text and reads it by the type.
func (p *Person) askText(f field) (cty.Value, bool, error) {
	q := prompt.Question{Title: f.title, Help: f.help, Default: clip(f.fall.text, 200)}
	if f.current != cty.NilVal {
		q.Start = prompt.Answer{Written(f.in.Type, f.current)}
	}
	if isList(f.in.Type) {
		q.Help = strings.TrimSpace(q.Help + " Separate them with commas.")
	}
	q.Check = func(a prompt.Answer) string {
		if a.Text() == "" {
			if f.required && !f.blank {
				return "it needs a value"
			}
			return f.open()
		}
		return f.refuses(f.parse(a.Text()))
	}
	q.Preview = func(a prompt.Answer) string {
		v, problem := f.parse(a.Text())
		if a.Text() == "" {
			v, problem = f.fall.value, ""
		}
		if problem != "" || v.IsNull() {
			return ""
		}
		return f.meaning(v)
	}
	a, err := p.Ask(f.key, q)
	switch {
	case err == nil && a.Text() == "" && f.blank:
		return cty.StringVal(""), true, nil
	case err != nil || a.Text() == "":
		return cty.NilVal, false, err
	}
	v, _ := f.parse(a.Text())
	return v, true, nil
}

// open says why the value can't be left open.
func (f field) open() string {
	if f.unsaid == nil {
		return ""
	}
	return f.unsaid()
}

// refuses says why a parsed value is not taken.
func (f field) refuses(v cty.Value, problem string) string {
	if problem != "" {
		return problem
	}
	if f.check == nil {
		return ""
	}
	return f.check(v)
}

// parse reads text as a flag does: a string as it is, a list with commas,
// anything else as HCL. Options are HCL, too.
func (f field) parse(text string) (cty.Value, string) {
	as := *f.in
	switch {
	case len(f.options) > 0:
		as.Type = cty.DynamicPseudoType
	case isList(as.Type) && as.Type.ElementType().IsPrimitiveType():
		as.Type = cty.List(cty.String) // of numbers, too: Take converts them
	}
	v, unreadable := as.Read(text)
	if unreadable != nil {
		return cty.NilVal, f.expected()
	}
	if v.IsNull() && !f.in.Nullable {
		return cty.NilVal, "it can't be null"
	}
	v, wrong := f.in.Take(spec.Attr{Value: v})
	if wrong != nil {
		return cty.NilVal, f.expected()
	}
	return v, ""
}

// expected says what sort of text is read.
func (f field) expected() string {
	switch {
	case f.in.Type == cty.Number:
		return "this is a number"
	case isList(f.in.Type) && f.in.Type.ElementType() == cty.Number:
		return "these are numbers, separated by commas"
	}
	return "write it in HCL: " + f.in.Type.FriendlyName()
}

// askObject asks for each attribute. An object that can be left out is asked
// for first.
func (p *Person) askObject(f field) (cty.Value, bool, error) {
	values := map[string]cty.Value{}
	if f.current != cty.NilVal && !f.current.IsNull() {
		values = f.current.AsValueMap()
	} else if !f.required {
		if f.fall.one && !f.fall.value.IsNull() {
			values = f.fall.value.AsValueMap()
		} else {
			a, err := p.Ask(f.key+"/some", prompt.Yes(f.title, f.help, false))
			if err != nil || !a.Has("yes") {
				return cty.NilVal, false, err
			}
		}
	}
	v, err := p.askAttributes(f, values)
	return v, err == nil, err
}

// askAttributes asks for the attributes of an object, in the order in which
// the pack lists them; the last answer is checked with the others.
func (p *Person) askAttributes(f field, have map[string]cty.Value) (cty.Value, error) {
	values := map[string]cty.Value{}
	names := Attributes(f.in.Type, f.in.TypeText)
	for i, name := range names {
		part := f.attribute(name, have[name])
		if part.in.Format[""] == pack.FormatTimezone {
			zoned(&part, values, f.in.Format, p.Now)
		}
		if i == len(names)-1 && f.check != nil {
			alone := part.check // a time zone's
			part.check = func(v cty.Value) string {
				if alone != nil {
					if problem := alone(v); problem != "" {
						return problem
					}
				}
				whole := map[string]cty.Value{name: v}
				for other, value := range values {
					whole[other] = value
				}
				return f.check(f.object(whole))
			}
		}
		v, said, err := p.ask(part)
		if err != nil {
			return cty.NilVal, err
		}
		if said {
			values[name] = v
		} else if part.fall.one && !part.fall.value.IsNull() {
			values[name] = part.fall.value
		}
	}
	return f.object(values), nil
}

// words is a name of Terraform's as words.
func words(name string) string { return strings.ReplaceAll(name, "_", " ") }

// attribute is the field of an object's attribute.
func (f field) attribute(name string, have cty.Value) field {
	in := f.in.Attribute(name)
	part := field{
		key: f.key + "/" + name, title: f.noun + ": " + words(name), noun: f.noun + ": " + words(name), in: in,
		required: !in.Nullable, fall: fallback{value: cty.NullVal(in.Type), one: true}, current: cty.NilVal,
		meaning: func(cty.Value) string { return "" },
	}
	if f.in.Defaults != nil {
		if v, ok := f.in.Defaults.DefaultValues[name]; ok {
			part.fall = fallback{value: v, text: expr.Text(v), one: true}
			if v.IsNull() {
				part.fall.text = ""
			}
		}
	}
	if have != cty.NilVal && !have.IsNull() && !part.fall.value.RawEquals(have) {
		part.current = have
	}
	return part
}

// object is an object of the values; what is left out is null.
func (f field) object(values map[string]cty.Value) cty.Value {
	all := map[string]cty.Value{}
	for name, ty := range f.in.Type.AttributeTypes() {
		all[name] = cty.NullVal(ty)
		if v, ok := values[name]; ok {
			all[name] = v
		}
	}
	v := cty.ObjectVal(all)
	if f.in.Defaults != nil {
		v = f.in.Defaults.Apply(v)
	}
	return v
}

// Attributes are an object's attributes in the order of the type's text.
func Attributes(ty cty.Type, text string) []string {
	var names []string
	for name := range ty.AttributeTypes() {
		names = append(names, name)
	}
	place := func(name string) int {
		at := regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `\s*=`).FindStringIndex(text)
		if at == nil {
			return len(text)
		}
		return at[0]
	}
	slices.SortFunc(names, func(a, b string) int {
		if c := place(a) - place(b); c != 0 {
			return c
		}
		return strings.Compare(a, b)
	})
	return names
}
