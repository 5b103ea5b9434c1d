package hclmerge

import (
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"
)

// triple is one thing of a group in its three versions; nil where it is absent.
type triple struct {
	of [3]*hcltree.Item
	// freeText is set for comments that both sides added at the same point, which
	// conflict.
	freeText *[3][]*hcltree.Item
}

// outcome is what becomes of a triple: the pieces of an item.
type outcome struct {
	kind   hcltree.ItemKind
	from   *hcltree.Item // an item whose layout it has
	first  bool          // from stood first in its group
	single bool          // from stood in a group on one line
	code   bool          // commented-out code
	lead   output
	leads  bool // lead is not empty
	body   output
	trail  string
	note   bool // trail holds a comment
	blank  string
	indent string
	row    bool
	comma  string
	eol    string
	// alts are set for a conflict, body and trail are not.
	alts     *[3][]*hcltree.Item
	withLead bool // the alternatives show their comments
	where    string
	heredoc  bool // ends with one
	top      *topItem
}

// items merges the items of a group. ok is false if both sides reordered a list
// differently.
func (m *merger) items(kind hcltree.GroupKind, b, o, t []*hcltree.Item) (out []*outcome, ok bool) {
	triples, ok := m.arrange(kind, b, o, t)
	if !ok {
		return nil, false
	}
	for i, s := range triples {
		mixes, clashes := m.mixes, m.clashes
		m.depth++
		if kind == hcltree.GroupArgs && len(o) == 1 && len(t) == 1 {
			i = sole
		}
		r := m.decide(s, i)
		m.depth--
		if r == nil {
			continue
		}
		if m.depth == 0 && m.mixes > mixes {
			r.top = &topItem{clashes: m.clashes > clashes}
			for side, it := range s.of {
				if it != nil {
					r.top.raw[side] = it.Source()
				}
			}
		}
		out = append(out, r)
	}
	return out, true
}

// sole is the index of an argument that needs no name, as it is the only one.
const sole = -1

// decide says what becomes of one thing; nil means that it goes.
func (m *merger) decide(s triple, index int) *outcome {
	if s.freeText != nil {
		r := m.clash([3]*hcltree.Item{}, "comment")
		for _, it := range slices.Concat(s.freeText[ours], s.freeText[theirs]) {
			m.dontCount(it)
		}
		r.alts, r.kind, r.blank = s.freeText, hcltree.ItemComment, s.freeText[ours][0].Blank
		return r
	}
	b, o, t := s.of[base], s.of[ours], s.of[theirs]
	if it := m.doubles(s); it != nil {
		defer m.enter(it, index)()
		return m.clash(s.of, "")
	}
	switch {
	case o != nil && t != nil:
		defer m.enter(o, index)()
		return m.item(b, o, t)
	case o == nil && t == nil:
		return nil
	}
	one := o
	if o == nil {
		one = t
	}
	if b == nil {
		return take(one)
	}
	if one.Hash == b.Hash {
		return nil
	}
	defer m.enter(one, index)()
	r := m.clash(s.of, "")
	r.withLead = true
	m.gone = true
	return r
}

// take returns an item as it stands.
func take(it *hcltree.Item) *outcome {
	r := layoutOf(it)
	r.lead, r.leads = text(it.Lead.Raw()), len(it.Lead) > 0
	r.body, r.trail, r.note = text(it.Raw), it.Trail, it.Note.Raw != ""
	r.heredoc = it.Value.EndsInHeredoc()
	return r
}

// layoutOf returns the result's layout as an item has it.
func layoutOf(it *hcltree.Item) *outcome {
	return &outcome{
		kind: it.Kind, from: it, first: it.First, single: it.OneLine, code: it.IsCode(),
		blank: it.Blank, indent: it.Indent, row: it.OwnRow, comma: it.Comma, eol: it.EOL,
	}
}

// clash returns a conflict between the versions of an item.
func (m *merger) clash(of [3]*hcltree.Item, what string) *outcome {
	m.clashes++
	r := &outcome{where: m.address(what)}
	var alts [3][]*hcltree.Item
	for side, it := range of {
		if it != nil {
			alts[side] = []*hcltree.Item{it}
			m.dontCount(it)
		}
	}
	for _, side := range []int{theirs, ours} {
		if it := of[side]; it != nil {
			kept := *r
			r = layoutOf(it)
			r.where = kept.where
		}
	}
	r.alts = &alts
	return r
}

// item merges two versions of a thing, and the one that both come from, or nil.
func (m *merger) item(b, o, t *hcltree.Item) *outcome {
	r := layoutOf(layoutFrom(b, o, t))
	if o.Kind == hcltree.ItemComment {
		var lines string
		var ok bool
		if r.lead, lines, ok = m.comments(b, o, t); !ok {
			return m.clash([3]*hcltree.Item{b, o, t}, "")
		}
		r.leads = lines != ""
		return r
	}
	r.lead, r.leads = m.lead(b, o, t)
	var ok bool
	r.body, ok = m.content(b, o, t)
	if ok {
		ok = r.takeTrail(b, o, t)
	}
	if !ok {
		c := m.clash([3]*hcltree.Item{b, o, t}, "")
		c.lead, c.leads = r.lead, r.leads
		return c
	}
	r.heredoc = o.Value.EndsInHeredoc() || t.Value.EndsInHeredoc()
	return r
}

// layoutFrom returns the version whose layout the result gets.
func layoutFrom(b, o, t *hcltree.Item) *hcltree.Item {
	if b != nil && o.Blank == b.Blank && o.Indent == b.Indent && o.OwnRow == b.OwnRow && o.EOL == b.EOL &&
		(o.Comma == "") == (b.Comma == "") && o.First == b.First && o.OneLine == b.OneLine {
		return t
	}
	return o
}

// takeTrail merges what stands behind the item on its line.
func (r *outcome) takeTrail(b, o, t *hcltree.Item) bool {
	from := o
	switch {
	case b == nil && o.Note.Text == "":
		from = t
	case b == nil || o.Note.Text == t.Note.Text:
		if b != nil && o.Trail == b.Trail {
			from = t
		}
		if o.Note.Text != t.Note.Text && t.Note.Text != "" {
			return false
		}
	case o.Note.Text == b.Note.Text:
		from = t
	case t.Note.Text != b.Note.Text:
		return false
	}
	r.trail, r.note = from.Trail, from.Note.Raw != ""
	return true
}
