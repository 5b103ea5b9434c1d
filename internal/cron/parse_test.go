package cron

import (
	"errors"
	"strings"
	"testing"
)

func TestParseTakes(t *testing.T) {
	for _, s := range []string{
		"cron(0 10 * * ? *)", "cron(15 12 * * ? *)", "cron(0 18 ? * MON-FRI *)", "cron(0 8 1 * ? *)", "cron(0/15 * * * ? *)",
		"cron(0/10 * ? * MON-FRI *)", "cron(0/5 8-17 ? * MON-FRI *)", "cron(0 9 ? * 2#1 *)", "cron(0/30 20-23,0-2 ? * MON-FRI *)",
		"cron(15 10 ? * 6L 2019-2022)", "cron(30 6 ? * MON *)", "cron(0 0 L * ? *)", "cron(0 0 3W * ? *)", "cron(0 0 31W 2,3 ? *)",
		"cron(0 0 ? * L *)", "cron(0 0 ? * FRIL *)", "cron(0 0 ? * TUE#3 *)", "cron(0 0 ? * * *)", "cron(*/5 * * * ? *)", "cron(1-59/2 * * * ? *)",
		"cron(00 08 01 01 ? 2027)", "cron(0 0 29 2 ? *)", "cron(0 0 29 2 ? 2028)", "cron(0  0 * *  ? *)", "cron(0 0 1 JAN,FEB-MAR,12 ? */2)",
		"cron(0 0 1 1 ? 1970)", "cron(0 0 1 1 ? 2199)", "cron(59 23 31 12 ? 2199)", "cron(0 0 ? * 1,3,5-7 *)",
		"at(2026-12-24T18:00:00)", "at(2028-02-29T00:00:59)", "rate(1 minute)", "rate(5 minutes)", "rate(1 hour)", "rate(12 hours)", "rate(1 day)", "rate(7 days)",
	} {
		t.Run(s, func(t *testing.T) {
			if _, err := Parse(s); err != nil {
				t.Errorf("%s: %v", s, err)
			}
		})
	}
}

