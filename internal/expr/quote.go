package expr

import (
	"fmt"
	"strings"
	"unicode"
)

// Quote returns s as a quoted HCL string that evaluates to s and nothing else:
// template sequences, quotes, line breaks and whatever does not show on a
// screen are escaped.
//
//	Quote(`a "b" ${c}`) = "a \"b\" $${c}"
func Quote(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 2)
	b.WriteByte('"')
	escapeInto(&b, s, false)
	b.WriteByte('"')
	return b.String()
}

// QuotePart is the inside of [Quote], safe between any other text of the same
// string: a leading { cannot complete a template sequence begun before it, nor
// a trailing $ or % begin one.
func QuotePart(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	escapeInto(&b, s, true)
	return b.String()
}

// escapeInto writes s with HCL's escapes. part guards both ends, see QuotePart.
func escapeInto(b *strings.Builder, s string, part bool) {
	last := '"' // the character before; at the start, the quote
	for i, r := range s {
		rest := s[i:]
		hide := !unicode.IsPrint(r) || unicode.Is(unicode.M, r) && !carries(last) || part && i == 0 && r == '{'
		if last = r; hide {
			last = 0
		}
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '$' || r == '%':
			escapeIntroducer(b, r, rest[1:], part)
		case !hide:
			b.WriteRune(r)
		case r < 0x10000:
			fmt.Fprintf(b, `\u%04x`, r)
		default:
			fmt.Fprintf(b, `\U%08x`, r)
		}
	}
}

// carries reports whether a combining mark may stand behind r: not where it
// would be drawn over a quote, a $ or a character that is itself escaped.
func carries(r rune) bool {
	return unicode.IsPrint(r) && (r > unicode.MaxASCII || unicode.IsLetter(r) || unicode.IsDigit(r))
}

// escapeIntroducer writes $ or %. Before a brace it is doubled; in a run of them
// that ends before a brace, or part's end, the others are spelled out, because
// the scanner takes the first pair of $$${ for the escape.
func escapeIntroducer(b *strings.Builder, r rune, after string, part bool) {
	run := strings.TrimLeft(after, "$%")
	switch {
	case strings.HasPrefix(after, "{"):
		b.WriteRune(r)
		b.WriteRune(r)
	case part && run == "", run != after && strings.HasPrefix(run, "{"):
		fmt.Fprintf(b, `\u%04x`, r)
	default:
		b.WriteRune(r)
	}
}
