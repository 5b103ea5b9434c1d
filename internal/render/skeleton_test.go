package render

import (
	"bytes"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/hclwrite"
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
