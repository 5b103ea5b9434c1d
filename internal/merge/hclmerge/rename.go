package hclmerge

// A block whose labels one side changed is, for the pairing, gone on that side,
// and another one is new there. If the other side changed the block, its change
// belongs into the renamed one.

// renames pairs blocks that one side changed and the other renamed.
func (a *arrangement) renames() {
	a.renamedIn(&a.po, &a.pt, a.o, a.t)
	a.renamedIn(&a.pt, &a.po, a.t, a.o)
	a.renamedTwice()
}

// renamedTwice pairs a block to which both sides gave other names: they conflict.
func (a *arrangement) renamedTwice() {
	for i, b := range a.b {
		if b.kind != itemBlock || len(b.labels) == 0 || a.po.to[i] >= 0 || a.pt.to[i] >= 0 {
			continue
		}
		j, k := a.renamed(b, &a.po, &a.pt, a.o, a.t), a.renamed(b, &a.pt, &a.po, a.t, a.o)
		if j >= 0 && k >= 0 && a.soleOrigin(a.o[j], b, &a.po) && a.soleOrigin(a.t[k], b, &a.pt) {
			a.po.join(i, j)
			a.pt.join(i, k)
		}
	}
}

func (a *arrangement) renamedIn(p, q *pairing, side, other []*item) {
	for i, b := range a.b {
		if b.kind != itemBlock || len(b.labels) == 0 || p.to[i] >= 0 || q.to[i] < 0 || other[q.to[i]].hash == b.hash {
			continue
		}
		if j := a.renamed(b, p, q, side, other); j >= 0 && a.soleOrigin(side[j], b, p) {
			p.join(i, j)
		}
	}
}

// renamed returns the one added block that is b under another name, or -1.
func (a *arrangement) renamed(b *item, p, q *pairing, side, other []*item) int {
	best, second, at := 0.0, 0.0, -1
	for j, it := range side {
		if p.from[j] >= 0 || !mayBeRenamed(b, it) || addedToo(it, other, q) {
			continue
		}
		switch score := bodyOverlap(b, it); {
		case score > best:
			best, second, at = score, best, j
		case score > second:
			second = score
		}
	}
	if best < 0.6 || best-second < 0.15 {
		return -1
	}
	return at
}

func addedToo(it *item, other []*item, q *pairing) bool {
	for k, o := range other {
		if q.from[k] < 0 && o.key == it.key {
			return true
		}
	}
	return false
}

// soleOrigin tells whether no other block that is gone fits as well.
func (a *arrangement) soleOrigin(it, b *item, p *pairing) bool {
	score := bodyOverlap(b, it)
	for i, other := range a.b {
		if other != b && p.to[i] < 0 && mayBeRenamed(other, it) && bodyOverlap(other, it) > score-0.15 {
			return false
		}
	}
	return true
}

func mayBeRenamed(a, b *item) bool {
	return a.kind == itemBlock && b.kind == itemBlock && a.typ == b.typ && len(a.labels) == len(b.labels) && len(b.labels) > 0
}

// bodyOverlap returns from 0 to 1 how much two blocks have in common besides
// their names; 0 if it is too little to go by.
func bodyOverlap(a, b *item) float64 {
	x, y := a.known().leaves, b.known().leaves
	n := shared(x, y)
	total := len(x) + len(y) - 2 // without the headers
	if n < 3 || total <= 0 {
		return 0
	}
	return 2 * float64(n) / float64(total)
}

// renamedAlike gives blocks that both sides renamed alike the base they had.
func (a *arrangement) renamedAlike() {
	for j, k := range a.added.to {
		if k < 0 || a.o[j].kind != itemBlock || a.o[j].hash == a.t[k].hash {
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
