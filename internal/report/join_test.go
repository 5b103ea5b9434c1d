package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

var three = []string{"dev", "dev-2", "production"}

// found is a problem of a unit with three environments.
func found(unit, summary, rest string, environments ...string) *diag.Problem {
	p := diag.Usagef("%s", summary)
	p.Unit, p.Rest, p.Environments, p.Among = unit, rest, environments, three
	return p
}

// packOf is the problem of a unit whose pack was changed.
func packOf(unit string) *diag.Problem {
	p := diag.Usagef("p is not the one that").WithHint("h")
	p.Unit, p.Among, p.Units, p.Rest, p.RestOfMany = unit, []string{unit}, []string{unit}, " was rendered with", " were rendered with"
	return p
}

func lacking(unit string, environments ...string) *diag.Problem {
	p := found(unit, "i has no value", ": d", environments...)
	p.Input = &diag.Input{Name: "i", Unit: unit}
	return p
}

func TestJoin(t *testing.T) {
	file := found("a", "x is 1", "", "dev").At(at(2, 1, 2, 2), nil)
	elsewhere := found("a", "x is 1", "", "production").At(at(3, 1, 3, 2), nil)
	for name, c := range map[string]struct {
		in   diag.List
		want []string
	}{
		"in all":             {diag.List{found("a", "x is 1", "", "dev"), found("a", "x is 1", "", "dev-2"), found("a", "x is 1", "", "production")}, []string{"x is 1"}},
		"in some":            {diag.List{found("a", "x is 1", "", "dev"), found("a", "x is 1", "", "production")}, []string{"x is 1 in environments dev, production"}},
		"in one":             {diag.List{found("a", "x is 1", "", "dev-2")}, []string{"x is 1 in environment dev-2"}},
		"in the middle":      {diag.List{found("a", "x has none", ": d", "dev"), found("a", "x has none", ": d", "dev-2"), found("a", "x has none", ": d", "production")}, []string{"x has none: d"}},
		"others":             {diag.List{diag.Usagef("a"), diag.Usagef("b"), found("a", "x is 1", "", "dev"), found("a", "x is 2", "", "dev-2")}, []string{"a", "b", "x is 1 in environment dev", "x is 2 in environment dev-2"}},
		"nothing":            {nil, nil},
		"twice in one":       {diag.List{found("a", "x is 1", "", "dev"), found("a", "x is 1", "", "dev")}, []string{"x is 1 in environment dev"}},
		"in none and one":    {diag.List{found("a", "x is 1", ""), found("a", "x is 1", "", "dev")}, []string{"x is 1"}},
		"of two units":       {diag.List{found("a", "x is 1", "", "dev"), found("b", "x is 1", "", "production")}, []string{"x is 1 in environment dev", "x is 1 in environment production"}},
		"alike of units":     {diag.List{found("a", "x is 1", "", "dev"), found("b", "x is 1", "", "dev")}, []string{"x is 1 in environment dev"}},
		"in two places":      {diag.List{file, elsewhere}, []string{"a.hcl:2: x is 1 in environment dev", "a.hcl:3: x is 1 in environment production"}},
		"a repeat":           {diag.List{diag.Usagef("a"), diag.Usagef("b"), diag.Usagef("a")}, []string{"a", "b"}},
		"missing in two":     {diag.List{lacking("a", "dev"), lacking("b", "dev"), lacking("a", "dev-2")}, []string{"i has no value in environments dev, dev-2: d", "i has no value in environment dev: d"}},
		"missing alike":      {diag.List{lacking("a", "dev"), lacking("b", "dev")}, []string{"i has no value in environment dev: d", "i has no value in environment dev: d"}},
		"one pack":           {diag.List{packOf("a"), packOf("a")}, []string{"p is not the one that a was rendered with (h)"}},
		"one pack of many":   {diag.List{packOf("a"), diag.Usagef("b"), packOf("b"), packOf("c"), packOf("b")}, []string{"p is not the one that a and 2 more were rendered with (h)", "b"}},
		"where is not known": {diag.List{{Summary: "x", Environments: three[:1]}, {Summary: "x", Environments: three[1:2]}}, []string{"x in environment dev", "x in environment dev-2"}},
	} {
		t.Run(name, func(t *testing.T) {
			before := fmt.Sprint(c.in)
			joined := Join(c.in)
			var got, again []string
			for _, p := range joined {
				got = append(got, p.Error())
			}
			for _, p := range Join(joined) {
				again = append(again, p.Error())
			}
			if !slices.Equal(got, c.want) || !slices.Equal(again, got) {
				t.Errorf("%q, again %q, want %q", got, again, c.want)
			}
			if after := fmt.Sprint(c.in); after != before {
				t.Errorf("the list became %s", after)
			}
		})
	}
}

// TestJoinedEverywhere: whatever prints problems joins them, and says them with
// all their fields.
func TestJoinedEverywhere(t *testing.T) {
	var list diag.List
	for _, environment := range three[:2] {
		p := diag.In("/infra", diag.Also(diag.While("shop was not made", lacking("a", environment).WithHint("h").At(at(2, 1, 2, 2), nil)), "more"))[0]
		p.Input.Set = "i"
		list = append(list, p)
	}
	var text, out bytes.Buffer
	Text{Err: &text}.Problems(list)
	const summary = "shop was not made: i has no value in environments dev, dev-2: d"
	const hint = "give --set dev:i=VALUE --set dev-2:i=VALUE, or h; more"
	if want := "error: " + summary + "\n  at /infra/a.hcl:2\n  hint: " + hint + "\n"; text.String() != want {
		t.Errorf("as text\n%swant\n%s", text.String(), want)
	}
	JSON{Out: &out, Lines: true}.Problems("service", list)
	decoder := json.NewDecoder(&out)
	var line struct{ Problem jsonProblem }
	var last struct{ Problems []jsonProblem }
	if err := decoder.Decode(&line); err != nil {
		t.Fatal(err)
	}
	if err := decoder.Decode(&last); err != nil {
		t.Fatal(err)
	}
	if len(last.Problems) != 1 || fmt.Sprintf("%+v%+v", *line.Problem.Input, line.Problem.Summary) != fmt.Sprintf("%+v%+v", *last.Problems[0].Input, last.Problems[0].Summary) {
		t.Errorf("the line is %+v, the result has %+v", line, last)
	}
	p := line.Problem
	if p.Summary != summary || p.Hint != hint || p.Range.File != "/infra/a.hcl" || p.Input.Flag != "--set ENV:i" || !slices.Equal(p.Input.Environments, three[:2]) {
		t.Errorf("as JSON %+v %+v", p, p.Input)
	}
	list = append(list, lacking("a", three[2]))
	list[2].Hint, list[2].Doing, list[2].Also, list[2].Range, list[2].Folder = "h", list[0].Doing, list[0].Also, list[0].Range, list[0].Folder
	list[2].Input.Set = "i"
	if p := problemsJSON(list); len(p) != 1 || p[0].Input.Environments == nil || len(p[0].Input.Environments) > 0 || p[0].Input.Flag != "--set i" {
		t.Errorf("missing in all: %+v", p)
	}
	var o Outcome
	o.Problems = problemsJSON(list[:2])
	if err := o.Err(); err == nil || err.Error() != summary+" ("+hint+")" {
		t.Errorf("as another run's error: %v", err)
	}
}
