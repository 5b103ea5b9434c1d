package expr

import (
	"time"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// timeFunctions are Terraform's functions on timestamps that go-cty lacks.
// timestamp() and plantimestamp() are left out: they ask the clock.
func timeFunctions() map[string]function.Function {
	return map[string]function.Function{"timecmp": timecmpFunc()}
}

func timecmpFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "timestamp_a", Type: cty.String}, {Name: "timestamp_b", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Number),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			var times [2]time.Time
			for i := range times {
				var err error
				if times[i], err = time.Parse(time.RFC3339, args[i].AsString()); err != nil {
					return cty.NilVal, function.NewArgErrorf(i, "not a valid RFC3339 timestamp")
				}
			}
			return cty.NumberIntVal(int64(times[0].Compare(times[1]))), nil
		},
	})
}
