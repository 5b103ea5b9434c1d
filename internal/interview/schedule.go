package interview

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/cron"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
)

var days = []string{"MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"}

// dayNames are the days as a person calls them.
var dayNames = map[string]string{
	"MON": "Monday", "TUE": "Tuesday", "WED": "Wednesday", "THU": "Thursday", "FRI": "Friday", "SAT": "Saturday", "SUN": "Sunday",
}

// askSchedule builds a schedule expression of AWS: days of the week and a time,
// a date, or an expression that the person writes.
func (p *Person) askSchedule(f field) (cty.Value, error) {
	a, err := p.Ask(f.key+"/sort", prompt.Question{
		Title: f.noun + ": when?", Kind: prompt.Choice, Start: prompt.Answer{"days"},
		Options: []prompt.Option{
			{Value: "days", Label: "On days of the week"},
			{Value: "date", Label: "Once, on a date"},
			{Value: "expression", Label: "By an expression of AWS, such as cron(0 8 ? * MON-FRI *)"},
		},
	})
	if err != nil {
		return cty.NilVal, err
	}
	switch a.Text() {
	case "days":
		return p.askDays(f)
	case "date":
		return p.askLine(f, "on which date, and at what time?", "2026-12-24 18:00", dated)
	}
	return p.askLine(f, "the expression?", "cron(0 8 ? * MON-FRI *)", func(text string) (string, error) {
		_, err := cron.Parse(text)
		return text, err
	})
}

// askDays asks for days of the week and a time.
func (p *Person) askDays(f field) (cty.Value, error) {
	q := prompt.Question{
		Title: f.noun + ": on which days?", Kind: prompt.Choices, Start: days[:5],
		Check: func(a prompt.Answer) string {
			if len(a) == 0 {
				return "choose at least one day"
			}
			return ""
		},
	}
	for _, day := range days {
		q.Options = append(q.Options, prompt.Option{Value: day, Label: dayNames[day]})
	}
	chosen, err := p.Ask(f.key+"/days", q)
	if err != nil {
		return cty.NilVal, err
	}
	return p.askLine(f, "at what time?", "08:00", func(text string) (string, error) {
		at, err := time.Parse("15:04", text)
		if err != nil {
			return "", errors.New("a time is hours and minutes, such as 08:00 or 17:30")
		}
		return Weekly(chosen, at.Hour(), at.Minute()), nil
	})
}

// askLine asks for a line from which build makes the expression.
func (p *Person) askLine(f field, title, example string, build func(string) (string, error)) (cty.Value, error) {
	a, err := p.Ask(f.key+"/line", prompt.Question{
		Title: f.noun + ": " + title, Help: "Such as " + example + ".",
		Check: func(a prompt.Answer) string {
			if _, err := build(a.Text()); err != nil {
				return err.Error()
			}
			return ""
		},
		Preview: func(a prompt.Answer) string {
			text, err := build(a.Text())
			if err != nil {
				return ""
			}
			return inWords(text)
		},
	})
	if err != nil {
		return cty.NilVal, err
	}
	text, err := build(a.Text())
	return cty.StringVal(text), err
}

// Weekly returns the AWS expression that fires on the days (MON to SUN, in that
// order) at a time: AWS wants ? for one of the two days and counts from Sunday,
// so days are named.
func Weekly(on []string, hour, minute int) string {
	first, last := slices.Index(days, on[0]), slices.Index(days, on[len(on)-1])
	list := strings.Join(on, ",")
	switch {
	case len(on) == len(days):
		return fmt.Sprintf("cron(%d %d * * ? *)", minute, hour)
	case len(on) > 2 && last-first == len(on)-1 && last < len(days)-1: // AWS' week begins on Sunday
		list = on[0] + "-" + on[len(on)-1]
	}
	return fmt.Sprintf("cron(%d %d ? * %s *)", minute, hour, list)
}

// dated is the expression that fires once.
func dated(text string) (string, error) {
	at, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		return "", errors.New("write the date and the time, such as 2026-12-24 18:00")
	}
	return at.Format("at(2006-01-02T15:04:05)"), nil
}

// inWords says when an expression fires; empty when it can't be read.
func inWords(text string) string {
	s, err := cron.Parse(text)
	if err != nil {
		return ""
	}
	return s.Words()
}

// zoned makes a time zone's question say what the schedule beside it means on
// the zone's clock, and when it fires next.
func zoned(f *field, values map[string]cty.Value, formats map[string]string, now func() time.Time) {
	f.check = func(v cty.Value) string {
		if !cron.IsZone(v.AsString()) {
			return "a time zone has an IANA name, such as Europe/Berlin or UTC"
		}
		return ""
	}
	for name, format := range formats {
		v, ok := values[name]
		if format != pack.FormatCron || !ok {
			continue
		}
		f.meaning = func(zone cty.Value) string { return firing(v.AsString(), zone.AsString(), now()) }
	}
}

// firing says when a schedule fires on the clock of a zone, and the next times.
func firing(text, zone string, now time.Time) string {
	s, err := cron.Parse(text)
	if err != nil {
		return ""
	}
	location, err := cron.Zone(zone)
	if err != nil {
		return ""
	}
	var next []string
	for _, at := range s.Next(now.In(location), 3) {
		next = append(next, at.Format("Mon 2 Jan 15:04"))
	}
	out := s.Words() + ", " + zone
	if len(next) == 0 {
		return out + "; it never fires again"
	}
	return out + "; next " + strings.Join(next, ", ")
}

// sample is some value of the type, for checks of what stands beside it.
func sample(ty cty.Type, formats map[string]string) cty.Value {
	switch {
	case ty == cty.Number:
		return cty.NumberIntVal(1)
	case ty == cty.Bool:
		return cty.False
	case ty == cty.String && formats[""] == pack.FormatCron:
		return cty.StringVal("cron(0 8 * * ? *)")
	case ty == cty.String && formats[""] == pack.FormatTimezone:
		return cty.StringVal("UTC")
	case ty == cty.String:
		return cty.StringVal("x")
	case ty.IsObjectType():
		values := map[string]cty.Value{}
		for name, of := range ty.AttributeTypes() {
			values[name] = sample(of, map[string]string{"": formats[name]})
		}
		return cty.ObjectVal(values)
	case ty.IsListType():
		return cty.ListValEmpty(ty.ElementType())
	case ty.IsSetType():
		return cty.SetValEmpty(ty.ElementType())
	case ty.IsMapType():
		return cty.MapValEmpty(ty.ElementType())
	}
	return cty.NullVal(ty)
}
