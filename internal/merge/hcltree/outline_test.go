package hcltree

import (
	"fmt"
	"strings"
	"testing"
)

// outline writes a tree down in one line: what is what, and which comments belong
// to it. ^ is a comment above, > one behind.
func outline(items []*Item) string {
	out := make([]string, 0, len(items))
	for _, it := range items {
		out = append(out, it.outline())
	}
	return strings.Join(out, " ")
}

func (it *Item) outline() string {
	var b strings.Builder
	switch it.Kind {
	case ItemComment:
		return "(comment " + strings.Join(it.Lead.Texts(), " | ") + ")"
	case ItemAttribute:
		b.WriteString("(attribute " + it.Key)
	case ItemBlock:
		b.WriteString("(block " + it.Type)
		for _, label := range it.Labels {
			fmt.Fprintf(&b, " %q", label)
		}
	case ItemEntry:
		fmt.Fprintf(&b, "(entry %q", it.Key)
	case ItemElement:
		b.WriteString("(element")
	}
	if it.Value != nil {
		b.WriteString(" " + it.Value.outline())
	}
	if it.Body != nil {
		b.WriteString(" " + it.Body.outline())
	}
	for _, text := range it.Lead.Texts() {
		b.WriteString(" ^" + text)
	}
	if it.Note.Text != "" {
		b.WriteString(" >" + it.Note.Text)
	}
	return b.String() + ")"
}

func (e *Expr) outline() string {
	var out []string
	for _, p := range e.Parts {
		if p.Group == nil {
			out = append(out, strings.Join(strings.Fields(p.Text), " "))
			continue
		}
		out = append(out, p.Group.outline())
	}
	return strings.Join(out, " ")
}

func (g *Group) outline() string {
	kind := [...]string{"body", "object", "tuple", "args", "paren", "for", "interp", "heredoc"}[g.Kind]
	if g.Name != "" {
		kind += " of " + g.Name
	}
	var in []string
	if g.Note.Text != "" {
		in = append(in, ">"+g.Note.Text)
	}
	switch {
	case g.Kind == GroupHeredoc:
		in = append(in, fmt.Sprintf("%q", strings.Join(g.Lines, "")))
	case g.Inner != nil:
		in = append(in, g.Inner.outline())
	case len(g.Items) > 0:
		in = append(in, outline(g.Items))
	}
	return "(" + strings.Join(append([]string{kind}, in...), " ") + ")"
}

// must parses what a test takes for granted.
func must(t testing.TB, src string) *File {
	t.Helper()
	f, err := Parse(src)
	if err != nil {
		t.Fatalf("%q: %v", src, err)
	}
	return f
}

// valueOf parses `a = SRC` and returns the value.
func valueOf(t testing.TB, src string) *Expr {
	t.Helper()
	return must(t, "a = "+src+"\n").Items[0].Value
}
