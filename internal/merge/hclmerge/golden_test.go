package hclmerge_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hclmerge"
)

// realFiles are the HCL files of the golden trees.
func realFiles(t testing.TB) []string {
	t.Helper()
	seen := map[string]bool{}
	err := filepath.WalkDir("../../../golden", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch filepath.Ext(path) {
		case ".tf", ".tfvars", ".hcl":
			src, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			seen[string(src)] = true
		}
		return nil
	})
	if err != nil || len(seen) < 20 {
		t.Fatalf("%d files in golden: %v", len(seen), err)
	}
	out := make([]string, 0, len(seen))
	for src := range seen {
		out = append(out, src)
	}
	sort.Strings(out)
	return out
}

// textEdit replaces bytes of a file. The tokens it writes are new, so that the
// oracle finds them.
type textEdit struct {
	from, to int
	text     string
	touches  string // what it changes, or what it adds
}

// textEdits lists edits that people make to a file of Terraform.
func (g *maker) textEdits(src string) []textEdit {
	f, diags := hclsyntax.ParseConfig([]byte(src), "", hcl.InitialPos)
	if diags.HasErrors() {
		return nil
	}
	var out []textEdit
	var walk func(b *hclsyntax.Body, path string)
	walk = func(b *hclsyntax.Body, path string) {
		for name, a := range b.Attributes {
			at := path + "/" + name
			expr, line, added := a.Expr.Range(), lineOf(src, a.SrcRange), "a_"+g.token()
			out = append(out,
				textEdit{expr.Start.Byte, expr.End.Byte, `"` + g.token() + `"` + heredocEnd(src, expr), at},
				textEdit{line.from, line.to, "", at},
				textEdit{line.to, line.to, "  " + added + " = 1\n", path + "/" + added},
				textEdit{line.from, line.from, "  # " + g.token() + "\n", at + "#"},
			)
		}
		for i, k := range b.Blocks {
			line := lineOf(src, k.Range())
			if path == "" {
				out = append(out, textEdit{line.to, line.to, "\nvariable \"" + g.token() + "\" {\n}\n", ""})
			}
			at := fmt.Sprintf("%s/%s%q%d", path, k.Type, k.Labels, i)
			out = append(out, textEdit{line.from, line.to, "", at})
			walk(k.Body, at)
		}
	}
	walk(f.Body.(*hclsyntax.Body), "")
	sort.Slice(out, func(i, j int) bool {
		if out[i].from != out[j].from {
			return out[i].from < out[j].from
		}
		return out[i].touches < out[j].touches
	})
	return out
}

func heredocEnd(src string, r hcl.Range) string {
	if strings.HasPrefix(src[r.Start.Byte:], "<<") && strings.HasSuffix(src[:r.End.Byte], "\n") {
		return "\n"
	}
	return ""
}

type lineRange struct{ from, to int }

// lineOf returns the whole lines of a range.
func lineOf(src string, r hcl.Range) lineRange {
	from := strings.LastIndexByte(src[:r.Start.Byte], '\n') + 1
	to := r.End.Byte
	if to == 0 || src[to-1] != '\n' {
		if i := strings.IndexByte(src[to:], '\n'); i >= 0 {
			to += i + 1
		} else {
			to = len(src)
		}
	}
	return lineRange{from, to}
}

// apply makes edits, the last in the file first.
func apply(src string, edits []textEdit) string {
	for i := len(edits) - 1; i >= 0; i-- {
		e := edits[i]
		src = src[:e.from] + e.text + src[e.to:]
	}
	return src
}

// choose picks edits that don't overlap; taken are what others touch.
func (g *maker) choose(all []textEdit, n int, taken map[string]bool) []textEdit {
	var out []textEdit
	last := -1
	for _, e := range all {
		if g.IntN(len(all)) >= n || e.from <= last || overlaps(e.touches, taken) {
			continue
		}
		out = append(out, e)
		last = e.to
	}
	return out
}

// overlaps tells whether something in, around or at a place is taken.
func overlaps(place string, taken map[string]bool) bool {
	for other := range taken {
		if place != "" && (strings.HasPrefix(place, other) || strings.HasPrefix(other, place)) {
			return true
		}
	}
	return false
}

