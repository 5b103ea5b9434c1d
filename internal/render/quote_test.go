package render

import (
	"bytes"
	"math/big"
	"strings"
	"testing"
	"text/template"
)

// TestHelpers is the meaning of every helper. A released line never changes:
// packs of years ago must render the same bytes.
func TestHelpers(t *testing.T) {
	data := map[string]any{
		"null": nil, "yes": true, "n": int64(8080), "f": 0.5, "big": 1e30, "tiny": 1e-7,
		"text": "service-a", "evil": "a \"b\" ${c} %{d} it's\n\\", "gh": "x ${{ github.token }}", "bidi": "a\u202eb", "emoji": "é😀\U000e0041",
		"list": []any{"a", int64(1), true, nil}, "empty": []any{}, "map": map[string]any{"b-c": "x", "a": int64(1), "for": []any{}, "é": map[string]any{}},
		"maps": []any{map[string]any{"a": int64(1)}}, "words": []string{"x", "y"},
	}
	for _, test := range []struct{ source, want string }{
		{`<% hcl .null %> <% hcl .yes %> <% hcl .n %> <% hcl .f %> <% hcl .big %>`, `null true 8080 0.5 1e+30`},
		{`<% hcl .evil %>`, `"a \"b\" $${c} %%{d} it's\n\\"`},
		{`<% hcl .bidi %> <% hcl .emoji %>`, `"a\u202eb" "é😀\U000e0041"`},
		{`<% hcl .list %> <% hcl .empty %> <% hcl .words %>`, `["a", 1, true, null] [] ["x", "y"]`},
		{`<% hcl .map %>`, "{\n  a     = 1\n  b-c   = \"x\"\n  \"for\" = []\n  \"é\"   = {}\n}"},
		{`<% hcl .maps %>`, "[\n  {\n    a = 1\n  },\n]"},
		{`"/ecs/<% hclpart .text %>/<% hclpart .n %>"`, `"/ecs/service-a/8080"`},
		{`<% hclpart "{a" %> <% hclpart "a$" %>`, `\u007ba a\u0024`},
		{`<% yaml .null %> <% yaml .yes %> <% yaml .n %> <% yaml .f %> <% yaml .big %> <% yaml .tiny %>`, `null true 8080 0.5 1.0e+30 1.0e-07`},
		{`<% yaml .text %> <% yaml .bidi %> <% yaml .emoji %>`, `"service-a" "a\u202eb" "é😀\U000e0041"`},
		{`<% yaml .list %> <% yaml .map %>`, `["a", 1, true, null] {"a": 1, "b-c": "x", "for": [], "é": {}}`},
		{`<% json .evil %> <% json .emoji %>`, `"a \"b\" ${c} %{d} it's\n\\" "é😀\udb40\udc41"`},
		{`<% json "<a & b>" %> <% json .map %>`, `"<a & b>" {"a": 1, "b-c": "x", "for": [], "é": {}}`},
		{`<% ghtext .gh %>`, `"x ${{ '${{' }} github.token }}"`},
		{`<% shell .evil %>`, "'a \"b\" ${c} %{d} it'\\''s\n\\'"},
		{`<% shell .n %> <% shell .yes %> <% shell "" %>`, `'8080' 'true' ''`},
		{`# <% comment .evil %>`, `# a "b" ${c} %{d} it's \u005c`},
		{`# <% comment .gh %> <% comment .bidi %>`, `# x $ {{ github.token }} a\u202eb`},
		{`<% markdown "a|b <i> [c](http://d) x_y @me" %>`, `a\|b &lt;i&gt; \[c\]\(http\://d\) x\_y @<!-- -->me`},
		{`<% markdown "- a-b" %> <% markdown "1. x 2.0" %> <% markdown .text %>`, `\- a-b 1\. x 2.0 service-a`},
		{`<% ident .text %> <% constant .text %> <% constant "a_B-9" %>`, `service_a SERVICE_A A_B_9`},
		{`<% hash 6 .text %> <% len (hash 64 "") %>`, `cb4738 64`},
		{`<% upper "dev" %> <% lower "DEV" %> <% trimprefix "layers/" "layers/01-x" %> <% replace "." "-" "a.b.c" %>`, `DEV dev 01-x a-b-c`},
		{`<% join ", " .words %>|<% join "," .empty %>`, `x, y|`},
		{`<% has .words "x" %> <% has .words "z" %> <% has .list 1 %> <% has .list "1" %> <% has .list nil %>`, `true false true false true`},
		{`<% add .n 1 %> <% sub 1 .n %> <% range seq 3 %><% . %><% end %>`, `8081 -8079 012`},
		{`<% indent 2 "a\nb\n\nc" %>`, "a\n  b\n\n  c"},
	} {
		t.Run(test.source, func(t *testing.T) {
			got, err := execute(test.source, data)
			if err != nil || got != test.want {
				t.Errorf("%s\n got  %q\n want %q\n err  %v", test.source, got, test.want, err)
			}
		})
	}
}

