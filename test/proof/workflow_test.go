package proof

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/rhysd/actionlint"
)

// generated are all files of the golden repositories, packs left out, by the
// path below the folder that holds them all.
func generated(t *testing.T) (string, tree) {
	t.Helper()
	repository := readGolden(t)
	all := tree{}
	for _, dir := range append(applications(repository), repository) {
		for name, file := range readTree(t, dir) {
			all[filepath.Base(dir)+"/"+name] = file
		}
	}
	return filepath.Dir(repository), all
}

// matching returns the files whose path matches the pattern.
func (f tree) matching(pattern string) tree {
	expression := regexp.MustCompile(pattern)
	found := tree{}
	for name, file := range f {
		if expression.MatchString(name) {
			found[name] = file
		}
	}
	return found
}

// TestWorkflows shows that actionlint, with shellcheck on every script in them,
// finds nothing in the generated workflows.
func TestWorkflows(t *testing.T) {
	repository, files := generated(t)
	workflows := files.matching(`/\.github/workflows/`)
	if len(workflows) < 1+2*len(runtimes) {
		t.Fatalf("only %d workflows were generated", len(workflows))
	}
	needTool(t, "shellcheck")
	var out bytes.Buffer
	for name := range workflows {
		root, _, _ := strings.Cut(name, "/")
		linter, err := actionlint.NewLinter(&out, &actionlint.LinterOptions{Shellcheck: "shellcheck", WorkingDir: filepath.Join(repository, root)})
		if err != nil {
			t.Fatal(err)
		}
		found, err := linter.LintFile(filepath.Join(repository, filepath.FromSlash(name)), nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(found) > 0 {
			t.Errorf("%s:\n%s", name, &out)
		}
	}
}

var (
	usesLine = regexp.MustCompile(`(?m)^\s*-?\s*uses:\s*(.*)$`)
	pinned   = regexp.MustCompile(`^[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)
)

// TestActionsArePinned shows that every action is named by commit, with its
// version beside it.
func TestActionsArePinned(t *testing.T) {
	_, files := generated(t)
	seen := 0
	for name, file := range files.matching(`/\.github/(workflows|actions)/`) {
		for _, line := range usesLine.FindAllStringSubmatch(file.data, -1) {
			seen++
			if strings.HasPrefix(line[1], "./") { // of this repository
				continue
			}
			if !pinned.MatchString(line[1]) {
				t.Errorf("%s: %q is not OWNER/NAME@COMMIT # vX.Y.Z", name, line[1])
			}
		}
	}
	if seen == 0 {
		t.Error("no workflow uses an action")
	}
}

// TestScripts shows that generated scripts can be run and that shellcheck finds
// nothing in them.
func TestScripts(t *testing.T) {
	repository, files := generated(t)
	scripts := files.matching(`\.sh$|/healthcheck$`)
	if len(scripts) == 0 {
		t.Fatal("no script was generated")
	}
	for name, file := range scripts {
		if !file.executable || !strings.HasPrefix(file.data, "#!") {
			t.Errorf("%s can't be run: executable %t", name, file.executable)
		}
	}
	needTool(t, "shellcheck")
	for name := range scripts {
		out, err := exec.Command("shellcheck", filepath.Join(repository, filepath.FromSlash(name))).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

// TestJSONAndYAML parses what is generated in these formats.
func TestJSONAndYAML(t *testing.T) {
	_, files := generated(t)
	for name, file := range files.matching(`\.json$`) {
		if !json.Valid([]byte(file.data)) {
			t.Errorf("%s is not JSON", name)
		}
	}
	for name, file := range files.matching(`\.ya?ml$`) {
		var value any
		if err := yaml.UnmarshalWithOptions([]byte(file.data), &value, yaml.Strict()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(files.matching(`\.json$`)) == 0 {
		t.Error("no ruleset was generated")
	}
}

var (
	// GitHub knows no brackets, no negation and no escaped # in patterns.
	ownersPattern = regexp.MustCompile(`^[^\s!\[\]\\#]+$`)
	owner         = regexp.MustCompile(`^@[A-Za-z0-9][A-Za-z0-9-]*(/[A-Za-z0-9][A-Za-z0-9_-]*)?$`)
)

// TestCodeowners reads CODEOWNERS as GitHub does: each line is a pattern and
// its owners, and the last one that matches a file decides.
func TestCodeowners(t *testing.T) {
	repository, _ := generated(t)
	src, err := os.ReadFile(filepath.Join(repository, repositoryName, ".github", "CODEOWNERS"))
	if err != nil {
		t.Fatal(err)
	}
	var rules [][]string
	for scanner := bufio.NewScanner(bytes.NewReader(src)); scanner.Scan(); {
		text, _, _ := strings.Cut(scanner.Text(), "#")
		fields := strings.Fields(text)
		if len(fields) == 0 {
			continue
		}
		if len(fields) < 2 || !ownersPattern.MatchString(fields[0]) {
			t.Errorf("%q is no pattern with owners", scanner.Text())
		}
		for _, name := range fields[1:] {
			if !owner.MatchString(name) {
				t.Errorf("%q is neither @person nor @organization/team", name)
			}
		}
		rules = append(rules, fields)
	}
	// Whatever people write between the services and the end: what comes last decides.
	end := slices.IndexFunc(rules, func(rule []string) bool { return rule[0] == "/layers/**/environments/production/" })
	for _, pattern := range []string{"/scaffold.hcl", "/.github/", "/.scaffold/", "/bootstrap/", "/scripts/"} {
		rules = slices.Insert(rules, end, []string{pattern, "@acme/somebody"})
	}
	for file, want := range map[string]string{
		"README.md": "@acme/platform",
		"layers/04-applications/shop/environments/dev/main.tf":        "@acme/storefront",
		"layers/04-applications/shop/environments/production/main.tf": "@acme/platform",
		"layers/01-foundation/environments/production/main.tf":        "@acme/platform",
		".scaffold/packs/service@1.0.0/pack.hcl":                      "@acme/platform",
		"scaffold.hcl":                                                "@acme/platform",
		".github/workflows/ci.yaml":                                   "@acme/platform",
		"bootstrap/production/main.tf":                                "@acme/platform",
		"scripts/anything.sh":                                         "@acme/platform",
	} {
		if got := ownerOf(rules, file); got != want {
			t.Errorf("%s belongs to %s, not to %s", file, got, want)
		}
	}
}

func ownerOf(rules [][]string, file string) string {
	found := "nobody"
	for _, rule := range rules {
		pattern := regexp.QuoteMeta(strings.TrimPrefix(rule[0], "/"))
		pattern = strings.ReplaceAll(pattern, `\*\*/`, `(.*/)?`)
		pattern = strings.ReplaceAll(pattern, `\*`, `[^/]*`)
		if strings.HasSuffix(rule[0], "/") {
			pattern += ".*"
		}
		if rule[0] == "*" || regexp.MustCompile("^"+pattern+"$").MatchString(file) {
			found = rule[1]
		}
	}
	return found
}
