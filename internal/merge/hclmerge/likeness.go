package hclmerge

import "github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"

// alike returns from 0 to 1 how much two items have in common.
func alike(a, b *hcltree.Item) float64 {
	x, y := a.Identity(), b.Identity()
	score := max(portion(a.Leaves(), b.Leaves()), portion(a.Entries(), b.Entries()))
	switch {
	case x == y && x != "":
		score += 1
	case x != y:
		score *= 0.6
	}
	return score
}

// portion returns from 0 to 1 how much two sorted lists have in common.
func portion(a, b []uint64) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	return 2 * float64(shared(a, b)) / float64(len(a)+len(b))
}

// shared counts what two sorted lists have in common.
func shared(a, b []uint64) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			n, i, j = n+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return n
}
