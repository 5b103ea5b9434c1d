package main

import (
	"fmt"
	"strings"
)

// table builds a Markdown table.
type table struct {
	b       strings.Builder
	columns int
}

func newTable(columns ...string) *table {
	t := &table{columns: len(columns)}
	t.row(columns...)
	t.b.WriteString(strings.Repeat("|---", t.columns) + "|\n")
	return t
}

func (t *table) row(cells ...string) {
	for _, c := range cells {
		c = strings.ReplaceAll(strings.ReplaceAll(c, "|", `\|`), "\n", "<br>")
		fmt.Fprintf(&t.b, "| %s ", c)
	}
	t.b.WriteString("|\n")
}

func (t *table) String() string { return t.b.String() }

// code is text as inline code.
func code(s string) string {
	if s == "" {
		return ""
	}
	if strings.Contains(s, "`") {
		return "`` " + s + " ``"
	}
	return "`" + s + "`"
}

// codes is a list as inline code, separated by commas.
func codes(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = code(s)
	}
	return strings.Join(out, ", ")
}

// fence is a block of code.
func fence(language, text string) string {
	return "```" + language + "\n" + strings.TrimRight(text, "\n") + "\n```\n"
}

// words is plain text for a Markdown page: no HTML and no emphasis comes of it.
func words(s string) string {
	return strings.NewReplacer("<", "&lt;", "*", `\*`).Replace(s)
}

// sentence ends s with a full stop.
func sentence(s string) string {
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}
