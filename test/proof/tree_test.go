package proof

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	udiff "github.com/aymanbagabas/go-udiff"

	"github.com/seed-3f5c2e52/scaffold/internal/pack"
)

// tree is a folder's files by slash-separated path. Git's folder and the
// vendored packs are left out: the latter equal templates/, which
// TestVendoredPacks shows.
type tree map[string]treeFile

type treeFile struct {
	data       string
	executable bool
}

func readTree(t *testing.T, root string) tree {
	t.Helper()
	found := tree{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			if rel == ".git" || rel == pack.VendorDir {
				return filepath.SkipDir
			}
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if !info.Mode().IsRegular() {
			return fmt.Errorf("%s is no regular file", rel)
		}
		data, err := os.ReadFile(name)
		found[rel] = treeFile{string(data), info.Mode()&0o111 != 0}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// without returns the files that base lacks or has otherwise.
func (f tree) without(base tree) tree {
	rest := maps.Clone(f)
	maps.DeleteFunc(rest, func(name string, file treeFile) bool { return base[name] == file })
	return rest
}

// difference describes how got differs from want, file by file, as a unified
// diff; it is empty when they are equal.
func difference(label string, want, got tree) string {
	names := slices.Sorted(maps.Keys(want))
	for name := range got {
		if _, ok := want[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var out strings.Builder
	for _, name := range names {
		w, wanted := want[name]
		g, made := got[name]
		full := label + "/" + name
		switch {
		case w == g && wanted == made:
			continue
		case !made:
			fmt.Fprintf(&out, "%s: is in golden/, but the command does not make it\n", full)
			continue
		case !wanted:
			fmt.Fprintf(&out, "%s: the command makes it, but it is not in golden/\n", full)
			continue
		case w.executable != g.executable:
			fmt.Fprintf(&out, "%s: executable is %t in golden/, the command makes it %t\n", full, w.executable, g.executable)
		}
		out.WriteString(udiff.Unified("golden/"+full, "made/"+full, w.data, g.data))
	}
	return out.String()
}

// write puts the files below root.
func (f tree) write(t *testing.T, root string) {
	t.Helper()
	for name, file := range f {
		mode := fs.FileMode(0o644)
		if file.executable {
			mode = 0o755
		}
		writeFile(t, filepath.Join(root, filepath.FromSlash(name)), []byte(file.data), mode)
	}
}

func writeFile(t *testing.T, name string, data []byte, mode fs.FileMode) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(name, mode); err != nil {
		t.Fatal(err)
	}
}
