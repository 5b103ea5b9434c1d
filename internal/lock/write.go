package lock

import (
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

const (
	header      = "# Written by scaffold; do not edit. It records what was last rendered here.\n"
	versionLine = "lock_version = "
	unitLine    = "unit         = "
	filesLine   = "  files = {"
)

// Bytes returns the lock file's text.
func (l *Lock) Bytes() []byte {
	var b strings.Builder
	b.WriteString(header + versionLine + strconv.Itoa(Version) + "\n")
	if l.Unit != "" {
		b.WriteString(unitLine + expr.Quote(l.Unit) + "\n")
	}
	for _, block := range l.Blocks {
		b.WriteString("\n" + blockLine(block.Environment) + "\n" + block.head)
		files := make(map[string]cty.Value, len(block.Files))
		for name, id := range block.Files {
			files[name] = cty.StringVal(id)
		}
		writeMap(&b, "files", files)
		if block.Stale {
			b.WriteString("  stale = true\n")
		}
		b.WriteString("}\n")
	}
	return []byte(b.String())
}

func blockLine(environment string) string {
	if environment == "" {
		return `render "unit" {`
	}
	return `render "environment" ` + expr.Quote(environment) + " {"
}

func headText(ref spec.PackRef, digest string, context, inputs map[string]cty.Value) string {
	var b strings.Builder
	b.WriteString("  pack        = " + expr.Quote(ref.String()) + "\n")
	b.WriteString("  pack_digest = " + expr.Quote(digest) + "\n")
	writeMap(&b, "context", context)
	writeMap(&b, "inputs", inputs)
	return b.String()
}

// writeMap writes one value a line, sorted, laid out as terraform fmt does.
func writeMap(b *strings.Builder, name string, values map[string]cty.Value) {
	// An empty map takes two lines as well, so that no `=` is aligned with it.
	b.WriteString("  " + name + " = {\n")
	names := make([]string, 0, len(values))
	width := 0
	for key := range values {
		names = append(names, key)
		width = max(width, utf8.RuneCountInString(quoteKey(key)))
	}
	sort.Strings(names)
	for _, key := range names {
		quoted := quoteKey(key)
		b.WriteString("    " + quoted + strings.Repeat(" ", width-utf8.RuneCountInString(quoted)) + " = " + expr.LiteralLine(values[key]) + "\n")
	}
	b.WriteString("  }\n")
}

// quoteKey leaves identifiers bare, as terraform fmt does.
func quoteKey(key string) string {
	if isIdentifier(key) {
		return key
	}
	return expr.Quote(key)
}

// isIdentifier is hclsyntax.ValidIdentifier for ASCII, without its scanner.
func isIdentifier(s string) bool {
	for i, c := range []byte(s) {
		letter := c == '_' || (c|0x20 >= 'a' && c|0x20 <= 'z')
		if !letter && (i == 0 || (c != '-' && (c < '0' || c > '9'))) {
			return false
		}
	}
	return s != ""
}
