package hclmerge

import (
	"encoding/binary"

	"github.com/aymanbagabas/go-udiff/lcs"
)

// inList pairs list items: those with the same identifying name wherever they
// stand, equal ones in order, then equal ones that moved. What was replaced
// between two pairs is a crowd.
func (m *matching) inList() {
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
			if m.to[i] < 0 && m.base[i].kind != itemComment {
				m.join(i, j)
			}
		}
		i, j = d.End, d.ReplEnd
	}
	matchByHash(&m.pairing, m.base, m.side, free(m.base, 0, len(a), m.to), free(m.side, 0, len(b), m.from))
	for _, d := range diffs {
		is, js := free(m.base, d.Start, d.End, m.to), free(m.side, d.ReplStart, d.ReplEnd, m.from)
		if len(is) > 0 && len(js) > 0 {
			m.crowds = append(m.crowds, [2][]int{is, js})
		}
	}
}

// uniqueIdentities returns where each identity stands; -1 if it is not unique.
func uniqueIdentities(items []*item) map[string]int {
	out := map[string]int{}
	for i, it := range items {
		if it.kind == itemComment || it.value == nil || it.value.only() == nil {
			continue
		}
		id := it.known().identity
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
func tokensOf(items []*item, paired []int, first bool) []string {
	out := make([]string, len(items))
	for i, it := range items {
		b := make([]byte, 0, 9)
		switch {
		case paired[i] < 0:
			b = binary.BigEndian.AppendUint64(append(b, 'h'), it.hash)
		case first:
			b = binary.BigEndian.AppendUint64(append(b, 'p'), uint64(i))
		default:
			b = binary.BigEndian.AppendUint64(append(b, 'p'), uint64(paired[i]))
		}
		out[i] = string(b)
	}
	return out
}

// free returns the items from one index to another that have no partner.
func free(items []*item, from, to int, paired []int) []int {
	var out []int
	for i := from; i < to; i++ {
		if paired[i] < 0 && items[i].kind != itemComment {
			out = append(out, i)
		}
	}
	return out
}

// composite tells of items that have parts which can be merged.
func composite(it *item) bool {
	for _, part := range it.value.core().parts {
		if part.group != nil {
			return true
		}
	}
	return false
}
