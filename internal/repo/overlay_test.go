package repo

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"
)

func TestOverlayIsAFileSystem(t *testing.T) {
	base := fstest.MapFS{"a/one": {Data: []byte("1")}, "a/b/two": {Data: []byte("2")}, "top": {Data: []byte("3")}}
	for name, o := range map[string]Overlay{
		"over files": {Base: base, Files: map[Path][]byte{"a/one": []byte("changed"), "a/new": []byte("n"), "x/y/z": []byte("deep"), "nil": nil}},
		"no base":    {Files: map[Path][]byte{"a/one": []byte("1"), "x/y/z": []byte("deep")}},
		"no files":   {Base: base},
	} {
		t.Run(name, func(t *testing.T) {
			expected := []string{"a/one"}
			for path := range o.Files {
				expected = append(expected, string(path))
			}
			if err := fstest.TestFS(o, expected...); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestOverlayReadsWhatWillBe(t *testing.T) {
	o := Overlay{Base: fstest.MapFS{"a": {Data: []byte("old")}, "b": {Data: []byte("b")}}, Files: map[Path][]byte{"a": []byte("new"), "c/d": []byte("d")}}
	for name, want := range map[string]string{"a": "new", "b": "b", "c/d": "d"} {
		t.Run(name, func(t *testing.T) {
			if got, err := fs.ReadFile(o, name); err != nil || string(got) != want {
				t.Errorf("%s holds %q, %v", name, got, err)
			}
		})
	}
	for _, name := range []string{"nope", "c/e", "a/x"} {
		if _, err := fs.ReadFile(o, name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := (Overlay{}).ReadFile(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s in nothing: %v", name, err)
		}
	}
	if _, err := fs.ReadDir(o, "nope"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that is not there: %v", err)
	}
}
