package markdown

import "testing"

func TestMarkdown(t *testing.T) {
	table := NewTable("a", "b")
	table.Row("x|y", "one\ntwo")
	if want := "| a | b |\n|---|---|\n| x\\|y | one<br>two |\n"; table.String() != want {
		t.Errorf("table: %q, not %q", table.String(), want)
	}
	for got, want := range map[string]string{
		Code("a`b"):            "`` a`b ``",
		Code(""):               "",
		Words("<b> a*b"):       `&lt;b> a\*b`,
		Sentence("It is so"):   "It is so.",
		Sentence("Who calls?"): "Who calls?",
	} {
		if got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
