package hcltree

import (
	"slices"
	"testing"
)

func TestGroupsOnRows(t *testing.T) {
	for _, c := range []struct {
		src             string
		rows, closesRow bool
	}{
		{"[1, 2]", false, false},
		{"[\n  1,\n  2,\n]", true, true},
		{"[1,\n  2]", true, false},
		{"[\n  1, 2]", true, false},
		{"[]", false, false},
		{"[\n]", true, true},
		{"[ # why\n  1]", true, false},
		{"[\n  1,\n  # end\n]", true, true},
		{"{ b = 1 }", false, false},
		{"{\n  b = 1\n}", true, true},
	} {
		t.Run(c.src, func(t *testing.T) {
			g := valueOf(t, c.src).SoleGroup()
			if g.Rows() != c.rows {
				t.Errorf("on rows: %v", !c.rows)
			}
			if g.ClosesRow() != c.closesRow {
				t.Errorf("closes a row: %v", !c.closesRow)
			}
		})
	}
}

// Two groups look alike, whatever is in them, or do not.
func TestLayoutOfGroups(t *testing.T) {
	layout := func(src string) [3]string { return valueOf(t, src).SoleGroup().Layout() }
	const model = "[\n  1,\n]"
	for src, alike := range map[string]bool{
		"[\n  2,\n]": true, "[\n  1,\n  2,\n]": true, "[\n  1,\n  # end\n]": true,
		"[\n  1\n]": false, "[1]": false, "[ # why\n  1,\n]": false, "[\n  1,\n  ]": false,
	} {
		t.Run(src, func(t *testing.T) {
			if have := layout(src) == layout(model); have != alike {
				t.Errorf("%q looks like %q: %v", src, model, have)
			}
		})
	}
}

func TestLayoutOfValues(t *testing.T) {
	const model = "f([1], b)"
	for src, alike := range map[string]bool{
		"f([2], b)": true, "f([1, 2], b)": true, "f()": true,
		"f ([1], b)": false, "g([1], b)": false, "(f([1], b))": false,
	} {
		t.Run(src, func(t *testing.T) {
			if have := valueOf(t, src).Layout() == valueOf(t, model).Layout(); have != alike {
				t.Errorf("%q looks like %q: %v", src, model, have)
			}
		})
	}
}

func TestEndsInHeredoc(t *testing.T) {
	for src, want := range map[string]bool{"<<E\nx\nE": true, "b ? c : <<E\nx\nE": true, "f(<<E\nx\nE\n)": false, "1": false} {
		t.Run(src, func(t *testing.T) {
			if valueOf(t, src).EndsInHeredoc() != want {
				t.Errorf("%v", !want)
			}
		})
	}
	t.Run("no value", func(t *testing.T) {
		if (*Expr)(nil).EndsInHeredoc() {
			t.Error("it does")
		}
	})
}

func TestHeredocs(t *testing.T) {
	for _, c := range []struct {
		name, src, marks, indentation string
		dedented                      []string
	}{
		{"plain", "<<E\n  x\ny\nE", "<<", "", []string{"  x\n", "y\n"}},
		{"indented", "<<-E\n    x\n  y\n  E", "<<-", "  ", []string{"  x\n", "y\n"}},
		{"blank lines don't count", "<<-E\n    x\n\n    y\n  E", "<<-", "    ", []string{"x\n", "\n", "y\n"}},
		{"a blank line with fewer blanks", "<<-E\n    x\n \n  E", "<<-", "    ", []string{"x\n", "\n"}},
		{"tabs", "<<-E\n\t\tx\n\ty\nE", "<<-", "\t", []string{"\tx\n", "y\n"}},
		{"empty", "<<-E\nE", "<<-", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := valueOf(t, c.src).SoleGroup()
			if g.Marks() != c.marks || c.marks == "<<-" && g.Indentation() != c.indentation {
				t.Errorf("%s %q, want %s %q", g.Marks(), g.Indentation(), c.marks, c.indentation)
			}
			if have := g.Dedented(); len(have)+len(c.dedented) > 0 && !slices.Equal(have, c.dedented) {
				t.Errorf("%q, want %q", have, c.dedented)
			}
		})
	}
}
