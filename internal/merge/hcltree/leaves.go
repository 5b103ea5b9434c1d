package hcltree

import (
	"slices"
	"strings"
)

// facts are what an item is compared by, beside its hashes. Finding them takes
// a walk through all that is in it.
type facts struct {
	leaves   []uint64 // sorted
	entries  []uint64 // sorted
	identity string
}

// findFacts walks through the item.
func (it *Item) findFacts() *facts {
	f := &facts{leaves: sorted(it.appendLeaves(nil)), identity: it.findIdentity()}
	if g := it.AsRecord(); g != nil {
		for _, inner := range g.Items {
			f.entries = append(f.entries, inner.CodeHash)
		}
		slices.Sort(f.entries)
	}
	return f
}

func sorted(leaves []uint64) []uint64 {
	slices.Sort(leaves)
	return leaves
}

// Leaves returns a sorted hash for each leaf of the group.
func (g *Group) Leaves() []uint64 { return sorted(g.appendLeaves(0, nil)) }

// Leaves returns a hash for each line of the comment.
func (c Comment) Leaves() []uint64 { return appendComment(nil, c) }

// appendLeaves appends a hash for each leaf: a value with the name it has, a
// list item, a block's header, a comment, a line of a heredoc. Where a leaf
// stands is no part of it.
func (it *Item) appendLeaves(out []uint64) []uint64 {
	for _, c := range it.Lead {
		out = appendComment(out, c)
	}
	out = appendComment(out, it.Note)
	h := MixString(uint64(it.Kind)+1, it.Key)
	switch g := it.AsGroup(); {
	case g != nil:
		out = g.appendLeaves(h, out)
	case it.Value != nil:
		out = it.Value.appendLeaves(h, out)
	}
	if it.Body != nil {
		out = it.Body.appendLeaves(h, append(out, h))
	}
	return out
}

func appendComment(out []uint64, c Comment) []uint64 {
	for line := range strings.SplitSeq(c.Text, "\n") {
		if line != "" {
			out = append(out, MixString(1, line))
		}
	}
	return out
}

func (e *Expr) appendLeaves(h uint64, out []uint64) []uint64 {
	if e.Alias != nil {
		e = e.Alias
	}
	e = e.Core()
	out = append(out, Mix(h, e.Shape))
	for _, p := range e.Parts {
		if p.Group != nil {
			out = p.Group.appendLeaves(h, out)
		}
	}
	return out
}

func (g *Group) appendLeaves(h uint64, out []uint64) []uint64 {
	out = appendComment(out, g.Note)
	switch {
	case g.Kind == GroupHeredoc:
		for _, line := range g.Dedented() {
			out = append(out, MixString(2, line))
		}
	case g.Kind.Listed():
		for _, it := range g.Items {
			out = it.appendLeaves(out)
		}
	default:
		out = g.Inner.appendLeaves(Mix(h, 5), out)
	}
	return out
}

// identifying are the names whose values tell list items and repeated blocks
// from each other, the strongest first.
var identifying = []string{"name", "Name", "sid", "Sid", "id", "Id", "ID", "key", "Key", "alias", "containerName", "container_name"}

// findIdentity returns the item's identifying name and value, if it has one.
func (it *Item) findIdentity() string {
	g := it.AsRecord()
	if g == nil {
		return ""
	}
	for _, name := range identifying {
		for _, inner := range g.Items {
			if inner.Key == name && inner.Value != nil && inner.Value.SoleGroup() == nil {
				return name + " = " + strings.TrimSpace(inner.Value.Raw)
			}
		}
	}
	return ""
}
