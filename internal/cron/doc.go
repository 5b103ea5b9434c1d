// Package cron reads the schedule expressions of AWS (EventBridge's syntax,
// which Application Auto Scaling uses for scheduled actions), knows when they
// fire, says it in words and finds two that fire in the same minute.
//
// Start with [Parse]; [Schedule.Next], [Schedule.Words] and [Collide] work on
// what it returns. The expressions are
//
//	cron(minutes hours day-of-month month day-of-week year)
//	at(yyyy-mm-ddThh:mm:ss)
//	rate(value unit)
//
// AWS accepts nothing of a Unix crontab line: six fields, exactly one of
// day-of-month and day-of-week is ?, and 1 is Sunday. Terraform's provider
// passes a wrong one on to AWS, which refuses it in the middle of an apply, so
// an [Error] also says what to write instead wherever that is clear. What AWS
// does not document (LW, L-3, ranges that wrap around) is refused.
//
// The package never asks the clock or the machine: time zones come from the
// database compiled into it.
package cron
