package packdoc_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/packdoc"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
	"github.com/seed-3f5c2e52/scaffold/templates"
)

// ownName is the name of a whole schema; those of parts begin with a #.
var ownName = regexp.MustCompile(`"\$id": "(\w+)"`)

// backstageSchema is Backstage's own schema of a template.
func backstageSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	for _, name := range []string{"common", "EntityMeta", "Entity", "Template.v1beta3"} {
		src, err := os.ReadFile(filepath.Join("testdata", "backstage", name+".schema.json"))
		if err != nil {
			t.Fatal(err)
		}
		// Their names of each other are relative to no address; any one will do.
		src = ownName.ReplaceAll(src, []byte(`"$$id": "https://backstage.example/$1"`))
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(src))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiler.AddResource("https://backstage.example/"+schemaName(name), document); err != nil {
			t.Fatal(err)
		}
	}
	schema, err := compiler.Compile("https://backstage.example/TemplateV1beta3")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// schemaName is the name by which others refer to the schema in a file.
func schemaName(file string) string {
	return strings.Replace(file, "Template.v1beta3", "TemplateV1beta3", 1)
}

// The template of every built-in pack is one that Backstage takes, and its form
// takes what the pack takes.
func TestBackstageTemplates(t *testing.T) {
	schema := backstageSchema(t)
	store := &pack.Store{Builtin: templates.FS, BuiltinDir: templates.Packs}
	to := packdoc.Dispatch{VCS: "acme/infrastructure", Branch: "main", Workflow: "service-request.yaml", Environments: []string{"dev", "production"}}
	for _, name := range store.Names() {
		p, err := store.Get(spec.PackRef{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		text, err := packdoc.Backstage(p, to)
		if err != nil {
			t.Fatal(err)
		}
		var template map[string]any
		if err := yaml.Unmarshal([]byte(text), &template); err != nil {
			t.Fatalf("%s: %v\n%s", name, err, text)
		}
		if err := schema.Validate(template); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if again, _ := packdoc.Backstage(p, to); again != text {
			t.Errorf("%s: two templates of one pack differ", name)
		}
		inputs := at(t, template, "spec", "parameters", 1, "properties", "inputs", "properties").(map[string]any)
		for _, in := range p.Inputs {
			if _, asked := inputs[in.Name]; asked == (in.Allocate != nil) {
				t.Errorf("%s: %s is asked for: %t", name, in.Name, asked)
			}
		}
		delete(template, "kind")
		if schema.Validate(template) == nil {
			t.Errorf("%s: the schema takes a template without a kind; it says nothing", name)
		}
	}
}

// The form itself is a schema, and forms give what its fields hold.
func TestBackstageForm(t *testing.T) {
	store := &pack.Store{Builtin: templates.FS, BuiltinDir: templates.Packs}
	p, err := store.Get(spec.PackRef{Name: "service"})
	if err != nil {
		t.Fatal(err)
	}
	text, err := packdoc.Backstage(p, packdoc.Dispatch{VCS: "acme/infrastructure", Branch: "trunk", Workflow: "x.yaml", Environments: []string{"dev", "production"}})
	if err != nil {
		t.Fatal(err)
	}
	var template map[string]any
	if err := yaml.Unmarshal([]byte(text), &template); err != nil {
		t.Fatal(err)
	}
	step := at(t, template, "spec", "steps", 0, "input").(map[string]any)
	if step["repoUrl"] != "github.com?owner=acme&repo=infrastructure" || step["branchOrTagName"] != "trunk" {
		t.Errorf("the workflow is looked for in %v", step)
	}
	if sent := at(t, step, "workflowInputs", "spec"); sent != "${{ parameters.inputs | dump }}" {
		t.Errorf("the workflow gets %v", sent)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("form.json", at(t, template, "spec", "parameters", 1)); err != nil {
		t.Fatal(err)
	}
	form, err := compiler.Compile("form.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		input string
		ok    bool
	}{
		{`{"inputs": {}}`, true},
		{`{"inputs": {"exposure": "internal", "port": 9090, "uses": ["orders"], "autoscaling": true, "environments": ["dev"]}}`, true},
		{`{"inputs": {"repository_ids": {}, "tags": {}, "schedules": {"morning": {}}}}`, true},
		{`{"inputs": {"exposure": "secret"}}`, false},
		{`{"inputs": {"port": "high"}}`, false},
		{`{"inputs": {"environments": ["nowhere"]}}`, false},
	} {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(c.input))
		if err != nil {
			t.Fatal(err)
		}
		if err := form.Validate(value); (err == nil) != c.ok {
			t.Errorf("%s: %v", c.input, err)
		}
	}
}

// at follows keys and indexes into a value.
func at(t *testing.T, value any, path ...any) any {
	t.Helper()
	for _, step := range path {
		switch key := step.(type) {
		case string:
			value = value.(map[string]any)[key]
		case int:
			value = value.([]any)[key]
		}
		if value == nil {
			t.Fatalf("there is nothing at %v of %v", step, path)
		}
	}
	return value
}
