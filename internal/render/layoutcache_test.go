package render

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/seed-3f5c2e52/scaffold/internal/pack"
)

// skeletonTemplate puts values wherever a template may: labels, keys, strings,
// parts of strings, comments, heredocs, one-line objects, trailing comments.
const skeletonTemplate = `# About <% comment .a %> and <% comment .b %>
resource "x" "<% hclpart .a %>" {
  name = <% hcl .a %>
  long_name = "<% hclpart .a %>-<% hclpart .b %>" # said of <% comment .b %>
  other = <% hcl .b %> # why
  <% hcl .n %> = 1
  map = { "<% hclpart .a %>" = 1, b = "<% hclpart .b %>" }
  list = [<% hcl .a %>, "<% hclpart .b %>", <% hcl .n %>]
  object = {
    "<% hclpart .a %>" = <% hcl .b %>
    "k" = "<% hclpart .a %>"
  }
    badly   =   "<% hclpart .a %>"
  text = <<-EOT
      <% hclpart .a %> = 1
  EOT
  when = "<% hclpart .a %>" == "<% hclpart .b %>" ? 1 : 2
  data = <% hcl .m %>
  number = <% .n %>
  <% .n %> = "<% .n %>:<% .n %>" # <% .n %>
  sum = -<% .n %> + foo.<% .n %>.x - x[<% .n %>]
}
`

// FuzzSkeleton holds the law that makes skeletons sound: formatting the
// skeleton and filling it in gives what formatting the whole text gives.
func FuzzSkeleton(f *testing.F) {
	for _, v := range []string{"a", "", "service-a", "x = 1", "# no", "//", "\"", "${x}", "\\", "true", "[", "a\nb", "\ue000", "7193054286", "日本"} {
		f.Add(v, "b")
		f.Add("production", v)
	}
	t, err := parseTemplate("t", []byte(skeletonTemplate), "")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t2 *testing.T, a, b string) {
		data := map[string]any{"a": a, "b": b, "n": int64(len(a)), "m": map[string]any{"k": a, "longer": b}}
		var out bytes.Buffer
		if t.Execute(&out, data) != nil {
			return // a value that the helpers refuse
		}
		s := unmark(out.Bytes())
		whole := s.Bytes()
		if bytes.ContainsAny(whole, string([]byte{markOpen, markClose})) && !strings.ContainsAny(a+b, string([]byte{markOpen, markClose})) {
			t2.Fatalf("marks left in %q", whole)
		}
		want := hclwrite.Format(whole)
		if got := s.in(hclwrite.Format(s.text)).Bytes(); !bytes.Equal(got, want) {
			t2.Fatalf("a=%q b=%q\ngot\n%s\nwant\n%s", a, b, got, want)
		}
	})
}

// Where a value decides whether the file is valid, the skeleton must not speak
// for it: the file parses whole or is refused, whichever value came first.
func TestSkeletonSpeaksOnlyForStrings(t *testing.T) {
	tests := map[string]struct{ template, good, bad string }{
		"a heredoc's end":          {"a = <<EOT\n<% hclpart .v %>\nEOT\n", "x", "EOT"},
		"a comment in a heredoc":   {"a = <<EOT\n# <% comment .v %>\nEOT\n", "x", "${("},
		"a block comment":          {"/* <% hclpart .v %> \n*/\n", "x", "*/ ("},
		"a line of such a comment": {"/*\n# <% comment .v %>\n*/\n", "x", "*/ ("},
		"the end of an escape":     {"a = \"\\u00<% hclpart .v %>\"\n", "41", "x"},
		"a bare word":              {"a = <% hclpart .v %>\n", "x", "("},
		"a number in an escape":    {"a = \"\\u00<% .v %>\"\n", "41", "4"},
		"a number's end":           {"a = 1e<% .v %>\n", "2", "99999999999"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			parsed, err := parseTemplate("t", []byte(test.template), "")
			if err != nil {
				t.Fatal(err)
			}
			r := New()
			for _, v := range []string{test.good, test.bad, test.good} {
				var value any = v
				if n, err := strconv.ParseInt(v, 10, 64); err == nil && strings.Contains(test.template, "<% .v") {
					value = n
				}
				var out bytes.Buffer
				if err := parsed.Execute(&out, map[string]any{"v": value}); err != nil {
					t.Fatal(err)
				}
				got, invalid := r.finish("x.tf", out.Bytes())
				_, diags := hclsyntax.ParseConfig(got.Bytes(), "x.tf", hcl.InitialPos)
				if (invalid != nil) != diags.HasErrors() {
					t.Errorf("%q: refused %v, but it parses with %v:\n%s", v, invalid != nil, diags, got.Bytes())
				}
			}
		})
	}
}

// A mark that a template's own text seems to open is no reason to panic.
func TestUnmarkStrayMarks(t *testing.T) {
	for _, text := range []string{"\x01", "a\x01v", "\x01\x02", "\x02\x01p", "\x01v\"\x01p\x02"} {
		unmark([]byte(text)).Bytes()
	}
}

// A pack of a few lines must not fill the memory.
func TestOutputIsBounded(t *testing.T) {
	src := []byte("<% range seq 10000 %><% range seq 10000 %>much more text than any file has<% end %><% end %>")
	p := &pack.Pack{Name: "p", Digest: "d", Files: map[string][]byte{"unit/a.txt.tmpl": src}}
	_, err := New().file(p, "unit/a.txt.tmpl", "a.txt", map[string]any{})
	if err == nil || !strings.Contains(err.Error(), "more than 4 MB") {
		t.Errorf("%v", err)
	}
}