// TestHelpersRefuse is what a helper must not guess at.
func TestHelpersRefuse(t *testing.T) {
	data := map[string]any{
		"null": nil, "f": 0.5, "list": []any{"a"}, "map": map[string]any{"a": nil}, "lists": []any{[]any{}}, "struct": struct{}{},
		"long": map[string]any{strings.Repeat("x", 1100): nil},
	}
	for _, source := range []string{
		`<% hclpart .null %>`, `<% hclpart .f %>`, `<% hclpart .list %>`, `<% hclpart .map %>`,
		`<% shell .null %>`, `<% shell .list %>`, `<% shell "\r" %>`, `<% shell "\u0000" %>`, `<% shell "\u202e" %>`,
		`<% ghtext .null %>`, `<% comment .list %>`, `<% markdown .map %>`, `<% upper .null %>`, `<% lower .list %>`,
		`<% ident "" %>`, `<% ident "1a" %>`, `<% ident "a.b" %>`, `<% ident "ä" %>`, `<% ident .null %>`, `<% constant "a b" %>`, `<% ident "a\n" %>`,
		`<% hash 0 "a" %>`, `<% hash 65 "a" %>`, `<% hash 6 .list %>`, `<% replace "" "x" "a" %>`, `<% trimprefix "a" .null %>`,
		`<% join "," .null %>`, `<% join "," "a" %>`, `<% join "," .lists %>`, `<% has .null "a" %>`, `<% has .list .list %>`, `<% has .lists "a" %>`,
		`<% add "1" 1 %>`, `<% add .f 1 %>`, `<% sub 1 .null %>`, `<% add 9223372036854775807 1 %>`, `<% sub -9223372036854775807 2 %>`, `<% add -9223372036854775807 -2 %>`,
		`<% seq -1 %>`, `<% seq 10001 %>`, `<% seq .f %>`, `<% indent -1 "a" %>`, `<% indent 101 "a" %>`, `<% indent 2 .null %>`,
		`<% hcl .struct %>`, `<% yaml .struct %>`, `<% json .struct %>`, `<% .missing %>`,
		`<% yaml .long %>`,
	} {
		t.Run(source, func(t *testing.T) {
			if got, err := execute(source, data); err == nil {
				t.Errorf("%s gave %q", source, got)
			}
		})
	}
}

func execute(source string, data any) (string, error) {
	parsed, err := template.New("test").Delims("<%", "%>").Option("missingkey=error").Funcs(Helpers()).Parse(source)
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	err = parsed.Execute(&out, data)
	return out.String(), err
}

// TestArithmeticNeverWraps compares with arithmetic on many-digit numbers.
func TestArithmeticNeverWraps(t *testing.T) {
	edges := []int64{0, 1, -1, 2, -2, 1<<63 - 1, -1 << 63, 1<<63 - 2, -1<<63 + 1, 1 << 62, -1 << 62}
	check := func(got int64, err error, exact *big.Int) {
		t.Helper()
		if (err == nil) != exact.IsInt64() || err == nil && got != exact.Int64() {
			t.Errorf("got %d, %v; want %s", got, err, exact)
		}
	}
	for _, a := range edges {
		for _, b := range edges {
			sum, err := numberAdd(a, b)
			check(sum, err, new(big.Int).Add(big.NewInt(a), big.NewInt(b)))
			difference, err := numberSub(a, b)
			check(difference, err, new(big.Int).Sub(big.NewInt(a), big.NewInt(b)))
		}
	}
}

// TestEveryHelperIsShown keeps the table above complete.
func TestEveryHelperIsShown(t *testing.T) {
	shown := map[string]bool{}
	for name := range Helpers() {
		shown[name] = false
	}
	for _, word := range strings.Fields("hcl hclpart yaml json ghtext shell comment markdown ident constant hash upper lower trimprefix replace join has add sub indent seq") {
		if _, ok := shown[word]; !ok {
			t.Errorf("no helper %s: a released one is never taken away", word)
		}
		shown[word] = true
	}
	for name, ok := range shown {
		if !ok {
			t.Errorf("%s is not in this list, and probably not in TestHelpers", name)
		}
	}
}
