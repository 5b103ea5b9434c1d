package pack

import (
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// A part of an input is read and taken as the input itself would be.
func TestParts(t *testing.T) {
	in := load(t, `
input "schedules" {
  type        = map(object({ at = string, zone = optional(string, "UTC"), days = optional(object({ first = optional(number, 1) })) }))
  format      = { at = "aws_cron", zone = "timezone" }
  description = "When"
}
`).Input("schedules")
	item := in.Element()
	for name, c := range map[string]struct {
		part     *Input
		name     string
		ty       cty.Type
		nullable bool
		format   string
	}{
		"an element":            {item, "schedules[]", in.Type.ElementType(), false, ""},
		"a required attribute":  {item.Attribute("at"), "schedules[].at", cty.String, false, "aws_cron"},
		"an optional attribute": {item.Attribute("zone"), "schedules[].zone", cty.String, true, "timezone"},
		"an object within":      {item.Attribute("days"), "schedules[].days", item.Type.AttributeType("days"), true, ""},
		"its attribute":         {item.Attribute("days").Attribute("first"), "schedules[].days.first", cty.Number, true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if p := c.part; p.Name != c.name || !p.Type.Equals(c.ty) || p.Nullable != c.nullable || p.Format[""] != c.format || p.TypeText != in.TypeText {
				t.Errorf("%+v", p)
			}
		})
	}
	got, problem := item.Attribute("days").Take(spec.Attr{Value: cty.EmptyObjectVal})
	if problem != nil || !got.GetAttr("first").RawEquals(cty.NumberIntVal(1)) {
		t.Errorf("defaults within are %#v, %v", got, problem)
	}
}
