package expr

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// writeObject writes one item a line, sorted by key. Like `terraform fmt` it
// aligns the = of neighbouring items that take one line each; an item of
// several lines has a single space and parts the neighbours.
func writeObject(b *strings.Builder, v cty.Value, depth int, oneLine bool) {
	items := v.AsValueMap()
	if len(items) == 0 {
		b.WriteString("{}")
		return
	}
	keys := make([]string, 0, len(items))
	for key := range items {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	if oneLine {
		writeObjectLine(b, keys, items)
		return
	}
	b.WriteByte('{')
	for start := 0; start < len(keys); {
		end, width := alignedRun(keys, items, start)
		for ; start < end; start++ {
			newline(b, depth+1)
			text := objectKey(keys[start])
			b.WriteString(text)
			if pad := width - keyWidth(text); pad > 0 {
				b.WriteString(strings.Repeat(" ", pad))
			}
			b.WriteString(" = ")
			writeLiteral(b, items[keys[start]], depth+1, false)
		}
	}
	newline(b, depth)
	b.WriteByte('}')
}

func writeObjectLine(b *strings.Builder, keys []string, items map[string]cty.Value) {
	b.WriteString("{ ")
	for i, key := range keys {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(objectKey(key))
		b.WriteString(" = ")
		writeLiteral(b, items[key], 0, true)
	}
	b.WriteString(" }")
}

// alignedRun returns where the run of one-line items that starts at start
// ends, and the width of its longest key; for a multi-line item, itself and 0.
func alignedRun(keys []string, items map[string]cty.Value, start int) (end, width int) {
	if isMultiLine(items[keys[start]]) {
		return start + 1, 0
	}
	for end = start; end < len(keys) && !isMultiLine(items[keys[end]]); end++ {
		width = max(width, keyWidth(objectKey(keys[end])))
	}
	return end, width
}

// keyWidth counts a key's columns as terraform fmt does: what a reader sees as
// one character is one, but never together with the quote before it.
func keyWidth(key string) int {
	inner, quoted := strings.CutPrefix(key, `"`)
	if !quoted || utf8.RuneCountInString(key) == len(key) {
		return len(key)
	}
	count, err := stdlib.Strlen(cty.StringVal(strings.TrimSuffix(inner, `"`)))
	if err != nil {
		return len(key)
	}
	n, _ := count.AsBigFloat().Int64()
	return int(n) + 2
}

// objectKey writes a key bare where no reader and no parser could take it for
// anything else: `for` would begin a for expression.
func objectKey(key string) string {
	switch key {
	case "for", "true", "false", "null":
		return Quote(key)
	}
	if isIdentifier(key) {
		return key
	}
	return Quote(key)
}

// isIdentifier is narrower than hclsyntax.ValidIdentifier: ASCII only, so that
// look-alike letters never stand unquoted.
func isIdentifier(s string) bool {
	for i, r := range s {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r == '_' && i > 0:
		case i > 0 && (r >= '0' && r <= '9' || r == '-'):
		default:
			return false
		}
	}
	return s != ""
}
