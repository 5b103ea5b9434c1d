package hcltree

import "strings"

// Source returns the item as it is written, without the blank lines above.
func (it *Item) Source() string {
	return it.Lead.Raw() + it.Indent + it.Raw + it.Comma + it.Trail + it.EOL
}

// Raw returns the lines of comments, as they stand in the file.
func (l Comments) Raw() string {
	var b strings.Builder
	for _, c := range l {
		b.WriteString(c.Raw)
	}
	return b.String()
}

// Texts returns what the comments say, without marks and white space around it.
func (l Comments) Texts() []string {
	out := make([]string, len(l))
	for i, c := range l {
		out[i] = c.Text
	}
	return out
}

// Bytes returns the bytes of the file, put together from the pieces of its tree.
func (f *File) Bytes() []byte {
	var b strings.Builder
	f.write(&b)
	return []byte(b.String())
}

func (g *Group) write(b *strings.Builder) {
	b.WriteString(g.Open)
	for _, line := range g.Lines {
		b.WriteString(line)
	}
	if g.Inner != nil {
		g.Inner.write(b)
	}
	for _, it := range g.Items {
		it.write(b)
	}
	b.WriteString(g.Close)
}

func (it *Item) write(b *strings.Builder) {
	b.WriteString(it.Blank + it.Lead.Raw() + it.Indent + it.Head)
	if it.Value != nil {
		it.Value.write(b)
	}
	if it.Body != nil {
		it.Body.write(b)
	}
	b.WriteString(it.Comma + it.Trail + it.EOL)
}

func (e *Expr) write(b *strings.Builder) {
	for _, p := range e.Parts {
		b.WriteString(p.Gap + p.Text)
		if p.Group != nil {
			p.Group.write(b)
		}
	}
}
