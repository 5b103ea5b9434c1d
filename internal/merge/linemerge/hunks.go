package linemerge

import (
	"slices"

	"github.com/aymanbagabas/go-udiff/lcs"
)

// Kind is what a hunk's lines are to become.
type Kind int

// The kinds. TakeOurs also stands for what nobody changed and what both
// changed alike.
const (
	TakeOurs Kind = iota
	TakeTheirs
	Conflicting
)

// Span is a run of lines, counted from 0, To exclusive.
type Span struct{ From, To int }

// Hunk is one decision of a merge. All hunks together cover each side once.
type Hunk struct {
	Kind               Kind
	Base, Ours, Theirs Span
}

// Closeness says which changes are too close to each other to be merged.
type Closeness int

const (
	// Touching changes conflict, as in git: a line next to a changed line is
	// context that the other side counted on.
	Touching Closeness = iota
	// Overlapping changes alone conflict, and lines added at one place.
	Overlapping
)

// Hunks merges lines. Two lines are the same if their strings are.
func Hunks(base, ours, theirs []string, c Closeness) []Hunk {
	do, dt := lcs.DiffLines(base, ours), lcs.DiffLines(base, theirs)
	w := walk{base: base, ours: ours, theirs: theirs}
	for len(do) > 0 || len(dt) > 0 {
		var o, t []lcs.Diff
		start, end := -1, -1
		for {
			fromOurs := len(do) > 0 && (len(dt) == 0 || before(do[0], dt[0]))
			next := &dt
			if fromOurs {
				next = &do
			}
			if len(*next) == 0 || start >= 0 && !c.close(start, end, (*next)[0]) {
				break
			}
			d := (*next)[0]
			*next = (*next)[1:]
			if start < 0 {
				start = d.Start
			}
			end = max(end, d.End)
			if fromOurs {
				o = append(o, d)
			} else {
				t = append(t, d)
			}
		}
		w.keep(start)
		w.change(end, o, t)
	}
	w.keep(len(base))
	return w.out
}

// before orders changes by their place; what is added at a line comes before
// what replaces it.
func before(a, b lcs.Diff) bool {
	if a.Start != b.Start {
		return a.Start < b.Start
	}
	return a.End <= b.End
}

// close tells whether a change belongs to the region of base lines.
func (c Closeness) close(start, end int, d lcs.Diff) bool {
	if c == Touching {
		return d.Start <= end
	}
	return d.Start < end || (start == end && d.Start == start && d.End == start)
}

// walk goes through the three sides at once.
type walk struct {
	base, ours, theirs []string
	b, o, t            int // lines done
	out                []Hunk
}

// keep takes the unchanged lines of base up to a line.
func (w *walk) keep(to int) {
	if n := to - w.b; n > 0 {
		w.add(TakeOurs, n, n, n)
	}
}

// change decides about the base lines up to end, which o and t change.
func (w *walk) change(end int, o, t []lcs.Diff) {
	n := end - w.b
	ours, theirs := n+growth(o), n+growth(t)
	kind := Conflicting
	switch {
	case len(t) == 0, slices.Equal(w.ours[w.o:w.o+ours], w.theirs[w.t:w.t+theirs]):
		kind = TakeOurs
	case len(o) == 0:
		kind = TakeTheirs
	}
	w.add(kind, n, ours, theirs)
}

func (w *walk) add(k Kind, base, ours, theirs int) {
	w.out = append(w.out, Hunk{k, Span{w.b, w.b + base}, Span{w.o, w.o + ours}, Span{w.t, w.t + theirs}})
	w.b, w.o, w.t = w.b+base, w.o+ours, w.t+theirs
}

// growth is how many lines the changes add.
func growth(diffs []lcs.Diff) int {
	n := 0
	for _, d := range diffs {
		n += (d.ReplEnd - d.ReplStart) - (d.End - d.Start)
	}
	return n
}
