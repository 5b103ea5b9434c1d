package render

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// quoteYAML writes a value for the right of a YAML key or dash. Strings are
// always quoted, so that no, null, 1e3 or 2001-01-01 stay text under every YAML
// version; lists and maps come out in flow style.
//
//	region: <% yaml .region %>   us-east-1   →   region: "us-east-1"
//	paths: <% yaml .paths %>     a, b        →   paths: ["a", "b"]
func quoteYAML(v any) (string, error) {
	var b strings.Builder
	err := writeData(&b, v, inYAML)
	return b.String(), err
}

// quoteJSON writes a value as JSON on one line, keys sorted. <, > and & stay
// as they are; what does not show on a screen is escaped.
//
//	<% json .tags %>   a: ["x"]   →   {"a": ["x"]}
func quoteJSON(v any) (string, error) {
	var b strings.Builder
	err := writeData(&b, v, inJSON)
	return b.String(), err
}

// quoteGitHub writes text as a quoted YAML string in which GitHub Actions
// evaluates expressions, so that ${{ stays text there. Where Actions evaluates
// nothing (names of branches, paths), use yaml. It does not make text safe in a
// run: script; pass it through env: instead.
//
//	NAME: <% ghtext .name %>   a ${{ b }}   →   NAME: "a ${{ '${{' }} b }}"
func quoteGitHub(v any) (string, error) {
	s, err := text(v)
	if err != nil {
		return "", err
	}
	return quoteYAML(strings.ReplaceAll(s, "${{", "${{ '${{' }}"))
}

// dialect is where JSON and YAML differ for us.
type dialect struct {
	escape   func(*strings.Builder, rune) // of a character above U+FFFF
	keyLimit int                          // of a key as written, in bytes; 0 is none
}

// YAML looks for the colon behind a key for no more than 1024 characters.
var (
	inYAML = dialect{escape: escapeYAML, keyLimit: 1000}
	inJSON = dialect{escape: escapeJSON}
)

// writeData writes v in the part of JSON that is YAML 1.1 and 1.2 as well.
func writeData(b *strings.Builder, v any, as dialect) error {
	switch v := v.(type) {
	case nil:
		b.WriteString("null")
	case bool:
		b.WriteString(strconv.FormatBool(v))
	case string:
		return writeText(b, v, as)
	case float64:
		return writeFloat(b, v)
	case []any:
		return writeList(b, v, as)
	case []string:
		return writeList(b, v, as)
	case map[string]any:
		return writeMap(b, v, as)
	case map[string]string:
		return writeMap(b, v, as)
	default:
		n, ok := integer(v)
		if !ok {
			return fmt.Errorf("%s cannot be written as data", kindOf(v))
		}
		b.WriteString(strconv.FormatInt(n, 10))
	}
	return nil
}

func writeList[T any](b *strings.Builder, items []T, as dialect) error {
	b.WriteByte('[')
	for i, item := range items {
		if i > 0 {
			b.WriteString(", ")
		}
		if err := writeData(b, item, as); err != nil {
			return fmt.Errorf("[%d]: %w", i, err)
		}
	}
	b.WriteByte(']')
	return nil
}

func writeMap[T any](b *strings.Builder, items map[string]T, as dialect) error {
	keys := make([]string, 0, len(items))
	for key := range items {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	b.WriteByte('{')
	for i, key := range keys {
		if i > 0 {
			b.WriteString(", ")
		}
		start := b.Len()
		if err := writeText(b, key, as); err != nil {
			return err
		}
		if as.keyLimit > 0 && b.Len()-start > as.keyLimit {
			return fmt.Errorf("a key of %d characters is too long", len(key))
		}
		b.WriteString(": ")
		if err := writeData(b, items[key], as); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	b.WriteByte('}')
	return nil
}

func writeText(b *strings.Builder, s string, as dialect) error {
	if !utf8.ValidString(s) {
		return fmt.Errorf("the text %q is not valid UTF-8", s)
	}
	b.WriteByte('"')
	for _, r := range s {
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
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r < 0x10000:
			fmt.Fprintf(b, `\u%04x`, r)
		default:
			as.escape(b, r)
		}
	}
	b.WriteByte('"')
	return nil
}

// escapeYAML and escapeJSON escape a character above U+FFFF: YAML has no
// surrogate pairs, JSON nothing else.
func escapeYAML(b *strings.Builder, r rune) { fmt.Fprintf(b, `\U%08x`, r) }

func escapeJSON(b *strings.Builder, r rune) {
	high, low := utf16.EncodeRune(r)
	fmt.Fprintf(b, `\u%04x\u%04x`, high, low)
}

// writeFloat keeps the point and the exponent's sign, without which YAML 1.1
// takes 1e30 for text.
func writeFloat(b *strings.Builder, f float64) error {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return fmt.Errorf("%v is not a number that can be written", f)
	}
	if f == 0 {
		f = 0 // -0
	}
	s := strconv.FormatFloat(f, 'g', -1, 64)
	mantissa, exponent, scientific := strings.Cut(s, "e")
	if scientific && !strings.Contains(mantissa, ".") {
		mantissa += ".0"
	}
	b.WriteString(mantissa)
	if scientific {
		b.WriteString("e" + exponent)
	}
	return nil
}
