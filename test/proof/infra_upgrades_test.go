package proof

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
	"github.com/seed-3f5c2e52/scaffold/templates"
)

// TestUpgradesGoFromOneEnvironmentToTheNext shows that an environment's turn
// comes when the one before it has nothing left to do on the default branch.
func TestUpgradesGoFromOneEnvironmentToTheNext(t *testing.T) {
	t.Parallel()
	defer compute()()
	r := newRequestScripts(t)
	r.ask(map[string]any{})
	if out, code := r.run("upgrade.sh"); code != 0 || strings.Count(out, "is up to date.") != 3 {
		t.Fatalf("exit %d\n%s", code, out)
	}
	spec := filepath.Join(r.dir, "layers", "04-applications", "catalog", "scaffold.hcl")
	src, err := os.ReadFile(spec)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, spec, []byte(strings.Replace(string(src), "\n}", "\n  port = 9191\n}", 1)), 0o644)
	git(t, r.dir, "commit", "-qam", "another port")
	git(t, r.dir, "push", "-q")
	for _, turn := range []struct {
		environment string
		number      int
		merged      bool
	}{{"dev", 1, false}, {"dev", 1, true}, {"staging", 2, true}, {"production", 3, true}} {
		environment := turn.environment
		out, code := r.run("upgrade.sh")
		if want := fmt.Sprintf("%s: https://github.example/acme/infrastructure/pull/%d", environment, turn.number); code != 0 || !strings.Contains(out, want) {
			t.Fatalf("exit %d, without %q\n%s", code, want, out)
		}
		branch := "scaffold/upgrade-" + environment
		for _, name := range strings.Fields(git(t, r.dir, "diff", "--name-only", "main", branch)) {
			if strings.Contains(name, "/environments/") && !strings.Contains(name, "/environments/"+environment+"/") {
				t.Errorf("%s changes %s", branch, name)
			}
		}
		if n, from := r.open(); n != 1 || from != branch {
			t.Errorf("%d pull requests are open, from %s", n, from)
		}
		if turn.merged {
			r.squash(branch)
			continue
		}
		git(t, r.dir, "switch", "-q", "main") // it keeps its turn
		git(t, r.dir, "branch", "-qD", branch)
	}
	if out, code := r.run("upgrade.sh"); code != 0 || strings.Count(out, "is up to date.") != 3 {
		t.Fatalf("exit %d\n%s", code, out)
	}

	// A conflict needs a person: no branch, no pull request, and the run fails.
	main := filepath.Join(r.dir, "layers", "04-applications", "catalog", "environments", "dev", "main.tf")
	code, err := os.ReadFile(main)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, main, []byte(strings.ReplaceAll(string(code), "9191", "7777")), 0o644)
	writeFile(t, spec, []byte(strings.Replace(string(src), "\n}", "\n  port = 9292\n}", 1)), 0o644)
	git(t, r.dir, "commit", "-qam", "both changed it")
	git(t, r.dir, "push", "-q")
	out, exit := r.run("upgrade.sh")
	if exit != 3 || !strings.Contains(out, "The upgrade of dev needs a person") {
		t.Errorf("exit %d\n%s", exit, out)
	}
	if n, branch := r.open(); n != 0 {
		t.Errorf("%d pull requests are open, from %s", n, branch)
	}
	if branches := git(t, r.dir, "branch", "--list", "scaffold/upgrade-dev", "--format", "%(objectname)"); branches == git(t, r.dir, "rev-parse", "HEAD") {
		t.Errorf("a branch was made for it: %s", branches)
	}
}

