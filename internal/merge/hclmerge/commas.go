package hclmerge

import "github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"

// commas gives every item the comma that it needs.
func (f *frame) commas(all []*outcome) {
	if f.kind == hcltree.GroupBody {
		return
	}
	last := len(all) - 1
	for last >= 0 && all[last].kind == hcltree.ItemComment {
		last--
	}
	style, trailing := f.commaStyle()
	for i, r := range all {
		if r.kind == hcltree.ItemComment {
			continue
		}
		need := r.comma != ""
		switch {
		case i == last:
			need = trailing || len(f.model.Items) == 0 && need
		case f.kind != hcltree.GroupObject, r.eol == "":
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
	var values []*hcltree.Item
	for _, it := range f.model.Items {
		if it.Kind != hcltree.ItemComment {
			values = append(values, it)
		}
	}
	if len(values) == 0 {
		return "", false
	}
	trailing = values[len(values)-1].Comma != ""
	if len(values) > 1 || trailing {
		style = "no"
		if values[0].Comma != "" {
			style = "yes"
		}
	}
	return style, trailing
}
