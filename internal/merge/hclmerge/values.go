package hclmerge

import "github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"

// merger holds what one merge collects on its way.
type merger struct {
	path    []string
	depth   int
	coarse  bool // top-level items are merged whole or not at all
	mixes   int  // how many things were put together from both sides
	clashes int
	guessed bool            // something was paired that only looks like the same thing
	gone    bool            // something conflicts that one side doesn't have
	twice   map[string]bool // what both sides add, at different places
	careful bool            // what holds guesses is not merged inside
	indent  string          // of the line on which the group at hand starts
	// uncounted are the leaves of things in conflict: the ledger can't say how
	// often they must stand in the result.
	uncounted map[uint64]bool
	// renamed maps the keys of blocks that one side renamed to the new ones.
	renamed map[string]string
}

// dontCount takes an item's leaves out of what the ledger checks.
func (m *merger) dontCount(it *hcltree.Item) {
	if m.uncounted == nil {
		m.uncounted = map[uint64]bool{}
	}
	for _, leaf := range it.Leaves() {
		m.uncounted[leaf] = true
	}
}

// pick is the three-way merge of something that is not worth a conflict.
func pick(hasBase bool, b, o, t string) string {
	if hasBase && o == b {
		return t
	}
	return o
}

// expr merges two versions of a value. ok is false if they conflict.
func (m *merger) expr(b, o, t *hcltree.Expr) (output, bool) {
	hasBase := b != nil
	switch {
	case o.Raw == t.Raw, hasBase && t.Raw == b.Raw:
		return text(o.Raw), true
	case hasBase && o.Raw == b.Raw:
		return text(t.Raw), true
	}
	plain := o.Alias == nil && t.Alias == nil && (!hasBase || b.Alias == nil)
	if plain && o.Shape == t.Shape && (!hasBase || o.Shape == b.Shape) {
		return m.parts(b, o, t)
	}
	switch {
	case o.Hash == t.Hash, hasBase && t.Hash == b.Hash:
		return text(o.Raw), true
	case hasBase && o.Hash == b.Hash:
		return text(t.Raw), true
	}
	if hasBase && plain && o.Shape == t.Shape {
		return m.wrappedAlike(b, o, t)
	}
	if hasBase && plain {
		return m.rewrapped(b, o, t)
	}
	return nil, false
}

// parts merges values that differ within their groups only. All else is as the
// side writes it that changed the layout.
func (m *merger) parts(b, o, t *hcltree.Expr) (output, bool) {
	model := o
	if b != nil && o.Layout() == b.Layout() {
		model = t
	}
	before, core, after := model.SplitCore()
	out := seq{text(before)}
	co, ct := o.Core(), t.Core()
	for i, p := range core.Parts {
		out = append(out, text(p.Gap))
		if p.Group == nil {
			out = append(out, text(p.Text))
			continue
		}
		var gb *hcltree.Group
		if b != nil {
			gb = b.Core().Parts[i].Group
		}
		n, ok := m.group(gb, co.Parts[i].Group, ct.Parts[i].Group)
		if !ok {
			return nil, false
		}
		out = append(out, n)
	}
	return append(out, text(after)), true
}
