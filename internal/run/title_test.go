package run

import "testing"

// TestTitle: the title is where the committed message begins.
func TestTitle(t *testing.T) {
	for message, want := range map[string]string{
		"feat: a":                "feat: a",
		"feat: a\n\nb":           "feat: a",
		"\n \t\nfeat: a \nb":     "feat: a",
		"\r\n\r\nfeat: a\r\n":    "feat: a",
		"":                       "",
		" \n":                    "",
		"# 1 is no comment\nb\n": "# 1 is no comment",
	} {
		if got := Title(message); got != want {
			t.Errorf("the title of %q is %q, want %q", message, got, want)
		}
	}
}
