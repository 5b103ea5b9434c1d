package plan

import (
	"slices"
	"strings"
)

// Lines around a managed section, in a comment: what stands between them is a
// sorted list of lines that scaffold keeps, such as CODEOWNERS' services.
const (
	sectionBegin = "# scaffold: begin "
	sectionEnd   = "# scaffold: end "
)

// alignSections gives the managed sections of three versions of a file the
// same lines, those of all merged as a set: two branches that each added a line
// never conflict. Texts without exactly one section each are returned as they are.
func alignSections(base, ours, theirs string) (string, string, string) {
	b, okB := sectionOf(base)
	o, okO := sectionOf(ours)
	t, okT := sectionOf(theirs)
	if !okO || !okT || (!okB && base != "") {
		return base, ours, theirs
	}
	var merged []string
	for _, line := range append(slices.Clone(o.lines), t.lines...) {
		inOurs, inTheirs, inBase := slices.Contains(o.lines, line), slices.Contains(t.lines, line), slices.Contains(b.lines, line)
		if (inOurs && inTheirs) || !inBase { // not taken out by one side
			merged = append(merged, line)
		}
	}
	slices.Sort(merged)
	text := strings.Join(slices.Compact(merged), "")
	if okB {
		base = b.before + text + b.after
	}
	return base, o.before + text + o.after, t.before + text + t.after
}

type section struct {
	before, after string // the begin and end lines belong to them
	lines         []string
}

func sectionOf(text string) (section, bool) {
	if strings.Count(text, sectionBegin) != 1 || strings.Count(text, sectionEnd) != 1 {
		return section{}, false
	}
	begin := strings.Index(text, sectionBegin)
	start := begin + strings.IndexByte(text[begin:], '\n') + 1
	end := strings.Index(text, sectionEnd)
	if start <= begin || end < start || (begin > 0 && text[begin-1] != '\n') || text[end-1] != '\n' {
		return section{}, false
	}
	s := section{before: text[:start], after: text[end:]}
	for line := range strings.Lines(text[start:end]) {
		s.lines = append(s.lines, line)
	}
	return s, true
}
