package hclmerge

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/linemerge"
)

// sides are the three versions of a file.
type sides struct {
	src    [3]string
	lex    *lexed // of ours; what comes out is mostly like it
	tree   [3]*group
	result *group
}

// readSides splits the three versions; ok is false if one can't be.
func readSides(b, o, t string) (*sides, bool) {
	f := &sides{src: [3]string{b, o, t}}
	lo, ok := lex(o)
	if !ok {
		return nil, false
	}
	f.lex = lo
	for _, side := range []int{ours, base, theirs} { // ours first, the others share its items
		l, ok := lo.relex(f.src[side])
		if !ok {
			return nil, false
		}
		g, err := parse(l)
		if err != nil {
			return nil, false
		}
		f.tree[side] = g
	}
	return f, true
}

// merge merges the trees. ok is false if the result would be wrong.
func (f *sides) merge(options Options, coarse bool) (string, []Conflict, bool) {
	m := &merger{coarse: coarse}
	b, o, t := f.tree[base], f.tree[ours], f.tree[theirs]
	if f.src[base] == "" {
		b = nil
	}
	var items []*item
	if b != nil {
		items = b.items
	}
	all, ok := m.items(groupBody, items, o.items, t.items)
	if !ok {
		return "", nil, false
	}
	n, ok := m.assemble(b, o, t, all)
	if !ok {
		return "", nil, false
	}
	s, conflicts := render(n, options)
	if len(conflicts) == 0 {
		if f.mixesAttributes() {
			s = tidy(s, f.src)
		}
		return s, nil, f.sound(s, nil, m.renamed)
	}
	for _, side := range []Resolution{Ours, Theirs} {
		chosen, _ := render(n, Options{Conflict: side})
		if !f.sound(chosen, m.loose, m.renamed) || !parses(chosen) {
			return "", nil, false
		}
	}
	return s, conflicts, true
}

// mixesAttributes tells of files such as terraform.tfvars, whose attributes are
// aligned with each other.
func (f *sides) mixesAttributes() bool {
	for _, it := range f.tree[ours].items {
		if it.kind == itemAttribute {
			return true
		}
	}
	return false
}

// sound tells whether a result has the leaves that a merge must have: counted
// over the whole file, no more and no fewer of each than the changes of the two
// sides allow. It reads the result anew.
func (f *sides) sound(s string, loose map[uint64]bool, renamed map[string]string) bool {
	l, ok := f.lex.relex(s)
	if !ok {
		return false
	}
	tree, err := parse(l)
	if err != nil {
		return false
	}
	f.result = tree
	book := newLedger(renamed)
	for side, items := range book.skip([4][]*item{f.tree[base].items, f.tree[ours].items, f.tree[theirs].items, tree.items}) {
		book.side = side
		book.items(items, 0, 0)
	}
	return book.balanced(loose)
}

// valid tells whether everything is HCL: the result, which has no conflicts in
// it if clean is set, and those items of the three sides that are not in it.
func (f *sides) valid(s string, clean bool) bool {
	if !clean {
		return f.allValid()
	}
	if !parses(s) {
		return false
	}
	in := make(map[string]bool, len(f.result.items))
	for _, it := range f.result.items {
		in[it.raw] = true
	}
	for _, g := range f.tree {
		for _, it := range g.items {
			if it.raw != "" && !in[it.raw] && !parses(it.source()) {
				return false
			}
		}
	}
	return true
}

func (f *sides) allValid() bool {
	for _, src := range f.src {
		if !parses(src) {
			return false
		}
	}
	return true
}

func parses(s string) bool {
	_, diags := hclsyntax.ParseConfig([]byte(s), "", hcl.InitialPos)
	return !diags.HasErrors()
}

// restore gives the result its form. A heredoc at the end of a file needs its
// newline.
func (f *sides) restore(form linemerge.Form, s string, clean bool) []byte {
	if clean && !form.FinalNewline && !parses(strings.TrimSuffix(s, "\n")) {
		form.FinalNewline = true
	}
	return form.Restore(s)
}
