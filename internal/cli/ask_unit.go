package cli

import (
	"maps"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/interview"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// assignments are what the command line says of inputs.
func (a *asker) assignments() ([]assignment, error) {
	all := flagAssignments(a.cmd)
	texts, _ := a.cmd.Flags().GetStringArray("set")
	sets, err := (&writeFlags{set: texts}).assignments()
	return append(all, sets...), err
}

// modelled is a unit in a model that was loaded for the questions alone.
type modelled struct {
	model *repo.Repository
	unit  *repo.Unit
	packs repo.Packs
	in    *assigned // what the command line says of it
}

// interviewed is the unit as it is asked about. name is the unit's in --set;
// empty for the command's own.
func (m modelled) interviewed(name string, p *pack.Pack, environments []string, given []assignment) *interview.Unit {
	written := maps.Clone(m.unit.Spec.Inputs)
	fixed := map[string]bool{}
	own := map[[2]string]bool{}
	for _, a := range given {
		fixed[a.name] = fixed[a.name] || a.environment == ""
		own[[2]string{a.environment, a.name}] = true
	}
	return &interview.Unit{
		Name: name, Pack: p, Environments: environments, Fixed: fixed,
		Request: func(environment string, said map[string]spec.Attr) pack.Request {
			return m.request(p, environment, written, said)
		},
		Own:     func(environment, input string) bool { return own[[2]string{environment, input}] },
		Targets: func(in *pack.Input) []string { return m.targets(in, environments) },
	}
}

// request is what an environment's inputs are evaluated from.
func (m modelled) request(p *pack.Pack, environment string, written, said map[string]spec.Attr) pack.Request {
	m.unit.Spec.Inputs = maps.Clone(written) // references are looked up there
	if m.unit.Spec.Inputs == nil {
		m.unit.Spec.Inputs = map[string]spec.Attr{}
	}
	for name, attr := range said {
		if in := p.Input(name); in != nil && in.StoredIn == "spec" {
			m.unit.Spec.Inputs[name] = attr
		}
	}
	references, _ := m.model.References(m.unit, p, environment, m.packs) // what is wrong with them, the plan says
	r := pack.Request{
		Context: m.model.Context(m.unit, p, environment, references), Environment: environment,
		Given: m.model.Given(m.unit, environment), Tfvars: map[string]spec.Attr{},
	}
	for _, values := range []map[string]cty.Value{m.in.tfvars[""], m.in.tfvars[environment]} {
		for name, v := range values {
			r.Tfvars[name] = spec.Attr{Value: v}
		}
	}
	return r
}

// targets are the units that a referencing input may name: those of its pack
// that have all environments of this one.
func (m modelled) targets(in *pack.Input, environments []string) []string {
	var out []string
	for _, u := range m.model.Units {
		if u == m.unit || u.Name == "." || (in.References.Pack != "" && u.Spec.Pack.Name != in.References.Pack) {
			continue
		}
		if slices.ContainsFunc(environments, func(e string) bool { return e != "" && !m.model.HasEnvironment(u, e) }) {
			continue
		}
		out = append(out, u.Name)
	}
	slices.Sort(out)
	return out
}

// askName asks for the positional argument, unless the command line has it.
func (a *asker) askName(q prompt.Question) (string, error) {
	if len(a.given) > 0 {
		return a.given[0], nil
	}
	check := q.Check
	q.Check = func(answer prompt.Answer) string {
		name := answer.Text()
		if name == "" {
			name = q.Default
		}
		switch {
		case name == "":
			return "it needs a name"
		case strings.HasPrefix(name, "-"):
			return "a name that starts with - is taken for a flag"
		case check == nil:
			return ""
		}
		return check(prompt.Answer{name})
	}
	answer, err := a.Ask("name", q)
	if err != nil {
		return "", err
	}
	name := answer.Text()
	if name == "" {
		name = q.Default
	}
	a.positional = []string{name}
	return name, nil
}

// askFlag asks for a flag's value, unless the command line has it, and returns
// the value. An empty answer is the flag's default.
func (a *asker) askFlag(name string, q prompt.Question) (string, error) {
	f := a.cmd.Flags().Lookup(name)
	if f.Changed {
		return f.Value.String(), nil
	}
	if check := q.Check; check != nil && q.Kind == prompt.Text {
		q.Check = func(answer prompt.Answer) string {
			if answer.Text() == "" {
				return check(prompt.Answer{q.Default}) // what an empty line means
			}
			return check(answer)
		}
	}
	answer, err := a.Ask("--"+name, q)
	if err != nil {
		return "", err
	}
	value := strings.Join(answer, ",")
	switch {
	case q.Kind == prompt.Text && value == "":
		value = q.Default
	case slices.Equal(answer, q.Start) && f.DefValue == "" && q.Kind == prompt.Choices:
		return value, nil // all of them, as without the flag
	}
	if value != f.DefValue && (value != "" || q.Kind != prompt.Text) {
		a.flags = append(a.flags, "--"+name, value)
	}
	return value, nil
}

// askEnvironments asks in which environments the unit is, unless the command
// line says so, or says enough: then it is in all.
func (a *asker) askEnvironments(m *repo.Repository, enough bool) ([]string, error) {
	all := m.Root.EnvironmentNames()
	if f := a.cmd.Flags().Lookup("environments"); f.Changed {
		names := list(f.Value.String())
		return names, checkEnvironments(m, names)
	}
	if len(all) == 1 || enough {
		return all, nil
	}
	q := prompt.Question{
		Title: "In which environments is it?", Kind: prompt.Choices, Start: all,
		Check: func(answer prompt.Answer) string {
			if len(answer) == 0 {
				return "choose at least one"
			}
			return ""
		},
	}
	for _, name := range all {
		q.Options = append(q.Options, prompt.Option{Value: name})
	}
	value, err := a.askFlag("environments", q)
	return list(value), err
}

// why is a problem in one sentence, for a question; empty without one.
func why(problem *diag.Problem) string {
	if problem == nil {
		return ""
	}
	summary, hint := problem.Said()
	if hint == "" {
		return summary
	}
	return summary + ". " + hint
}

// workspacesOf are the names of a unit's workspaces.
func workspacesOf(m *repo.Repository, unit string, environments []string) []string {
	var out []string
	for _, environment := range environments {
		out = append(out, repo.Workspace(m.Root.WorkspaceName, unit, environment))
	}
	return out
}