// TestParseRefuses names a word of the problem and what is to be written instead.
func TestParseRefuses(t *testing.T) {
	for _, test := range []struct{ source, problem, write string }{
		// both of the customer's examples
		{"cron(0 8 * * MON-FRI *)", "exactly one", "cron(0 8 ? * MON-FRI *)"},
		{"cron(0 20 * * * *)", "exactly one", "cron(0 20 * * ? *)"},
		{"cron(0 8 ? * ? *)", "both ?", "cron(0 8 * * ? *)"},
		{"cron(0 8 1 * MON *)", "exactly one", ""},
		{"cron(0 8 1 * * *)", "exactly one", "cron(0 8 1 * ? *)"},
		{"cron(0 8 * * MON-FRI)", "not 5", "cron(0 8 ? * MON-FRI *)"},
		{"0 8 * * MON-FRI", "not a schedule", "cron(0 8 ? * MON-FRI *)"},
		{"0 8 * * 1-5", "not a schedule", ""}, // 1 is Monday there and Sunday here
		{"cron(0 8 ? * mon-fri *)", "day-of-week", "cron(0 8 ? * MON-FRI *)"},
		{"CRON(0 8 ? * MON *)", "not a schedule", "cron(0 8 ? * MON *)"},
		{"cron( 0 8 ? * MON * )", "space", "cron(0 8 ? * MON *)"},
		{"cron(0 8 ? * MON *) ", "not a schedule", "cron(0 8 ? * MON *)"},
		{"cron(0\t8 ? * MON *)", "spaces", "cron(0 8 ? * MON *)"},
		{"cron(0 0 8 ? * MON *)", "not 7", ""},
		{"cron()", "not 0", ""},
		{"", "not a schedule", ""},
		{"cron", "not a schedule", ""},
		{"cron(", "not a schedule", ""},
		{"cron(60 8 * * ? *)", "minutes", ""},
		{"cron(0 24 * * ? *)", "hours", ""},
		{"cron(0 8 0 * ? *)", "day-of-month", ""},
		{"cron(0 8 32 * ? *)", "day-of-month", ""},
		{"cron(0 8 * 13 ? *)", "month", ""},
		{"cron(0 8 * 0 ? *)", "month", ""},
		{"cron(0 8 ? * 0 *)", "SUN to SAT", ""},
		{"cron(0 8 ? * 8 *)", "day-of-week", ""},
		{"cron(0 8 ? * MONDAY *)", "day-of-week", ""},
		{"cron(0 8 * * ? 1969)", "year", ""},
		{"cron(0 8 * * ? 2200)", "year", ""},
		{"cron(0 8 * * ? 26)", "year", ""},
		{"cron(-1 8 * * ? *)", "minutes", ""},
		{"cron(+1 8 * * ? *)", "minutes", ""},
		{"cron(1.5 8 * * ? *)", "minutes", ""},
		{"cron(000 8 * * ? *)", "minutes", ""},
		{"cron(? 8 * * ? *)", "minutes", ""},
		{"cron(0 ? * * ? *)", "hours", ""},
		{"cron(0 8 * ? ? *)", "month", ""},
		{"cron(0 8 * * ? ?)", "year", ""},
		{"cron(5,,6 8 * * ? *)", "minutes", ""},
		{"cron(5, 8 * * ? *)", "minutes", ""},
		{"cron(/5 8 * * ? *)", "minutes", ""},
		{"cron(*/0 8 * * ? *)", "step", ""},
		{"cron(*/60 8 * * ? *)", "step", ""},
		{"cron(*/ 8 * * ? *)", "step", ""},
		{"cron(*/5/5 8 * * ? *)", "step", ""},
		{"cron(0 22-2 * * ? *)", "22-23,0-2", ""},
		{"cron(0 0 ? * FRI-MON *)", "FRI-SAT,SUN-MON", ""},
		{"cron(1-2-3 0 * * ? *)", "minutes", ""},
		{"cron(*-5 0 * * ? *)", "minutes", ""},
		{"cron(0 0 ? * MON/2 *)", "list the days", ""},
		{"cron(0 0 ? * */2 *)", "list the days", ""},
		{"cron(0 0 LW * ? *)", "day-of-month", ""},
		{"cron(0 0 L-3 * ? *)", "L is the last", ""},
		{"cron(0 0 1,L * ? *)", "L is the last", ""},
		{"cron(0 0 W * ? *)", "1W to 31W", ""},
		{"cron(0 0 32W * ? *)", "1W to 31W", ""},
		{"cron(0 0 1W,2W * ? *)", "1W to 31W", ""},
		{"cron(0 0 1#2 * ? *)", "day-of-month", ""},
		{"cron(0 0 ? * 3#1,6#3 *)", "FRI#3", ""},
		{"cron(0 0 ? * 3#6 *)", "FRI#3", ""},
		{"cron(0 0 ? * 3#0 *)", "FRI#3", ""},
		{"cron(0 0 ? * 8#1 *)", "FRI#3", ""},
		{"cron(0 0 ? * 3W *)", "day-of-week", ""},
		{"cron(0 0 ? * 1,6L *)", "FRIL", ""},
		{"cron(0 0 ? * 8L *)", "FRIL", ""},
		{"cron(0 0 30 2 ? *)", "never fires", ""},
		{"cron(0 0 31 4,6,9,11 ? *)", "never fires", ""},
		{"cron(0 0 29 2 ? 2027)", "never fires", ""},
		{"cron(0 8 ? * MON *)\n", "not a schedule", "cron(0 8 ? * MON *)"},
		{"cron(0 8 ? * MO\u202eN *)", "ASCII", ""},
		{"at(2026-12-24)", "date and time", ""},
		{"at(2026-02-29T00:00:00)", "date and time", ""},
		{"at(2026-12-24 18:00:00)", "date and time", ""},
		{"at(2026-12-24T18:00:00Z)", "date and time", ""},
		{"at(2026-12-24T24:00:00)", "date and time", ""},
		{"at(2026-12-24T8:00:00)", "date and time", ""},
		{"at(2026-12-24T18:00:00.5)", "date and time", ""},
		{"rate(1 minutes)", "no s", "rate(1 minute)"},
		{"rate(5 minute)", "ends in s", "rate(5 minutes)"},
		{"rate(0 minutes)", "above 0", ""},
		{"rate(-1 minutes)", "above 0", ""},
		{"rate(5 seconds)", "rate(5 minutes)", ""},
		{"rate(5)", "rate(5 minutes)", ""},
		{"rate(5  minutes)", "rate(5 minutes)", ""},
		{"rate(minutes)", "rate(5 minutes)", ""},
		{"rate(1.5 hours)", "above 0", ""},
	} {
		t.Run(test.source, func(t *testing.T) {
			_, err := Parse(test.source)
			var problem *Error
			if !errors.As(err, &problem) {
				t.Errorf("%s was taken", test.source)
				return
			}
			if !strings.Contains(problem.Problem, test.problem) || problem.Write != test.write {
				t.Errorf("%s\n got  %q write %q\n want %q write %q", test.source, problem.Problem, problem.Write, test.problem, test.write)
			}
		})
	}
}

// FuzzParse checks that nothing panics, that what is proposed instead is valid,
// and that what is valid fires and can be said.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"cron(0 8 ? * MON-FRI *)", "cron(0/15 8-17 L 1,2 ? 2027)", "cron(0 0 ? * 6#3 *)", "cron(0 0 15W * ? *)", "at(2026-12-24T18:00:00)", "rate(5 minutes)", "0 8 * * 1-5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		schedule, err := Parse(s)
		if err != nil {
			if write := err.(*Error).Write; write != "" {
				if _, err := Parse(write); err != nil {
					t.Fatalf("%q: proposes %q: %v", s, write, err)
				}
			}
			return
		}
		if schedule.Words() == "" {
			t.Fatalf("%q has no words", s)
		}
		if schedule.Kind != Rate && len(schedule.Next(newYear(firstYear-1), 1)) != 1 && !strings.HasPrefix(s, "at(0") && !strings.HasPrefix(s, "at(1") {
			t.Fatalf("%q never fires", s)
		}
	})
}
