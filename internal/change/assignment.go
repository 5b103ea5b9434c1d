package change

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Assignment is one value that a command line or a file gives to an input.
type Assignment struct {
	Unit        string // empty for the change's own unit
	Environment string // empty for all
	Name        string // of the input
	Attr        spec.Attr
	Text        string // what a person typed, to be read by the input's type; see Typed
	Typed       bool   // the value is Text, and not in Attr
}

// MarshalJSON writes what the assignment says, without where it stood.
func (a Assignment) MarshalJSON() ([]byte, error) {
	text := a.Text
	if !a.Typed {
		text = expr.LiteralLine(a.Attr.Value)
	}
	return json.Marshal([]any{a.Unit, a.Environment, a.Name, text, a.Typed})
}

// ParseSet reads what --set says: [ENV:][UNIT.]name=VALUE.
func ParseSet(text string) (Assignment, error) {
	key, value, ok := strings.Cut(text, "=")
	if !ok || key == "" {
		return Assignment{}, diag.Usagef("--set %q has no value", text).WithHint("write --set name=value, or --set production:name=value")
	}
	a := Assignment{Name: key, Text: value, Typed: true}
	environment, rest, found := strings.Cut(a.Name, ":")
	if found {
		a.Environment, a.Name = environment, rest
	}
	unit, rest, ofUnit := strings.Cut(a.Name, ".")
	if ofUnit {
		a.Unit, a.Name = unit, rest
	}
	const forms = "write --set name=value, --set production:name=value, --set UNIT.name=value or --set production:UNIT.name=value"
	switch {
	case found && environment == "":
		return Assignment{}, diag.Usagef("--set %q names no environment before the colon", text).WithHint(forms)
	case ofUnit && unit == "":
		return Assignment{}, diag.Usagef("--set %q names no unit before the dot", text).WithHint(forms)
	case a.Name == "":
		return Assignment{}, diag.Usagef("--set %q names no input", text).WithHint(forms)
	}
	return a, nil
}

// Read makes a value of what was typed, as the input's type wants it.
func (a *Assignment) Read(in *pack.Input) error {
	if !a.Typed {
		return nil
	}
	v, problem := in.Read(a.Text)
	if problem != nil {
		return problem
	}
	a.Attr, a.Typed = spec.Attr{Value: v}, false
	return nil
}

// said is what assignments mean for one unit: changes of its spec, values for its
// tfvars, and the places that messages name.
type said struct {
	changes []spec.Change
	tfvars  map[string]map[string]cty.Value // environment → input
	places  map[string]map[string]spec.Attr // environment → input, as somebody wrote it
}

// resolve reads assignments by their inputs' types and sorts the results: the
// pack's order, values for all environments first. Later assignments of one input
// win, so flags come last. Every mistake is told.
func resolve(p *pack.Pack, all []Assignment, environments []string) (*said, error) {
	out := &said{tfvars: map[string]map[string]cty.Value{}, places: map[string]map[string]spec.Attr{}}
	last := map[[2]string]int{} // environment and input → index of the assignment that wins
	var problems diag.List
	all = slices.Clone(all)
	for i := range all {
		a := &all[i]
		in := p.Input(a.Name)
		switch {
		case in == nil:
			problems = append(problems, p.UnknownInput(a.Name, a.Attr))
			continue
		case a.Environment != "" && !slices.Contains(environments, a.Environment):
			problem := a.Attr.Problem("input %q is set for environment %q, which this unit does not have", a.Name, a.Environment).
				WithHint("it has %s", strings.Join(environments, ", "))
			if len(environments) == 0 { // an application's repository
				problem = problem.WithHint("it is rendered once, for all environments; set %s without one", a.Name)
			}
			problems = append(problems, problem)
			continue
		}
		if err := a.Read(in); err != nil {
			problems = problems.Append(err)
			continue
		}
		last[[2]string{a.Environment, a.Name}] = i
	}
	for i, a := range all {
		if at, ok := last[[2]string{a.Environment, a.Name}]; ok && at == i {
			problems = problems.Append(out.take(p.Input(a.Name), a))
		}
	}
	out.sort(p, environments)
	return out, problems.Err()
}

// take adds one assignment.
func (s *said) take(in *pack.Input, a Assignment) error {
	converted, problem := in.Take(a.Attr)
	if problem != nil {
		return problem
	}
	put(s.places, a.Environment, a.Name, a.Attr)
	if in.StoredIn == "tfvars" {
		put(s.tfvars, a.Environment, a.Name, converted)
		return nil
	}
	s.changes = append(s.changes, spec.Change{Environment: a.Environment, Name: a.Name, Value: expr.Literal(a.Attr.Value)})
	return nil
}

func put[V any](m map[string]map[string]V, environment, name string, v V) {
	if m[environment] == nil {
		m[environment] = map[string]V{}
	}
	m[environment][name] = v
}

func (s *said) sort(p *pack.Pack, environments []string) {
	order, rank := map[string]int{}, map[string]int{"": -1}
	for i, in := range p.Inputs {
		order[in.Name] = i
	}
	for i, name := range environments {
		rank[name] = i
	}
	slices.SortStableFunc(s.changes, func(x, y spec.Change) int {
		return cmp.Or(cmp.Compare(rank[x.Environment], rank[y.Environment]), cmp.Compare(order[x.Name], order[y.Name]))
	})
}

// place gives the unit's inputs the places where somebody wrote them: a flag has
// none, a --spec file its own.
func (s *said) place(u *repo.Unit) { place(u, s.places) }

// place gives a unit's inputs other places, by environment and input.
func place(u *repo.Unit, places map[string]map[string]spec.Attr) {
	at := func(inputs, from map[string]spec.Attr) {
		for name, written := range from {
			if attr, ok := inputs[name]; ok {
				attr.Range, attr.Source = written.Range, written.Source
				inputs[name] = attr
			}
		}
	}
	at(u.Spec.Inputs, places[""])
	for environment, inputs := range u.Spec.Overrides {
		at(inputs, places[environment])
	}
}
