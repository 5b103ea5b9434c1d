package packdoc_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/packdoc"
)

// described is a pack with something of everything that a page tells.
const described = `pack "queue" {
  version = "1.2.0"
  reads   = ["region", "organization"]
  exposes  = ["url"]
  identity = ["region", "organization"]
}
name {
  pattern = "^[a-z]+$"
  message = "Lower case, not <upper>."
}
locals {
  big = size > 5
}
input "size" {
  type        = number
  default     = 3
  nullable    = false
  choices     = [3, 9]
  pinned      = true
  description = "How large"
  validation {
    condition     = size > 0
    error_message = "More than none."
  }
  validation {
    condition     = size < 99
    error_message = "Less than 99, not ${size}."
  }
}
input "names" {
  type        = list(string)
  default     = []
  choices     = ["a", "b"]
  when        = local.big
  description = "Which *names* it has."
}

input "modes" {
  type        = map(string)
  default     = {}
  nullable    = false
  choices     = ["read", "write"]
  listed      = "read"
  description = "What may be done with which"
}
input "url" {
  type        = string
  description = "Where it is"
}
input "number" {
  type        = number
  stored_in   = "tfvars"
  description = "Chosen"
  allocate {
    low  = 1
    high = 9
  }
}
input "bounds" {
  type = map(object({
    low  = number
    note = optional(string)
  }))
  default     = null
  description = "Bounds"
}
input "senders" {
  type        = list(string)
  default     = []
  description = "Who sends"
  references {
    pack = "service"
    via  = "name"
  }
}
files "unit" {
  root = "unit"
}
files "environment" {
  root = "environment"
}
files "unit" {
  root   = "policy"
  target = "policies"
}
file "README.md" {
  seed_once = true
}
file "environments/*/run.sh" {
  when       = local.big
  executable = true
}
`

func load(t *testing.T) *pack.Pack {
	t.Helper()
	p, err := pack.Load(fstest.MapFS{
		pack.Filename: {Data: []byte(described)}, "unit/README.md.tmpl": {}, "environment/run.sh.tmpl": {}, "policy/a.json": {},
	}, "packs/queue")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestMarkdown is the whole page of a pack, as testdata/queue.md has it.
func TestMarkdown(t *testing.T) {
	want, err := os.ReadFile("testdata/queue.md")
	if err != nil {
		t.Fatal(err)
	}
	if got := (packdoc.Page{Pack: load(t), Schema: "queue.schema.json"}).Markdown(); got != string(want) {
		t.Errorf("the page is\n%s\nwant\n%s", got, want)
	}
}

// TestGiven: how a command line sets an input depends on the command that makes
// units of the pack.
func TestGiven(t *testing.T) {
	in := &pack.Input{Name: "desired_count"}
	for name, want := range map[string]string{
		"service":    "--desired-count",
		"blank":      "--desired-count",
		"repository": "scaffold init --set desired_count=…",
		"foundation": "scaffold init --set foundation.desired_count=…",
	} {
		t.Run(name, func(t *testing.T) {
			if got := packdoc.Option(&pack.Pack{Name: name})(in); got != want {
				t.Errorf("it is %q, want %q", got, want)
			}
		})
	}
}

// TestOneLine: a table's cell holds 48 characters at most.
func TestOneLine(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"short":         {"a = 1", "a = 1"},
		"several lines": {"{\n  a = 1\n}", "{ a = 1 }"},
		"just short":    {strings.Repeat("é", 48), strings.Repeat("é", 48)},
		"too long":      {strings.Repeat("é", 49), strings.Repeat("é", 47) + "…"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := packdoc.OneLine(c.text); got != c.want {
				t.Errorf("it is %q, want %q", got, c.want)
			}
		})
	}
}

