package plan

import "testing"

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
