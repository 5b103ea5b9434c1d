package cron

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Words says in English when the schedule fires, on the clock of its zone:
// "08:00 on Monday to Friday", "20:00 every day", "every 5 minutes".
func (s Schedule) Words() string {
	switch s.Kind {
	case At:
		return "once, on " + s.at.Format("2 January 2006 at 15:04:05")
	case Rate:
		if s.value == 1 {
			return "every " + s.unit
		}
		return fmt.Sprintf("every %d %ss", s.value, s.unit)
	}
	out := s.timeWords() + " " + s.dayWords()
	if !full(s.months, 1, 12) {
		out += " in " + spans(s.months, 1, 12, monthWord)
	}
	if !full(s.years, 0, lastYear-firstYear) {
		out += " of " + spans(s.years, 0, lastYear-firstYear, func(n int) string { return strconv.Itoa(firstYear + n) })
	}
	return out
}

// timeWords says the times of a day: a few as they are, others by field.
func (s Schedule) timeWords() string {
	minutes, hours := s.minutes.list(), s.hours.list()
	allMinutes, allHours := len(minutes) == 60, len(hours) == 24
	switch {
	case len(minutes)*len(hours) <= 6:
		var times []string
		for minute := range s.minutesOfDay() {
			times = append(times, fmt.Sprintf("%02d:%02d", minute/60, minute%60))
		}
		return listWords(times)
	case allMinutes && allHours:
		return "every minute"
	case allHours:
		return "at " + minuteWords(s.minutes) + " of every hour"
	case allMinutes:
		return "every minute from " + hourSpans(s.hours)
	}
	return "at " + minuteWords(s.minutes) + " of the hours " + spans(s.hours, 0, 23, strconv.Itoa)
}

func minuteWords(minutes set) string {
	word := "minutes "
	if len(minutes.list()) == 1 {
		word = "minute "
	}
	return word + spans(minutes, 0, 59, strconv.Itoa)
}

// hourSpans says whole hours by the minutes they begin and end with.
func hourSpans(hours set) string {
	var parts []string
	for _, run := range runs(hours, 0, 23) {
		parts = append(parts, fmt.Sprintf("%02d:00 to %02d:59", run[0], run[1]))
	}
	return listWords(parts)
}

// dayWords says the days, by the field that is not ?.
func (s Schedule) dayWords() string {
	d := s.day
	switch d.rule {
	case lastDay:
		return "on the last day of the month"
	case nearestWeekday:
		return fmt.Sprintf("on the weekday nearest to day %d of the month", d.n)
	case lastWeekday:
		return "on the last " + dayWord(d.n) + " of the month"
	case nthWeekday:
		return "on the " + []string{"first", "second", "third", "fourth", "fifth"}[d.k-1] + " " + dayWord(d.n) + " of the month"
	case weekDays:
		if full(d.set, 1, 7) {
			return "every day"
		}
		return "on " + spans(d.set, 1, 7, dayWord)
	}
	switch {
	case full(d.set, 1, 31):
		return "every day"
	case len(d.set.list()) == 1:
		return "on day " + strconv.Itoa(d.set.list()[0]) + " of the month"
	}
	return "on the days " + spans(d.set, 1, 31, strconv.Itoa) + " of the month"
}

func dayWord(n int) string   { return time.Weekday(n - 1).String() }
func monthWord(n int) string { return time.Month(n).String() }

// full reports whether the set holds all from low to high.
func full(s set, low, high int) bool {
	all := runs(s, low, high)
	return len(all) == 1 && all[0] == [2]int{low, high}
}

// runs are the stretches of neighbouring numbers in the set.
func runs(s set, low, high int) [][2]int {
	var all [][2]int
	for n := low; n <= high; n++ {
		switch last := len(all) - 1; {
		case !s.has(n):
		case last >= 0 && all[last][1] == n-1:
			all[last][1] = n
		default:
			all = append(all, [2]int{n, n})
		}
	}
	return all
}

// spans says a set: stretches of three and more as "a to b".
func spans(s set, low, high int, word func(int) string) string {
	var parts []string
	for _, run := range runs(s, low, high) {
		if run[1]-run[0] >= 2 {
			parts = append(parts, word(run[0])+" to "+word(run[1]))
			continue
		}
		for n := run[0]; n <= run[1]; n++ {
			parts = append(parts, word(n))
		}
	}
	return listWords(parts)
}

// listWords joins as English does: a, b and c.
func listWords(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}
