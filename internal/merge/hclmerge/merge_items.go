package hclmerge

import (
	"slices"
	"strings"
)

// slot is one thing of a group in its three versions; nil where it is absent.
type slot struct {
	of [3]*item
	// run is set for added comments of both sides at one place, which conflict.
	run *[3][]*item
}

// merged is what became of a slot: the pieces of an item.
type merged struct {
	kind   itemKind
	from   *item // an item whose layout it has
	first  bool  // from stood first in its group
	single bool  // from stood in a group on one line
	code   bool  // commented-out code
	lead   node
	leads  bool // lead is not empty
	body   node
	trail  string
	note   bool // trail holds a comment
	blank  string
	indent string
	row    bool
	comma  string
	eol    string
	// alts are set for a conflict, body and trail are not.
	alts     *[3][]*item
	withLead bool // the alternatives show their comments
	where    string
	heredoc  bool // ends with one
	top      *formatted
}

// items merges the items of a group. ok is false if both sides reordered a list
// differently.
func (m *merger) items(kind groupKind, b, o, t []*item) (out []*merged, ok bool) {
	slots, ok := arrange(kind, b, o, t)
	if !ok {
		return nil, false
	}
	for i, s := range slots {
		mixes, clashes := m.mixes, m.clashes
		m.depth++
		if kind == groupArgs && len(o) == 1 && len(t) == 1 {
			i = sole
		}
		r := m.slot(s, i)
		m.depth--
		if r == nil {
			continue
		}
		if m.depth == 0 && m.mixes > mixes {
			r.top = &formatted{clashes: m.clashes > clashes}
			for side, it := range s.of {
				if it != nil {
					r.top.raw[side] = it.source()
				}
			}
		}
		out = append(out, r)
	}
	return out, true
}

// source returns the item's own lines.
func (it *item) source() string {
	return leadRaw(it.lead) + it.indent + it.raw + it.comma + it.trail + it.eol
}

func leadRaw(lead []comment) string {
	var b strings.Builder
	for _, c := range lead {
		b.WriteString(c.raw)
	}
	return b.String()
}

// sole is the index of an argument that needs no name, as it is the only one.
const sole = -1

// slot decides about one thing; nil means that it goes.
func (m *merger) slot(s slot, index int) *merged {
	if s.run != nil {
		r := m.clash([3]*item{}, "comment")
		for _, it := range slices.Concat(s.run[ours], s.run[theirs]) {
			m.leaveOut(it)
		}
		r.alts, r.kind, r.blank = s.run, itemComment, s.run[ours][0].blank
		return r
	}
	b, o, t := s.of[base], s.of[ours], s.of[theirs]
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
	if one.hash == b.hash {
		return nil
	}
	defer m.enter(one, index)()
	r := m.clash(s.of, "")
	r.withLead = true
	return r
}

// take returns an item as it stands.
func take(it *item) *merged {
	r := layoutOf(it)
	r.lead, r.leads = text(leadRaw(it.lead)), len(it.lead) > 0
	r.body, r.trail, r.note = text(it.raw), it.trail, it.note.raw != ""
	r.heredoc = it.value.endsInHeredoc()
	return r
}

// layoutOf returns the result's layout as an item has it.
func layoutOf(it *item) *merged {
	return &merged{
		kind: it.kind, from: it, first: it.first, single: it.single, code: it.isCode(),
		blank: it.blank, indent: it.indent, row: it.ownRow, comma: it.comma, eol: it.eol,
	}
}

// clash returns a conflict between the versions of an item.
func (m *merger) clash(of [3]*item, what string) *merged {
	m.clashes++
	r := &merged{where: m.address(what)}
	var alts [3][]*item
	for side, it := range of {
		if it != nil {
			alts[side] = []*item{it}
			m.leaveOut(it)
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
func (m *merger) item(b, o, t *item) *merged {
	r := layoutOf(laidOut(b, o, t))
	if o.kind == itemComment {
		var lines string
		var ok bool
		if r.lead, lines, ok = m.comments(b, o, t); !ok {
			return m.clash([3]*item{b, o, t}, "")
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
		c := m.clash([3]*item{b, o, t}, "")
		c.lead, c.leads = r.lead, r.leads
		return c
	}
	r.heredoc = o.value.endsInHeredoc() || t.value.endsInHeredoc()
	return r
}

// laidOut returns the version whose layout the result gets.
func laidOut(b, o, t *item) *item {
	if b != nil && o.blank == b.blank && o.indent == b.indent && o.ownRow == b.ownRow && o.eol == b.eol &&
		(o.comma == "") == (b.comma == "") && o.first == b.first && o.single == b.single {
		return t
	}
	return o
}

// takeTrail merges what stands behind the item on its line.
func (r *merged) takeTrail(b, o, t *item) bool {
	from := o
	switch {
	case b == nil && o.note.text == "":
		from = t
	case b == nil || o.note.text == t.note.text:
		if b != nil && o.trail == b.trail {
			from = t
		}
		if o.note.text != t.note.text && t.note.text != "" {
			return false
		}
	case o.note.text == b.note.text:
		from = t
	case t.note.text != b.note.text:
		return false
	}
	r.trail, r.note = from.trail, from.note.raw != ""
	return true
}

// endsInHeredoc tells of values behind which a comma needs a line of its own.
func (e *expr) endsInHeredoc() bool {
	if e == nil || len(e.parts) == 0 {
		return false
	}
	g := e.parts[len(e.parts)-1].group
	return g != nil && g.kind == groupHeredoc
}
