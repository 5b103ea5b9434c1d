package hclmerge

import (
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/linemerge"
)

func texts(lead []comment) []string {
	out := make([]string, len(lead))
	for i, c := range lead {
		out[i] = c.text
	}
	return out
}

// comments merges comment lines that are an item.
func (m *merger) comments(b, o, t *item) (n node, lines string, ok bool) {
	var lb []comment
	if b != nil {
		lb = b.lead
	}
	out, clash := mergeLead(b != nil, lb, o.lead, t.lead)
	if clash != nil {
		return nil, "", false
	}
	return text(out), out, true
}

// lead merges the comments above an item. In a conflict they have markers of
// their own.
func (m *merger) lead(b, o, t *item) (n node, any bool) {
	if len(o.lead) == 0 && len(t.lead) == 0 {
		return nil, false
	}
	var lb []comment
	if b != nil {
		lb = b.lead
	}
	out, clash := mergeLead(b != nil, lb, o.lead, t.lead)
	if clash == nil {
		return text(out), out != ""
	}
	m.clashes++
	clash.where = m.address("comment")
	m.leaveOut(o)
	m.leaveOut(t)
	if b != nil {
		m.leaveOut(b)
	}
	return clash, true
}

// mergeLead merges comment lines. Where both sides wrote something, but one
// holds all that the other has, that one stands.
func mergeLead(hasBase bool, b, o, t []comment) (string, *conflict) {
	so, st := leadRaw(o), leadRaw(t)
	tb, to, tt := texts(b), texts(o), texts(t)
	if equal(to, tt) {
		return pick(hasBase && equal(tb, to), leadRaw(b), so, st), nil
	}
	if hasBase && equal(tb, to) {
		return st, nil
	}
	if hasBase && equal(tb, tt) {
		return so, nil
	}
	var out strings.Builder
	for _, h := range linemerge.FineHunks(tb, to, tt) {
		mine, yours := o[h.Ours.From:h.Ours.To], t[h.Theirs.From:h.Theirs.To]
		switch {
		case h.Kind == linemerge.TakeOurs:
			out.WriteString(leadRaw(mine))
		case h.Kind == linemerge.TakeTheirs:
			out.WriteString(leadRaw(yours))
		case h.Base.From == h.Base.To && holds(texts(mine), texts(yours)):
			out.WriteString(leadRaw(mine))
		case h.Base.From == h.Base.To && holds(texts(yours), texts(mine)):
			out.WriteString(leadRaw(yours))
		default:
			return "", &conflict{alts: [3]string{whole(leadRaw(b)), whole(so), whole(st)}}
		}
	}
	return out.String(), nil
}

// whole ends the last line.
func whole(s string) string {
	if s != "" && !strings.HasSuffix(s, "\n") {
		s += "\n"
	}
	return s
}

func equal(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
