package scaffold

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/seed-3f5c2e52/scaffold/internal/tfc/tfetest"
)

// step is one command of a test of machine output.
type step struct {
	name, before, line string
	code               int
	has                string // what shows that the step is the one meant, without the spaces of JSON
}

// steps run every command, and every way in which one fails.
var steps = []step{
	{"version", "", "version", 0, `"go":`},
	{"help", "", "help service", 0, `"input":"port"`},
	{"--help", "", "--help", 0, `"name":"workspaces"`},
	{"no command", "", "", 0, `"usage":"scaffold`},
	{"a group", "", "workspaces", 0, `"name":"workspaces apply"`},
	{"another group", "", "pack", 0, `"name":"pack list"`},
	{"completion", "", "completion bash", 0, "bash completion V2"},
	{"completion of no shell", "", "completion", 2, "takes one shell"},
	{"docs", "", "docs", 0, `"name":"docs man"`},
	{"docs man", "", "docs man pages", 0, "Wrote"},
	{"docs markdown", "", "docs markdown pages", 0, "Wrote"},
	{"unknown command", "", "nonsense", 2, "there is no command"},
	{"unknown command of a group", "", "workspaces nonsense", 2, "there is no command"},
	{"unknown flag", "", "service shop --prot 1", 2, "unknown flag"},
	{"flag without a value", "", "service shop --port", 2, "needs an argument"},
	{"flags that contradict", "", "service shop --no-commit --push", 2, "contradict"},
	{"no repository", "", "status", 2, `"code":"no_repository"`},
	{"a folder in use", "", "init full --organization acme --repository acme/infra", 2, "neither empty"},
	{"missing flags", "", "init", 2, `"key":"repository.organization"`},
	{"init", "", "init repo --organization acme --repository acme/infra --hostname $HOST --environments dev,production", 0, `"hash"`},
	{"init again", "", "init repo --organization acme --repository acme/infra", 2, "already a scaffold repository"},
	{"missing name", "", "service -C repo", 2, `"code":"missing_input"`},
	{"missing inputs", "", "app-repo shop", 2, `"name":"runtime"`},
	{"service", "", "service shop -C repo", 0, `"action":"create"`},
	{"services", "", "service --spec two.json -C repo --commit-per-unit", 0, "feat: add carts infrastructure"},
	{"layer", "", "layer data -C repo --depends-on foundation", 0, "feat: add data layer"},
	{"app-repo", "", "app-repo shop --runtime go --infra repo", 0, "initial commit"},
	{"generate, nothing to do", "", "generate -C repo", 0, `"actions":[]`},
	{"dry run", "", "service orders -C repo --dry-run", 0, `"dry_run":true`},
	{"diff", "", "generate shop -C repo --set port=9090 --dry-run --diff", 0, `"diff":`},
	{"pending", "", "generate shop -C repo --set port=9090 --dry-run --detailed-exitcode", 4, `"update"`},
	{"a place", `echo 'port = "x"' >s.hcl`, "service mails -C repo --spec s.hcl", 2, `"start_line":1`},
	{"upgrade, nothing to do", "", "upgrade --all -C repo --commit-per-unit", 0, `"command":"upgrade"`},
	{"upgrade of nothing", "", "upgrade -C repo", 2, "upgrade needs units"},
	{"locked", "", "generate -C repo", 1, `"code":"locked"`},
	{"interrupted", `echo '{"version":1,"command":["layer","x"]}' >repo/.git/scaffold/journal.json`, "generate -C repo", 1, `"code":"interrupted"`},
	{"nothing interrupted", "rm repo/.git/scaffold/journal.json", "generate --continue -C repo", 2, "no run was interrupted"},
	{"a hook that refuses", `printf '#!/bin/sh\necho no\nexit 1\n' >repo/.git/hooks/pre-commit; chmod +x repo/.git/hooks/pre-commit`, "service mails -C repo", 1, "the pre-commit hook refused"},
	{"a hook that talks", `cd repo && git clean -qfd && git checkout -q . && printf '#!/bin/sh\necho fine\n' >.git/hooks/pre-commit`, "service mails -C repo", 0, `"hash"`},
	{
		"a run that fails on the way", `rm repo/.git/hooks/pre-commit && printf '#!/bin/sh\n! grep -q second "$1"\n' >repo/.git/hooks/commit-msg && chmod +x repo/.git/hooks/commit-msg`,
		"service --spec on-the-way.json -C repo --commit-per-unit", 1, `"commits":[{`,
	},
	{"workspaces offline", "cd repo && rm .git/hooks/commit-msg && git clean -qfd && git checkout -q .", "workspaces plan --offline -C repo", 0, `"desired"`},
	{"workspaces plan", "", "workspaces plan --check -C repo", 4, `"kind":"workspace"`},
	{"no token", "", "TFE_TOKEN= workspaces plan -C repo", 2, `"code":"no_token"`},
	{"workspaces apply unasked", "", "workspaces apply -C repo", 2, "nobody can be asked"},
	{"workspaces apply", "", "workspaces apply --auto-approve --queue-first-runs -C repo", 0, `"applied":{`},
	{"workspaces drift", "", "workspaces drift -C repo", 0, `"changes":[]`},
	{"remove --prepare", "", "remove mails --prepare -C repo", 0, `"command":"remove"`},
	{"remove", "", "remove mails --assume-destroyed -C repo", 0, `"action":"delete"`},
	{"remove --prune unasked", "", "remove mails --prune -C repo", 2, "only when its name is given"},
	{"status", "echo '# mine' >>repo/layers/04-applications/shop/environments/dev/main.tf", "status -C repo --diff", 0, `"wanted":"service@`},
	{"a broken repository", "cp -r repo broken && echo '}' >>broken/scaffold.hcl", "status -C broken", 2, `"file":"scaffold.hcl"`},
	{"a broken unit", "cp -r repo unit && echo 'port = 1' >>unit/layers/04-applications/shop/scaffold.hcl", "status -C unit", 2, `"problems":[{`},
	{"merge", "", "generate shop -C repo --set port=9090", 0, `"merge"`},
	{"conflict", "sed -i 's/containerPort = 9090/containerPort = 9191/' repo/layers/04-applications/shop/environments/dev/main.tf", "generate shop -C repo --set port=9292", 3, `"kind":"conflict"`},
	{"unresolved", "", "generate -C repo", 3, `"code":"unresolved"`},
	{"--continue too early", "", "generate --continue -C repo", 3, "still holds conflict markers"},
	{"--abort", "", "generate --abort -C repo", 0, "Restored every file"},
	{"merge-driver --install", "", "merge-driver --install -C repo", 0, "git merges files"},
	{"merge-driver", "printf 'a = 1\nb = 1\n' >base; printf 'a = 2\nb = 1\n' >ours; printf 'a = 1\nb = 2\n' >theirs", "merge-driver base ours theirs x.tf", 0, `"command":"merge-driver"`},
	{"merge-driver in conflict", "printf 'a = 3\n' >theirs", "merge-driver base ours theirs x.tf", 1, `"code":"unresolved"`},
	{"pack new", "", "pack new worker", 0, `"action":"create"`},
	{"pack validate", "", "pack validate worker", 0, "is valid"},
	{"pack docs", "", "pack docs worker", 0, `"text":`},
	{"pack test", "", "pack test worker", 0, `"ok":true`},
	{"pack test that fails", "echo x >>worker/tests/plain/want/README.md", "pack test worker --from worker", 1, `"ok":false`},
	{"pack test --update", "", "pack test worker --update", 0, `"update"`},
	{"pack list", "", "pack list -C repo", 0, `"built in"`},
	{"pack show", "", "pack show service -C repo", 0, `"sha256:`},
	{"pack prune", "", "pack prune -C repo", 0, "in use"},
	{"a wrong pack", "", "pack show nothing -C repo", 2, `"kind":"usage"`},
}

