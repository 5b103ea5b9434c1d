package cron

import (
	"math/rand/v2"
	"testing"
	"time"
)

func mustParse(t *testing.T, s string) Schedule {
	t.Helper()
	schedule, err := Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return schedule
}

func mustZone(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := Zone(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestCollide(t *testing.T) {
	for _, test := range []struct {
		a, zoneA, b, zoneB string
		want               bool
	}{
		{"cron(0 8 ? * MON-FRI *)", "UTC", "cron(0 20 ? * MON-FRI *)", "UTC", false},
		{"cron(0 8 ? * MON-FRI *)", "UTC", "cron(0 8 ? * SAT,SUN *)", "UTC", false},
		{"cron(0 8 ? * MON-FRI *)", "UTC", "cron(0 8 1 * ? *)", "UTC", true},
		{"cron(0 8 ? * MON *)", "UTC", "cron(0 8 29 2 ? *)", "UTC", true},      // 29 February is a Monday every 28 years
		{"cron(0 8 ? * MON *)", "UTC", "cron(0 8 29 2 ? 2028)", "UTC", false},  // a Tuesday
		{"cron(0 8 ? * TUE#1 *)", "UTC", "cron(0 8 8-31 * ? *)", "UTC", false}, // never after the 7th
		{"cron(0 8 ? * FRIL *)", "UTC", "cron(0 8 1-21 * ? *)", "UTC", false},  // never before the 22nd
		{"cron(0 8 L * ? *)", "UTC", "cron(0 8 28 2 ? *)", "UTC", true},        // years without a leap day
		{"cron(0 8 1W * ? *)", "UTC", "cron(0 8 ? * SUN *)", "UTC", false},     // never at a weekend
		{"cron(0 8 * * ? 2026)", "UTC", "cron(0 8 * * ? 2027)", "UTC", false},  // no year in common
		{"cron(0 8 * * ? *)", "UTC", "cron(0/7 8 * * ? *)", "UTC", true},       // the first step is 0
		{"cron(1/2 * * * ? *)", "UTC", "cron(0/2 * * * ? *)", "UTC", false},    // odd and even
		{"cron(0 8 * * ? *)", "UTC", "cron(0 9 * * ? *)", "Europe/Berlin", true},
		{"cron(0 8 * * ? *)", "UTC", "cron(0 10 * * ? *)", "Europe/Berlin", true},
		{"cron(0 8 * * ? *)", "UTC", "cron(0 11 * * ? *)", "Europe/Berlin", false},
		{"cron(0 8 * 1 ? *)", "UTC", "cron(0 10 * * ? *)", "Europe/Berlin", false}, // two hours apart in summer only
		{"cron(0 8 * * ? *)", "UTC", "cron(30 13 * * ? *)", "Asia/Kolkata", true},
		{"cron(0 8 * * ? *)", "UTC", "cron(0 13 * * ? *)", "Asia/Kolkata", false},
		{"cron(0 23 ? * SUN *)", "UTC", "cron(0 8 ? * MON *)", "Asia/Tokyo", true},
		{"cron(0 23 ? * SUN *)", "UTC", "cron(0 8 ? * SUN *)", "Asia/Tokyo", false},
		{"cron(0 23 31 12 ? 2030)", "UTC", "cron(0 8 1 1 ? 2031)", "Asia/Tokyo", true},
		{"cron(0 12 1 1 ? 2150)", "UTC", "cron(0 21 1 1 ? *)", "Asia/Tokyo", true},        // far outside the fixed years
		{"cron(30 2 ? 3 SUNL *)", "Europe/Berlin", "cron(30 1 ? 3 SUNL *)", "UTC", false}, // skipped by summer time
		{"cron(30 2 ? 10 SUNL *)", "Europe/Berlin", "cron(30 0 ? 10 SUNL *)", "UTC", true},
		{"cron(30 2 ? 10 SUNL *)", "Europe/Berlin", "cron(30 1 ? 10 SUNL *)", "UTC", false},           // comes twice, fires once
		{"cron(30 23 ? * MON *)", "Pacific/Niue", "cron(30 0 ? * WED *)", "Pacific/Kiritimati", true}, // 25 hours apart
		{"cron(30 23 ? * MON *)", "Pacific/Niue", "cron(30 0 ? * TUE *)", "Pacific/Kiritimati", false},
		{"at(2026-12-24T18:00:00)", "UTC", "at(2026-12-24T18:00:30)", "UTC", true},
		{"at(2026-12-24T18:00:00)", "UTC", "at(2026-12-24T18:01:00)", "UTC", false},
		{"at(2026-12-24T18:00:00)", "UTC", "at(2026-12-24T19:00:00)", "Europe/Berlin", true},
		{"at(2026-12-24T18:00:00)", "UTC", "cron(0 18 ? * THU *)", "UTC", true},
		{"at(2026-12-24T18:00:00)", "UTC", "cron(0 18 ? * FRI *)", "UTC", false},
		{"at(1950-12-24T18:00:00)", "UTC", "cron(0 18 * * ? *)", "UTC", false}, // before AWS's years
		{"rate(5 minutes)", "UTC", "rate(5 minutes)", "UTC", false},
		{"rate(5 minutes)", "UTC", "cron(* * * * ? *)", "Asia/Tokyo", false},
	} {
		t.Run(test.a+" "+test.zoneA+", "+test.b+" "+test.zoneB, func(t *testing.T) {
			a, b := mustParse(t, test.a), mustParse(t, test.b)
			zoneA, zoneB := mustZone(t, test.zoneA), mustZone(t, test.zoneB)
			if got := Collide(a, zoneA, b, zoneB); got != test.want {
				t.Errorf("%s %s, %s %s: %v", test.a, test.zoneA, test.b, test.zoneB, got)
			}
			if got := Collide(b, zoneB, a, zoneA); got != test.want {
				t.Errorf("the other way round: %s %s, %s %s: %v", test.b, test.zoneB, test.a, test.zoneA, got)
			}
			if a.Kind != Rate && !Collide(a, zoneA, a, zoneA) && a.yearFires() {
				t.Errorf("%s does not collide with itself", test.a)
			}
		})
	}
}

// yearFires is false for an at() outside the years of cron.
func (s Schedule) yearFires() bool { first, _ := s.yearSpan(); return first >= firstYear }

// TestCollideIsBruteForce compares with the minutes at which both really fire.
func TestCollideIsBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	zones := []string{"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Kiritimati", "Pacific/Niue"}
	agree := 0
	for range 120 {
		sourceA, sourceB := randomCron(r), randomCron(r)
		a, errA := Parse(sourceA)
		b, errB := Parse(sourceB)
		if errA != nil || errB != nil {
			continue
		}
		nameA, nameB := zones[r.IntN(len(zones))], zones[r.IntN(len(zones))]
		zoneA, zoneB := mustZone(t, nameA), mustZone(t, nameB)
		got := Collide(a, zoneA, b, zoneB)
		if Collide(b, zoneB, a, zoneA) != got {
			t.Fatalf("%s %s, %s %s: not symmetric", sourceA, nameA, sourceB, nameB)
		}
		fires := map[int64]bool{}
		for _, at := range a.Next(newYear(2026).In(zoneA), 600) {
			fires[at.Unix()] = true
		}
		meet := false
		for _, at := range b.Next(newYear(2026).In(zoneB), 600) {
			meet = meet || at.Year() < 2050 && fires[at.Unix()]
		}
		if meet && !got {
			t.Fatalf("%s %s, %s %s: they meet, Collide says no", sourceA, nameA, sourceB, nameB)
		}
		if meet == got {
			agree++
		}
	}
	if agree < 40 {
		t.Errorf("only %d pairs decided the same: the first 600 times are too few", agree)
	}
}

// TestNextOverSummerTime: a skipped time does not fire, a doubled one once.
func TestNextOverSummerTime(t *testing.T) {
	berlin := mustZone(t, "Europe/Berlin")
	schedule := mustParse(t, "cron(30 2 * * ? *)")
	spring := schedule.Next(time.Date(2026, 3, 28, 12, 0, 0, 0, berlin), 1)
	if want := time.Date(2026, 3, 30, 0, 30, 0, 0, time.UTC); !spring[0].Equal(want) {
		t.Errorf("spring: %s", spring[0])
	}
	autumn := schedule.Next(time.Date(2026, 10, 24, 12, 0, 0, 0, berlin), 2)
	first, second := time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC), time.Date(2026, 10, 26, 1, 30, 0, 0, time.UTC)
	if !autumn[0].Equal(first) || !autumn[1].Equal(second) {
		t.Errorf("autumn: %s", autumn)
	}
	if at := mustParse(t, "at(2026-12-24T18:00:59)"); len(at.Next(newYear(2026), 5)) != 1 || len(at.Next(newYear(2027), 1)) != 0 {
		t.Error("at() fires once")
	}
	if got := mustParse(t, "rate(5 minutes)").Next(newYear(2026), 3); got != nil {
		t.Errorf("rate(): %s", got)
	}
}
