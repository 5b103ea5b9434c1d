package hclmerge

import (
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"
)

// What one side gave another name, such as a block another label or an object
// another key, is, for the pairing, gone on that side, and another thing is new
// there. If the other side changed it, its change belongs into the renamed one; if
// the other side deleted it, the two conflict. It is recognised by what is in it.

const (
	// manyRenames is how many comparisons are worth it; a file in which more came and
	// went was rewritten.
	manyRenames = 1 << 14
	// renamed is how well a new thing must fit one that is gone.
	renamed = 0.6
	// clearly is how much better it must fit than any other.
	clearly = 0.1
)

// renames pairs what one side renamed and the other changed, renamed or deleted.
func (a *arrangement) renames() {
	if a.kind.Ordered() || !slices.ContainsFunc(a.b, a.inQuestion()) {
		return
	}
	o := a.renamedBy(&a.po, a.o, &a.pt, a.t)
	t := a.renamedBy(&a.pt, a.t, &a.po, a.o)
	for i, b := range a.b {
		j, k := a.po.to[i], a.pt.to[i]
		newJ, newK := o.to[i], t.to[i]
		if newJ >= 0 && (k >= 0 && a.t[k].Hash != b.Hash || k < 0 && (newK >= 0 && j < 0 || o.surely[i])) {
			a.rename(&a.po, ours, i, newJ)
		}
		if newK >= 0 && (j >= 0 && a.o[j].Hash != b.Hash || j < 0 && (newJ >= 0 && k < 0 || t.surely[i])) {
			a.rename(&a.pt, theirs, i, newK)
		}
	}
}

// rename pairs an item of base with what it is on a side now. If it stands there
// under its old name, too, that one goes: what the other side deleted.
func (a *arrangement) rename(p *pairing, side, i, j int) {
	if old := p.to[i]; old >= 0 {
		p.from[old] = -1
		a.leftover[side] = append(a.leftover[side], old)
	}
	p.join(i, j)
	a.guessed = true
}

// inQuestion tells of items of base, one after the other, whether one side lacks
// them, and the other has not just left all alone.
func (a *arrangement) inQuestion() func(b *hcltree.Item) bool {
	i := -1
	return func(b *hcltree.Item) bool {
		i++
		return (a.po.to[i] < 0 || a.pt.to[i] < 0) && mayBeRenamed(b, b)
	}
}

// renamedBy returns what a side made of things under another name, as far as that is
// clear. What the other side deleted may have been renamed even if this one has it
// still: something like it was added beside it, and once it is gone nobody can tell
// whether the other was made of it.
func (a *arrangement) renamedBy(p *pairing, side []*hcltree.Item, q *pairing, other []*hcltree.Item) *suitors {
	s := &suitors{pairing: newPairing(len(a.b), len(side)), surely: make([]bool, len(a.b))}
	var gone, added []int
	addedThere := map[string]bool{}
	for k, it := range other {
		if q.from[k] < 0 {
			addedThere[it.Key] = true
		}
	}
	for j, it := range side {
		if p.from[j] < 0 && !addedThere[it.Key] && mayBeRenamed(it, it) {
			added = append(added, j)
		}
	}
	to, from := slices.Clone(p.to), slices.Clone(p.from)
	for i, b := range a.b {
		if j := to[i]; j >= 0 && q.to[i] < 0 && side[j].Hash == b.Hash {
			to[i], from[j] = -1, -1
		}
		if to[i] < 0 && mayBeRenamed(b, b) {
			gone = append(gone, i)
		}
	}
	if len(gone)*len(added) > manyRenames {
		return s
	}
	above, aboveThere := lastPaired(to, false), lastPaired(from, true)
	for _, i := range gone {
		for _, j := range added {
			f := likeness{at: above[i] == aboveThere[j], name: nameLikeness(a.b[i], side[j])}
			f.content = f.of(a.b[i], side[j])
			if k := q.to[i]; k >= 0 { // what the other side made of it, if this one has it already
				f.content = max(f.content, f.of(other[k], side[j]))
			}
			if fit := f.sum(); fit >= renamed {
				s.all = append(s.all, suitor{i, j, fit, f})
			}
		}
	}
	s.choose()
	return s
}

// mayBeRenamed tells whether two things are of one sort, and have something inside
// by which they could be recognised.
func mayBeRenamed(a, b *hcltree.Item) bool {
	switch {
	case a.Kind != b.Kind || a.Kind == hcltree.ItemComment:
		return false
	case a.Kind == hcltree.ItemBlock:
		return a.Type == b.Type && len(a.Labels) == len(b.Labels) && len(b.Labels) > 0
	}
	return a.HasParts() && b.HasParts()
}

// lastPaired returns by index the item of base of the last pair before it.
func lastPaired(partners []int, ofPartner bool) []int {
	out := make([]int, len(partners))
	last := -1
	for i, partner := range partners {
		out[i] = last
		switch {
		case partner >= 0 && ofPartner:
			last = partner
		case partner >= 0:
			last = i
		}
	}
	return out
}

// likeness is what speaks for one thing being another under a new name.
type likeness struct {
	content, name float64
	at            bool // it stands at the same place
}

// sum weighs them. Without content the rest is nothing; at another place, or under
// a name that is nothing like it, there must be more of it.
func (l likeness) sum() float64 {
	switch {
	case l.at && l.name >= 0.3 && l.content >= 0.1:
		return l.content + l.name/2 + 0.35
	case l.at && l.content >= 0.2:
		return l.content + l.name/4 + 0.2
	case l.content >= 0.4:
		return l.content + l.name/4
	}
	return 0
}

