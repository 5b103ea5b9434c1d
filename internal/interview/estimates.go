package interview

import (
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/pack"
)

// Estimates says what packs estimate of units: a line each, and where several
// estimate something, what that is together.
func Estimates(units []*Unit) []string {
	var lines []string
	var estimated []*Unit
	for _, u := range units {
		if line := u.Estimates(); line != "" {
			lines, estimated = append(lines, line), append(estimated, u)
		}
	}
	if len(lines) < 2 {
		return lines
	}
	for i, u := range estimated {
		lines[i] = "Estimate of " + u.Name + strings.TrimPrefix(lines[i], "Estimate")
	}
	if sum := together(estimated); sum != "" {
		lines = append(lines, sum)
	}
	return lines
}

// together sums the estimates of units, in each environment and in all; empty where
// they count in different things.
func together(units []*Unit) string {
	var names []string
	sums, all, unit := map[string]pack.Estimate{}, pack.Estimate{}, ""
	for _, u := range units {
		for _, environment := range u.Environments {
			e, ok := u.draft(environment).Estimate()
			switch {
			case !ok:
				continue
			case unit != "" && e.Unit != unit:
				return ""
			case !slices.Contains(names, environment):
				names = append(names, environment)
			}
			unit = e.Unit
			sum := sums[environment]
			sums[environment] = pack.Estimate{Wanted: sum.Wanted + e.Wanted, Maximum: sum.Maximum + e.Maximum}
			all.Wanted, all.Maximum = all.Wanted+e.Wanted, all.Maximum+e.Maximum
		}
	}
	var parts []string
	for _, name := range names {
		parts = append(parts, strings.TrimSpace(name+" "+figures(sums[name])))
	}
	return "Estimate together: " + strings.Join(parts, ", ") + ", in all " + figures(all) + " " + unit
}
