package hclmerge

import "strings"

// output is a part of a result that may be written with markers or for either
// side: a merge is decided once, and written as often as it is needed.
type output interface{ write(w *writer) }

// text is output without a conflict.
type text string

// seq is one output behind the other.
type seq []output

// Sides in the order in which triples list them.
const (
	base = iota
	ours
	theirs
)

// conflict is one thing that both sides changed differently. Each alternative is
// whole lines; an empty one means that the side has nothing there.
type conflict struct {
	where string
	alts  [3]string
}

// topItem is a top-level item that both sides had a hand in.
type topItem struct {
	whole   output
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
	found := writtenConflict{Conflict{Address: c.where, Base: c.alts[base], Ours: c.alts[ours], Theirs: c.alts[theirs]}, w.Len()}
	w.conflicts = append(w.conflicts, found)
	for _, line := range w.options.Lines([]string{c.alts[base]}, []string{c.alts[ours]}, []string{c.alts[theirs]}) {
		w.WriteString(line)
	}
}

func (f *topItem) write(w *writer) {
	if f.clashes && w.options.Conflict == Markers {
		f.whole.write(w)
		return
	}
	inner := writer{options: w.options}
	f.whole.write(&inner)
	for _, c := range inner.conflicts {
		c.at += w.Len()
		w.conflicts = append(w.conflicts, c)
	}
	w.WriteString(formatLike(inner.String(), f.raw))
}

// writer collects the bytes of a result.
type writer struct {
	strings.Builder
	options   Options
	conflicts []writtenConflict
}

// writtenConflict is a conflict and its offset in the result.
type writtenConflict struct {
	Conflict
	at int
}

// writeOut writes all of a result. Lines are counted when everything is written.
func writeOut(n output, options Options) (string, []Conflict) {
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
