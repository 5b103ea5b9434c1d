package packsource

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"

// put writes files beside those that are committed.
func (r repository) put(files map[string]string) {
	r.t.Helper()
	for name, text := range files {
		full := filepath.Join(r.dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			r.t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o600); err != nil {
			r.t.Fatal(err)
		}
	}
}

// TestFolderInGit: a pack from a folder is what git tracks of it, as it is on disk.
func TestFolderInGit(t *testing.T) {
	r := newRepository(t)
	r.put(map[string]string{"packs/a/pack.hcl": "1", "packs/a/.DS_Store": "x", ".gitignore": ".DS_Store\n*~\n"})
	reader := &Reader{Root: r.dir}
	expect(t, reader, "packs/a", "pack.hcl=1;") // not tracked yet: what git would add
	r.commit(map[string]string{"packs/a/unit/x": "2", "packs/a/gone": "3", "packs/b/pack.hcl": "4"})
	r.put(map[string]string{"packs/a/unit/x": "edited", "packs/a/unit/x~": "old", "packs/a/sub/.DS_Store": "x"})
	if err := os.Remove(filepath.Join(r.dir, "packs/a/gone")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc", filepath.Join(r.dir, "packs/a/link~")); err != nil { // ignored, so nobody minds
		t.Fatal(err)
	}
	expect(t, reader, "packs/a", "pack.hcl=1;unit/x=edited;")
	clone := filepath.Join(t.TempDir(), "clone")
	r.run("", "clone", "--quiet", r.dir, clone)
	expect(t, &Reader{Root: clone}, "packs/b", "pack.hcl=4;")
	r.put(map[string]string{"packs/a/tests/plain/want/new": "x"}) // as pack test --update writes it; no part of the pack
	expect(t, reader, "packs/a", "pack.hcl=1;unit/x=edited;")
	r.put(map[string]string{"packs/a/unit/new": "5"})
	expect(t, reader, "packs/a", "!git does not track packs/a/unit/new, which the pack in packs/a would hold (`git add` it")
	r.run("", "add", "packs/a/unit/new")
	expect(t, reader, "packs/a", "pack.hcl=1;unit/new=5;unit/x=edited;")
	expect(t, reader, "packs/b", "pack.hcl=4;")
	r.run("", "-C", "packs/b", "init", "--quiet") // a repository of its own
	expect(t, reader, "packs/b", "pack.hcl=4;")
}

func TestFolderOutsideGit(t *testing.T) {
	root := t.TempDir()
	r := repository{t, root}
	r.put(map[string]string{"p/pack.hcl": "1", "p/.DS_Store": "x", "p/unit/a.tmpl": "2", "p/unit/a.tmpl~": "x", "p/unit/.#a.tmpl": "x", "p/unit/.a.tmpl.swp": "x", "p/.gitignore.tmpl": "3"})
	expect(t, &Reader{Root: root}, "p", ".gitignore.tmpl=3;pack.hcl=1;unit/a.tmpl=2;")
}

// TestPointers: a file in Git LFS is its content, or refused with the way.
func TestPointers(t *testing.T) {
	r := newRepository(t)
	r.commit(map[string]string{"a/pack.hcl": "1", "a/unit/b.png": pointer, "b/pack.hcl": "2", "b/note": pointer + strings.Repeat("x", 1024), "b/about": "version https://git-lfs.github.com/spec/v1 is what pointers begin with"})
	expect(t, &Reader{}, r.source("//a"), "!unit/b.png in "+r.source("//a")+" is a pointer of Git LFS, not the file itself (keep it in git itself")
	expect(t, &Reader{Root: r.dir}, "a", "!unit/b.png in a is a pointer of Git LFS, not the file itself (run `git lfs pull` there")
	for _, source := range []string{r.source("//b"), filepath.Join(r.dir, "b")} {
		if _, err := (&Reader{}).Fetch(source); err != nil {
			t.Error(err)
		}
	}
	r.put(map[string]string{"a/unit/b.png": "content"}) // as after git lfs pull
	expect(t, &Reader{Root: r.dir}, "a", "pack.hcl=1;unit/b.png=content;")
}
