package hclmerge

import (
	"testing"
)

// What conflicts are called, in the words of whoever wrote the file.
func TestAddresses(t *testing.T) {
	for _, c := range []struct{ name, base, ours, theirs, want string }{
		{"attribute", "a = 1\n", "a = 2\n", "a = 3\n", "a"},
		{"in a block", "x \"y\" {\n  a = 1\n}\n", "x \"y\" {\n  a = 2\n}\n", "x \"y\" {\n  a = 3\n}\n", `x "y" › a`},
		{"in a block with a name inside", "x {\n  name = 1\n  a    = 1\n}\n", "x {\n  name = 1\n  a    = 2\n}\n", "x {\n  name = 1\n  a    = 3\n}\n", "x [name = 1] › a"},
		{"key of an object", "a = {\n  \"b c\" = 1\n}\n", "a = {\n  \"b c\" = 2\n}\n", "a = {\n  \"b c\" = 3\n}\n", "a › b c"},
		{"computed key", "a = {\n  (b) = 1\n}\n", "a = {\n  (b) = 2\n}\n", "a = {\n  (b) = 3\n}\n", "a › ( b )"},
		{"list item with a name", "a = [\n  { name = \"n\", b = 1 },\n]\n", "a = [\n  { name = \"n\", b = 2 },\n]\n", "a = [\n  { name = \"n\", b = 3 },\n]\n", `a › [name = "n"]`},
		{"list item without", "a = [\n  1,\n  2,\n]\n", "a = [\n  1,\n  3,\n]\n", "a = [\n  1,\n  4,\n]\n", "a › item 2"},
		{"the only argument has no name", "a = f({\n  b = 1\n})\n", "a = f({\n  b = 2\n})\n", "a = f({\n  b = 3\n})\n", "a › b"},
		{"on one line: the smallest thing that has lines", "a = { b = 1 }\n", "a = { b = 2 }\n", "a = { b = 3 }\n", "a"},
		{"comment above", "# x\na = 1\n", "# y\na = 1\n", "# z\na = 1\n", "a › comment"},
		{"comment alone", "# x\n\na = 1\n", "# x\n# y\n\na = 1\n", "# x\n# z\n\na = 1\n", "comment"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Merge([]byte(c.base), []byte(c.ours), []byte(c.theirs), Options{})
			if len(r.Conflicts) != 1 || r.Conflicts[0].Address != c.want {
				t.Errorf("%+v, want one, %s", r.Conflicts, c.want)
			}
		})
	}
}

func TestFormatLike(t *testing.T) {
	const odd, even = "a=1\n", "a = 1\n"
	for _, c := range []struct {
		name, base, ours, theirs string
		formatted                bool
	}{
		{"all are formatted", even, even, even, true},
		{"none is", odd, odd, odd, false},
		{"ours formatted it", odd, even, odd, true},
		{"theirs formatted it", odd, odd, even, true},
		{"ours spoiled it", even, odd, even, false},
		{"both formatted it", odd, even, even, true},
		{"added by both, one of them formatted", "", even, odd, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := "b=2\n"
			if c.formatted {
				want = "b = 2\n"
			}
			if have := formatLike("b=2\n", [3]string{c.base, c.ours, c.theirs}); have != want {
				t.Errorf("%q, want %q", have, want)
			}
		})
	}
}
