package proof

import (
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
)

// mutation breaks one guarded property of a generated root module.
type mutation struct {
	property string
	file     string // in the repository of golden/
	old, new string // the first occurrence is replaced
	run      string // the run block that guards the property
}

// TestMutations shows for each guarded property that its test notices when it
// is broken. Only the test file with the run under test is kept, and of it that
// run and those that leave state: a run that plans leaves none, so the others
// change nothing but the time.
func TestMutations(t *testing.T) {
	needTerraform(t)
	t.Parallel()
	repository := readGolden(t)
	table := slices.Concat(layerMutations, serviceMutations, storeMutations)
	guards := map[string][]string{}
	for _, m := range table {
		module := moduleOf(m.file)
		guards[module] = append(guards[module], m.run)
	}
	t.Run("unchanged", func(t *testing.T) {
		for _, module := range slices.Sorted(maps.Keys(guards)) {
			t.Run(module, func(t *testing.T) {
				t.Parallel()
				dir := copyModule(t, repository, module, guards[module])
				attach := attached(t)
				defer compute()()
				if out, err := terraform(dir, attach, "test"); err != nil {
					t.Errorf("a mutation would prove nothing, as the test fails without it: %v\n%s", err, out)
				}
			})
		}
	})
	t.Run("mutated", func(t *testing.T) {
		for _, m := range table {
			t.Run(m.property, func(t *testing.T) {
				t.Parallel()
				mutate(t, repository, m)
			})
		}
	})
}

// moduleOf is the root module that holds the file.
func moduleOf(file string) string { return path.Dir(file) }

func mutate(t *testing.T, repository string, m mutation) {
	t.Helper()
	dir := copyModule(t, repository, moduleOf(m.file), []string{m.run})
	name := filepath.Join(dir, path.Base(m.file))
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(src), m.old) {
		t.Fatalf("%s no longer holds\n%s", m.file, m.old)
	}
	writeFile(t, name, []byte(strings.Replace(string(src), m.old, m.new, 1)), 0o644)
	attach := attached(t)
	defer compute()()
	out, err := terraform(dir, attach, "test")
	if err == nil {
		t.Fatalf("no test noticed it: %s\n%s", m.file, out)
	}
	failed := regexp.MustCompile(`run "` + m.run + `"\.\.\. fail`)
	if !failed.MatchString(out) {
		t.Errorf("a test failed, but not %s\n%s", m.run, out)
	}
}

// copyModule copies a root module into a folder of its own and cuts its test
// files down to the named runs.
func copyModule(t *testing.T, repository, module string, runs []string) string {
	t.Helper()
	files := readTree(t, filepath.Join(repository, filepath.FromSlash(module)))
	missing := slices.Clone(runs)
	for name, file := range files {
		if !strings.HasSuffix(name, ".tftest.hcl") {
			continue
		}
		text, kept := cutRuns(t, name, file.data, runs)
		if files[name] = (treeFile{data: text}); len(kept) == 0 {
			delete(files, name)
		}
		missing = slices.DeleteFunc(missing, func(run string) bool { return slices.Contains(kept, run) })
	}
	if len(missing) > 0 {
		t.Fatalf("%s has no runs %q", module, missing)
	}
	dir := t.TempDir()
	files.write(t, dir)
	if _, ok := files["tests/nothing/main.tf"]; ok { // a module, which a run uses
		if out, err := terraform(dir, nil, "get"); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	return dir
}

// cutRuns removes the run blocks that only plan, but for the named ones, and
// returns which of these there are.
func cutRuns(t *testing.T, name, src string, keep []string) (text string, kept []string) {
	t.Helper()
	var out strings.Builder
	end := 0
	for _, b := range parseBody(t, name, src).Blocks {
		if b.Type != "run" {
			continue
		}
		command := b.Body.Attributes["command"]
		plans := command != nil && hcl.ExprAsKeyword(command.Expr) == "plan"
		if slices.Contains(keep, b.Labels[0]) {
			kept = append(kept, b.Labels[0])
		} else if plans {
			out.WriteString(src[end:b.TypeRange.Start.Byte])
			end = b.CloseBraceRange.End.Byte
		}
	}
	out.WriteString(src[end:])
	return out.String(), kept
}
