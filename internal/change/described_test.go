package change

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// TestDescribedPlaces: each value has its line, in HCL and in JSON, in the unit
// and below an environment.
func TestDescribedPlaces(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want string // UNIT at LINE: ENVIRONMENT:NAME at LINE …
	}{
		"HCL":        {"unit \"a\" {\n  n = 1\n  environment \"dev\" {\n    n = 2\n  }\n}\n\nunit \"b\" {\n  m = 1\n}\n", "a at 1: :n at 2, dev:n at 4; b at 8: :m at 9"},
		"content":    {"n = 1\n\nm = 2\n", " at 1: :m at 3, :n at 1"},
		"JSON":       {"[\n{\"name\": \"a\",\n\"n\": 1,\n\"environment\": {\n\"dev\": {\"n\": 2}}},\n{\"name\": \"b\", \"m\": 1}]", "a at 2: :n at 3, dev:n at 5; b at 6: :m at 6"},
		"one object": {"\n{\n\"n\": 1}", " at 2: :n at 3"},
		"units":      {"{\"units\": [\n{\"name\": \"a\",\n\"n\": 1}]}", "a at 2: :n at 3"},
		"no units":   {"{\"units\": []}", ""},
		"an input":   {"{\"units\": [],\n\"n\": 1}", " at 1: :n at 2, :units at 1"},
		"a comment":  {"# all as usual\n", " at 1: "},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Describe("f", []byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			var units []string
			for _, u := range f.Units {
				var inputs []string
				for _, a := range u.Inputs {
					inputs = append(inputs, fmt.Sprintf("%s:%s at %d", a.Environment, a.Name, a.Attr.Range.Start.Line))
				}
				units = append(units, fmt.Sprintf("%s at %d: %s", u.Name, u.At.Start.Line, strings.Join(inputs, ", ")))
			}
			if got := strings.Join(units, "; "); got != c.want {
				t.Errorf("described is %q, want %q", got, c.want)
			}
		})
	}
}

// TestDescribesNone: a file without a unit is a mistake, also for a unit that the
// command line names.
func TestDescribesNone(t *testing.T) {
	for _, text := range []string{"[]", "{\"units\": []}"} {
		f, err := Describe("f", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = f.Describe("alpha", nil, nil)
		same(t, "told", told(err), []string{"f describes no unit (a description sets inputs, such as port = 8080; leave --spec out for the defaults)"})
	}
	if _, _, err := (Described{}).Describe("alpha", nil, nil); err != nil {
		t.Errorf("no file at all: %v", err)
	}
}

// TestDescribedMistakes are told with their lines, and all of a list at once.
func TestDescribedMistakes(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"no JSON":           {"{\"a\": 1,\n \"b\" 2}", []string{"f:2: f is not valid JSON: invalid character '2' after object key"}},
		"an end too early":  {"[{\"a\": 1}\n", []string{"f is not valid JSON: unexpected EOF"}},
		"more than one":     {"{}\n{}", []string{"f holds more than one JSON value (put several units into a list: [{…}, {…}])"}},
		"nothing":           {" \n", []string{"f is empty (a description sets inputs, such as port = 8080; leave --spec out for the defaults)"}},
		"twice":             {"{\"a\": 1,\n\"a\": 2}", []string{"f:2: \"a\" stands there twice (every value has one owner; leave one of them out)"}},
		"twice in dev":      {"{\"environment\": {\"dev\": {\"a\": 1,\n\"a\": 2}}}", []string{"f:2: \"a\" stands there twice (every value has one owner; leave one of them out)"}},
		"dev twice":         {"{\"environment\": {\"dev\": {},\n\"dev\": {}}}", []string{"f:2: \"dev\" stands there twice (every value has one owner; leave one of them out)"}},
		"two of a list":     {"[{},\n1,\n{\"n\": 1},\n\"x\"]", []string{"f:2: f: a unit is an object", "f:4: f: a unit is an object"}},
		"null in a list":    {"[null]", []string{"f:1: f: a unit is an object"}},
		"no environment":    {"n = 1\nenvironment \"\" {\n  n = 2\n}\n", []string{"f:2: an environment has no name (what is for all of them stands outside its block)"}},
		"none in JSON":      {"{\"n\": 1, \"environment\": {\n\"\": {\"n\": 2}}}", []string{"f:2: an environment has no name (what is for all of them stands outside its block)"}},
		"all of one object": {`{"name": 1, "environments": "dev", "environment": 2}`, []string{`f: "name" has the wrong type`, `f: "environments" has the wrong type`, `f: "environment" has the wrong type`}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Describe("f", []byte(c.text))
			same(t, "told", told(err), c.want)
			for _, p := range diag.Of(err) {
				if p.Kind != diag.Usage {
					t.Errorf("%q is of kind %s", p.Summary, p.Kind)
				}
			}
		})
	}
}

