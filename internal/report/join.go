package report

import (
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Join makes one problem of those that are alike in everything but the
// environments, or the units, that they are about: one mistake in a spec is told
// once. What would read as an earlier one does is left out. Whatever prints
// problems joins them first; joining twice changes nothing.
func Join(list diag.List) diag.List {
	var joined diag.List
	at := map[string]int{}
	for _, p := range list {
		key := alike(p)
		i, again := at[key]
		if !again {
			at[key] = len(joined)
			told := *p
			joined = append(joined, &told)
			continue
		}
		joined[i].Units = with(joined[i].Units, p.Units)
		if len(joined[i].Environments) > 0 && len(p.Environments) > 0 {
			joined[i].Environments = with(joined[i].Environments, p.Environments)
		} else {
			joined[i].Environments = nil // in all of them
		}
	}
	return withoutRepeats(joined)
}

// alike is what problems have in common that Join makes one of: all that is told
// but their units, or, where it is known which their unit has, their environments.
func alike(p *diag.Problem) string {
	bare := *p
	if len(p.Units) > 0 {
		bare.Units = nil
		return bare.Error()
	}
	if len(p.Among) > 0 {
		bare.Environments = nil
	}
	return strings.Join(append([]string{bare.Error(), p.Unit}, p.Among...), "\n")
}

// with returns names with those of more that are not among them, behind.
func with(names, more []string) []string {
	out := slices.Clone(names)
	for _, s := range more {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// withoutRepeats leaves out what reads the same, as one mistake in several new
// units does, which have no place yet. A missing value is asked for each unit.
func withoutRepeats(list diag.List) diag.List {
	seen := map[string]bool{}
	var out diag.List
	for _, p := range list {
		key := p.Error()
		if p.Input != nil {
			key += "\n" + p.Input.Unit
		}
		if !seen[key] {
			seen[key] = true
			out = append(out, p)
		}
	}
	return out
}
