package hclmerge

import (
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"
)

// rewrapped merges a value around which one side put something, such as
// merge(local.tags, {…}), while the other changed what is inside: the change is
// made where the inside stands now. ok is false if that is not plain to see.
func (m *merger) rewrapped(b, o, t *hcltree.Expr) (output, bool) {
	switch {
	case t.Shape == b.Shape:
		return m.carry(b, o, t, false)
	case o.Shape == b.Shape:
		return m.carry(b, t, o, true)
	}
	return nil, false
}

// carry brings the changes from b to inner into outer. swap says that outer is
// theirs.
func (m *merger) carry(b, outer, inner *hcltree.Expr, swap bool) (output, bool) {
	out := seq{}
	rest := outer.Raw
	all := outer.Groups()
	for i, p := range b.Core().Parts {
		if p.Group == nil || p.Group.Hash == inner.Core().Parts[i].Group.Hash {
			continue
		}
		at := counterpart(p.Group, all)
		if at == nil || strings.Count(outer.Raw, at.Raw) != 1 {
			return nil, false
		}
		o, t := at, inner.Core().Parts[i].Group
		if swap {
			o, t = t, o
		}
		n, ok := m.group(p.Group, o, t)
		before, after, found := strings.Cut(rest, at.Raw)
		if !ok || !found {
			return nil, false
		}
		out = append(out, text(before), n)
		rest = after
	}
	return append(out, text(rest)), true
}

// wrappedAlike merges a value around which both sides put the same, as after an
// earlier merge. ok is false if that is not plain to see.
func (m *merger) wrappedAlike(b, o, t *hcltree.Expr) (output, bool) {
	group := b.SoleGroup()
	if group == nil {
		return nil, false
	}
	x, y := counterpart(group, o.Groups()), counterpart(group, t.Groups())
	if x == nil || y == nil || strings.Count(o.Raw, x.Raw) != 1 || strings.Count(t.Raw, y.Raw) != 1 {
		return nil, false
	}
	before, after, _ := strings.Cut(o.Raw, x.Raw)
	beforeT, afterT, _ := strings.Cut(t.Raw, y.Raw)
	if sign(before) != sign(beforeT) || sign(after) != sign(afterT) {
		return nil, false
	}
	n, ok := m.group(group, x, y)
	return seq{text(before), n, text(after)}, ok
}

// counterpart returns the one group that is g or was made from it, or nil.
func counterpart(g *hcltree.Group, all []*hcltree.Group) *hcltree.Group {
	var same, like []*hcltree.Group
	for _, other := range all {
		switch {
		case other.Kind != g.Kind || !g.Kind.Listed() && g.Kind != hcltree.GroupHeredoc || g.Kind == hcltree.GroupArgs:
		case other.Hash == g.Hash:
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

func groupsAlike(a, b *hcltree.Group) float64 {
	return portion(a.Leaves(), b.Leaves())
}
