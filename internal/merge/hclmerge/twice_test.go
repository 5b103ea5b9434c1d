package hclmerge_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hclmerge"
)

// What a side defines twice already stays, and is said; what only the merge would
// make twice is in conflict.
func TestDefinedTwice(t *testing.T) {
	const attributes, blocks = "x {\n  a = 1\n  a = 2\n}\n\n", "variable \"a\" {}\n\nvariable \"a\" {}\n\n"
	for _, c := range []struct {
		name, base, ours, theirs string
		twice                    []string // nil where it conflicts, or nothing is twice
		conflicts                int
	}{
		{"an attribute, in all three", attributes + "y = 1\n\nz = 1\n", attributes + "y = 2\n\nz = 1\n", attributes + "y = 1\n\nz = 2\n", []string{"a"}, 0},
		{"an attribute, by one side alone", "y = 1\n", "y = 1\n", attributes + "y = 1\n", []string{"a"}, 0},
		{"an attribute, by the merge of lines", attributes + "y = 1\n", attributes + "y = 1\n\nb = 1\n", "b = 1\n\n" + attributes + "y = 1\n", nil, 1},
		{"a block, in all three", blocks + "y = 1\n", blocks + "y = 2\n", blocks + "y = 1\nz = 1\n", []string{`variable "a"`}, 0},
		{"a provider with two aliases is two", "y = 1\n", "provider \"p\" {\n  alias = \"a\"\n}\ny = 1\n", "provider \"p\" {\n  alias = \"b\"\n}\ny = 2\n", nil, 0},
		{"a provider without is one", "y = 1\n", "provider \"p\" {}\ny = 1\n", "y = 2\nprovider \"p\" {}\n", nil, 0},
		{"a local value, by both in one block", "locals {\n  a = 1\n}\n", "locals {\n  a = 1\n  c = 1\n}\n", "locals {\n  c = 1\n  a = 2\n}\n", nil, 0},
		{"a local value, by both in blocks of their own", "locals {\n  a = 1\n}\n\nx {}\n", "locals {\n  a = 1\n}\n\nlocals {\n  c = 1\n}\n\nx {}\n", "locals {\n  a = 1\n  c = 2\n}\n\nx {}\n", nil, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := merge(c.base, c.ours, c.theirs, hclmerge.Options{})
			if !slices.Equal(r.Twice, c.twice) || len(r.Conflicts) != c.conflicts {
				t.Errorf("%d conflicts, twice %q\n%s", len(r.Conflicts), r.Twice, r.Content)
			}
			for _, side := range []hclmerge.Resolution{hclmerge.Ours, hclmerge.Theirs} {
				chosen := string(merge(c.base, c.ours, c.theirs, hclmerge.Options{Conflict: side}).Content)
				if c.conflicts > 0 && strings.Count(chosen, "c = ")+strings.Count(chosen, "b = ") != 1 {
					t.Errorf("side %d has it still twice:\n%s", side, chosen)
				}
			}
		})
	}
}
