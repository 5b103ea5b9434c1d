package output

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/seed-3f5c2e52/scaffold/test/project"
)

// The schemas of specs take what scaffold takes, and refuse what it refuses for
// its type, its choices or its name.
func TestSpecSchemaAgreesWithTheProgram(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	for _, name := range []string{"foundation", "platform", "shared-services", "blank"} {
		if _, err := compiler.Compile(filepath.Join("docs", "reference", "pack-"+name+".schema.json")); err != nil {
			t.Error(err)
		}
	}
	schema, err := compiler.Compile(filepath.Join("docs", "reference", "pack-service.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	env := project.Isolated(t)
	dir := t.TempDir()
	project.Must(t, env, dir, "scaffold init repo --organization acme --repository acme/infra")
	for text, good := range map[string]bool{
		`{"name": "shop", "port": 9090, "environments": ["dev", "production"]}`:                                                     true,
		`{"exposure": "internal", "environment": {"production": {"port": 9090, "host": null}}}`:                                     true,
		`{"autoscaling": true, "max_capacity": 9, "schedules": {"x": {"schedule": "at(2030-01-01T00:00:00)", "min": 1, "max": 2}}}`: true,
		`[{"name": "shop", "port": 9090}, {"name": "orders", "uses": ["shop"]}]`:                                                    true,
		`{"units": [{"name": "shop"}, {"name": "orders", "uses": ["shop"]}]}`:                                                       true,
		`[{"name": "shop", "prot": 9090}]`:                                                                                          false,
		`{"units": [{"name": "shop"}, {"port": 1}]}`:                                                                                false,
		`["shop"]`:                 false,
		`{"port": "many"}`:         false,
		`{"exposure": "everyone"}`: false,
		`{"prot": 9090}`:           false,
		`{"environment": {"production": {"prot": 9090}}}`:   false,
		`{"schedules": {"x": {"min": 1, "max": 2}}}`:        false,
		`{"environment_variables": {"A": ["not", "text"]}}`: false,
	} {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); (err == nil) != good {
			t.Errorf("the schema on %s: %v", text, err)
		}
		if err := os.WriteFile(filepath.Join(dir, "spec.json"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		name := " shop"
		if strings.HasPrefix(text, "[") || strings.HasPrefix(text, `{"units"`) {
			name = "" // the file says it
		}
		if out, code := project.Shell(t, env, dir, "scaffold service"+name+" -C repo --spec spec.json --dry-run"); (code == 0) != good {
			t.Errorf("scaffold on %s: exit %d\n%s", text, code, out)
		}
	}
}
