package proof

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestZizmor shows that the strictest audit of workflows and of Dependabot's
// settings finds nothing in either kind of repository, but what a line explains.
func TestZizmor(t *testing.T) {
	needTool(t, "zizmor")
	t.Parallel()
	repository := readGolden(t)
	defer compute()()
	args := append([]string{"--offline", "--persona=auditor", "--no-progress", "--format", "plain"}, append(applications(repository), repository)...)
	out, err := exec.Command("zizmor", args...).CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	for _, file := range []string{repositoryName + "/.github/workflows/ci.yaml", "app-go/.github/workflows/deploy.yaml", "app-go/.github/dependabot.yml"} {
		if !strings.Contains(string(out), file) {
			t.Errorf("%s was not looked at:\n%s", file, out)
		}
	}
}

// TestCheckov shows that checkov finds nothing in the golden trees: Terraform,
// workflows, Dockerfiles, secrets. It runs once, as its start is what costs, and
// in one process, as more of them take longer here.
func TestCheckov(t *testing.T) {
	needTool(t, "checkov")
	t.Parallel()
	defer compute()()
	cmd := exec.Command("checkov", "--directory", goldenDir, "--framework", "terraform", "github_actions", "dockerfile", "secrets",
		"--skip-download", "--compact", "--quiet", "--output", "json")
	cmd.Env = append(os.Environ(), "CHECKOV_PARALLELIZATION_TYPE=none", "LOG_LEVEL=ERROR")
	out, err := cmd.Output()
	var scans []struct {
		Kind    string `json:"check_type"`
		Results struct {
			Failed []struct {
				ID   string `json:"check_id"`
				Name string `json:"check_name"`
				File string `json:"file_path"`
				Line []int  `json:"file_line_range"`
			} `json:"failed_checks"`
		}
		Summary struct {
			Passed        int
			ParsingErrors int `json:"parsing_errors"`
		}
	}
	if json.Unmarshal(out, &scans) != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	passed := map[string]int{}
	for _, scan := range scans {
		passed[scan.Kind] = scan.Summary.Passed
		if scan.Summary.ParsingErrors > 0 {
			t.Errorf("%s: %d files can't be read", scan.Kind, scan.Summary.ParsingErrors)
		}
		for _, f := range scan.Results.Failed {
			t.Errorf("%s:%v: %s: %s", f.File, f.Line, f.ID, f.Name)
		}
	}
	for kind, least := range map[string]int{"terraform": 900, "github_actions": 400, "dockerfile": 150} {
		if passed[kind] < least {
			t.Errorf("only %d checks of %s passed", passed[kind], kind)
		}
	}
}

// tflintConfig turns every rule of Terraform's own on but one: a root module
// without variables needs no empty variables.tf.
const tflintConfig = `plugin "terraform" {
  enabled = true
  preset  = "all"
}

rule "terraform_standard_module_structure" {
  enabled = false
}
`

// TestTFLint shows that tflint finds nothing in the golden trees. Its rules about
// AWS come from nowhere that CI can reach; terraform's own tests and the provider's
// schema stand for them.
func TestTFLint(t *testing.T) {
	needTool(t, "tflint")
	t.Parallel()
	defer compute()()
	config := filepath.Join(t.TempDir(), "tflint.hcl")
	writeFile(t, config, []byte(tflintConfig), 0o644)
	lint := func(dir string) (string, error) {
		cmd := exec.Command("tflint", "--recursive", "--format", "compact", "--config", config)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if out, err := lint(goldenDir); err != nil || out != "" {
		t.Errorf("%v\n%s", err, out)
	}
	bad := t.TempDir() // it does look
	writeFile(t, filepath.Join(bad, "a", "main.tf"), []byte("locals {\n  nobody = 1\n}\n"), 0o644)
	if out, err := lint(bad); err == nil || !strings.Contains(out, "terraform_unused_declarations") {
		t.Errorf("an unused local is not found: %v\n%s", err, out)
	}
}

var (
	exception = regexp.MustCompile(`checkov:skip|zizmor: *ignore|tflint-ignore|shellcheck +disable|trivy:ignore|tfsec:ignore|nosec`)
	explained = regexp.MustCompile(`checkov:skip=CKV2?_[A-Z]+_[0-9]+:\S.{15,}|zizmor: ignore\[[a-z-]+\] .{15,}|tflint-ignore: [a-z_]+ # .{15,}|shellcheck disable=SC[0-9]+(,SC[0-9]+)* # .{15,}`)
)

// TestExceptionsAreExplained shows that whatever is kept from a scanner says why,
// beside the code.
func TestExceptionsAreExplained(t *testing.T) {
	_, files := generated(t)
	seen := 0
	for name, file := range files {
		for i, line := range strings.Split(file.data, "\n") {
			if !exception.MatchString(line) {
				continue
			}
			if seen++; !explained.MatchString(line) {
				t.Errorf("%s:%d: no reason: %s", name, i+1, strings.TrimSpace(line))
			}
		}
	}
	if seen < 50 {
		t.Errorf("only %d exceptions were seen", seen)
	}
}
