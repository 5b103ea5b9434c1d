package output

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
	"github.com/seed-3f5c2e52/scaffold/test/project"
)

// What --output json and jsonl print is what docs/reference/output.schema.json
// says, no field less and none more, for every command and every way to fail.
// Standard output holds that and nothing else; standard error what hooks say.
func TestJSONOutputFollowsItsSchema(t *testing.T) {
	for _, output := range []string{"json", "jsonl"} {
		t.Run(output, func(t *testing.T) { runSteps(t, strictSchema(t), output) })
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
	env := append(project.Isolated(t), "SSL_CERT_FILE="+filepath.Join(dir, "server.pem"), "TFE_TOKEN="+tfetest.Token, "TFE_HOSTNAME="+server.Host(), "HOST="+server.Host())
	project.Must(t, env, dir, "mkdir full && touch full/x")
	for _, step := range steps {
		if step.before != "" {
			project.Must(t, env, dir, step.before)
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
		out, code := project.Shell(t, env, dir, line)
		said := project.Must(t, env, dir, "cat stderr")
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
		if err := json.Unmarshal([]byte(project.Must(t, env, dir, "scaffold help "+command+" --output json")), &out); err != nil {
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
