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

const extends = "pack \"a\" {\n  extends = \"../shared\"\n}\n"

// TestExtends: what a pack extends comes from its own source, from nowhere else.
func TestExtends(t *testing.T) {
	r := newRepository(t)
	r.commit(map[string]string{"p/a/pack.hcl": extends, "p/a/unit/x": "1", "p/shared/unit/y": "2", "p/shared/tests/z": "3", "top/pack.hcl": strings.Replace(extends, "../shared", "../../outside", 1)})
	want := "../shared/unit/y=2;pack.hcl=" + extends + ";unit/x=1;"
	for _, source := range []string{r.source("//p/a"), filepath.Join(r.dir, "p/a")} {
		expect(t, &Reader{}, source, want)
	}
	for _, source := range []string{r.source("//top"), filepath.Join(r.dir, "top")} {
		expect(t, &Reader{}, source, `!"../../outside" leads out`)
	}
	r.put(map[string]string{"p/shared/unit/new": "4"})
	expect(t, &Reader{Root: r.dir}, "p/a", "!git does not track p/shared/unit/new")
	r.commit(map[string]string{"p/shared/unit/new": pointer})
	for _, source := range []string{r.source("//p/a"), filepath.Join(r.dir, "p/a")} {
		expect(t, &Reader{}, source, "!unit/new in ")
	}
	r.run("", "rm", "-qr", "p/shared")
	r.commit(map[string]string{"root": "", "p/.scaffold/packs/a@1/pack.hcl": extends})
	for _, source := range []string{r.source("//p/a"), filepath.Join(r.dir, "p/a")} {
		expect(t, &Reader{}, source, `!there is no folder "../shared"`)
	}
	for _, source := range []string{r.source("//p/.scaffold/packs/a@1"), filepath.Join(r.dir, "p/.scaffold/packs/a@1")} {
		expect(t, &Reader{}, source, "pack.hcl="+extends+";") // a vendored pack is whole
	}
}

// TestExtendsOutsideGit: there, what lies beside the pack's folder may be shared.
func TestExtendsOutsideGit(t *testing.T) {
	root := t.TempDir()
	r := repository{t, root}
	r.put(map[string]string{"p/a/pack.hcl": extends, "p/elsewhere/unit/y": "2", "p/b/pack.hcl": strings.Replace(extends, "../shared", "../../q", 1), "q/unit/y": "3"})
	expect(t, &Reader{Root: root}, "p/b", `!"../../q" leads out`)
	if err := os.Symlink("elsewhere", filepath.Join(root, "p/shared")); err != nil {
		t.Fatal(err)
	}
	expect(t, &Reader{Root: root}, "p/a", "!p/shared is reached by a link")
	if err := os.Remove(filepath.Join(root, "p/shared")); err != nil {
		t.Fatal(err)
	}
	r.put(map[string]string{"p/shared/unit/y": "4", "p/shared/.DS_Store": "x"})
	if err := os.Symlink(filepath.Join(root, "p/a"), filepath.Join(root, "link")); err != nil { // "..", where the pack really is
		t.Fatal(err)
	}
	for _, source := range []string{"p/a", "link"} {
		expect(t, &Reader{Root: root}, source, "../shared/unit/y=4;pack.hcl="+extends+";")
	}
}
