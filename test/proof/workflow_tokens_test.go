package proof

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// workflow is what of a workflow decides who gets a token.
type workflow struct {
	On          any
	Permissions any
	Env         map[string]any
	Jobs        map[string]*job
}

type job struct {
	Name, If, Uses string
	Environment    any
	Permissions    any
	Env            map[string]any
	Secrets        any
	Steps          []struct {
		Uses, Run string
		With, Env map[string]any
	}
}

// workflows are the generated ones, by path.
func workflows(t *testing.T) map[string]*workflow {
	t.Helper()
	_, files := generated(t)
	found := map[string]*workflow{}
	for name, file := range files.matching(`/\.github/workflows/`) {
		found[name] = readWorkflow(t, name, file.data)
	}
	return found
}

func readWorkflow(t *testing.T, name, text string) *workflow {
	t.Helper()
	var w workflow
	if err := yaml.Unmarshal([]byte(text), &w); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return &w
}

// on tells whether the event starts the workflow.
func (w *workflow) on(event string) bool {
	switch on := w.On.(type) {
	case string:
		return on == event
	case []any:
		return slices.Contains(on, any(event))
	case map[string]any:
		_, ok := on[event]
		return ok
	}
	return false
}

// ofPulls tells whether a pull request can start the job: its workflow does, and
// its condition does not open by leaving pull requests out.
func (w *workflow) ofPulls(j *job) bool {
	return w.on("pull_request") && !strings.HasPrefix(j.If, "github.event_name != 'pull_request'") &&
		!regexp.MustCompile(`^github\.event_name == '(push|schedule|workflow_dispatch|issues)'$`).MatchString(j.If)
}

// permissions are the job's, by scope.
func (w *workflow) permissions(j *job) map[string]any {
	p := j.Permissions
	if p == nil {
		p = w.Permissions
	}
	scopes, ok := p.(map[string]any)
	if !ok {
		return map[string]any{"not said by scope": p}
	}
	return scopes
}

func (j *job) environment() string {
	if named, ok := j.Environment.(map[string]any); ok {
		return fmt.Sprint(named["name"])
	}
	if j.Environment == nil {
		return ""
	}
	return fmt.Sprint(j.Environment)
}

// onDefaultBranch is the condition of jobs that write by GitHub's own token, which
// is no secret that a branch could not have, or take roles in AWS, which admit the
// default branch alone: the tests of the platform layer show that.
var onDefaultBranch = regexp.MustCompile(`^github\.ref == 'refs/heads/main'( && [^|]+)?$`)

var tokens = regexp.MustCompile(`secrets\.|github\.token`)

// holdsToken tells whether a part of a workflow names a secret or GitHub's token.
func holdsToken(v any) bool { return tokens.MatchString(fmt.Sprint(v)) }

var secrets = regexp.MustCompile(`secrets\.`)

// protected are the environments that only the default branch may take, by the
// repository's folder: as the settings of an application repository say, and as
// the infrastructure's script makes them.
func protected(t *testing.T, files tree, root string) []string {
	t.Helper()
	if file, ok := files[root+"/.github/repository.json"]; ok {
		var settings struct {
			Environments map[string]struct{ Branches []string }
		}
		if err := json.Unmarshal([]byte(file.data), &settings); err != nil {
			t.Fatal(err)
		}
		maps.DeleteFunc(settings.Environments, func(_ string, e struct{ Branches []string }) bool { return !slices.Equal(e.Branches, []string{"main"}) })
		return slices.Sorted(maps.Keys(settings.Environments))
	}
	script := files[root+"/.github/scripts/install-environments.sh"].data
	list := regexp.MustCompile(`(?m)^environments=\((.*)\)$`).FindStringSubmatch(script)
	if list == nil {
		t.Fatalf("%s: no environments are made", root)
	}
	return strings.Fields(strings.ReplaceAll(list[1], "'", ""))
}

