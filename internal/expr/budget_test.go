package expr

import (
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// TestBudget: what would run for ever or fill the memory is refused, soon, and
// what packs do is not. Both ways of evaluating say the same.
func TestBudget(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	ctx := func() *hcl.EvalContext {
		return &hcl.EvalContext{Functions: Functions(), Variables: map[string]cty.Value{
			"long": cty.StringVal(long), "many": cty.ListVal([]cty.Value{cty.StringVal(long), cty.StringVal(long), cty.StringVal(long)}), "format": cty.StringVal(strings.Repeat("%[1]s", 5000)),
		}}
	}
	for src, want := range map[string]string{
		`[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a]]]`:          "more than 100000 steps",
		`{for a in range(1000) : a => [for b in range(1000) : b]}`:                              "more than 100000 steps",
		`[for a in range(1000) : a if length([for b in range(1000) : b]) > 0]`:                  "more than 100000 steps",
		`[for a in range(1000) : try([for b in range(1000) : [for c in range(1000) : c]], [])]`: "more than 100000 steps",
		`join("", [for a in range(1000) : long])`:                                               "larger than 4 MB",
		`"${long}${long}${long}${long}${long}"`:                                                 "larger than 4 MB",
		`[many, many]`:                                                                          "larger than 4 MB",
		`concat(many, many)`:                                                                    "larger than 4 MB",
		`length([for a in range(1000) : "${long}"])`:                                            "64 MB in all",
		`length([for a in range(1000) : replace(long, "y", "z")])`:                              "64 MB in all",
		`format("%1000000000s", "x")`:                                                           "width is at most 9999",
		`format("%-1000000000s", "x")`:                                                          "width is at most 9999",
		`format("%.99999999999999999999f", 1)`:                                                  "width is at most 9999",
		`format("%*d", 1000000000, 1)`:                                                          "width is at most 9999",
		`formatlist("%10000s", ["x"])`:                                                          "width is at most 9999",
		`format(format, long)`:                                                                  "larger than 16 MB",
		`replace(long, "x", long)`:                                                              "larger than 4 MB",
		`replace(long, "/x/", long)`:                                                            "larger than 16 MB",
		`join(long, range(1000))`:                                                               "larger than 4 MB",
		`indent(1000000000, "a\nb")`:                                                            "larger than 4 MB",
		`setproduct(range(1000), range(1000), range(1000))`:                                     "more than 100000 elements",
		`jsondecode(replace(substr(long, 0, 100000), "x", "["))`:                                "brackets stand in each other",
		`yamldecode(replace(substr(long, 0, 100000), "x", "- "))`:                               "nested more than 256 deep",
		`1e9999 * 1e9999`:                                                                       "bits",
		`range(100000)`:                                                                         "more than 1024",

		`[for a in range(100) : { name = "a-${a}", all = [for b in range(100) : b] }]`: "",
		`format("%05d 10000000 100%% %s", 7, "x")`:                                     "",
		`format("%s", long)`:                         "",
		`replace(long, "x", "yy")`:                   "",
		`indent(4, "a\nb")`:                          "",
		`length(setproduct(range(100), range(100)))`: "",
		`try(nothing.here, "x")`:                     "",
	} {
		for way, evaluated := range map[string]func(hcl.Expression, *hcl.EvalContext) (cty.Value, hcl.Diagnostics){
			"Once": Once, "Evaluate": func(e hcl.Expression, ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
				Bound(e)
				return Evaluate(e, ctx)
			},
		} {
			e, diags := hclsyntax.ParseExpression([]byte(src), "x", hcl.InitialPos)
			if diags.HasErrors() {
				t.Fatal(src, diags)
			}
			begin := time.Now()
			_, diags = evaluated(e, ctx())
			if (want == "") != !diags.HasErrors() || !strings.Contains(diags.Error(), want) {
				t.Errorf("%s of %s: %v, want %q", way, src, diags, want)
			}
			if took := time.Since(begin); took > time.Minute {
				t.Errorf("%s of %s took %s", way, src, took)
			}
		}
	}
}

// A walk through an expression finds the same variables when it counts.
func TestBoundKeepsTheTree(t *testing.T) {
	e, diags := hclsyntax.ParseExpression([]byte(`[for a in b : "${a}-${c.d}" if f(e)]`), "x", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	before := len(e.Variables())
	Bound(e)
	Bound(e)
	if after := len(e.Variables()); after != before || before != 3 {
		t.Errorf("%d variables, then %d", before, after)
	}
}
