package hclmerge

import (
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"
)

// group merges two versions of a group. ok is false if they conflict in a way
// that no marker inside could show.
func (m *merger) group(b, o, t *hcltree.Group) (output, bool) {
	hasBase := b != nil
	switch {
	case o.Raw == t.Raw, hasBase && t.Raw == b.Raw:
		return text(o.Raw), true
	case hasBase && o.Raw == b.Raw:
		return text(t.Raw), true
	case o.Kind == hcltree.GroupHeredoc:
		return m.heredoc(b, o, t)
	case !o.Kind.Listed():
		return m.around(b, o, t)
	}
	var ib []*hcltree.Item
	if hasBase {
		ib = b.Items
	}
	var all []*outcome
	var ok bool
	switch {
	case o.Kind == hcltree.GroupArgs && !(collects[o.Name] && collects[t.Name]):
		all, ok = m.positional(ib, o.Items, t.Items)
	case o.Kind.Ordered() && !hasBase:
		return contained(o, t)
	default:
		all, ok = m.items(o.Kind, ib, o.Items, t.Items)
	}
	if !ok {
		return nil, false
	}
	return m.assemble(b, o, t, all)
}

// around merges what stands around one expression.
func (m *merger) around(b, o, t *hcltree.Group) (output, bool) {
	model := o
	var eb *hcltree.Expr
	if b != nil {
		eb = b.Inner
		if o.Open == b.Open && o.Close == b.Close {
			model = t
		}
	}
	n, ok := m.expr(eb, o.Inner, t.Inner)
	return seq{text(model.Open), n, text(model.Close)}, ok
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
func (m *merger) positional(b, o, t []*hcltree.Item) ([]*outcome, bool) {
	hasBase := b != nil
	if len(o) != len(t) || hasBase && len(b) != len(o) {
		return nil, false
	}
	out := make([]*outcome, 0, len(o))
	var changed [3]bool
	for i := range o {
		s := triple{of: [3]*hcltree.Item{nil, o[i], t[i]}}
		if o[i].Kind != t[i].Kind || hasBase && b[i].Kind != o[i].Kind {
			return nil, false
		}
		if hasBase {
			s.of[base] = b[i]
			plain := o[i].Kind != hcltree.ItemElement || !o[i].HasParts() || !t[i].HasParts()
			changed[ours] = changed[ours] || plain && o[i].Hash != b[i].Hash
			changed[theirs] = changed[theirs] || plain && t[i].Hash != b[i].Hash
		}
		if len(o) == 1 {
			i = sole
		}
		out = append(out, m.decide(s, i))
	}
	return out, !changed[ours] || !changed[theirs] || slices.EqualFunc(o, t, sameHash)
}

func sameHash(a, b *hcltree.Item) bool { return a.Hash == b.Hash }

// contained settles lists that both sides added: the one that holds all of the
// other, in its order.
func contained(o, t *hcltree.Group) (output, bool) {
	switch {
	case within(t.Items, o.Items):
		return text(o.Raw), true
	case within(o.Items, t.Items):
		return text(t.Raw), true
	}
	return nil, false
}

// within tells whether all items stand among others, in the same order.
func within(items, others []*hcltree.Item) bool {
	for _, other := range others {
		if len(items) > 0 && items[0].Hash == other.Hash {
			items = items[1:]
		}
	}
	return len(items) == 0
}

// frameOf returns the group whose brackets and style the result gets, and its
// opening. ok is false if both changed the comment there.
func frameOf(b, o, t *hcltree.Group) (model *hcltree.Group, open string, ok bool) {
	model, from := o, o
	if b != nil && o.Layout() == b.Layout() {
		model = t
	}
	switch {
	case o.Note.Text == t.Note.Text:
		from = model
	case b != nil && o.Note.Text == b.Note.Text, b == nil && o.Note.Text == "":
		from = t
	case b != nil && t.Note.Text == b.Note.Text, b == nil && t.Note.Text == "":
	default:
		return nil, "", false
	}
	return model, from.Open, true
}
