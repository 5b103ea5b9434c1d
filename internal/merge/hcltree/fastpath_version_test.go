package hcltree

import (
	"slices"
	"strings"
	"testing"
)

// A version parsed with another's tokens and items has the tokens and the tree
// that it has alone.
func TestVersionsAreTheSameAlone(t *testing.T) {
	for _, a := range awkward {
		for _, b := range awkward {
			for _, src := range []string{
				b, a + b, b + a, a + "new = 1\n" + a, b + "new = 1\n" + a,
				"/*\n" + a + "*/\n" + b, "h = <<EOT\n" + a + "EOT\n" + b,
			} {
				checkVersion(t, a, src)
			}
		}
	}
}

// The same of real files, each with a line less.
func TestVersionsOfRealFilesAreTheSameAlone(t *testing.T) {
	for path, src := range realFiles(t) {
		lines := strings.SplitAfter(src, "\n")
		for i := 0; i < len(lines); i += 1 + len(lines)/4 {
			checkVersion(t, src, strings.Join(slices.Delete(slices.Clone(lines), i, i+1), ""))
		}
		if t.Failed() {
			t.Fatal(path)
		}
	}
}

func checkVersion(t *testing.T, a, src string) {
	t.Helper()
	f, err := Parse(a)
	if err != nil {
		return
	}
	want, err1 := Parse(src)
	have, err2 := f.ParseVersion(src)
	switch {
	case (err1 == nil) != (err2 == nil):
		t.Errorf("%q parsed with %q: %v, alone %v", src, a, err2, err1)
	case err1 != nil:
	case !slices.Equal(have.tokens, want.tokens):
		t.Errorf("%q parsed with %q has other tokens", src, a)
	case string(have.Bytes()) != src || have.Hash != want.Hash || outline(have.Items) != outline(want.Items):
		t.Errorf("%q parsed with %q is another tree", src, a)
	}
}

// What is the same in another version is parsed once, and nothing else is shared.
func TestVersionsShareItems(t *testing.T) {
	const src = "a = [1]\n\nx {\n  b = 1\n}\n\nc = 2\n"
	for _, c := range []struct {
		name, version string
		shared        []string
	}{
		{"one changed", strings.Replace(src, "c = 2", "c = 3", 1), []string{"a", "\x00x"}},
		{"moved", "c = 2\n\nx {\n  b = 1\n}\n", []string{"c", "\x00x"}},
		{"another comment above", "# why\na = [1]\n", []string{"a"}},
		{"another comment behind", "a = [1] # why\n", nil},
		{"laid out differently", "a = [ 1 ]\n", nil},
		{"inside of a block", "y {\n  x {\n    b = 1\n  }\n}\n", nil},
		{"inside of a heredoc", "h = <<E\nc = 2\nE\n", nil},
		{"inside of a comment", "/*\nc = 2\n*/\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := must(t, src)
			v, err := f.ParseVersion(c.version)
			if err != nil {
				t.Fatal(err)
			}
			var shared []string
			for _, it := range v.Items {
				for _, other := range f.Items {
					if it.Value != nil && it.Value == other.Value || it.Body != nil && it.Body == other.Body {
						shared = append(shared, it.Key)
					}
				}
			}
			if !slices.Equal(shared, c.shared) {
				t.Errorf("%q are shared, want %q", shared, c.shared)
			}
		})
	}
	t.Run("all of it", func(t *testing.T) {
		f := must(t, src)
		if v, err := f.ParseVersion(src); v != f || err != nil {
			t.Errorf("the same text is parsed twice: %v", err)
		}
	})
}

// A shared item stands below other comments and blank lines: these, and all that is
// known of it with them, are its own.
func TestSharedItemsHaveTheirOwnComments(t *testing.T) {
	f := must(t, "a = 1\n")
	before := f.Items[0].Leaves()
	v, err := f.ParseVersion("# why\na = 1\n")
	if err != nil {
		t.Fatal(err)
	}
	it := v.Items[0]
	if it.Lead.Raw() != "# why\n" || it.Hash == f.Items[0].Hash || it.CodeHash != f.Items[0].CodeHash {
		t.Errorf("comments %q, hash %x", it.Lead.Raw(), it.Hash)
	}
	if have := it.Leaves(); len(have) != len(before)+1 {
		t.Errorf("%d leaves, not one more than the %d of the other version", len(have), len(before))
	}
	if have := f.Items[0]; len(have.Lead) > 0 || have.Blank != "" {
		t.Error("the other version has changed")
	}
}
