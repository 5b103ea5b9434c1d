package pack

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Offer is one value that a prompt offers for an input.
type Offer struct {
	Value cty.Value
	Label string // what the value means, such as "0.25 vCPU"; may be empty
}

// Estimate is a figure that a pack's estimate block gives for one environment,
// such as a price.
type Estimate struct {
	Unit    string  // of the figures, such as "USD a month"
	Note    string  // what it is based on
	Wanted  float64 // with the wanted number of tasks
	Maximum float64 // at most; equal to Wanted where nothing grows
}

// With returns the draft in which an input has another value.
func (d *Draft) With(in *Input, value cty.Value) *Draft {
	r := d.r
	target := &r.Given
	if in.StoredIn == "tfvars" {
		target = &r.Tfvars
	}
	*target = maps.Clone(*target)
	if *target == nil {
		*target = map[string]spec.Attr{}
	}
	(*target)[in.Name] = spec.Attr{Value: value}
	return d.p.Draft(r)
}

// Value returns an input's effective value; null while it has none.
func (d *Draft) Value(in *Input) cty.Value { return d.v.of(in) }

// Lacks tells whether somebody must still give the input a value.
func (d *Draft) Lacks(in *Input) bool { return in.Required() && d.Value(in).IsNull() }

// Matters tells whether the input has an effect beside the other values; when
// that can't be said yet, it does.
func (d *Draft) Matters(in *Input) bool {
	matters, err := d.p.True(in.When, d.v, nil)
	return err != nil || matters
}

// Refuses says why the input can't have the value, in the pack's own words;
// empty means that it can. Rules about values that nobody gave yet are left for
// the plan.
func (d *Draft) Refuses(in *Input, value cty.Value) string {
	next := d.With(in, value)
	if err := next.open[in.Name]; err != nil {
		summary, hint := diag.Of(err)[0].Said()
		if hint != "" {
			return summary + ": " + hint
		}
		return summary
	}
	for _, rule := range in.Validations {
		if ok, untold := next.holds(in, rule); !ok && untold == nil {
			return next.message(rule)
		}
	}
	return ""
}

// Offers returns the values that the pack offers for the input, beside the
// other values; none where it has no offers, or they can't be told yet.
func (d *Draft) Offers(in *Input) []Offer {
	if in.Offers == nil {
		return nil
	}
	list, err := d.p.Eval(in.Offers, d.v, nil)
	if err != nil || list.IsNull() || !list.IsKnown() || !list.CanIterateElements() {
		return nil
	}
	var out []Offer
	for it := list.ElementIterator(); it.Next(); {
		_, item := it.Element()
		var o Offer
		if item.Type().IsObjectType() && item.Type().HasAttribute("value") {
			o.Value = item.GetAttr("value")
			if item.Type().HasAttribute("label") {
				o.Label = expr.Text(item.GetAttr("label"))
			}
		} else {
			o.Value = item
		}
		converted, err := in.Convert(o.Value)
		if err != nil {
			return nil
		}
		o.Value = converted
		out = append(out, o)
	}
	return out
}

// Offered tells whether the input's value is one that the pack offers for it,
// or it offers none.
func (d *Draft) Offered(in *Input) bool {
	offers := d.Offers(in)
	return len(offers) == 0 || slices.ContainsFunc(offers, func(o Offer) bool { return o.Value.RawEquals(d.Value(in)) })
}

// Settled returns the draft in which inputs whose value is not offered beside
// the others have the first that is.
func (d *Draft) Settled() *Draft {
	for _, in := range d.p.Inputs {
		if !d.Offered(in) {
			d = d.With(in, d.Offers(in)[0].Value)
		}
	}
	return d
}

// Estimate returns the pack's estimate; false when it has none, or what it
// needs is not known yet.
func (d *Draft) Estimate() (Estimate, bool) {
	e := d.p.Estimate
	if e == nil {
		return Estimate{}, false
	}
	wanted, ok := d.number(e.Wanted)
	if !ok {
		return Estimate{}, false
	}
	maximum, ok := d.number(e.Maximum)
	if !ok {
		maximum = wanted
	}
	return Estimate{Unit: e.Unit, Note: e.Note, Wanted: wanted, Maximum: max(wanted, maximum)}, true
}

func (d *Draft) number(e hcl.Expression) (float64, bool) {
	if e == nil {
		return 0, false
	}
	v, err := d.p.Eval(e, d.v, nil)
	if err != nil || v.IsNull() || !v.IsKnown() || v.Type() != cty.Number {
		return 0, false
	}
	f, _ := v.AsBigFloat().Float64()
	return f, true
}
