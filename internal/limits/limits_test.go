package limits

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// TestHCL: what is nested without end, by any means, is refused before the parser
// sees it, and what people write is not.
func TestHCL(t *testing.T) {
	many := func(s string) string { return strings.Repeat(s, 20_000) }
	const deep, operators = "Nested too deep", "Too many operators"
	for name, c := range map[string]struct{ src, want string }{
		"lists":                 {"x = " + many("["), deep},
		"objects":               {"x = " + many("{a="), deep},
		"parentheses":           {"x = " + many("("), deep},
		"calls":                 {"x = " + many("f("), deep},
		"blocks":                {many("a {\n"), deep},
		"templates":             {"x = " + many(`"${`), deep},
		"heredocs":              {"x = <<A\n" + many("${<<A\n"), deep},
		"directives":            {"x = \"" + many("%{if true}"), operators},
		"directives in a doc":   {"x = <<A\n" + many("%{for a in b}\n"), operators},
		"behind closed strings": {"x = " + many(`["]]]]",`), deep},
		"behind comments":       {"x = " + many("[ # ]\n"), deep},
		"not":                   {"x = " + many("!") + "true", operators},
		"minus":                 {"x = " + many("-") + "1", operators},
		"plus":                  {"x = 1" + many("+1"), operators},
		"plus over lines":       {"x = (1" + many("+\n1") + ")", operators},
		"plus in a loop":        {"x = {for a in b : a => 1" + many("+\n1") + "}", operators},
		"ternaries":             {"x = " + many("a ? b : "), operators},
		"indices":               {"x = a" + many("[b]"), operators},
		"splats":                {"x = a" + many("[*]"), operators},
		"both together":         {"x = " + strings.Repeat(strings.Repeat("!", 100)+"(", 200), operators},
		"many brackets":         {strings.Repeat("x = []\n", 110_000), deep},
		"an exponent":           {"x = 1e99999", "Number out of range"},
		"a negative exponent":   {"x = 1E-99999", "Number out of range"},
		"too large":             {"#" + strings.Repeat(" ", MaxSize), "Too large"},

		"just not":               {"x = " + strings.Repeat("[", MaxDepth) + strings.Repeat("]", MaxDepth), ""},
		"not too many operators": {"x = 1" + strings.Repeat("+1", MaxOperators), ""},
		"many lines":             {strings.Repeat("x = 1 + 1\n", 5000), ""},
		"many elements":          {"x = [" + strings.Repeat("-1,", 5000) + "]", ""},
		"a long table":           {"x = {\n" + strings.Repeat("  a = { b = -1 }\n", 5000) + "}", ""},
		"an ordinary exponent":   {"x = 1e9999", ""},
		"text":                   {"x = \"" + many("[(") + "\"\ny = \"1e99999\"", ""},
	} {
		begin := time.Now()
		_, diags := ParseHCL([]byte(c.src), "x.hcl")
		if c.want == "" && (strings.Contains(diags.Error(), deep) || strings.Contains(diags.Error(), operators) || strings.Contains(diags.Error(), "out of range")) ||
			!strings.Contains(diags.Error(), c.want) {
			t.Errorf("%s: %.200s, want %q", name, diags.Error(), c.want)
		}
		if took := time.Since(begin); took > 20*time.Second {
			t.Errorf("%s: it took %s", name, took)
		}
	}
	if _, diags := ParseExpression([]byte(many("[")), "x"); !strings.Contains(diags.Error(), deep) {
		t.Errorf("an expression: %v", diags)
	}
	file, diags := ParseHCL([]byte("\n\nx = [\n"+many("[")), "x.hcl")
	if file == nil || file.Body == nil || len(diags) != 1 || diags[0].Subject.Filename != "x.hcl" || diags[0].Subject.Start.Line != 4 {
		t.Errorf("it is told as %v", diags)
	}
}

// Everything in the repository that the parser takes, is taken.
func TestOrdinaryCode(t *testing.T) {
	n := 0
	err := filepath.WalkDir("../../golden", func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := os.ReadFile(name)
		switch filepath.Ext(name) {
		case ".tf", ".hcl", ".tfvars":
			_, want := hclsyntax.ParseConfig(src, name, hcl.InitialPos)
			if _, got := ParseHCL(src, name); len(got) != len(want) {
				t.Errorf("%s: %v", name, got)
			}
			tokens, _ := hclsyntax.LexConfig(src, name, hcl.InitialPos)
			if got := check(tokens); got != nil {
				t.Errorf("%s: %v", name, got)
			}
		case ".yaml", ".yml":
			if err := YAML(src); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		default:
			return err
		}
		n++
		return err
	})
	if err != nil || n < 100 {
		t.Errorf("%d files, %v", n, err)
	}
}

func TestJSON(t *testing.T) {
	for src, want := range map[string]string{
		`{"a": ` + strings.Repeat("[", 50_000):       "Nested too deep",
		strings.Repeat(`{"a":`, 50_000):              "Nested too deep",
		strings.Repeat(`["]\"]",`, 50_000):           "Nested too deep",
		strings.Repeat(" ", MaxSize+1):               "Too large",
		`{"a": "` + strings.Repeat("[", 1000) + `"}`: "",
		`{"a": [[["b"]], {"c": {}}]}`:                "",
	} {
		if _, diags := ParseJSON([]byte(src), "x.tf.json"); (want == "") == diags.HasErrors() || !strings.Contains(diags.Error(), want) {
			t.Errorf("%.20s: %.200s, want %q", src, diags.Error(), want)
		}
	}
}

func TestYAML(t *testing.T) {
	laughs := "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
	for i := 1; i < 12; i++ {
		laughs += fmt.Sprintf("a%d: &a%d [%s]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9))
	}
	steps := ""
	for i := range 600 {
		steps += strings.Repeat(" ", i) + "a:\n"
	}
	for name, c := range map[string]struct{ src, want string }{
		"lists in lists":     {strings.Repeat("- ", 100_000), "nested more than"},
		"keys of keys":       {strings.Repeat("? ", 100_000), "nested more than"},
		"brackets":           {strings.Repeat("[", 100_000), "nested more than"},
		"braces":             {strings.Repeat("{a: ", 100_000), "nested more than"},
		"strings between":    {strings.Repeat(`["]", `, 100_000), "nested more than"},
		"tags":               {strings.Repeat("!!x ", 100_000), "one behind the other"},
		"anchors":            {strings.Repeat("&a ", 100_000), "one behind the other"},
		"aliases of aliases": {laughs, "more than 1000000 values"},
		"too large":          {strings.Repeat("#", MaxSize+1), "not read"},
		"no YAML":            {"a: [", "sequence end"},
		"two keys":           {"a: 1\na: 2", "already defined"},
		"an ordinary one":    {"on: [push]\nx: &x {a: 1}\ny: *x\nz: !!str 1\nw: ${{ a && !b }}\n", ""},
		"a long flow":        {"a: [" + strings.Repeat("{b: [1]}, ", 2000) + "]", ""},
		"a long text":        {"a: |\n  " + strings.Repeat("{[", 2000) + "\n  " + strings.Repeat("-", 2000) + "\n", ""},
	} {
		begin := time.Now()
		err := YAML([]byte(c.src))
		if (c.want == "") != (err == nil) || (err != nil && !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %.200v, want %q", name, err, c.want)
		}
		if took := time.Since(begin); took > 10*time.Second {
			t.Errorf("%s: it took %s", name, took)
		}
	}
	if err := YAML([]byte(steps)); err != nil && !strings.Contains(err.Error(), "nested") {
		t.Errorf("deep keys: %v", err)
	}
}
