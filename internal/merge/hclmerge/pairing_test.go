package hclmerge

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"
)

// group parses a file, or a list if the text begins with one.
func group(t *testing.T, src string) *hcltree.Group {
	t.Helper()
	list := strings.HasPrefix(src, "[")
	if list {
		src = "l = " + src + "\n"
	}
	f, err := hcltree.Parse(src)
	if err != nil {
		t.Fatalf("%q: %v", src, err)
	}
	if list {
		return f.Items[0].Value.SoleGroup()
	}
	return f.Group
}

// Which items of base are which of ours, where theirs left all as it was: pairs of
// indexes from 0, what has none left out.
func TestPairItems(t *testing.T) {
	for _, c := range []struct{ name, base, ours, want string }{
		{"attributes, by name", "a = 1\nb = 2\n", "b = 1\na = 2\n", "0-1 1-0"},
		{"blocks, by type and labels", "x \"a\" {}\nx \"b\" {}\n", "x \"b\" {}\nx \"a\" {\n  c = 1\n}\n", "0-1 1-0"},
		{"another label is another block", "x \"a\" {}\n", "x \"b\" {}\n", ""},
		{"an attribute is no block", "x = {}\n", "x {}\n", ""},
		{"equal blocks, wherever they stand", "x { a = 1 }\nx { a = 2 }\n", "x { a = 2 }\nx { a = 1 }\n", "0-1 1-0"},
		{"blocks by a name inside", "x {\n  name = 1\n  a    = 1\n}\nx {\n  name = 2\n  a    = 1\n}\n", "x {\n  name = 2\n  a    = 9\n}\nx {\n  name = 1\n  a    = 9\n}\n", "0-1 1-0"},
		{"blocks by what they have in common", "x {\n  a = 1\n  b = 1\n  c = 1\n}\nx {\n  a = 2\n  b = 2\n  c = 2\n}\n", "x {\n  a = 2\n  b = 2\n  c = 9\n}\nx {\n  a = 1\n  b = 1\n  c = 9\n}\n", "0-1 1-0"},
		{"comments, equal", "# one\n\n# two\n\na = 1\n", "# two\n\n# one\n\na = 1\n", "0-1 1-0 2-2"},
		{"comments, by half of their lines", "# one\n# two\n\na = 1\n", "# one\n# 2\n\na = 1\n", "0-0 1-1"},
		{"comments with nothing in common", "# one\n\na = 1\n", "# two\n\na = 1\n", "1-1"},

		{"list items in order", "[1, 2, 3]", "[0, 1, 3]", "0-1 2-2"},
		{"list items that moved", "[1, 2, 3]", "[3, 1, 2]", "0-1 1-2 2-0"},
		{"equal list items, each once", "[1, 1]", "[1]", "1-0"},
		{"list items by a name inside", "[{ name = \"a\" }, { name = \"b\" }]", "[{ name = \"b\", x = 1 }, { name = \"a\", x = 1 }]", "0-1 1-0"},
		{"a name that two have is none", "[{ name = \"a\", x = 1 }, { name = \"a\", x = 2 }]", "[{ name = \"a\", x = 2 }]", "1-0"},
		{"what was replaced, by where it stood", "[1, 2, 3]", "[1, 9, 3]", "0-0 1-1 2-2"},
		{"a value is not replaced by a group", "[1, 2, 3]", "[1, [9], 3]", "0-0 2-2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, o := group(t, c.base), group(t, c.ours)
			pairs, _, _ := pairItems(b.Kind, b.Items, o.Items, b.Items)
			var have []string
			for i, j := range pairs.to {
				if j >= 0 {
					have = append(have, fmt.Sprintf("%d-%d", i, j))
				}
			}
			if s := strings.Join(have, " "); s != c.want {
				t.Errorf("have %s, want %s", s, c.want)
			}
		})
	}
}

// What both replaced in a list is paired if both put the same there; what one
// replaced and the other took away is not.
func TestPairItemsThatBothReplaced(t *testing.T) {
	for _, c := range []struct{ name, base, ours, theirs, want string }{
		{"by the same", "[1, 2]", "[1, 9]", "[1, 9]", "1-1 1-1"},
		{"by different things", "[1, 2]", "[1, 8]", "[1, 9]", "1-1 1-1"},
		{"taken away by theirs", "[1, 2]", "[1, 9]", "[1]", ""},
		{"added by theirs too, where nothing was replaced", "[1, 2]", "[1, 9]", "[1, 2, 9]", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := group(t, c.base)
			po, pt, _ := pairItems(b.Kind, b.Items, group(t, c.ours).Items, group(t, c.theirs).Items)
			have := ""
			if po.to[1] >= 0 {
				have = fmt.Sprintf("1-%d 1-%d", po.to[1], pt.to[1])
			}
			if have != c.want {
				t.Errorf("have %q, want %q", have, c.want)
			}
		})
	}
}

func TestReordered(t *testing.T) {
	for name, c := range map[string]struct {
		to   []int
		want bool
	}{
		"in order":       {[]int{0, 1, 2}, false},
		"with gaps":      {[]int{0, -1, 5}, false},
		"swapped":        {[]int{1, 0}, true},
		"over a gap":     {[]int{2, -1, 0}, true},
		"nothing at all": {nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			p := pairing{to: c.to}
			if p.reordered() != c.want {
				t.Errorf("%v: %v", c.to, !c.want)
			}
		})
	}
}

func TestAlike(t *testing.T) {
	item := func(src string) *hcltree.Item { return group(t, src).Items[0] }
	base := item("x {\n  a = 1\n  b = 1\n  c = 1\n}\n")
	order := []string{ // the more alike, the further down
		"y {\n  d = 2\n}\n",
		"x {\n  a = 2\n  b = 2\n  c = 2\n}\n",
		"x {\n  a = 1\n  b = 2\n  c = 2\n}\n",
		"x {\n  a = 1\n  b = 1\n  c = 2\n}\n",
		"x {\n  a = 1\n  b = 1\n  c = 1\n}\n",
	}
	last := -1.0
	for _, src := range order {
		score := alike(base, item(src))
		if score <= last || score > 1 {
			t.Errorf("%q scores %.2f behind %.2f", src, score, last)
		}
		last = score
	}
	named, other := item("x {\n  name = 1\n  a    = 1\n}\n"), item("x {\n  name = 2\n  a    = 1\n}\n")
	if same := item("x {\n  name = 1\n  a    = 9\n}\n"); alike(named, same) <= alike(named, other) {
		t.Error("a name weighs less than a value")
	}
}
