package render

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

const declaration = `pack "p" {
  version = "1.0.0"
  reads   = ["workspace_name", "region"]
}
locals {
  twice = "${text}${text}"
}
input "text" {
  type        = string
  default     = "t"
  description = "text"
}
input "list" {
  type        = list(string)
  default     = ["a", "b"]
  description = "list"
}
input "on" {
  type        = bool
  default     = true
  description = "on"
}
input "n" {
  type        = number
  default     = 7
  description = "n"
}
input "hidden" {
  type        = number
  default     = 1
  stored_in   = "tfvars"
  description = "hidden"
}
files "unit" {
  root = "unit"
}
files "environment" {
  root = "environment"
}
file "environments/*/maybe.tf" {
  when = on
}
file "environments/*/run.sh" {
  executable = true
}
file "once.txt" {
  seed_once = true
}
`

func testPack(t testing.TB, more string, templates map[string]string) *pack.Pack {
	t.Helper()
	files := fstest.MapFS{"pack.hcl": {Data: []byte(declaration + more)}, "unit/x.tmpl": {Data: []byte("x")}, "environment/x.tmpl": {Data: []byte("x")}}
	for name, text := range templates {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	p, err := pack.Load(files, "p")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func values(t testing.TB, p *pack.Pack, environment string, given map[string]cty.Value) *pack.Values {
	t.Helper()
	attrs := map[string]spec.Attr{}
	for name, v := range given {
		attrs[name] = spec.Attr{Value: v}
	}
	context := map[string]cty.Value{"unit": cty.StringVal("u"), "workspace_name": cty.StringVal("w-{unit}-{environment}")}
	if environment != "" {
		context["environment"], context["region"] = cty.StringVal(environment), cty.StringVal("r-1")
	}
	v, err := p.Evaluate(pack.Request{Context: context, Environment: environment, Given: attrs})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func draw(t testing.TB, p *pack.Pack, environment string, given map[string]cty.Value) (map[string]File, error) {
	t.Helper()
	files, err := New().Render(p, values(t, p, environment, given), environment)
	out := map[string]File{}
	for _, f := range files {
		out[f.Path] = f
	}
	return out, err
}

func TestRender(t *testing.T) {
	p := testPack(t, "", map[string]string{
		"environment/main.tf.tmpl":   "a = <% hcl .text %>\nlonger = \"<% hclpart .local.twice %>\" # <% comment .region %>\n",
		"environment/maybe.tf.tmpl":  "# maybe\n",
		"environment/run.sh.tmpl":    "<% workspace .unit .environment %>\n",
		"environment/deep/a.md.tmpl": "${x} {{ y }} ${{ z }}\n",
		"environment/plain.tf":       "as   =   it is",
		"unit/once.txt.tmpl":         "<% range .list %><% . %>;<% end %>\n",
	})
	got, err := draw(t, p, "dev", map[string]cty.Value{"text": cty.StringVal("q\"")})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"environments/dev/main.tf":   "a      = \"q\\\"\"\nlonger = \"q\\\"q\\\"\" # r-1\n",
		"environments/dev/maybe.tf":  "# maybe\n",
		"environments/dev/run.sh":    "w-u-dev\n",
		"environments/dev/deep/a.md": "${x} {{ y }} ${{ z }}\n",
		"environments/dev/plain.tf":  "as   =   it is",
	} {
		if f := got[name]; string(f.Content.Bytes()) != want || f.SeedOnce || f.Executable != strings.HasSuffix(name, ".sh") {
			t.Errorf("%s is %q, executable %v", name, f.Content.Bytes(), f.Executable)
		}
	}
	if got, err = draw(t, p, "dev", map[string]cty.Value{"on": cty.False}); err != nil || got["environments/dev/maybe.tf"].Path != "" {
		t.Errorf("maybe.tf although `when` is false: %v", err)
	}
	got, err = draw(t, p, "", nil)
	if err != nil || len(got) != 2 || string(got["once.txt"].Content.Bytes()) != "a;b;\n" || !got["once.txt"].SeedOnce {
		t.Errorf("the unit's files are %v, %v", got, err)
	}
}

// TestFolders: a folder of templates whose condition is false renders nothing.
func TestFolders(t *testing.T) {
	p := testPack(t, "files \"unit\" {\n  root = \"more\"\n  when = on\n}\n", map[string]string{"more/extra.txt.tmpl": "extra\n"})
	for on, want := range map[bool]string{true: "extra\n", false: ""} {
		got, err := draw(t, p, "", map[string]cty.Value{"on": cty.BoolVal(on)})
		if text := string(got["extra.txt"].Content.Bytes()); err != nil || text != want {
			t.Errorf("when on = %t the file is %q, %v", on, text, err)
		}
	}
}

// TestTemplateProblems: what is wrong is shown at the template's line.
func TestTemplateProblems(t *testing.T) {
	for name, c := range map[string]struct {
		file, text string
		line       int
		want       string
	}{
		"unclosed action":  {"a.md", "x\n<% .text\n", 3, "started at environment/a.md.tmpl:2"},
		"unknown helper":   {"a.md", "x\ny\n<% nope .text %>\n", 3, "nope"},
		"unclosed if":      {"a.md", "x\n<% if .on %>\n", 3, "unexpected EOF"},
		"missing key":      {"a.md", "x\n<% .nothing %>\n", 2, "nothing"},
		"missing local":    {"a.md", "x\n\n<% .local.nothing %>\n", 3, "nothing"},
		"a tfvars input":   {"a.md", "<% .hidden %>\n", 1, "hidden"},
		"a helper's error": {"a.md", "x\n<% hcl .text %>\n<% join \",\" .text %>\n", 3, "list"},
		"invalid HCL":      {"a.tf", "a = 1\nb = = 2\n", 2, "Invalid expression"},
		"unclosed block":   {"a.tf", "a = 1\nb {\n", 2, "Unclosed"},
		"attribute twice":  {"a.tf", "a = 1\n\na = 2\n", 3, "redefined"},
		"behind a loop":    {"a.tf", "<%- range .list %>\nx_<% . %> = 1\n<%- end %>\n\nb = = 2\n", 5, "Invalid expression"},
		"in a loop":        {"a.tf", "a = 1\n<% range .list %>\nb_<% . %> = = 2\n<% end %>", 3, "Invalid expression"},
		"in an else":       {"a.tf", "<% if not .on %>\na = 1\n<% else %>\n\nb = = 2\n<% end %>", 5, "Invalid expression"},
		"by a value":       {"a.tf", "x = 1\ny = <% .text %> <% .text %>\n", 2, ""},
		"invalid YAML":     {"a.yaml", "a: 1\nb: [\n", 2, "invalid YAML"},
		"invalid JSON":     {"a.json", "{\n\"a\": 1,\n}\n", 3, "invalid JSON"},
		"two JSON values":  {"a.json", "{}\n{}\n", 2, "invalid JSON"},
		"a wrong argument": {"a.md", "\n<% workspace .unit 7 %>\n", 2, "expected string"},
	} {
		t.Run(name, func(t *testing.T) {
			p := testPack(t, "", map[string]string{"environment/" + c.file + ".tmpl": c.text})
			_, err := draw(t, p, "dev", nil)
			list := diag.Of(err)
			if len(list) != 1 {
				t.Fatalf("problems: %v", list)
			}
			r := list[0].Range
			if list[0].Kind != diag.Usage || r == nil || r.Filename != "p/environment/"+c.file+".tmpl" || r.Start.Line != c.line {
				t.Errorf("at %v, want line %d: %s", r, c.line, list[0])
			}
			if !strings.Contains(list[0].Error(), c.want) {
				t.Errorf("says %q, want %q", list[0], c.want)
			}
		})
	}
}

func TestTargets(t *testing.T) {
	for target, want := range map[string]string{
		`"bootstrap/${environment}"`: "bootstrap/dev/x", `""`: "x", `"."`: "x",
		`"../x"`: "!outside", `"/etc"`: "!outside", `"a/../.."`: "!outside", `7`: "!text", `null`: "!text",
	} {
		t.Run(target, func(t *testing.T) {
			p := testPack(t, "files \"environment\" {\n  root = \"environment\"\n  target = "+target+"\n}\n", nil)
			got, err := draw(t, p, "dev", nil)
			if wrong, ok := strings.CutPrefix(want, "!"); ok {
				if err == nil || !strings.Contains(err.Error(), wrong) {
					t.Errorf("%s: %v", target, err)
				}
			} else if err != nil || got[want].Path == "" {
				t.Errorf("%s: %v, %v", target, got, err)
			}
		})
	}
}

// TestDeterminism: one renderer in many goroutines, or a new one for each, all
// give the same bytes.
func TestDeterminism(t *testing.T) {
	p := testPack(t, "", map[string]string{"environment/main.tf.tmpl": skeletonFixture})
	shared := New()
	want := map[string][]byte{}
	inputs := []string{"a", "${x}", "b\nc", "7193054286", "\ue000", ""}
	for _, text := range inputs {
		files, err := New().Render(p, values(t, p, "dev", map[string]cty.Value{"text": cty.StringVal(text)}), "dev")
		if err != nil {
			t.Fatal(err)
		}
		want[text] = files[0].Content.Bytes()
	}
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			text := inputs[i%len(inputs)]
			files, err := shared.Render(p, values(t, p, "dev", map[string]cty.Value{"text": cty.StringVal(text)}), "dev")
			if err != nil || !bytes.Equal(files[0].Content.Bytes(), want[text]) {
				t.Errorf("%q gives\n%s\nnot\n%s (%v)", text, files[0].Content.Bytes(), want[text], err)
			}
		})
	}
	wg.Wait()
}

