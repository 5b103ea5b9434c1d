package release

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rhysd/actionlint"
)

var pinned = regexp.MustCompile(`^[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)

// TestOwnWorkflows lints the project's workflows, and one that uses its action
// with every input.
func TestOwnWorkflows(t *testing.T) {
	if _, err := exec.LookPath("shellcheck"); err != nil {
		t.Skip("SKIPPED-PROOF: shellcheck is missing")
	}
	workflows, err := filepath.Glob(filepath.Join(root, ".github", "workflows", "*"))
	if err != nil || len(workflows) == 0 {
		t.Fatalf("no workflows: %v", err)
	}
	for _, name := range workflows {
		if found := lint(t, root, name); found != "" {
			t.Error(found)
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, uses := range regexp.MustCompile(`(?m)uses:\s*(.*)$`).FindAllStringSubmatch(string(text), -1) {
			if !pinned.MatchString(uses[1]) {
				t.Errorf("%s: %q is not OWNER/NAME@COMMIT # vX.Y.Z", name, uses[1])
			}
		}
	}

	users := newUsers(t)
	action := parse(t, "action.yml")
	var with, use strings.Builder
	for name := range action["inputs"].(map[string]any) {
		with.WriteString("          " + name + ": x\n")
	}
	for name := range action["outputs"].(map[string]any) {
		use.WriteString("          " + strings.ToUpper(strings.ReplaceAll(name, "-", "_")) + ": ${{ steps.it.outputs." + name + " }}\n")
	}
	workflow := "on: push\npermissions: {}\njobs:\n  it:\n    runs-on: ubuntu-latest\n    steps:\n      - id: it\n        uses: ./\n        with:\n" +
		with.String() + "      - env:\n" + use.String() + "        run: env\n"
	if found := users.lint(workflow); found != "" {
		t.Errorf("a workflow with the action: %s", found)
	}
	if users.lint(strings.Replace(workflow, "version: x", "vversion: x", 1)) == "" {
		t.Error("an input that does not exist is not noticed")
	}
}

// TestDocumentedWorkflows lints the workflows of docs/automation.md, with this
// project's action in them.
func TestDocumentedWorkflows(t *testing.T) {
	users := newUsers(t)
	seen := 0
	for _, block := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(read(t, "docs/automation.md"), -1) {
		if !strings.Contains(block[1], "\njobs:\n") {
			continue
		}
		seen++
		own := regexp.MustCompile(`uses: seed-3f5c2e52/scaffold@\S+`).ReplaceAllString(block[1], "uses: ./")
		if found := users.lint(own); found != "" || own == block[1] {
			t.Errorf("%s\n%s", block[1], found)
		}
	}
	if seen == 0 {
		t.Error("no workflow is documented")
	}
}

// users is a project that has the action in its root, as this one.
type users struct {
	t   *testing.T
	dir string
}

func newUsers(t *testing.T) users {
	t.Helper()
	if _, err := exec.LookPath("shellcheck"); err != nil {
		t.Skip("SKIPPED-PROOF: shellcheck is missing")
	}
	u := users{t, t.TempDir()}
	if err := os.MkdirAll(filepath.Join(u.dir, ".github", "workflows"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(u.dir, "action.yml"), []byte(read(t, "action.yml")), 0o644); err != nil {
		t.Fatal(err)
	}
	return u
}

// lint returns what is wrong with a workflow there.
func (u users) lint(workflow string) string {
	u.t.Helper()
	name := filepath.Join(u.dir, ".github", "workflows", "user.yaml")
	if err := os.WriteFile(name, []byte(workflow), 0o644); err != nil {
		u.t.Fatal(err)
	}
	return lint(u.t, u.dir, name)
}

// lint returns what actionlint, with shellcheck, finds in a workflow.
func lint(t *testing.T, dir, name string) string {
	t.Helper()
	project, err := actionlint.NewProject(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	linter, err := actionlint.NewLinter(&out, &actionlint.LinterOptions{Shellcheck: "shellcheck", WorkingDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	found, err := linter.LintFile(name, project)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		return ""
	}
	return name + ":\n" + out.String()
}

// Nothing that a caller gives becomes text of a script.
func TestActionTakesInputsAsVariables(t *testing.T) {
	action := parse(t, "action.yml")
	used := []string{"working-directory"}
	for _, item := range action["runs"].(map[string]any)["steps"].([]any) {
		step := item.(map[string]any)
		if strings.Contains(step["run"].(string), "${{") {
			t.Errorf("an expression in a script: %s", step["run"])
		}
		if _, err := os.Stat(filepath.Join(root, regexp.MustCompile(`action/\w+\.sh`).FindString(step["run"].(string)))); err != nil {
			t.Error(err)
		}
		for _, value := range step["env"].(map[string]any) {
			used = append(used, strings.TrimSuffix(strings.TrimPrefix(value.(string), "${{ inputs."), " }}"))
		}
	}
	for name := range action["inputs"].(map[string]any) {
		if !slices.Contains(used, name) {
			t.Errorf("the input %s has no effect", name)
		}
	}
}
