package hclmerge

import (
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"
)

// fit gives an item the white space that it needs among its new neighbours.
func (f *frame) fit(r *outcome, i, n int) {
	switch {
	case f.rows && r.single:
		r.row, r.indent, r.eol = true, f.indent, "\n"
	case !f.rows && !r.single:
		r.row, r.indent, r.eol, r.blank = false, " ", "", ""
		if i == 0 {
			r.indent = ""
			if len(f.model.Items) > 0 {
				r.indent = f.model.Items[0].Indent
			}
		}
	case !f.rows && i == 0 && len(f.model.Items) > 0:
		r.indent = f.model.Items[0].Indent
	case !f.rows && i > 0 && r.first:
		r.indent = " "
	}
	if i == n-1 && r.kind != hcltree.ItemComment {
		switch {
		case f.closesRow && r.eol == "":
			r.eol = "\n"
		case !f.closesRow && !r.note && f.kind != hcltree.GroupBody:
			r.eol = ""
		}
	}
	if i == 0 && f.rows && strings.HasSuffix(f.open, "\n") && !r.row {
		r.row, r.indent = true, f.indent
	}
}

// join makes two neighbours fit: what begins a row needs a newline before it,
// and what follows a newline begins a row.
func (f *frame) join(before, r *outcome) {
	starts := r.row || r.leads || r.kind == hcltree.ItemComment
	ended := before.eol != "" || before.kind == hcltree.ItemComment
	switch {
	case starts && !ended, f.kind == hcltree.GroupBody && !ended:
		before.eol = "\n"
		if !r.row {
			r.row, r.indent = true, f.indent
		}
	case ended && !r.row:
		r.row, r.indent = true, f.indent
	}
}

// space settles the blank lines above an item.
func (f *frame) space(all []*outcome, i int) {
	r := all[i]
	if i == 0 {
		if !r.first {
			r.blank = ""
			if len(f.model.Items) > 0 {
				r.blank = f.model.Items[0].Blank
			}
		}
		return
	}
	before := all[i-1]
	switch {
	case r.blank != "" && !r.first:
	case r.first:
		r.blank = ""
		if f.kind == hcltree.GroupBody && (r.kind == hcltree.ItemBlock || before.kind == hcltree.ItemBlock) || before.kind == hcltree.ItemComment {
			r.blank = "\n"
		}
	case before.kind == hcltree.ItemComment && (!before.code || r.leads || r.kind == hcltree.ItemComment):
		r.blank = "\n"
	}
}
