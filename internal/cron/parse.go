package cron

import (
	"fmt"
	"strings"
	"time"
)

// Kind is the sort of a schedule.
type Kind int

// The three sorts of schedule.
const (
	Cron Kind = iota // fires whenever its fields match
	At               // fires once
	Rate             // fires at an interval from an unknown start
)

// Schedule is a schedule expression that was understood. It means nothing
// without a time zone: its times are those on a wall clock.
type Schedule struct {
	Kind Kind

	minutes, hours, months, years set // years count from firstYear
	day                           days

	at time.Time // of At, as a wall clock's reading in UTC

	value int // of Rate
	unit  string
}

// Error says what is wrong with an expression, and what to write instead.
type Error struct {
	Problem string // one sentence without a full stop
	Write   string // a valid expression that was probably meant, or ""
}

// Error returns the problem and what to write, in one line.
func (e *Error) Error() string {
	if e.Write == "" {
		return e.Problem
	}
	return e.Problem + "; write " + e.Write
}

func errorf(format string, args ...any) *Error {
	return &Error{Problem: fmt.Sprintf(format, args...)}
}

// Parse reads an expression. A non-nil error is always an *Error.
func Parse(s string) (Schedule, error) {
	schedule, problem := parse(s)
	if problem == nil {
		return schedule, nil
	}
	if problem.Write == "" {
		problem.Write = suggest(s)
	}
	return Schedule{}, problem
}

func parse(s string) (Schedule, *Error) {
	name, rest, ok := strings.Cut(s, "(")
	inner, closed := strings.CutSuffix(rest, ")")
	switch {
	case !ok || !closed:
		return Schedule{}, errorf("%q is not a schedule expression: it must be cron(…), at(…) or rate(…)", s)
	case strings.TrimSpace(inner) != inner:
		return Schedule{}, errorf("%q has a space beside its brackets", s)
	}
	switch name {
	case "cron":
		return parseCron(inner)
	case "at":
		return parseAt(inner)
	case "rate":
		return parseRate(inner)
	}
	return Schedule{}, errorf("%q is not a schedule expression: it must be cron(…), at(…) or rate(…)", s)
}

const atLayout = "2006-01-02T15:04:05"

func parseAt(s string) (Schedule, *Error) {
	t, err := time.Parse(atLayout, s)
	if err != nil || t.Format(atLayout) != s {
		return Schedule{}, errorf("%q is not a date and time as in at(2026-12-24T18:00:00)", s)
	}
	return Schedule{Kind: At, at: t}, nil
}

// parseRate reads a number and a unit, which must agree: 1 hour, 2 hours.
func parseRate(s string) (Schedule, *Error) {
	number, unit, _ := strings.Cut(s, " ")
	value, ok := parseNumber(number, 9)
	singular, plural := strings.CutSuffix(unit, "s")
	switch {
	case singular != "minute" && singular != "hour" && singular != "day":
		return Schedule{}, errorf("%q is not a number and minute, minutes, hour, hours, day or days, as in rate(5 minutes)", s)
	case !ok || value == 0:
		return Schedule{}, errorf("%q is not a whole number above 0", number)
	case value == 1 && plural:
		return Schedule{}, &Error{"the unit of 1 has no s", "rate(1 " + singular + ")"}
	case value > 1 && !plural:
		return Schedule{}, &Error{fmt.Sprintf("the unit of %d ends in s", value), fmt.Sprintf("rate(%d %ss)", value, singular)}
	}
	return Schedule{Kind: Rate, value: value, unit: singular}, nil
}

func parseCron(s string) (Schedule, *Error) {
	fields := strings.Fields(s)
	switch {
	case strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' }):
		return Schedule{}, errorf("the fields must be parted by spaces and hold ASCII characters alone")
	case len(fields) != 6:
		return Schedule{}, errorf("cron has 6 fields (minutes hours day-of-month month day-of-week year), not %d", len(fields))
	case fields[2] != "?" && fields[4] != "?":
		return Schedule{}, errorf("day-of-month is %s and day-of-week is %s, but exactly one of the two must be ?", fields[2], fields[4])
	case fields[2] == "?" && fields[4] == "?":
		return Schedule{}, errorf("day-of-month and day-of-week are both ?, but exactly one of the two must be")
	}
	var out Schedule
	var problem *Error
	for i, target := range []*set{&out.minutes, &out.hours, nil, &out.months, nil, &out.years} {
		if target == nil {
			continue
		}
		if *target, problem = fieldSpecs[i].parse(fields[i]); problem != nil {
			return Schedule{}, problem
		}
	}
	if fields[4] == "?" {
		out.day, problem = parseDayOfMonth(fields[2])
	} else {
		out.day, problem = parseDayOfWeek(fields[4])
	}
	if problem == nil && !out.everFires() {
		problem = errorf("it never fires: no month in it has such a day")
	}
	return out, problem
}
