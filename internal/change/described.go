package change

import (
	"bytes"
	"maps"
	"slices"
	"strconv"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Described is what a file that --spec names says of units. The zero value is no
// file.
type Described struct {
	Name  string          `json:"-"` // as messages show it
	Units []DescribedUnit // in their order
}

// DescribedUnit is one unit of a file.
type DescribedUnit struct {
	Name         string // empty when the file does not say
	Environments []string
	Inputs       []Assignment
	At           hcl.Range `json:"-"` // of its block or object, in Source
	Source       []byte    `json:"-"`
}

// Describe reads one or more units. HCL holds unit blocks, or just the content of
// one; JSON an object of the same keys, with overrides below "environment", a
// list of such objects, or {"units": [...]}.
func Describe(name string, src []byte) (Described, error) {
	out := Described{Name: name}
	trimmed := bytes.TrimSpace(src)
	if len(trimmed) == 0 { // such as the output of a program that failed
		return out, diag.Usagef("%s is empty", name).WithHint(nothingHint)
	}
	if trimmed[0] == '{' || trimmed[0] == '[' {
		var err error
		out.Units, err = describedInJSON(name, src)
		return out, err
	}
	units, err := spec.ParseUnits(name, src)
	if err != nil {
		return out, err
	}
	for _, u := range units {
		if _, ok := u.Overrides[""]; ok {
			return out, u.OverrideProblem("", nameless).WithHint(namelessHint)
		}
		one := DescribedUnit{Name: u.Name, At: u.Range, Source: src, Environments: u.Environments}
		one.add("", u.Inputs)
		for _, environment := range slices.Sorted(maps.Keys(u.Overrides)) {
			one.add(environment, u.Overrides[environment])
		}
		out.Units = append(out.Units, one)
	}
	return out, nil
}

// What is said of an environment without a name: its values would be those of all,
// and win over what stands outside its block.
const (
	nameless     = "an environment has no name"
	namelessHint = "what is for all of them stands outside its block"
)

func (u *DescribedUnit) add(environment string, inputs map[string]spec.Attr) {
	for _, name := range slices.Sorted(maps.Keys(inputs)) {
		u.Inputs = append(u.Inputs, Assignment{Environment: environment, Name: name, Attr: inputs[name]})
	}
}

// pick returns what the file says of one unit. Where it describes one alone, that
// need not have a name.
func (f Described) pick(name string) (DescribedUnit, error) {
	var others []string
	for _, u := range f.Units {
		if u.Name == name || (u.Name == "" && len(f.Units) == 1) {
			return u, nil
		}
		others = append(others, strconv.Quote(u.Name))
	}
	return DescribedUnit{}, diag.Usagef("%s describes %s, but the command names %q", f.Name, diag.Few(others), name)
}

const nothingHint = "a description sets inputs, such as port = 8080; leave --spec out for the defaults"

// Describe gathers what is said of the one unit of a change, weakest first: the
// file, the flags of its inputs, what is set; and the environments of the file.
func (f Described) Describe(name string, flags, set []Assignment) (all []Assignment, environments []string, err error) {
	var list diag.List
	if f.Name != "" && len(f.Units) == 0 {
		list = append(list, diag.Usagef("%s describes no unit", f.Name).WithHint(nothingHint))
	}
	if len(f.Units) > 0 {
		u, err := f.pick(name)
		if list = list.Append(err); err == nil {
			all, environments = u.Inputs, u.Environments
		}
	}
	for _, a := range set {
		if a.Unit != "" && a.Unit != name {
			list = append(list, diag.Usagef("--set names the unit %q, but this command is about %q", a.Unit, name).
				WithHint("an environment stands before a colon: --set %s:%s=VALUE", a.Unit, a.Name))
		}
	}
	return slices.Concat(all, flags, set), environments, list.Err()
}

// Assignments are all that the file says, each with the unit it is about.
func (f Described) Assignments() []Assignment {
	var all []Assignment
	for _, u := range f.Units {
		for _, a := range u.Inputs {
			a.Unit = u.Name
			all = append(all, a)
		}
	}
	return all
}