// of returns from 0 to 1 how much two things have in common besides their names; 0
// if it is too little to go by.
func (l likeness) of(a, b *hcltree.Item) float64 {
	if !mayBeRenamed(a, b) {
		return 0
	}
	x, y := a.Leaves(), b.Leaves()
	n := shared(x, y)
	total := len(x) + len(y) - 2 // without their own
	if n == 0 || n < 3 && (!l.at || l.name < 0.3) {
		return 0
	}
	return 2 * float64(n) / float64(total)
}

// nameLikeness returns from 0 to 1 how much of two names is the same at their
// beginnings and ends.
func nameLikeness(a, b *hcltree.Item) float64 {
	x, y := a.Key, b.Key
	if a.Kind == hcltree.ItemBlock {
		x, y = strings.Join(a.Labels, "\x00"), strings.Join(b.Labels, "\x00")
	}
	n := 0
	for n < min(len(x), len(y)) && x[n] == y[n] {
		n++
	}
	m := 0
	for m < min(len(x), len(y))-n && x[len(x)-1-m] == y[len(y)-1-m] {
		m++
	}
	return float64(n+m) / float64(max(len(x), len(y), 1))
}

// suitor is a thing of base that is gone and what it may be now.
type suitor struct {
	i, j int
	fit  float64
	likeness
}

// suitors are those that fit, and who was chosen.
type suitors struct {
	pairing
	all    []suitor
	surely []bool // by index in base: it stands at its place, and has most of what it had
}

func (s *suitors) choose() {
	for s.joinClearOnes() {
	}
	s.joinInOrder()
	for _, c := range s.all {
		s.surely[c.i] = s.surely[c.i] || s.to[c.i] == c.j && c.at && c.content >= renamed
	}
}

func (s *suitors) free(c suitor) bool { return s.to[c.i] < 0 && s.from[c.j] < 0 }

// joinClearOnes pairs those that fit each other clearly better than any others that
// are left, and tells whether there were such.
func (s *suitors) joinClearOnes() (found bool) {
	gone, added := map[int][2]float64{}, map[int][2]float64{} // the best, and the next
	for _, c := range s.all {
		if s.free(c) {
			gone[c.i], added[c.j] = ranked(gone[c.i], c.fit), ranked(added[c.j], c.fit)
		}
	}
	for _, c := range s.all {
		x, y := gone[c.i], added[c.j]
		if s.free(c) && c.fit == x[0] && c.fit == y[0] && c.fit-max(x[1], y[1]) >= clearly {
			s.join(c.i, c.j)
			found = true
		}
	}
	return found
}

func ranked(best [2]float64, fit float64) [2]float64 {
	switch {
	case fit > best[0]:
		return [2]float64{fit, best[0]}
	case fit > best[1]:
		return [2]float64{best[0], fit}
	}
	return best
}

// joinInOrder pairs those of which content doesn't tell which is which: in their
// order, if there are as many on both sides, and none fits another much better.
func (s *suitors) joinInOrder() {
	for _, first := range s.all {
		if !s.free(first) {
			continue
		}
		gone, added := s.around(first)
		if len(gone) != len(added) {
			continue
		}
		fits := map[[2]int]float64{}
		best := map[int]float64{}
		for _, c := range s.all {
			fits[[2]int{c.i, c.j}] = c.fit
			if slices.Contains(added, c.j) {
				best[c.i] = max(best[c.i], c.fit)
			}
		}
		alike := true
		for n, i := range gone {
			fit, ok := fits[[2]int{i, added[n]}]
			alike = alike && ok && fit > best[i]-clearly
		}
		for n, i := range gone {
			if alike {
				s.join(i, added[n])
			}
		}
	}
}

// around returns in order what hangs together with a suitor.
func (s *suitors) around(c suitor) (gone, added []int) {
	gone, added = []int{c.i}, []int{c.j}
	for n := 0; n < len(gone)+len(added); {
		n = len(gone) + len(added)
		for _, d := range s.all {
			x, y := slices.Contains(gone, d.i), slices.Contains(added, d.j)
			if s.free(d) && x && !y {
				added = append(added, d.j)
			}
			if s.free(d) && y && !x {
				gone = append(gone, d.i)
			}
		}
	}
	slices.Sort(gone)
	slices.Sort(added)
	return gone, added
}

// renamedAlike gives what both sides renamed alike the base that it had.
func (a *arrangement) renamedAlike() {
	gone := 0
	for i := range a.b {
		if a.po.to[i] < 0 && a.pt.to[i] < 0 && mayBeRenamed(a.b[i], a.b[i]) {
			gone++
		}
	}
	if gone == 0 || gone*len(a.o) > manyRenames {
		return
	}
	s := &suitors{pairing: newPairing(len(a.b), len(a.o)), surely: make([]bool, len(a.b))}
	above, aboveO := lastPaired(a.po.to, false), lastPaired(a.po.from, true)
	for j, k := range a.added.to {
		if k < 0 || a.o[j].Hash == a.t[k].Hash {
			continue
		}
		for i, b := range a.b {
			if a.po.to[i] >= 0 || a.pt.to[i] >= 0 {
				continue
			}
			f := likeness{at: above[i] == aboveO[j], name: nameLikeness(b, a.o[j])}
			f.content = max(f.of(b, a.o[j]), f.of(b, a.t[k]))
			if fit := f.sum(); fit >= renamed {
				s.all = append(s.all, suitor{i, j, fit, f})
			}
		}
	}
	s.choose()
	for i, j := range s.to {
		if j >= 0 {
			k := a.added.to[j]
			a.added.to[j], a.added.from[k] = -1, -1
			a.po.join(i, j)
			a.pt.join(i, k)
			a.guessed = true
		}
	}
}
