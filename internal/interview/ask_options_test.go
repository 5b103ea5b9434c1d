package interview

import "testing"

// offered are inputs whose declaration says what may be chosen.
var offered = map[string]kind{
	"yes or no": {
		input: "type = bool\ndefault = false", answers: []string{"true"},
		asked: `
Which? (web) {true:Yes|false:No} <false> = true`, args: `--set web.in_put=true`,
	},
	"yes or no, by environment": {
		input: "type = bool\ndefault = production", answers: []string{""},
		asked: `
Which? (web) {default:the default: false, true in production|true:Yes|false:No} <default> = enter`, args: ``,
	},
	"yes or no, which must be said": {
		input: "type = bool", answers: []string{"false"},
		asked: `
Which? (web) {true:Yes|false:No} <true> = false`, args: `--set web.in_put=false`,
	},
	"a choice": {
		input: "type = string\nchoices = [\"x\", \"y\"]\ndefault = \"y\"", answers: []string{`"x"`},
		asked: `
Which? (web) {"x"|"y"} <"y"> = "x"`, args: `--set web.in_put=x`,
	},
	"a choice that may be none": {
		input: "type = string\nchoices = [\"x\", \"y\"]\ndefault = null", answers: []string{"default"},
		asked: `
Which? (web) {default:the default|"x"|"y"} <default> = default`, args: ``,
	},
	"a choice with a rule": {
		input:   "type = number\nchoices = [1, 2]\ndefault = 1\nvalidation {\n  condition = in_put == 1 || !production\n  error_message = \"One in production.\"\n}",
		answers: []string{"2", "1"},
		asked: `
Which? (web) {1|2} <1> = 2
  no: One in production.
Which? (web) {1|2} <1> = 1`, args: ``,
	},
	"choices": {
		input: "type = list(string)\nchoices = [\"x\", \"y\", \"z\"]\ndefault = [\"y\"]", answers: []string{`"x","z"`},
		asked: `
Which? (web) {"x"|"y"|"z"} <"y"> = "x","z"`, args: `--set web.in_put=x,z`,
	},
	"none of the choices": {
		input: "type = set(string)\nchoices = [\"x\", \"y\"]\ndefault = [\"y\"]", answers: []string{"-"},
		asked: `
Which? (web) {"x"|"y"} <"y"> = -`, args: `--set 'web.in_put=[]'`,
	},
	"offers": {
		input:   "type = number\ndefault = 256\noffers = [{ value = 256, label = \"a quarter\" }, { value = 512, label = \"a half\" }]",
		answers: []string{"512"},
		asked: `
Which? (web) {256:256 (a quarter)|512:512 (a half)} <256> = 512`, args: `--set web.in_put=512`,
	},
	"units that it may name": {
		input: "type = list(string)\ndefault = []\nreferences {\n  via = \"name\"\n}", answers: []string{`"shop"`},
		asked: `
Which? (web) {"mail"|"shop"} = "shop"`, args: `--set web.in_put=shop`,
	},
	"a unit that it may name": {
		input: "type = string\ndefault = null\nreferences {\n}", answers: []string{`"mail"`},
		asked: `
Which? (web) {default:the default|"mail"|"shop"} <default> = "mail"`, args: `--set web.in_put=mail`,
	},
}

// TestOptions asks for one or several of what the declaration offers.
func TestOptions(t *testing.T) {
	for name, c := range offered {
		t.Run(name, func(t *testing.T) { c.test(t) })
	}
}
