package plan

import (
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// merge makes one problem of those that several environments of a unit have
// alike: one mistake in a spec is one error, which names the environments
// unless it is all of them.
func merge(list diag.List, environments []string) diag.List {
	type group struct {
		problem *diag.Problem
		bare    string // its summary without the environment
		in      []string
	}
	var groups []*group
	byKey := map[string]*group{}
	for _, p := range list {
		bare, environment := p.Summary, ""
		for _, name := range environments {
			if text := inEnvironment(name); strings.Contains(bare, text) && len(name) > len(environment) {
				environment = name
			}
		}
		if environment != "" {
			bare = strings.Replace(bare, inEnvironment(environment), "", 1)
		}
		copied := *p
		copied.Summary = bare
		key := copied.Error()
		if byKey[key] == nil {
			byKey[key] = &group{problem: p, bare: bare}
			groups = append(groups, byKey[key])
		}
		if environment != "" {
			byKey[key].in = append(byKey[key].in, environment)
		}
	}
	out := make(diag.List, len(groups))
	for i, g := range groups {
		if out[i] = g.problem; len(g.in) < 2 {
			continue
		}
		where := ""
		if len(g.in) < len(environments) {
			where = " in environments " + strings.Join(g.in, ", ")
		}
		out[i].Summary = strings.Replace(out[i].Summary, inEnvironment(g.in[0]), where, 1)
	}
	return out
}

// inEnvironment is how package pack names the environment in a summary.
func inEnvironment(name string) string { return " in environment " + name }
