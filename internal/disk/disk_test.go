package disk_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-3f5c2e52/scaffold/internal/disk"
	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// tree is a folder "here" with files, beside a secret.
func tree(t *testing.T, files map[string]string, links map[string]string) string {
	t.Helper()
	top := t.TempDir()
	dir := filepath.Join(top, "here")
	for name, text := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		must(t, os.MkdirAll(filepath.Dir(full), 0o755))
		must(t, os.WriteFile(full, []byte(text), 0o600))
	}
	must(t, os.WriteFile(filepath.Join(top, "secret"), []byte("secret"), 0o600))
	must(t, os.Mkdir(filepath.Join(top, "outside"), 0o755))
	must(t, os.WriteFile(filepath.Join(top, "outside", "secret"), []byte("secret"), 0o600))
	for name, to := range links {
		full := filepath.Join(dir, filepath.FromSlash(name))
		must(t, os.MkdirAll(filepath.Dir(full), 0o755))
		must(t, os.Symlink(strings.ReplaceAll(to, "TOP", top), full))
	}
	return dir
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestPlainFilesAreATree(t *testing.T) {
	dir := tree(t, map[string]string{"a": "1", "b/c/d": "2", "b/scaffold.hcl": "3"}, map[string]string{"l": "b/c"})
	if err := fstest.TestFS(disk.FS(dir), "a", "b/c/d", "b/scaffold.hcl", "l"); err != nil {
		t.Error(err)
	}
}

// TestLinks: each of several ways to read says the same of what is read and what
// is refused.
func TestLinks(t *testing.T) {
	dir := tree(t, map[string]string{"in/file": "inside", "in/scaffold.hcl": "inside", "x": "inside"}, map[string]string{
		"file": "in/file", "folder": "in", "up/file": "../in/file", "twice": "file", "deep/folder": "../folder",
		"out": "../secret", "absolute": "TOP/secret", "outside": "../outside", "self": "/proc/self/environ", "zero": "/dev/zero", "around": "../here/x",
		"gone": "nowhere", "gone-out": "/nowhere/at/all", "loop": "loop",
		"scaffold.hcl": "x", "unit/scaffold.hcl": "../in/file", "unit/.scaffold.lock.hcl": "../in/file", ".scaffold/packs/p@1.0.0/pack.hcl": "../../../x", ".scaffold/linked": "../in",
	})
	fsys := disk.FS(dir)
	for name, want := range map[string]error{
		"in/file": nil, "file": nil, "folder/file": nil, "up/file": nil, "twice": nil, "deep/folder/file": nil,
		"out": disk.ErrOutside, "absolute": disk.ErrOutside, "outside/secret": disk.ErrOutside, "self": disk.ErrOutside, "zero": disk.ErrOutside, "around": disk.ErrOutside,
		"gone": fs.ErrNotExist, "gone-out": disk.ErrOutside, "no/such": fs.ErrNotExist, "../secret": fs.ErrInvalid, "/etc/passwd": fs.ErrInvalid,
		"scaffold.hcl": disk.ErrLink, "unit/scaffold.hcl": disk.ErrLink, "unit/.scaffold.lock.hcl": disk.ErrLink, "folder/scaffold.hcl": disk.ErrLink,
		".scaffold/packs/p@1.0.0/pack.hcl": disk.ErrLink, ".scaffold/linked/file": disk.ErrLink,
	} {
		content, err := fs.ReadFile(fsys, name)
		if !errors.Is(err, want) || (err == nil) != (string(content) == "inside") || disk.Refused(err) != (want == disk.ErrOutside || want == disk.ErrLink) {
			t.Errorf("%s is read as %q, %v; want %v", name, content, err, want)
		}
		if _, err := fs.Stat(fsys, name); !errors.Is(err, want) {
			t.Errorf("%s: Stat says %v; want %v", name, err, want)
		}
		f, err := fsys.Open(name)
		if !errors.Is(err, want) {
			t.Errorf("%s: Open says %v; want %v", name, err, want)
		}
		if err == nil {
			must(t, f.Close())
		}
	}
	if _, err := fs.ReadFile(fsys, "loop"); err == nil {
		t.Error("a link to itself is read")
	}
	for name, want := range map[string]error{"in": nil, "folder": nil, "deep/folder": nil, "outside": disk.ErrOutside, ".scaffold/linked": disk.ErrLink} {
		if entries, err := fs.ReadDir(fsys, name); !errors.Is(err, want) || (err == nil) != (len(entries) == 2) {
			t.Errorf("the folder %s has %v, %v; want %v", name, entries, err, want)
		}
	}
	if info, err := fs.Lstat(fsys, "out"); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("Lstat says %v, %v of a link", info, err)
	}
}

func TestLargeFiles(t *testing.T) {
	dir := tree(t, map[string]string{"large": "", "almost": ""}, map[string]string{"link": "large"})
	must(t, os.Truncate(filepath.Join(dir, "large"), disk.MaxSize+1))
	must(t, os.Truncate(filepath.Join(dir, "almost"), disk.MaxSize))
	for name, want := range map[string]error{"large": disk.ErrLarge, "link": disk.ErrLarge, "almost": nil} {
		if _, err := disk.ReadFile(dir, name); !errors.Is(err, want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A folder that is not there has no files, and one that comes later has.
func TestNoFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "later")
	fsys := disk.FS(dir)
	if _, err := fs.ReadFile(fsys, "in/file"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of a folder that is not there: %v", err)
	}
	must(t, os.MkdirAll(filepath.Join(dir, "in"), 0o755))
	must(t, os.WriteFile(filepath.Join(dir, "in", "file"), nil, 0o600))
	if _, err := fs.ReadFile(fsys, "in/file"); err != nil {
		t.Error(err)
	}
	if _, err := fs.ReadDir(disk.FS(""), "."); err == nil {
		t.Error("no folder is one")
	}
}

// TestNames: what no link may stand for are the files that others call so.
func TestNames(t *testing.T) {
	for _, name := range []string{spec.Filename, "a/" + spec.Filename, lock.Filename, pack.VendorDir + "/x"} {
		dir := tree(t, map[string]string{"x": ""}, map[string]string{name: strings.Repeat("../", strings.Count(name, "/")) + "x"})
		if _, err := disk.ReadFile(dir, name); !errors.Is(err, disk.ErrLink) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
