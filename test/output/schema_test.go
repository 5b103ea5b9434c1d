package output

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/seed-3f5c2e52/scaffold/test/project"
)

// strictSchema is the published schema with every object closed: a field that
// is not documented fails here, while users may ignore it.
func strictSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	name := filepath.Join("docs", "reference", "output.schema.json")
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var document map[string]any
	if err := json.Unmarshal(content, &document); err != nil {
		t.Fatal(err)
	}
	for _, def := range document["$defs"].(map[string]any) {
		def.(map[string]any)["additionalProperties"] = false
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("schema.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// followsSchema runs a command in the repository repo below dir: its JSON follows
// the schema, holds what shows that the run is the one meant, and no token.
func followsSchema(t *testing.T, schema *jsonschema.Schema, env []string, dir, line string, wantCode int, has, token string) {
	t.Helper()
	out, code := project.Shell(t, env, dir, "scaffold -C repo --output json "+line)
	if code != wantCode || !strings.Contains(out, has) || strings.Contains(out, token) {
		t.Errorf("%s: exit %d, not %d, or no %s in\n%s", line, code, wantCode, has, out)
		return
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(out))
	if err == nil {
		err = schema.Validate(value)
	}
	if err != nil {
		t.Errorf("%s: %v\n%s", line, err, out)
	}
}
