package render

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// hostile are texts that mean something to one of the languages we write. Every
// fuzz test starts from them, so a plain `go test` runs them all.
var hostile = []string{
	"", " ", "a", "service-a", "it's \"quoted\"", "`date`", "$(date)", "$HOME", "${HOME}", "$",
	`${file("/etc/passwd")}`, `$${x}`, `$$${x}`, `$$$${x}`, `%{ if true }a%{ endif }`, `%%{x}`, `%`, `$%{`, `%${x}`, `{x}`, `${`, `%{`, `$%$%{`,
	"${{ github.token }}", "a ${{ 'b' }} c", "${{", "$${{ x }}", "}}", "'${{'", "${{ '${{' }}", "{{ x }}", "{% x %}",
	"<% .x %>", "<%- .x -%>", "%>", "<script>alert(1)</script>", "<!-- x -->", "&amp;", "a & b < c > d",
	"\\", "a\\", "a\\\\", "\\n", "\\\"", "\\u0041", "\\U00000041", "'", "''", "'\\''", "\"", "\"\"",
	"two\nlines", "\n", "a\n", "\na", "a\n\nb\n", "a\r\nb", "\r", "tab\there", "\t", " lead", "trail ",
	"\x00", "\x01", "\x1b[31m", "\x7f", "\u0085", "\u00a0", "\u00ad", "\u2028", "\u2029", "\ufeff", "\ufeffa", "\ufffd", "\ufffe", "\uffff",
	"a\u202eb", "\u2066x\u2069", "\u200e", "\u061c", "\u200b", "\u200d", "\u2060", "\U000e0041", "\U000f0000", "\U0010ffff",
	"😀", "👩‍👩‍👧", "🇩🇪", "é", "e\u0301", "\u0301", "\u0338", "가", "\u1112\u1161\u11ab", "ﬁ", "Å", "日本語", "עברית",
	"no", "No", "yes", "on", "off", "true", "null", "~", "1e3", "0x1F", "0o17", "017", "1_000", ".inf", ".nan", "12:30:45", "2001-01-01", "=", "<<", "!!int 1", "&a", "*a",
	"a: b", "- a", "a #b", "#", "---", "...", "[a]", "{a: b}", "? a", "| x", "> x", "@a", "%YAML 1.2", "key:",
	"# h", "1. a", "1) a", "+ a", "* a *", "_a_", "**b**", "~~s~~", "[a](b)", "![a](b)", "[^1]", "| a | b |", "http://example.com", "https://example.com/a_b",
	"www.example.com", "a@example.com", "@someone", "#12", "mailto:a@b.c", "$x$", "===", "    code", "a  \nb", "`", "```", "<https://a.b>", "12.", "1986\\. x", ":smile:",
	"for", "null", "a b", "a.b", "a-b", "-", "_", "1a", "EOT", "<<EOT\nx\nEOT", "/* x", "*/", "//", "; rm -rf /", "&& x", "| sh", "> f", "!x", "*", "?", "[a-z]",
	strings.Repeat("x", 300), strings.Repeat("a ", 200), strings.Repeat("é", 120),
}

// seed adds the hostile texts to a fuzz test.
func seed(f *testing.F) {
	f.Helper()
	for _, s := range hostile {
		f.Add(s)
	}
}

// call runs a helper that takes one value and returns text.
func call(t *testing.T, name string, v any) string {
	t.Helper()
	out, err := callErr(name, v)
	if err != nil {
		t.Fatalf("%s %q: %v", name, v, err)
	}
	return out
}

func callErr(name string, v any) (string, error) {
	return Helpers()[name].(func(any) (string, error))(v)
}

// refusesBadUTF8 reports whether s is not UTF-8, in which case every helper
// must refuse it.
func refusesBadUTF8(t *testing.T, name, s string) bool {
	t.Helper()
	if utf8.ValidString(s) {
		return false
	}
	if out, err := callErr(name, s); err == nil {
		t.Fatalf("%s took the bytes %q and gave %q", name, s, out)
	}
	return true
}

// visible fails if out holds a character that does not show on a screen.
func visible(t *testing.T, out string) {
	t.Helper()
	for _, r := range out {
		if !unicode.IsPrint(r) && r != '\n' {
			t.Fatalf("%q holds %U", out, r)
		}
	}
}
