package spec

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
)

func TestEdit(t *testing.T) {
	for _, c := range []struct{ name, src, environment, input, value, want string }{
		{
			"a value, its comment stays", "unit \"a\" {\n  pack = \"p@1.0.0\" # pack\n  port = 1         # why\n}\n", "", "port", "22",
			"unit \"a\" {\n  pack = \"p@1.0.0\" # pack\n  port = 22        # why\n}\n",
		},
		{
			"a new attribute stands behind the last", "unit \"a\" {\n  pack = \"p@1.0.0\"\n\n  # about dev\n  environment \"dev\" {\n  }\n}\n", "", "port", "22",
			"unit \"a\" {\n  pack = \"p@1.0.0\"\n  port = 22\n\n  # about dev\n  environment \"dev\" {\n  }\n}\n",
		},
		{
			"a new attribute in an empty block", "unit \"a\" { # header\n}\n", "", "port", "22",
			"unit \"a\" { # header\n  port = 22\n}\n",
		},
		{
			"a one-line block", "unit \"a\" { pack = \"p@1.0.0\" }\n", "", "port", "22",
			"unit \"a\" {\n  pack = \"p@1.0.0\"\n  port = 22\n}\n",
		},
		{
			"an empty one-line block", "unit \"a\" {}\n", "", "port", "22",
			"unit \"a\" {\n  port = 22\n}\n",
		},
		{
			"no final newline", "unit \"a\" {\n  pack = \"p@1.0.0\"\n}", "", "port", "22",
			"unit \"a\" {\n  pack = \"p@1.0.0\"\n  port = 22\n}",
		},
		{
			"an environment that has a block", "unit \"a\" {\n  pack = \"p@1.0.0\"\n  environment \"dev\" {\n    x = 1 # one\n  }\n}\n", "dev", "port", "22",
			"unit \"a\" {\n  pack = \"p@1.0.0\"\n  environment \"dev\" {\n    x    = 1 # one\n    port = 22\n  }\n}\n",
		},
		{
			"an environment that has none", "unit \"a\" {\n  pack = \"p@1.0.0\"\n  # last\n}\n", "dev", "port", "22",
			"unit \"a\" {\n  pack = \"p@1.0.0\"\n  # last\n\n  environment \"dev\" {\n    port = 22\n  }\n}\n",
		},
		{
			"a one-line environment", "unit \"a\" {\n  pack = \"p@1.0.0\"\n  environment \"dev\" { x = 1 }\n}\n", "dev", "port", "22",
			"unit \"a\" {\n  pack = \"p@1.0.0\"\n  environment \"dev\" {\n    x    = 1\n    port = 22\n  }\n}\n",
		},
		{
			"a heredoc", "unit \"a\" {\n  pack = \"p@1.0.0\"\n  text = <<-EOT\n    one\n  EOT\n  port = 1\n}\n", "", "text", "\"two\"",
			"unit \"a\" {\n  pack = \"p@1.0.0\"\n  text = \"two\"\n  port = 1\n}\n",
		},
		{
			"behind a heredoc", "unit \"a\" {\n  pack = \"p@1.0.0\"\n  text = <<-EOT\n    one\n  EOT\n}\n", "", "port", "22",
			"unit \"a\" {\n  pack = \"p@1.0.0\"\n  text = <<-EOT\n    one\n  EOT\n  port = 22\n}\n",
		},
		{
			"a long comment behind the last attribute", "unit \"a\" {\n  pack = \"p@1.0.0\" /* one\n  two */\n}\n", "", "port", "22",
			"unit \"a\" {\n  pack = \"p@1.0.0\" /* one\n  two */\n  port = 22\n}\n",
		},
		{
			"Windows line ends", "unit \"a\" {\r\n  pack = \"p@1.0.0\" # x\r\n  port = 1\r\n}\r\n", "", "cpu", "22",
			"unit \"a\" {\r\n  pack = \"p@1.0.0\" # x\r\n  port = 1\r\n  cpu  = 22\r\n}\r\n",
		},
		{
			"a byte order mark", "\ufeffunit \"a\" {\n  pack = \"p@1.0.0\"\n  port   =   1\n}\n", "", "port", "22",
			"\ufeffunit \"a\" {\n  pack = \"p@1.0.0\"\n  port   =   22\n}\n",
		},
		{
			"unformatted stays so", "unit \"a\" {\n pack=\"p@1.0.0\"\n    port   =1\n}\n", "", "port", "22",
			"unit \"a\" {\n pack=\"p@1.0.0\"\n    port   =22\n}\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Edit("a/scaffold.hcl", []byte(c.src), []Change{{Environment: c.environment, Name: c.input, Value: c.value}})
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestEditRefuses: what can't be edited safely is a problem, never a guess.
func TestEditRefuses(t *testing.T) {
	for name, src := range map[string]string{
		"unparsable":                      "unit \"a\" {\n  pack = = 1\n}\n",
		"no block":                        "# nothing\n",
		"a comment before the last brace": "unit \"a\" {\n  pack = \"p@1.0.0\"\n  environment \"dev\" {\n  }\n/* x\n  y */ }\n",
	} {
		t.Run(name, func(t *testing.T) {
			out, err := Edit("a/scaffold.hcl", []byte(src), []Change{{Environment: "new", Name: "port", Value: "22"}})
			if err == nil {
				u, err := ParseUnit("x", out)
				if err != nil || !u.Overrides["new"]["port"].Value.RawEquals(cty.NumberIntVal(22)) {
					t.Errorf("%s: became\n%s", name, out)
				}
				return
			}
			if len(diag.Of(err)) == 0 {
				t.Errorf("%s: %s", name, err)
			}
		})
	}
}

// TestEditProperty: whatever the file looks like, an edit sets the value and
// leaves every other byte alone.
func TestEditProperty(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 600 {
		src := randomSpec(r)
		before, err := ParseUnit("x", []byte(src))
		if err != nil {
			t.Fatalf("case %d is not a spec: %s\n%s", i, err, src)
		}
		c := Change{Name: pick(r, "port", "text", "map", "fresh"), Environment: pick(r, "", "dev", "production"), Value: pick(r, "22", `"a\nb"`, `{ a = [1] }`, "null", `"$${x}"`)}
		want, err := expr.ParseLiteral(c.Value)
		if err != nil {
			t.Fatal(err)
		}
		out, err := Edit("x", []byte(src), []Change{c})
		if err != nil {
			t.Fatalf("case %d: %s\n%s", i, err, src)
		}
		after, err := ParseUnit("x", out)
		if err != nil {
			t.Fatalf("case %d became unparsable: %s\n%s\n---\n%s", i, err, src, out)
		}
		inputs := after.Inputs
		if c.Environment != "" {
			inputs = after.Overrides[c.Environment]
		}
		if got, ok := inputs[c.Name]; !ok || !got.Value.RawEquals(want) {
			t.Fatalf("case %d: %v is not set\n%s\n---\n%s", i, c, src, out)
		}
		sameBut(t, before, after, c)
		if comments(out) != comments([]byte(src)) {
			t.Fatalf("case %d: %v lost text\n%s\n---\n%s", i, c, src, out)
		}
		again, err := Edit("x", out, []Change{c})
		if err != nil || !bytes.Equal(again, out) {
			t.Fatalf("case %d: the same edit again changes something\n%s\n---\n%s", i, out, again)
		}
	}
}

// sameBut fails when another value than the changed one differs.
func sameBut(t *testing.T, before, after *Unit, c Change) {
	t.Helper()
	compare := func(environment string, a, b map[string]Attr) {
		for name := range a {
			if (environment != c.Environment || name != c.Name) && !b[name].Value.RawEquals(a[name].Value) {
				t.Fatalf("%s.%s was changed too", environment, name)
			}
		}
	}
	compare("", before.Inputs, after.Inputs)
	for environment := range before.Overrides {
		compare(environment, before.Overrides[environment], after.Overrides[environment])
	}
}

// comments are the comments of a file, in order.
func comments(src []byte) string {
	var out strings.Builder
	for line := range strings.SplitSeq(string(src), "\n") {
		if _, comment, ok := strings.Cut(line, "#"); ok && !strings.Contains(comment, "in a ") { // those go with their value
			out.WriteString(strings.TrimRight(comment, "\r") + "\n")
		}
	}
	return out.String()
}

func pick(r *rand.Rand, of ...string) string { return of[r.IntN(len(of))] }

// randomSpec writes a valid spec in a random layout.
func randomSpec(r *rand.Rand) string {
	var b strings.Builder
	comment := func(indent string) {
		if r.IntN(3) == 0 {
			fmt.Fprintf(&b, "%s# comment %d\n", indent, r.IntN(1000))
		}
	}
	attributes := func(indent string, names ...string) {
		for _, name := range names {
			if r.IntN(2) == 0 {
				continue
			}
			comment(indent)
			value := pick(r, "1", `"text ${1}"`, "[1, # in a list\n2]", "{\n a = 1 # in a map\n}", "<<EOT\nhere # no comment\nEOT", "true")
			value = strings.ReplaceAll(value, " # no comment", "")
			fmt.Fprintf(&b, "%s%s%s=%s%s", indent, name, pick(r, " ", "  ", ""), pick(r, " ", ""), value)
			if !strings.HasPrefix(value, "<<") {
				b.WriteString(pick(r, "", " # behind", "\t"))
			}
			b.WriteString("\n" + pick(r, "", "\n"))
		}
	}
	comment("")
	b.WriteString("unit \"a\" {" + pick(r, "", " # header") + "\n")
	attributes(pick(r, "  ", "", "\t"), "port", "text", "map", "other")
	b.WriteString("  pack = \"p@1.0.0\"\n")
	for _, environment := range []string{"dev", "production"} {
		switch r.IntN(4) {
		case 0:
			b.WriteString(pick(r, "\n", "") + "  environment \"" + environment + "\" {" + pick(r, "", " # header") + "\n")
			attributes("    ", "port", "text")
			b.WriteString("  }\n")
		case 1:
			b.WriteString("  environment \"" + environment + "\" { " + pick(r, "port = 1", "text = \"x\"", "") + " }\n")
		}
	}
	comment("  ")
	b.WriteString("}" + pick(r, "\n", "", "\n# the end\n"))
	text := b.String()
	if r.IntN(4) == 0 && !strings.Contains(text, "<<EOT") {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	return text
}

func TestAddLayer(t *testing.T) {
	layer := Layer{Name: "data", Directory: "05-data", DependsOn: []string{"foundation"}}
	out, err := AddLayer(Filename, []byte(goodRoot), layer)
	if err != nil {
		t.Fatal(err)
	}
	r, err := ParseRoot(Filename, out)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Layers) != 3 || r.Layers[2].Name != "data" || r.Layers[2].Directory != "05-data" {
		t.Errorf("layers are %+v", r.Layers)
	}
	if rest := strings.Replace(string(out), "\n"+LayerBlock(layer), "", 1); rest != goodRoot {
		t.Errorf("something else changed:\n%s", out)
	}
	bare := strings.TrimSuffix(goodRoot[:strings.Index(goodRoot, "layer \"foundation\"")], "\n\n")
	out, err = AddLayer(Filename, []byte(bare), Layer{Name: "x", Directory: "01-x"})
	if err != nil || !strings.HasSuffix(string(out), "}\n\nlayer \"x\" {\n  directory = \"01-x\"\n}\n") {
		t.Errorf("%v:\n%s", err, out)
	}
}

func TestAddDependency(t *testing.T) {
	out, err := AddDependency(Filename, []byte(strings.Replace(goodRoot, `"applications"`, `"apps"`, 1)), "foundation", "apps")
	if err == nil {
		t.Errorf("a circle was written:\n%s", out)
	}
	src, _ := AddLayer(Filename, []byte(goodRoot), Layer{Name: "data", Directory: "05-data"})
	for layer, want := range map[string]string{"applications": `["foundation", "data"]`, "foundation": `["data"]`} {
		out, err := AddDependency(Filename, src, layer, "data")
		if err != nil || !strings.Contains(string(out), "depends_on = "+want) {
			t.Errorf("%s: %v\n%s", layer, err, out)
		}
		if again, err := AddDependency(Filename, out, layer, "data"); err != nil || !bytes.Equal(again, out) {
			t.Errorf("%s: twice: %v\n%s", layer, err, again)
		}
	}
}

// TestNewRoot: what init writes is formatted, and reads as it was given.
func TestNewRoot(t *testing.T) {
	r, err := ParseRoot(Filename, []byte(goodRoot))
	if err != nil {
		t.Fatal(err)
	}
	out, err := NewRoot(r, PackRef{"repository", "1.0.0"}, []Change{{Name: "license", Value: `"$${x}"`}})
	if err != nil {
		t.Fatal(err)
	}
	again, err := ParseRoot(Filename, out)
	if err != nil {
		t.Fatalf("%s\n%s", err, out)
	}
	for i := range r.Environments {
		r.Environments[i].Range, again.Environments[i].Range = r.Unit.Range, r.Unit.Range
		if r.Environments[i] != again.Environments[i] {
			t.Errorf("%+v became %+v", r.Environments[i], again.Environments[i])
		}
	}
	if again.Organization != r.Organization || again.VCS != r.VCS || len(again.Layers) != len(r.Layers) {
		t.Errorf("became\n%s", out)
	}
	if got := again.Unit.Inputs["license"].Value; !got.RawEquals(cty.StringVal("${x}")) {
		t.Errorf("license became %#v", got)
	}
}

func TestNewUnit(t *testing.T) {
	out, err := NewUnit("a", PackRef{"service", "1.0.0"}, []string{"dev", "production"},
		[]Change{{Name: "port", Value: "1"}, {Environment: "production", Name: "port", Value: "2"}, {Environment: "production", Name: "text", Value: `"x"`}})
	want := `unit "a" {
  pack         = "service@1.0.0"
  environments = ["dev", "production"]
  port         = 1

  environment "production" {
    port = 2
    text = "x"
  }
}
`
	if err != nil || string(out) != want {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestAssign(t *testing.T) {
	for src, want := range map[string]string{"": "b = 2\n", "a = 1\n": "a = 1\nb = 2\n", "a = 1": "a = 1\nb = 2\n"} {
		t.Run(src, func(t *testing.T) {
			if got := string(Assign([]byte(src), "b = 2\n")); got != want {
				t.Errorf("%q became %q", src, got)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(goodRoot))
	f.Add([]byte("unit \"a\" {\n  pack = \"p@1.0.0\"\n}\n"))
	f.Fuzz(func(_ *testing.T, src []byte) {
		_, _ = ParseRoot("x", src)
		_, _ = ParseUnit("x", src)
		_, _ = ParseContent("x", src)
		_ = IsRoot("x", src)
	})
}