// TestDescribedNumbers: a number of JSON keeps every digit, as one of HCL does.
func TestDescribedNumbers(t *testing.T) {
	for _, number := range []string{"0", "7", "-3", "0.1", "1.50", "1e3", "12345678901234567890", "0.12345678901234567890123"} {
		t.Run(number, func(t *testing.T) {
			want := described("f", "n = "+number+"\nenvironment \"dev\" {\n  l = ["+number+"]\n}\n").Units[0].Inputs
			got := described("f", `{"n": `+number+`, "environment": {"dev": {"l": [`+number+`]}}}`).Units[0].Inputs
			for i, a := range got {
				if !a.Attr.Value.RawEquals(want[i].Attr.Value) {
					t.Errorf("%s is %#v, in HCL %#v", a.Name, a.Attr.Value, want[i].Attr.Value)
				}
			}
		})
	}
	for _, number := range []string{"1e400", "-1e999999999", "1e-400", "1e-999999999"} {
		t.Run(number, func(t *testing.T) {
			_, err := Describe("f", []byte("{\n\"n\": "+number+"}"))
			same(t, "told", told(err), []string{`f:2: f: the value of "n" can't be used: ` + number + ` is not a number that can be written`})
		})
	}
}

// TestDescribedAssignments: all that a file says, each with its unit, for a change
// of units that exist.
func TestDescribedAssignments(t *testing.T) {
	f := described("f.hcl", "unit \"alpha\" {\n  port = 9000\n}\nunit \"beta\" {\n  environment \"dev\" {\n    port = 7\n  }\n}\n")
	var got []string
	for _, a := range f.Assignments() {
		got = append(got, a.Environment+":"+a.Unit+"."+a.Name)
	}
	same(t, "assigned", got, []string{":alpha.port", "dev:beta.port"})
	w := founded(t, "alpha", "beta")
	w.do(Generate{Set: f.Assignments()})
	for name, want := range map[string]string{"alpha": "9000", "beta": "7"} {
		if text := w.text(folder(name) + "environments/dev/main.tf"); !strings.Contains(text, "port  = "+want+"\n") {
			t.Errorf("%s is\n%s", name, text)
		}
	}
	if (Described{}).Assignments() != nil {
		t.Error("no file says something")
	}
}

// TestWrongRepository: what is made of infrastructure only, and a repository that
// can't be read, whatever is asked of it.
func TestWrongRepository(t *testing.T) {
	application := empty(t)
	application.do(app())
	for name, c := range map[string]Change{"service": service("beta"), "layer": data()} {
		t.Run(name+" in an application repository", func(t *testing.T) {
			if got := application.fails(c, Options{}); len(got) != 1 || !strings.Contains(got[0], "application repository") {
				t.Errorf("told is %q", got)
			}
		})
	}
	broken := founded(t, "alpha")
	broken.edit("scaffold.hcl", "repository {", "repository {{")
	want := broken.fails(Generate{}, Options{})
	all := everyChange()
	all["remove"] = removalOf("alpha")
	for name, c := range all {
		t.Run(name+" in a broken one", func(t *testing.T) {
			same(t, "told", broken.fails(c, Options{}), want)
		})
	}
	t.Run("in none", func(t *testing.T) {
		for name, c := range all {
			if got := empty(t).fails(c, Options{}); len(got) != 1 || !strings.Contains(got[0], "this is not a scaffold repository") {
				t.Errorf("%s is told %q", name, got)
			}
		}
	})
}

// TestNumbersOfExisting: terraform.tfvars is the user's once it was made.
func TestNumbersOfExisting(t *testing.T) {
	for name, c := range map[string]Change{
		"a service that exists": service("alpha", "dev:count=3"),
		"generate":              Generate{Units: []string{"alpha"}, Set: typed("dev:count=3")},
	} {
		t.Run(name, func(t *testing.T) {
			const file = "layers/04-applications/alpha/environments/dev/terraform.tfvars"
			same(t, "told", founded(t, "alpha").fails(c, Options{}), []string{
				file + ":4: count is set in " + file + ", which is yours after it was created (edit it there; scaffold only adds what is missing)",
			})
		})
	}
}
