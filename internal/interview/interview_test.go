package interview

import (
	"fmt"
	"math/rand/v2"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/cron"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
)

// TestWeekly fires on the chosen days at the chosen time and never else, for
// every choice of days.
func TestWeekly(t *testing.T) {
	monday := time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)
	for chosen := 1; chosen < 1<<len(days); chosen++ {
		var on []string
		want := map[time.Weekday]bool{}
		for i, day := range days {
			if chosen&(1<<i) != 0 {
				on = append(on, day)
				want[time.Weekday((i+1)%7)] = true
			}
		}
		text := Weekly(on, 23, chosen%60)
		s, err := cron.Parse(text)
		if err != nil {
			t.Fatalf("%s for %v: %v", text, on, err)
		}
		got := map[time.Weekday]bool{}
		for _, at := range s.Next(monday.Add(-time.Minute), len(on)) {
			got[at.Weekday()] = true
			if at.Hour() != 23 || at.Minute() != chosen%60 {
				t.Errorf("%s fires at %s", text, at)
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s fires on %v instead of %v", text, got, want)
		}
	}
	if got := Weekly(days[:5], 8, 0); got != "cron(0 8 ? * MON-FRI *)" {
		t.Errorf("weekdays are %s", got)
	}
}

func TestFiring(t *testing.T) {
	now := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	for _, c := range [][3]string{
		{"cron(0 8 ? * MON-FRI *)", "Europe/London", "08:00 on Monday to Friday, Europe/London; next Thu 26 Nov 08:00, Fri 27 Nov 08:00, Mon 30 Nov 08:00"},
		{"at(2026-12-24T18:00:00)", "UTC", "next Thu 24 Dec 18:00"},
		{"at(2020-12-24T18:00:00)", "UTC", "it never fires again"},
		{"cron(0 8 * * ? *)", "Nowhere/City", ""},
		{"cron(0 8 * * *)", "UTC", ""},
	} {
		got := firing(c[0], c[1], now)
		if c[2] == "" && got != "" || !strings.Contains(got, c[2]) {
			t.Errorf("%s in %s: %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestDated(t *testing.T) {
	if got, err := dated("2026-12-24 18:00"); got != "at(2026-12-24T18:00:00)" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	for _, bad := range []string{"", "tomorrow", "2026-13-01 10:00", "2026-12-24"} {
		if _, err := dated(bad); err == nil {
			t.Errorf("%q is a date", bad)
		}
	}
}

// TestShell hands arguments of any characters to a real shell and gets them back.
func TestShell(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	alphabet := []rune("ab '\"\\$`!*?[]{}()<>|&;#~=%\n\té…=,")
	for range 200 {
		var args []string
		for range 1 + r.IntN(4) {
			var b strings.Builder
			for range r.IntN(8) {
				b.WriteRune(alphabet[r.IntN(len(alphabet))])
			}
			args = append(args, b.String())
		}
		out, err := exec.Command("sh", "-c", "printf '%s\\0' "+Shell(args)).Output()
		if err != nil {
			t.Fatalf("%s: %v", Shell(args), err)
		}
		if got := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00"); !slices.Equal(got, args) {
			t.Errorf("%q comes back as %q", args, got)
		}
	}
}

// TestWritten reads a list of any strings back as a flag does.
func TestWritten(t *testing.T) {
	list := cty.List(cty.String)
	for _, items := range [][]string{nil, {"a"}, {"a", "b"}, {""}, {" a"}, {"a,b"}, {"[a"}, {"a", ""}, {`"q"`}, {"${x}"}} {
		values := make([]cty.Value, len(items))
		for i, item := range items {
			values[i] = cty.StringVal(item)
		}
		v := cty.ListValEmpty(cty.String)
		if len(values) > 0 {
			v = cty.ListVal(values)
		}
		f := field{in: &pack.Input{Type: list}}
		got, problem := f.parse(Written(list, v))
		if problem != "" || !got.RawEquals(v) {
			t.Errorf("%q is written %s and read as %#v %s", items, Written(list, v), got, problem)
		}
	}
}

func TestAttributes(t *testing.T) {
	ty := cty.Object(map[string]cty.Type{"max": cty.Number, "min": cty.Number, "schedule": cty.String, "other": cty.String})
	got := Attributes(ty, "map(object({ schedule  = string, min=number\n max = number }))")
	if want := []string{"schedule", "min", "max", "other"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
