package repo

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
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

// TestWhatIsNotThereHasNoPlace: no message points at a file that a run is about
// to make; one that it changes is there.
func TestWhatIsNotThereHasNoPlace(t *testing.T) {
	base := files(map[string]string{"a": service("a")})
	spec := func(name string) Path { return Path("layers/04-applications/" + name + "/scaffold.hcl") }
	edits := map[Path][]byte{spec("a"): []byte(service("a", "x = y")), spec("b"): []byte(service("b", "x = y"))}
	_, err := Load(Overlay{Base: base, Files: edits})
	list := diag.Of(err)
	if len(list) != 2 || list[0].File() != string(spec("a")) || list[1].File() != "" || list[0].Summary != list[1].Summary {
		t.Fatalf("got %v", err)
	}
	if got := list[1].Error(); strings.Contains(got, "hcl:") || len(list[1].Source) == 0 {
		t.Errorf("told as %q", got)
	}
	edits = map[Path][]byte{}
	for name, f := range base {
		edits[Path(name)] = f.Data
	}
	m := load(t, Overlay{Files: edits})
	if m.Root.Unit.Filename != "" || m.Unit("a").Spec.Filename != "" || m.Root.Layers[0].Range.Filename != "" {
		t.Errorf("a repository that is not there yet has the files %q and %q", m.Root.Unit.Filename, m.Unit("a").Spec.Filename)
	}
	if m = load(t, Overlay{Base: base, Files: edits}); m.Unit("a").Spec.Filename != string(spec("a")) {
		t.Errorf("a spec that is there lies in %q", m.Unit("a").Spec.Filename)
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

func TestOverlayGone(t *testing.T) {
	o := Overlay{Base: fstest.MapFS{"a/x": {Data: []byte("1")}, "a/y": {Data: []byte("2")}}, Gone: map[Path]bool{"a/x": true}}
	if _, err := fs.ReadFile(o, "a/x"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("reading what is gone gives %v", err)
	}
	if _, err := o.Open("a/x"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("opening what is gone gives %v", err)
	}
	entries, err := fs.ReadDir(o, "a")
	if err != nil || len(entries) != 1 || entries[0].Name() != "y" {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
}
