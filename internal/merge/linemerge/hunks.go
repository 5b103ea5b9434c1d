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

// Hunks merges lines. Two lines are the same if their strings are. Changes that
// overlap or touch conflict, as in git: a line next to a changed line is context
// that the other side counted on.
func Hunks(base, ours, theirs []string) []Hunk { return hunks(base, ours, theirs, false) }

// FineHunks merges lines that mean something one by one: only changes of the same
// lines conflict, and lines added at the same point. In what is left of conflicts it
// looks for sides that have the other's change in them, as after an earlier
// merge.
func FineHunks(base, ours, theirs []string) []Hunk { return hunks(base, ours, theirs, true) }

func hunks(base, ours, theirs []string, fine bool) []Hunk {
	w := walk{base: base, ours: ours, theirs: theirs, fine: fine, deep: fine}
	w.all(fine)
	return w.out
}

// all goes through the whole texts. Changes that touch are one unless they are
// told apart.
func (w *walk) all(fine bool) {
	do, dt := lcs.DiffLines(w.base, w.ours), lcs.DiffLines(w.base, w.theirs)
	for len(do) > 0 || len(dt) > 0 {
		var o, t []lcs.Diff
		start, end := -1, -1
		for {
			fromOurs := len(do) > 0 && (len(dt) == 0 || before(do[0], dt[0]))
			next := &dt
			if fromOurs {
				next = &do
			}
			if len(*next) == 0 || start >= 0 && apart(start, end, (*next)[0], fine) {
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
	w.keep(len(w.base))
}

// before orders changes by where they stand; what is added at a line comes before
// what replaces it.
func before(a, b lcs.Diff) bool {
	if a.Start != b.Start {
		return a.Start < b.Start
	}
	return a.End <= b.End
}

// apart tells whether a change doesn't belong to the region of base lines before
// it. Lines that are added right beside a change do, see walk.beside.
func apart(start, end int, d lcs.Diff, fine bool) bool {
	added := d.End == d.Start || start == end
	return d.Start > end || fine && d.Start == end && !added
}

// walk goes through the three sides at once.
type walk struct {
	base, ours, theirs []string
	fine, deep         bool // look into conflicts; for changes that are in the other side, too
	b, o, t            int  // lines done
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
	if kind == Conflicting && w.fine && (w.beside(n, o, t) || w.lineByLine(n, ours, theirs) || w.deletions(n, ours, theirs)) {
		return
	}
	if kind == Conflicting && w.deep {
		b, us, them := w.base[w.b:end], w.ours[w.o:w.o+ours], w.theirs[w.t:w.t+theirs]
		switch {
		case includes(b, us, them):
			kind = TakeOurs
		case includes(b, them, us):
			kind = TakeTheirs
		}
	}
	w.add(kind, n, ours, theirs)
}

// beside decides about lines that one side added before or behind what the other
// put instead of something. They are kept, unless they are there already.
func (w *walk) beside(n int, o, t []lcs.Diff) bool {
	if n == 0 || len(o) != 1 || len(t) != 1 {
		return false
	}
	added, adder, put, taker := t[0], TakeTheirs, o[0], TakeOurs
	lines, instead := w.theirs[added.ReplStart:added.ReplEnd], w.ours[put.ReplStart:put.ReplEnd]
	if o[0].Start == o[0].End {
		added, adder, put, taker = o[0], TakeOurs, t[0], TakeTheirs
		lines, instead = w.ours[added.ReplStart:added.ReplEnd], w.theirs[put.ReplStart:put.ReplEnd]
	}
	if added.Start != added.End || put.End-put.Start != n || len(instead) == 0 {
		return false // beside something taken away: it may be what replaces it
	}
	first := added.Start == put.Start
	there := len(instead) >= len(lines) &&
		(first && slices.Equal(instead[:len(lines)], lines) || !first && slices.Equal(instead[len(instead)-len(lines):], lines))
	add := func(k Kind, base, one, other int) {
		if k == TakeTheirs {
			one, other = other, one
		}
		w.add(k, base, one, other)
	}
	switch {
	case there: // one hunk: the adder's lines and base are left
		add(taker, n, len(instead), n+len(lines))
	case first:
		add(adder, 0, len(lines), 0)
		add(taker, n, len(instead), n)
	default:
		add(taker, n, len(instead), n)
		add(adder, 0, len(lines), 0)
	}
	return true
}

// lineByLine decides about as many lines on each side one by one; it does
// nothing and returns false if a line was changed twice.
func (w *walk) lineByLine(n, ours, theirs int) bool {
	if n != ours || n != theirs {
		return false
	}
	kinds := make([]Kind, n)
	for i := range n {
		b, o, t := w.base[w.b+i], w.ours[w.o+i], w.theirs[w.t+i]
		switch {
		case o == b && t != b:
			kinds[i] = TakeTheirs
		case o != b && t != b && o != t:
			return false
		}
	}
	for _, k := range kinds {
		w.add(k, 1, 1, 1)
	}
	return true
}

// includes tells whether one has the changes from base to other in it: they can
// be taken out of it and put back.
func includes(base, one, other []string) bool {
	without, ok := mergeClean(other, one, base)
	if !ok {
		return false
	}
	restored, ok := mergeClean(base, without, other)
	return ok && slices.Equal(restored, one)
}

// mergeClean merges lines; ok is false if they conflict.
func mergeClean(base, ours, theirs []string) (out []string, ok bool) {
	w := walk{base: base, ours: ours, theirs: theirs, fine: true}
	w.all(true)
	for _, h := range w.out {
		switch h.Kind {
		case Conflicting:
			return nil, false
		case TakeOurs:
			out = append(out, ours[h.Ours.From:h.Ours.To]...)
		case TakeTheirs:
			out = append(out, theirs[h.Theirs.From:h.Theirs.To]...)
		}
	}
	return out, true
}

// deletions keeps of base lines what neither side took away; it does nothing and
// returns false if one of them did something else.
func (w *walk) deletions(n, ours, theirs int) bool {
	var hunks []Hunk
	o, t := 0, 0
	for i := range n {
		line := w.base[w.b+i]
		inOurs := o < ours && w.ours[w.o+o] == line
		inTheirs := t < theirs && w.theirs[w.t+t] == line
		h := Hunk{Kind: TakeOurs, Base: Span{0, 1}}
		if inOurs {
			h.Ours.To, o = 1, o+1
		}
		if inTheirs {
			h.Theirs.To, t = 1, t+1
		} else {
			h.Kind = TakeTheirs
		}
		hunks = append(hunks, h)
	}
	if o != ours || t != theirs {
		return false
	}
	for _, h := range hunks {
		w.add(h.Kind, 1, h.Ours.To, h.Theirs.To)
	}
	return true
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
