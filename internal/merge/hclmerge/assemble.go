package hclmerge

import "strings"

// assemble writes a group from its merged items: brackets as one side has them,
// the items with the white space, commas and newlines that their new neighbours
// ask for. ok is false if a conflict would stand in the middle of a line.
func (m *merger) assemble(b, o, t *group, all []*merged) (node, bool) {
	lay, open, ok := frameOf(b, o, t)
	if !ok {
		return nil, false
	}
	f := &frame{kind: lay.kind, lay: lay, open: open, close: lay.close, rows: lay.rows(), closesRow: lay.closesRow()}
	f.indent = itemIndent(m.indent+"  ", lay, o, t)
	if m.depth == 0 && m.isFile(lay) {
		f.rows, f.closesRow = true, true
	} else if !f.rows && f.needsRows(all) {
		f.spread(m.indent)
	}
	for i, r := range all {
		f.space(all, i)
		f.fit(r, i, len(all))
	}
	f.commas(all)
	out := make(seq, 0, len(all)+2)
	out = append(out, text(f.open))
	for i, r := range all {
		if i > 0 {
			f.join(all[i-1], r)
		}
		if r.alts != nil && (!r.row || r.eol == "") && r.kind != itemComment {
			return nil, false
		}
	}
	for _, r := range all {
		out = append(out, r.node())
	}
	return append(out, text(f.close)), true
}

// isFile tells of the group that is the whole file.
func (m *merger) isFile(g *group) bool { return g.open == "" && g.kind == groupBody }

// frame is what a group's items are fitted into.
type frame struct {
	kind        groupKind
	lay         *group
	open, close string
	rows        bool   // items stand on rows of their own
	closesRow   bool   // so does the closing bracket
	indent      string // of items
}

// itemIndent is how far the items of the groups are indented.
func itemIndent(otherwise string, groups ...*group) string {
	for _, g := range groups {
		for _, it := range g.items {
			if it.ownRow && it.kind != itemComment {
				return it.indent
			}
		}
	}
	return otherwise
}

// needsRows tells whether the items can't stand on one line.
func (f *frame) needsRows(all []*merged) bool {
	for _, r := range all {
		if r.leads || r.note || r.kind == itemComment {
			return true
		}
	}
	if f.kind == groupBody {
		return len(all) > 1 || len(all) == 1 && (all[0].row || all[0].kind == itemBlock)
	}
	if len(f.lay.items) == 0 {
		return len(all) > 0 && all[0].row
	}
	return false
}

// spread puts the items of a one-line group on rows of their own.
func (f *frame) spread(indent string) {
	f.rows, f.closesRow = true, true
	f.open = strings.TrimRight(f.open, " \t") + "\n"
	f.close = indent + strings.TrimLeft(f.close, " \t")
}

// node writes the item.
func (r *merged) node() node {
	var inner node
	lead := r.lead
	if lead == nil {
		lead = text("")
	}
	switch {
	case r.alts != nil:
		c := &conflict{where: r.where}
		for side, items := range r.alts {
			c.alts[side] = r.alternative(items)
		}
		inner = seq{lead, c}
	case r.kind == itemComment:
		inner = lead
	default:
		inner = seq{lead, text(r.indent), r.body, text(r.comma + r.trail + r.eol)}
	}
	if r.top != nil {
		r.top.node = inner
		inner = r.top
	}
	return seq{text(r.blank), inner}
}

// alternative is one side of a conflict, whole lines.
func (r *merged) alternative(items []*item) string {
	var b strings.Builder
	for i, it := range items {
		if it.kind == itemComment {
			if i > 0 {
				b.WriteString(it.blank)
			}
			b.WriteString(whole(leadRaw(it.lead)))
			continue
		}
		if r.withLead {
			b.WriteString(leadRaw(it.lead))
		}
		indent := it.indent
		if !it.ownRow {
			indent = r.indent
		}
		comma := r.comma
		if (comma == "" || strings.TrimLeft(comma, " \t\n") == ",") && comma != "" && it.value.endsInHeredoc() {
			comma = "\n" + indent + ","
		} else if comma != "" && !it.value.endsInHeredoc() {
			comma = ","
		}
		b.WriteString(whole(indent + it.raw + comma + it.trail))
	}
	return b.String()
}
