package proof

import (
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/templates"
)

// TestGolden compares golden/ with what its commands make now; with -update it
// rewrites golden/ instead.
func TestGolden(t *testing.T) {
	_, made := runGolden(t)
	if *update {
		rewriteGolden(t, made)
	}
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
	if out := git(t, first, "status", "--porcelain", "--ignored"); out != "" {
		t.Errorf("the commands leave changes that are not committed:\n%s", out)
	}
	git(t, first, "fsck", "--strict")
	head := git(t, first, "rev-parse", "HEAD")
	t.Setenv("TZ", "Asia/Kathmandu")
	t.Setenv("LC_ALL", "tr_TR.UTF-8")
	second, _ := runGolden(t)
	if other := git(t, second, "rev-parse", "HEAD"); other != head {
		t.Errorf("the same commands made %s and then %s", head, other)
	}
	before := readTree(t, first)
	scaffold(t, first, "generate")
	if d := difference("generate", before, readTree(t, first)); d != "" {
		t.Errorf("generate has something to do in a repository just made:\n%s", d)
	}
	if after := git(t, first, "rev-parse", "HEAD"); after != head {
		t.Errorf("generate made a commit where nothing had changed")
	}
}

// TestVendoredPacks shows that the copies of packs in a repository, which
// golden/ leaves out, are templates/ byte for byte.
func TestVendoredPacks(t *testing.T) {
	repository := readGolden(t)
	vendored := filepath.Join(repository, filepath.FromSlash(pack.VendorDir))
	entries, err := os.ReadDir(vendored)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != len(templates.Packs) {
		t.Errorf("%d packs are vendored, %d are built in and used", len(entries), len(templates.Packs))
	}
	for _, e := range entries {
		name, _, _ := strings.Cut(e.Name(), "@")
		want := builtinTree(t, templates.Packs[name])
		if d := difference(e.Name(), want, readTree(t, filepath.Join(vendored, e.Name()))); d != "" {
			t.Errorf("the vendored pack differs from templates/:\n%s", d)
		}
	}
}

// builtinTree is a built-in pack as it lies in the binary, which knows no modes.
func builtinTree(t *testing.T, dir string) tree {
	t.Helper()
	found := tree{}
	err := fs.WalkDir(templates.FS, dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(templates.FS, name)
		found[strings.TrimPrefix(name, path.Clean(dir)+"/")] = treeFile{data: string(data)}
		return err
	})
	if err != nil {
		t.Fatal(err)
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
