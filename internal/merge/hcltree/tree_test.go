package hcltree

import (
	"fmt"
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

func TestHashes(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		same       bool
	}{
		{"interpolation of one value", "a = \"${var.x}\"\n", "a = var.x\n", true},
		{"parentheses", "a = (b)\n", "a = b\n", true},
		{"quoted type", "type = \"string\"\n", "type = string\n", true},
		{"quoted type of old maps", "type = \"map\"\n", "type = map(string)\n", true},
		{"quoted provider", "provider = \"aws.east\"\n", "provider = aws.east\n", true},
		{"list on several lines", "a = [1, 2]\n", "a = [\n  1,\n  2,\n]\n", true},
		{"object in another order", "a = { b = 1, c = 2 }\n", "a = {\n  c : 2\n  \"b\" = 1\n}\n", true},
		{"labels without quotes", "a \"b\" {\n}\n", "a b {}\n", true},
		{"sign of a comment", "a = 1 // x\n", "a   =   1   # x\n", true},
		{"indentation of a heredoc", "a = <<-E\n  x\n  E\n", "a = <<-X\n    x\n    X\n", true},
		{"order of attributes", "b = 1\na = 2\n", "a = 2\n\nb = 1\n", true},

		{"value", "a = 1\n", "a = 2\n", false},
		{"order of a list", "a = [1, 2]\n", "a = [2, 1]\n", false},
		{"interpolation in a text", "a = \"${b}c\"\n", "a = b\n", false},
		{"parentheses that mean something", "a = (b + c) * 2\n", "a = b + c * 2\n", false},
		{"comment", "a = 1\n", "a = 1 # x\n", false},
		{"blanks in a heredoc", "a = <<E\n  x\nE\n", "a = <<E\nx\nE\n", false},
		{"attribute or block", "a = {}\n", "a {}\n", false},
		{"text or number", "a = \"1\"\n", "a = 1\n", false},
		{"where a text ends", "a = [\"b\", \"c\"]\n", "a = [\"bc\"]\n", false},
		{"quoted name of something else", "name = \"string\"\n", "name = string\n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if (must(t, c.a).Hash == must(t, c.b).Hash) != c.same {
				t.Errorf("%q and %q are the same: %v", c.a, c.b, !c.same)
			}
		})
	}
}

// A text's hash takes in its length and where it stands.
func TestMixString(t *testing.T) {
	seen := map[uint64]string{}
	for _, h := range []uint64{0, 1, 2, 3} {
		for _, s := range []string{"", "\x00", "\x00\x00", "a", "b", "ab", "ba", "aab", "\x01", "\x02", "\x03"} {
			v := MixString(h, s)
			if other, ok := seen[v]; ok {
				t.Errorf("%q upon %d has the hash of %s", s, h, other)
			}
			seen[v] = fmt.Sprintf("%q upon %d", s, h)
		}
	}
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
