package hclmerge

import (
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/linemerge"
)

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

// write leaves out of the conflict what both sides have. Of what one side deleted,
// the other shows all, and base what that one changed.
func (c *conflict) write(w *writer) {
	above, b, o, t, below := linemerge.Agreed(linemerge.Split(c.alts[base]), linemerge.Split(c.alts[ours]), linemerge.Split(c.alts[theirs]))
	switch {
	case c.alts[ours] == "":
		b = changedLines(b, t)
	case c.alts[theirs] == "":
		b = changedLines(b, o)
	}
	w.lines(above)
	found := Conflict{Address: c.where, Base: strings.Join(b, ""), Ours: strings.Join(o, ""), Theirs: strings.Join(t, "")}
	w.conflicts = append(w.conflicts, writtenConflict{found, w.Len()})
	w.lines(w.options.Lines(b, o, t))
	w.lines(below)
}

// changedLines returns the lines of base that are otherwise now, under the line that
// says what they belong to; all lines where these are hardly more.
func changedLines(base, now []string) []string {
	above, was, _, _, _ := linemerge.Agreed(base, base, now)
	for _, line := range above {
		if text := strings.TrimSpace(line); !strings.HasPrefix(text, "#") && !strings.HasPrefix(text, "//") {
			was = append([]string{line}, was...)
			break
		}
	}
	if len(was)+5 > len(base) {
		return base
	}
	return was
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

func (w *writer) lines(lines []string) {
	for _, line := range lines {
		w.WriteString(line)
	}
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
