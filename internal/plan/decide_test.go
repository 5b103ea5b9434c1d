package plan

import (
	"fmt"
	"testing"
)

// TestDecide goes through every combination of what is known of a file, by the
// rules of regeneration as design.md states them.
func TestDecide(t *testing.T) {
	ids := []string{"", "x", "y", "z"}
	for _, base := range ids {
		for _, ours := range ids {
			for _, theirs := range ids {
				s := state{base: base, ours: ours, theirs: theirs}
				kind, reason := decide(s)
				if want := rule(s); kind != want || reason == "" {
					t.Errorf("%+v: %s (%s), want %s", s, kind, reason, want)
				}
				s.seedOnce = true
				want := Unchanged
				if base == "" && ours == "" && theirs != "" {
					want = Create
				}
				if kind, _ := decide(s); kind != want {
					t.Errorf("%+v: %s, want %s", s, kind, want)
				}
			}
		}
	}
}

// rule says the same as decide in the order of the design.
func rule(s state) Kind {
	known, there, wanted := s.base != "", s.ours != "", s.theirs != ""
	switch {
	case s.ours == s.theirs:
		return Unchanged
	case known && wanted && s.theirs == s.base: // keep ours, deleted ones too
		return Unchanged
	case !known && wanted && !there:
		return Create
	case !known && wanted:
		return Merge
	case !known: // no affair of ours
		return Unchanged
	case !wanted && s.ours == s.base:
		return Delete
	case !wanted || !there:
		return Keep
	case s.ours == s.base:
		return Update
	}
	return Merge
}

func TestMergeProblems(t *testing.T) {
	environments := []string{"dev", "dev-2", "production"}
	for name, c := range map[string]struct{ in, want []string }{
		"in all":        {[]string{"x is 1 in environment dev", "x is 1 in environment dev-2", "x is 1 in environment production"}, []string{"x is 1"}},
		"in some":       {[]string{"x is 1 in environment dev", "x is 1 in environment production"}, []string{"x is 1 in environments dev, production"}},
		"in one":        {[]string{"x is 1 in environment dev-2"}, []string{"x is 1 in environment dev-2"}},
		"in the middle": {[]string{"x has none in environment dev: d", "x has none in environment dev-2: d", "x has none in environment production: d"}, []string{"x has none: d"}},
		"others":        {[]string{"a", "b", "x is 1 in environment dev", "x is 2 in environment dev-2"}, []string{"a", "b", "x is 1 in environment dev", "x is 2 in environment dev-2"}},
		"nothing":       {nil, nil},
	} {
		var list problems
		for _, text := range c.in {
			list = append(list, problem(text))
		}
		var got []string
		for _, p := range merge(list, environments) {
			got = append(got, p.Summary)
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
