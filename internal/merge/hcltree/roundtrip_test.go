package hcltree

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/rogpeppe/go-internal/txtar"
)

// realFiles are the HCL files of the golden trees and the versions of the merge's
// corpus, by their path, without copies and those that aren't HCL.
func realFiles(t testing.TB) map[string]string {
	t.Helper()
	out, seen := map[string]string{}, map[string]bool{}
	add := func(path, src string) {
		if seen[src] {
			return
		}
		seen[src] = true
		if _, diags := hclsyntax.ParseConfig([]byte(src), path, hcl.InitialPos); !diags.HasErrors() {
			out[path] = src
		}
	}
	err := filepath.WalkDir("../../../golden", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !isHCL(path) {
			return err
		}
		src, err := os.ReadFile(path)
		add(path, string(src))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	golden := len(out)
	cases, err := filepath.Glob("../hclmerge/testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range cases {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, side := range a.Files {
			add(path+"/"+side.Name, string(side.Data))
		}
	}
	if golden < 20 || len(out)-golden < 200 {
		t.Fatalf("%d files in golden, %d in the corpus", golden, len(out)-golden)
	}
	return out
}

func isHCL(path string) bool {
	switch filepath.Ext(path) {
	case ".tf", ".tfvars", ".hcl":
		return true
	}
	return false
}

// forms are what else a file may look like.
var forms = map[string]func(src string) string{
	"as it is":                  func(src string) string { return src },
	"with CRLF":                 func(src string) string { return strings.ReplaceAll(src, "\n", "\r\n") },
	"without its last newline":  func(src string) string { return strings.TrimSuffix(src, "\n") },
	"with tabs":                 func(src string) string { return strings.ReplaceAll(src, "  ", "\t") },
	"with blanks at its end":    func(src string) string { return src + "\n  \n\t" },
	"with a comment at its end": func(src string) string { return src + "# end" },
}

func TestRoundTripOfRealFiles(t *testing.T) {
	files := realFiles(t)
	for name, form := range forms {
		t.Run(name, func(t *testing.T) {
			for path, src := range files {
				src = form(src)
				f, err := Parse(src)
				if err != nil {
					if _, diags := hclsyntax.ParseConfig([]byte(src), path, hcl.InitialPos); !diags.HasErrors() {
						t.Errorf("%s: %v", path, err)
					}
					continue
				}
				if have := string(f.Bytes()); have != src {
					t.Errorf("%s becomes\n%q\nnot\n%q", path, have, src)
				}
			}
		})
	}
}

// An item can be written elsewhere: what Source and Raw hold is what stands in the
// file between the blank lines above it and the next item.
func TestSourceIsWhatStandsInTheFile(t *testing.T) {
	for path, src := range realFiles(t) {
		f, err := Parse(src)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		eachItem(f.Group, 0, func(it *Item, at int) {
			if !strings.HasPrefix(src[at:], it.Blank+it.Source()) {
				t.Errorf("%s: at byte %d stands\n%q\nnot\n%q", path, at, src[at:], it.Blank+it.Source())
			}
		})
	}
}

// eachItem calls do for all items in a group that starts at an offset, with the
// offset of the first byte of each.
func eachItem(g *Group, at int, do func(it *Item, at int)) {
	at += len(g.Open)
	if g.Inner != nil {
		eachItemOf(g.Inner, at, do)
	}
	for _, it := range g.Items {
		do(it, at)
		start := at + len(it.Blank) + len(it.Lead.Raw()) + len(it.Indent)
		if it.Body != nil {
			eachItem(it.Body, start+len(it.Head), do)
		}
		if it.Value != nil {
			eachItemOf(it.Value, start+len(it.Head), do)
		}
		at = start + len(it.Raw) + len(it.Comma) + len(it.Trail) + len(it.EOL)
	}
}

func eachItemOf(e *Expr, at int, do func(it *Item, at int)) {
	for _, p := range e.Parts {
		at += len(p.Gap)
		if p.Group == nil {
			at += len(p.Text)
			continue
		}
		eachItem(p.Group, at, do)
		at += len(p.Group.Raw)
	}
}

// Attributes and blocks stand where hclsyntax finds them, and no other does.
func TestPositions(t *testing.T) {
	for path, src := range realFiles(t) {
		f, err := Parse(src)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		have := map[[2]int]string{}
		eachItem(f.Group, 0, func(it *Item, at int) {
			if it.Kind == ItemAttribute || it.Kind == ItemBlock {
				start := at + len(it.Blank) + len(it.Lead.Raw()) + len(it.Indent)
				have[[2]int{start, start + len(strings.TrimRight(it.Raw, "\n"))}] = it.Key
			}
		})
		want := positions(t, src)
		for at, name := range want {
			if _, ok := have[at]; !ok {
				t.Errorf("%s: no item for %s at bytes %d", path, name, at)
			}
		}
		if len(have) != len(want) {
			t.Errorf("%s: %d items, but %d attributes and blocks", path, len(have), len(want))
		}
	}
}

// positions are the first byte of each attribute and block, and the one behind its
// last, as hclsyntax has them.
func positions(t *testing.T, src string) map[[2]int]string {
	t.Helper()
	file, diags := hclsyntax.ParseConfig([]byte(src), "", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	out := map[[2]int]string{}
	add := func(from, to int, name string) {
		out[[2]int{from, from + len(strings.TrimRight(src[from:to], "\n"))}] = name
	}
	var walk func(b *hclsyntax.Body)
	walk = func(b *hclsyntax.Body) {
		for name, a := range b.Attributes {
			add(a.SrcRange.Start.Byte, a.SrcRange.End.Byte, name)
		}
		for _, k := range b.Blocks {
			add(k.TypeRange.Start.Byte, k.CloseBraceRange.End.Byte, k.Type)
			walk(k.Body)
		}
	}
	walk(file.Body.(*hclsyntax.Body))
	return out
}
