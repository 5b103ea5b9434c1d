package hclmerge

// sides are the three versions of a file.
type sides struct {
	src    [3]string
	lex    *lexed // of ours; what comes out is mostly like it
	tree   [3]*group
	result *group
	// oursValid waits for the check of ours, which runs beside the merge.
	oursValid func() bool
	inOurs    map[string]bool // the items of ours
	checked   bool            // base and theirs, which are isValid
	isValid   bool
}

// readSides splits the three versions; ok is false if one can't be.
func readSides(b, o, t string) (*sides, bool) {
	f := &sides{src: [3]string{b, o, t}}
	f.check(o)
	lo, ok := lex(o)
	if !ok {
		return f, false
	}
	f.lex = lo
	for _, side := range []int{ours, base, theirs} { // ours first, the others share its items
		l, ok := lo.relex(f.src[side])
		if !ok {
			return f, false
		}
		g, err := parse(l)
		if err != nil {
			return f, false
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
