package hclmerge

import (
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"
)

// content merges what an item is: a name and value, or a block.
func (m *merger) content(b, o, t *hcltree.Item) (output, bool) {
	switch {
	case o.Raw == t.Raw, b != nil && t.Raw == b.Raw:
		return text(o.Raw), true
	case b != nil && o.Raw == b.Raw:
		return text(t.Raw), true
	case m.coarse:
		return wholly(b, o, t)
	case b != nil && (replaced(b, o) || replaced(b, t)):
		if n, ok := wholly(b, o, t); ok {
			return n, true
		}
		return m.includes(b, o, t)
	}
	outer := m.indent
	if o.OwnRow {
		m.indent = o.Indent
	}
	defer func() { m.indent = outer }()
	return m.inside(b, o, t)
}

// includes merges two versions of which one has all that the other changed, as
// after an earlier merge.
func (m *merger) includes(b, o, t *hcltree.Item) (output, bool) {
	clashes := m.clashes
	n, ok := m.inside(b, o, t)
	if !ok || m.clashes > clashes {
		m.clashes = clashes
		return nil, false
	}
	s, _ := writeOut(n, Options{})
	return n, s == o.Raw || s == t.Raw
}

// inside merges the parts of an item.
func (m *merger) inside(b, o, t *hcltree.Item) (output, bool) {
	head, ok := m.headOf(b, o, t)
	if !ok {
		return nil, false
	}
	var inner output
	switch {
	case o.Value != nil && t.Value != nil && (b == nil || b.Value != nil):
		var eb *hcltree.Expr
		if b != nil {
			eb = b.Value
		}
		inner, ok = m.expr(eb, o.Value, t.Value)
	case o.Body != nil && t.Body != nil && (b == nil || b.Body != nil):
		var gb *hcltree.Group
		if b != nil {
			gb = b.Body
		}
		inner, ok = m.group(gb, o.Body, t.Body)
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
// have little in common but where they stand.
func replaced(a, b *hcltree.Item) bool {
	if !a.Repeated && !b.Repeated {
		return false
	}
	x, y := a.Leaves(), b.Leaves()
	return 3*shared(x, y) <= min(len(x), len(y))
}

// wholly merges two versions without looking into them.
func wholly(b, o, t *hcltree.Item) (output, bool) {
	switch {
	case o.CodeHash == t.CodeHash, b != nil && t.CodeHash == b.CodeHash:
		return text(o.Raw), true
	case b != nil && o.CodeHash == b.CodeHash:
		return text(t.Raw), true
	}
	return nil, false
}

// headOf merges what stands before an item's value: its name, or a block's type
// and labels, of which one side may have changed one.
func (m *merger) headOf(b, o, t *hcltree.Item) (string, bool) {
	switch {
	case o.Key == t.Key:
		if b != nil {
			m.rename(b.Key, o.Key)
			return pickHead(b, o, t), true
		}
		return o.Head, true
	case b != nil && o.Key == b.Key:
		m.rename(b.Key, t.Key)
		return t.Head, true
	case b != nil && t.Key == b.Key:
		m.rename(b.Key, o.Key)
		return o.Head, true
	}
	return "", false
}

// pickHead prefers the side that wrote another sign to the one that has other
// white space.
func pickHead(b, o, t *hcltree.Item) string {
	if b.Key != o.Key {
		return o.Head
	}
	sb, so, st := sign(b.Head), sign(o.Head), sign(t.Head)
	if so == sb && st != sb {
		return t.Head
	}
	return pick(so == sb, b.Head, o.Head, t.Head)
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
