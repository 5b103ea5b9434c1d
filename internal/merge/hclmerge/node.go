package hclmerge

import "strings"

// What a merge produces is a tree of nodes, so that one merge can be written
// with markers or for either side.

type node interface{ write(w *writer) }

type text string

type seq []node

// Sides in the order in which triples list them.
const (
	base = iota
	ours
	theirs
)

// conflict is a place that both sides changed differently. Each alternative is
// whole lines; an empty one means that the side has nothing there.
type conflict struct {
	where string
	alts  [3]string
}

// formatted is a top-level item that both sides had a hand in.
type formatted struct {
	node    node
	clashes bool // a conflict is inside
	raw     [3]string
}

func (t text) write(w *writer) { w.WriteString(string(t)) }

func (s seq) write(w *writer) {
	for _, n := range s {
		n.write(w)
	}
}

func (c *conflict) write(w *writer) {
	found := placed{Conflict{Address: c.where, Base: c.alts[base], Ours: c.alts[ours], Theirs: c.alts[theirs]}, w.Len()}
	w.conflicts = append(w.conflicts, found)
	for _, line := range w.options.Lines([]string{c.alts[base]}, []string{c.alts[ours]}, []string{c.alts[theirs]}) {
		w.WriteString(line)
	}
}

func (f *formatted) write(w *writer) {
	if f.clashes && w.options.Conflict == Markers {
		f.node.write(w)
		return
	}
	inner := writer{options: w.options}
	f.node.write(&inner)
	for _, c := range inner.conflicts {
		c.at += w.Len()
		w.conflicts = append(w.conflicts, c)
	}
	w.WriteString(tidy(inner.String(), f.raw))
}

// writer collects the bytes of a result.
type writer struct {
	strings.Builder
	options   Options
	conflicts []placed
}

// placed is a conflict and its offset in the result.
type placed struct {
	Conflict
	at int
}

// render writes a tree. Lines are counted when everything is written.
func render(n node, options Options) (string, []Conflict) {
	w := writer{options: options}
	n.write(&w)
	out := w.String()
	found := make([]Conflict, 0, len(w.conflicts))
	line, done := 1, 0
	for _, c := range w.conflicts {
		at := min(c.at, len(out))
		line += strings.Count(out[done:at], "\n")
		done = at
		c.Line = line
		found = append(found, c.Conflict)
	}
	return out, found
}
