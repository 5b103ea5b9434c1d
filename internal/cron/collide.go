package cron

import "time"

// The years over which different time zones are compared: every weekday falls
// on every date, leap day included. Fixed, so that the answer is the same
// tomorrow.
const (
	windowFirst = 2025
	windowLast  = windowFirst + 27
)

// Collide reports whether two schedules, each on the clock of its own zone, can
// fire in the same minute. In one zone every day AWS knows is compared, in two
// the years 2025 to 2052 (and, for a schedule with a year in it, that year). A
// Rate has no known start: it is never said to collide.
func Collide(a Schedule, zoneA *time.Location, b Schedule, zoneB *time.Location) bool {
	switch {
	case a.Kind == Rate || b.Kind == Rate:
		return false
	case zoneA.String() == zoneB.String():
		return collideSameZone(a, b)
	}
	first, last := window(a, b)
	p := pair{a, b, zoneA, zoneB, map[int][5]bool{}}
	for d := range dates(first, last, a) {
		if p.collideOn(d) {
			return true
		}
	}
	return false
}

// collideSameZone compares wall clocks: both show the same at any moment.
func collideSameZone(a, b Schedule) bool {
	meet := false
	for minute := range a.minutesOfDay() {
		if b.hasMinute(minute) {
			meet = true
			break
		}
	}
	if !meet {
		return false
	}
	for range dates(firstYear, lastYear, a, b) {
		return true
	}
	return false
}

// hasMinute reports whether the schedule fires at that minute of its days.
func (s Schedule) hasMinute(minute int) bool {
	if s.Kind == At {
		return minute == s.at.Hour()*60+s.at.Minute()
	}
	return s.hours.has(minute/60) && s.minutes.has(minute%60)
}

// window is the years to look at: the fixed ones, widened to those that a
// schedule of few years names.
func window(a, b Schedule) (first, last int) {
	first, last = windowFirst, windowLast
	for _, s := range []Schedule{a, b} {
		from, to := s.yearSpan()
		if to-from < 28 {
			first, last = min(first, from-1), max(last, to+1)
		}
	}
	return first, last
}

// yearSpan is the first and the last year in which the schedule can fire.
func (s Schedule) yearSpan() (first, last int) {
	if s.Kind == At {
		return s.at.Year(), s.at.Year()
	}
	years := s.years.list()
	return firstYear + years[0], firstYear + years[len(years)-1]
}
