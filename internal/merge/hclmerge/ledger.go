package hclmerge

import "github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"

// A second opinion on a result: each leaf, under the names above it, must stand
// there as often as the changes of the two sides say. It knows nothing of how
// items were paired.

// ledger counts leaves on the three sides and in the result.
type ledger struct {
	leaves map[uint64]*leafCount
	// crowds sum up, by side, what stands in a list or in the blocks of one name.
	crowds map[uint64]*[4]uint64
	// renamed are blocks whose leaves are counted under their new name.
	renamed map[string]string
	side    int
}

const result = 3 // the fourth side

// leafCount is one leaf. Within a crowd leaves can't be told from each other.
type leafCount struct {
	count [4]int
	plain uint64 // without the names above, as in hcltree's Item.Leaves
	crowd uint64
}

func newLedger(renamed map[string]string) *ledger {
	return &ledger{leaves: make(map[uint64]*leafCount, 512), crowds: map[uint64]*[4]uint64{}, renamed: renamed}
}

// unequal returns the items of each side that do not stand once, and alike, on all
// of them. What is equal everywhere needs no second opinion, and would only widen
// the bounds for leaves like its own.
func unequal(sides [4][]*hcltree.Item) (rest [4][]*hcltree.Item) {
	counts := make(map[uint64][4]int, len(sides[result]))
	for side, items := range sides {
		for _, it := range items {
			c := counts[it.Hash]
			c[side]++
			counts[it.Hash] = c
		}
	}
	for side, items := range sides {
		for _, it := range items {
			if counts[it.Hash] != [4]int{1, 1, 1, 1} {
				rest[side] = append(rest[side], it)
			}
		}
	}
	return rest
}

func (l *ledger) add(path, plain, crowd uint64) {
	h := hcltree.Mix(path, plain)
	e := l.leaves[h]
	if e == nil {
		e = &leafCount{plain: plain}
		l.leaves[h] = e
	}
	e.count[l.side]++
	if crowd != 0 {
		e.crowd = crowd
	}
}

func (l *ledger) sum(crowd, hash uint64) {
	c := l.crowds[crowd]
	if c == nil {
		c = &[4]uint64{}
		l.crowds[crowd] = c
	}
	c[l.side] += hcltree.Mix(hash, 11)
}

func (l *ledger) comment(c hcltree.Comment, path, crowd uint64) {
	if crowd == 0 {
		crowd = hcltree.Mix(path, 17)
	}
	for _, leaf := range c.Leaves() {
		l.add(path, leaf, crowd)
		l.sum(crowd, leaf)
	}
}

// items counts what is in a group whose names are path.
func (l *ledger) items(items []*hcltree.Item, path, crowd uint64) {
	for i, it := range items {
		for _, c := range it.Lead {
			l.comment(c, path, crowd)
		}
		l.comment(it.Note, path, crowd)
		key := it.Key
		if new, ok := l.renamed[key]; ok {
			key = new
		}
		h := hcltree.MixString(uint64(it.Kind)+1, key)
		below, inside := hcltree.Mix(path, h), crowd
		if it.Kind == hcltree.ItemElement {
			below = path
		}
		if it.Kind == hcltree.ItemBlock && crowd == 0 {
			l.sum(hcltree.Mix(below, 13), it.Hash)
			if len(it.Labels) == 0 || i > 0 && items[i-1].Key == it.Key {
				inside = hcltree.Mix(below, 13)
			}
		}
		plain := hcltree.MixString(uint64(it.Kind)+1, it.Key)
		switch g := it.AsGroup(); {
		case g != nil:
			l.group(g, plain, below, inside)
		case it.Value != nil:
			l.value(it.Value, plain, below, inside)
		}
		if it.Body != nil {
			l.add(path, h, inside)
			l.group(it.Body, plain, below, inside)
		}
	}
}

func (l *ledger) value(e *hcltree.Expr, plain, path, crowd uint64) {
	if e.Alias != nil {
		e = e.Alias
	}
	e = e.Core()
	l.add(path, hcltree.Mix(plain, e.Shape), crowd)
	for _, p := range e.Parts {
		if p.Group != nil {
			l.group(p.Group, plain, path, crowd)
		}
	}
}

func (l *ledger) group(g *hcltree.Group, plain, path, crowd uint64) {
	l.comment(g.Note, path, crowd)
	if crowd == 0 && (g.Kind.Ordered() || g.Kind == hcltree.GroupHeredoc) {
		crowd = hcltree.Mix(path, 19)
		l.sum(crowd, g.Hash)
	}
	switch {
	case g.Kind == hcltree.GroupHeredoc:
		for _, line := range g.Dedented() {
			l.add(path, hcltree.MixString(2, line), crowd)
		}
	case g.Kind.Listed():
		l.items(g.Items, path, crowd)
	default:
		l.value(g.Inner, hcltree.Mix(plain, 5), path, crowd)
	}
}

// balanced tells whether the result has each leaf as often as it must.
func (l *ledger) balanced(uncounted map[uint64]bool) bool {
	for _, e := range l.leaves {
		if uncounted[e.plain] {
			continue
		}
		least, most := bounds(e.count[base], e.count[ours], e.count[theirs])
		if l.bothChanged(e.crowd) {
			least, most = crowdBounds(e.count[base], e.count[ours], e.count[theirs])
		}
		if e.count[result] < least || e.count[result] > most {
			return false
		}
	}
	return true
}

func (l *ledger) bothChanged(crowd uint64) bool {
	c := l.crowds[crowd]
	return crowd != 0 && c != nil && c[ours] != c[base] && c[theirs] != c[base]
}

// bounds returns how often a leaf may stand in the result.
func bounds(b, o, t int) (least, most int) {
	x, y := o-b, t-b
	switch {
	case x > 0 && y > 0:
		return b + max(x, y), b + x + y
	case x < 0 && y < 0:
		return max(0, b+x+y), b + min(x, y)
	}
	return b + x + y, b + x + y
}

// crowdBounds are the bounds where a side may have taken a leaf away and added
// another one like it.
func crowdBounds(b, o, t int) (least, most int) {
	if b == 0 {
		return max(o, t), o + t
	}
	return max(0, min(o, t, o+t-b)), o + t
}
