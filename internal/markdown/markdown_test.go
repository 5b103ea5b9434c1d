package markdown

import "testing"

// TestTable: a cell stays in its place, whatever it holds.
func TestTable(t *testing.T) {
	table := NewTable("a", "b")
	if want := "| a | b |\n|---|---|\n"; table.String() != want {
		t.Errorf("without rows: %q, not %q", table.String(), want)
	}
	table.Row("x|y", "one\ntwo")
	table.Row("", Code("a|b"))
	if want := "| a | b |\n|---|---|\n| x\\|y | one<br>two |\n|  | `a\\|b` |\n"; table.String() != want {
		t.Errorf("table: %q, not %q", table.String(), want)
	}
}

// TestText: text of packs becomes neither HTML, emphasis nor the end of code.
func TestText(t *testing.T) {
	for name, c := range map[string]struct{ got, want string }{
		"code":                    {Code("a b"), "`a b`"},
		"code with a backquote":   {Code("a`b"), "`` a`b ``"},
		"no code":                 {Code(""), ""},
		"codes":                   {Codes([]string{"a", "b`c", ""}), "`a`, `` b`c ``, "},
		"no codes":                {Codes(nil), ""},
		"a block":                 {Fence("hcl", "a = 1"), "```hcl\na = 1\n```\n"},
		"a block with its ends":   {Fence("", "a\n\nb\n\n"), "```\na\n\nb\n```\n"},
		"words":                   {Words("<b> a*b"), `&lt;b> a\*b`},
		"a sentence":              {Sentence("It is so"), "It is so."},
		"one that has its end":    {Sentence("It is so."), "It is so."},
		"a question":              {Sentence("Who calls?"), "Who calls?"},
		"nothing is no sentence":  {Sentence(""), ""},
		"words that are harmless": {Words("a_b [c](d) `e`"), "a_b [c](d) `e`"},
	} {
		t.Run(name, func(t *testing.T) {
			if c.got != c.want {
				t.Errorf("%q, not %q", c.got, c.want)
			}
		})
	}
}
