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

// fit gives an item the white space that it needs in its new place.
func (f *frame) fit(r *merged, i, n int) {
	switch {
	case f.rows && r.single:
		r.row, r.indent, r.eol = true, f.indent, "\n"
	case !f.rows && !r.single:
		r.row, r.indent, r.eol, r.blank = false, " ", "", ""
		if i == 0 {
			r.indent = ""
			if len(f.lay.items) > 0 {
				r.indent = f.lay.items[0].indent
			}
		}
	case !f.rows && i == 0 && len(f.lay.items) > 0:
		r.indent = f.lay.items[0].indent
	case !f.rows && i > 0 && r.first:
		r.indent = " "
	}
	if i == n-1 && r.kind != itemComment {
		switch {
		case f.closesRow && r.eol == "":
			r.eol = "\n"
		case !f.closesRow && !r.note && f.kind != groupBody:
			r.eol = ""
		}
	}
	if i == 0 && f.rows && strings.HasSuffix(f.open, "\n") && !r.row {
		r.row, r.indent = true, f.indent
	}
}

// join makes two neighbours fit: what begins a row needs a newline before it,
// and what follows a newline begins a row.
func (f *frame) join(before, r *merged) {
	starts := r.row || r.leads || r.kind == itemComment
	ended := before.eol != "" || before.kind == itemComment
	switch {
	case starts && !ended, f.kind == groupBody && !ended:
		before.eol = "\n"
		if !r.row {
			r.row, r.indent = true, f.indent
		}
	case ended && !r.row:
		r.row, r.indent = true, f.indent
	}
}

// space settles the blank lines above an item.
func (f *frame) space(all []*merged, i int) {
	r := all[i]
	if i == 0 {
		if !r.first {
			r.blank = ""
			if len(f.lay.items) > 0 {
				r.blank = f.lay.items[0].blank
			}
		}
		return
	}
	before := all[i-1]
	switch {
	case r.blank != "" && !r.first:
	case r.first:
		r.blank = ""
		if f.kind == groupBody && (r.kind == itemBlock || before.kind == itemBlock) || before.kind == itemComment {
			r.blank = "\n"
		}
	case before.kind == itemComment && (!before.code || r.leads || r.kind == itemComment):
		r.blank = "\n"
	}
}

// commas gives every item the comma that it needs.
func (f *frame) commas(all []*merged) {
	if f.kind == groupBody {
		return
	}
	last := len(all) - 1
	for last >= 0 && all[last].kind == itemComment {
		last--
	}
	style, trailing := f.commaStyle()
	for i, r := range all {
		if r.kind == itemComment {
			continue
		}
		need := r.comma != ""
		switch {
		case i == last:
			need = trailing || len(f.lay.items) == 0 && need
		case f.kind != groupObject, r.eol == "":
			need = true
		case style != "":
			need = style == "yes"
		}
		switch {
		case !need:
			r.comma = ""
		case r.comma == "" && r.heredoc:
			r.comma = "\n" + f.indent + ","
		case r.comma == "":
			r.comma = ","
		}
	}
}

// commaStyle tells whether the items of an object have commas ("yes" or "no",
// empty if the layout doesn't show it), and whether the last item has one.
func (f *frame) commaStyle() (style string, trailing bool) {
	var values []*item
	for _, it := range f.lay.items {
		if it.kind != itemComment {
			values = append(values, it)
		}
	}
	if len(values) == 0 {
		return "", false
	}
	trailing = values[len(values)-1].comma != ""
	if len(values) > 1 || trailing {
		style = "no"
		if values[0].comma != "" {
			style = "yes"
		}
	}
	return style, trailing
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
