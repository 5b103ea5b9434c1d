package proof

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
	"github.com/seed-3f5c2e52/scaffold/templates"
)

// TestGolden compares golden/ with what its commands make now; with -update it
// rewrites golden/ instead.
func TestGolden(t *testing.T) {
	_, made := runGolden(t)
	leftOut := keepGolden(t, made)
	if *update {
		rewriteGolden(t, made)
		writeFile(t, filepath.Join(goldenDir, leftOutFile), []byte(leftOut), 0o644)
	}
	checkLeftOut(t, leftOut)
	for name, got := range made {
		want := tree{}
		if _, err := os.Stat(filepath.Join(goldenDir, name)); err == nil {
			want = readTree(t, filepath.Join(goldenDir, name))
		}
		if d := difference(name, want, got); d != "" {
			t.Errorf("golden/%s is out of date; `make golden` rewrites it\n%s", name, d)
		}
	}
	for _, dir := range goldenTrees(t) {
		if _, ok := made[dir]; !ok {
			t.Errorf("golden/%s: no command makes it", dir)
		}
	}
}

// goldenTrees are the folders in golden/.
func goldenTrees(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(goldenDir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names
}

func rewriteGolden(t *testing.T, made map[string]tree) {
	t.Helper()
	for _, name := range goldenTrees(t) {
		if err := os.RemoveAll(filepath.Join(goldenDir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for name, files := range made {
		files.write(t, filepath.Join(goldenDir, name))
	}
}

// TestGoldenIsCommitted shows that the commands leave a clean worktree and
// nothing for `generate` to do, and that the same commands make the same
// commits wherever and whenever they run.
func TestGoldenIsCommitted(t *testing.T) {
	first, _ := runGolden(t)
	git(t, first, "fsck", "--strict")
	head := heads(t, first)
	t.Setenv("TZ", "Asia/Kathmandu")
	t.Setenv("LC_ALL", "tr_TR.UTF-8")
	second, _ := runGolden(t)
	if other := heads(t, second); other != head {
		t.Errorf("the same commands made %s and then %s", head, other)
	}
	for _, repository := range append(applications(first), first) {
		before := readTree(t, repository)
		scaffold(t, repository, "generate")
		if d := difference("generate", before, readTree(t, repository)); d != "" {
			t.Errorf("generate has something to do in a repository just made:\n%s", d)
		}
	}
	if after := heads(t, first); after != head {
		t.Errorf("generate made a commit where nothing had changed")
	}
}

// applications are the application repositories beside the infrastructure's.
func applications(repository string) []string {
	var dirs []string
	for _, name := range slices.Sorted(maps.Keys(runtimes)) {
		dirs = append(dirs, filepath.Join(filepath.Dir(repository), "app-"+name))
	}
	return dirs
}

// heads are the commits of the golden repositories, in which nothing else may
// be left.
func heads(t *testing.T, repository string) string {
	t.Helper()
	var all []string
	for _, dir := range append(applications(repository), repository) {
		if out := git(t, dir, "status", "--porcelain", "--ignored"); out != "" {
			t.Errorf("%s has changes that are not committed:\n%s", dir, out)
		}
		all = append(all, git(t, dir, "rev-parse", "HEAD"))
	}
	return strings.Join(all, " ")
}

// TestVendoredPacks shows that the copies of packs in a repository, which
// golden/ leaves out, are templates/ byte for byte.
func TestVendoredPacks(t *testing.T) {
	repository := readGolden(t)
	seen := map[string]bool{}
	for _, dir := range append(applications(repository), repository) {
		vendored := filepath.Join(dir, filepath.FromSlash(pack.VendorDir))
		entries, err := os.ReadDir(vendored)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			name, _, _ := strings.Cut(e.Name(), "@")
			seen[name] = true
			want := builtinTree(t, name)
			if d := difference(e.Name(), want, readTree(t, filepath.Join(vendored, e.Name()))); d != "" {
				t.Errorf("the vendored pack differs from templates/:\n%s", d)
			}
		}
	}
	if len(seen) != len(templates.Packs) {
		t.Errorf("%d packs are vendored, %d are built in and used", len(seen), len(templates.Packs))
	}
}

// builtinTree is a built-in pack with what it extends, as the binary has it, which
// knows no modes.
func builtinTree(t *testing.T, name string) tree {
	t.Helper()
	p, err := (&pack.Store{Builtin: templates.FS, BuiltinDir: templates.Packs}).Get(spec.PackRef{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	found := tree{}
	for file, src := range p.Files {
		found[file] = treeFile{data: string(src)}
	}
	return found
}

func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}
