package hclmerge

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
