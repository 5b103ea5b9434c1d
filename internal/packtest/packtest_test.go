package packtest

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/templates"
)

const declaration = `pack "p" {
  version = "1.0.0"
  layer   = "applications"
  reads   = ["organization", "production"]
  exposes = ["owner"]
}
input "owner" {
  type        = string
  default     = "us"
  description = "owner"
}
input "uses" {
  type        = list(string)
  default     = []
  description = "others"
  references {
    pack = "p"
  }
}
input "slot" {
  type        = number
  description = "a number"
  allocate {
    low  = 1
    high = 9
  }
}
input "count" {
  type        = number
  default     = production ? 2 : 1
  stored_in   = "tfvars"
  description = "how many"
  validation {
    condition     = count < 10
    error_message = "At most 9."
  }
}
files "unit" {
  root = "unit"
}
files "environment" {
  root = "environment"
}
file "run.sh" {
  executable = true
}
`

var templateFiles = map[string]string{
	"unit/README.md.tmpl":           "<% .unit %> of <% .owner %> at <% .unit_path %>, <% .organization %>\n",
	"unit/run.sh.tmpl":              "#!/bin/sh\n",
	"environment/main.tf.tmpl":      "resource \"a\" \"b\" {\n  slot = <% hcl .slot %>\n}\n<%- range $name, $unit := .references %>\n# <% comment $name %>: <% comment $unit.owner %>\n<%- end %>\n",
	"environment/variables.tf.tmpl": "variable \"count_of\" {}\n",
}

func files(declaration string, more map[string]string) map[string][]byte {
	out := map[string][]byte{pack.Filename: []byte(declaration)}
	for _, all := range []map[string]string{templateFiles, more} {
		for name, text := range all {
			out[name] = []byte(text)
		}
	}
	return out
}

func newPack(t *testing.T, declaration string, more map[string]string) *pack.Pack {
	t.Helper()
	p, err := pack.FromFiles(files(declaration, more), "p")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func runner() *Runner { return &Runner{Builtin: templates.FS, BuiltinDir: templates.Packs} }

// oneCase reads a case of these files.
func oneCase(t *testing.T, files map[string]string) *Case {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys["tests/c/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	cases, err := Cases(fsys, "p")
	if err != nil || len(cases) != 1 {
		t.Fatalf("%v: %v", cases, err)
	}
	return cases[0]
}

func text(files map[string]File) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		b.WriteString(name + ": " + strings.ReplaceAll(string(files[name].Content), "\n", "|") + "\n")
	}
	return b.String()
}

func TestRender(t *testing.T) {
	p := newPack(t, declaration, nil)
	for name, test := range map[string]struct {
		files map[string]string
		want  []string
		lacks string
	}{
		"empty":        {map[string]string{"inputs.hcl": ""}, []string{"README.md: example of us at layers/04-applications/example, acme|", "environments/dev/main.tf: ", "environments/production/terraform.tfvars: # how many|count = 2|", "slot = "}, "scaffold"},
		"inputs":       {map[string]string{"inputs.hcl": "owner = \"a\"\nslot = 7\ncount = 3\nenvironment \"production\" {\n count = 4\n}\n"}, []string{"slot = 7", "dev/terraform.tfvars: # how many|count = 3|", "production/terraform.tfvars: # how many|count = 4|"}, ""},
		"a name":       {map[string]string{"inputs.hcl": "unit \"shop\" {\n environments = [\"dev\"]\n}\n"}, []string{"README.md: shop of us at layers/04-applications/shop"}, "production"},
		"neighbors":    {map[string]string{"inputs.hcl": "uses = [\"b\"]\n", "units.hcl": "unit \"b\" {\n owner = \"them\"\n}\nunit \"c\" {\n pack = \"blank\"\n}\n"}, []string{"# b: them"}, ""},
		"a repository": {map[string]string{"inputs.hcl": "", "repository.hcl": "repository {\n organization = \"other\"\n vcs = \"o/r\"\n pack = \"repository\"\n}\nenvironment \"only\" {}\n"}, []string{"example of us at layers/01-applications/example, other", "environments/only/main.tf"}, "dev"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := runner().Render(p, oneCase(t, test.files))
			if err != nil {
				t.Fatal(err)
			}
			all := text(got)
			for _, want := range test.want {
				if !strings.Contains(all, want) {
					t.Errorf("lacks %q:\n%s", want, all)
				}
			}
			if test.lacks != "" && strings.Contains(all, test.lacks) {
				t.Errorf("has %q:\n%s", test.lacks, all)
			}
			if !got["run.sh"].Executable || got["README.md"].Executable {
				t.Error("what is executable is judged wrong")
			}
		})
	}
}