// What --output json and jsonl print is what docs/reference/output.schema.json
// says, no field less and none more, for every command and every way to fail.
// Standard output holds that and nothing else; standard error what hooks say.
func TestJSONOutputFollowsItsSchema(t *testing.T) {
	for _, output := range []string{"json", "jsonl"} {
		t.Run(output, func(t *testing.T) { runSteps(t, strictSchema(t), output) })
	}
}

// followsSchema runs a command in the repository repo below dir: its JSON follows
// the schema, holds what shows that the run is the one meant, and no token.
func followsSchema(t *testing.T, schema *jsonschema.Schema, env []string, dir, line string, wantCode int, has, token string) {
	t.Helper()
	out, code := shell(t, env, dir, "scaffold -C repo --output json "+line)
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

func runSteps(t *testing.T, schema *jsonschema.Schema, output string) {
	server := &tfetest.Server{}
	server.Start()
	defer server.Close()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "server.pem"), string(server.Certificate()))
	write(t, filepath.Join(dir, "two.json"), `[{"name": "carts", "uses": ["bills"]}, {"name": "bills"}]`)
	write(t, filepath.Join(dir, "on-the-way.json"), `[{"name": "first"}, {"name": "second"}]`)
	env := append(isolated(t), "SSL_CERT_FILE="+filepath.Join(dir, "server.pem"), "TFE_TOKEN="+tfetest.Token, "HOST="+server.Host())
	must(t, env, dir, "mkdir full && touch full/x")
	for _, step := range steps {
		if step.before != "" {
			must(t, env, dir, step.before)
		}
		set, rest, assigned := strings.Cut(step.line, "= ")
		if !assigned {
			set, rest = "", step.line
		} else {
			set += "= "
		}
		line := set + "scaffold --output " + output + " " + rest + " 2>stderr"
		if step.name == "locked" {
			line = "flock -x repo/.git/scaffold/lock " + line
		}
		out, code := shell(t, env, dir, line)
		said := must(t, env, dir, "cat stderr")
		if wanted := map[string]string{"a hook that talks": "fine\n", "a hook that refuses": "no\n"}[step.name]; said != wanted {
			t.Errorf("%s: standard error holds %q, not %q", step.name, said, wanted)
		}
		texts := []string{out}
		if output == "jsonl" {
			texts = strings.SplitAfter(strings.TrimSuffix(out, "\n"), "\n")
		}
		var all []map[string]any
		for _, text := range texts {
			value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
			if err == nil {
				err = schema.Validate(value)
			}
			if err != nil {
				t.Errorf("%s: %v\n%s", step.name, err, text)
			}
			object, _ := value.(map[string]any)
			all = append(all, object)
		}
		if compact := compacted(texts[len(texts)-1]); code != step.code || !strings.Contains(compact, step.has) {
			t.Errorf("%s: exit %d, not %d, or no %s in\n%s", step.name, code, step.code, step.has, out)
		}
		if output == "jsonl" {
			checkLines(t, step.name, all)
		}
	}
	checkCovered(t, env, dir)
}