// TestNewerScaffoldIsProposed shows that a newer release of scaffold becomes a pull
// request that names it, and is run by nobody before that is merged.
func TestNewerScaffoldIsProposed(t *testing.T) {
	t.Parallel()
	defer compute()()
	r := newRequestScripts(t)
	release := func(version string, days int) {
		at := time.Now().Add(-time.Duration(days) * 24 * time.Hour).UTC().Format(time.RFC3339)
		writeFile(t, filepath.Join(r.home, "release"), []byte(fmt.Sprintf(`{"Path": "github.com/seed-3f5c2e52/scaffold", "Version": %q, "Time": %q}`, version, at)), 0o644)
	}
	upToDate := func(what string) {
		t.Helper()
		if out, code := r.run("upgrade.sh"); code != 0 || strings.Count(out, "is up to date.") != 3 {
			t.Errorf("%s: exit %d\n%s", what, code, out)
		}
		if n, from := r.open(); n != 0 {
			t.Errorf("%s: %d pull requests are open, from %s", what, n, from)
		}
	}
	upToDate("no release can be found")
	release("v0.1.0", 90)
	upToDate("the one that is installed")
	release("v0.0.9", 90)
	upToDate("an older one")
	release("v0.10.0", 2)
	upToDate("one of the day before yesterday")

	release("v0.10.0", 8)
	const branch = "scaffold/upgrade-scaffold"
	for range 2 { // it is the same pull request a week later
		out, code := r.run("upgrade.sh")
		if code != 0 || !strings.Contains(out, "scaffold v0.10.0: https://github.example/acme/infrastructure/pull/1\n") || strings.Count(out, "is up to date.") != 3 {
			t.Fatalf("exit %d\n%s", code, out)
		}
		if n, from := r.open(); n != 1 || from != branch {
			t.Errorf("%d pull requests are open, from %s", n, from)
		}
		if on := git(t, r.dir, "branch", "--show-current"); on != "main" {
			t.Errorf("the environments' turn begins on %s", on)
		}
	}
	changed := strings.Fields(git(t, r.dir, "diff", "--name-only", "main", branch))
	want := []string{".github/scripts/install-scaffold.sh", ".github/scripts/upgrade.sh", ".scaffold.lock.hcl", "README.md", "scaffold.hcl"}
	if !slices.Equal(changed, want) {
		t.Errorf("it changes %q, not %q", changed, want)
	}
	if script := git(t, r.dir, "show", branch+":.github/scripts/install-scaffold.sh"); !strings.Contains(script, "@v0.10.0\n") {
		t.Errorf("what is installed then:\n%s", script)
	}
	r.squash(branch)
	upToDate("merged")
}

// TestIssueForm checks what GitHub refuses in a form.
// https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/common-validation-errors-when-creating-issue-forms
func TestIssueForm(t *testing.T) {
	_, files := generated(t)
	forms := files.matching(`/\.github/ISSUE_TEMPLATE/.*\.yml$`)
	if len(forms) != 1 {
		t.Fatalf("%d forms", len(forms))
	}
	for name, file := range forms {
		var form struct {
			Name, Description, Title string
			Body                     []struct {
				Type, ID   string
				Attributes struct {
					Label, Description, Placeholder, Value, Render string
					Multiple                                       bool
					Options                                        []string
				}
				Validations struct{ Required bool }
			}
		}
		if err := yaml.UnmarshalWithOptions([]byte(file.data), &form, yaml.Strict()); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if form.Name == "" || form.Description == "" {
			t.Errorf("%s lacks a name or description", name)
		}
		seen := map[string]bool{}
		service := serviceInputs(t)
		for _, field := range form.Body {
			if field.Type == "markdown" {
				continue
			}
			if field.ID != field.Attributes.Label || seen[field.ID] || field.ID == "" {
				t.Errorf("%s: the script reads the label %q of field %q", name, field.Attributes.Label, field.ID)
			}
			if label := field.ID; !service[label] && label != "name" && label != "environments" && label != "inputs" {
				t.Errorf("%s: the service pack has no input %q", name, label)
			}
			seen[field.ID] = true
			for _, option := range field.Attributes.Options {
				if strings.EqualFold(option, "none") || seen[field.ID+"="+option] {
					t.Errorf("%s: %s can't have the option %q", name, field.ID, option)
				}
				seen[field.ID+"="+option] = true
			}
		}
		if !seen["name"] || !seen["environments=staging"] {
			t.Errorf("%s lacks fields: %v", name, seen)
		}
	}
}

// serviceInputs are the names of the built-in service pack's inputs.
func serviceInputs(t *testing.T) map[string]bool {
	t.Helper()
	store := &pack.Store{Builtin: templates.FS, BuiltinDir: templates.Packs}
	p, err := store.Get(spec.PackRef{Name: "service"})
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, in := range p.Inputs {
		names[in.Name] = true
	}
	return names
}
