package hclmerge_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hclmerge"
)

// FuzzEdits merges random edits of random files; the fuzzer chooses which.
func FuzzEdits(f *testing.F) {
	for seed := range uint64(4) {
		f.Add(seed, uint8(2), uint8(3))
	}
	f.Fuzz(func(t *testing.T, seed uint64, n, m uint8) {
		g := &maker{Rand: rand.New(rand.NewPCG(seed, 5))}
		root := g.file()
		b := g.written(root)
		o, th := g.written(g.edit(root, 1+int(n%8))), g.written(g.edit(root, 1+int(m%8)))
		if err := laws(b, o, th); err != nil {
			t.Errorf("%v\n--- base\n%s--- ours\n%s--- theirs\n%s", err, b, o, th)
		}
	})
}

// FuzzMerge merges arbitrary texts. Nothing may fail on any; of HCL the result
// is HCL, and each attribute is where it belongs.
func FuzzMerge(f *testing.F) {
	for i, e := range corpus(f) {
		if i%3 == 0 {
			f.Add(string(e.base), string(e.ours), string(e.theirs))
		}
	}
	f.Fuzz(func(t *testing.T, b, o, th string) {
		if err := anyText(b, o, th); err != nil {
			t.Errorf("%v\n%q\n%q\n%q", err, b, o, th)
		}
	})
}

func anyText(b, o, t string) error {
	for _, c := range [][3]string{{b, b, o}, {b, o, b}, {b, o, o}} {
		if r := merge(c[0], c[1], c[2], hclmerge.Options{}); string(r.Content) != o || len(r.Conflicts) > 0 {
			return fmt.Errorf("a one-sided merge gives %q, not %q", r.Content, o)
		}
	}
	r := merge(b, o, t, hclmerge.Options{})
	if parses(b) != nil || parses(o) != nil || parses(t) != nil {
		return nil
	}
	if r.Lines && awkwardComments(b+o+t) {
		return nil
	}
	if len(r.Conflicts) == 0 {
		if err := parses(string(r.Content)); err != nil {
			return fmt.Errorf("the result %q doesn't parse: %w", r.Content, err)
		}
		if err := misplaced(b, o, t, string(r.Content)); err != nil && !r.Lines {
			return fmt.Errorf("in %q: %w", r.Content, err)
		}
	}
	if r.Lines {
		return fmt.Errorf("HCL was merged by lines")
	}
	for _, side := range []hclmerge.Resolution{hclmerge.Ours, hclmerge.Theirs} {
		chosen := merge(b, o, t, hclmerge.Options{Conflict: side})
		if err := parses(string(chosen.Content)); err != nil {
			return fmt.Errorf("choosing side %d gives %q: %w", side, chosen.Content, err)
		}
	}
	return nil
}

// awkwardComments tells of comments in the middle of a line, which the parser
// may refuse to split.
func awkwardComments(s string) bool {
	for i := range len(s) - 1 {
		if s[i:i+2] == "/*" {
			return true
		}
	}
	return false
}
