package cron

import "testing"

func TestWords(t *testing.T) {
	for source, want := range map[string]string{
		"cron(0 8 ? * MON-FRI *)":            "08:00 on Monday to Friday",
		"cron(0 20 * * ? *)":                 "20:00 every day",
		"cron(0 20 ? * * *)":                 "20:00 every day",
		"cron(0 8,20 ? * SAT,SUN *)":         "08:00 and 20:00 on Sunday and Saturday",
		"cron(0/30 20-21 ? * MON,WED,FRI *)": "20:00, 20:30, 21:00 and 21:30 on Monday, Wednesday and Friday",
		"cron(0/15 * * * ? *)":               "at minutes 0, 15, 30 and 45 of every hour every day",
		"cron(5 * * * ? *)":                  "at minute 5 of every hour every day",
		"cron(* * * * ? *)":                  "every minute every day",
		"cron(* 8-17 ? * MON *)":             "every minute from 08:00 to 17:59 on Monday",
		"cron(0/10 8-17 ? * 2-6 *)":          "at minutes 0, 10, 20, 30, 40 and 50 of the hours 8 to 17 on Monday to Friday",
		"cron(0 0 1 * ? *)":                  "00:00 on day 1 of the month",
		"cron(0 0 1,15 * ? *)":               "00:00 on the days 1 and 15 of the month",
		"cron(0 0 L * ? *)":                  "00:00 on the last day of the month",
		"cron(0 0 15W * ? *)":                "00:00 on the weekday nearest to day 15 of the month",
		"cron(0 0 ? * FRIL *)":               "00:00 on the last Friday of the month",
		"cron(0 0 ? * 6#3 *)":                "00:00 on the third Friday of the month",
		"cron(0 0 ? * L *)":                  "00:00 on Saturday",
		"cron(0 9 1 JAN-MAR,12 ? 2026-2028)": "09:00 on day 1 of the month in January to March and December of 2026 to 2028",
		"at(2026-12-24T18:00:00)":            "once, on 24 December 2026 at 18:00:00",
		"rate(1 hour)":                       "every hour",
		"rate(5 minutes)":                    "every 5 minutes",
	} {
		t.Run(source, func(t *testing.T) {
			if got := mustParse(t, source).Words(); got != want {
				t.Errorf("%s\n got  %s\n want %s", source, got, want)
			}
		})
	}
}