// Disjoint edits of real files merge without a conflict; whatever the edits,
// the laws hold. One of the sides is also formatted anew at times.
func TestEditsOfRealFiles(t *testing.T) {
	files := realFiles(t)
	for i := range *rounds {
		g := &maker{Rand: rand.New(rand.NewPCG(uint64(i), 2))}
		b := files[g.IntN(len(files))]
		all := g.textEdits(b)
		if len(all) == 0 {
			continue
		}
		taken := map[string]bool{}
		mine := g.choose(all, 2+g.IntN(4), nil)
		disjoint := g.IntN(3) > 0
		if disjoint {
			for _, e := range mine {
				if e.touches != "" {
					taken[e.touches] = true
				}
			}
		}
		yours := g.choose(all, 2+g.IntN(4), taken)
		o, th := apply(b, mine), apply(b, yours)
		if parses(o) != nil || parses(th) != nil {
			continue
		}
		if g.IntN(4) == 0 {
			o = reformatted(o)
		}
		fail := func(err error) {
			t.Fatalf("round %d: %v\n--- base\n%s--- ours\n%s--- theirs\n%s--- result\n%s", i, err, b, o, th,
				merge(b, o, th, hclmerge.Options{}).Content)
		}
		if err := laws(b, o, th); err != nil {
			fail(err)
		}
		if r := merge(b, o, th, hclmerge.Options{}); disjoint && len(r.Conflicts) > 0 && !sharesAddition(mine, yours) {
			fail(fmt.Errorf("disjoint edits conflict at %s", r.Conflicts[0].Address))
		}
	}
}

// sharesAddition tells whether both sides add at one place, which conflicts for
// comments.
func sharesAddition(a, b []textEdit) bool {
	for _, x := range a {
		for _, y := range b {
			if x.from == y.from && x.text != "" && y.text != "" {
				return true
			}
		}
	}
	return false
}

// reformatted is the file in another layout.
func reformatted(src string) string {
	lines := strings.SplitAfter(string(hclwrite.Format([]byte(src))), "\n")
	heredoc := strings.Contains(src, "<<")
	for i, l := range lines {
		if trimmed := strings.TrimLeft(l, " "); !heredoc && trimmed != "\n" {
			lines[i] = strings.Repeat(" ", len(l)-len(trimmed)) + l
		}
	}
	return strings.Join(lines, "")
}

// A layout is no change: what one side formatted merges with any edit of the
// other, and a deletion of what was only formatted stands.
func TestLayoutNeverConflicts(t *testing.T) {
	files := realFiles(t)
	for i := range *rounds {
		g := &maker{Rand: rand.New(rand.NewPCG(uint64(i), 3))}
		b := files[g.IntN(len(files))]
		o, th := reformatted(b), apply(b, g.choose(g.textEdits(b), 1+g.IntN(6), nil))
		if parses(th) != nil {
			continue
		}
		for _, sides := range [][2]string{{o, th}, {th, o}} {
			r := merge(b, sides[0], sides[1], hclmerge.Options{})
			if len(r.Conflicts) > 0 {
				t.Fatalf("round %d: %s conflicts\n%s", i, r.Conflicts[0].Address, r.Content)
			}
			if err := lost(b, sides[0], sides[1], string(r.Content)); err != nil {
				t.Fatalf("round %d: %v\n%s", i, err, r.Content)
			}
		}
	}
}

// What one side leaves alone, or what both do alike, comes out byte for byte.
func TestOneSidedMergesAreExact(t *testing.T) {
	files := realFiles(t)
	for i := range *rounds {
		g := &maker{Rand: rand.New(rand.NewPCG(uint64(i), 4))}
		b, x := files[g.IntN(len(files))], files[g.IntN(len(files))]
		if i%2 == 0 {
			x = apply(b, g.choose(g.textEdits(b), 5, nil))
		}
		for _, c := range [][3]string{{b, b, x}, {b, x, b}, {b, x, x}} {
			if r := merge(c[0], c[1], c[2], hclmerge.Options{}); string(r.Content) != x || len(r.Conflicts) > 0 {
				t.Fatalf("round %d: not the changed side, but\n%s", i, r.Content)
			}
		}
	}
}
