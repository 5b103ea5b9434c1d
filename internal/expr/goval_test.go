package expr

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"
)

var intType = reflect.TypeFor[int]()

func TestToGo(t *testing.T) {
	for source, want := range map[string]any{
		`"a"`: "a", "1": int64(1), "-1.0": int64(-1), "1.5": 1.5, "true": true, "null": nil,
		"9223372036854775807": int64(math.MaxInt64), "9223372036854775808": float64(1 << 63), "1e30": 1e30,
		`["a", 1, null]`:          []any{"a", int64(1), nil},
		`toset(["b", "a"])`:       []any{"a", "b"},
		`{ a = { b = [] } }`:      map[string]any{"a": map[string]any{"b": []any{}}},
		`tomap({ a = 1, b = 2 })`: map[string]any{"a": int64(1), "b": int64(2)},
		`tolist(["a"])`:           []any{"a"},
	} {
		t.Run(source, func(t *testing.T) {
			v, err := ParseLiteral(source)
			if err != nil {
				t.Fatal(err)
			}
			if got := ToGo(v); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %#v, want %#v", source, got, want)
			}
		})
	}
	for _, v := range []cty.Value{cty.NilVal, cty.UnknownVal(cty.String), cty.NullVal(cty.Number), cty.CapsuleVal(cty.Capsule("x", intType), new(int))} {
		if got := ToGo(v); got != nil {
			t.Errorf("%#v: %#v", v, got)
		}
	}
	if got := ToGo(cty.StringVal("a").Mark("m")); got != "a" {
		t.Errorf("marked: %#v", got)
	}
}

// TestFromGoIsTheWayBack: for whatever JSON can hold, and for ToGo's own results.
func TestFromGoIsTheWayBack(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 1000 {
		first := ToGo(randomValue(r, 3))
		v, err := FromGo(first)
		if err != nil {
			t.Fatal(err)
		}
		if second := ToGo(v); !reflect.DeepEqual(first, second) {
			t.Fatalf("%#v\n%#v", first, second)
		}
	}
	var decoded any
	if err := json.Unmarshal([]byte(`{"a": [1, 0.1, "x", null, true], "b": {}}`), &decoded); err != nil {
		t.Fatal(err)
	}
	v, err := FromGo(decoded)
	if want := `{ a = [1, 0.1, "x", null, true], b = {} }`; err != nil || LiteralLine(v) != want {
		t.Errorf("%s, %v", LiteralLine(v), err)
	}
}

// TestFromGoKeepsDigits: those that no float64 holds.
func TestFromGoKeepsDigits(t *testing.T) {
	for text, want := range map[string]string{
		"12345678901234567890": "12345678901234567890", "0.12345678901234567890123": "0.12345678901234567890123", "1e3": "1000", "-1.50": "-1.5", "0e9": "0", "-0.0e-9": "0",
	} {
		t.Run(text, func(t *testing.T) {
			if v, err := FromGo(json.Number(text)); err != nil || LiteralLine(v) != want {
				t.Errorf("%s, %v", LiteralLine(v), err)
			}
		})
	}
}

func TestFromGoRefuses(t *testing.T) {
	for want, v := range map[string]any{
		"[1]: a struct {} cannot": []any{"a", struct{}{}},
		"a: a float32 cannot":     map[string]any{"a": float32(1)},
		"not valid UTF-8":         "\xff",
		"the key":                 map[string]any{"\xff": 1},
		"NaN is not":              math.NaN(),
		"+Inf is not":             math.Inf(1),
		"1e400 is not":            json.Number("1e400"),
		"-1e-400 is not":          json.Number("-1e-400"),
	} {
		t.Run(want, func(t *testing.T) {
			if _, err := FromGo(v); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%#v: %v, want %s", v, err, want)
			}
		})
	}
	for _, v := range []any{1, int32(1), int64(1), uint64(1), []string{"a"}, map[string]string{"a": "b"}, cty.True} {
		if _, err := FromGo(v); err != nil {
			t.Errorf("%#v: %v", v, err)
		}
	}
}

// FuzzParseLiteral: nothing panics, and what is taken can be written again.
func FuzzParseLiteral(f *testing.F) {
	for _, s := range []string{`"a"`, `{ a = [1, null] }`, `<<EOT` + "\nx\nEOT\n", `"${upper("a")}"`, `1/0`, `format("%v", null)`, `try(1/0, 2)`, `log(0, 10)`, `[for s in ["a"] : s]`, `-1e400`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, err := ParseLiteral(s)
		if err != nil {
			return
		}
		back, err := ParseLiteral(Literal(v))
		if err != nil {
			t.Fatalf("%q\n%s\n%v", s, Literal(v), err)
		}
		if Literal(back) != Literal(v) {
			t.Fatalf("%q\n%s\n%s", s, Literal(v), Literal(back))
		}
		if _, err := FromGo(ToGo(v)); err != nil && !strings.Contains(err.Error(), "is not a number") { // beyond float64
			t.Fatalf("%q: %v", s, err)
		}
	})
}
