package hclmerge

import (
	"slices"
	"strings"
	"testing"
)

// written puts a tree's pieces back together.
func (g *group) written() string {
	var b strings.Builder
	b.WriteString(g.open)
	switch {
	case g.kind == groupHeredoc:
		b.WriteString(strings.Join(g.lines, ""))
	case g.inner != nil:
		b.WriteString(g.inner.written())
	}
	for _, it := range g.items {
		b.WriteString(it.blank + leadRaw(it.lead) + it.indent + it.head)
		if it.value != nil {
			b.WriteString(it.value.written())
		}
		if it.body != nil {
			b.WriteString(it.body.written())
		}
		b.WriteString(it.comma + it.trail + it.eol)
	}
	b.WriteString(g.close)
	return b.String()
}

func (e *expr) written() string {
	out := ""
	for _, p := range e.parts {
		out += p.gap + p.text
		if p.group != nil {
			out += p.group.written()
		}
	}
	return out
}

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
		l, ok := lex(src)
		if !ok {
			t.Errorf("%q has invalid tokens", src)
			continue
		}
		g, err := parse(l)
		if err != nil {
			t.Errorf("%q: %v", src, err)
			continue
		}
		if have := g.written(); have != src {
			t.Errorf("%q becomes %q", src, have)
		}
	}
}

// A version lexed with another's tokens has the tokens that it has alone.
func TestSharedTokensAreTheSame(t *testing.T) {
	for _, a := range awkward {
		for _, b := range awkward {
			for _, src := range []string{b, a + b, b + a, a + "new = 1\n" + a, "/*\n" + a + "*/\n" + b, "h = <<EOT\n" + a + "EOT\n" + b} {
				checkShared(t, a, src)
			}
		}
	}
}

func checkShared(t *testing.T, a, src string) {
	t.Helper()
	l, ok := lex(a)
	if !ok {
		return
	}
	want, wantOK := lex(src)
	have, haveOK := l.relex(src)
	if wantOK != haveOK {
		t.Errorf("%q lexed with %q: %v, alone %v", src, a, haveOK, wantOK)
		return
	}
	if wantOK && !slices.Equal(have.tokens, want.tokens) {
		t.Errorf("%q lexed with %q has other tokens", src, a)
	}
}

func TestSharedTreesAreTheSame(t *testing.T) {
	for _, a := range awkward {
		for _, b := range awkward {
			src := b + "new = 1\n" + a
			l, _ := lex(a)
			if _, err := parse(l); err != nil {
				t.Fatal(err)
			}
			n, ok := l.relex(src)
			alone, aloneOK := lex(src)
			if !ok || !aloneOK {
				continue
			}
			have, err1 := parse(n)
			want, err2 := parse(alone)
			if (err1 == nil) != (err2 == nil) {
				t.Errorf("%q: %v, alone %v", src, err1, err2)
				continue
			}
			if err1 == nil && (have.written() != src || have.hash != want.hash) {
				t.Errorf("%q parsed with %q is another tree", src, a)
			}
		}
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
	l, ok := lex(src)
	g, err := parse(l)
	if !ok || err != nil {
		t.Fatalf("%q: %v", src, err)
	}
	return g.hash
}

// Every byte of what is HCL stands in the tree, and shared tokens are right.
func FuzzTree(f *testing.F) {
	for i, src := range awkward {
		f.Add(src, awkward[(i+1)%len(awkward)])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		checkShared(t, a, b)
		l, ok := lex(a)
		if !ok || !parses(a) {
			return
		}
		g, err := parse(l)
		if err != nil {
			t.Skip("not split up, but merged by lines")
		}
		if g.written() != a {
			t.Errorf("%q becomes %q", a, g.written())
		}
	})
}
