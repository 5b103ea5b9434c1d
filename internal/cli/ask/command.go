package ask

import (
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// askName asks for the positional argument, unless the command line has it.
func (a *Asker) askName(q prompt.Question) (string, error) {
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
func (a *Asker) askFlag(name string, q prompt.Question) (string, error) {
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
func (a *Asker) askEnvironments(m *repo.Repository, enough bool) ([]string, error) {
	all := m.Root.EnvironmentNames()
	if f := a.cmd.Flags().Lookup("environments"); f.Changed {
		names := flags.List(f.Value.String())
		return names, change.CheckEnvironments(m, names)
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
	return flags.List(value), err
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
