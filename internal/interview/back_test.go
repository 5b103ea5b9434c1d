package interview

import "testing"

// TestGoingBack: answers before the one that is taken back hold, later ones
// stand there again, and what no longer matters is not said.
func TestGoingBack(t *testing.T) {
	for name, c := range map[string]struct {
		answers []string
		asked   string
		args    string
	}{
		"to the question before": {
			answers: []string{`"public"`, "81", "<", "", "-", "me"},
			asked: `
Who calls it? (web) {"public"|"none"} <"public"> = "public"
Which port? (web) [80] = 81
Which services? (web) {"mail"|"shop"} = <
Which port? (web) <81> [80] = enter
Which services? (web) {"mail"|"shop"} = -
contact (web) = me`, args: `--set web.port=81 --set web.contact=me`,
		},
		"to another way": {
			answers: []string{`"public"`, "81", "<", "<", `"none"`, "-", "me"},
			asked: `
Who calls it? (web) {"public"|"none"} <"public"> = "public"
Which port? (web) [80] = 81
Which services? (web) {"mail"|"shop"} = <
Which port? (web) <81> [80] = <
Who calls it? (web) {"public"|"none"} <"public"> = "none"
Which services? (web) {"mail"|"shop"} = -
contact (web) = me`, args: `--set web.exposure=none --set web.contact=me`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			u := about(t, shop)
			same(t, "asked", talk(t, u, essentials(u), c.answers...), c.asked)
			same(t, "arguments", arguments(u), c.args)
		})
	}
}

// TestGoingBackInParts: an entry that is half said is taken back alone.
func TestGoingBackInParts(t *testing.T) {
	for name, c := range map[string]kind{
		"out of an entry": {
			input:   "type = map(number)\ndefault = {}",
			answers: []string{"add", "a", "1", "add", "b", "<", "<", "done"},
			asked: `
Which? (web) {done:No, none|add:Add one} <done> = add
in put: what is it called? = a
a: which value? = 1
Which? (web) {done:That is all: a|add:Add another|remove 0:Take away a} <done> = add
in put: what is it called? = b
b: which value? = <
in put: what is it called? = <
Which? (web) {done:That is all: a|add:Add another|remove 0:Take away a} <done> = done`, args: `--set 'web.in_put={ a = 1 }'`,
		},
		"out of an object": {
			input:   "type = object({ a = string, b = string })\ndefault = null",
			answers: []string{"yes", "x", "<", "<", "no"},
			asked: `
Which? (web) {yes:Yes|no:No} <no> = yes
in put: a = x
in put: b = <
in put: a <x> = <
Which? (web) {yes:Yes|no:No} <yes> = no`, args: ``,
		},
		"out of a schedule": {
			input:   "type = string\ndefault = null\nformat = \"aws_cron\"",
			answers: []string{"days", "MON", "<", "<", "date", "2026-12-24 18:00"},
			asked: `
in put: when? {days:On days of the week|date:Once, on a date|expression:By an expression of AWS, such as cron(0 8 ? * MON-FRI *)} <days> = days
in put: on which days? {MON:Monday|TUE:Tuesday|WED:Wednesday|THU:Thursday|FRI:Friday|SAT:Saturday|SUN:Sunday} <MON,TUE,WED,THU,FRI> = MON
in put: at what time? = <
in put: on which days? {MON:Monday|TUE:Tuesday|WED:Wednesday|THU:Thursday|FRI:Friday|SAT:Saturday|SUN:Sunday} <MON> = <
in put: when? {days:On days of the week|date:Once, on a date|expression:By an expression of AWS, such as cron(0 8 ? * MON-FRI *)} <days> = date
in put: on which date, and at what time? = 2026-12-24 18:00
  so: once, on 24 December 2026 at 18:00:00`, args: `--set 'web.in_put=at(2026-12-24T18:00:00)'`,
		},
	} {
		t.Run(name, func(t *testing.T) { c.test(t) })
	}
}
