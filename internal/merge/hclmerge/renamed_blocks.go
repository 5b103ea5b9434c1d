package hclmerge

import "github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"

// A block whose labels one side changed is, for the pairing, gone on that side,
// and another one is new there. If the other side changed the block, its change
// belongs into the renamed one.

// manyRenames is how many comparisons of blocks are worth it; a file in which
// more came and went was rewritten.
const manyRenames = 1 << 14

// renames pairs blocks that one side changed and the other renamed, and those to
// which both gave other names: they conflict.
func (a *arrangement) renames() {
	newO, newT := addedBlocks(a.o, &a.po), addedBlocks(a.t, &a.pt)
	var gone []int
	for i, b := range a.b {
		if b.Kind == hcltree.ItemBlock && len(b.Labels) > 0 && (a.po.to[i] < 0 || a.pt.to[i] < 0) {
			gone = append(gone, i)
		}
	}
	if len(gone)*(len(newO)+len(newT)) > manyRenames {
		return
	}
	for _, i := range gone {
		b := a.b[i]
		switch {
		case a.po.to[i] < 0 && a.pt.to[i] < 0:
			a.goneTwice(i, newO, newT)
		case a.po.to[i] < 0 && a.t[a.pt.to[i]].Hash != b.Hash:
			if j := a.renamed(b, &a.po, newO, newT, a.o); j >= 0 {
				a.po.join(i, j)
			}
		case a.pt.to[i] < 0 && a.o[a.po.to[i]].Hash != b.Hash:
			if k := a.renamed(b, &a.pt, newT, newO, a.t); k >= 0 {
				a.pt.join(i, k)
			}
		}
	}
}

// goneTwice pairs a block that is on neither side under its name: both renamed it,
// or one did and the other deleted it.
func (a *arrangement) goneTwice(i int, newO, newT map[string]int) {
	b := a.b[i]
	j, k := a.renamed(b, &a.po, newO, newT, a.o), a.renamed(b, &a.pt, newT, newO, a.t)
	same := func(it *hcltree.Item) bool { return it.Body != nil && b.Body != nil && it.Body.Hash == b.Body.Hash }
	switch {
	case j >= 0 && k >= 0:
		a.po.join(i, j)
		a.pt.join(i, k)
	case j >= 0 && same(a.o[j]):
		a.po.join(i, j)
	case k >= 0 && same(a.t[k]):
		a.pt.join(i, k)
	}
}

// addedBlocks returns the blocks without a pair, by key.
func addedBlocks(items []*hcltree.Item, p *pairing) map[string]int {
	out := map[string]int{}
	for j, it := range items {
		if it.Kind == hcltree.ItemBlock && p.from[j] < 0 {
			out[it.Key] = j
		}
	}
	return out
}

// renamed returns the one block that a side added, and the other did not, that is
// b under another name; -1 if there is none, or if it may be another block.
func (a *arrangement) renamed(b *hcltree.Item, p *pairing, added, other map[string]int, side []*hcltree.Item) int {
	best, second, at := 0.0, 0.0, -1
	for key, j := range added {
		if _, both := other[key]; both || p.from[j] >= 0 || !mayBeRenamed(b, side[j]) {
			continue
		}
		switch score := bodyOverlap(b, side[j]); {
		case score > best:
			best, second, at = score, best, j
		case score > second:
			second = score
		}
	}
	if best < 0.6 || best-second < 0.15 || !a.soleOrigin(side[at], b, p) {
		return -1
	}
	return at
}

// soleOrigin tells whether no other block that is gone fits as well.
func (a *arrangement) soleOrigin(it, b *hcltree.Item, p *pairing) bool {
	score := bodyOverlap(b, it)
	for i, other := range a.b {
		if other != b && p.to[i] < 0 && mayBeRenamed(other, it) && bodyOverlap(other, it) > score-0.15 {
			return false
		}
	}
	return true
}

func mayBeRenamed(a, b *hcltree.Item) bool {
	return a.Kind == hcltree.ItemBlock && b.Kind == hcltree.ItemBlock && a.Type == b.Type && len(a.Labels) == len(b.Labels) && len(b.Labels) > 0
}

// bodyOverlap returns from 0 to 1 how much two blocks have in common besides
// their names; 0 if it is too little to go by.
func bodyOverlap(a, b *hcltree.Item) float64 {
	x, y := a.Leaves(), b.Leaves()
	n := shared(x, y)
	total := len(x) + len(y) - 2 // without the headers
	if n < 3 || total <= 0 {
		return 0
	}
	return 2 * float64(n) / float64(total)
}

// renamedAlike gives blocks that both sides renamed alike the base they had.
func (a *arrangement) renamedAlike() {
	gone := 0
	for i := range a.b {
		if a.po.to[i] < 0 && a.pt.to[i] < 0 {
			gone++
		}
	}
	for j, k := range a.added.to {
		if k < 0 || gone == 0 || gone*len(a.o) > manyRenames || a.o[j].Kind != hcltree.ItemBlock || a.o[j].Hash == a.t[k].Hash {
			continue
		}
		for i, b := range a.b {
			if a.po.to[i] < 0 && a.pt.to[i] < 0 && mayBeRenamed(b, a.o[j]) &&
				max(bodyOverlap(b, a.o[j]), bodyOverlap(b, a.t[k])) >= 0.6 {
				a.added.to[j], a.added.from[k] = -1, -1
				a.po.join(i, j)
				a.pt.join(i, k)
				break
			}
		}
	}
}
