package change

import (
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// described is a file with one service, as a parser leaves it.
func described(name, text string) Described {
	f, err := Describe(name, []byte(text))
	if err != nil {
		panic(err)
	}
	return f
}

// TestEqualChanges have the same digest: what can't be read, where a value stood
// and what a file is called make no difference.
func TestEqualChanges(t *testing.T) {
	wrong := diag.List{diag.Usagef("no value")}
	at := Assignment{Name: "port", Attr: spec.Attr{Value: cty.NumberIntVal(1), Range: hcl.Range{Filename: "f", Start: hcl.Pos{Line: 7}}, Source: []byte("x")}}
	for name, pair := range map[string][2]Change{
		"the same":              {service("alpha"), service("alpha")},
		"mistakes of Add":       {Add{Name: "alpha"}, Add{Name: "alpha", Mistakes: wrong}},
		"mistakes of AddLayer":  {AddLayer{Name: "data"}, AddLayer{Name: "data", Mistakes: wrong}},
		"mistakes of Generate":  {Generate{}, Generate{Mistakes: wrong}},
		"mistakes of Upgrade":   {Upgrade{}, Upgrade{Mistakes: wrong}},
		"mistakes of a new one": {NewRepository{Root: acme()}, NewRepository{Root: acme(), Mistakes: wrong}},
		"a file's name":         {Add{File: described("a.hcl", twoServices)}, Add{File: described("<stdin>", twoServices)}},
		"a file's comments":     {Add{File: described("a.hcl", twoServices)}, Add{File: described("a.hcl", "# why\n\n"+twoServices)}},
		"a file's language": {
			Add{File: described("a.hcl", "unit \"a\" {\n  port = 1\n}\n")}, Add{File: described("a.json", `{"name": "a", "port": 1}`)},
		},
		"a value's place":      {Generate{Set: []Assignment{at}}, Generate{Set: []Assignment{{Name: "port", Attr: spec.Attr{Value: cty.NumberIntVal(1)}}}}},
		"files that git tells": {Remove{Unit: "alpha"}, Remove{Unit: "alpha", Files: []repo.Path{"a"}}},
	} {
		t.Run(name, func(t *testing.T) {
			if Digest(pair[0], Options{}, nil) != Digest(pair[1], Options{}, nil) {
				t.Errorf("they differ:\n%+v\n%+v", pair[0], pair[1])
			}
		})
	}
}

// TestOtherChanges: any other kind, field, option or thing beside it makes another
// digest.
func TestOtherChanges(t *testing.T) {
	root := acme()
	root.Domain = "acme.dev"
	files := []FileName{{Written: "a", Here: "b/a"}}
	seen := map[string]string{}
	note := func(name string, c Change, o Options, more any) {
		digest := Digest(c, o, more)
		if len(digest) != 64 || seen[digest] != "" {
			t.Errorf("%s has the digest %s, as has %q", name, digest, seen[digest])
		}
		seen[digest] = name
	}
	for name, c := range map[string]Change{
		"generate": Generate{}, "units of generate": Generate{Units: []string{"alpha"}}, "two units": Generate{Units: []string{"alpha", "beta"}},
		"in another order": Generate{Units: []string{"beta", "alpha"}}, "reallocate": Generate{Reallocate: "slot"}, "from": Generate{From: "../infra"},
		"set": Generate{Set: typed("port=1")}, "another value": Generate{Set: typed("port=2")}, "of a unit": Generate{Set: typed("alpha.port=1")},
		"in dev": Generate{Set: typed("dev:port=1")}, "of another input": Generate{Set: typed("prt=1")}, "a value and not a text": Generate{Set: []Assignment{{Name: "port", Attr: spec.Attr{Value: cty.NumberIntVal(1)}}}},
		"a text that looks like it": Generate{Set: []Assignment{{Name: "port", Attr: spec.Attr{Value: cty.StringVal("1")}}}}, "told": Generate{Told: []string{"x"}},
		"upgrade": Upgrade{}, "units of upgrade": Upgrade{Units: []string{"alpha"}}, "to": Upgrade{To: "1.0.0"}, "set of upgrade": Upgrade{Set: typed("port=1")},
		"add": Add{Pack: "service"}, "of another pack": Add{Pack: "lambda"}, "a name": Add{Pack: "service", Name: "alpha"}, "environments": Add{Pack: "service", Environments: []string{"dev"}},
		"flags": Add{Pack: "service", Flags: typed("port=1")}, "set of add": Add{Pack: "service", Set: typed("port=1")},
		"a file": Add{Pack: "service", File: described("f", twoServices)}, "another content": Add{Pack: "service", File: described("f", twoServices+"unit \"x\" {\n}\n")},
		"another value of a file": Add{Pack: "service", File: described("f", manyServices(1))}, "environments of a file": Add{Pack: "service", File: described("f", "unit \"s-a\" {\n  environments = [\"dev\"]\n  owner = \"us\"\n}\n")},
		"a layer": AddLayer{Pack: "blank", Name: "data"}, "another layer": AddLayer{Pack: "blank", Name: "logs"}, "depends on": AddLayer{Pack: "blank", Name: "data", DependsOn: []string{"foundation"}},
		"before": AddLayer{Pack: "blank", Name: "data", Before: "foundation"}, "flags of a layer": AddLayer{Pack: "blank", Name: "data", Flags: typed("cost=1")}, "set of a layer": AddLayer{Pack: "blank", Name: "data", Set: typed("cost=1")},
		"a repository": NewRepository{Root: acme()}, "another root": NewRepository{Root: root}, "inside": NewRepository{Root: acme(), Inside: "x"}, "set of it": NewRepository{Root: acme(), Set: typed("team=x")},
		"an application": app(), "with a port": app("port=1"), "existing": Existing{Name: "alpha", Given: app().Given},
		"prepare": PrepareRemoval{Unit: "alpha"}, "remove": Remove{Unit: "alpha"}, "another removed": Remove{Unit: "beta"}, "removed": Removed{Unit: "alpha"}, "prune": Prune{},
	} {
		note(name, c, Options{}, nil)
	}
	for name, o := range map[string]Options{
		"env": {Environments: []string{"dev"}}, "allow": {AllowDestroy: []string{"dev"}}, "ours": {Conflicts: plan.Ours}, "theirs": {Conflicts: plan.Theirs},
		"reset": {Reset: files}, "restore": {Restore: files}, "seen from elsewhere": {Reset: []FileName{{Written: "a", Here: "c/a"}}},
	} {
		note(name, Generate{}, o, nil)
	}
	for name, more := range map[string]any{"a command": []any{"generate", true}, "another": []any{"generate", false}, "one of a map": map[string]string{"a": "b"}} {
		note(name, Generate{}, Options{}, more)
	}
}

// TestDigestOfNoData: what can't be told apart is a mistake of the program's own.
func TestDigestOfNoData(t *testing.T) {
	defer func() {
		if r := recover(); r != "change: Prune is not data: json: unsupported type: func()" {
			t.Errorf("it says %v", r)
		}
	}()
	Digest(Prune{}, Options{}, func() {})
}
