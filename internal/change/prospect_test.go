package change

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestProspects: the units that a question may be about, before what their specs
// leave open is chosen.
func TestProspects(t *testing.T) {
	for name, c := range map[string]struct {
		change Change
		want   string
	}{
		"generate all":   {Generate{}, ". repository@1.0.0; foundation foundation@1.0.0; alpha service@1.0.0"},
		"generate one":   {Generate{Units: []string{"alpha"}}, "alpha service@1.0.0"},
		"upgrade":        {Upgrade{}, ". repository@1.0.0; foundation foundation@1.0.0; alpha service@1.1.0"},
		"add":            {service("beta"), "beta service@1.1.0"},
		"add, existing":  {service("alpha"), "alpha service@1.0.0"},
		"a layer":        {data(), "data blank@1.0.0"},
		"new repository": {NewRepository{Root: acme()}, ". repository@1.0.0; foundation foundation@1.0.0"},
		"application":    {app(), "alpha app@1.0.0"},
		"remove":         {PrepareRemoval{Unit: "alpha"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := founded(t, "alpha")
			switch c.change.(type) {
			case NewRepository, NewApplication:
				w = empty(t)
			}
			w.newService("1.1.0")
			all, err := Prospects(c.change, w.base())
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range all {
				got = append(got, p.Unit.Name+" "+p.Pack.Ref())
				if p.Model.Unit(p.Unit.Name) != p.Unit || p.Packs == nil {
					t.Errorf("%s is not of its model", p.Unit.Name)
				}
			}
			if strings.Join(got, "; ") != c.want {
				t.Errorf("the prospects are %q, want %q", got, c.want)
			}
		})
	}
}

// TestProspectSaid: what was said of it is there, and nothing is chosen yet.
func TestProspectSaid(t *testing.T) {
	w := founded(t)
	all, err := Prospects(service("alpha", "port=9000", "production:count=4"), w.base())
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	one := all[0]
	if got := fmt.Sprint(one.Tfvars["production"]["count"].AsBigFloat(), len(one.Tfvars["dev"])); got != "4 0" {
		t.Errorf("its numbers are %v", one.Tfvars)
	}
	got := sortedKeys(one.Unit.Spec.Inputs)
	if !slices.Equal(got, []string{"owner", "port"}) {
		t.Errorf("it has %q", got)
	}
}

// TestNoProspects: what can't be drafted is told.
func TestNoProspects(t *testing.T) {
	for name, c := range map[string]Change{
		"an unknown unit":  Generate{Units: []string{"nope"}},
		"an unknown input": service("alpha", "nope=1"),
		"no name":          Add{Pack: "service"},
	} {
		t.Run(name, func(t *testing.T) {
			w := founded(t)
			all, err := Prospects(c, w.base())
			if all != nil || err == nil {
				t.Fatalf("the prospects are %v", all)
			}
			same(t, "told", told(err), w.fails(c, Options{}))
		})
	}
}
