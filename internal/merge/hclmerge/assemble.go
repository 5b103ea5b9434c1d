package hclmerge

import (
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"
)

// assemble writes a group from its merged items: brackets as one side has them,
// the items with the white space, commas and newlines that their new neighbours
// ask for. ok is false if a conflict would stand in the middle of a line.
func (m *merger) assemble(b, o, t *hcltree.Group, all []*outcome) (output, bool) {
	model, open, ok := frameOf(b, o, t)
	if !ok {
		return nil, false
	}
	f := &frame{kind: model.Kind, model: model, open: open, close: model.Close, rows: model.Rows(), closesRow: model.ClosesRow()}
	f.indent = itemIndent(m.indent+"  ", model, o, t)
	if m.depth == 0 && m.isFile(model) {
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
		if r.alts != nil && (!r.row || r.eol == "") && r.kind != hcltree.ItemComment {
			return nil, false
		}
	}
	for _, r := range all {
		out = append(out, r.output())
	}
	return append(out, text(f.close)), true
}

// isFile tells of the group that is the whole file.
func (m *merger) isFile(g *hcltree.Group) bool { return g.Open == "" && g.Kind == hcltree.GroupBody }

// frame is what a group's items are fitted into.
type frame struct {
	kind        hcltree.GroupKind
	model       *hcltree.Group
	open, close string
	rows        bool   // items stand on rows of their own
	closesRow   bool   // so does the closing bracket
	indent      string // of items
}

// itemIndent is how far the items of the groups are indented.
func itemIndent(otherwise string, groups ...*hcltree.Group) string {
	for _, g := range groups {
		for _, it := range g.Items {
			if it.OwnRow && it.Kind != hcltree.ItemComment {
				return it.Indent
			}
		}
	}
	return otherwise
}

// needsRows tells whether the items can't stand on one line.
func (f *frame) needsRows(all []*outcome) bool {
	for _, r := range all {
		if r.leads || r.note || r.kind == hcltree.ItemComment {
			return true
		}
	}
	if f.kind == hcltree.GroupBody {
		return len(all) > 1 || len(all) == 1 && (all[0].row || all[0].kind == hcltree.ItemBlock)
	}
	if len(f.model.Items) == 0 {
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

// output writes the item.
func (r *outcome) output() output {
	var inner output
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
	case r.kind == hcltree.ItemComment:
		inner = lead
	default:
		inner = seq{lead, text(r.indent), r.body, text(r.comma + r.trail + r.eol)}
	}
	if r.top != nil {
		r.top.whole = inner
		inner = r.top
	}
	return seq{text(r.blank), inner}
}

// alternative is one side of a conflict, whole lines.
func (r *outcome) alternative(items []*hcltree.Item) string {
	var b strings.Builder
	for i, it := range items {
		if it.Kind == hcltree.ItemComment {
			if i > 0 {
				b.WriteString(it.Blank)
			}
			b.WriteString(wholeLines(it.Lead.Raw()))
			continue
		}
		if r.withLead {
			b.WriteString(it.Lead.Raw())
		}
		indent := it.Indent
		if !it.OwnRow {
			indent = r.indent
		}
		comma := r.comma
		if (comma == "" || strings.TrimLeft(comma, " \t\n") == ",") && comma != "" && it.Value.EndsInHeredoc() {
			comma = "\n" + indent + ","
		} else if comma != "" && !it.Value.EndsInHeredoc() {
			comma = ","
		}
		b.WriteString(wholeLines(indent + it.Raw + comma + it.Trail))
	}
	return b.String()
}