// TestSchema: what the schema takes is what --spec takes, as far as types and
// choices go.
func TestSchema(t *testing.T) {
	text, err := packdoc.Schema(load(t))
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("queue.schema.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("queue.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for spec, ok := range map[string]bool{
		`{}`:                            true,
		`{"name": "a", "size": 3}`:      true,
		`{"size": 4}`:                   false, // no choice
		`{"size": null}`:                false, // not nullable
		`{"names": ["a", "b"]}`:         true,
		`{"names": null}`:               true,
		`{"names": ["c"]}`:              false,
		`{"modes": {"a": "read"}}`:      true,
		`{"modes": ["a", "b"]}`:         true, // by keys alone
		`{"modes": {"a": "c"}}`:         false,
		`{"modes": [1]}`:                false,
		`{"url": 1}`:                    false,
		`{"sise": 3}`:                   false,
		`{"bounds": {"x": {"low": 1}}}`: true,
		`{"bounds": {"x": {"low": 1, "note": null}}}`:                      true,
		`{"bounds": {"x": {}}}`:                                            false, // low is missing
		`{"bounds": {"x": {"low": 1, "high": 2}}}`:                         false,
		`{"environments": ["dev"], "environment": {"dev": {"size": 9}}}`:   true,
		`{"environments": []}`:                                             false,
		`{"environment": {"dev": {"sise": 9}}}`:                            false,
		`{"environment": {"dev": {"environments": ["dev"]}}}`:              false,
		`[{"name": "a"}, {"name": "b", "pack": "queue@1.2.0", "size": 9}]`: true,
		`[{"size": 9}]`:                      false, // one of several needs a name
		`{"units": [{"name": "a"}]}`:         true,
		`{"units": [], "size": 3}`:           false,
		`{"units": [{"name": "a", "x": 1}]}`: false,
		`"a"`:                                false,
	} {
		t.Run(spec, func(t *testing.T) {
			value, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(spec)))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(value); (err == nil) != ok {
				t.Errorf("taken: %v\n%v", err == nil, err)
			}
		})
	}
	for _, want := range []string{`"default": 3`, `"description": "How large"`, `"title": "Units of the pack queue@1.2.0, for --spec"`} {
		if !strings.Contains(text, want) {
			t.Errorf("the schema lacks %s:\n%s", want, text)
		}
	}
}

// What reaches across units stands on the page: the kind, what is exposed, and rules over all units.
func TestAcrossUnits(t *testing.T) {
	src := strings.Replace(described, `exposes  = ["url"]`, "kind     = \"store\"\n  exposes  = [\"url\", \"local.big\"]", 1) +
		"unique \"size\" {\n  values  = [size]\n  when    = local.big\n  message = \"Another size.\"\n}\nlimit {\n  of      = region\n  max     = 9\n  message = \"Too many.\"\n}\n" +
		"input \"after\" {\n  type        = string\n  default     = null\n  description = \"after\"\n  references {\n    kind = \"store\"\n  }\n}\n"
	p, err := pack.Load(fstest.MapFS{pack.Filename: {Data: []byte(src)}, "unit/a.tmpl": {Data: []byte("a\n")}, "environment/a.tmpl": {Data: []byte("a\n")}, "policy/a.tmpl": {Data: []byte("a\n")}}, "packs/queue")
	if err != nil {
		t.Fatal(err)
	}
	text := packdoc.Page{Pack: p}.Markdown()
	for _, want := range []string{
		"Its units are of the kind `store`.", "Other units may see its `url`, `big`.", "- names: units of the kind store, by their remote state",
		"- `[size]`: no two have the same, where `local.big`. Another size.", "- `region`: at most 9 have the same. Too many.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q:\n%s", want, text)
		}
	}
}

// Which numbers an input may hold stands on the page and in the schema.
func TestNumbers(t *testing.T) {
	src := described + "input \"ports\" {\n  type        = list(number)\n  default     = []\n  description = \"ports\"\n  number {\n    whole = true\n    from  = 1\n    to    = 65535\n  }\n}\n"
	p, err := pack.Load(fstest.MapFS{pack.Filename: {Data: []byte(src)}, "unit/a.tmpl": {Data: []byte("a\n")}, "environment/a.tmpl": {Data: []byte("a\n")}, "policy/a.tmpl": {Data: []byte("a\n")}}, "packs/queue")
	if err != nil {
		t.Fatal(err)
	}
	if text := (packdoc.Page{Pack: p}).Markdown(); !strings.Contains(text, "- number: a whole number from 1 to 65535") {
		t.Errorf("the page says nothing of it:\n%s", text)
	}
	schema, err := packdoc.Schema(p)
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("schema.json", document); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for port, want := range map[float64]bool{1: true, 65535: true, 0: false, 1.5: false, 65536: false} {
		if err := compiled.Validate(map[string]any{"name": "a", "ports": []any{port}}); (err == nil) != want {
			t.Errorf("port %v: %v", port, err)
		}
	}
}
