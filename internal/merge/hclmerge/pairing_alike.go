package hclmerge

import (
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"
)

// pairEqual pairs equal items, in order.
func pairEqual(p *pairing, base, side []*hcltree.Item, is, js []int) {
	queue := make(map[uint64][]int, len(js))
	for _, j := range js {
		if p.from[j] < 0 {
			queue[side[j].Hash] = append(queue[side[j].Hash], j)
		}
	}
	for _, i := range is {
		h := base[i].Hash
		if q := queue[h]; p.to[i] < 0 && len(q) > 0 {
			p.join(i, q[0])
			queue[h] = q[1:]
		}
	}
}

// pairAlike pairs the rest by what they have in common, the best first. Beyond
// a few thousand combinations it compares only items that stand near each other.
func pairAlike(p *pairing, base, side []*hcltree.Item, is, js []int, enough float64) {
	type candidate struct {
		i, j  int
		score float64
		apart int
	}
	is = slices.DeleteFunc(slices.Clone(is), func(i int) bool { return p.to[i] >= 0 })
	js = slices.DeleteFunc(slices.Clone(js), func(j int) bool { return p.from[j] >= 0 })
	window := len(js)
	if len(is)*len(js) > 4096 {
		window = 8
	}
	var all []candidate
	for x, i := range is {
		for y := max(0, x-window); y < min(len(js), x+window+1); y++ {
			if score := alike(base[i], side[js[y]]); score >= enough {
				all = append(all, candidate{i, js[y], score, max(x-y, y-x)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		switch {
		case a.score != b.score:
			if a.score > b.score {
				return -1
			}
			return 1
		default:
			return a.apart - b.apart
		}
	})
	for _, c := range all {
		if p.to[c.i] < 0 && p.from[c.j] < 0 {
			p.join(c.i, c.j)
		}
	}
}

// pairComments pairs comments that are items: equal ones, then those that have
// half of their lines in common.
func pairComments(p *pairing, base, side []*hcltree.Item) {
	is, js := commentItems(base), commentItems(side)
	if len(is) == 0 || len(js) == 0 {
		return
	}
	pairEqual(p, base, side, is, js)
	pairAlike(p, base, side, is, js, 0.5)
}

func commentItems(items []*hcltree.Item) []int {
	var out []int
	for i, it := range items {
		if it.Kind == hcltree.ItemComment {
			out = append(out, i)
		}
	}
	return out
}
