package render

import (
	"html"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// FuzzShell gives the word to a real shell, between others.
func FuzzShell(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		word, err := callErr("shell", s)
		if refused := strings.ContainsFunc(s, func(r rune) bool { return r != '\n' && r != '\t' && isHidden(r) }); refused ||
			refusesBadUTF8(t, "shell", s) {
			if err == nil {
				t.Fatalf("took %q", s)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		script := "NAME=" + word + "\nset -- first " + word + " last\nprintf '%s|%s|%s|%s' \"$#\" \"$3\" \"$2\" \"$NAME\"\n"
		out, err := exec.CommandContext(t.Context(), "sh", "-eu", "-c", script).Output()
		if want := "3|last|" + s + "|" + s; err != nil || string(out) != want {
			t.Fatalf("%v\n%s\n%q", err, script, out)
		}
	})
}

// actions is what GitHub makes of a text: every ${{ }} is replaced by its
// value, here of string literals alone.
func actions(t *testing.T, text string) string {
	t.Helper()
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(text, "${{")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		literal := regexp.MustCompile(`^\s*'((?:[^']|'')*)'\s*\}\}`).FindStringSubmatch(rest)
		if literal == nil {
			t.Fatalf("an expression other than a literal: ${{%s", rest)
		}
		out.WriteString(strings.ReplaceAll(literal[1], "''", "'"))
		text = rest[len(literal[0]):]
	}
}

func FuzzGitHub(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		if refusesBadUTF8(t, "ghtext", s) {
			return
		}
		source := "env:\n  TEXT: " + call(t, "ghtext", s) + "\n  LAST: \"1\"\n"
		visible(t, source)
		var got struct{ Env map[string]string }
		if err := yaml.Unmarshal([]byte(source), &got); err != nil {
			t.Fatalf("%v\n%s", err, source)
		}
		if len(got.Env) != 2 || got.Env["LAST"] != "1" || actions(t, got.Env["TEXT"]) != s {
			t.Fatalf("%s\n%q", source, got.Env)
		}
	})
}

func FuzzComment(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		if refusesBadUTF8(t, "comment", s) {
			return
		}
		comment := call(t, "comment", s)
		visible(t, comment)
		if strings.Contains(comment, "\n") || strings.Contains(comment, "${{") || strings.HasSuffix(comment, `\`) {
			t.Fatalf("%q", comment)
		}
		if got := evalHCL(t, "# "+comment+"\nafter = 1 # "+comment+"\n"); len(got) != 1 {
			t.Fatalf("%q: %#v", comment, got)
		}
		var got map[string]any
		if err := yaml.Unmarshal([]byte("# "+comment+"\nafter: 1 # "+comment+"\n"), &got); err != nil || len(got) != 1 {
			t.Fatalf("%q: %v %v", comment, err, got)
		}
	})
}

var (
	markdownEscape  = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])|@<!-- -->|&(lt|gt|amp|#x[0-9A-F]+);")
	markdownSpecial = regexp.MustCompile("[\\\\`*_{}\\[\\]()#|~$^!<>&@:]|^[-+=]|^[0-9]+[.)]|(?i)www\\.")
)

// FuzzMarkdown checks that no character with a meaning is left unescaped, and
// that the text can be read back.
func FuzzMarkdown(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		if refusesBadUTF8(t, "markdown", s) {
			return
		}
		out := call(t, "markdown", s)
		visible(t, out)
		if strings.Contains(out, "\n") {
			t.Fatalf("%q", out)
		}
		if rest := markdownEscape.ReplaceAllString(out, ","); markdownSpecial.MatchString(rest) {
			t.Fatalf("%q leaves %q", s, rest)
		}
		back := markdownEscape.ReplaceAllStringFunc(out, func(escape string) string {
			switch escape[0] {
			case '\\':
				return escape[1:]
			case '@':
				return "@"
			}
			return unescapeHTML(escape)
		})
		if back != oneLine(s) {
			t.Fatalf("%q reads %q, want %q", out, back, oneLine(s))
		}
	})
}

// unescapeHTML is html.UnescapeString without its treatment of the numbers that
// HTML maps to other characters.
func unescapeHTML(escape string) string {
	if digits, ok := strings.CutPrefix(escape, "&#x"); ok {
		var r rune
		for _, c := range strings.TrimSuffix(digits, ";") {
			r = r*16 + rune(strings.IndexRune("0123456789ABCDEF", c))
		}
		return string(r)
	}
	return html.UnescapeString(escape)
}