// The repository's own pack, a layer's, and an application repository's.
func TestPlaces(t *testing.T) {
	plain := strings.Replace(declaration, "  layer   = \"applications\"\n", "", 1)
	for name, test := range map[string]struct{ declaration, repository, want string }{
		"a layer":      {plain, "", "README.md: p of us at layers/05-p, acme"},
		"a known one":  {strings.Replace(plain, `"p"`, `"platform"`, 1), "", "README.md: platform of us at layers/02-platform, acme"},
		"a new layer":  {strings.Replace(declaration, `"applications"`, `"jobs"`, 1), "", "README.md: example of us at layers/05-jobs/example, acme"},
		"the root":     {plain, "repository {\n organization = \"o\"\n vcs = \"o/r\"\n pack = \"p@0.0.1\"\n}\nenvironment \"dev\" {}\n", "README.md: . of us at ., o"},
		"applications": {"pack \"p\" {\n  version = \"1.0.0\"\n}\ninput \"owner\" {\n description = \"o\"\n default = \"us\"\n}\nfiles \"unit\" {\n  root = \"unit\"\n}\n", "unit \"shop\" {\n pack = \"p\"\n}\n", "README.md: shop of us at .|"},
	} {
		t.Run(name, func(t *testing.T) {
			more := map[string]string{}
			if name == "applications" {
				more["unit/README.md.tmpl"] = "<% .unit %> of <% .owner %> at <% .unit_path %>\n"
			}
			in := map[string]string{"inputs.hcl": ""}
			if test.repository != "" {
				in["repository.hcl"] = test.repository
			}
			got, err := runner().Render(newPack(t, test.declaration, more), oneCase(t, in))
			if err != nil || !strings.Contains(text(got), test.want) {
				t.Errorf("%v\n%s, want %s", err, text(got), test.want)
			}
		})
	}
}

func TestMistakes(t *testing.T) {
	p := newPack(t, declaration, nil)
	for inputs, want := range map[string]string{
		"ownr = \"x\"\n":                        "p/tests/c/inputs.hcl:1: pack p@1.0.0 has no input \"ownr\"",
		"\ncount = 10\n":                        "At most 9.",
		"count = \"many\"\n":                    "p/tests/c/inputs.hcl:1: input \"count\"",
		"owner = [1]\n":                         "p/tests/c/inputs.hcl:1: input \"owner\"",
		"uses = [\"nobody\"]\n":                 "p/tests/c/inputs.hcl:1: ",
		"environment \"mars\" {\n owner = 1\n}": "no environment \"mars\"",
		"unit \"Shop\" {\n}\n":                  "can't be the name of a unit",
	} {
		_, err := runner().Render(p, oneCase(t, map[string]string{"inputs.hcl": inputs}))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", inputs, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "scaffold.hcl:") {
			t.Errorf("%q: the place is in a file that nobody has: %v", inputs, err)
		}
	}
	for name, bad := range map[string]map[string]string{
		"has no inputs.hcl": {"want/x": ""}, "units.hcl:1": {"inputs.hcl": "", "units.hcl": "layer \"x\" {}\n"}, "inputs.hcl:1": {"inputs.hcl": "= 1"},
	} {
		fsys := fstest.MapFS{}
		for file, text := range bad {
			fsys["tests/c/"+file] = &fstest.MapFile{Data: []byte(text)}
		}
		if _, err := Cases(fsys, "p"); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v: %v", bad, err)
		}
	}
	if cases, err := Cases(fstest.MapFS{}, "p"); len(cases) != 0 || err != nil {
		t.Errorf("no tests: %v %v", cases, err)
	}
}

