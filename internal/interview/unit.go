// Package interview turns a pack's declaration of its inputs into questions,
// and the answers into what a command line would say.
//
// Unit is what is asked about, with the values said so far. Person asks:
// Essentials for what a pack puts a prompt to, Needed for what must be said, More
// and Override for what the person wants besides. Nothing here knows an input of a pack.
package interview

import (
	"fmt"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Unit is a unit whose inputs are asked for.
type Unit struct {
	Name         string // of the unit, for keys and --set UNIT.name; empty for the command's own
	Pack         *pack.Pack
	Environments []string // in which it is rendered; one empty name where there are none

	// Request returns what an environment's inputs are evaluated from, with the
	// values said so far: for all environments, and for this one.
	Request func(environment string, said map[string]spec.Attr) pack.Request
	// Targets returns the units that a referencing input may name.
	Targets func(in *pack.Input) []string
	// Fixed are inputs that the command line gave, or that others own: they are
	// not asked for.
	Fixed map[string]bool
	// Own tells whether the command line says the input for that environment alone.
	Own func(environment, input string) bool

	said  map[string]map[string]cty.Value // environment, or "" → input → value
	drawn map[string]*pack.Draft          // environment → its draft, until something else is said: each key asks for it
}

// Title is the unit as a question names it.
func (u *Unit) Title() string {
	if u.Name == "" {
		return "the repository"
	}
	return u.Name
}

// Reset forgets what was said.
func (u *Unit) Reset() { u.said, u.drawn = map[string]map[string]cty.Value{}, nil }

// say notes a value for an environment, or for all.
func (u *Unit) say(environment, input string, v cty.Value) {
	if u.said[environment] == nil {
		u.said[environment] = map[string]cty.Value{}
	}
	u.said[environment][input] = v
	u.drawn = nil
}

// unsay takes a value back.
func (u *Unit) unsay(environment, input string) {
	delete(u.said[environment], input)
	u.drawn = nil
}

// Said is one value that was said.
type Said struct {
	Environment string // empty for all
	Input       *pack.Input
	Value       cty.Value
}

// Said returns what was said: for all environments first, in the pack's order.
func (u *Unit) Said() []Said {
	var out []Said
	for _, environment := range append([]string{""}, u.named()...) {
		for _, in := range u.Pack.Inputs {
			if v, ok := u.said[environment][in.Name]; ok {
				out = append(out, Said{environment, in, v})
			}
		}
	}
	return out
}

// named are the environments that have a name.
func (u *Unit) named() []string {
	return slices.DeleteFunc(slices.Clone(u.Environments), func(name string) bool { return name == "" })
}

// draft is what is known of the unit in an environment.
func (u *Unit) draft(environment string) *pack.Draft {
	if d := u.drawn[environment]; d != nil {
		return d
	}
	said := map[string]spec.Attr{}
	for _, values := range []map[string]cty.Value{u.said[""], u.said[environment]} {
		for name, v := range values {
			said[name] = spec.Attr{Value: v}
		}
	}
	r := u.Request(environment, said)
	for name, attr := range said {
		if u.Pack.Input(name).StoredIn == "tfvars" {
			if r.Tfvars == nil {
				r.Tfvars = map[string]spec.Attr{}
			}
			r.Tfvars[name] = attr
			continue
		}
		if r.Given == nil {
			r.Given = map[string]spec.Attr{}
		}
		r.Given[name] = attr
	}
	d := u.Pack.Draft(r)
	if u.drawn == nil {
		u.drawn = map[string]*pack.Draft{}
	}
	u.drawn[environment] = d
	return d
}

// drafts are those of the environments that a question is about: one, or all.
func (u *Unit) drafts(environment string) []*pack.Draft {
	if environment != "" {
		return []*pack.Draft{u.draft(environment)}
	}
	var out []*pack.Draft
	for _, name := range u.Environments {
		out = append(out, u.draft(name))
	}
	return out
}

// matters tells whether the input has an effect in one of the environments.
func (u *Unit) matters(in *pack.Input, environment string) bool {
	return slices.ContainsFunc(u.drafts(environment), func(d *pack.Draft) bool { return d.Matters(in) })
}

// owns tells whether the environment has a value of its own, which one for all
// does not change.
func (u *Unit) owns(environment string, in *pack.Input) bool {
	_, said := u.said[environment][in.Name]
	return environment != "" && (said || (u.Own != nil && u.Own(environment, in.Name)))
}

// with are the drafts of the environments that a question is about in which the
// input has the value; where one has its own, that stays.
func (u *Unit) with(in *pack.Input, environment string, v cty.Value) []*pack.Draft {
	drafts := u.drafts(environment)
	for i, d := range drafts {
		if environment != "" || !u.owns(u.Environments[i], in) {
			drafts[i] = d.With(in, v)
		}
	}
	return drafts
}

// without are the drafts of the environments that a question is about while the
// question is open: the input is what the repository's defaults, what was said
// for all, or the pack make it.
func (u *Unit) without(in *pack.Input, environment string) []*pack.Draft {
	if v, said := u.said[environment][in.Name]; said {
		u.unsay(environment, in.Name)
		defer u.say(environment, in.Name, v)
	}
	return u.drafts(environment)
}

// refuses says why one of the environments can't have the value.
func (u *Unit) refuses(in *pack.Input, environment string, v cty.Value) string {
	for i, d := range u.drafts(environment) {
		if environment == "" && u.owns(u.Environments[i], in) {
			continue // the value for all is not this one's
		}
		if problem := d.Refuses(in, v); problem != "" {
			return problem
		}
	}
	return ""
}

// open says why nobody can leave the input to what holds without being said.
func (u *Unit) open(in *pack.Input, environment string) string {
	for i, d := range u.without(in, environment) {
		if environment == "" && u.owns(u.Environments[i], in) {
			continue
		}
		if problem := d.Refuses(in, d.Value(in)); problem != "" {
			return problem
		}
	}
	return ""
}

// fallback is what the input is where nobody says anything.
type fallback struct {
	value cty.Value // null where environments differ, or it must be said
	text  string    // for the eye; empty where it must be said
	one   bool      // all environments have the same
}

func (u *Unit) fallback(in *pack.Input, environment string) fallback {
	values := map[string][]string{} // literal → environments
	texts := map[string]string{}
	var order []string
	var first cty.Value
	names := []string{environment}
	if environment == "" {
		names = u.Environments
	}
	for i, d := range u.without(in, environment) {
		if environment == "" && u.owns(names[i], in) {
			continue // what is said for all is not about this one
		}
		v := d.Value(in)
		if len(order) == 0 {
			first = v
		}
		text := expr.LiteralLine(v)
		texts[text] = shown(v)
		if values[text] == nil {
			order = append(order, text)
		}
		values[text] = append(values[text], names[i])
	}
	switch {
	case len(order) == 0:
		return fallback{value: cty.NullVal(in.Type)}
	case len(order) == 1:
		if first.IsNull() {
			return fallback{value: first, one: true}
		}
		return fallback{value: first, text: shown(first), one: true}
	}
	var parts []string
	for i, text := range order {
		text, in := texts[text], values[text]
		if i == 0 {
			parts = append(parts, text)
			continue
		}
		parts = append(parts, text+" in "+strings.Join(in, " and "))
	}
	return fallback{value: cty.NullVal(in.Type), text: strings.Join(parts, ", ")}
}

// shown is a value for the eye, in a word.
func shown(v cty.Value) string {
	switch text := Written(v.Type(), v); {
	case v.IsNull() || text == "[]" || text == "{}" || text == "{ }":
		return "none"
	default:
		return text
	}
}

// Missing are the inputs that must still be said.
func (u *Unit) Missing() []*pack.Input {
	var out []*pack.Input
	for _, in := range u.Pack.Inputs {
		if !u.Fixed[in.Name] && slices.ContainsFunc(u.drafts(""), func(d *pack.Draft) bool { return d.Lacks(in) }) {
			out = append(out, in)
		}
	}
	return out
}

// Estimates says what the pack estimates of each environment; empty where it
// estimates nothing.
func (u *Unit) Estimates() string {
	var parts []string
	note := ""
	for _, environment := range u.Environments {
		if e, ok := u.draft(environment).Estimate(); ok {
			parts = append(parts, strings.TrimSpace(environment+" "+figures(e)))
			note = e.Unit + "; " + e.Note
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "Estimate: " + strings.Join(parts, ", ") + " " + note
}

// figures are an estimate's numbers: the wanted one, and the highest.
func figures(e pack.Estimate) string {
	text := amount(e.Wanted)
	if amount(e.Maximum) != text {
		text += " to " + amount(e.Maximum)
	}
	return text
}

func amount(f float64) string {
	if f < 100 {
		return fmt.Sprintf("%.2f", f)
	}
	return fmt.Sprintf("%.0f", f)
}

// estimate is what the pack estimates if the input has the value, in each
// environment where that differs; empty where it estimates nothing.
func (u *Unit) estimate(in *pack.Input, environment string, v cty.Value) string {
	var parts []string
	seen := map[string]bool{}
	unit := ""
	names := []string{environment}
	if environment == "" {
		names = u.Environments
	}
	for i, d := range u.with(in, environment, v) {
		e, ok := d.Settled().Estimate()
		if !ok {
			return ""
		}
		unit = e.Unit
		text := figures(e)
		if !seen[text] && len(parts) > 0 {
			parts = append(parts, text+" in "+names[i])
		} else if !seen[text] {
			parts = append(parts, text+" "+unit)
		}
		seen[text] = true
	}
	return "about " + strings.Join(parts, ", ")
}

// moves tells whether another value of the input changes the estimate.
func (u *Unit) moves(in *pack.Input) bool {
	e := u.Pack.Estimate
	if e == nil || !in.Type.Equals(cty.Number) {
		return false
	}
	names := map[string]bool{}
	for _, v := range e.Wanted.Variables() {
		names[v.RootName()] = true
	}
	if e.Maximum != nil {
		for _, v := range e.Maximum.Variables() {
			names[v.RootName()] = true
		}
	}
	return names[in.Name]
}
