package hclmerge

import (
	"slices"
	"strings"
)

// facts are what is known of an item besides its tree, found when needed.
type facts struct {
	leaves   []uint64 // sorted
	entries  []uint64 // of an object or block: what stands in it, sorted
	identity string
}

func (it *item) known() *facts {
	if it.facts == nil {
		it.facts = &facts{leaves: sorted(it.appendLeaves(nil)), identity: it.findIdentity()}
		if g := it.named(); g != nil {
			for _, inner := range g.items {
				it.facts.entries = append(it.facts.entries, inner.core)
			}
			slices.Sort(it.facts.entries)
		}
	}
	return it.facts
}

func sorted(leaves []uint64) []uint64 {
	slices.Sort(leaves)
	return leaves
}

// appendLeaves appends a hash for each leaf: a value with the name it has, a
// list item, a block's header, a comment, a line of a heredoc. Where a leaf
// stands is no part of it.
func (it *item) appendLeaves(out []uint64) []uint64 {
	for _, c := range it.lead {
		out = appendComment(out, c)
	}
	out = appendComment(out, it.note)
	h := hashString(uint64(it.kind)+1, it.key)
	switch g := it.bare(); {
	case g != nil:
		out = g.appendLeaves(h, out)
	case it.value != nil:
		out = it.value.appendLeaves(h, out)
	}
	if it.body != nil {
		out = it.body.appendLeaves(h, append(out, h))
	}
	return out
}

// bare returns the object, list or other group that a list item is: that it is
// one is no leaf.
func (it *item) bare() *group {
	if it.kind != itemElement || it.value.alias != nil {
		return nil
	}
	return it.value.only()
}

func appendComment(out []uint64, c comment) []uint64 {
	for line := range strings.SplitSeq(c.text, "\n") {
		if line != "" {
			out = append(out, hashString(1, line))
		}
	}
	return out
}

func (e *expr) appendLeaves(h uint64, out []uint64) []uint64 {
	if e.alias != nil {
		e = e.alias
	}
	e = e.core()
	out = append(out, mix(h, e.shape))
	for _, p := range e.parts {
		if p.group != nil {
			out = p.group.appendLeaves(h, out)
		}
	}
	return out
}

func (g *group) appendLeaves(h uint64, out []uint64) []uint64 {
	out = appendComment(out, g.note)
	switch {
	case g.kind == groupHeredoc:
		for _, line := range g.dedented() {
			out = append(out, hashString(2, line))
		}
	case g.kind.listed():
		for _, it := range g.items {
			out = it.appendLeaves(out)
		}
	default:
		out = g.inner.appendLeaves(mix(h, 5), out)
	}
	return out
}

// identifying are the names whose values tell list items and repeated blocks
// from each other, the strongest first.
var identifying = []string{"name", "Name", "sid", "Sid", "id", "Id", "ID", "key", "Key", "alias", "containerName", "container_name"}

// named returns the block or object that the item is, or nil.
func (it *item) named() *group {
	g := it.body
	if g == nil && it.value != nil {
		g = it.value.only()
	}
	if g == nil || g.kind != groupBody && g.kind != groupObject {
		return nil
	}
	return g
}

// findIdentity returns the item's identifying name and value, if it has one.
func (it *item) findIdentity() string {
	g := it.named()
	if g == nil {
		return ""
	}
	for _, name := range identifying {
		for _, inner := range g.items {
			if inner.key == name && inner.value != nil && inner.value.only() == nil {
				return name + " = " + strings.TrimSpace(inner.value.raw)
			}
		}
	}
	return ""
}

// alike returns from 0 to 1 how much two items have in common.
func alike(a, b *item) float64 {
	x, y := a.known(), b.known()
	score := max(portion(x.leaves, y.leaves), portion(x.entries, y.entries))
	switch {
	case x.identity == y.identity && x.identity != "":
		score += 1
	case x.identity != y.identity:
		score *= 0.6
	}
	return score
}

// portion returns from 0 to 1 how much two sorted lists have in common.
func portion(a, b []uint64) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	return 2 * float64(shared(a, b)) / float64(len(a)+len(b))
}

// shared counts what two sorted lists have in common.
func shared(a, b []uint64) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			n, i, j = n+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return n
}
