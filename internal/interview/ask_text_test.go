package interview

import "testing"

// kind is one type of input: how it is asked for, and what the answers say.
type kind struct {
	input   string // what its block holds beside the prompt
	answers []string
	asked   string
	args    string
}

// test asks for the input and compares the conversation and its arguments.
func (c kind) test(t *testing.T) {
	t.Helper()
	u := about(t, "input \"in_put\" {\n  prompt = \"Which?\"\n  description = \"What it means\"\n"+c.input+"\n}\n")
	same(t, "asked", talk(t, u, essentials(u), c.answers...), c.asked)
	same(t, "arguments", arguments(u), c.args)
}

// texts are inputs that are written in a line.
var texts = map[string]kind{
	"a string": {
		input: "type = string\ndefault = \"core\"", answers: []string{"pay roll"},
		asked: `
Which? (web) [core] = pay roll`, args: `--set 'web.in_put=pay roll'`,
	},
	"what is the default is not said": {
		input: "type = string\ndefault = \"core\"", answers: []string{"core"},
		asked: `
Which? (web) [core] = core`, args: ``,
	},
	"an empty line is the default": {
		input: "type = string\ndefault = \"core\"", answers: []string{"-"},
		asked: `
Which? (web) [core] = -`, args: ``,
	},
	"a string that must be said": {
		input: "type = string", answers: []string{"-", "pay"},
		asked: `
Which? (web) = -
  no: it needs a value
Which? (web) = pay`, args: `--set web.in_put=pay`,
	},
	"a string with a rule": {
		input:   "type = string\ndefault = \"core\"\nvalidation {\n  condition = length(in_put) < 5\n  error_message = \"Four letters, not ${in_put}.\"\n}",
		answers: []string{"longer", "pay"},
		asked: `
Which? (web) [core] = longer
  no: Four letters, not longer.
Which? (web) [core] = pay`, args: `--set web.in_put=pay`,
	},
	"null is a text": {
		input: "type = string\ndefault = null", answers: []string{"null"},
		asked: `
Which? (web) = null`, args: `--set web.in_put=null`,
	},
	"a default of an environment": {
		input: "type = number\ndefault = production ? 4 : 1", answers: []string{"1"},
		asked: `
Which? (web) [1, 4 in production] = 1`, args: `--set web.in_put=1`,
	},
	"a number": {
		input: "type = number\ndefault = 80", answers: []string{"many", "8080"},
		asked: `
Which? (web) [80] = many
  no: this is a number
Which? (web) [80] = 8080`, args: `--set web.in_put=8080`,
	},
	"no null where none may be": {
		input: "type = number\ndefault = 80\nnullable = false", answers: []string{"null", ""},
		asked: `
Which? (web) [80] = null
  no: it can't be null
Which? (web) [80] = enter`, args: ``,
	},
	"null where one may be": {
		input: "type = number\ndefault = 80", answers: []string{"null"},
		asked: `
Which? (web) [80] = null`, args: `--set web.in_put=null`,
	},
	"a list": {
		input: "type = list(string)\ndefault = []", answers: []string{"a, b,,c"},
		asked: `
Which? (web) [none] = a, b,,c`, args: `--set web.in_put=a,b,c`,
	},
	"a list of numbers": {
		input: "type = list(number)\ndefault = [1]", answers: []string{"a", "2,3"},
		asked: `
Which? (web) [[1]] = a
  no: these are numbers, separated by commas
Which? (web) [[1]] = 2,3`, args: `--set 'web.in_put=[2, 3]'`,
	},
	"a list in HCL": {
		input: "type = list(string)\ndefault = []", answers: []string{`["a,b", "c"]`},
		asked: `
Which? (web) [none] = ["a,b", "c"]`, args: `--set 'web.in_put=["a,b", "c"]'`,
	},
	"a broken list in HCL": {
		input: "type = list(string)\ndefault = []", answers: []string{`["a`, ""},
		asked: `
Which? (web) [none] = ["a
  no: write it in HCL: list of string
Which? (web) [none] = enter`, args: ``,
	},
	"a tuple": {
		input: "type = tuple([string, number])\ndefault = [\"a\", 1]", answers: []string{"x", `["b", 2]`},
		asked: `
Which? (web) [["a", 1]] = x
  no: write it in HCL: tuple
Which? (web) [["a", 1]] = ["b", 2]`, args: `--set 'web.in_put=["b", 2]'`,
	},
	"any type": {
		input: "default = null", answers: []string{"{ a = 1 }"},
		asked: `
Which? (web) = { a = 1 }`, args: `--set 'web.in_put={ a = 1 }'`,
	},
	"text of any type": { // a flag reads it as HCL, so it stays quoted
		input: "default = null", answers: []string{"x", "\"x\""},
		asked: `
Which? (web) = x
  no: write it in HCL: dynamic
Which? (web) = "x"`, args: `--set 'web.in_put="x"'`,
	},
}

// TestText asks for what is written in a line.
func TestText(t *testing.T) {
	for name, c := range texts {
		t.Run(name, func(t *testing.T) { c.test(t) })
	}
}
