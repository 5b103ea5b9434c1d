package scaffold

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// What --output json prints is what docs/reference/output.schema.json says, no
// field less and none more.
func TestJSONOutputFollowsItsSchema(t *testing.T) {
	schema := strictSchema(t)
	env := isolated(t)
	dir := t.TempDir()
	must(t, env, dir, "mkdir full && touch full/x")
	for _, step := range []struct {
		name, before, line string
		code               int
		has                string // what shows that the step is the one meant
	}{
		{"version", "", "version", 0, `"go"`},
		{"a folder in use", "", "init full --organization acme --repository acme/infra", 2, "neither empty"},
		{"init", "", "init repo --organization acme --repository acme/infra", 0, `"hash"`},
		{"service", "", "service shop -C repo", 0, `"create"`},
		{"nothing to do", "", "generate -C repo", 0, `"actions": []`},
		{"dry run", "", "service orders -C repo --dry-run", 0, `"dry_run": true`},
		{"diff", "", "generate shop -C repo --set port=9090 --dry-run --diff", 0, `"diff"`},
		{"pending", "", "generate shop -C repo --set port=9090 --dry-run --detailed-exitcode", 4, `"update"`},
		{"workspaces", "", "workspaces plan --offline -C repo", 0, `"desired"`},
		{"a place", `echo 'port = "x"' >s.hcl`, "service mails -C repo --spec s.hcl", 2, `"start_line": 1`},
		{"unknown command", "", "nonsense", 2, `"usage"`},
		{"merge", "echo '# mine' >>repo/layers/04-applications/shop/environments/dev/main.tf", "generate shop -C repo --set port=9090", 0, `"merge"`},
		{"status", "", "status -C repo --diff", 0, `"wanted": "service@1.0.0"`},
		{"pack new", "", "pack new worker", 0, `"create"`},
		{"pack validate", "", "pack validate worker", 0, "is valid"},
		{"pack test", "", "pack test worker", 0, `"ok": true`},
		{"pack test that fails", "echo x >>worker/tests/plain/want/README.md", "pack test worker --from worker", 1, `"ok": false`},
		{"pack list", "", "pack list -C repo", 0, `"built in"`},
		{"pack show", "", "pack show service -C repo", 0, `"sha256:`},
		{"pack prune", "", "pack prune -C repo", 0, "in use"},
		{"conflict", "sed -i 's/containerPort = 9090/containerPort = 9191/' repo/layers/04-applications/shop/environments/dev/main.tf", "generate shop -C repo --set port=9292", 3, `"conflict"`},
	} {
		line := "scaffold --output json " + step.line
		if step.before != "" {
			must(t, env, dir, step.before)
		}
		out, code := shell(t, env, dir, line)
		if code != step.code || !strings.Contains(out, step.has) {
			t.Errorf("%s: exit %d, not %d, or no %s in\n%s", step.name, code, step.code, step.has, out)
			continue
		}
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(out))
		if err != nil {
			t.Errorf("%s: not JSON: %v\n%s", step.name, err, out)
			continue
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v\n%s", step.name, err, out)
		}
	}
}

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
	env := isolated(t)
	dir := t.TempDir()
	must(t, env, dir, "scaffold init repo --organization acme --repository acme/infra")
	for text, good := range map[string]bool{
		`{"name": "shop", "port": 9090, "environments": ["dev", "production"]}`:                                                     true,
		`{"exposure": "internal", "environment": {"production": {"port": 9090, "host": null}}}`:                                     true,
		`{"autoscaling": true, "max_capacity": 9, "schedules": {"x": {"schedule": "at(2030-01-01T00:00:00)", "min": 1, "max": 2}}}`: true,
		`{"port": "many"}`:                                  false,
		`{"exposure": "everyone"}`:                          false,
		`{"prot": 9090}`:                                    false,
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
		if out, code := shell(t, env, dir, "scaffold service shop -C repo --spec spec.json --dry-run"); (code == 0) != good {
			t.Errorf("scaffold on %s: exit %d\n%s", text, code, out)
		}
	}
}
