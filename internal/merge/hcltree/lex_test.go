package hcltree

import (
	"strings"
	"testing"
)

// Tokens stand where their bytes do, and nothing but blanks between them.
func TestTokens(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"attribute", "a = 1\n", "a|=|1|\n"},
		{"letters of several bytes", "ä = \"ö\" # ü\n", "ä|=|\"|ö|\"|# ü\n"},
		{"CRLF", "a = 1\r\n", "a|=|1|\r\n"},
		{"a comment ends its line", "# x\na = 1", "# x\n|a|=|1"},
		{"but not one of several lines", "/* x */\n", "/* x */|\n"},
		{"heredoc", "a = <<E\nx\nE\n", "a|=|<<E\n|x\n|E|\n"},
		{"nothing", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			tokens, ok := lex(c.src)
			if !ok {
				t.Fatal("refused")
			}
			var have []string
			end := 0
			for _, tok := range tokens {
				if strings.Trim(c.src[end:tok.start], " \t") != "" {
					t.Errorf("%q is in no token", c.src[end:tok.start])
				}
				have, end = append(have, c.src[tok.start:tok.end]), tok.end
			}
			if s := strings.Join(have, "|"); s != c.want {
				t.Errorf("%q, want %q", s, c.want)
			}
		})
	}
}

func TestBalanced(t *testing.T) {
	for src, want := range map[string]bool{
		"": true, "a = [1, { b = f(\"${c}\") }]\n": true, "a = <<E\n${b}\nE\n": true,
		"a = [1\n": false, "a = 1]\n": false, "}{\n": false,
		"a = (1]\n": true, // which bracket closes which is for the parser
	} {
		t.Run(src, func(t *testing.T) {
			tokens, _ := scan(src, 0, nil)
			if balanced(tokens) != want {
				t.Errorf("%q: %v", src, !want)
			}
		})
	}
}

// Tokens of a part of a file are counted from the beginning of the file.
func TestScanCountsFromTheFile(t *testing.T) {
	first, _ := scan("a = 1\n", 0, nil)
	both, ok := scan("b = 2\n", 6, first)
	whole, _ := scan("a = 1\nb = 2\n", 0, nil)
	if !ok || len(both) != len(whole) {
		t.Fatalf("%d tokens, not %d", len(both), len(whole))
	}
	for i := range whole {
		if both[i] != whole[i] {
			t.Errorf("token %d is %+v, not %+v", i, both[i], whole[i])
		}
	}
}
