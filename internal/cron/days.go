package cron

import (
	"strings"
	"time"
)

// dayRule is the way a field chooses days.
type dayRule int

const (
	monthDays      dayRule = iota // day-of-month: these numbers
	lastDay                       // day-of-month L
	nearestWeekday                // day-of-month nW
	weekDays                      // day-of-week: these days
	lastWeekday                   // day-of-week nL
	nthWeekday                    // day-of-week n#k
)

// days chooses days of a year, by whichever of the two fields is not ?.
type days struct {
	rule dayRule
	set  set // of monthDays, or of weekDays with 1 = Sunday
	n, k int // nW, nL, n#k
}

// parseDayOfMonth reads the third field. L and W stand alone: AWS documents no
// lists of them.
func parseDayOfMonth(text string) (days, *Error) {
	spec := fieldSpecs[2]
	number, near := strings.CutSuffix(text, "W")
	switch {
	case text == "L":
		return days{rule: lastDay}, nil
	case near:
		n, problem := spec.value(number)
		if problem != nil {
			return days{}, errorf("day-of-month %q: a weekday nearest to a day is written as 1W to 31W", text)
		}
		return days{rule: nearestWeekday, n: n}, nil
	case strings.ContainsAny(text, "LW"):
		return days{}, errorf("day-of-month %q: L and W cannot be combined with anything else; L is the last day of the month", text)
	}
	chosen, problem := spec.parse(text)
	return days{rule: monthDays, set: chosen}, problem
}

// parseDayOfWeek reads the fifth field.
func parseDayOfWeek(text string) (days, *Error) {
	spec := fieldSpecs[4]
	if text == "L" { // the last day of the week
		return days{rule: weekDays, set: set{1 << 7}}, nil
	}
	if day, nth, ok := strings.Cut(text, "#"); ok {
		n, problem := spec.value(day)
		k, valid := parseNumber(nth, 1)
		if problem != nil || !valid || k < 1 || k > 5 {
			return days{}, errorf("day-of-week %q: the third Friday is written FRI#3, and nothing else may stand beside it", text)
		}
		return days{rule: nthWeekday, n: n, k: k}, nil
	}
	if day, ok := strings.CutSuffix(text, "L"); ok {
		n, problem := spec.value(day)
		if problem != nil {
			return days{}, errorf("day-of-week %q: the last Friday is written FRIL or 6L, and nothing else may stand beside it", text)
		}
		return days{rule: lastWeekday, n: n}, nil
	}
	chosen, problem := spec.parse(text)
	return days{rule: weekDays, set: chosen}, problem
}

// match reports whether a date is chosen.
func (d days) match(date date) bool {
	switch d.rule {
	case monthDays:
		return d.set.has(date.day)
	case lastDay:
		return date.day == date.length
	case nearestWeekday:
		return date.day == nearest(date, d.n)
	case weekDays:
		return d.set.has(date.weekday)
	case lastWeekday:
		return date.weekday == d.n && date.day > date.length-7
	case nthWeekday:
		return date.weekday == d.n && (date.day-1)/7+1 == d.k
	}
	return false
}

// nearest is the weekday nearest to day n of date's month, or 0 if the month
// has no such day: Friday for a Saturday, Monday for a Sunday, never in another
// month.
func nearest(in date, n int) int {
	if n > in.length {
		return 0
	}
	switch weekday := (in.weekday-1+n-in.day+35)%7 + 1; {
	case weekday == 7 && n == 1:
		return 3
	case weekday == 7:
		return n - 1
	case weekday == 1 && n == in.length:
		return n - 2
	case weekday == 1:
		return n + 1
	}
	return n
}

// date is a day with what the rules ask about it.
type date struct {
	year, month, day int
	weekday          int // 1 = Sunday
	length           int // of the month
}

func newDate(year, month, day int) date {
	first := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	year, m, day := first.Date()
	last := time.Date(year, m+1, 0, 0, 0, 0, 0, time.UTC)
	return date{year, int(m), day, int(first.Weekday()) + 1, last.Day()}
}

// next is the day after.
func (d date) next() date {
	d.weekday = d.weekday%7 + 1
	if d.day++; d.day <= d.length {
		return d
	}
	d.day = 1
	if d.month++; d.month > 12 {
		d.year, d.month = d.year+1, 1
	}
	d.length = monthLength(d.year, d.month)
	return d
}

func monthLength(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}
