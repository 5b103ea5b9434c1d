package cron

import "time"

// pair is two schedules on the clocks of different zones.
type pair struct {
	a, b         Schedule
	zoneA, zoneB *time.Location
	meets        map[int][5]bool // by shift: see meeting
}

// collideOn reports whether a, firing on day d of its clock, meets b. The clocks
// differ by one of a few numbers of minutes around that day; only where that
// number changes and a meeting is possible is every minute looked at.
func (p *pair) collideOn(d date) bool {
	before, after := newDate(d.year, d.month, d.day-1), d.next()
	beside := [5]date{newDate(d.year, d.month, d.day-2), before, d, after, after.next()}
	shifts, steady := p.shifts(d)
	possible := false
	for _, shift := range shifts {
		for i, meets := range p.meeting(shift) {
			possible = possible || meets && p.b.fires(beside[i])
		}
	}
	if steady || !possible {
		return possible
	}
	for minute := range p.a.minutesOfDay() {
		if t, ok := instant(d, minute, p.zoneA); ok && p.b.firesAt(t, p.zoneB) {
			return true
		}
	}
	return false
}

// shifts are the minutes by which zoneB's clock is ahead of zoneA's around the
// day; steady means that there is but one.
func (p *pair) shifts(d date) (all []int, steady bool) {
	noon := time.Date(d.year, time.Month(d.month), d.day, 12, 0, 0, 0, time.UTC)
	var offsets [2][3]int
	for i, zone := range []*time.Location{p.zoneA, p.zoneB} {
		for j := range offsets[i] {
			_, offsets[i][j] = noon.Add(time.Duration(j-1) * 48 * time.Hour).In(zone).Zone()
		}
	}
	steady = true
	for _, a := range offsets[0] {
		for _, b := range offsets[1] {
			if shift := (b - a) / 60; len(all) == 0 || all[len(all)-1] != shift {
				all = append(all, shift)
			}
			steady = steady && a == offsets[0][0] && b == offsets[1][0]
		}
	}
	return all, steady
}

// meeting says for the day on zoneB's clock, from two before to two after (zones
// lie up to 26 hours apart), whether a minute of a's day falls on one of b's there.
func (p *pair) meeting(shift int) [5]bool {
	if known, ok := p.meets[shift]; ok {
		return known
	}
	var days [5]bool
	const day = 24 * 60
	for minute := range p.a.minutesOfDay() {
		there := minute + shift + 2*day // counted from midnight two days before
		if p.b.hasMinute(there % day) {
			days[there/day] = true
		}
	}
	p.meets[shift] = days
	return days
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
