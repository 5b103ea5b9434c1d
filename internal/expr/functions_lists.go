package expr

import (
	"errors"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// listFunctions are Terraform's list functions that go-cty lacks or does
// differently.
func listFunctions() map[string]function.Function {
	return map[string]function.Function{
		"alltrue":   truthFunc(cty.False),
		"anytrue":   truthFunc(cty.True),
		"contains":  containsFunc(),
		"index":     indexFunc(),
		"matchkeys": matchkeysFunc(),
		"one":       oneFunc(),
		"sum":       sumFunc(),
	}
}

// isSequence reports whether ty is a list, a set or a tuple.
func isSequence(ty cty.Type) bool { return ty.IsListType() || ty.IsSetType() || ty.IsTupleType() }

// truthFunc looks through a list for the value that decides (false for
// alltrue, true for anytrue); where it is not found the answer is the other. A
// null counts as false.
func truthFunc(decides cty.Value) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "list", Type: cty.List(cty.Bool)}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			unknown := false
			for _, item := range args[0].Elements() {
				switch {
				case !item.IsKnown():
					unknown = true
				case cty.BoolVal(!item.IsNull() && item.True()).RawEquals(decides):
					return decides, nil
				}
			}
			if unknown {
				return cty.UnknownVal(cty.Bool), nil
			}
			return decides.Not(), nil
		},
	})
}

// containsFunc refuses to look for null, as Terraform does: go-cty's own says
// of an untyped null that the answer is not known.
func containsFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{
			{Name: "list", Type: cty.DynamicPseudoType},
			{Name: "value", Type: cty.DynamicPseudoType},
		},
		Type: function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return stdlib.Contains(args[0], args[1])
		},
	})
}

// indexFunc finds the place of a value in a list.
func indexFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{
			{Name: "list", Type: cty.DynamicPseudoType},
			{Name: "value", Type: cty.DynamicPseudoType},
		},
		Type: function.StaticReturnType(cty.Number),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			ty := args[0].Type()
			if !ty.IsListType() && !ty.IsTupleType() {
				return cty.NilVal, function.NewArgErrorf(0, "argument must be a list or tuple")
			}
			place := int64(0)
			for _, item := range args[0].Elements() {
				switch equal := item.Equals(args[1]); {
				case !equal.IsKnown():
					return cty.UnknownVal(cty.Number), nil
				case equal.True():
					return cty.NumberIntVal(place), nil
				}
				place++
			}
			return cty.NilVal, errors.New("item not found")
		},
	})
}

// matchkeysFunc keeps those values whose key, at the same place, is searched for.
func matchkeysFunc() function.Function {
	list := cty.List(cty.DynamicPseudoType)
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "values", Type: list}, {Name: "keys", Type: list}, {Name: "searchset", Type: list}},
		Type: func(args []cty.Value) (cty.Type, error) {
			if ty, _ := convert.UnifyUnsafe([]cty.Type{args[1].Type(), args[2].Type()}); ty == cty.NilType {
				return cty.NilType, errors.New("keys and searchset must be of the same type")
			}
			return args[0].Type(), nil
		},
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			if !args[0].IsWhollyKnown() || !args[1].IsWhollyKnown() || !args[2].IsWhollyKnown() {
				return cty.UnknownVal(ty), nil
			}
			if args[0].LengthInt() != args[1].LengthInt() {
				return cty.NilVal, errors.New("length of keys and values should be equal")
			}
			unified, _ := convert.UnifyUnsafe([]cty.Type{args[1].Type(), args[2].Type()})
			keys, err := convert.Convert(args[1], unified)
			if err != nil {
				return cty.NilVal, err
			}
			wanted, err := convert.Convert(args[2], unified)
			if err != nil {
				return cty.NilVal, err
			}
			return matchKeys(args[0].AsValueSlice(), keys.AsValueSlice(), wanted.AsValueSlice(), ty), nil
		},
	})
}

func matchKeys(values, keys, wanted []cty.Value, ty cty.Type) cty.Value {
	var found []cty.Value
	for i, key := range keys {
		for _, want := range wanted {
			if key.RawEquals(want) {
				found = append(found, values[i])
				break
			}
		}
	}
	if len(found) == 0 {
		return cty.ListValEmpty(ty.ElementType())
	}
	return cty.ListVal(found)
}

// oneFunc takes the only element of a list, or null of an empty one.
func oneFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}},
		Type: func(args []cty.Value) (cty.Type, error) {
			ty := args[0].Type()
			switch {
			case ty.IsListType() || ty.IsSetType():
				return ty.ElementType(), nil
			case ty.IsTupleType() && ty.Length() == 0:
				return cty.DynamicPseudoType, nil
			case ty.IsTupleType() && ty.Length() == 1:
				return ty.TupleElementType(0), nil
			}
			return cty.NilType, function.NewArgErrorf(0, "must be a list, set, or tuple value with either zero or one elements")
		},
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			items := args[0].AsValueSlice()
			switch len(items) {
			case 0:
				return cty.NullVal(ty), nil
			case 1:
				return items[0], nil
			}
			return cty.NilVal, function.NewArgErrorf(0, "must be a list, set, or tuple value with either zero or one elements")
		},
	})
}

// sumFunc adds up the numbers of a list that is not empty.
func sumFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}},
		Type:   function.StaticReturnType(cty.Number),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			switch {
			case !isSequence(args[0].Type()):
				return cty.NilVal, function.NewArgErrorf(0, "argument must be list, set, or tuple of number values")
			case !args[0].IsWhollyKnown():
				return cty.UnknownVal(cty.Number), nil
			case args[0].LengthInt() == 0:
				return cty.NilVal, function.NewArgErrorf(0, "cannot sum an empty list")
			}
			total := cty.Zero
			for _, item := range args[0].Elements() {
				n, err := convert.Convert(item, cty.Number)
				if err != nil || n.IsNull() {
					return cty.NilVal, function.NewArgErrorf(0, "argument must be list, set, or tuple of number values")
				}
				total = total.Add(n)
			}
			return total, nil
		},
	})
}
