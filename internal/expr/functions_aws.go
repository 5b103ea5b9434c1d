package expr

import (
	"time"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/seed-3f5c2e52/scaffold/internal/cron"
)

// awsFunctions are those that Terraform does not have:
//
//	aws_cron("cron(0 8 ? * MON-FRI *)")        true: AWS takes this schedule
//	aws_cron_error("cron(0 20 * * * *)")       what is wrong with it, or ""
//	aws_cron_words("cron(0 8 ? * MON-FRI *)")  "08:00 on Monday to Friday"
//	aws_cron_collide([{schedule = "…", timezone = "UTC"}, …])
//	                                           true: two fire in the same minute
//	timezone("Europe/Berlin")                  true: IANA has such a zone
func awsFunctions() map[string]function.Function {
	return map[string]function.Function{
		"aws_cron":         ofText(cty.Bool, func(s string) (cty.Value, error) { _, err := cron.Parse(s); return cty.BoolVal(err == nil), nil }),
		"aws_cron_error":   ofText(cty.String, cronError),
		"aws_cron_words":   ofText(cty.String, cronWords),
		"aws_cron_collide": cronCollideFunc(),
		"timezone":         ofText(cty.Bool, func(s string) (cty.Value, error) { return cty.BoolVal(cron.IsZone(s)), nil }),
	}
}

func ofText(ty cty.Type, f func(string) (cty.Value, error)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "text", Type: cty.String}},
		Type:   function.StaticReturnType(ty),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			v, err := f(args[0].AsString())
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			return v, nil
		},
	})
}

func cronError(s string) (cty.Value, error) {
	if _, err := cron.Parse(s); err != nil {
		return cty.StringVal(err.Error()), nil
	}
	return cty.StringVal(""), nil
}

func cronWords(s string) (cty.Value, error) {
	schedule, err := cron.Parse(s)
	if err != nil {
		return cty.NilVal, err
	}
	return cty.StringVal(schedule.Words()), nil
}

// cronCollideFunc ignores schedules and zones that are not valid: aws_cron and
// timezone report those.
func cronCollideFunc() function.Function {
	item := cty.Object(map[string]cty.Type{"schedule": cty.String, "timezone": cty.String})
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "schedules", Type: cty.List(item)}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if !args[0].IsWhollyKnown() {
				return cty.UnknownVal(cty.Bool), nil
			}
			var all []zonedSchedule
			for _, item := range args[0].Elements() {
				if s, ok := newZonedSchedule(item); ok {
					all = append(all, s)
				}
			}
			for i, a := range all {
				for _, b := range all[:i] {
					if cron.Collide(a.schedule, a.zone, b.schedule, b.zone) {
						return cty.True, nil
					}
				}
			}
			return cty.False, nil
		},
	})
}

type zonedSchedule struct {
	schedule cron.Schedule
	zone     *time.Location
}

// newZonedSchedule reads an item; without a time zone the schedule is in UTC,
// as with AWS.
func newZonedSchedule(item cty.Value) (zonedSchedule, bool) {
	if item.IsNull() {
		return zonedSchedule{}, false
	}
	text, name := item.GetAttr("schedule"), item.GetAttr("timezone")
	if text.IsNull() {
		return zonedSchedule{}, false
	}
	if name.IsNull() {
		name = cty.StringVal("UTC")
	}
	schedule, err := cron.Parse(text.AsString())
	if err != nil {
		return zonedSchedule{}, false
	}
	zone, err := cron.Zone(name.AsString())
	return zonedSchedule{schedule, zone}, err == nil
}
