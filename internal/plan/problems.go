package plan

import (
	"fmt"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
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
		if in := out[i].Input; in != nil {
			if in.Environments = g.in; where == "" {
				in.Environments = nil
			}
		}
	}
	return out
}

// inEnvironment is how package pack names the environment in a summary.
func inEnvironment(name string) string { return " in environment " + name }

// otherPackError is the cause of a problem with a vendored pack that differs
// from the one a unit's lock names.
type otherPackError struct {
	ref  spec.PackRef
	unit repo.Path
}

func (e *otherPackError) Error() string { return "pack " + e.ref.String() + " was changed" }

func (e *otherPackError) problem(more int) *diag.Problem {
	units := string(e.unit)
	if more > 0 {
		units = fmt.Sprintf("%s and %d more", units, more)
	}
	p := diag.Usagef("the vendored pack %s is not the one that %s %s rendered with", e.ref, units, map[bool]string{true: "were", false: "was"}[more > 0]).
		WithHint("its files were changed; restore %s with git checkout", pack.Vendored(e.ref))
	p.Err = e
	return p
}

// foldOtherPacks makes one problem of a changed pack that many units name.
func foldOtherPacks(list diag.List) diag.List {
	var out diag.List
	at, more := map[spec.PackRef]int{}, map[spec.PackRef]int{}
	for _, p := range list {
		e, ok := p.Err.(*otherPackError)
		if !ok {
			out = append(out, p)
			continue
		}
		i, again := at[e.ref]
		if !again {
			at[e.ref], out = len(out), append(out, p)
			continue
		}
		more[e.ref]++
		out[i] = out[i].Err.(*otherPackError).problem(more[e.ref])
	}
	return out
}
