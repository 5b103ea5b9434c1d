package expr

import (
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
)

// ToGo returns v as plain Go, for templates and JSON: string, bool, int64 for a
// whole number that fits, float64 for any other, []any, map[string]any, and nil
// for null and for what is not known. Sets are sorted as cty sorts them.
func ToGo(v cty.Value) any {
	v, _ = v.Unmark()
	if v == cty.NilVal || !v.IsKnown() || v.IsNull() {
		return nil
	}
	ty := v.Type()
	switch {
	case ty == cty.String:
		return v.AsString()
	case ty == cty.Bool:
		return v.True()
	case ty == cty.Number:
		return goNumber(v.AsBigFloat())
	case ty.IsMapType() || ty.IsObjectType():
		all := make(map[string]any, v.LengthInt())
		for key, item := range v.Elements() {
			all[key.AsString()] = ToGo(item)
		}
		return all
	case ty.IsListType() || ty.IsTupleType() || ty.IsSetType():
		all := make([]any, 0, v.LengthInt())
		for _, item := range v.Elements() {
			all = append(all, ToGo(item))
		}
		return all
	}
	return nil
}

func goNumber(n *big.Float) any {
	if i, accuracy := n.Int64(); accuracy == big.Exact {
		return i
	}
	f, _ := n.Float64()
	return f
}

// FromGo is the way back: it takes what [ToGo] returns, every Go integer,
// json.Number, []string and map[string]string, and refuses all else. Lists become
// tuples and maps objects, as HCL's own literals do; a float64 becomes the shortest
// decimal number that names it, so 0.1 is 0.1.
func FromGo(v any) (cty.Value, error) {
	switch v := v.(type) {
	case nil:
		return cty.NullVal(cty.DynamicPseudoType), nil
	case cty.Value:
		return v, nil
	case string:
		if !utf8.ValidString(v) {
			return cty.NilVal, fmt.Errorf("the text %q is not valid UTF-8", v)
		}
		return cty.StringVal(v), nil
	case bool:
		return cty.BoolVal(v), nil
	case int:
		return cty.NumberIntVal(int64(v)), nil
	case int32:
		return cty.NumberIntVal(int64(v)), nil
	case int64:
		return cty.NumberIntVal(v), nil
	case uint64:
		return cty.NumberUIntVal(v), nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return cty.NilVal, fmt.Errorf("%v is not a number that can be written", v)
		}
		return cty.ParseNumberVal(strconv.FormatFloat(v, 'g', -1, 64))
	case json.Number:
		return fromDigits(v.String())
	}
	return fromCollection(v)
}

// fromDigits keeps every digit of a number. One that a float64 takes for infinite
// or for nothing is refused, as written out it could fill the disk.
func fromDigits(text string) (cty.Value, error) {
	near, err := strconv.ParseFloat(text, 64)
	digits, _, _ := strings.Cut(strings.ToLower(text), "e")
	if err != nil || (near == 0 && strings.ContainsAny(digits, "123456789")) {
		return cty.NilVal, fmt.Errorf("%s is not a number that can be written", text)
	}
	return cty.ParseNumberVal(text)
}

func fromCollection(v any) (cty.Value, error) {
	switch v := v.(type) {
	case []any:
		items := make([]cty.Value, len(v))
		for i, item := range v {
			var err error
			if items[i], err = FromGo(item); err != nil {
				return cty.NilVal, fmt.Errorf("[%d]: %w", i, err)
			}
		}
		return cty.TupleVal(items), nil
	case []string:
		items := make([]any, len(v))
		for i, item := range v {
			items[i] = item
		}
		return FromGo(items)
	case map[string]any:
		items := make(map[string]cty.Value, len(v))
		for key, item := range v {
			value, err := FromGo(item)
			if err != nil {
				return cty.NilVal, fmt.Errorf("%s: %w", key, err)
			}
			if !utf8.ValidString(key) {
				return cty.NilVal, fmt.Errorf("the key %q is not valid UTF-8", key)
			}
			items[key] = value
		}
		return cty.ObjectVal(items), nil
	case map[string]string:
		items := make(map[string]any, len(v))
		for key, item := range v {
			items[key] = item
		}
		return FromGo(items)
	}
	return cty.NilVal, fmt.Errorf("a %T cannot be written as a value", v)
}
