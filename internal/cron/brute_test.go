package cron

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

func newYear(year int) time.Time { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC) }

// bruteMatch reads the six fields anew for one moment: slow, and shares no code
// with the package.
func bruteMatch(expression string, t time.Time) bool {
	fields := strings.Fields(strings.TrimSuffix(strings.TrimPrefix(expression, "cron("), ")"))
	weekday := int(t.Weekday()) + 1
	return bruteField(fields[0], t.Minute(), 0, 59) && bruteField(fields[1], t.Hour(), 0, 23) &&
		bruteDayOfMonth(fields[2], t) && bruteField(fields[3], int(t.Month()), 1, 12) &&
		bruteDayOfWeek(fields[4], t, weekday) && bruteField(fields[5], t.Year(), 1970, 2199)
}

func bruteField(text string, value, low, high int) bool {
	for _, item := range strings.Split(text, ",") {
		span, stepText, stepped := strings.Cut(item, "/")
		from, to := low, high
		if span != "*" {
			fromText, toText, ranged := strings.Cut(span, "-")
			from, to = bruteNumber(fromText), bruteNumber(fromText)
			if ranged {
				to = bruteNumber(toText)
			} else if stepped {
				to = high
			}
		}
		step := 1
		if stepped {
			step = bruteNumber(stepText)
		}
		if value >= from && value <= to && (value-from)%step == 0 {
			return true
		}
	}
	return false
}

func bruteNumber(text string) int {
	if len(text) == 3 {
		return (strings.Index("---JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC", text) + strings.Index("---SUNMONTUEWEDTHUFRISAT", text) + 1) / 3
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		panic(err)
	}
	return n
}

func bruteDayOfMonth(text string, t time.Time) bool {
	switch {
	case text == "?":
		return true
	case text == "L":
		return t.AddDate(0, 0, 1).Day() == 1
	case strings.HasSuffix(text, "W"):
		n := bruteNumber(strings.TrimSuffix(text, "W"))
		best, distance := 0, 99
		for day := 1; day <= 31; day++ { // the nearest weekday of the same month
			at := time.Date(t.Year(), t.Month(), day, 0, 0, 0, 0, time.UTC)
			if at.Month() != t.Month() || at.Weekday() == time.Saturday || at.Weekday() == time.Sunday {
				continue
			}
			if away := max(day-n, n-day); away < distance {
				best, distance = day, away
			}
		}
		exists := time.Date(t.Year(), t.Month(), n, 0, 0, 0, 0, time.UTC).Month() == t.Month()
		return exists && t.Day() == best
	}
	return bruteField(text, t.Day(), 1, 31)
}

func bruteDayOfWeek(text string, t time.Time, weekday int) bool {
	day, nth, isNth := strings.Cut(text, "#")
	switch {
	case text == "?":
		return true
	case text == "L":
		return weekday == 7
	case strings.HasSuffix(text, "L"):
		return weekday == bruteNumber(strings.TrimSuffix(text, "L")) && t.AddDate(0, 0, 7).Month() != t.Month()
	case isNth:
		k := bruteNumber(nth)
		return weekday == bruteNumber(day) && t.AddDate(0, 0, -7*(k-1)).Month() == t.Month() && t.AddDate(0, 0, -7*k).Month() != t.Month()
	}
	return bruteField(text, weekday, 1, 7)
}

// randomCron makes a valid expression; about one in five never fires.
func randomCron(r *rand.Rand) string {
	number := func(low, high int) string {
		a, b := low+r.IntN(high-low+1), low+r.IntN(high-low+1)
		switch r.IntN(7) {
		case 0:
			return "*"
		case 1:
			return fmt.Sprintf("%d-%d", min(a, b), max(a, b))
		case 2:
			return fmt.Sprintf("%d,%d", a, b)
		case 3:
			return fmt.Sprintf("*/%d", 1+r.IntN(min(high-low, 20)))
		case 4:
			return fmt.Sprintf("%d/%d", a, 1+r.IntN(min(high-low, 20)))
		}
		return strconv.Itoa(a)
	}
	dayOfMonth, dayOfWeek := "?", "?"
	if r.IntN(2) == 0 {
		dayOfMonth = []string{number(1, 31), number(1, 31), "*", "L", fmt.Sprintf("%dW", 1+r.IntN(31))}[r.IntN(5)]
	} else {
		d := dayNames[r.IntN(7)]
		dayOfWeek = []string{d, "MON-FRI", "*", "1,7", "L", d + "L", fmt.Sprintf("%s#%d", d, 1+r.IntN(5))}[r.IntN(7)]
	}
	month, year := "*", "*"
	if r.IntN(3) == 0 {
		month = number(1, 12)
	}
	if r.IntN(6) == 0 {
		year = "2026-2030"
	}
	return fmt.Sprintf("cron(%s %s %s %s %s %s)", number(0, 59), number(0, 23), dayOfMonth, month, dayOfWeek, year)
}

// TestNextIsBruteForce looks at every minute of a hundred days.
func TestNextIsBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		expression := randomCron(r)
		schedule, err := Parse(expression)
		if err != nil {
			continue
		}
		start := newYear(2026).AddDate(0, 0, r.IntN(1500)).Add(time.Duration(r.IntN(1440)) * time.Minute)
		var want []time.Time
		for at := start.Add(time.Minute); len(want) < 50 && at.Before(start.AddDate(0, 0, 100)); at = at.Add(time.Minute) {
			if bruteMatch(expression, at) {
				want = append(want, at)
			}
		}
		end := start.AddDate(0, 0, 100)
		got := slices.DeleteFunc(schedule.Next(start, 50), func(at time.Time) bool { return !at.Before(end) })
		if len(got) != len(want) {
			t.Fatalf("%s after %s: %d times, want %d", expression, start, len(got), len(want))
		}
		for i := range want {
			if !got[i].Equal(want[i]) {
				t.Fatalf("%s after %s: %s, want %s", expression, start, got[i], want[i])
			}
		}
	}
}
