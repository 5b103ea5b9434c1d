package hclmerge

import (
	"math/bits"
	"slices"
	"strings"
)

// Hashes of what a piece means, without its layout. They are the same in every
// run, so that results are.

const (
	seed  uint64 = 0x9e3779b97f4a7c15
	prime uint64 = 0xd6e8feb86659fd93
)

// mix adds a value to a hash.
func mix(h, v uint64) uint64 {
	hi, lo := bits.Mul64(h^v^prime, (v+seed)|1)
	return (hi ^ lo) + bits.RotateLeft64(h, 23)
}

func hashString(h uint64, s string) uint64 {
	for len(s) >= 8 {
		h = mix(h, uint64(s[0])|uint64(s[1])<<8|uint64(s[2])<<16|uint64(s[3])<<24|
			uint64(s[4])<<32|uint64(s[5])<<40|uint64(s[6])<<48|uint64(s[7])<<56)
		s = s[8:]
	}
	tail := uint64(len(s) + 1)
	for i := 0; i < len(s); i++ {
		tail = tail<<8 | uint64(s[i])
	}
	return mix(h, tail)
}

// finish sets the item's hashes from its parts.
func (it *item) finish() {
	h := hashString(uint64(it.kind)+1, it.key)
	if it.value != nil {
		h = mix(h, it.value.hash)
	}
	if it.body != nil {
		h = mix(h, it.body.hash)
	}
	it.core = h
	for _, c := range it.lead {
		h = hashString(h, c.text)
	}
	if it.note.text != "" {
		h = hashString(mix(h, 1), it.note.text)
	}
	it.hash = h
}

// finish sets the group's hash. The order of a body's or object's items means
// nothing.
func (g *group) finish() {
	for i, it := range g.items {
		it.first, it.single = i == 0, !g.rows() && g.open != ""
	}
	g.markMany()
	h := mix(uint64(g.kind)+7, hashString(0, g.note.text))
	switch {
	case g.kind == groupHeredoc:
		for _, line := range g.dedented() {
			h = hashString(h, line)
		}
	case !g.kind.listed():
		h = mix(h, g.inner.hash)
	case g.kind.ordered():
		for _, it := range g.items {
			h = mix(h, it.hash)
		}
	default:
		all := make([]uint64, 0, len(g.items))
		for _, it := range g.items {
			all = append(all, it.hash)
		}
		slices.Sort(all)
		for _, v := range all {
			h = mix(h, v)
		}
	}
	g.hash = h
}

// markMany marks blocks and list items that are not the only ones of their kind.
func (g *group) markMany() {
	var seen map[string]*item
	for _, it := range g.items {
		if (it.kind != itemBlock || len(it.labels) > 0) && it.bare() == nil {
			continue
		}
		if seen == nil {
			seen = map[string]*item{}
		}
		if first := seen[it.typ]; first != nil {
			first.many, it.many = true, true
			continue
		}
		seen[it.typ] = it
	}
}

// finish sets the expression's hashes.
func (e *expr) finish() {
	if c := e.core(); c != e {
		e.shape, e.hash = c.shape, c.hash
		return
	}
	shape, h := seed, seed
	for _, p := range e.parts {
		if p.group == nil {
			shape, h = mix(shape, p.hash), mix(h, p.hash)
			continue
		}
		shape, h = mix(shape, uint64(p.group.kind)+99), mix(mix(h, 99), p.group.hash)
	}
	e.shape, e.hash = shape, h
}

// looksLikeCode tells of a comment that holds commented-out HCL.
func looksLikeCode(text string) bool {
	text = strings.TrimSpace(text)
	if text == "" {
		return false
	}
	if strings.ContainsRune("{}[](),", rune(text[len(text)-1])) && !strings.Contains(text, ". ") {
		last := text[len(text)-1]
		if last == '}' || last == '{' || last == '[' || last == ']' {
			return true
		}
	}
	name, value, found := strings.Cut(text, "=")
	name = strings.Trim(strings.TrimSpace(name), `"`)
	return found && name != "" && strings.TrimSpace(value) != "" && !strings.ContainsAny(name, " \t`'")
}
