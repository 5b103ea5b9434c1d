package interview

import (
	"slices"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/pack"
)

// priced is a pack that estimates what its units cost.
const priced = `
input "count" {
  type        = number
  default     = production ? 2 : 1
  prompt      = "How many?"
  description = "How many"
}
input "most" {
  type        = number
  default     = null
  prompt      = "How many at most?"
  description = "At most"
}
input "size" {
  type        = number
  default     = 10
  offers      = [10, 200]
  prompt      = "Which size?"
  description = "Size"
}
input "note" {
  type        = string
  default     = ""
  prompt      = "A note?"
  description = "Costs nothing"
}
estimate "EUR a month" {
  wanted  = count * size
  maximum = most * size
  note    = "without traffic"
}
`

// TestEstimates: where an input moves the price, each answer says what it costs.
func TestEstimates(t *testing.T) {
	u := about(t, priced)
	if got, want := u.Estimates(), "Estimate: dev 10.00, production 20.00 EUR a month; without traffic"; got != want {
		t.Errorf("at first %q, want %q", got, want)
	}
	same(t, "asked", talk(t, u, essentials(u), "3", "4", "200", "x"), `
How many? (web) [1, 2 in production] = 3
  so: about 30.00 EUR a month
How many at most? (web) = 4
  so: about 30.00 to 40.00 EUR a month
Which size? (web) {10 (about 30.00 to 40.00 EUR a month)|200 (about 600 to 800 EUR a month)} <10> = 200
A note? (web) = x`)
	if got, want := u.Estimates(), "Estimate: dev 600 to 800, production 600 to 800 EUR a month; without traffic"; got != want {
		t.Errorf("at last %q, want %q", got, want)
	}
}

// TestEstimateByEnvironment: a price that differs is said for each environment.
func TestEstimateByEnvironment(t *testing.T) {
	u := about(t, priced)
	u.say("dev", "count", cty.NumberIntVal(5))
	if got, want := u.estimate(u.Pack.Input("size"), "", cty.NumberIntVal(200)), "about 1000 EUR a month, 400 in production"; got != want {
		t.Errorf("for all %q, want %q", got, want)
	}
	if got, want := u.estimate(u.Pack.Input("size"), "production", cty.NumberIntVal(200)), "about 400 EUR a month"; got != want {
		t.Errorf("for production %q, want %q", got, want)
	}
	u.say("", "count", cty.NullVal(cty.Number))
	if got := u.estimate(u.Pack.Input("size"), "", cty.NumberIntVal(200)); got != "" {
		t.Errorf("without a number of tasks it costs %q", got)
	}
	if free := about(t, shop); free.Estimates() != "" || free.moves(free.Pack.Input("cpu")) {
		t.Error("a pack without an estimate has one")
	}
}

// TestSaid: what was said comes in the pack's order, for all environments first.
func TestSaid(t *testing.T) {
	u := about(t, priced)
	u.say("production", "size", cty.NumberIntVal(200))
	u.say("dev", "count", cty.NumberIntVal(3))
	u.say("", "note", cty.StringVal("x"))
	u.say("", "count", cty.NumberIntVal(2))
	u.say("", "most", cty.NumberIntVal(9))
	u.unsay("", "most")
	var got []string
	for _, s := range u.Said() {
		got = append(got, s.Environment+":"+s.Input.Name)
	}
	if want := []string{":count", ":note", "dev:count", "production:size"}; !slices.Equal(got, want) {
		t.Errorf("said is %v, want %v", got, want)
	}
	u.Reset()
	if len(u.Said()) != 0 {
		t.Error("it does not forget")
	}
}