const skeletonFixture = `# <% comment .text %>
resource "x" "y" {
  name = <% hcl .text %>
  longer_name = "<% hclpart .text %>-x" # <% comment .text %>
  list = <% hcl .list %>
  number = <% .n %>
<%- if .on %>
  key = { <% hcl .text %> = <% .n %> }
<%- end %>
}
`

// TestRenderIsParseAndFormat: whatever is done for speed, a file is what the
// template gives, formatted.
func TestRenderIsParseAndFormat(t *testing.T) {
	p := testPack(t, "", map[string]string{"environment/main.tf.tmpl": skeletonFixture})
	shared := New()
	r := rand.New(rand.NewPCG(7, 8))
	pieces := []string{"a", "=", "\"", "${", "}", "#", "\n", "\\", " ", "7193054286", "\ue000", "é", "\t", "//", "%{", "[", "true", "<<EOT"}
	for i := range 400 {
		var text strings.Builder
		for range r.IntN(5) {
			text.WriteString(pieces[r.IntN(len(pieces))])
		}
		n := []int64{0, 1, -3, 7193054286, 99999}[r.IntN(5)]
		given := map[string]cty.Value{"text": cty.StringVal(text.String()), "on": cty.BoolVal(r.IntN(2) == 0), "n": cty.NumberIntVal(n)}
		v := values(t, p, "dev", given)
		files, err := shared.Render(p, v, "dev")
		if err != nil {
			t.Fatalf("%d %q: %s", i, text.String(), err)
		}
		tmpl, err := parseTemplate("x", []byte(skeletonFixture), "")
		if err != nil {
			t.Fatal(err)
		}
		var plain bytes.Buffer
		if err := tmpl.Execute(&plain, templateData(v)); err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(files, func(f File) bool { return strings.HasSuffix(f.Path, ".tf") })
		want := hclwrite.Format(unmarked(plain.Bytes()))
		if got := files[at].Content.Bytes(); !bytes.Equal(got, want) {
			t.Fatalf("%q, n = %d gives\n%s\nnot\n%s", text.String(), n, got, want)
		}
	}
}

// unmarked takes the marks of the quoting helpers out of what a template gave.
func unmarked(out []byte) []byte {
	var b bytes.Buffer
	for i := 0; i < len(out); i++ {
		switch out[i] {
		case markOpen:
			i++
		case markClose:
		default:
			b.WriteByte(out[i])
		}
	}
	return b.Bytes()
}

func TestVariables(t *testing.T) {
	p := testPack(t, "", nil)
	got := Variables(values(t, p, "dev", nil), []string{"region", "nope", "text"})
	if fmt.Sprint(len(got)) != "2" || !got["region"].RawEquals(cty.StringVal("r-1")) {
		t.Errorf("got %v", got)
	}
}
