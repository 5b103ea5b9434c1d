// Package linemerge merges two changed versions of a text by lines (diff3).
//
// Merge is what callers want: it returns the merged text, with conflicts
// marked as git marks them or settled for one side. Hunks gives the same
// decision for lines that stand inside something else, such as a heredoc.
//
// It promises:
//   - What only one side changed is taken; the same change made by both is
//     taken once. Merge(b, b, x) = Merge(b, x, b) = Merge(b, x, x) = x.
//   - Merging theirs into the result again changes nothing.
//   - Changes that overlap or touch conflict, lines added at the same point too,
//     unless both sides wrote the same.
//   - Line ends, a byte order mark and the final newline are no part of the
//     lines: each is merged as a property of the whole text, so that a side
//     that only switched to CRLF has changed nothing else. A line whose end
//     differs from the others' keeps it.
//
// It is pure: the result depends on the arguments alone.
package linemerge

import (
	"bytes"
	"cmp"
	"strings"
)

// Resolution is what becomes of a conflict.
type Resolution int

// The resolutions. Ours and Theirs take one side's lines where, and only
// where, the sides conflict.
const (
	Markers Resolution = iota
	Ours
	Theirs
)

// Options tell what becomes of conflicts, and what the markers call the sides.
type Options struct {
	Conflict Resolution
	// Names behind the markers; empty: "ours", "base", "theirs".
	OursName, BaseName, TheirsName string
	// MarkerSize is how long the markers are; 0 for git's 7.
	MarkerSize int
}

// Names returns the three names with their defaults, base first.
func (o Options) Names() (base, ours, theirs string) {
	or := func(name, otherwise string) string {
		if name == "" {
			return otherwise
		}
		return name
	}
	return or(o.BaseName, "base"), or(o.OursName, "ours"), or(o.TheirsName, "theirs")
}

// Conflict is a run of lines that both sides changed differently.
type Conflict struct {
	Line               int // of the result, from 1: the first marker, or the first line of the side taken
	Base, Ours, Theirs string
}

// Result is a merged text.
type Result struct {
	Content   []byte
	Conflicts []Conflict
}

// Merge merges the changes that ours and theirs made to base.
func Merge(base, ours, theirs []byte, options Options) Result {
	if content, ok := Unopposed(base, ours, theirs); ok {
		return Result{Content: content}
	}
	form, b, o, t := Normalize(base, ours, theirs)
	bl, ol, tl := Split(b), Split(o), Split(t)
	switch inOurs, inTheirs := includes(bl, ol, tl), includes(bl, tl, ol); { // after an earlier merge
	case inOurs && !inTheirs:
		return Result{Content: form.Restore(o)}
	case inTheirs && !inOurs:
		return Result{Content: form.Restore(t)}
	}
	var out strings.Builder
	var r Result
	line := 1
	write := func(lines ...string) {
		for _, l := range lines {
			out.WriteString(l)
		}
		line += len(lines)
	}
	for _, h := range Hunks(bl, ol, tl) {
		ours, theirs := ol[h.Ours.From:h.Ours.To], tl[h.Theirs.From:h.Theirs.To]
		switch h.Kind {
		case TakeTheirs:
			write(theirs...)
		case TakeOurs:
			write(ours...)
		case Conflicting:
			above, base, ours, theirs, below := Agreed(bl[h.Base.From:h.Base.To], ours, theirs)
			write(above...)
			r.Conflicts = append(r.Conflicts, Conflict{line, strings.Join(base, ""), strings.Join(ours, ""), strings.Join(theirs, "")})
			write(options.Lines(base, ours, theirs)...)
			write(below...)
		}
	}
	r.Content = form.Restore(out.String())
	return r
}

// Unopposed returns the result where a merge has nothing to decide: one side is
// as the base, or both are the same.
func Unopposed(base, ours, theirs []byte) ([]byte, bool) {
	switch {
	case bytes.Equal(ours, theirs), bytes.Equal(base, theirs):
		return ours, true
	case bytes.Equal(base, ours):
		return theirs, true
	}
	return nil, false
}

// Agreed takes out of a conflict the lines at its beginning and end that both sides
// have: about these nothing is to be decided.
func Agreed(base, ours, theirs []string) (above, b, o, t, below []string) {
	n := common(ours, theirs)
	above, o, t = ours[:n], ours[n:], theirs[n:]
	b = base[common(base, above):]
	n = commonEnd(o, t)
	below, o, t = o[len(o)-n:], o[:len(o)-n], t[:len(t)-n]
	return above, b[:len(b)-commonEnd(b, below)], o, t, below
}

// common counts the lines with which both begin.
func common(a, b []string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

// commonEnd counts the lines with which both end.
func commonEnd(a, b []string) int {
	n := 0
	for n < min(len(a), len(b)) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

// Lines returns the lines that stand for a conflict.
func (o Options) Lines(base, ours, theirs []string) []string {
	switch o.Conflict {
	case Ours:
		return ours
	case Theirs:
		return theirs
	}
	b, us, them := o.Names()
	out := make([]string, 0, len(base)+len(ours)+len(theirs)+4)
	mark := func(sign string) string { return strings.Repeat(sign, cmp.Or(max(o.MarkerSize, 0), 7)) }
	out = append(append(out, mark("<")+" "+us+"\n"), ours...)
	out = append(append(out, mark("|")+" "+b+"\n"), base...)
	out = append(append(out, mark("=")+"\n"), theirs...)
	return append(out, mark(">")+" "+them+"\n")
}
