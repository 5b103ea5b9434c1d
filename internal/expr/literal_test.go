package expr

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
)

func TestLiteral(t *testing.T) {
	for _, test := range []struct{ source, literal, line string }{
		{`"a"`, `"a"`, `"a"`},
		{`"\u0301\u0301x\u0338$\u0338❤️"`, `"\u0301\u0301x̸$\u0338❤️"`, `"\u0301\u0301x̸$\u0338❤️"`},
		{`-0`, `0`, `0`},
		{`-1.50`, `-1.5`, `-1.5`},
		{`123456789012345678901`, `123456789012345678901`, `123456789012345678901`},
		{`1e100`, `1e+100`, `1e+100`},
		{`0.000000001`, `1e-09`, `1e-09`},
		{`[]`, `[]`, `[]`},
		{`{}`, `{}`, `{}`},
		{`[1, "b", null, [true]]`, `[1, "b", null, [true]]`, `[1, "b", null, [true]]`},
		{`toset(["b", "a"])`, `["a", "b"]`, `["a", "b"]`},
		{`{ a = 1 }`, "{\n  a = 1\n}", `{ a = 1 }`},
		{
			`{ b = "x", a-long-name = [1], "a b" = null, "for" = 1, "ä" = 2, "1" = 3 }`,
			"{\n  \"1\"         = 3\n  \"a b\"       = null\n  a-long-name = [1]\n  b           = \"x\"\n  \"for\"       = 1\n  \"ä\"         = 2\n}",
			`{ "1" = 3, "a b" = null, a-long-name = [1], b = "x", "for" = 1, "ä" = 2 }`,
		},
		{`{ a = 1, bbb = { c = {} }, dd = 2 }`, "{\n  a = 1\n  bbb = {\n    c = {}\n  }\n  dd = 2\n}", `{ a = 1, bbb = { c = {} }, dd = 2 }`},
		{`[{ a = 1 }, {}]`, "[\n  {\n    a = 1\n  },\n  {},\n]", `[{ a = 1 }, {}]`},
		{`[[{ a = [] }]]`, "[\n  [\n    {\n      a = []\n    },\n  ],\n]", `[[{ a = [] }]]`},
	} {
		t.Run(test.source, func(t *testing.T) {
			v, err := ParseLiteral(test.source)
			if err != nil {
				t.Fatal(err)
			}
			if got := Literal(v); got != test.literal {
				t.Errorf("%s\n got  %s\n want %s", test.source, got, test.literal)
			}
			if got := LiteralLine(v); got != test.line {
				t.Errorf("%s\n got  %s\n want %s", test.source, got, test.line)
			}
		})
	}
}

func TestCheckLiteral(t *testing.T) {
	for want, v := range map[string]cty.Value{
		"[0].a: the value is not known":              cty.TupleVal([]cty.Value{cty.ObjectVal(map[string]cty.Value{"a": cty.UnknownVal(cty.String)})}),
		"the number is infinite":                     cty.PositiveInfinity,
		"a: a marked value has no literal":           cty.ObjectVal(map[string]cty.Value{"a": cty.StringVal("x").Mark("secret")}),
		"path has no literal":                        cty.CapsuleVal(cty.Capsule("path", intType), new(int)),
		"[0]: the text \"\\xc0\" is not valid UTF-8": cty.TupleVal([]cty.Value{cty.StringVal("\xc0")}),
		"[\"k\"]: the value is not known":            cty.MapVal(map[string]cty.Value{"k": cty.UnknownVal(cty.Bool)}),
	} {
		t.Run(want, func(t *testing.T) {
			if err := CheckLiteral(v); err == nil || err.Error() != want {
				t.Errorf("%#v: %v, want %s", v, err, want)
			}
		})
	}
	for _, source := range []string{"-1e2000", "1e-2000", "[1e1300]"} {
		t.Run(source, func(t *testing.T) {
			if v, err := ParseLiteral(source); err == nil || !strings.Contains(err.Error(), "too many digits") {
				t.Errorf("%s: %v %v", source, v, err)
			}
		})
	}
	if err := CheckLiteral(cty.NullVal(cty.String)); err != nil {
		t.Error(err)
	}
}

// What nobody could write back is not read: neither in quotes nor as a key.
func TestParseLiteralRefusesTextThatIsNotUTF8(t *testing.T) {
	for _, source := range []string{"\"\xc0\x9d\"", "{ \"\xff\" = 1 }", "[\"a\xe2\x82\"]", "<<E\n\xff\nE\n"} {
		if v, err := ParseLiteral(source); err == nil || !strings.Contains(err.Error(), "not valid UTF-8") {
			t.Errorf("%q: %v %v", source, v, err)
		}
	}
}

// randomValue makes a value as specs hold them, three levels deep at most.
func randomValue(r *rand.Rand, depth int) cty.Value {
	if depth == 0 || r.IntN(3) == 0 {
		switch r.IntN(6) {
		case 0:
			return cty.BoolVal(r.IntN(2) == 0)
		case 1:
			return cty.NullVal(cty.DynamicPseudoType)
		case 2:
			return cty.NumberFloatVal(math.Float64frombits(r.Uint64() &^ (1 << 62))) // never infinite
		case 3:
			return cty.NumberIntVal(int64(r.Uint64()))
		}
		return cty.StringVal(randomText(r))
	}
	if r.IntN(2) == 0 {
		items := make([]cty.Value, r.IntN(4))
		for i := range items {
			items[i] = randomValue(r, depth-1)
		}
		return cty.TupleVal(items)
	}
	items := map[string]cty.Value{}
	for range r.IntN(5) {
		items[cty.StringVal(randomText(r)).AsString()] = randomValue(r, depth-1)
	}
	return cty.ObjectVal(items)
}

func randomText(r *rand.Rand) string {
	pieces := []string{"a", "b-c", "for", "1", "$", "%", "{", "}", "\"", "\\", "\n", "\t", "\r", " ", "é", "e\u0301", "\u0301", "x\u0338", "🇩🇪", "\U00011000", "한", "日", "👩‍👩‍👧", "\u202e", "\u2028", "\x00", "\x7f", "\ufeff", "\U000e0041", "null", "_"}
	var b strings.Builder
	for range r.IntN(5) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

// TestLiteralRoundTrip: what is written evaluates to the value, in both layouts,
// and terraform fmt has nothing to change.
func TestLiteralRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 1000 {
		v := randomValue(r, 3)
		for _, text := range []string{Literal(v), LiteralLine(v)} {
			back, err := ParseLiteral(text)
			if err != nil || !back.RawEquals(v) {
				t.Fatalf("%s\n%#v\n%#v\n%v", text, v, back, err)
			}
			doc := "x = " + text + "\n"
			if formatted := string(hclwrite.Format([]byte(doc))); formatted != doc {
				t.Fatalf("not as terraform fmt leaves it:\n%s\n%s", doc, formatted)
			}
		}
		if strings.Contains(LiteralLine(v), "\n") {
			t.Fatalf("%q takes several lines", LiteralLine(v))
		}
	}
}
