package hclmerge

import "strings"

// rewrapped merges a value around which one side put something, such as
// merge(local.tags, {…}), while the other changed what is inside: the change is
// made where the inside stands now. ok is false if that place is not plain.
func (m *merger) rewrapped(b, o, t *expr) (node, bool) {
	switch {
	case t.shape == b.shape:
		return m.carry(b, o, t, false)
	case o.shape == b.shape:
		return m.carry(b, t, o, true)
	}
	return nil, false
}

// carry brings the changes from b to inner into outer. swap says that outer is
// theirs.
func (m *merger) carry(b, outer, inner *expr, swap bool) (node, bool) {
	out := seq{}
	rest := outer.raw
	all := outer.groupsBelow(nil)
	for i, p := range b.core().parts {
		if p.group == nil || p.group.hash == inner.core().parts[i].group.hash {
			continue
		}
		at := counterpart(p.group, all)
		if at == nil || strings.Count(outer.raw, at.raw) != 1 {
			return nil, false
		}
		o, t := at, inner.core().parts[i].group
		if swap {
			o, t = t, o
		}
		n, ok := m.group(p.group, o, t)
		before, after, found := strings.Cut(rest, at.raw)
		if !ok || !found {
			return nil, false
		}
		out = append(out, text(before), n)
		rest = after
	}
	return append(out, text(rest)), true
}

// groupsBelow appends the groups of a value, those inside too.
func (e *expr) groupsBelow(out []*group) []*group {
	for _, p := range e.parts {
		if p.group == nil {
			continue
		}
		out = append(out, p.group)
		if p.group.inner != nil {
			out = p.group.inner.groupsBelow(out)
		}
		for _, it := range p.group.items {
			if it.value != nil {
				out = it.value.groupsBelow(out)
			}
		}
	}
	return out
}

// counterpart returns the one group that is g or was made from it, or nil.
func counterpart(g *group, all []*group) *group {
	var same, like []*group
	for _, other := range all {
		switch {
		case other.kind != g.kind || !g.kind.listed() && g.kind != groupHeredoc || g.kind == groupArgs:
		case other.hash == g.hash:
			same = append(same, other)
		case groupsAlike(g, other) >= 0.5:
			like = append(like, other)
		}
	}
	switch {
	case len(same) == 1:
		return same[0]
	case len(same) == 0 && len(like) == 1:
		return like[0]
	}
	return nil
}

func groupsAlike(a, b *group) float64 {
	return portion(sorted(a.appendLeaves(0, nil)), sorted(b.appendLeaves(0, nil)))
}
