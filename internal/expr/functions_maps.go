package expr

import (
	"errors"
	"sort"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

// mapFunctions are Terraform's functions on maps and on values of any type that
// go-cty lacks or does differently.
func mapFunctions() map[string]function.Function {
	return map[string]function.Function{
		"coalesce":  coalesceFunc(),
		"lookup":    lookupFunc(),
		"transpose": transposeFunc(),
	}
}

// coalesceFunc takes the first argument that is neither null nor "", after all
// of them were brought to one type.
func coalesceFunc() function.Function {
	return function.New(&function.Spec{
		VarParam: &function.Parameter{
			Name: "vals", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true, AllowNull: true,
		},
		Type: func(args []cty.Value) (cty.Type, error) {
			types := make([]cty.Type, len(args))
			for i, arg := range args {
				types[i] = arg.Type()
			}
			if ty, _ := convert.UnifyUnsafe(types); ty != cty.NilType {
				return ty, nil
			}
			return cty.NilType, errors.New("all arguments must have the same type")
		},
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			for i, arg := range args {
				v, err := convert.Convert(arg, ty)
				switch {
				case err != nil:
					return cty.NilVal, function.NewArgError(i, err)
				case !v.IsKnown():
					return cty.UnknownVal(ty), nil
				case !v.IsNull() && !v.RawEquals(cty.StringVal("")):
					return v, nil
				}
			}
			return cty.NilVal, errors.New("no non-null, non-empty-string arguments")
		},
	})
}

// lookupFunc takes an element by its key, or the default where there is none.
func lookupFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{
			{Name: "inputMap", Type: cty.DynamicPseudoType},
			{Name: "key", Type: cty.String},
		},
		VarParam: &function.Parameter{Name: "default", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true, AllowNull: true},
		Type:     lookupType,
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			from, key := args[0], args[1].AsString()
			switch {
			case from.Type().IsObjectType() && from.Type().HasAttribute(key):
				return from.GetAttr(key), nil
			case from.Type().IsMapType() && from.HasIndex(args[1]).True():
				return from.Index(args[1]), nil
			case len(args) == 3:
				return convert.Convert(args[2], ty)
			}
			return cty.NilVal, function.NewArgErrorf(1, "the given map has no element with the key %q, and no default was given", key)
		},
	})
}

func lookupType(args []cty.Value) (cty.Type, error) {
	ty := args[0].Type()
	switch {
	case len(args) > 3:
		return cty.NilType, errors.New("lookup takes two or three arguments")
	case ty.IsMapType() && len(args) == 3:
		if _, err := convert.Convert(args[2], ty.ElementType()); err != nil {
			return cty.NilType, function.NewArgErrorf(2, "the default value must have the same type as the map elements")
		}
		return ty.ElementType(), nil
	case ty.IsMapType():
		return ty.ElementType(), nil
	case !ty.IsObjectType():
		return cty.NilType, function.NewArgErrorf(0, "lookup() requires a map as the first argument")
	case !args[1].IsKnown():
		return cty.DynamicPseudoType, nil
	}
	key := args[1].AsString()
	switch {
	case ty.HasAttribute(key):
		return ty.AttributeType(key), nil
	case len(args) == 3:
		return args[2].Type(), nil
	}
	return cty.NilType, function.NewArgErrorf(0, "the given object has no attribute %q", key)
}

// transposeFunc swaps the keys and values of a map of lists of strings.
func transposeFunc() function.Function {
	ty := cty.Map(cty.List(cty.String))
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "values", Type: ty}},
		Type:   function.StaticReturnType(ty),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if !args[0].IsWhollyKnown() {
				return cty.UnknownVal(ty), nil
			}
			lists := map[string][]string{}
			for key, values := range args[0].Elements() {
				if values.IsNull() {
					return cty.NilVal, errors.New("a null list cannot be transposed")
				}
				for _, value := range values.Elements() {
					if value.IsNull() {
						return cty.NilVal, errors.New("input must not contain null strings")
					}
					lists[value.AsString()] = append(lists[value.AsString()], key.AsString())
				}
			}
			return mapOfLists(lists), nil
		},
	})
}

func mapOfLists(lists map[string][]string) cty.Value {
	if len(lists) == 0 {
		return cty.MapValEmpty(cty.List(cty.String))
	}
	out := make(map[string]cty.Value, len(lists))
	for key, items := range lists {
		sort.Strings(items)
		values := make([]cty.Value, len(items))
		for i, item := range items {
			values[i] = cty.StringVal(item)
		}
		out[key] = cty.ListVal(values)
	}
	return cty.MapVal(out)
}
