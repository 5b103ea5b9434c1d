package hclmerge

import (
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/linemerge"
)

// merger holds what one merge collects on its way.
type merger struct {
	path    []string
	depth   int
	coarse  bool // top-level items are merged whole or not at all
	mixes   int  // places put together from both sides
	clashes int
	indent  string // of the line on which the group at hand starts
	// loose are the leaves of things in conflict, for which no count is promised.
	loose map[uint64]bool
	// renamed maps the keys of blocks that one side renamed to the new ones.
	renamed map[string]string
}

func (m *merger) leaveOut(it *item) {
	if m.loose == nil {
		m.loose = map[uint64]bool{}
	}
	for _, leaf := range it.known().leaves {
		m.loose[leaf] = true
	}
}

// pick is the three-way merge of something that is not worth a conflict.
func pick(hasBase bool, b, o, t string) string {
	if hasBase && o == b {
		return t
	}
	return o
}

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

// replaced tells of list items and repeated blocks that have little in common but
// their place.
func replaced(a, b *item) bool {
	switch {
	case a.kind == itemElement && composite(a), a.many || b.many:
		x, y := a.known().leaves, b.known().leaves
		return 3*shared(x, y) <= min(len(x), len(y))
	}
	return false
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

// expr merges two versions of a value. ok is false if they conflict.
func (m *merger) expr(b, o, t *expr) (node, bool) {
	hasBase := b != nil
	switch {
	case o.raw == t.raw, hasBase && t.raw == b.raw:
		return text(o.raw), true
	case hasBase && o.raw == b.raw:
		return text(t.raw), true
	}
	plain := o.alias == nil && t.alias == nil && (!hasBase || b.alias == nil)
	if plain && o.shape == t.shape && (!hasBase || o.shape == b.shape) {
		return m.parts(b, o, t)
	}
	switch {
	case o.hash == t.hash, hasBase && t.hash == b.hash:
		return text(o.raw), true
	case hasBase && o.hash == b.hash:
		return text(t.raw), true
	}
	if hasBase && plain {
		return m.rewrapped(b, o, t)
	}
	return nil, false
}

// parts merges values that differ within their groups only. All else is as the
// side writes it that changed the layout.
func (m *merger) parts(b, o, t *expr) (node, bool) {
	lay := o
	if b != nil && o.frame() == b.frame() {
		lay = t
	}
	before, core, after := lay.split()
	out := seq{text(before)}
	co, ct := o.core(), t.core()
	for i, p := range core.parts {
		out = append(out, text(p.gap))
		if p.group == nil {
			out = append(out, text(p.text))
			continue
		}
		var gb *group
		if b != nil {
			gb = b.core().parts[i].group
		}
		n, ok := m.group(gb, co.parts[i].group, ct.parts[i].group)
		if !ok {
			return nil, false
		}
		out = append(out, n)
	}
	return append(out, text(after)), true
}

// split returns what stands around the core.
func (e *expr) split() (before string, core *expr, after string) {
	for e.core() != e {
		g := e.parts[0].group
		before += e.parts[0].gap + g.open
		after = g.close + after
		e = g.inner
	}
	return before, e, after
}

// frame is the value's text without its groups.
func (e *expr) frame() string {
	before, core, after := e.split()
	for _, p := range core.parts {
		before += p.gap + p.text + "\x00"
	}
	return before + after
}

// heredoc merges line by line; ok is false if the lines conflict.
func (m *merger) heredoc(b, o, t *group) (node, bool) {
	lay := o
	var lb []string
	if b != nil {
		lb = b.lines
		if o.open == b.open && o.close == b.close && o.indentation() == b.indentation() {
			lay = t
		}
	}
	if n, ok := mergeLines(lb, o.lines, t.lines); ok && o.marks() == t.marks() && (b == nil || o.marks() == b.marks()) {
		return text(lay.open + n + lay.close), true
	}
	if b != nil {
		lb = b.dedented()
	}
	n, ok := mergeLines(lb, o.dedented(), t.dedented())
	if !ok {
		return nil, false
	}
	indentation := ""
	if lay.marks() == "<<-" {
		indentation = lay.indentation()
	}
	out := lay.open
	for _, line := range linemerge.Split(n) {
		if line != "\n" {
			line = indentation + line
		}
		out += line
	}
	return text(out + lay.close), true
}

// marks returns << or <<-.
func (g *group) marks() string {
	if len(g.open) > 2 && g.open[2] == '-' {
		return "<<-"
	}
	return "<<"
}

func mergeLines(b, o, t []string) (string, bool) {
	out := ""
	for _, h := range linemerge.FineHunks(b, o, t) {
		lines := o[h.Ours.From:h.Ours.To]
		switch h.Kind {
		case linemerge.Conflicting:
			return "", false
		case linemerge.TakeTheirs:
			lines = t[h.Theirs.From:h.Theirs.To]
		}
		for _, line := range lines {
			out += line
		}
	}
	return out, true
}
