package render

import (
	"fmt"
	"strings"
	"unicode"
)

// quoteShell writes text as one word for a POSIX shell. Line breaks and tabs
// are kept; other control characters and those that reorder a line on the
// screen cannot be escaped in single quotes and are refused.
//
//	NAME=<% shell .name %>   it's $(here)   →   NAME='it'\''s $(here)'
func quoteShell(v any) (string, error) {
	s, err := text(v)
	if err != nil {
		return "", err
	}
	for _, r := range s {
		if r != '\n' && r != '\t' && isHidden(r) {
			return "", fmt.Errorf("%U cannot stand in a shell word", r)
		}
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'", nil
}

// quoteComment writes text as one line for behind a comment's "# ": line breaks
// become spaces and what does not show is spelled out. ${{ is parted, for
// comments in a script that GitHub Actions evaluates, and so is a backslash at
// the end, which continues a comment in a Makefile.
//
//	# <% comment .description %>   two\nlines   →   # two lines
func quoteComment(v any) (string, error) {
	s, err := text(v)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, r := range oneLine(s) {
		if unicode.IsPrint(r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	out := strings.ReplaceAll(b.String(), "${{", "$ {{")
	if strings.HasSuffix(out, `\`) {
		out = out[:len(out)-1] + `\u005c`
	}
	return out, nil
}

// quoteMarkdown writes text as inline Markdown that shows just that text on
// GitHub: no link, mention, HTML, code, emphasis, heading, list or table cell
// comes of it. Line breaks become spaces.
//
//	| <% markdown .name %> |   a|b <i>   →   | a\|b &lt;i&gt; |
func quoteMarkdown(v any) (string, error) {
	s, err := text(v)
	if err != nil {
		return "", err
	}
	s = oneLine(s)
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '&':
			b.WriteString("&amp;")
		case r == '@':
			b.WriteString("@<!-- -->") // an e-mail address or a mention ends here
		case strings.ContainsRune("\\`*_{}[]()#|~$^!", r), markdownBlock(s, i, r):
			b.WriteByte('\\')
			b.WriteRune(r)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "&#x%X;", r)
		}
	}
	return b.String(), nil
}

// markdownBlock reports whether r, at i in s, is punctuation that means
// something only where it stands: it begins a list, a rule or an underline, or
// belongs to an address.
func markdownBlock(s string, i int, r rune) bool {
	switch r {
	case '-', '+', '=':
		return i == 0
	case '.':
		before := s[:i]
		return strings.Trim(before, "0123456789") == "" || strings.HasSuffix(strings.ToLower(before), "www")
	case ':':
		return true
	}
	return false
}

// oneLine makes every run of white space one space and trims the ends.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || r == '\u2028' || r == '\u2029'
	}), " ")
}

// isHidden reports whether r is a control character, a line or paragraph
// separator, or one that changes the direction of the text around it.
func isHidden(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp)
}
