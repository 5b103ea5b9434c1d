package spec

import (
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// placeOf finds the attribute that is assigned a value that names it: a = "a".
func placesOf(t *testing.T, src string, names ...string) []hcl.Range {
	t.Helper()
	f, err := parse("x", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	var out []hcl.Range
	var visit func(body *hclsyntax.Body)
	visit = func(body *hclsyntax.Body) {
		for _, name := range names {
			if a, ok := body.Attributes[name]; ok {
				out = append(out, a.SrcRange)
			}
		}
		for _, b := range body.Blocks {
			visit(b.Body)
		}
	}
	visit(f.body)
	if len(out) == 0 {
		t.Fatalf("%s has none of %q", src, names)
	}
	return out
}

// TestCut: an attribute goes with its comments, and all else stays byte for byte.
func TestCut(t *testing.T) {
	for name, c := range map[string]struct{ src, cut, want string }{
		"alone":                    {"a = 1\n", "a", ""},
		"first":                    {"a = 1\nb = 2\n", "a", "b = 2\n"},
		"last, no newline":         {"a = 1\nb = 2", "b", "a = 1\n"},
		"with its comments":        {"# head\n\n# one\n// two\na = 1 # three\n\n# other\nb = 2\n", "a", "# head\n\n# other\nb = 2\n"},
		"last with its comments":   {"# head\n\n# other\nb = 2\n\n# one\na = 1\n", "a", "# head\n\n# other\nb = 2\n"},
		"a heredoc":                {"a = <<E\n# no comment\nE\nb = 2\n", "a", "b = 2\n"},
		"behind a heredoc":         {"b = <<E\n# no comment\nE\na = 1\n", "a", "b = <<E\n# no comment\nE\n"},
		"several lines":            {"b = 2\na = [\n  1, # one\n]\n", "a", "b = 2\n"},
		"all of a name":            {"unit \"u\" {\n  pack = \"p\"\n  a = 1\n\n  environment \"dev\" {\n    a = 2\n    b = 3\n  }\n}\n", "a", "unit \"u\" {\n  pack = \"p\"\n\n  environment \"dev\" {\n    b = 3\n  }\n}\n"},
		"an empty block goes":      {"unit \"u\" {\n  pack = \"p\"\n\n  environment \"dev\" {\n    a = 2\n  }\n}\n", "a", "unit \"u\" {\n  pack = \"p\"\n}\n"},
		"with a comment it stays":  {"unit \"u\" {\n  pack = \"p\"\n\n  # here\n  environment \"dev\" {\n    a = 2\n  }\n}\n", "a", "unit \"u\" {\n  pack = \"p\"\n\n  # here\n  environment \"dev\" {\n  }\n}\n"},
		"a comment inside stays":   {"unit \"u\" {\n  pack = \"p\"\n  environment \"dev\" {\n    # here\n\n    a = 2\n  }\n}\n", "a", "unit \"u\" {\n  pack = \"p\"\n  environment \"dev\" {\n    # here\n  }\n}\n"},
		"in one line":              {"unit \"u\" {\n  environment \"dev\" { a = 2 } # x\n}\n", "a", "unit \"u\" {\n  environment \"dev\" {  } # x\n}\n"},
		"defaults":                 {"repository {\n}\n\ndefaults \"p\" {\n  a = 1\n}\n\nlayer \"x\" {\n}\n", "a", "repository {\n}\n\nlayer \"x\" {\n}\n"},
		"other blocks stay":        {"other \"p\" {\n  a = 1\n}\n", "a", "other \"p\" {\n}\n"},
		"Windows line ends":        {"# one\r\na = 1\r\n\r\nb = 2\r\n", "a", "b = 2\r\n"},
		"a comment of another":     {"# one\nb = 2\na = 1\n", "a", "# one\nb = 2\n"},
		"indented without reason":  {"b = 2\n   a = 1   \nc = 3\n", "a", "b = 2\nc = 3\n"},
		"a comment of many lines":  {"a = 1 /* x */\nb = 2\n", "a", " /* x */\nb = 2\n"},
		"empty lines on both side": {"c = 1\n\na = 1\n\nb = 2\n", "a", "c = 1\n\nb = 2\n"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Cut("x", []byte(c.src), placesOf(t, c.src, c.cut))
			if err != nil || string(got) != c.want {
				t.Errorf("%v, it became\n%q\nwant\n%q", err, got, c.want)
			}
		})
	}
	if _, err := Cut("x", []byte("a = 1\n"), []hcl.Range{{Start: hcl.Pos{Byte: 2}}}); err == nil {
		t.Error("something was cut where nothing is")
	}
}

// TestWrittenAt: what is cut is known with its comments, and may stand elsewhere.
func TestWrittenAt(t *testing.T) {
	src := "# head\n\n  # one\n  // two\r\n  a = [\n    1, # in it\n  ] # three\nb = <<E\ntext # none\nE\nc = { d = 1 }\nw = [\r\n  1,\r\n] # behind\r\n"
	for name, want := range map[string]Written{
		"a": {[]string{"# one", "// two"}, "[\n    1, # in it\n  ]", "# three"},
		"b": {nil, "<<E\ntext # none\nE", ""},
		"c": {nil, "{ d = 1 }", ""},
		"w": {nil, "[\n  1,\n]", "# behind"},
	} {
		got, err := WrittenAt("x", []byte(src), placesOf(t, src, name)[0])
		if err != nil || strings.Join(got.Lead, "|") != strings.Join(want.Lead, "|") || got.Text != want.Text || got.Trail != want.Trail {
			t.Errorf("%s is %q, %v", name, got, err)
		}
	}
	if _, err := WrittenAt("x", []byte(src), hcl.Range{}); err == nil {
		t.Error("nothing is written at the beginning")
	}
}

// TestEditWithComments: what is set may bring its comments.
func TestEditWithComments(t *testing.T) {
	src := "unit \"u\" {\n  pack = \"p\"\n}\n"
	got, err := Edit("x", []byte(src), []Change{
		{Name: "a", Value: "1", Lead: []string{"# why", "# so"}, Trail: "# at all"},
		{Environment: "dev", Name: "b", Value: "[\n  2,\n]", Lead: []string{"# b"}, Trail: "// there"},
		{Environment: "dev", Name: "c", Value: "<<E\nx\nE"},
	})
	const want = "unit \"u\" {\n  pack = \"p\"\n  # why\n  # so\n  a = 1 # at all\n\n  environment \"dev\" {\n    # b\n    b = [\n      2,\n    ] // there\n    c = <<E\nx\nE\n  }\n}\n"
	if err != nil || string(got) != want {
		t.Errorf("%v\n%s\nwant\n%s", err, got, want)
	}
}

// TestAssignKeepsLineEnds: what is added stands on lines of its own, and ends them as
// the file does.
func TestAssignKeepsLineEnds(t *testing.T) {
	for src, want := range map[string]string{
		"": "\nb = 2\n", "a = 1\n": "a = 1\n\nb = 2\n", "a = 1": "a = 1\n\nb = 2\n",
		"a = 1\r\n": "a = 1\r\n\r\nb = 2\r\n", "# x\r\na = 1": "# x\r\na = 1\r\n\r\nb = 2\r\n",
	} {
		if got := string(Assign([]byte(src), "\nb = 2\n")); got != want {
			t.Errorf("%q becomes %q, want %q", src, got, want)
		}
	}
}