// TestDrafts: a draft sees what was said for its environment, and is drawn anew
// when something else is said.
func TestDrafts(t *testing.T) {
	u := about(t, priced)
	in := u.Pack.Input("count")
	first := u.draft("dev")
	if u.draft("dev") != first {
		t.Error("the same draft is drawn twice")
	}
	u.say("", "count", cty.NumberIntVal(3))
	u.say("production", "count", cty.NumberIntVal(4))
	for environment, want := range map[string]int64{"dev": 3, "production": 4} {
		if v := u.draft(environment).Value(in); !v.RawEquals(cty.NumberIntVal(want)) {
			t.Errorf("%s has %#v, want %d", environment, v, want)
		}
	}
	if v := first.Value(in); !v.RawEquals(cty.NumberIntVal(1)) {
		t.Errorf("the draft before has %#v", v)
	}
}

// TestTitle: a unit is asked about by its name, the command's own as the repository.
func TestTitle(t *testing.T) {
	u := about(t, priced)
	if named, own := u.Title(), (&Unit{}).Title(); named != "web" || own != "the repository" {
		t.Errorf("%q and %q", named, own)
	}
}

// TestArgsWithFlags: an input of the command's own unit is said by its flag,
// except for one environment.
func TestArgsWithFlags(t *testing.T) {
	u := about(t, `
input "own_host" {
  type        = string
  default     = ""
  description = "h"
}
input "debug" {
  type        = bool
  default     = false
  description = "d"
}
input "tls" {
  type        = bool
  default     = true
  description = "t"
}
input "ports" {
  type        = list(string)
  default     = []
  description = "p"
}
input "extra" {
  type        = string
  default     = ""
  description = "no flag"
}
input "off" {
  type        = string
  default     = ""
  when        = debug && !tls && own_host == ""
  description = "has no effect"
}
`)
	u.Name = ""
	u.say("", "own_host", cty.StringVal("a b"))
	u.say("", "debug", cty.True)
	u.say("", "tls", cty.False)
	u.say("", "ports", cty.ListVal([]cty.Value{cty.StringVal("1"), cty.StringVal("2")}))
	u.say("", "extra", cty.StringVal("=x"))
	u.say("", "off", cty.StringVal("y"))
	u.say("dev", "debug", cty.False)
	got := u.Args(func(in *pack.Input) bool { return in.Name != "extra" })
	want := []string{"--own-host", "a b", "--debug", "--tls=false", "--ports", "1,2", "--set", "extra==x", "--set", "dev:debug=false"}
	if !slices.Equal(got, want) {
		t.Errorf("arguments are\n%q, want\n%q", got, want)
	}
}

// TestClip: what stands behind an option is one short line.
func TestClip(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"nothing":       {"", ""},
		"short":         {"short", "short"},
		"several lines": {"a\n  b\tc", "a b c"},
		"just short":    {strings.Repeat("é", 10), strings.Repeat("é", 10)},
		"too long":      {strings.Repeat("é", 11), strings.Repeat("é", 9) + "…"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := clip(c.text, 10); got != c.want {
				t.Errorf("%q is clipped to %q, want %q", c.text, got, c.want)
			}
		})
	}
}

// TestSample: a value of each type stands beside what is checked.
func TestSample(t *testing.T) {
	formats := map[string]string{"at": pack.FormatCron, "zone": pack.FormatTimezone}
	all := cty.Object(map[string]cty.Type{
		"n": cty.Number, "b": cty.Bool, "s": cty.String, "at": cty.String, "zone": cty.String, "l": cty.List(cty.Bool),
		"set": cty.Set(cty.Number), "m": cty.Map(cty.String), "t": cty.Tuple([]cty.Type{cty.String}),
	})
	want := cty.ObjectVal(map[string]cty.Value{
		"n": cty.NumberIntVal(1), "b": cty.False, "s": cty.StringVal("x"), "at": cty.StringVal("cron(0 8 * * ? *)"), "zone": cty.StringVal("UTC"),
		"l": cty.ListValEmpty(cty.Bool), "set": cty.SetValEmpty(cty.Number), "m": cty.MapValEmpty(cty.String), "t": cty.NullVal(cty.Tuple([]cty.Type{cty.String})),
	})
	if got := sample(all, formats); !got.RawEquals(want) {
		t.Errorf("%#v, want %#v", got, want)
	}
}
