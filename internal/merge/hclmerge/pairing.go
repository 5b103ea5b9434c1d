package hclmerge

import (
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"
)

// pairing says which items of two lists are the same thing. Indexes count from
// 0; -1 is nothing.
type pairing struct {
	to   []int // by index in the first list, the index in the second
	from []int // by index in the second, the index in the first
}

func newPairing(a, b int) pairing {
	p := pairing{make([]int, a), make([]int, b)}
	for i := range p.to {
		p.to[i] = -1
	}
	for i := range p.from {
		p.from[i] = -1
	}
	return p
}

func (p *pairing) join(i, j int) { p.to[i], p.from[j] = j, i }

// reordered tells whether the pairs stand in another order in the second list.
func (p *pairing) reordered() bool {
	last := -1
	for _, j := range p.to {
		if j >= 0 && j < last {
			return true
		}
		last = max(last, j)
	}
	return false
}

// gaps returns by index in the second list the index in the first of the last
// pair before it that another pairing has too.
func (p *pairing) gaps(other *pairing) []int {
	out := make([]int, len(p.from))
	last := -1
	for j, i := range p.from {
		out[j] = last
		if i >= 0 && other.to[i] >= 0 {
			last = i
		}
	}
	return out
}

// matching pairs the items of base with those of both sides, in two rounds: what
// is certain on both sides comes before what only looks alike.
type matching struct {
	kind       hcltree.GroupKind
	base, side []*hcltree.Item
	pairing
	crowds [][2][]int   // of what may be paired by content: indexes in base and side
	isNew  map[int]bool // of side: no item of base may be paired with these
}

// pairItems pairs the items of base with those of two sides. guessed tells whether
// it went by more than names and what is equal.
func pairItems(kind hcltree.GroupKind, b, o, t []*hcltree.Item) (po, pt pairing, guessed bool) {
	x := &matching{kind: kind, base: b, side: o, pairing: newPairing(len(b), len(o)), isNew: map[int]bool{}}
	y := &matching{kind: kind, base: b, side: t, pairing: newPairing(len(b), len(t)), isNew: map[int]bool{}}
	for _, m := range []*matching{x, y} {
		if kind.Ordered() {
			m.byOrder()
		} else {
			m.byName()
		}
	}
	if len(x.crowds) > 0 || len(y.crowds) > 0 {
		guessed = x.guesses() || y.guesses()
		addedByBoth(x, y)
		x.byContent()
		y.byContent()
		x.splitCrowds()
		y.splitCrowds()
		byPosition(x, y)
	}
	for _, m := range []*matching{x, y} {
		pairComments(&m.pairing, m.base, m.side)
	}
	return x.pairing, y.pairing, guessed
}

// guesses tells whether it isn't plain what may be paired with what.
func (m *matching) guesses() bool {
	return slices.ContainsFunc(m.crowds, func(c [2][]int) bool { return len(c[0]) > 1 || len(c[1]) > 1 })
}

// byName pairs by key; those that share a key, if they are equal.
func (m *matching) byName() {
	where := byKey(m.side)
	for key, is := range byKey(m.base) {
		js := where[key]
		if len(is) == 1 && len(js) == 1 {
			m.join(is[0], js[0])
			continue
		}
		if len(js) > 0 {
			pairEqual(&m.pairing, m.base, m.side, is, js)
			m.crowds = append(m.crowds, [2][]int{is, js})
		}
	}
}

// byContent pairs the rest of each crowd by what they have in common.
func (m *matching) byContent() {
	for _, c := range m.crowds {
		is, js := c[0], slices.DeleteFunc(slices.Clone(c[1]), func(j int) bool { return m.isNew[j] })
		pairAlike(&m.pairing, m.base, m.side, is, js, 0.3, alike)
		if !m.kind.Ordered() {
			m.untangle(is, js)
		}
	}
}

// splitCrowds makes of each crowd of named things the runs between its pairs. Lists
// have such crowds from the beginning.
func (m *matching) splitCrowds() {
	if m.kind.Ordered() {
		return
	}
	var runs [][2][]int
	for _, c := range m.crowds {
		is, js := c[0], c[1]
		var run [2][]int
		add := func() {
			if len(run[0]) > 0 && len(run[0]) == len(run[1]) {
				runs = append(runs, run)
			}
			run = [2][]int{}
		}
		for len(is) > 0 || len(js) > 0 {
			switch {
			case len(is) > 0 && m.to[is[0]] < 0:
				run[0] = append(run[0], is[0])
				is = is[1:]
			case len(js) > 0 && m.from[js[0]] < 0:
				run[1] = append(run[1], js[0])
				js = js[1:]
			default: // a pair ends the run, if it stands in order
				add()
				inOrder := len(is) > 0 && len(js) > 0 && m.to[is[0]] == js[0]
				is, js = is[min(1, len(is)):], js[min(1, len(js)):]
				if !inOrder {
					is, js = nil, nil
				}
			}
		}
		add()
	}
	m.crowds = runs
}

// byKey returns where the items of each key stand; comments have none.
func byKey(items []*hcltree.Item) map[string][]int {
	out := make(map[string][]int, len(items))
	for i, it := range items {
		if it.Kind != hcltree.ItemComment {
			out[it.Key] = append(out[it.Key], i)
		}
	}
	return out
}
