package pack

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// A pack says for which versions of scaffold it was written.
func TestRequires(t *testing.T) {
	for name, c := range map[string]struct{ requires, running, want string }{
		"nothing":                     {"", "1.0.0", ""},
		"what runs":                   {">= 1.0", "1.2.3", ""},
		"a newer one":                 {">= 2.0", "1.2.3", "pack p@1.0.0 requires scaffold >= 2.0, this is 1.2.3 (update scaffold)"},
		"a build that leads to it":    {">= 2.0", "2.0.0-dev", ""},
		"a build of another":          {">= 2.0", "1.9.0-dev", "pack p@1.0.0 requires scaffold >= 2.0, this is 1.9.0-dev (update scaffold)"},
		"a build without a version":   {">= 2.0", "(devel)", ""},
		"an older one":                {"< 2.0", "2.0.0", "pack p@1.0.0 requires scaffold < 2.0, this is 2.0.0 (update scaffold)"},
		"what is no version":          {"soon", "1.0.0", `pack p@1.0.0 requires scaffold "soon", which is no version constraint (write one such as ">= 1.0")`},
		"what is none, not asked for": {"soon", "(devel)", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := &Store{Scaffold: c.running}
			err := s.meets(&Pack{Name: "p", Version: "1.0.0", Requires: c.requires})
			if got := fmt.Sprint(err); (err == nil) != (c.want == "") || err != nil && got != c.want {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}

// A release is what can be installed by its name.
func TestRelease(t *testing.T) {
	for running, want := range map[string]string{
		"v1.2.3": "v1.2.3", "v0.1.0": "v0.1.0", "v2.0.0-rc.1": "v2.0.0-rc.1", "v2.0.0-beta2": "v2.0.0-beta2",
		"": "", "devel": "", "(devel)": "", "1.2.3": "", "0.1.0-dev": "", "v1.2": "", "v1.2.3-dirty": "", "v1.2.3+dirty": "",
		"v1.2.3-5-g0123456": "", "v1.2.3-5-g0123456-dirty": "", "v1.2.4-0.20261130120000-0123456789ab": "",
	} {
		if got := (&Store{Scaffold: running}).Release(); got != want {
			t.Errorf("%q is the release %q, not %q", running, got, want)
		}
	}
}

func TestNewer(t *testing.T) {
	for name, c := range map[string]struct {
		a, b string
		want bool
	}{
		"a release":           {"1.10.0", "1.9.0", true},
		"the same":            {"1.0.0", "1.0.0", false},
		"older":               {"1.0.0", "1.0.1", false},
		"than its candidate":  {"1.0.0", "1.0.0-rc.1", true},
		"a later candidate":   {"1.0.0-rc.2", "1.0.0-rc.1", true},
		"what is no version":  {"x", "1.0.0", false},
		"than what is no one": {"1.0.0", "x", false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Newer(c.a, c.b); got != c.want {
				t.Errorf("%s is newer than %s: %v", c.a, c.b, got)
			}
		})
	}
}

// What lies among the vendored packs and is none of them is passed over.
func TestVendoredRefs(t *testing.T) {
	files := fstest.MapFS{}
	for _, name := range []string{"b@1.0.0/pack.hcl", "a@1.9.0/pack.hcl", "a@1.10.0/pack.hcl", "a@1.10.0-rc.1/pack.hcl", "README.md", "c@1.0.0", "d/pack.hcl", "E@1.0.0/pack.hcl"} {
		files[VendorDir+"/"+name] = &fstest.MapFile{Data: []byte("x")}
	}
	for name, c := range map[string]struct {
		store *Store
		want  string
	}{
		"some":          {&Store{Repository: files}, "a@1.10.0 a@1.10.0-rc.1 a@1.9.0 b@1.0.0"},
		"none":          {&Store{Repository: fstest.MapFS{}}, ""},
		"no repository": {&Store{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, ref := range c.store.VendoredRefs() {
				got = append(got, ref.String())
			}
			if text := strings.Join(got, " "); text != c.want {
				t.Errorf("vendored are %s, want %s", text, c.want)
			}
		})
	}
	if (&Store{}).IsVendored(&Pack{Name: "a", Version: "1.9.0"}) {
		t.Error("without a repository something is vendored")
	}
}

// A pack in another's folder is not taken for it.
func TestBuiltinOfAnotherName(t *testing.T) {
	builtin := fstest.MapFS{}
	for name, file := range packFS(head) {
		builtin["dir/"+name] = file
	}
	s := &Store{Builtin: builtin, BuiltinDir: map[string]string{"q": "dir"}}
	for name, want := range map[string]string{"q": "the pack in templates/dir is p@1.0.0, not q", "y": `there is no pack "y"`} {
		t.Run(name, func(t *testing.T) {
			_, err := s.Get(spec.PackRef{Name: name})
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%v, want %q", err, want)
			}
		})
	}
	if got := s.Names(); !slices.Equal(got, []string{"q"}) {
		t.Errorf("built in are %v", got)
	}
}

// Mentions answers without parsing, and asks once.
func TestMentions(t *testing.T) {
	repository := fstest.MapFS{Vendored(spec.PackRef{Name: "p", Version: "1.0.0"}) + "/" + Filename: {Data: []byte("role = \"owner\"  # = = not HCL")}}
	builtin := fstest.MapFS{"dir/" + Filename: {Data: []byte("role = \"team\"")}}
	s := &Store{Repository: repository, Builtin: builtin, BuiltinDir: map[string]string{"p": "dir", "q": "dir"}}
	for name, c := range map[string]struct {
		ref  spec.PackRef
		text string
		want bool
	}{
		"vendored, there":         {spec.PackRef{Name: "p", Version: "1.0.0"}, "owner", true},
		"vendored, not there":     {spec.PackRef{Name: "p", Version: "1.0.0"}, "team", false},
		"built in, there":         {spec.PackRef{Name: "q", Version: "1.0.0"}, "team", true},
		"built in, not there":     {spec.PackRef{Name: "q", Version: "1.0.0"}, "owner", false},
		"part of a word":          {spec.PackRef{Name: "q", Version: "1.0.0"}, "tea", false},
		"a pack that is nowhere":  {spec.PackRef{Name: "r", Version: "1.0.0"}, "x", true}, // reading it tells what is wrong
		"another version of ours": {spec.PackRef{Name: "p", Version: "2.0.0"}, "team", true},
	} {
		t.Run(name, func(t *testing.T) {
			for range 2 {
				if got := s.Mentions(c.ref, `"`+c.text+`"`); got != c.want {
					t.Errorf("%s mentions %s: %v", c.ref, c.text, got)
				}
			}
		})
	}
}

// A pack of too many files, or of a name that no system can hold, is refused
// from wherever it comes.
func TestPackLimits(t *testing.T) {
	many := map[string][]byte{Filename: []byte(head)}
	for i := range MaxFiles {
		many[fmt.Sprintf("environment/%d", i)] = nil
	}
	onDisk := fstest.MapFS{}
	for name, content := range many {
		onDisk[name] = &fstest.MapFile{Data: content}
	}
	for name, err := range map[string]error{
		"too many files":         second(FromFiles(many, "p")),
		"too many files on disk": second(Load(onDisk, "p")),
	} {
		t.Run(name, func(t *testing.T) {
			if err == nil || err.Error() != "the pack p holds more than 2000 files" {
				t.Errorf("%v", err)
			}
		})
	}
	_, err := FromFiles(map[string][]byte{Filename: []byte(head), "environment/x": make([]byte, MaxSize)}, "p")
	if err == nil || err.Error() != "the pack p holds more than 4 MB" {
		t.Errorf("too large: %v", err)
	}
}
