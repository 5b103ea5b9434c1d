package hclmerge

// A second opinion on a result: each leaf, under the names above it, must stand
// there as often as the changes of the two sides say. It knows nothing of how
// items were paired.

// ledger counts leaves on the three sides and in the result.
type ledger struct {
	leaves map[uint64]*entry
	// crowds sum up, by side, what stands in a list or in the blocks of one name.
	crowds map[uint64]*[4]uint64
	// renamed are blocks whose leaves are counted under their new name.
	renamed map[string]string
	side    int
}

const result = 3 // the fourth side

// entry is one leaf. Within a crowd leaves can't be told from each other.
type entry struct {
	count [4]int
	plain uint64 // without the names above, as in item.known
	crowd uint64
}

func newLedger(renamed map[string]string) *ledger {
	return &ledger{leaves: make(map[uint64]*entry, 512), crowds: map[uint64]*[4]uint64{}, renamed: renamed}
}

// skip returns the items of each side that are not the same on all of them.
func (l *ledger) skip(sides [4][]*item) (rest [4][]*item) {
	const all = 1 | 1<<8 | 1<<16 | 1<<24
	counts := make(map[uint64]uint32, len(sides[result]))
	for side, items := range sides {
		for _, it := range items {
			counts[it.hash] += 1 << (8 * side)
		}
	}
	for side, items := range sides {
		for _, it := range items {
			if counts[it.hash] != all {
				rest[side] = append(rest[side], it)
			}
		}
	}
	return rest
}

func (l *ledger) add(path, plain, crowd uint64) {
	h := mix(path, plain)
	e := l.leaves[h]
	if e == nil {
		e = &entry{plain: plain}
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
	c[l.side] += mix(hash, 11)
}

func (l *ledger) comment(c comment, path, crowd uint64) {
	if crowd == 0 {
		crowd = mix(path, 17)
	}
	for _, leaf := range appendComment(nil, c) {
		l.add(path, leaf, crowd)
		l.sum(crowd, leaf)
	}
}

// items counts what is in a group whose names are path.
func (l *ledger) items(items []*item, path, crowd uint64) {
	for i, it := range items {
		for _, c := range it.lead {
			l.comment(c, path, crowd)
		}
		l.comment(it.note, path, crowd)
		key := it.key
		if new, ok := l.renamed[key]; ok {
			key = new
		}
		h := hashString(uint64(it.kind)+1, key)
		below, inside := mix(path, h), crowd
		if it.kind == itemElement {
			below = path
		}
		if it.kind == itemBlock && crowd == 0 {
			l.sum(mix(below, 13), it.hash)
			if len(it.labels) == 0 || i > 0 && items[i-1].key == it.key {
				inside = mix(below, 13)
			}
		}
		plain := hashString(uint64(it.kind)+1, it.key)
		switch g := it.bare(); {
		case g != nil:
			l.group(g, plain, below, inside)
		case it.value != nil:
			l.value(it.value, plain, below, inside)
		}
		if it.body != nil {
			l.add(path, h, inside)
			l.group(it.body, plain, below, inside)
		}
	}
}

func (l *ledger) value(e *expr, plain, path, crowd uint64) {
	if e.alias != nil {
		e = e.alias
	}
	e = e.core()
	l.add(path, mix(plain, e.shape), crowd)
	for _, p := range e.parts {
		if p.group != nil {
			l.group(p.group, plain, path, crowd)
		}
	}
}

func (l *ledger) group(g *group, plain, path, crowd uint64) {
	l.comment(g.note, path, crowd)
	if crowd == 0 && (g.kind.ordered() || g.kind == groupHeredoc) {
		crowd = mix(path, 19)
		l.sum(crowd, g.hash)
	}
	switch {
	case g.kind == groupHeredoc:
		for _, line := range g.dedented() {
			l.add(path, hashString(2, line), crowd)
		}
	case g.kind.listed():
		l.items(g.items, path, crowd)
	default:
		l.value(g.inner, mix(plain, 5), path, crowd)
	}
}

// balanced tells whether the result has each leaf as often as it must.
func (l *ledger) balanced(loose map[uint64]bool) bool {
	for _, e := range l.leaves {
		if loose[e.plain] {
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
