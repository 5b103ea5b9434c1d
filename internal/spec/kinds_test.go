package spec

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// TestWhichFile: a file is told by its blocks, also one that does not parse.
func TestWhichFile(t *testing.T) {
	for name, c := range map[string]struct {
		src        string
		unit, root bool
	}{
		"a unit":                 {"unit \"a\" {\n}\n", true, false},
		"a root file":            {"repository {\n}\n", false, true},
		"both":                   {"unit \"a\" {\n}\nrepository {\n}\n", false, true},
		"nothing":                {"", false, false},
		"other blocks":           {"environment \"dev\" {\n}\n", false, false},
		"a broken unit":          {"unit \"a\" {\n  x = = 1\n}\n", true, false},
		"a broken root file":     {"repository {\n  x = = 1\n}\n", false, true},
		"both, broken":           {"unit \"a\" {\n}\nrepository {\n  x = = 1\n}\n", false, true},
		"a unit in a merge":      {"<<<<<<< HEAD\nunit \"a\" {\n", true, false},
		"a word in broken text":  {"x = = \"unit\"\n", false, false},
		"an indented broken one": {"  unit \"a\" {\n  x = = 1\n}\n", true, false},
	} {
		t.Run(name, func(t *testing.T) {
			if unit, root := IsUnit("x", []byte(c.src)), IsRoot("x", []byte(c.src)); unit != c.unit || root != c.root {
				t.Errorf("a unit: %v, a root file: %v", unit, root)
			}
		})
	}
}

// TestParseUnits: a person hands in units, or what would stand in one.
func TestParseUnits(t *testing.T) {
	for name, c := range map[string]struct {
		src  string
		want string
	}{
		"content alone":    {"port = 1\n", "@any:port"},
		"nothing":          {"", "@any:"},
		"one unit":         {"unit \"a\" {\n  pack = \"p@1.0.0\"\n  port = 1\n}\n", "a@p@1.0.0:port"},
		"several":          {"unit \"a\" {\n  x = 1\n}\nunit \"b\" {\n  pack = \"q\"\n}\n", "a@any:x b@q:"},
		"with overrides":   {"unit \"a\" {\n  environment \"dev\" {\n    y = 1\n  }\n}\n", "a@any:dev.y"},
		"with a pack only": {"pack = \"p@1.0.0\"\n", "@p@1.0.0:"},
	} {
		t.Run(name, func(t *testing.T) {
			units, err := ParseUnits("in.hcl", []byte(c.src))
			if err != nil {
				t.Fatal(err)
			}
			var all []string
			for _, u := range units {
				var inputs []string
				for input := range u.Inputs {
					inputs = append(inputs, input)
				}
				for environment, own := range u.Overrides {
					for input := range own {
						inputs = append(inputs, environment+"."+input)
					}
				}
				slices.Sort(inputs)
				all = append(all, fmt.Sprintf("%s@%s:%s", u.Name, u.Pack, strings.Join(inputs, ",")))
			}
			if got := strings.Join(all, " "); got != c.want {
				t.Errorf("read as %s, want %s", got, c.want)
			}
		})
	}
}

// TestParseUnitsProblems: what is wrong with any of them is told at once, in
// the order of the file.
func TestParseUnitsProblems(t *testing.T) {
	for name, c := range map[string]struct {
		src  string
		want []string // line:summary
	}{
		"beside a unit":      {"unit \"a\" {\n}\nport = 1\nenvironment \"dev\" {\n}\n", []string{"3:port stands beside unit blocks", `4:in.hcl holds unit blocks, and beside them a block "environment"`}},
		"in two units":       {"unit \"a\" {\n  x = var.y\n}\nunit {\n}\n", []string{"2:", "4:a unit block takes one label, its name"}},
		"two mistakes":       {"x = var.y\nz = local.q\n", []string{"1:", "2:"}},
		"a pack that is not": {"unit \"a\" {\n  pack = \"P\"\n}\n", []string{`2:"P" is not a pack and its version`}},
		"what can't be read": {"x = = 1\n", []string{"1:"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ParseUnits("in.hcl", []byte(c.src))
			list := diag.Of(err)
			if len(list) != len(c.want) {
				t.Fatalf("got %v, want %d problems", err, len(c.want))
			}
			for i, p := range list {
				if got := fmt.Sprintf("%d:%s", p.Range.Start.Line, p.Summary); !strings.HasPrefix(got, c.want[i]) {
					t.Errorf("got %s, want %s", got, c.want[i])
				}
			}
		})
	}
}

// TestNoEnvironments: a unit without environments of its own may not name any.
func TestNoEnvironments(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		line int // of the problem; 0 for none
	}{
		"none":      {"  port = 1\n", 0},
		"listed":    {"  port = 1\n  environments = [\"dev\"]\n", 4},
		"overrides": {"  environment \"dev\" {\n    port = 1\n  }\n", 3},
	} {
		t.Run(name, func(t *testing.T) {
			u, err := ParseUnit("scaffold.hcl", []byte("unit \"shop\" {\n  pack = \"app@1.0.0\"\n"+c.body+"}\n"))
			if err != nil {
				t.Fatal(err)
			}
			problem := u.NoEnvironments()
			if (problem == nil) != (c.line == 0) || (problem != nil && (problem.Range.Start.Line != c.line || !strings.HasPrefix(problem.Summary, "shop "))) {
				t.Errorf("got %v, want line %d", problem, c.line)
			}
		})
	}
	u, _ := ParseUnit("scaffold.hcl", []byte("unit \"shop\" {\n  pack = \"app@1.0.0\"\n}\n"))
	if p := u.EnvironmentsProblem("x"); p.Range == nil || p.Range.Start.Line != 1 {
		t.Errorf("a unit that lists none has the place %v", p.Range)
	}
	if p := u.OverrideProblem("dev", "x"); p == nil || p.Summary != "x" {
		t.Errorf("an override that is not there: %v", p)
	}
}

// TestFreeShort: short names of environments are three characters and unlike.
func TestFreeShort(t *testing.T) {
	for name, c := range map[string]struct {
		environment string
		taken       []string
		want        string
	}{
		"free":                {"development", nil, "dev"},
		"taken once":          {"development", []string{"dev"}, "de2"},
		"taken twice":         {"development", []string{"dev", "de2"}, "de3"},
		"a known one, taken":  {"production", []string{"prd"}, "pr2"},
		"a short name, taken": {"qa", []string{"qa"}, "qa2"},
		"one letter, taken":   {"x", []string{"x", "x2"}, "x23"},
		"ten are taken":       {"dev", []string{"dev", "de2", "de3", "de4", "de5", "de6", "de7", "de8", "de9"}, "d10"},
	} {
		t.Run(name, func(t *testing.T) {
			got := FreeShort(c.environment, func(s string) bool { return slices.Contains(c.taken, s) })
			if got != c.want || !shortRE(got) {
				t.Errorf("it is %q, want %q", got, c.want)
			}
		})
	}
}
