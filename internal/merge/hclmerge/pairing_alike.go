package hclmerge

import (
	"slices"
	"strings"
	"unicode"

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
func pairAlike(p *pairing, base, side []*hcltree.Item, is, js []int, enough float64, alike func(a, b *hcltree.Item) float64) {
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

// untangle pairs a crowd in its order where what its items have in common hardly
// tells more: among look-alikes one that was changed may well be like what another
// was.
func (m *matching) untangle(is, js []int) {
	tangled, equal, total, last := false, 0, 0.0, -1
	for _, i := range is {
		j := m.to[i]
		if j < 0 {
			continue
		}
		tangled, last = tangled || j < last, max(last, j)
		total += alike(m.base[i], m.side[j])
		if m.base[i].Hash == m.side[j].Hash {
			equal++
		}
	}
	if !tangled || equal == min(len(is), len(js)) || len(is)*len(js) > 4096 {
		return
	}
	pairs, inOrder := align(m.base, m.side, is, js)
	if inOrder < total-0.25 {
		return // they were reordered
	}
	for _, i := range is {
		if j := m.to[i]; j >= 0 {
			m.to[i], m.from[j] = -1, -1
		}
	}
	for _, p := range pairs {
		m.join(p[0], p[1])
	}
}

// align pairs in order what has the most in common in all, and returns how much.
func align(base, side []*hcltree.Item, is, js []int) (pairs [][2]int, total float64) {
	best := make([][]float64, len(is)+1) // of what is left from here on
	for x := range best {
		best[x] = make([]float64, len(js)+1)
	}
	score := func(x, y int) float64 {
		if s := alike(base[is[x]], side[js[y]]); s >= 0.3 {
			return s
		}
		return -1
	}
	for x := len(is) - 1; x >= 0; x-- {
		for y := len(js) - 1; y >= 0; y-- {
			best[x][y] = max(best[x+1][y], best[x][y+1], best[x+1][y+1]+score(x, y))
		}
	}
	for x, y := 0, 0; x < len(is) && y < len(js); {
		switch {
		case best[x][y] == best[x+1][y+1]+score(x, y) && score(x, y) > 0:
			pairs = append(pairs, [2]int{is[x], js[y]})
			x, y = x+1, y+1
		case best[x][y] == best[x+1][y]:
			x++
		default:
			y++
		}
	}
	return pairs, best[0][0]
}

// pairComments pairs comments that are items: equal ones, then those that have
// half of their lines in common.
func pairComments(p *pairing, base, side []*hcltree.Item) {
	is, js := commentItems(base), commentItems(side)
	if len(is) == 0 || len(js) == 0 {
		return
	}
	pairEqual(p, base, side, is, js)
	pairAlike(p, base, side, is, js, 0.5, commentsAlike)
}

// commentsAlike returns from 0 to 1 how many lines two comments have in common. Those
// that only draw a frame say nothing.
func commentsAlike(a, b *hcltree.Item) float64 {
	return portion(wordLines(a), wordLines(b))
}

func wordLines(it *hcltree.Item) []uint64 {
	var out []uint64
	for _, c := range it.Lead {
		for line := range strings.Lines(c.Text) {
			if strings.ContainsFunc(line, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
				out = append(out, hcltree.MixString(1, strings.TrimSpace(line)))
			}
		}
	}
	slices.Sort(out)
	return out
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
