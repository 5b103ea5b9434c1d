package cron

import (
	"slices"
	"strconv"
	"strings"
)

// The years that AWS takes.
const (
	firstYear = 1970
	lastYear  = 2199
)

// set is a set of the numbers 0 to 255: minutes, hours, days, months, or years
// from firstYear on.
type set [4]uint64

func (s *set) add(n int)     { s[n/64] |= 1 << (n % 64) }
func (s set) has(n int) bool { return n >= 0 && n < 256 && s[n/64]&(1<<(n%64)) != 0 }

// list returns the numbers, ascending.
func (s set) list() []int {
	var all []int
	for n := range 256 {
		if s.has(n) {
			all = append(all, n)
		}
	}
	return all
}

// field is what AWS allows in one of the six fields.
type field struct {
	name      string
	low, high int
	base      int      // of the set: value - base is stored
	names     []string // of the values from low on; may be nil
	noStep    bool     // AWS documents no / here
}

var monthNames = []string{"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"}

var dayNames = []string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"}

// fieldSpecs are the fields in their order.
var fieldSpecs = [6]field{
	{name: "minutes", low: 0, high: 59},
	{name: "hours", low: 0, high: 23},
	{name: "day-of-month", low: 1, high: 31},
	{name: "month", low: 1, high: 12, names: monthNames},
	{name: "day-of-week", low: 1, high: 7, names: dayNames, noStep: true},
	{name: "year", low: firstYear, high: lastYear, base: firstYear},
}

// parse reads a comma-separated list of *, n, n-m, each with an optional /step.
func (f field) parse(text string) (set, *Error) {
	var all set
	for _, item := range strings.Split(text, ",") {
		low, high, step, problem := f.parseItem(item)
		if problem != nil {
			return set{}, problem
		}
		for n := low; n <= high; n += step {
			all.add(n - f.base)
		}
	}
	return all, nil
}

func (f field) parseItem(item string) (low, high, step int, problem *Error) {
	span, stepText, stepped := strings.Cut(item, "/")
	step = 1
	if stepped {
		var ok bool
		if step, ok = parseNumber(stepText, 3); f.noStep || !ok || step < 1 || step > f.high-f.low {
			return 0, 0, 0, f.stepError(item)
		}
	}
	if span == "*" {
		return f.low, f.high, step, nil
	}
	from, to, ranged := strings.Cut(span, "-")
	if low, problem = f.value(from); problem != nil {
		return 0, 0, 0, problem
	}
	switch {
	case ranged:
		high, problem = f.value(to)
	case stepped:
		high = f.high
	default:
		high = low
	}
	if problem == nil && high < low {
		problem = errorf("%s %s counts backwards: write two ranges, as in %s", f.name, span, f.twoRanges(from, to))
	}
	return low, high, step, problem
}

// twoRanges is a range that wraps around, written as two that do not.
func (f field) twoRanges(from, to string) string {
	ends := [2]string{strconv.Itoa(f.high), strconv.Itoa(f.low)}
	if f.names != nil && slices.Contains(f.names, from) {
		ends = [2]string{f.names[len(f.names)-1], f.names[0]}
	}
	return from + "-" + ends[0] + "," + ends[1] + "-" + to
}

func (f field) stepError(item string) *Error {
	if f.noStep {
		return errorf("%s %s: AWS has no steps here; list the days, as in MON,WED,FRI", f.name, item)
	}
	return errorf("%s %s: the step behind / must be a number from 1 to %d", f.name, item, f.high-f.low)
}

// value reads a number or a name.
func (f field) value(text string) (int, *Error) {
	if i := slices.Index(f.names, text); i >= 0 {
		return f.low + i, nil
	}
	width := len(strconv.Itoa(f.high))
	if n, ok := parseNumber(text, width); ok && n >= f.low && n <= f.high && (f.base == 0 || len(text) == width) {
		return n, nil
	}
	names := ""
	if f.names != nil {
		names = " or " + f.names[0] + " to " + f.names[len(f.names)-1]
	}
	return 0, errorf("%s %q is not %d to %d%s", f.name, text, f.low, f.high, names)
}

// parseNumber reads a decimal number of at most width digits, without a sign.
func parseNumber(text string, width int) (int, bool) {
	if text == "" || len(text) > width || strings.Trim(text, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}
