package hclmerge

import (
	"encoding/binary"
	"slices"

	"github.com/aymanbagabas/go-udiff/lcs"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"
)

// byOrder pairs list items: those with the same identifying name wherever they
// stand, equal ones in order, then equal ones that moved. What was replaced
// between two pairs is a crowd.
func (m *matching) byOrder() {
	ids := uniqueIdentities(m.base)
	for id, j := range uniqueIdentities(m.side) {
		if i, ok := ids[id]; ok && i >= 0 && j >= 0 {
			m.join(i, j)
		}
	}
	a, b := tokensOf(m.base, m.to, true), tokensOf(m.side, m.from, false)
	diffs := lcs.DiffLines(a, b)
	i, j := 0, 0
	for _, d := range append(diffs, lcs.Diff{Start: len(a), ReplStart: len(b)}) {
		for ; i < d.Start; i, j = i+1, j+1 {
			if m.to[i] < 0 && m.base[i].Kind != hcltree.ItemComment {
				m.join(i, j)
			}
		}
		i, j = d.End, d.ReplEnd
	}
	pairEqual(&m.pairing, m.base, m.side, unpaired(m.base, 0, len(a), m.to), unpaired(m.side, 0, len(b), m.from))
	for _, d := range diffs {
		is, js := unpaired(m.base, d.Start, d.End, m.to), unpaired(m.side, d.ReplStart, d.ReplEnd, m.from)
		if len(is) > 0 && len(js) > 0 {
			m.crowds = append(m.crowds, [2][]int{is, js})
		}
	}
}

// uniqueIdentities returns where each identity stands; -1 if it is not unique.
func uniqueIdentities(items []*hcltree.Item) map[string]int {
	out := map[string]int{}
	for i, it := range items {
		if it.Kind == hcltree.ItemComment || it.Value == nil || it.Value.SoleGroup() == nil {
			continue
		}
		id := it.Identity()
		if id == "" {
			continue
		}
		if _, twice := out[id]; twice {
			i = -1
		}
		out[id] = i
	}
	return out
}

// tokensOf returns a string for each item, the same for the same things.
func tokensOf(items []*hcltree.Item, paired []int, first bool) []string {
	out := make([]string, len(items))
	for i, it := range items {
		b := make([]byte, 0, 9)
		switch {
		case paired[i] < 0:
			b = binary.BigEndian.AppendUint64(append(b, 'h'), it.Hash)
		case first:
			b = binary.BigEndian.AppendUint64(append(b, 'p'), uint64(i))
		default:
			b = binary.BigEndian.AppendUint64(append(b, 'p'), uint64(paired[i]))
		}
		out[i] = string(b)
	}
	return out
}

// unpaired returns the items from one index to another that have no partner.
func unpaired(items []*hcltree.Item, from, to int, paired []int) []int {
	var out []int
	for i := from; i < to; i++ {
		if paired[i] < 0 && items[i].Kind != hcltree.ItemComment {
			out = append(out, i)
		}
	}
	return out
}

// addedByBoth marks what both sides put somewhere alike as new where no item of
// base is lacking on both: however much it looks like what one side took away, it
// was not made of that.
func addedByBoth(x, y *matching) {
	inX, inY := x.crowdOf(), y.crowdOf()
	for j, k := range x.twins(y).to {
		if k >= 0 && x.lackedByBoth(y, j, inX[j], inY[k]) < 0 {
			x.isNew[j], y.isNew[k] = true, true
		}
	}
}

// twins pairs equal items of two sides that have no partner in base.
func (m *matching) twins(other *matching) pairing {
	equal := newPairing(len(m.side), len(other.side))
	pairEqual(&equal, m.side, other.side, unpaired(m.side, 0, len(m.side), m.from), unpaired(other.side, 0, len(other.side), other.from))
	return equal
}

// lackedByBoth returns an item of base that may have become item j, which both sides
// have in these crowds, or -1.
func (m *matching) lackedByBoth(other *matching, j, x, y int) int {
	if x < 0 || y < 0 {
		return -1
	}
	for _, i := range m.crowds[x][0] {
		if m.to[i] < 0 && other.to[i] < 0 && sameSort(m.base[i], m.side[j]) && slices.Contains(other.crowds[y][0], i) {
			return i
		}
	}
	return -1
}

// byPosition pairs list items with what stands where they stood. What the other
// side took away stood nowhere: it can't be told then whether it was replaced, or taken
// away beside something new.
func byPosition(x, y *matching) {
	inX, inY := x.crowdOf(), y.crowdOf()
	for j, k := range x.twins(y).to { // what both put there alike
		if k < 0 {
			continue
		}
		if i := x.lackedByBoth(y, j, inX[j], inY[k]); i >= 0 {
			x.join(i, j)
			y.join(i, k)
		} else {
			x.isNew[j], y.isNew[k] = true, true
		}
	}
	mine, yours := x.replacements(), y.replacements()
	for i := range x.base {
		j, replacedX := mine[i]
		k, replacedY := yours[i]
		hereX, hereY := replacedX || x.to[i] >= 0, replacedY || y.to[i] >= 0
		if replacedX && hereY {
			x.join(i, j)
		}
		if replacedY && hereX {
			y.join(i, k)
		}
	}
}

// replacements returns by base item what replaced it.
func (m *matching) replacements() map[int]int {
	out := map[int]int{}
	for _, c := range m.crowds {
		js := slices.DeleteFunc(slices.Clone(c[1]), func(j int) bool { return m.from[j] >= 0 || m.isNew[j] })
		is := slices.DeleteFunc(slices.Clone(c[0]), func(i int) bool { return m.to[i] >= 0 })
		for _, i := range is {
			at := slices.IndexFunc(js, func(j int) bool { return sameSort(m.base[i], m.side[j]) })
			if at >= 0 {
				out[i] = js[at]
				js = slices.Delete(js, at, at+1)
			}
		}
	}
	return out
}

// sameSort tells whether both are plain values, or both have parts.
func sameSort(a, b *hcltree.Item) bool {
	return a.Kind == hcltree.ItemBlock || (a.AsGroup() != nil) == (b.AsGroup() != nil)
}

// crowdOf returns by index in side the crowd that an item is in, or -1.
func (m *matching) crowdOf() []int {
	out := make([]int, len(m.side))
	for j := range out {
		out[j] = -1
	}
	for n, c := range m.crowds {
		for _, j := range c[1] {
			out[j] = n
		}
	}
	return out
}
