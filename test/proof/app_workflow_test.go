package proof

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// deployJob is what deploy.yaml of an application repository says of one
// environment.
type deployJob struct {
	Environment string
	Needs       []string
	Env         map[string]string
	Concurrency struct {
		Group  string
		Cancel bool `yaml:"cancel-in-progress"`
	}
	Permissions map[string]string
	Steps       []struct {
		Uses string
		Run  string
		With map[string]any
	}
}

// credentials are the role and region of the job's step that takes them.
func (j deployJob) credentials(t *testing.T) (role, region string) {
	t.Helper()
	for _, s := range j.Steps {
		if strings.HasPrefix(s.Uses, "aws-actions/configure-aws-credentials@") {
			role, _ := s.With["role-to-assume"].(string)
			region, _ := s.With["aws-region"].(string)
			return role, region
		}
	}
	t.Fatalf("the job of %s takes no credentials", j.Environment)
	return "", ""
}

// deployJobs reads deploy.yaml: the jobs that deploy, by environment, and the
// one that builds.
func deployJobs(t *testing.T, repository string) (map[string]deployJob, deployJob) {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(repository, ".github", "workflows", "deploy.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var workflow struct{ Jobs map[string]deployJob }
	if err := yaml.Unmarshal(src, &workflow); err != nil {
		t.Fatal(err)
	}
	deploys := map[string]deployJob{}
	for name, job := range workflow.Jobs {
		if strings.HasPrefix(name, "deploy-") {
			deploys[job.Environment] = job
		}
	}
	if len(deploys) == 0 || len(workflow.Jobs["image"].Steps) == 0 {
		t.Fatalf("deploy.yaml builds or deploys nothing:\n%s", src)
	}
	return deploys, workflow.Jobs["image"]
}

// TestDockerfiles runs BuildKit's parser and linter over the golden
// Dockerfiles: tests of a module of its own.
func TestDockerfiles(t *testing.T) {
	needTool(t, "go")
	t.Parallel()
	defer compute()()
	cmd := exec.Command("go", "test", "-count=1", "./...")
	cmd.Dir = "../../internal/tools/dockerfiles"
	cmd.Env = append(os.Environ(), "HOME="+originalHome)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
