package hclmerge

import (
	"encoding/binary"

	"github.com/aymanbagabas/go-udiff/lcs"
)

// matchList pairs list items: those with the same identifying name wherever
// they stand, equal ones in order, then equal ones that moved; what was replaced
// between two pairs is paired if it is alike.
func matchList(p *pairing, base, side []*item) {
	ids := uniqueIdentities(base)
	for id, j := range uniqueIdentities(side) {
		if i, ok := ids[id]; ok && i >= 0 && j >= 0 {
			p.join(i, j)
		}
	}
	a, b := tokensOf(base, p.to, true), tokensOf(side, p.from, false)
	i, j := 0, 0
	var gaps []lcs.Diff
	for _, d := range append(lcs.DiffLines(a, b), lcs.Diff{Start: len(a), End: len(a), ReplStart: len(b), ReplEnd: len(b)}) {
		for ; i < d.Start; i, j = i+1, j+1 {
			if p.to[i] < 0 && base[i].kind != itemComment {
				p.join(i, j)
			}
		}
		i, j = d.End, d.ReplEnd
		gaps = append(gaps, d)
	}
	matchByHash(p, base, side, free(base, 0, len(base), p.to), free(side, 0, len(side), p.from))
	for _, d := range gaps {
		matchGap(p, base, side, free(base, d.Start, d.End, p.to), free(side, d.ReplStart, d.ReplEnd, p.from))
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

// matchGap pairs what was replaced by something else at the same place.
func matchGap(p *pairing, base, side []*item, is, js []int) {
	if len(is) == 0 || len(js) == 0 {
		return
	}
	matchAlike(p, base, side, is, js, 0.4)
	var x int
	for _, i := range is {
		if p.to[i] >= 0 || composite(base[i]) {
			continue
		}
		for x < len(js) && (p.from[js[x]] >= 0 || composite(side[js[x]])) {
			x++
		}
		if x == len(js) {
			return
		}
		p.join(i, js[x])
	}
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
