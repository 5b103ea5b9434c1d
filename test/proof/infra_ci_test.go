package proof

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestCIRunsWhatAChangeReaches runs the script by which the infrastructure
// repository's workflow chooses its jobs, over commits of all kinds.
func TestCIRunsWhatAChangeReaches(t *testing.T) {
	needTool(t, "jq")
	t.Parallel()
	defer compute()()
	repository := filepath.Join(t.TempDir(), "infrastructure")
	if err := os.CopyFS(repository, os.DirFS(readGolden(t))); err != nil {
		t.Fatal(err)
	}
	all := rootModules(t, repository)
	const shop = "layers/04-applications/shop"
	ofShop := []string{shop + "/environments/dev", shop + "/environments/production", shop + "/environments/staging"}
	for _, c := range []struct {
		what    string
		files   []string
		modules []string
		specs   bool
	}{
		{"a root module's code", []string{shop + "/environments/dev/main.tf"}, ofShop[:1], false},
		{"a module's test", []string{shop + "/environments/dev/tests/service.tftest.hcl"}, ofShop[:1], false},
		{"numbers of an environment", []string{shop + "/environments/staging/terraform.tfvars"}, ofShop[2:], true},
		{"documents", []string{shop + "/README.md", "README.md", "docs/new.md"}, nil, false},
		{"a spec that is not rendered yet", []string{shop + "/scaffold.hcl"}, nil, true},
		{"a local module of a unit", []string{shop + "/modules/extra/main.tf"}, ofShop, false},
		{"two environments", []string{shop + "/environments/dev/iam.tf", "layers/01-foundation/environments/dev/main.tf"}, []string{"layers/01-foundation/environments/dev", ofShop[0]}, false},
		{"the workflow itself", []string{".github/workflows/ci.yaml"}, all, true},
		{"a vendored pack", []string{".scaffold/packs/service@1.0.0/pack.hcl"}, nil, true},
		{"bootstrap", []string{"bootstrap/dev/main.tf"}, []string{"bootstrap/dev"}, false},
	} {
		base := git(t, repository, "rev-parse", "HEAD")
		for _, name := range c.files {
			file := filepath.Join(repository, filepath.FromSlash(name))
			old, _ := os.ReadFile(file)
			writeFile(t, file, append(old, "\n# changed\n"...), 0o755)
		}
		git(t, repository, "add", "--all")
		git(t, repository, "commit", "-q", "-m", c.what)
		reached(t, repository, c.what, base, c.modules, c.specs)
	}
	reached(t, repository, "a first push", strings.Repeat("0", 40), all, true)
	reached(t, repository, "a base that is gone", strings.Repeat("1", 40), all, true)

	base := git(t, repository, "rev-parse", "HEAD")
	git(t, repository, "rm", "-rq", shop+"/environments/dev")
	git(t, repository, "commit", "-q", "-m", "delete")
	reached(t, repository, "a deleted root module", base, nil, true)
}

// reached compares what the script says of the change since base.
func reached(t *testing.T, repository, what, base string, modules []string, specs bool) {
	t.Helper()
	output := filepath.Join(t.TempDir(), "output")
	cmd := exec.Command(filepath.Join(repository, ".github", "scripts", "changed-modules.sh"), base)
	cmd.Dir = repository
	cmd.Env = append(os.Environ(), "GITHUB_OUTPUT="+output, `TERRAFORM_VERSIONS={"dev":"1.11.4","staging":"1.11.4","production":"1.11.4"}`)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", what, err, out)
	}
	text, err := os.ReadFile(output)
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{}
	for line := range strings.Lines(string(text)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		values[name] = value
	}
	var groups []struct{ Modules string }
	if err := json.Unmarshal([]byte(values["groups"]), &groups); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, g := range groups {
		got = append(got, strings.Split(g.Modules, "\n")...)
	}
	slices.Sort(got)
	if !slices.Equal(got, modules) || values["specs"] != map[bool]string{true: "true", false: "false"}[specs] {
		t.Errorf("%s reaches %v and specs %s, not %v and %t", what, got, values["specs"], modules, specs)
	}
}
