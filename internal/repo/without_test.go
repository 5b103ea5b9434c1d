package repo

import (
	"errors"
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"
)

func tree() fstest.MapFS {
	return fstest.MapFS{
		"a/b/one": {Data: []byte("1")}, "a/b/c/two": {Data: []byte("2")}, "a/bb": {Data: []byte("3")}, "top": {Data: []byte("4")},
	}
}

// TestWithoutIsAFileSystem: what is left is a tree like any other.
func TestWithoutIsAFileSystem(t *testing.T) {
	for name, c := range map[string]struct {
		folder Path
		left   []string
	}{
		"a folder":          {"a/b", []string{"a/bb", "top"}},
		"a folder in it":    {"a/b/c", []string{"a/b/one", "a/bb", "top"}},
		"one that is not":   {"x", []string{"a/b/one", "a/b/c/two", "a/bb", "top"}},
		"one name longer":   {"a/b/o", []string{"a/b/one", "top"}},
		"a folder of two":   {"a", []string{"top"}},
		"a file, in effect": {"top", []string{"a/bb"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := Without{Base: tree(), Folder: c.folder}
			if err := fstest.TestFS(w, c.left...); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestWithoutHides: no way of asking finds what is missing.
func TestWithoutHides(t *testing.T) {
	w := Without{Base: tree(), Folder: "a/b"}
	for _, name := range []string{"a/b", "a/b/one", "a/b/c", "a/b/c/two", "a/b/never"} {
		t.Run(name, func(t *testing.T) {
			if _, err := w.Open(name); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("Open: %v", err)
			}
			if _, err := fs.ReadFile(w, name); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("ReadFile: %v", err)
			}
			if _, err := fs.ReadDir(w, name); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("ReadDir: %v", err)
			}
			if _, err := fs.Stat(w, name); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("Stat: %v", err)
			}
		})
	}
	entries, err := fs.ReadDir(w, "a")
	if err != nil || len(entries) != 1 || entries[0].Name() != "bb" {
		t.Errorf("beside it there is %v, %v", entries, err)
	}
}

// TestOverlayOverWithout: a unit that moves is missing at one place and there at
// the other.
func TestOverlayOverWithout(t *testing.T) {
	o := Overlay{Base: Without{Base: tree(), Folder: "a/b"}, Files: map[Path][]byte{"a/d/one": []byte("1"), "a/b/new": []byte("n")}}
	var found []string
	if err := fs.WalkDir(o, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			found = append(found, name)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if want := []string{"a/b/new", "a/bb", "a/d/one", "top"}; !slices.Equal(found, want) {
		t.Errorf("there is %v, want %v", found, want)
	}
}

// TestOverlayFolders: folders are opened, listed in pieces and not read.
func TestOverlayFolders(t *testing.T) {
	o := Overlay{Base: tree(), Files: map[Path][]byte{"a/new": []byte("12")}}
	f, err := o.Open("a")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.Read(make([]byte, 1)); err == nil {
		t.Error("a folder is read like a file")
	}
	dir := f.(fs.ReadDirFile)
	var names []string
	for {
		entries, err := dir.ReadDir(2)
		if err != nil {
			break
		}
		for _, e := range entries {
			names = append(names, e.Name())
		}
	}
	if want := []string{"b", "bb", "new"}; !slices.Equal(names, want) {
		t.Errorf("in pieces it holds %v, want %v", names, want)
	}
	for name, invalid := range map[string]bool{"/a": true, "../a": true, "a/": true, "never": false} {
		t.Run(name, func(t *testing.T) {
			if _, err := o.Open(name); err == nil || errors.Is(err, fs.ErrInvalid) != invalid {
				t.Errorf("it is opened: %v", err)
			}
		})
	}
	info, err := fs.Stat(o, "a/new")
	if err != nil || info.Size() != 2 || info.IsDir() || info.Mode() != 0o644 || info.Sys() != nil {
		t.Errorf("a new file is %v, %v", info, err)
	}
}
