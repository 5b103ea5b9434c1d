package hclmerge

import "testing"

// What is put beside new neighbours gets the commas, newlines and white space that
// they ask for: here ours laid the group out in one way, and theirs, who left its
// layout alone, added or took away something.
func TestItemsAreFittedIn(t *testing.T) {
	for _, c := range []struct{ name, base, ours, theirs, want string }{
		{"a list on one line", "l = [1]\n", "l = [0, 1]\n", "l = [1, 2]\n", "l = [0, 1, 2]\n"},
		{"an item on a row, into a list on one line", "l = [\n  1,\n]\n", "l = [1]\n", "l = [\n  1,\n  2,\n]\n", "l = [1, 2]\n"},
		{"an item on one line, into a list on rows", "l = [1]\n", "l = [\n  1,\n]\n", "l = [1, 2]\n", "l = [\n  1,\n  2,\n]\n"},
		{"no comma at the end", "l = [\n  1\n]\n", "l = [\n  0,\n  1\n]\n", "l = [\n  1,\n  2\n]\n", "l = [\n  0,\n  1,\n  2\n]\n"},
		{"the last item goes", "l = [\n  1,\n  2\n]\n", "l = [\n  0,\n  1,\n  2\n]\n", "l = [\n  1\n]\n", "l = [\n  0,\n  1\n]\n"},
		{"into an empty list", "l = []\n", "l = [\"o\"]\n", "l = [\"t\"]\n", "l = [\"o\", \"t\"]\n"},
		{"an item with a comment, into a list on one line", "l = [1]\nx = 1\n", "l = [0, 1]\nx = 1\n", "l = [\n  1,\n  2, # two\n]\nx = 1\n", "l = [\n  0,\n  1,\n  2, # two\n]\nx = 1\n"},

		{"keys without commas", "o = {\n  a = 1\n}\n", "o = {\n  a = 1\n  o = 1\n}\n", "o = {\n  a = 1\n  t = 1\n}\n", "o = {\n  a = 1\n  o = 1\n  t = 1\n}\n"},
		{"keys with commas", "o = {\n  a = 1,\n}\n", "o = {\n  a = 1,\n  o = 1,\n}\n", "o = {\n  a = 1,\n  t = 1,\n}\n", "o = {\n  a = 1,\n  o = 1,\n  t = 1,\n}\n"},
		{"a key without comma among such with", "o = {\n  a = 1\n  b = 1\n}\n", "o = {\n  a = 1,\n  b = 1,\n}\n", "o = {\n  a = 1\n  b = 1\n  c = 1\n}\n", "o = {\n  a = 1,\n  b = 1,\n  c = 1,\n}\n"},
		{"keys on one line", "o = { a = 1 }\n", "o = { a = 1, o = 1 }\n", "o = { a = 1, t = 1 }\n", "o = { a = 1, o = 1, t = 1 }\n"},

		{"an attribute deeper than its new neighbours", "x {\n    a = 1\n}\n", "x {\n  a = 1\n}\n", "x {\n    a = 1\n    b = 1\n}\n", "x {\n  a = 1\n  b = 1\n}\n"},
		{"a block on one line that gets a second attribute", "x { a = 1 }\n", "x { a = 2 }\n", "x {\n  a = 1\n  b = 1\n}\n", "x {\n  a = 2\n  b = 1\n}\n"},
		{"an empty block", "x {}\n", "x {\n  o = 1\n}\n", "x {\n  t = 1\n}\n", "x {\n  o = 1\n  t = 1\n}\n"},
		{"a blank line before an added block", "x {}\n", "o = 1\nx {}\n", "x {}\n\ny {}\n", "o = 1\nx {}\n\ny {}\n"},
		{"a comment that is an item keeps its distance", "a = 1\n", "a = 1\n\n# ours\n\nb = 1\n", "a = 2\n", "a = 2\n\n# ours\n\nb = 1\n"},
		{"an item behind a heredoc has its comma on a row", "l = [\n  <<E\nx\nE\n]\n", "l = [\n  <<E\nX\nE\n]\n", "l = [\n  <<E\nx\nE\n  , 2\n]\n", "l = [\n  <<E\nX\nE\n  , 2\n]\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Merge([]byte(c.base), []byte(c.ours), []byte(c.theirs), Options{})
			if string(r.Content) != c.want || len(r.Conflicts) > 0 {
				t.Errorf("%d conflicts, have\n%s\nwant\n%s", len(r.Conflicts), r.Content, c.want)
			}
		})
	}
}

func TestCommaStyle(t *testing.T) {
	for _, c := range []struct {
		name, src, style string
		trailing         bool
	}{
		{"empty", "o = {}\n", "", false},
		{"one key shows nothing", "o = {\n  a = 1\n}\n", "", false},
		{"one with a comma", "o = {\n  a = 1,\n}\n", "yes", true},
		{"two with a comma between", "o = { a = 1, b = 1 }\n", "yes", false},
		{"two without", "o = {\n  a = 1\n  b = 1\n}\n", "no", false},
		{"a comment at the end is no key", "o = {\n  a = 1,\n  # end\n}\n", "yes", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := &frame{model: group(t, c.src).Items[0].Value.SoleGroup()}
			if style, trailing := f.commaStyle(); style != c.style || trailing != c.trailing {
				t.Errorf("%q, %v, want %q, %v", style, trailing, c.style, c.trailing)
			}
		})
	}
}
