package hclmerge

import (
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"
)

// arrangement brings the items of three groups into one order.
type arrangement struct {
	kind    hcltree.GroupKind
	b, o, t []*hcltree.Item
	po, pt  pairing // base to ours, base to theirs
	added   pairing // ours to theirs, of what both added
	// leftover are by side the items that stand under the name which they had in base,
	// beside what they are taken to have become.
	leftover [3][]int
	guessed  bool            // pairs are not certain
	above    map[string]bool // what comments base has, see isFreeText
}

// arrange pairs the items of the three sides and puts them in order: as ours
// has them; what only theirs has comes behind its neighbour there, and behind
// what ours added there. A list that theirs alone reordered is ordered
// as theirs. ok is false if both reordered it.
func (m *merger) arrange(kind hcltree.GroupKind, b, o, t []*hcltree.Item) (triples []triple, ok bool) {
	a := arrangement{kind: kind, b: b, o: o, t: t}
	a.po, a.pt, a.guessed = pairItems(kind, b, o, t)
	a.renames()
	a.pairAdded()
	if !kind.Ordered() {
		a.renamedAlike()
	}
	if a.guessed && m.careful && m.depth > 0 {
		return nil, false
	}
	m.guessed = m.guessed || a.guessed
	followTheirs := false
	if kind.Ordered() && a.pt.reordered() {
		followTheirs = !a.po.reordered()
		if !followTheirs && !a.sameOrder() {
			return nil, false
		}
	}
	return a.order(followTheirs), true
}

// sameOrder tells whether what is in all three stands in the same order in both.
func (a *arrangement) sameOrder() bool {
	last := -1
	for _, i := range a.po.from {
		if i < 0 || a.pt.to[i] < 0 {
			continue
		}
		if a.pt.to[i] < last {
			return false
		}
		last = a.pt.to[i]
	}
	return true
}

// triplesOf returns for each item of ours and theirs its triple.
func (a *arrangement) triplesOf() (all []triple, so, st []int) {
	all = make([]triple, 0, len(a.o)+8)
	so, st = make([]int, len(a.o)), make([]int, len(a.t))
	for j, it := range a.o {
		s := triple{}
		s.of[ours] = it
		k := a.added.to[j]
		if i := a.po.from[j]; i >= 0 {
			s.of[base] = a.b[i]
			k = a.pt.to[i]
		}
		if k >= 0 {
			s.of[theirs] = a.t[k]
			st[k] = len(all)
		}
		if slices.Contains(a.leftover[ours], j) {
			s.of[base] = it
		}
		so[j] = len(all)
		all = append(all, s)
	}
	for k, it := range a.t {
		i, j := a.pt.from[k], a.added.from[k]
		if i >= 0 {
			j = a.po.to[i]
		}
		if j >= 0 {
			continue
		}
		s := triple{}
		s.of[theirs] = it
		if i >= 0 {
			s.of[base] = a.b[i]
		}
		if slices.Contains(a.leftover[theirs], k) {
			s.of[base] = it
		}
		st[k] = len(all)
		all = append(all, s)
	}
	return all, so, st
}

// order returns the triples in the order of one side, with those of the other
// beside their neighbours.
func (a *arrangement) order(followTheirs bool) []triple {
	all, spine, other := a.triplesOf()
	far := theirs
	if followTheirs {
		spine, other, far = other, spine, ours
	}
	behind := beside(all, spine, other, far)
	out := make([]triple, 0, len(all))
	for i := -1; i < len(spine); i++ {
		if i >= 0 {
			out = append(out, all[spine[i]])
		}
		extra := pickTriples(all, behind[i])
		if followTheirs || len(extra) == 0 {
			out = append(out, extra...) // ours comes first
			continue
		}
		var run []triple // what ours added here
		for i+1 < len(spine) && all[spine[i+1]].onlyIn(ours) {
			i++
			run = append(run, all[spine[i]])
		}
		out = append(out, a.together(run, extra)...)
	}
	return out
}

// beside returns which triples of the other side come behind each of the spine's,
// by index in the spine; -1 is its beginning. What goes anyway is left out.
func beside(all []triple, spine, other []int, far int) map[int][]int {
	spineIndex := make([]int, len(all))
	for i := range spineIndex {
		spineIndex[i] = -1
	}
	for i, s := range spine {
		spineIndex[s] = i
	}
	behind := make(map[int][]int)
	anchor := -1
	for _, s := range other {
		if spineIndex[s] >= 0 {
			anchor = spineIndex[s]
			continue
		}
		if gone := all[s].of[base]; gone == nil || all[s].of[far].Hash != gone.Hash {
			behind[anchor] = append(behind[anchor], s)
		}
	}
	return behind
}

func pickTriples(all []triple, which []int) []triple {
	var out []triple
	for _, s := range which {
		out = append(out, all[s])
	}
	return out
}

// onlyIn tells whether a side added the thing alone.
func (s *triple) onlyIn(side int) bool {
	for i, it := range s.of {
		if (it != nil) != (i == side) {
			return false
		}
	}
	return true
}

// together joins what both sides added at the same point. Two runs of comments are
// one free text: it conflicts, unless one holds the other.
func (a *arrangement) together(run, extra []triple) []triple {
	var texts [3][]*hcltree.Item
	free := len(run) > 0
	for side, triples := range [3][]triple{ours: run, theirs: extra} {
		for _, s := range triples {
			free = free && s.onlyIn(side) && a.isFreeText(s.of[side])
			texts[side] = append(texts[side], s.of[side])
		}
	}
	if !free {
		return slices.Concat(run, extra)
	}
	o, t := linesOf(texts[ours]), linesOf(texts[theirs])
	switch {
	case holds(o, t):
		return run
	case holds(t, o):
		return extra
	}
	return []triple{{freeText: &texts}}
}

// isFreeText tells of comments that are free text: no commented-out code, nor what
// stood above something that is gone.
func (a *arrangement) isFreeText(it *hcltree.Item) bool {
	if it.Kind != hcltree.ItemComment || it.IsCode() {
		return false
	}
	if a.above == nil {
		a.above = map[string]bool{}
		for _, b := range a.b {
			for _, c := range b.Lead {
				a.above[c.Text] = true
			}
		}
	}
	return !a.above[it.Lead[0].Text]
}

// linesOf returns the texts of comments.
func linesOf(items []*hcltree.Item) []string {
	var out []string
	for _, it := range items {
		out = append(out, it.Lead.Texts()...)
	}
	return out
}

// holds tells whether the lines hold all of others, in their order.
func holds(lines, others []string) bool {
	for _, line := range lines {
		if len(others) > 0 && others[0] == line {
			others = others[1:]
		}
	}
	return len(others) == 0
}