// leaks are the ways by which whoever can push a branch, or open a pull request,
// gets a token that writes; and what a leaked step could do with one.
func leaks(w *workflow, environments []string) []string {
	var found []string
	say := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	if w.on("pull_request_target") || w.on("workflow_run") {
		say("it runs beside secrets for pull requests")
	}
	if w.Permissions == nil {
		say("its permissions are the repository's default")
	}
	if holdsToken(w.Env) {
		say("every step gets a token")
	}
	for _, id := range slices.Sorted(maps.Keys(w.Jobs)) {
		j := w.Jobs[id]
		environment := j.environment()
		guarded := slices.Contains(environments, environment) && environment != ""
		if environment != "" && !guarded {
			say("%s: every branch may take environment %s", id, environment)
		}
		if (secrets.MatchString(fmt.Sprint(*j)) || j.Secrets != nil) && !guarded {
			say("%s: a secret without such an environment", id)
		}
		if holdsToken(j.Env) {
			say("%s: all its steps get a token, those that install, too", id)
		}
		for scope, right := range w.permissions(j) {
			if right == "read" || right == "none" {
				continue
			}
			if !guarded && !onDefaultBranch.MatchString(j.If) {
				say("%s: %s: %v without such an environment", id, scope, right)
			}
			if w.ofPulls(j) {
				say("%s: %s: %v for pull requests", id, scope, right)
			}
		}
		if w.ofPulls(j) && (environment != "" || holdsToken(*j)) {
			say("%s: a token for pull requests", id)
		}
		found = append(found, stepLeaks(id, j)...)
	}
	return found
}

func stepLeaks(id string, j *job) []string {
	var found []string
	for _, step := range j.Steps {
		if strings.HasPrefix(step.Uses, "actions/checkout@") && step.With["persist-credentials"] != false {
			found = append(found, id+": the clone keeps a token")
		}
		if strings.Contains(step.Run, "install") && holdsToken(step.Env) {
			found = append(found, id+": what is installed runs beside a token")
		}
		if holdsToken(step.Run) {
			found = append(found, id+": a token in a command line")
		}
		if strings.Contains(step.Run, "@latest") {
			found = append(found, id+": what is installed changes by itself")
		}
	}
	return found
}

// TestNoBranchGetsAToken shows that no generated workflow gives a pull request,
// or another branch than the default one, a token that writes.
func TestNoBranchGetsAToken(t *testing.T) {
	_, files := generated(t)
	all := workflows(t)
	if len(all) < 4+2*len(runtimes) {
		t.Errorf("only %d workflows", len(all))
	}
	taken := map[string]bool{}
	for name, w := range all {
		root, _, _ := strings.Cut(name, "/")
		for _, leak := range leaks(w, protected(t, files, root)) {
			t.Errorf("%s: %s", name, leak)
		}
		for _, j := range w.Jobs {
			taken[root+" "+j.environment()] = true
		}
	}
	for _, environment := range protected(t, files, repositoryName) {
		if !taken[repositoryName+" "+environment] {
			t.Errorf("no workflow takes environment %s", environment)
		}
	}
}

// TestLeaks: each of these workflows hands a token to whoever can push a branch.
func TestLeaks(t *testing.T) {
	const head = "on: [pull_request, push]\npermissions: {contents: read}\njobs:\n  x:\n    "
	for what, text := range map[string]string{
		"a secret for a pull request":                 head + "env: {TFE_TOKEN: \"${{ secrets.TFE_TOKEN }}\"}",
		"a secret on any branch":                      head + "if: github.event_name != 'pull_request'\n    steps: [{run: x, env: {T: \"${{ secrets.T }}\"}}]",
		"a secret in an open environment":             head + "if: github.event_name != 'pull_request'\n    environment: open\n    steps: [{run: x, env: {T: \"${{ secrets.T }}\"}}]",
		"a secret in an environment, pull request":    head + "environment: safe\n    steps: [{run: x, env: {T: \"${{ secrets.T }}\"}}]",
		"a condition that only looks like one":        head + "if: always() || github.event_name != 'pull_request'\n    environment: safe\n    steps: [{run: x, env: {T: \"${{ secrets.T }}\"}}]",
		"GitHub's token that writes":                  head + "permissions: {pull-requests: write}",
		"all rights":                                  head + "permissions: write-all",
		"a token that stays in the clone":             head + "steps: [{uses: actions/checkout@0123 }]",
		"an install beside a token":                   "on: push\npermissions: {}\njobs:\n  x:\n    environment: safe\n    steps: [{run: go install x@v1, env: {T: \"${{ secrets.T }}\"}}]",
		"a token for the whole job":                   "on: push\npermissions: {}\njobs:\n  x:\n    environment: safe\n    env: {T: \"${{ secrets.T }}\"}",
		"what changes by itself":                      head + "steps: [{run: go install x@latest}]",
		"a trigger that gives branches secrets":       strings.Replace(head, "pull_request", "pull_request_target", 1) + "steps: []",
		"nothing said of permissions":                 "on: push\njobs: {x: {steps: []}}",
		"secrets handed on":                           head + "uses: ./.github/workflows/y.yaml\n    secrets: inherit",
		"GitHub's token in a step of a pull request":  head + "steps: [{run: x, env: {GH_TOKEN: \"${{ github.token }}\"}}]",
		"a token in a command line, by its own words": "on: push\npermissions: {}\njobs:\n  x:\n    environment: safe\n    steps: [{run: \"curl -H ${{ secrets.T }}\"}]",
	} {
		if found := leaks(readWorkflow(t, what, text), []string{"safe"}); len(found) == 0 {
			t.Errorf("%s is not found:\n%s", what, text)
		}
	}
}

