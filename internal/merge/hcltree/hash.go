package hcltree

import (
	"math/bits"
	"slices"
)

// Hashes of what a piece says, without its layout. They are the same in every
// run, which hash/maphash does not promise, so that results are too.

const (
	seed  uint64 = 0x9e3779b97f4a7c15
	prime uint64 = 0xd6e8feb86659fd93
	// fnvPrime is that of the FNV hashes of 64 bits.
	fnvPrime uint64 = 1<<40 + 0x1b3
)

// Mix adds a value to a hash.
func Mix(h, v uint64) uint64 {
	hi, lo := bits.Mul64(h^v^prime, (v+seed)|1)
	return (hi ^ lo) + bits.RotateLeft64(h, 23)
}

// MixString adds a text to a hash.
func MixString(h uint64, s string) uint64 {
	text := seed
	for i := range len(s) {
		text = (text ^ uint64(s[i])) * fnvPrime
	}
	return Mix(Mix(h, uint64(len(s))), text)
}

// finish sets the item's hashes from its parts.
func (it *Item) finish() {
	h := MixString(uint64(it.Kind)+1, it.Key)
	if it.Value != nil {
		h = Mix(h, it.Value.Hash)
	}
	if it.Body != nil {
		h = Mix(h, it.Body.Hash)
	}
	it.CodeHash = h
	for _, c := range it.Lead {
		h = MixString(h, c.Text)
	}
	if it.Note.Text != "" {
		h = MixString(Mix(h, 1), it.Note.Text)
	}
	it.Hash = h
}

// finish sets the group's hash, and what its items know of their neighbours. The order of a body's or object's items means
// nothing.
func (g *Group) finish() {
	oneLine := g.Open != "" && !g.Rows()
	for i, it := range g.Items {
		it.First, it.OneLine = i == 0, oneLine
	}
	g.markRepeated()
	h := Mix(uint64(g.Kind)+7, MixString(0, g.Note.Text))
	switch {
	case g.Kind == GroupHeredoc:
		for _, line := range g.Dedented() {
			h = MixString(h, line)
		}
	case !g.Kind.Listed():
		h = Mix(h, g.Inner.Hash)
	case g.Kind.Ordered():
		for _, it := range g.Items {
			h = Mix(h, it.Hash)
		}
	default:
		all := make([]uint64, 0, len(g.Items))
		for _, it := range g.Items {
			all = append(all, it.Hash)
		}
		slices.Sort(all)
		for _, v := range all {
			h = Mix(h, v)
		}
	}
	g.Hash = h
}

// markRepeated marks blocks and list items that are not the only ones of their
// kind.
func (g *Group) markRepeated() {
	var seen map[string]*Item
	for _, it := range g.Items {
		if (it.Kind != ItemBlock || len(it.Labels) > 0) && it.AsGroup() == nil {
			continue
		}
		if seen == nil {
			seen = map[string]*Item{}
		}
		if first := seen[it.Type]; first != nil {
			first.Repeated, it.Repeated = true, true
			continue
		}
		seen[it.Type] = it
	}
}

// finish sets the expression's hashes.
func (e *Expr) finish() {
	if c := e.Core(); c != e {
		e.Shape, e.Hash = c.Shape, c.Hash
		return
	}
	shape, h := seed, seed
	for _, p := range e.Parts {
		if p.Group == nil {
			shape, h = Mix(shape, p.hash), Mix(h, p.hash)
			continue
		}
		shape, h = Mix(shape, uint64(p.Group.Kind)+99), Mix(Mix(h, 99), p.Group.Hash)
	}
	e.Shape, e.Hash = shape, h
}
