package hcltree

import (
	"slices"
	"testing"
)

func TestCore(t *testing.T) {
	for _, c := range []struct{ name, src, before, core, after string }{
		{"nothing around it", "b", "", "b", ""},
		{"parentheses", "( b )", "( ", "b", " )"},
		{"interpolation", `"${b}"`, `"${`, "b", `}"`},
		{"both", `("${ b }")`, `("${ `, "b", ` }")`},
		{"parentheses around a part", "(b) + c", "", "(b) + c", ""},
		{"a list is no frame", "[b]", "", "[b]", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := valueOf(t, c.src)
			before, core, after := e.SplitCore()
			if before != c.before || core.Raw != c.core || after != c.after {
				t.Errorf("%q %q %q, want %q %q %q", before, core.Raw, after, c.before, c.core, c.after)
			}
			if e.Core() != core {
				t.Errorf("Core is %q", e.Core().Raw)
			}
			if e.Hash != core.Hash || e.Shape != core.Shape {
				t.Error("its hashes are not those of its core")
			}
		})
	}
}

func TestSoleGroup(t *testing.T) {
	for src, want := range map[string]string{
		"[1]": "[1]", "({ b = 1 })": "{ b = 1 }", `"${[1]}"`: "[1]", "<<E\nx\nE": "<<E\nx\nE",
		"b": "", "[1][0]": "", "f(1)": "", "b ? [1] : [2]": "", "(b)": "",
	} {
		t.Run(src, func(t *testing.T) {
			have := ""
			if g := valueOf(t, src).SoleGroup(); g != nil {
				have = g.Raw
			}
			if have != want {
				t.Errorf("%q, want %q", have, want)
			}
		})
	}
}

func TestGroups(t *testing.T) {
	for src, want := range map[string][]string{
		"b":                        nil,
		"[1]":                      {"[1]"},
		"f([1], { b = (c) })":      {"([1], { b = (c) })", "[1]", "{ b = (c) }", "(c)"},
		"[for x in y : { z = x }]": {"[for x in y : { z = x }]", "{ z = x }"},
	} {
		t.Run(src, func(t *testing.T) {
			var have []string
			for _, g := range valueOf(t, src).Groups() {
				have = append(have, g.Raw)
			}
			if !slices.Equal(have, want) {
				t.Errorf("%q, want %q", have, want)
			}
		})
	}
}

// What an item is made of: whether it is a group, has names in it, or parts.
func TestItemsAsGroups(t *testing.T) {
	f := must(t, "a = [1, [2], { b = 3 }, f([4])]\no = { b = 1 }\nx {\n  y = 1\n}\n")
	list := f.Items[0].Value.SoleGroup().Items
	for _, c := range []struct {
		name              string
		it                *Item
		asGroup, asRecord string
		hasParts          bool
	}{
		{"plain", list[0], "", "", false},
		{"list", list[1], "[2]", "", true},
		{"object", list[2], "{ b = 3 }", "{ b = 3 }", true},
		{"call", list[3], "", "", true},
		{"attribute", f.Items[1], "", "{ b = 1 }", true},
		{"block", f.Items[2], "", "{\n  y = 1\n}", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			raw := func(g *Group) string {
				if g == nil {
					return ""
				}
				return g.Raw
			}
			if have := raw(c.it.AsGroup()); have != c.asGroup {
				t.Errorf("as a group %q, want %q", have, c.asGroup)
			}
			if have := raw(c.it.AsRecord()); have != c.asRecord {
				t.Errorf("as a record %q, want %q", have, c.asRecord)
			}
			if c.it.Value != nil && c.it.HasParts() != c.hasParts {
				t.Errorf("has parts: %v", !c.hasParts)
			}
		})
	}
}
