package repo

import (
	"fmt"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
)

// TestNames: the units that a referencing input names, whatever stands there.
func TestNames(t *testing.T) {
	list := func(v ...cty.Value) cty.Value { return cty.TupleVal(v) }
	for name, c := range map[string]struct {
		v    cty.Value
		want string
	}{
		"a text":         {cty.StringVal("a"), "[a]"},
		"texts":          {list(cty.StringVal("a"), cty.StringVal("b")), "[a b]"},
		"nothing":        {cty.NullVal(cty.String), "[]"},
		"an empty list":  {cty.EmptyTupleVal, "[]"},
		"null in a list": {list(cty.StringVal("a"), cty.NullVal(cty.String)), "[a]"},
		"numbers":        {list(cty.NumberIntVal(1)), "[1]"},
		"an object":      {cty.EmptyObjectVal, "[]"},
		"a number":       {cty.NumberIntVal(1), "[]"},
		"a set":          {cty.SetVal([]cty.Value{cty.StringVal("b"), cty.StringVal("a")}), "[a b]"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := fmt.Sprint(names(c.v)); got != c.want {
				t.Errorf("named are %s, want %s", got, c.want)
			}
		})
	}
}

// TestSuggest: a wrong name is answered with the one that was meant, or with
// what there is.
func TestSuggest(t *testing.T) {
	many := map[string]string{}
	for i := range 25 {
		name := fmt.Sprintf("unit-%02d", i)
		many[name] = service(name)
	}
	for name, c := range map[string]struct {
		services map[string]string
		wrong    string
		pack     string
		want     string
	}{
		"one letter":   {map[string]string{"orders": service("orders")}, "order", "service", "did you mean orders?"},
		"another name": {map[string]string{"orders": service("orders")}, "payments", "service", "there are foundation, orders"},
		"very many":    {many, "payments", "service", "there are foundation, unit-00, unit-01, unit-02, unit-03, unit-04, unit-05, unit-06, unit-07, unit-08, unit-09, unit-10, unit-11, unit-12, unit-13, unit-14, unit-15, unit-16, unit-17, unit-18 and more"},
		"none of all":  {nil, "orders", "database", "there is none yet; make it first"},
	} {
		t.Run(name, func(t *testing.T) {
			r := load(t, files(c.services))
			in := &pack.Input{References: &pack.References{Pack: c.pack}}
			if got := suggest(c.wrong, r.Admitted(in, nil, packs())); got != c.want {
				t.Errorf("the hint is %q, want %q", got, c.want)
			}
		})
	}
}

// TestEveryReferenceIsTold: all that is wrong is reported at once.
func TestEveryReferenceIsTold(t *testing.T) {
	r := load(t, files(map[string]string{"a": service("a", `uses = ["x", "foundation", "y"]`, `calls = "a"`)}))
	store := packs()
	p, err := store.Get(r.Unit("a").Spec.Pack)
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.References(r.Unit("a"), p, "dev", store)
	var summaries []string
	for _, problem := range diag.Of(err) {
		summaries = append(summaries, problem.Summary)
	}
	want := `a names "x" in "uses", and there is no such service|a names "y" in "uses", and there is no such service|a names itself in "calls"`
	if strings.Join(summaries, "|") != want || len(got) != 1 {
		t.Errorf("problems are %q, references %v", summaries, got)
	}
}

// TestRefers: all that a unit names in any environment, once.
func TestRefers(t *testing.T) {
	r := load(t, files(map[string]string{
		"a": service("a", `uses = ["c", "b"]`, `calls = "b"`, `environment "dev" {`, `uses = ["d"]`, "}"),
		"b": service("b"), "c": service("c"), "d": service("d"),
	}))
	for unit, want := range map[string]string{"a": "[b c d]", "b": "[]"} {
		t.Run(unit, func(t *testing.T) {
			got, err := r.Refers(r.Unit(unit), packs())
			if err != nil || fmt.Sprint(got) != want {
				t.Errorf("it refers to %v, %v; want %s", got, err, want)
			}
		})
	}
	if _, err := r.Refers(r.Unit("a"), versions{}); err == nil {
		t.Error("a pack that is not there refers to nothing")
	}
	if _, err := r.Dependents([]*Unit{r.Unit("b")}, versions{}); err == nil {
		t.Error("without packs nothing depends on anything")
	}
	if err := r.CheckCycles(r.Units, versions{}); err == nil {
		t.Error("without packs there are no circles")
	}
}
