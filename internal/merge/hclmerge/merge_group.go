package hclmerge

import (
	"slices"
	"strings"
)

// group merges two versions of a group. ok is false if they conflict in a way
// that no marker inside could show.
func (m *merger) group(b, o, t *group) (node, bool) {
	hasBase := b != nil
	switch {
	case o.raw == t.raw, hasBase && t.raw == b.raw:
		return text(o.raw), true
	case hasBase && o.raw == b.raw:
		return text(t.raw), true
	case o.kind == groupHeredoc:
		return m.heredoc(b, o, t)
	case !o.kind.listed():
		return m.around(b, o, t)
	}
	var ib []*item
	if hasBase {
		ib = b.items
	}
	var all []*merged
	var ok bool
	switch {
	case o.kind == groupArgs && !(collects[o.name] && collects[t.name]):
		all, ok = m.positional(ib, o.items, t.items)
	case o.kind.ordered() && !hasBase:
		return contained(o, t)
	default:
		all, ok = m.items(o.kind, ib, o.items, t.items)
	}
	if !ok {
		return nil, false
	}
	return m.assemble(b, o, t, all)
}

// around merges what stands around one expression.
func (m *merger) around(b, o, t *group) (node, bool) {
	lay := o
	var eb *expr
	if b != nil {
		eb = b.inner
		if o.open == b.open && o.close == b.close {
			lay = t
		}
	}
	n, ok := m.expr(eb, o.inner, t.inner)
	return seq{text(lay.open), n, text(lay.close)}, ok
}

// collects are functions whose arguments are a list: what one side adds or
// changes there means the same whatever the other does to its neighbours.
var collects = map[string]bool{
	"merge": true, "concat": true, "toset": true, "tolist": true, "tomap": true, "setunion": true,
	"flatten": true, "distinct": true, "compact": true, "jsonencode": true, "yamlencode": true,
	"sort": true, "coalesce": true, "coalescelist": true,
}

// positional merges arguments one by one. Two sides that change different plain
// arguments conflict, as these mean something only together.
func (m *merger) positional(b, o, t []*item) ([]*merged, bool) {
	hasBase := b != nil
	if len(o) != len(t) || hasBase && len(b) != len(o) {
		return nil, false
	}
	out := make([]*merged, 0, len(o))
	var changed [3]bool
	for i := range o {
		s := slot{of: [3]*item{nil, o[i], t[i]}}
		if o[i].kind != t[i].kind || hasBase && b[i].kind != o[i].kind {
			return nil, false
		}
		if hasBase {
			s.of[base] = b[i]
			plain := o[i].kind != itemElement || !composite(o[i]) || !composite(t[i])
			changed[ours] = changed[ours] || plain && o[i].hash != b[i].hash
			changed[theirs] = changed[theirs] || plain && t[i].hash != b[i].hash
		}
		if len(o) == 1 {
			i = sole
		}
		out = append(out, m.slot(s, i))
	}
	return out, !changed[ours] || !changed[theirs] || slices.EqualFunc(o, t, sameHash)
}

func sameHash(a, b *item) bool { return a.hash == b.hash }

// contained settles lists that both sides added: the one that holds all of the
// other, in its order.
func contained(o, t *group) (node, bool) {
	switch {
	case within(t.items, o.items):
		return text(o.raw), true
	case within(o.items, t.items):
		return text(t.raw), true
	}
	return nil, false
}

// within tells whether all items stand among others, in the same order.
func within(items, others []*item) bool {
	for _, other := range others {
		if len(items) > 0 && items[0].hash == other.hash {
			items = items[1:]
		}
	}
	return len(items) == 0
}

// rows tells whether the group's items stand on rows of their own.
func (g *group) rows() bool {
	if len(g.items) == 0 {
		return strings.Contains(g.open+g.close, "\n")
	}
	for _, it := range g.items {
		if it.ownRow || it.eol != "" {
			return true
		}
	}
	return strings.Contains(g.open, "\n")
}

// closesRow tells whether the closing bracket begins a row.
func (g *group) closesRow() bool {
	if n := len(g.items); n > 0 {
		return g.items[n-1].eol != "" || g.items[n-1].kind == itemComment
	}
	return strings.Contains(g.open+g.close, "\n")
}

// frame tells how the group is laid out around its items.
func (g *group) frame() [3]string {
	last := ""
	for i := len(g.items) - 1; i >= 0; i-- {
		if g.items[i].kind != itemComment {
			last = strings.TrimSpace(g.items[i].comma)
			break
		}
	}
	if g.rows() {
		last += "\n"
	}
	return [3]string{g.open, g.close, last}
}

// frameOf returns the group whose brackets and style the result gets, and its
// opening. ok is false if both changed the comment there.
func frameOf(b, o, t *group) (lay *group, open string, ok bool) {
	lay, from := o, o
	if b != nil && o.frame() == b.frame() {
		lay = t
	}
	switch {
	case o.note.text == t.note.text:
		from = lay
	case b != nil && o.note.text == b.note.text, b == nil && o.note.text == "":
		from = t
	case b != nil && t.note.text == b.note.text, b == nil && t.note.text == "":
	default:
		return nil, "", false
	}
	return lay, from.open, true
}