func TestCompare(t *testing.T) {
	c := oneCase(t, map[string]string{"inputs.hcl": "", "want/same": "a\n", "want/other": "a\nb\n", "want/short": "a\nb\n", "want/gone": ""})
	got := map[string]File{
		"same": {Content: []byte("a\n")}, "other": {Content: []byte("a\nc\n")}, "short": {Content: []byte("a\n")}, "new": {}, "mode": {Executable: true},
	}
	c.Want["mode"] = File{}
	list := c.Compare(got)
	want := []string{"want/gone is expected, but not rendered", "want/mode is executable, but should not be", "want/new is rendered, but not expected", "other:2: p/tests/c/want/other is not what the pack renders (line 2 came out as: c)", "short:2: "}
	if len(list) != len(want) {
		t.Fatalf("problems are %v", list)
	}
	for i, part := range want {
		if !strings.Contains(list[i].Error(), part) || list[i].Kind != diag.Failed {
			t.Errorf("problem %d is %s, want %s", i, list[i], part)
		}
	}
	if list := c.Compare(c.Want); len(list) > 0 {
		t.Errorf("what is wanted differs: %v", list)
	}
}

func TestSince(t *testing.T) {
	older := newPack(t, declaration, nil)
	next := strings.Replace(declaration, "1.0.0", "1.1.0", 1)
	renamed := strings.NewReplacer(`input "owner"`, `input "team"`, `exposes = ["owner"]`, `exposes = ["team"]`).Replace(next) + "renamed_input {\n from = \"owner\"\n to = \"team\"\n}\n"
	team := map[string]string{"unit/README.md.tmpl": "<% .team %>\n", "environment/main.tf.tmpl": "resource \"a\" \"b\" {\n}\n"}
	for name, test := range map[string]struct {
		declaration string
		more        map[string]string
		inputs      string
		want        []string
		notes       string
	}{
		"nothing":            {next, nil, "", nil, ""},
		"gone":               {next, map[string]string{"environment/main.tf.tmpl": "resource \"a\" \"c\" {\n}\n"}, "", []string{"case c: a.b of p@1.0.0 is gone from environments/dev", "environments/production"}, ""},
		"moved":              {next, map[string]string{"environment/main.tf.tmpl": "resource \"a\" \"c\" {\n}\nmoved {\n from = a.b\n to = a.c\n}\n"}, "", nil, ""},
		"another file":       {next, map[string]string{"environment/main.tf.tmpl": "# moved\n", "environment/other.tf.tmpl": "resource \"a\" \"b\" {\n}\n"}, "", nil, ""},
		"input gone":         {strings.Replace(renamed, "renamed_input {\n from = \"owner\"\n to = \"team\"\n}\n", "", 1), team, "team = \"x\"\n", []string{`input "owner" of p@1.0.0 is gone`}, ""},
		"input renamed":      {renamed, team, "team = \"x\"\n", nil, ""},
		"under its old name": {renamed, team, "owner = \"x\"\n", nil, ""},
		"other owner":        {strings.Replace(next, "  stored_in   = \"tfvars\"\n", "", 1), nil, "", nil, "input count was stored in terraform.tfvars, now in scaffold.hcl: an upgrade takes its values along"},
		"other type":         {strings.NewReplacer("  type        = number\n", "  type        = string\n", "count < 10", "length(count) < 10").Replace(next), nil, "", nil, "input count was of type number, and is string now: an upgrade stops where a value does not fit"},
		"new input":          {next + "input \"more\" {\n description = \"m\"\n default = 1\n}\n", nil, "more = 2\n", nil, ""},
		"the older can't":    {strings.Replace(next, "count < 10", "count < 99", 1), nil, "count = 50\n", []string{"no case could be rendered by both"}, "can't be rendered by p@1.0.0"},
		"the newer can't":    {strings.Replace(next, "count < 10", "count < 2", 1), nil, "count = 5\n", []string{"can be rendered by p@1.0.0, but not by p@1.1.0"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			c := oneCase(t, map[string]string{"inputs.hcl": test.inputs})
			list, notes := runner().Since(Older{Pack: older}, newPack(t, test.declaration, test.more), "packs/p", []*Case{c})
			all := list.Error()
			for _, want := range test.want {
				if !strings.Contains(all, want) {
					t.Errorf("lacks %q: %s", want, all)
				}
			}
			if len(test.want) == 0 && len(list) > 0 {
				t.Errorf("problems: %s", all)
			}
			if got := strings.Join(notes, "\n"); !strings.Contains(got, test.notes) || (test.notes == "") != (got == "") {
				t.Errorf("notes: %s", got)
			}
		})
	}
}
