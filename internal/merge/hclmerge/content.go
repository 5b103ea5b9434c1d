package hclmerge

import "strings"

// content merges what an item is: a name and value, or a block.
func (m *merger) content(b, o, t *item) (node, bool) {
	switch {
	case o.raw == t.raw, b != nil && t.raw == b.raw:
		return text(o.raw), true
	case b != nil && o.raw == b.raw:
		return text(t.raw), true
	case m.coarse:
		return wholly(b, o, t)
	case b != nil && (replaced(b, o) || replaced(b, t)):
		if n, ok := wholly(b, o, t); ok {
			return n, true
		}
		return m.includes(b, o, t)
	}
	outer := m.indent
	if o.ownRow {
		m.indent = o.indent
	}
	defer func() { m.indent = outer }()
	return m.inside(b, o, t)
}

// includes merges two versions of which one has all that the other changed, as
// after an earlier merge.
func (m *merger) includes(b, o, t *item) (node, bool) {
	clashes := m.clashes
	n, ok := m.inside(b, o, t)
	if !ok || m.clashes > clashes {
		m.clashes = clashes
		return nil, false
	}
	s, _ := render(n, Options{})
	return n, s == o.raw || s == t.raw
}

// inside merges the parts of an item.
func (m *merger) inside(b, o, t *item) (node, bool) {
	head, ok := m.headOf(b, o, t)
	if !ok {
		return nil, false
	}
	var inner node
	switch {
	case o.value != nil && t.value != nil && (b == nil || b.value != nil):
		var eb *expr
		if b != nil {
			eb = b.value
		}
		inner, ok = m.expr(eb, o.value, t.value)
	case o.body != nil && t.body != nil && (b == nil || b.body != nil):
		var gb *group
		if b != nil {
			gb = b.body
		}
		inner, ok = m.group(gb, o.body, t.body)
	default:
		return wholly(b, o, t)
	}
	if !ok {
		return nil, false
	}
	m.mixes++
	return seq{text(head), inner}, true
}

// replaced tells of list items and nameless blocks, of which there are many, that
// have little in common but their place.
func replaced(a, b *item) bool {
	if !a.many && !b.many {
		return false
	}
	x, y := a.known().leaves, b.known().leaves
	return 3*shared(x, y) <= min(len(x), len(y))
}

// wholly merges two versions without looking into them.
func wholly(b, o, t *item) (node, bool) {
	switch {
	case o.core == t.core, b != nil && t.core == b.core:
		return text(o.raw), true
	case b != nil && o.core == b.core:
		return text(t.raw), true
	}
	return nil, false
}

// headOf merges what stands before an item's value: its name, or a block's type
// and labels, of which one side may have changed one.
func (m *merger) headOf(b, o, t *item) (string, bool) {
	switch {
	case o.key == t.key:
		if b != nil {
			m.rename(b.key, o.key)
			return pickHead(b, o, t), true
		}
		return o.head, true
	case b != nil && o.key == b.key:
		m.rename(b.key, t.key)
		return t.head, true
	case b != nil && t.key == b.key:
		m.rename(b.key, o.key)
		return o.head, true
	}
	return "", false
}

// pickHead prefers the side that wrote another sign to the one that has other
// white space.
func pickHead(b, o, t *item) string {
	if b.key != o.key {
		return o.head
	}
	sb, so, st := sign(b.head), sign(o.head), sign(t.head)
	if so == sb && st != sb {
		return t.head
	}
	return pick(so == sb, b.head, o.head, t.head)
}

// sign is a head without its white space.
func sign(head string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\t' {
			return -1
		}
		return r
	}, head)
}

func (m *merger) rename(from, to string) {
	if from == to {
		return
	}
	if m.renamed == nil {
		m.renamed = map[string]string{}
	}
	m.renamed[from] = to
}
