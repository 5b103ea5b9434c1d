package interview

import "testing"

// bounds is an object with a rule over two of its attributes.
const (
	boundsRule = "validation {\n  condition = in_put == null || try(in_put.max >= in_put.min, true)\n  error_message = \"max is below min.\"\n}"
	bounds     = "type = object({ min = number, max = number, note = optional(string), zone = optional(string, \"UTC\") })\ndefault = null\n" + boundsRule
)

// parts are inputs that have parts.
var parts = map[string]kind{
	"an object that is left out": {
		input: bounds, answers: []string{"no"},
		asked: `
Which? (web) {yes:Yes|no:No} <no> = no`, args: ``,
	},
	"an object": {
		input: bounds, answers: []string{"yes", "-", "1", "3", "-", ""},
		asked: `
Which? (web) {yes:Yes|no:No} <no> = yes
in put: min = -
  no: it needs a value
in put: min = 1
in put: max = 3
in put: note = -
in put: zone [UTC] = enter`, args: `--set 'web.in_put={ max = 3, min = 1, note = null, zone = "UTC" }'`,
	},
	"an object with a default": {
		input: "type = object({ min = number, max = number })\ndefault = { min = 1, max = 2 }\n" + boundsRule, answers: []string{"", "0", "5"},
		asked: `
in put: min <1> = enter
in put: max <2> = 0
  no: max is below min.
in put: max <2> = 5`, args: `--set 'web.in_put={ max = 5, min = 1 }'`,
	},
	"an object that must be said": {
		input: "type = object({ a = string, b = bool })", answers: []string{"-", "x", "true"},
		asked: `
in put: a = -
  no: it needs a value
in put: a = x
in put: b {true:Yes|false:No} <true> = true`, args: `--set 'web.in_put={ a = "x", b = true }'`,
	},
	"a map": {
		input: "type = map(number)\ndefault = {}", answers: []string{"add", "-", "cpu", "x", "1", "add", "cpu", "mem", "2", "remove 0", "done"},
		asked: `
Which? (web) {done:No, none|add:Add one} <done> = add
in put: what is it called? = -
  no: it needs a name
in put: what is it called? = cpu
cpu: which value? = x
  no: this is a number
cpu: which value? = 1
Which? (web) {done:That is all: cpu|add:Add another|remove 0:Take away cpu} <done> = add
in put: what is it called? = cpu
  no: there is one of that name
in put: what is it called? = mem
mem: which value? = 2
Which? (web) {done:That is all: cpu, mem|add:Add another|remove 0:Take away cpu|remove 1:Take away mem} <done> = remove 0
Which? (web) {done:That is all: mem|add:Add another|remove 0:Take away mem} <done> = done`, args: `--set 'web.in_put={ mem = 2 }'`,
	},
	"a map whose names have a rule": {
		input:   "type = map(string)\ndefault = {}\nvalidation {\n  condition = alltrue([for k, v in in_put : can(regex(\"^[A-Z][A-Z0-9_]*$\", k))])\n  error_message = \"Capitals.\"\n}",
		answers: []string{"add", "low", "X1", "v", "done"},
		asked: `
Which? (web) {done:No, none|add:Add one} <done> = add
in put: what is it called? = low
  no: Capitals.
in put: what is it called? = X1
X1: which value? = v
Which? (web) {done:That is all: X1|add:Add another|remove 0:Take away X1} <done> = done`, args: `--set 'web.in_put={ X1 = "v" }'`,
	},
	"a map that is left alone": {
		input: "type = map(string)\ndefault = { a = \"x\" }", answers: []string{""},
		asked: `
Which? (web) {done:That is all: a|add:Add another|remove 0:Take away a} <done> = enter`, args: ``,
	},
	"a map whose values are chosen": {
		input: "type = map(string)\ndefault = {}\nchoices = [\"read\", \"write\"]\nlisted = \"read\"", answers: []string{"add", "a", "\"write\"", "done"},
		asked: `
Which? (web) {done:No, none|add:Add one} <done> = add
in put: what is it called? = a
a: which value? {"read"|"write"} <"read"> = "write"
Which? (web) {done:That is all: a|add:Add another|remove 0:Take away a} <done> = done`, args: `--set 'web.in_put={ a = "write" }'`,
	},
	"a map of objects": {
		input: "type = map(object({ weight = number, base = optional(number, 0) }))\ndefault = {}", answers: []string{"add", "spot", "3", "", "done"},
		asked: `
Which? (web) {done:No, none|add:Add one} <done> = add
in put: what is it called? = spot
spot: weight = 3
spot: base [0] = enter
Which? (web) {done:That is all: spot|add:Add another|remove 0:Take away spot} <done> = done`, args: `--set 'web.in_put={ spot = { base = 0, weight = 3 } }'`,
	},
	"a list of objects": {
		input: "type = list(object({ port = number }))\ndefault = [{ port = 1 }]", answers: []string{"add", "2", "remove 0", "done"},
		asked: `
Which? (web) {done:That is all: 1: { port = 1 }|add:Add another|remove 0:Take away 1: { port = 1 }} <done> = add
in put: port = 2
Which? (web) {done:That is all: 1: { port = 1 }, 2: { port = 2 }|add:Add another|remove 0:Take away 1: { port = 1 }|remove 1:Take away 2: { port = 2 }} <done> = remove 0
Which? (web) {done:That is all: 1: { port = 2 }|add:Add another|remove 0:Take away 1: { port = 2 }} <done> = done`, args: `--set 'web.in_put=[{ port = 2 }]'`,
	},
	"a set of objects": {
		input: "type = set(object({ port = number }))\ndefault = [{ port = 1 }]", answers: []string{"remove 0", "done"},
		asked: `
Which? (web) {done:That is all: 1: { port = 1 }|add:Add another|remove 0:Take away 1: { port = 1 }} <done> = remove 0
Which? (web) {done:No, none|add:Add one} <done> = done`, args: `--set 'web.in_put=[]'`,
	},
}

