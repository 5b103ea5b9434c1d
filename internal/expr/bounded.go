package expr

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/seed-3f5c2e52/scaffold/internal/limits"
)

var budgetKind = reflect.TypeFor[budget]()

// maxWidth is how wide a format may make one value.
const maxWidth = 9999

// growing are the functions whose result can be far larger than what they are
// given; each looks first.
var growing = map[string]func(args []cty.Value) error{
	"format": fits, "formatlist": fits,
	"join": func(args []cty.Value) error {
		items := 0
		for _, list := range args[1:] {
			items += list.LengthInt()
		}
		return notAbove(MaxValue, len(args[0].AsString()), items)
	},
	"indent": func(args []cty.Value) error {
		n, _ := args[0].AsBigFloat().Int64()
		return notAbove(MaxValue, int(min(max(n, 0), MaxValue+1)), strings.Count(args[1].AsString(), "\n")+1)
	},
	"replace": func(args []cty.Value) error {
		text, old, with := args[0].AsString(), args[1].AsString(), args[2].AsString()
		if len(old) > 1 && strings.HasPrefix(old, "/") && strings.HasSuffix(old, "/") {
			return notAbove(4*MaxValue, len(text)+1, len(with))
		}
		return notAbove(MaxValue, strings.Count(text, old), len(with))
	},
	"setproduct": func(args []cty.Value) error {
		n := 1
		for _, set := range args {
			if n *= set.LengthInt(); n > maxProduct {
				return fmt.Errorf("the product has more than %d elements", maxProduct)
			}
		}
		return nil
	},
	"jsondecode": func(args []cty.Value) error { return limits.CheckJSON([]byte(args[0].AsString())) },
	"yamldecode": func(args []cty.Value) error { return limits.CheckYAML([]byte(args[0].AsString())) },
}

const maxProduct = 100_000

// notAbove refuses so many times so many bytes.
func notAbove(most, bytes, times int) error {
	if bytes > 0 && times > most/bytes {
		return fmt.Errorf("the result is larger than %d MB", most>>20)
	}
	return nil
}

// fits checks a format: what stands between % and the verb is a width or a
// precision, and each verb writes a value.
func fits(args []cty.Value) error {
	text := args[0].AsString()
	for _, digits := range strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' }) {
		if n, err := strconv.Atoi(digits); err == nil && n <= maxWidth || !strings.Contains(text, "%") {
			continue
		}
		if widthIn(text, digits) {
			return fmt.Errorf("a width is at most %d", maxWidth)
		}
	}
	all := 0
	for _, arg := range args[1:] {
		if arg.Type() == cty.Number && strings.Contains(text, "*") && arg.GreaterThan(cty.NumberIntVal(maxWidth)).True() {
			return fmt.Errorf("a width is at most %d", maxWidth)
		}
		n, _ := size(arg, MaxValue)
		all += n
	}
	return notAbove(4*MaxValue, all, strings.Count(text, "%"))
}

// widthIn tells whether the digits belong to a verb.
func widthIn(text, digits string) bool {
	for rest := text; ; {
		at := strings.Index(rest, digits)
		if at < 0 {
			return false
		}
		before := strings.TrimRight(rest[:at], "0123456789.+-# []*")
		if strings.HasSuffix(before, "%") {
			return true
		}
		rest = rest[at+len(digits):]
	}
}

// bounded is a function that looks first. What is unknown or null it leaves to the
// function.
func bounded(f function.Function, look func([]cty.Value) error) function.Function {
	return function.New(&function.Spec{
		Description: f.Description(), Params: f.Params(), VarParam: f.VarParam(),
		Type: func(args []cty.Value) (cty.Type, error) { // of some functions it is what decodes
			for _, arg := range args {
				if !arg.IsWhollyKnown() || arg.IsNull() {
					return f.ReturnTypeForValues(args)
				}
			}
			if err := look(args); err != nil {
				return cty.DynamicPseudoType, err
			}
			return f.ReturnTypeForValues(args)
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return f.Call(args) },
	})
}
