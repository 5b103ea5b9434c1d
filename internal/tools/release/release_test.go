package release

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// root is the project's folder, seen from this package.
const root = "../../.."

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func parse(t *testing.T, name string) map[string]any {
	t.Helper()
	var value map[string]any
	if err := yaml.UnmarshalWithOptions([]byte(read(t, name)), &value, yaml.Strict()); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return value
}

// TestGoreleaserConfiguration checks .goreleaser.yaml by goreleaser's own schema.
// `goreleaser check` itself takes minutes to build, and runs before a release.
func TestGoreleaserConfiguration(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	src, err := os.ReadFile(filepath.Join("testdata", "goreleaser.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiler.AddResource("goreleaser.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("goreleaser.json")
	if err != nil {
		t.Fatal(err)
	}
	config := parse(t, ".goreleaser.yaml")
	if err := schema.Validate(config); err != nil {
		t.Error(err)
	}
	config["archives"].([]any)[0].(map[string]any)["formt"] = "zip"
	if schema.Validate(config) == nil {
		t.Error("the schema takes a key that does not exist; it says nothing")
	}
}

// What stands in two files says the same in both.
func TestReleaseAgreesWithTheProject(t *testing.T) {
	config := read(t, ".goreleaser.yaml")
	flags := regexp.MustCompile(`(?m)^LDFLAGS := (.*)$`).FindStringSubmatch(read(t, "Makefile"))[1]
	flags = strings.NewReplacer("$(PKG)", "github.com/seed-3f5c2e52/scaffold", "$(VERSION)", "{{ .Tag }}", "$(COMMIT)", "{{ .FullCommit }}").Replace(flags)
	if !strings.Contains(config, "- "+flags+"\n") {
		t.Errorf("the release is not built with the Makefile's flags: %s", flags)
	}
	if !strings.Contains(config, `"scaffold_{{ .Version }}_{{ .Os }}_{{ .Arch }}"`) || !strings.Contains(read(t, "action/install.sh"), "name=scaffold_${version#v}_${os}_$arch.$format") {
		t.Error("the action looks for archives of another name than a release has")
	}
	if program := regexp.MustCompile(`sh (\S+) `).FindStringSubmatch(config); program == nil || read(t, program[1]) == "" {
		t.Error("the hook runs what is not there")
	}
	if file := regexp.MustCompile(`dockerfile: (\S+)`).FindStringSubmatch(config); file == nil || !strings.Contains(read(t, file[1]), "\nUSER 65532:65532\n") {
		t.Error("the image runs as root, or has no Dockerfile")
	}
}

// TestDistFiles makes what packages bring along, twice, and looks for what
// .goreleaser.yaml takes of it.
func TestDistFiles(t *testing.T) {
	dir := t.TempDir()
	if out, err := exec.Command("git", "clone", "-q", root, dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	script, err := filepath.Abs(filepath.Join(root, ".ci", "dist-files"))
	if err != nil {
		t.Fatal(err)
	}
	var made [2]map[string]string
	for i := range made {
		cmd := exec.Command("sh", script, "v1.2.3")
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
			t.Fatalf("%v\n%s", err, out)
		}
		made[i] = map[string]string{}
		files, err := filepath.Glob(filepath.Join(dir, "dist-files", "*", "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			content, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			made[i][filepath.Base(name)] = string(content)
		}
	}
	for name, content := range made[0] {
		if made[1][name] != content {
			t.Errorf("%s is not the same twice", name)
		}
	}
	for _, name := range []string{"scaffold.bash", "_scaffold", "scaffold.fish", "scaffold.ps1", "scaffold.1.gz", "scaffold-service.1.gz"} {
		if made[0][name] == "" {
			t.Errorf("%s is missing", name)
		}
	}
	for _, found := range regexp.MustCompile(`src: dist-files/(\S+)`).FindAllStringSubmatch(read(t, ".goreleaser.yaml"), -1) {
		if files, err := filepath.Glob(filepath.Join(dir, "dist-files", found[1])); err != nil || len(files) == 0 {
			t.Errorf(".goreleaser.yaml takes %s, which nothing makes", found[1])
		}
	}
}
