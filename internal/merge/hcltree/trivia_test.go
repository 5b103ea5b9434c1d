package hcltree

import (
	"fmt"
	"slices"
	"testing"
)

func TestCommentsBelongToWhatTheyStandOn(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"above", "# why\na = 1\n", "(attribute a 1 ^why)"},
		{"two lines above", "# one\n# two\na = 1\n", "(attribute a 1 ^one ^two)"},
		{"behind", "a = 1 # why\n", "(attribute a 1 >why)"},
		{"behind, at the end of the file", "a = 1 # why", "(attribute a 1 >why)"},
		{"above and behind", "# x\na = 1 # y\n", "(attribute a 1 ^x >y)"},
		{"above a block", "# why\nx {}\n", "(block x (body) ^why)"},
		{"behind the opening brace", "x { # why\n  a = 1\n}\n", "(block x (body >why (attribute a 1)))"},
		{"behind the closing brace", "x {\n} # why\n", "(block x (body) >why)"},
		{"with another mark", "// why\na = 1 /* so */\n", "(attribute a 1 ^why >/* so */)"},
		{"above a list item", "a = [\n  # why\n  1, # so\n]\n", "(attribute a (tuple (element 1 ^why >so)))"},
		{"above a key", "a = {\n  # why\n  b = 1 # so\n}\n", `(attribute a (object (entry "b" 1 ^why >so)))`},
		{"on several lines", "/*\n  one\n  two\n*/\na = 1\n", "(attribute a 1 ^/*\none\ntwo\n*/)"},
	} {
		t.Run(c.name, func(t *testing.T) { checkOutline(t, c.src, c.want) })
	}
}

func TestCommentsThatAreItems(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"before a blank line", "# why\n\na = 1\n", "(comment why) (attribute a 1)"},
		{"two, with a blank line between", "# x\n\n# y\na = 1\n", "(comment x) (attribute a 1 ^y)"},
		{"at the end of a file", "a = 1\n# end\n", "(attribute a 1) (comment end)"},
		{"at the end of a block", "x {\n  a = 1\n  # end\n}\n", "(block x (body (attribute a 1) (comment end)))"},
		{"at the end of a list", "a = [\n  1,\n  # end\n]\n", "(attribute a (tuple (element 1) (comment end)))"},
		{"in an empty block", "x {\n  # todo\n}\n", "(block x (body (comment todo)))"},
		{"alone in a file", "# nothing yet\n", "(comment nothing yet)"},
		{"commented-out code", "# b = 2\na = 1\n", "(comment b = 2) (attribute a 1)"},
		{"a commented-out block", "# x {\n#   a = 1\n# }\na = 1\n", "(comment x { | a = 1 | }) (attribute a 1)"},
	} {
		t.Run(c.name, func(t *testing.T) { checkOutline(t, c.src, c.want) })
	}
}

func checkOutline(t *testing.T, src, want string) {
	t.Helper()
	if have := outline(must(t, src).Items); have != want {
		t.Errorf("have %s\nwant %s", have, want)
	}
}

func TestCommentText(t *testing.T) {
	for raw, want := range map[string]string{
		"# why\n": "why", "  #why  \n": "why", "// why\n": "why", "/// why\n": "why", "## why\n": "# why",
		"#\n": "#", "//\n": "//", "# \n": "#", "/* why */": "/* why */", "/*\n   a\n  b */": "/*\na\nb */",
	} {
		t.Run(raw, func(t *testing.T) {
			if have := commentText(raw); have != want {
				t.Errorf("%q, want %q", have, want)
			}
		})
	}
}

func TestLooksLikeCode(t *testing.T) {
	for text, want := range map[string]bool{
		"a = 1": true, `"a" = 1`: true, "x {": true, "}": true, "]": true, "a = [": true, `resource "a" "b" {`: true,
		"": false, "why": false, "see the docs (here)": false, "a list of things: [a, b]. And more: [": false,
		"it's = to that": false, "the count = 3": false, "=": false, "a =": false, "= 1": false,
	} {
		t.Run(text, func(t *testing.T) {
			if looksLikeCode(text) != want {
				t.Errorf("%q: %v", text, !want)
			}
		})
	}
}

func TestIsCode(t *testing.T) {
	items := must(t, "# b = 2\n\n# why\n\na = 1\n").Items
	for i, want := range []bool{true, false, false} {
		if items[i].IsCode() != want {
			t.Errorf("item %d is code: %v", i, !want)
		}
	}
}

// The white space of an item, piece by piece.
func TestWhiteSpace(t *testing.T) {
	src := "\n\n  # why\n  a   = [ 1 ,2]  # so\n\n\n\tb=1"
	f := must(t, src)
	pieces := func(it *Item) []string {
		return []string{it.Blank, it.Lead.Raw(), it.Indent, it.Head, it.Value.Raw, it.Comma, it.Trail, it.EOL}
	}
	for i, want := range [][]string{
		{"\n\n", "  # why\n", "  ", "a   = ", "[ 1 ,2]", "", "  # so", "\n"},
		{"\n\n", "", "\t", "b=", "1", "", "", ""},
	} {
		if have := pieces(f.Items[i]); !slices.Equal(have, want) {
			t.Errorf("have %q\nwant %q", have, want)
		}
	}
	list := f.Items[0].Value.SoleGroup()
	if have := fmt.Sprintf("%q %q %q %q", list.Open, list.Items[0].Indent, list.Items[0].Comma, list.Items[1].Indent); have != `"[" " " " ," ""` {
		t.Errorf("in the list: %s", have)
	}
}

func TestRows(t *testing.T) {
	type flags struct{ OwnRow, First, OneLine bool }
	f := must(t, "a = [1, 2]\nb = [\n  1,\n  2, 3\n]\n")
	list := func(i int) []*Item { return f.Items[i].Value.SoleGroup().Items }
	for name, c := range map[string]struct {
		it   *Item
		want flags
	}{
		"first of the file":     {f.Items[0], flags{OwnRow: true, First: true}},
		"second of the file":    {f.Items[1], flags{OwnRow: true}},
		"first on one line":     {list(0)[0], flags{First: true, OneLine: true}},
		"second on one line":    {list(0)[1], flags{OneLine: true}},
		"first on several":      {list(1)[0], flags{OwnRow: true, First: true}},
		"behind another on one": {list(1)[2], flags{}},
	} {
		t.Run(name, func(t *testing.T) {
			if have := (flags{c.it.OwnRow, c.it.First, c.it.OneLine}); have != c.want {
				t.Errorf("have %+v, want %+v", have, c.want)
			}
		})
	}
}