// TestParts asks for what has parts, one after the other.
func TestParts(t *testing.T) {
	for name, c := range parts {
		t.Run(name, func(t *testing.T) { c.test(t) })
	}
}

// schedules are inputs that say when something happens.
var schedules = map[string]kind{
	"days of the week": {
		input: "type = string\ndefault = null\nformat = \"aws_cron\"", answers: []string{"days", "-", "", "25:00", "17:30"},
		asked: `
in put: when? {days:On days of the week|date:Once, on a date|expression:By an expression of AWS, such as cron(0 8 ? * MON-FRI *)} <days> = days
in put: on which days? {MON:Monday|TUE:Tuesday|WED:Wednesday|THU:Thursday|FRI:Friday|SAT:Saturday|SUN:Sunday} <MON,TUE,WED,THU,FRI> = -
  no: choose at least one day
in put: on which days? {MON:Monday|TUE:Tuesday|WED:Wednesday|THU:Thursday|FRI:Friday|SAT:Saturday|SUN:Sunday} <MON,TUE,WED,THU,FRI> = enter
in put: at what time? = 25:00
  no: a time is hours and minutes, such as 08:00 or 17:30
in put: at what time? = 17:30
  so: 17:30 on Monday to Friday`, args: `--set 'web.in_put=cron(30 17 ? * MON-FRI *)'`,
	},
	"a date": {
		input: "type = string\ndefault = null\nformat = \"aws_cron\"", answers: []string{"date", "soon", "2026-12-24 18:00"},
		asked: `
in put: when? {days:On days of the week|date:Once, on a date|expression:By an expression of AWS, such as cron(0 8 ? * MON-FRI *)} <days> = date
in put: on which date, and at what time? = soon
  no: write the date and the time, such as 2026-12-24 18:00
in put: on which date, and at what time? = 2026-12-24 18:00
  so: once, on 24 December 2026 at 18:00:00`, args: `--set 'web.in_put=at(2026-12-24T18:00:00)'`,
	},
	"an expression": {
		input: "type = string\ndefault = null\nformat = \"aws_cron\"", answers: []string{"expression", "0 8 * * *", "rate(5 minutes)"},
		asked: `
in put: when? {days:On days of the week|date:Once, on a date|expression:By an expression of AWS, such as cron(0 8 ? * MON-FRI *)} <days> = expression
in put: the expression? = 0 8 * * *
  no: "0 8 * * *" is not a schedule expression: it must be cron(…), at(…) or rate(…); write cron(0 8 * * ? *)
in put: the expression? = rate(5 minutes)
  so: every 5 minutes`, args: `--set 'web.in_put=rate(5 minutes)'`,
	},
	"a schedule and its clock": {
		input:   "type = map(object({ schedule = string, zone = optional(string, \"UTC\") }))\ndefault = {}\nformat = { schedule = \"aws_cron\", zone = \"timezone\" }",
		answers: []string{"add", "night", "days", "SAT,SUN", "20:00", "Berlin", "Europe/Berlin", "done"},
		asked: `
Which? (web) {done:No, none|add:Add one} <done> = add
in put: what is it called? = night
night: schedule: when? {days:On days of the week|date:Once, on a date|expression:By an expression of AWS, such as cron(0 8 ? * MON-FRI *)} <days> = days
night: schedule: on which days? {MON:Monday|TUE:Tuesday|WED:Wednesday|THU:Thursday|FRI:Friday|SAT:Saturday|SUN:Sunday} <MON,TUE,WED,THU,FRI> = SAT,SUN
night: schedule: at what time? = 20:00
  so: 20:00 on Sunday and Saturday
night: zone [UTC] = Berlin
  no: a time zone has an IANA name, such as Europe/Berlin or UTC
night: zone [UTC] = Europe/Berlin
  so: 20:00 on Sunday and Saturday, Europe/Berlin; next Sat 28 Nov 20:00, Sun 29 Nov 20:00, Sat 5 Dec 20:00
Which? (web) {done:That is all: night|add:Add another|remove 0:Take away night} <done> = done`, args: `--set 'web.in_put={ night = { schedule = "cron(0 20 ? * SAT,SUN *)", zone = "Europe/Berlin" } }'`,
	},
}

// TestSchedules asks when something happens, on whose clock.
func TestSchedules(t *testing.T) {
	for name, c := range schedules {
		t.Run(name, func(t *testing.T) { c.test(t) })
	}
}
