package hcltree

import (
	"slices"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// awkward are files whose pieces are easy to lose.
var awkward = []string{
	"",
	"\n\n",
	"# only a comment\n",
	"a = 1 # behind\n\n\n# between\n\nb = 2\n# end\n",
	"x {}\ny { a = 1 }\nz \"l\" m { /* odd */ a = 1 /* odd */ }\n",
	"/* before */ a = 1\n",
	"a = 1 /* x */ /* y */ # z\nb {} /* c */ /* d */\n",
	"a = [ # first\n  1, # one\n  # two\n  2\n  , 3\n  # rest\n]\n",
	"a = [1 # one\n  , 2]\n",
	"a = { b = 1, c : 2\n  \"d\" = 3 // three\n  (e) = 4\n\n  # end\n}\n",
	"a = f(1, [2,], { b = 3 }...)\n",
	"a = \"${b}\"\nc = \"${ d.e }\"\nf = \"${g}${h}\"\ni = \"${~ j ~}\"\n",
	"a = (\n  b # why\n  && c\n)\n",
	"a = <<EOT\n${b}\n%{ if c }d%{ endif }\nEOT\ne = [<<-X\n  f\n  X\n  , 1]\n",
	"a = [for x in y : { z = x } if x != \"\"]\nb = { for k, v in m : k => v... }\n",
	"a = b[0].c[\"d\"].*.e.0[*]\nf = g ? { h = 1 } : [2]\n",
	"a = provider::x::y(1)\nb = -c + !d\n",
	"a \"b\" {\r\n  c = 1\r\n  # d\r\n}\r\n",
	"a {\n  b {\n\n    c = 1\n\n  } # end of b\n\n  # end of a\n}\n",
}

func TestTreesHoldEveryByte(t *testing.T) {
	for _, src := range awkward {
		f, err := Parse(src)
		if err != nil {
			t.Errorf("%q: %v", src, err)
			continue
		}
		if have := string(f.Bytes()); have != src {
			t.Errorf("%q becomes %q", src, have)
		}
	}
}

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
	case string(have.Bytes()) != src || have.Hash != want.Hash:
		t.Errorf("%q parsed with %q is another tree", src, a)
	}
}

func TestSameMeaningSameHash(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"a = \"${var.x}\"\n", "a = var.x\n"},
		{"a = (b)\n", "a = b\n"},
		{"type = \"string\"\n", "type = string\n"},
		{"type = \"map\"\n", "type = map(string)\n"},
		{"a = [1, 2]\n", "a = [\n  1,\n  2,\n]\n"},
		{"a = { b = 1, c = 2 }\n", "a = {\n  c : 2\n  \"b\" = 1\n}\n"},
		{"a \"b\" {\n}\n", "a b {}\n"},
		{"a = 1 // x\n", "a   =   1   # x\n"},
		{"a = <<-E\n  x\n  E\n", "a = <<-X\n    x\n    X\n"},
		{"b = 1\na = 2\n", "a = 2\n\nb = 1\n"},
	} {
		if hashOf(t, c.a) != hashOf(t, c.b) {
			t.Errorf("%q and %q differ", c.a, c.b)
		}
	}
	for _, c := range []struct{ a, b string }{
		{"a = 1\n", "a = 2\n"},
		{"a = [1, 2]\n", "a = [2, 1]\n"},
		{"a = \"${b}c\"\n", "a = b\n"},
		{"a = (b + c) * 2\n", "a = b + c * 2\n"},
		{"a = 1\n", "a = 1 # x\n"},
		{"a = <<E\n  x\nE\n", "a = <<E\nx\nE\n"},
		{"a = {}\n", "a {}\n"},
		{"a = \"1\"\n", "a = 1\n"},
		{"a = [\"b\", \"c\"]\n", "a = [\"bc\"]\n"},
	} {
		if hashOf(t, c.a) == hashOf(t, c.b) {
			t.Errorf("%q and %q are the same", c.a, c.b)
		}
	}
}

func hashOf(t *testing.T, src string) uint64 {
	t.Helper()
	f, err := Parse(src)
	if err != nil {
		t.Fatalf("%q: %v", src, err)
	}
	return f.Hash
}

// Every byte of what is HCL stands in the tree, and versions are as they are alone.
func FuzzTree(f *testing.F) {
	for i, src := range awkward {
		f.Add(src, awkward[(i+1)%len(awkward)])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		checkVersion(t, a, b)
		if _, diags := hclsyntax.ParseConfig([]byte(a), "", hcl.InitialPos); diags.HasErrors() {
			return
		}
		f, err := Parse(a)
		if err != nil {
			t.Skip("not split up, but merged by lines")
		}
		if have := string(f.Bytes()); have != a {
			t.Errorf("%q becomes %q", a, have)
		}
	})
}
