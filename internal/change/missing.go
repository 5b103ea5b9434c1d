package change

import (
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// MissingValue is the problem of a value that is no input of a pack: an argument
// such as NAME, or a flag. key is empty for what no file can hold.
func MissingValue(flag, key, what string) *diag.Problem {
	p := diag.Usagef("%s is missing: %s", flag, what).WithCode(diag.MissingInput)
	name := strings.ReplaceAll(strings.TrimLeft(flag, "-"), "-", "_")
	p.Input = &diag.Input{Name: name, Key: key, Flag: flag, Type: "string", Description: what}
	return p
}

// MissingName is the problem of a command without the name of what it makes.
func MissingName(what string) *diag.Problem { return MissingValue("NAME", "name", what) }

// missing are the required inputs of a pack that nothing gives a value: for when
// other mistakes keep a unit from being planned, which tells them too.
func missing(p *pack.Pack, unit string, all []Assignment, environments []string, defaults map[string]spec.Attr) diag.List {
	given := func(name, environment string) bool {
		_, ok := defaults[name]
		return ok || slices.ContainsFunc(all, func(a Assignment) bool {
			return a.Name == name && (a.Environment == "" || a.Environment == environment)
		})
	}
	return p.Lacking(&spec.Unit{Name: unit}, environments, given)
}

// missingIn are the required inputs that units lack, beside what is assigned to
// them.
func missingIn(d *draft, units []*repo.Unit, assigned []Assignment) diag.List {
	var list diag.List
	for _, u := range units {
		p, err := d.base.Packs.Get(u.Spec.Pack)
		if err != nil {
			continue // told where the units are planned
		}
		var given []Assignment
		for _, a := range assigned {
			if a.Unit == u.Name || (a.Unit == "" && len(units) == 1) {
				given = append(given, a)
			}
		}
		environments := d.model.Environments(u)
		for _, environment := range environments {
			for name := range d.model.GivenTo(u, p, environment, d.base.Packs) {
				given = append(given, Assignment{Name: name, Environment: environment})
			}
		}
		for _, problem := range missing(p, u.Name, given, environments, d.model.Given(u, "")) {
			if p.Input(problem.Input.Name).StoredIn != "tfvars" { // those stand in a file that was not read
				list = append(list, problem)
			}
		}
	}
	return list
}
