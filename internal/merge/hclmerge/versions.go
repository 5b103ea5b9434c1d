package hclmerge

import "github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"

// versions are the three versions of a file.
type versions struct {
	src    [3]string
	file   [3]*hcltree.File
	result *hcltree.File
	valid  validity
	// guessed tells that combine paired what only looks like the same thing, gone that
	// something conflicts which one side doesn't have.
	guessed, gone bool
	// twice is what both sides add, at different places: it conflicts.
	twice map[string]bool
}

// readVersions splits the three versions; ok is false if one can't be.
func readVersions(b, o, t string, judge judge) (*versions, bool) {
	f := &versions{src: [3]string{b, o, t}}
	f.valid = judge(f)
	var err error
	if f.file[ours], err = hcltree.Parse(o); err != nil {
		return f, false
	}
	for _, side := range []int{base, theirs} { // mostly like ours
		if f.file[side], err = f.file[ours].ParseVersion(f.src[side]); err != nil {
			return f, false
		}
	}
	return f, true
}

// grain is how far a merge goes into things.
type grain int

const (
	fine    grain = iota
	careful       // not into what holds things that only look alike
	coarse        // not into top-level items
)

// combine merges the trees of the three. ok is false if the result would be wrong.
func (f *versions) combine(options Options, grain grain) (string, []Conflict, bool) {
	m := &merger{careful: grain > fine, coarse: grain > careful, twice: f.twice}
	b, o, t := f.file[base].Group, f.file[ours].Group, f.file[theirs].Group
	if f.src[base] == "" {
		b = nil
	}
	var items []*hcltree.Item
	if b != nil {
		items = b.Items
	}
	defer func() { f.guessed, f.gone = m.guessed, m.gone }()
	all, ok := m.items(hcltree.GroupBody, items, o.Items, t.Items)
	if !ok {
		return "", nil, false
	}
	n, ok := m.assemble(b, o, t, all)
	if !ok {
		return "", nil, false
	}
	s, conflicts := writeOut(n, options)
	if len(conflicts) == 0 {
		if f.mixesAttributes() {
			s = formatLike(s, f.src)
		}
		return s, nil, f.sound(s, nil, m.renamed)
	}
	for _, side := range []Resolution{Ours, Theirs} {
		chosen, _ := writeOut(n, Options{Conflict: side})
		if !f.sound(chosen, m.uncounted, m.renamed) || !parses(chosen) {
			return "", nil, false
		}
	}
	return s, conflicts, true
}

// mixesAttributes tells of files such as terraform.tfvars, whose attributes are
// aligned with each other.
func (f *versions) mixesAttributes() bool {
	for _, it := range f.file[ours].Items {
		if it.Kind == hcltree.ItemAttribute {
			return true
		}
	}
	return false
}

// sound tells whether a result has the leaves that a merge must have: counted
// over the whole file, no more and no fewer of each than the changes of the two
// sides allow. It reads the result anew.
func (f *versions) sound(s string, uncounted map[uint64]bool, renamed map[string]string) bool {
	tree, err := f.file[ours].ParseVersion(s)
	if err != nil {
		return false
	}
	f.result = tree
	book := newLedger(renamed)
	for side, items := range unequal([4][]*hcltree.Item{f.file[base].Items, f.file[ours].Items, f.file[theirs].Items, tree.Items}) {
		book.side = side
		book.items(items, 0, 0)
	}
	return book.balanced(uncounted)
}