// TestRequiredChecksReportInMergeQueues shows that each check which a ruleset asks
// for is a job that runs for pull requests and for merge queues.
func TestRequiredChecksReportInMergeQueues(t *testing.T) {
	_, files := generated(t)
	all := workflows(t)
	checks := 0
	for name, file := range files.matching(`/\.github/rulesets/`) {
		var ruleset struct {
			Rules []struct {
				Parameters struct {
					Required []struct{ Context string } `json:"required_status_checks"`
				}
			}
		}
		if err := json.Unmarshal([]byte(file.data), &ruleset); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		root, _, _ := strings.Cut(name, "/")
		for _, rule := range ruleset.Rules {
			for _, check := range rule.Parameters.Required {
				checks++
				if by := reporters(all, root, check.Context); len(by) != 1 {
					t.Errorf("%s: check %q is reported by %q", name, check.Context, by)
				}
			}
		}
	}
	if want := 2 + 2*len(runtimes); checks != want {
		t.Errorf("%d checks are required, not %d", checks, want)
	}
}

// reporters are the workflows with a job of that name that pull requests and merge
// queues start.
func reporters(all map[string]*workflow, root, check string) []string {
	var by []string
	for name, w := range all {
		for _, j := range w.Jobs {
			skipped := strings.Contains(j.If, "event_name") && !strings.Contains(j.If, "'merge_group'")
			if strings.HasPrefix(name, root+"/") && j.Name == check && w.on("pull_request") && w.on("merge_group") && !skipped {
				by = append(by, path.Base(name))
			}
		}
	}
	return by
}

// TestInstalledScaffold shows that CI installs the release that the root file
// names, that a new name reaches the one script that installs it, and that a
// command of one's own takes its place.
func TestInstalledScaffold(t *testing.T) {
	repository := filepath.Join(t.TempDir(), "infrastructure")
	if err := os.CopyFS(repository, os.DirFS(readGolden(t))); err != nil {
		t.Fatal(err)
	}
	installs := func() string {
		return readTree(t, repository)[".github/scripts/install-scaffold.sh"].data
	}
	const install = "\ngo install github.com/seed-3f5c2e52/scaffold/cmd/scaffold@"
	if !strings.Contains(installs(), install+"v0.1.0\n") {
		t.Errorf("CI installs\n%s", installs())
	}
	scaffold(t, repository, "generate", ".", "--set", "scaffold_version=v0.7.2")
	if !strings.Contains(installs(), install+"v0.7.2\n") {
		t.Errorf("CI installs\n%s", installs())
	}
	if changed := git(t, repository, "diff", "--name-only", "HEAD^", "--", ".github/workflows"); changed != "" {
		t.Errorf("another release changes workflows, which GitHub's own token may not push: %s", changed)
	}
	scaffold(t, repository, "generate", ".", "--set", "install_scaffold=./tools/install.sh v1")
	if text := installs(); !strings.Contains(text, "\n./tools/install.sh v1\n") || strings.Contains(text, "go install g") {
		t.Errorf("CI installs\n%s", text)
	}
	if upgrade := readTree(t, repository)[".github/scripts/upgrade.sh"].data; strings.Contains(upgrade, "go list") {
		t.Errorf("a release is looked for that CI does not install:\n%s", upgrade)
	}
}
