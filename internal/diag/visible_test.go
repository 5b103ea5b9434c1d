package diag

import (
	"strings"
	"testing"
)

func TestQuoted(t *testing.T) {
	for text, want := range map[string]string{
		"plain":                                 "plain",
		" two\r\nlines\u2028and\ta tab ":        "two lines and a tab",
		"token ghp_0123, again ghp_0123":        "token (secret), again (secret)",
		"\x1b[31mred\x1b]0;title\x07\u202eback": `\u001b[31mred\u001b]0;title\u0007\u202eback`,
		"caf\xc3":                               "caf",
		strings.Repeat("é", 600):                strings.Repeat("é", 500) + " …",
		"":                                      "",
	} {
		if got := Quoted(text, "", "ghp_0123"); got != want {
			t.Errorf("%q is quoted as %q, not %q", text, got, want)
		}
	}
}
