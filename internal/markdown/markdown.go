// Package markdown builds the pieces of Markdown pages that are made from code:
// tables, inline code, and text of which neither HTML nor emphasis comes.
package markdown

import (
	"fmt"
	"strings"
)

// Table builds a Markdown table.
type Table struct {
	b       strings.Builder
	columns int
}

// NewTable returns a table with its header.
func NewTable(columns ...string) *Table {
	t := &Table{columns: len(columns)}
	t.Row(columns...)
	t.b.WriteString(strings.Repeat("|---", t.columns) + "|\n")
	return t
}

// Row adds a row.
func (t *Table) Row(cells ...string) {
	for _, c := range cells {
		c = strings.ReplaceAll(strings.ReplaceAll(c, "|", `\|`), "\n", "<br>")
		fmt.Fprintf(&t.b, "| %s ", c)
	}
	t.b.WriteString("|\n")
}

// String is the table's text.
func (t *Table) String() string { return t.b.String() }

// Code is text as inline code.
func Code(s string) string {
	if s == "" {
		return ""
	}
	if strings.Contains(s, "`") {
		return "`` " + s + " ``"
	}
	return "`" + s + "`"
}

// Codes is a list as inline code, separated by commas.
func Codes(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = Code(s)
	}
	return strings.Join(out, ", ")
}

// Fence is a block of code.
func Fence(language, text string) string {
	return "```" + language + "\n" + strings.TrimRight(text, "\n") + "\n```\n"
}

// Words is plain text for a Markdown page: no HTML and no emphasis comes of it.
func Words(s string) string {
	return strings.NewReplacer("<", "&lt;", "*", `\*`).Replace(s)
}

// Sentence ends s with a full stop.
func Sentence(s string) string {
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}
