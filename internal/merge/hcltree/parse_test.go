package hcltree

import "testing"

// parsed are texts and their outlines.
var parsed = []struct{ name, src, want string }{
	{"nothing", "", ""},
	{"attribute", "a = 1\n", "(attribute a 1)"},
	{"without a newline at the end", "a = 1", "(attribute a 1)"},
	{"block", "x {\n  a = 1\n}\n", "(block x (body (attribute a 1)))"},
	{"block with labels", "x \"l\" m {}\n", `(block x "l" "m" (body))`},
	{"block on one line", "x { a = 1 }\n", "(block x (body (attribute a 1)))"},
	{"blocks in blocks", "x {\n  y {\n    z {}\n  }\n}\n", "(block x (body (block y (body (block z (body))))))"},
	{"empty label", "x \"\" {}\n", `(block x "" (body))`},

	{"object", "a = { b = 1, \"c\" = 2 }\n", `(attribute a (object (entry "b" 1) (entry "c" 2)))`},
	{"object with colons and no commas", "a = {\n  b : 1\n  c : 2\n}\n", `(attribute a (object (entry "b" 1) (entry "c" 2)))`},
	{"computed key", "a = { (b) = 1 }\n", `(attribute a (object (entry "\x00( b ) " 1)))`},
	{"key with an interpolation", "a = { \"${b}\" = 1 }\n", "(attribute a (object (entry \"\\x00\\\" ${ b } \\\" \" 1)))"},
	{"empty object", "a = {}\n", "(attribute a (object))"},
	{"tuple", "a = [1, \"b\", c]\n", `(attribute a (tuple (element 1) (element "b") (element c)))`},
	{"comma on the next line", "a = [\n  1\n  , 2\n]\n", "(attribute a (tuple (element 1) (element 2)))"},
	{"nested", "a = [{ b = [1] }]\n", `(attribute a (tuple (element (object (entry "b" (tuple (element 1)))))))`},

	{"call", "a = f(1, b)\n", "(attribute a f (args of f (element 1) (element b)))"},
	{"call of a provider's function", "a = provider::x::y(1)\n", "(attribute a provider::x::y (args of y (element 1)))"},
	{"expanded argument", "a = f(b...)\n", "(attribute a f (args of f (element b...)))"},
	{"parentheses", "a = (b + c) * 2\n", "(attribute a (paren b + c) * 2)"},
	{"for", "a = [for x in y : x]\n", "(attribute a (for for x in y : x))"},
	{"for behind comments", "a = { # b\n  # c\n  for k, v in y : k => { b = v }\n}\n", `(attribute a (for # b # c for k, v in y : k => (object (entry "b" v))))`},
	{"for with an object inside", "a = { for k, v in y : k => { b = v } }\n", `(attribute a (for for k, v in y : k => (object (entry "b" v))))`},
	{"condition", "a = b ? { c = 1 } : [2]\n", `(attribute a b ? (object (entry "c" 1)) : (tuple (element 2)))`},
	{"index, not a tuple", "a = b[0].c[\"d\"]\n", `(attribute a b[0].c["d"])`},
	{"splat", "a = b[*].c\n", "(attribute a b[*].c)"},

	{"interpolation alone", "a = \"${b}\"\n", "(attribute a (interp b))"},
	{"interpolation in a text", "a = \"${b}c\"\n", "(attribute a \"${b}c\")"},
	{"trimmed interpolation", "a = \"${~ b ~}\"\n", "(attribute a \"${~ b ~}\")"},
	{"heredoc", "a = <<EOT\nb\n${c}\nEOT\n", `(attribute a (heredoc "b\n${c}\n"))`},
	{"heredoc in a call", "a = f(<<-X\n  b\n  X\n)\n", `(attribute a f (args of f (element (heredoc "  b\n"))))`},
	{"empty heredoc", "a = <<EOT\nEOT\n", `(attribute a (heredoc ""))`},

	{"what can't be split up is one run", "a = [1 /* x */, 2]\n", "(attribute a [1 /* x */, 2])"},
	{"nor is such a block", "x { /* odd */ a = 1 }\n", "(block x { /* odd */ a = 1 })"},
	{"only that part is", "a = { b = [1], c = [1 /* x */, 2] }\n", `(attribute a (object (entry "b" (tuple (element 1))) (entry "c" [1 /* x */, 2])))`},
}

func TestParse(t *testing.T) {
	for _, c := range parsed {
		t.Run(c.name, func(t *testing.T) {
			if have := outline(must(t, c.src).Items); have != c.want {
				t.Errorf("have %s\nwant %s", have, c.want)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct{ name, src string }{
		{"open brace", "a {\n"},
		{"closed twice", "a {\n}\n}\n"},
		{"closed by another bracket", "a {\n  b = (1]\n}\n)\n"},
		{"open quote", "a = \"b\n"},
		{"open heredoc", "a = <<EOT\nb\n"},
		{"no value", "a =\n"},
		{"no name", "= 1\n"},
		{"a value alone", "1\n"},
		{"an attribute set twice", "a = 1\na = 2\n"},
		{"one of many set twice", "a = 1\nb = 1\nc = 1\nd = 1\ne = 1\nf = 1\ng = 1\nh = 1\ni = 1\nj = 1\nk = 1\nl = 1\nm = 1\nn = 1\no = 1\np = 1\nq = 1\nq = 2\n"},
		{"a label that is computed", "a \"${b}\" {}\n"},
		{"invalid bytes", "a = \xff\n"},
		{"a comment before an attribute on its line", "a = 1\n/* x */ b = 2 /* y\n*/ c = 3\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if f, err := Parse(c.src); err == nil {
				t.Errorf("taken for %s", outline(f.Items))
			}
		})
	}
}

// Inside of a value Parse takes what it needs not look at.
func TestParseTakesWrongValues(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"two on one line", "a = 1 b = 2\n", "(attribute a 1 b = 2)"},
		{"nothing behind an operator", "a = 1 +\n", "(attribute a 1 +)"},
		{"keys twice", "a = { b = 1, b = 2 }\n", `(attribute a (object (entry "b" 1) (entry "b" 2)))`},
	} {
		t.Run(c.name, func(t *testing.T) { checkOutline(t, c.src, c.want) })
	}
}

// A block may share its name with an attribute or with other blocks: only
// hclsyntax can say what the first is.
func TestParseKeepsRepeatedBlocks(t *testing.T) {
	f := must(t, "x {}\nx {}\ny \"a\" {}\ny \"a\" {}\nz {}\n")
	for i, want := range []bool{true, true, false, false, false} {
		if f.Items[i].Repeated != want {
			t.Errorf("%s is repeated: %v", f.Items[i].Raw, !want)
		}
	}
	list := valueOf(t, "[{ b = 1 }, 2, { b = 2 }]").SoleGroup().Items
	for i, want := range []bool{true, false, true} {
		if list[i].Repeated != want {
			t.Errorf("%s is repeated: %v", list[i].Raw, !want)
		}
	}
}
