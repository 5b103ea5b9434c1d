package cron

import (
	"slices"
	"strings"
)

// suggest returns the valid expression that was probably meant by an invalid
// one, or "". It mends what people bring from a crontab: the missing cron( ),
// the missing year, small letters, and two day fields.
func suggest(s string) string {
	inner := strings.ToUpper(strings.TrimSpace(s))
	if rest, ok := strings.CutPrefix(inner, "CRON("); ok {
		inner = strings.TrimSuffix(rest, ")")
	}
	fields := strings.Fields(inner)
	if len(fields) == 5 {
		if strings.ContainsAny(fields[4], "0123456789") {
			return "" // a crontab counts from 0 = Sunday, AWS from 1: do not guess
		}
		fields = append(fields, "*")
	}
	if len(fields) != 6 {
		return ""
	}
	mendDays(fields)
	if out := "cron(" + strings.Join(fields, " ") + ")"; out != s {
		if _, problem := parse(out); problem == nil {
			return out
		}
	}
	return ""
}

// mendDays makes exactly one of the day fields ? where one of them says nothing.
func mendDays(fields []string) {
	dayOfMonth, dayOfWeek := &fields[2], &fields[4]
	switch every := []string{"*", "?"}; {
	case slices.Contains(every, *dayOfMonth) && slices.Contains(every, *dayOfWeek):
		*dayOfMonth, *dayOfWeek = "*", "?"
	case *dayOfMonth == "*":
		*dayOfMonth = "?"
	case *dayOfWeek == "*":
		*dayOfWeek = "?"
	}
}
