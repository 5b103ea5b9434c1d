package proof

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/seed-3f5c2e52/scaffold/internal/forge"
)

// What an application repository has GitHub require is what its workflows do:
// the checks are jobs of ci.yaml, and each environment that is deployed to is
// made, with the role and region of its deploy job.
func TestRepositorySettingsFitTheWorkflows(t *testing.T) {
	for _, name := range []string{"app-go", "app-java", "app-node", "app-python"} {
		dir := filepath.Join("..", "..", "golden", name)
		settings, err := forge.ReadSettings(os.DirFS(dir))
		if err != nil {
			t.Fatal(err)
		}
		jobs, _ := deployJobs(t, dir)
		if len(jobs) != len(settings.Environments) {
			t.Errorf("%s deploys to %d environments, and the settings make %d", name, len(jobs), len(settings.Environments))
		}
		for environment, want := range settings.Environments {
			role, region := jobs[environment].credentials(t)
			if got := want.Variables["AWS_REGION"]; got == nil || *got != region {
				t.Errorf("%s: the region of %s is not %s", name, environment, region)
			}
			if got := want.Variables["AWS_ROLE_ARN"]; got != nil && *got != role {
				t.Errorf("%s: the role of %s is %s, not %s", name, environment, *got, role)
			}
		}
		if len(settings.Environments["production"].Reviewers) == 0 {
			t.Errorf("%s: nobody approves deploys to production", name)
		}
		if checks, jobs := requiredChecks(t, dir), ciJobs(t, dir); len(checks) == 0 || !slices.Equal(checks, jobs) {
			t.Errorf("%s: GitHub waits for %v, and the jobs are %v", name, checks, jobs)
		}
	}
}

// requiredChecks are the checks that the ruleset requires.
func requiredChecks(t *testing.T, dir string) []string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(dir, ".github", "rulesets", "default-branch.json"))
	if err != nil {
		t.Fatal(err)
	}
	var ruleset struct {
		Rules []struct {
			Parameters struct {
				Checks []struct{ Context string } `json:"required_status_checks"`
			}
		}
	}
	if err := json.Unmarshal(src, &ruleset); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, rule := range ruleset.Rules {
		for _, c := range rule.Parameters.Checks {
			out = append(out, c.Context)
		}
	}
	slices.Sort(out)
	return out
}

// ciJobs are the jobs of ci.yaml, by the names that GitHub's checks have.
func ciJobs(t *testing.T, dir string) []string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(dir, ".github", "workflows", "ci.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var workflow struct {
		Jobs map[string]struct{ Name string }
	}
	if err := yaml.Unmarshal(src, &workflow); err != nil {
		t.Fatal(err)
	}
	var out []string
	for id, job := range workflow.Jobs {
		if job.Name != "" {
			id = job.Name
		}
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}
