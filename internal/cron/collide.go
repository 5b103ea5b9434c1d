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
	for d := range dates(first, last, a) {
		if collideOn(d, a, zoneA, b, zoneB) {
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

// collideOn reports whether a, firing on day d, meets b. Where neither clock is
// changed on that day, the two differ by a number of minutes that holds all day
// and only the minutes need comparing.
func collideOn(d date, a Schedule, zoneA *time.Location, b Schedule, zoneB *time.Location) bool {
	if !nearDay(d, b) {
		return false
	}
	noon := time.Date(d.year, time.Month(d.month), d.day, 12, 0, 0, 0, time.UTC)
	shift, steady := difference(noon, zoneA, zoneB)
	for minute := range a.minutesOfDay() {
		if steady {
			day, there := d.shifted(minute + shift)
			if b.hasMinute(there) && b.fires(day) {
				return true
			}
			continue
		}
		if t, ok := instant(d, minute, zoneA); ok && b.firesAt(t, zoneB) {
			return true
		}
	}
	return false
}

// nearDay reports whether s fires on d or a day beside it: no two clocks are
// further apart.
func nearDay(d date, s Schedule) bool {
	for _, minute := range []int{-24 * 60, 0, 24 * 60} {
		if day, _ := d.shifted(minute); s.fires(day) {
			return true
		}
	}
	return false
}

// difference is how many minutes zoneB's clock is ahead of zoneA's around noon;
// steady is false if that changes within two days, or is no whole number of minutes.
func difference(noon time.Time, zoneA, zoneB *time.Location) (minutes int, steady bool) {
	var offsets [2][2]int
	for i, zone := range []*time.Location{zoneA, zoneB} {
		_, offsets[i][0] = noon.Add(-48 * time.Hour).In(zone).Zone()
		_, offsets[i][1] = noon.Add(48 * time.Hour).In(zone).Zone()
	}
	seconds := offsets[1][0] - offsets[0][0]
	return seconds / 60, offsets[0][0] == offsets[0][1] && offsets[1][0] == offsets[1][1] && seconds%60 == 0
}

// shifted is the day and the minute of the day that lies so many minutes after
// d's midnight; more than a day to either side is not needed.
func (d date) shifted(minute int) (date, int) {
	switch {
	case minute < 0:
		before := newDate(d.year, d.month, d.day-1)
		return before, minute + 24*60
	case minute >= 24*60:
		return d.next(), minute - 24*60
	}
	return d, minute
}

// firesAt reports whether the schedule fires, on the zone's clock, in t's minute.
func (s Schedule) firesAt(t time.Time, zone *time.Location) bool {
	local := t.In(zone)
	d := newDate(local.Year(), int(local.Month()), local.Day())
	minute := local.Hour()*60 + local.Minute()
	if !s.fires(d) || !s.hasMinute(minute) {
		return false
	}
	first, ok := instant(d, minute, zone) // of a minute that comes twice only the first fires
	return ok && first.Truncate(time.Minute).Equal(t.Truncate(time.Minute))
}
