package cron

import (
	"iter"
	"time"
)

// fires reports whether the schedule, of kind Cron or At, fires on that day.
func (s Schedule) fires(d date) bool {
	switch s.Kind {
	case Cron:
		return s.months.has(d.month) && s.years.has(d.year-firstYear) && s.day.match(d)
	case At:
		return s.at.Year() == d.year && int(s.at.Month()) == d.month && s.at.Day() == d.day
	}
	return false
}

// dates yields the days of the years from first to last on which all of the
// schedules fire, in order.
func dates(first, last int, all ...Schedule) iter.Seq[date] {
	return func(yield func(date) bool) {
		for d := newDate(first, 1, 1); d.year <= last; d = d.next() {
			fires := true
			for _, s := range all {
				fires = fires && s.fires(d)
			}
			if fires && !yield(d) {
				return
			}
		}
	}
}

func (s Schedule) everFires() bool {
	for range dates(firstYear, lastYear, s) {
		return true
	}
	return false
}

// minutesOfDay yields the minutes after midnight at which the schedule fires on
// its days, ascending.
func (s Schedule) minutesOfDay() iter.Seq[int] {
	return func(yield func(int) bool) {
		if s.Kind == At {
			yield(s.at.Hour()*60 + s.at.Minute())
			return
		}
		for hour := range 24 {
			for minute := range 60 {
				if s.hours.has(hour) && s.minutes.has(minute) && !yield(hour*60+minute) {
					return
				}
			}
		}
	}
}

// Next returns the first n times after the given one at which the schedule
// fires on a wall clock in that time's zone; fewer if there are no more. A time
// that a change to summer time skips does not fire, one that comes twice fires
// the first time. A Rate has none, as its start is not known.
func (s Schedule) Next(after time.Time, n int) []time.Time {
	var all []time.Time
	if s.Kind == Rate || n <= 0 {
		return nil
	}
	year, month, day := after.Date()
	if s.Kind == At {
		year, month, day = s.at.Date()
	}
	for d := newDate(year, int(month), day); d.year <= s.lastYear(); d = d.next() {
		if !s.fires(d) {
			continue
		}
		for minute := range s.minutesOfDay() {
			t, ok := instant(d, minute, after.Location())
			if s.Kind == At {
				t = t.Add(time.Duration(s.at.Second()) * time.Second)
			}
			if ok && t.After(after) {
				if all = append(all, t); len(all) == n {
					return all
				}
			}
		}
	}
	return all
}

func (s Schedule) lastYear() int {
	if s.Kind == At {
		return s.at.Year()
	}
	return lastYear
}

// instant is the first moment at which a clock in the zone shows that minute of
// that day; ok is false if it never does.
func instant(d date, minute int, zone *time.Location) (t time.Time, ok bool) {
	wall := time.Date(d.year, time.Month(d.month), d.day, minute/60, minute%60, 0, 0, time.UTC)
	for _, near := range []time.Duration{-26 * time.Hour, 0, 26 * time.Hour} {
		_, offset := wall.Add(near).In(zone).Zone()
		try := wall.Add(-time.Duration(offset) * time.Second).In(zone)
		if shows(try, wall) && (!ok || try.Before(t)) {
			t, ok = try, true
		}
	}
	return t, ok
}

// shows reports whether t's own clock reads what wall reads in UTC.
func shows(t, wall time.Time) bool {
	return t.Year() == wall.Year() && t.YearDay() == wall.YearDay() && t.Hour() == wall.Hour() && t.Minute() == wall.Minute()
}
