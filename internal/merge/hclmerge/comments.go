package hclmerge

import (
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"
	"github.com/seed-3f5c2e52/scaffold/internal/merge/linemerge"
)

// comments merges comment lines that are an item.
func (m *merger) comments(b, o, t *hcltree.Item) (n output, lines string, ok bool) {
	var lb hcltree.Comments
	if b != nil {
		lb = b.Lead
	}
	out, clash := mergeLead(b != nil, lb, o.Lead, t.Lead)
	if clash != nil {
		return nil, "", false
	}
	return text(out), out, true
}

// lead merges the comments above an item. In a conflict they have markers of
// their own.
func (m *merger) lead(b, o, t *hcltree.Item) (n output, any bool) {
	if len(o.Lead) == 0 && len(t.Lead) == 0 {
		return nil, false
	}
	var lb hcltree.Comments
	if b != nil {
		lb = b.Lead
	}
	out, clash := mergeLead(b != nil, lb, o.Lead, t.Lead)
	if clash == nil {
		return text(out), out != ""
	}
	m.clashes++
	clash.where = m.address("comment")
	m.dontCount(o)
	m.dontCount(t)
	if b != nil {
		m.dontCount(b)
	}
	return clash, true
}

// mergeLead merges comment lines. Where both sides wrote something, but one
// holds all that the other has, that one stands.
func mergeLead(hasBase bool, b, o, t hcltree.Comments) (string, *conflict) {
	so, st := o.Raw(), t.Raw()
	tb, to, tt := b.Texts(), o.Texts(), t.Texts()
	if slices.Equal(to, tt) {
		return pick(hasBase && slices.Equal(tb, to), b.Raw(), so, st), nil
	}
	if hasBase && slices.Equal(tb, to) {
		return st, nil
	}
	if hasBase && slices.Equal(tb, tt) {
		return so, nil
	}
	var out strings.Builder
	for _, h := range linemerge.FineHunks(tb, to, tt) {
		mine, yours := o[h.Ours.From:h.Ours.To], t[h.Theirs.From:h.Theirs.To]
		switch {
		case h.Kind == linemerge.TakeOurs:
			out.WriteString(mine.Raw())
		case h.Kind == linemerge.TakeTheirs:
			out.WriteString(yours.Raw())
		case h.Base.From == h.Base.To && holds(mine.Texts(), yours.Texts()):
			out.WriteString(mine.Raw())
		case h.Base.From == h.Base.To && holds(yours.Texts(), mine.Texts()):
			out.WriteString(yours.Raw())
		default:
			return "", &conflict{alts: [3]string{wholeLines(b.Raw()), wholeLines(so), wholeLines(st)}}
		}
	}
	return out.String(), nil
}

// wholeLines ends the last line.
func wholeLines(s string) string {
	if s != "" && !strings.HasSuffix(s, "\n") {
		s += "\n"
	}
	return s
}
