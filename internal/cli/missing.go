package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// optionalArg takes at most one argument. That it is missing is told together
// with everything else that is.
func optionalArg(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 1 {
			return exactArgs(1, what)(cmd, args)
		}
		return nil
	}
}

// firstArg is the argument that optionalArg takes, or "".
func firstArg(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}

// missingValue is the problem of a value that is no input of a pack: an argument
// such as NAME, or a flag. key is empty for what no file can hold.
func missingValue(flag, key, what string) *diag.Problem {
	p := diag.Usagef("%s is missing: %s", flag, what).WithCode(diag.MissingInput)
	name := strings.ReplaceAll(strings.TrimLeft(flag, "-"), "-", "_")
	p.Input = &diag.Input{Name: name, Key: key, Flag: flag, Type: "string", Description: what}
	return p
}

// missingName is the problem of a command without the name of what it makes.
func missingName(what string) *diag.Problem {
	return missingValue("NAME", "name", what)
}

// missingInputs are the required inputs of a pack that nothing gives a value:
// for when other mistakes keep a unit from being planned, which tells them too.
func missingInputs(p *pack.Pack, unit string, all []assignment, environments []string, defaults map[string]spec.Attr) diag.List {
	given := func(name, environment string) bool {
		_, ok := defaults[name]
		return ok || slices.ContainsFunc(all, func(a assignment) bool {
			return a.name == name && (a.environment == "" || a.environment == environment)
		})
	}
	if !p.HasEnvironments() {
		environments = []string{""}
	}
	var list diag.List
	for _, in := range p.Inputs {
		if !in.Required() {
			continue
		}
		lacking := slices.DeleteFunc(slices.Clone(environments), func(e string) bool { return given(in.Name, e) })
		switch len(lacking) {
		case 0:
			continue
		case len(environments):
			lacking = nil // everywhere
		}
		list = append(list, p.Missing(in, &spec.Unit{Name: unit}, lacking...))
	}
	return list
}

// withMissing adds to an error the required inputs of a new unit that nothing
// gives a value.
func (s *session) withMissing(err error, packName, unit string, all []assignment, m *repo.Repository) error {
	list := diag.Of(err)
	if p, err := s.packs.Get(spec.PackRef{Name: packName}); err == nil {
		list = append(list, missingInputs(p, unit, all, m.Root.EnvironmentNames(), m.Root.Defaults[p.Name])...)
	}
	return list.Err()
}

// unitsMissing adds to an error the required inputs that units lack, for when
// other mistakes keep them from being planned.
func (s *session) unitsMissing(err error, m *repo.Repository, units []*repo.Unit, sets []assignment) error {
	list := diag.Of(err)
	for _, u := range units {
		p, err := s.packs.Get(u.Spec.Pack)
		if err != nil {
			continue // told where the units are planned
		}
		var given []assignment
		for _, a := range sets {
			if a.unit == u.Name || (a.unit == "" && len(units) == 1) {
				given = append(given, a)
			}
		}
		environments := m.Environments(u)
		for _, environment := range environments {
			for name := range m.GivenTo(u, p, environment, s.packs) {
				given = append(given, assignment{name: name, environment: environment})
			}
		}
		for _, problem := range missingInputs(p, u.Name, given, environments, m.Given(u, "")) {
			if p.Input(problem.Input.Name).StoredIn != "tfvars" { // those stand in a file that was not read
				list = append(list, problem)
			}
		}
	}
	return list
}

// readableSets are the assignments of --set that can be read; what can't is told where
// they are used.
func (w *writeFlags) readableSets() []assignment {
	var out []assignment
	for _, text := range w.set {
		if a, err := parseSet(text); err == nil {
			out = append(out, a)
		}
	}
	return out
}

// tellMissing says how the command line takes each value that is missing: by a
// flag where the command has one for it, else by --set.
func (g *global) tellMissing(cmd *cobra.Command, list diag.List) {
	for _, p := range list {
		in := p.Input
		if in == nil || in.Flag != "" || in.Set != "" || in.Unit == "." {
			continue
		}
		flag := pack.Flag(in.Name)
		f := cmd.Flags().Lookup(flag)
		switch {
		case f != nil && f.Annotations[inputsAnnotation] != nil && in.Unit == g.unit:
			in.Flag, in.Set = "--"+flag, in.Name
		case cmd.Flags().Lookup("set") == nil: // a command that sets no inputs
		case in.Unit != g.unit || cmd.Annotations[inputsAnnotation] == "":
			in.Other, in.Set = true, in.Unit+"."+in.Name
		default:
			in.Set = in.Name
		}
	}
}