// compacted is JSON without the spaces between its parts.
func compacted(text string) string {
	var out bytes.Buffer
	if err := json.Compact(&out, []byte(text)); err != nil {
		return text
	}
	return out.String()
}

// checkLines: they begin with a start, end with the result, and tell each
// problem and commit of it on a line of its own.
func checkLines(t *testing.T, name string, all []map[string]any) {
	t.Helper()
	result := all[len(all)-1]
	if all[0]["type"] != "start" || result["type"] != "result" {
		t.Errorf("%s: the first line is %v, the last %v", name, all[0]["type"], result["type"])
		return
	}
	if all[0]["command"] != result["command"] && result["command"] != "help" {
		t.Errorf("%s: the start says %v, the result %v", name, all[0]["command"], result["command"])
	}
	count := map[any]int{}
	for _, line := range all {
		count[line["type"]]++
	}
	problems, _ := result["problems"].([]any)
	commits, _ := result["commits"].([]any)
	if count["start"] != 1 || count["result"] != 1 || count["problem"] != len(problems) || count["commit"] != len(commits) {
		t.Errorf("%s: lines %v, but the result has %d problems and %d commits", name, count, len(problems), len(commits))
	}
	if name == "app-repo" && (count["progress"] == 0 || count["note"] == 0) {
		t.Errorf("%s tells no progress or no note: %v", name, count)
	}
}

// checkCovered: every command there is stands among the steps.
func checkCovered(t *testing.T, env []string, dir string) {
	t.Helper()
	var visit func(command string)
	visit = func(command string) {
		var out struct {
			Help struct{ Commands []struct{ Name string } }
		}
		if err := json.Unmarshal([]byte(must(t, env, dir, "scaffold help "+command+" --output json")), &out); err != nil {
			t.Fatal(err)
		}
		for _, sub := range out.Help.Commands {
			if strings.HasPrefix(sub.Name, "completion ") {
				continue // one stands for all
			}
			if !slices.ContainsFunc(steps, func(s step) bool {
				return s.code == 0 && strings.HasPrefix(s.line+" ", sub.Name+" ") || strings.Contains(s.line, " "+sub.Name+" ")
			}) {
				t.Errorf("no step runs %s", sub.Name)
			}
			visit(sub.Name)
		}
	}
	visit("")
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
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
		if out, code := shell(t, env, dir, "scaffold service"+name+" -C repo --spec spec.json --dry-run"); (code == 0) != good {
			t.Errorf("scaffold on %s: exit %d\n%s", text, code, out)
		}
	}
}
