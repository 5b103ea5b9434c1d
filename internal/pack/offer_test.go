package pack

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// remote is a source for tests; it counts how often it is read.
type remote struct {
	files   map[string][]byte
	err     error
	pinned  string
	fetched int
}

func (r *remote) Fetch(string) (map[string][]byte, error) {
	r.fetched++
	return r.files, r.err
}
func (r *remote) Pinned(string) string      { return r.pinned }
func (r *remote) Show(source string) string { return source }

func versioned(version string) fstest.MapFS {
	return packFS(strings.Replace(head, "1.0.0", version, 1))
}

func plainFiles(fsys fstest.MapFS) map[string][]byte {
	out := map[string][]byte{}
	for name, f := range fsys {
		out[name] = f.Data
	}
	return out
}

// sourced is a store with p@1.0.0 built in, versions vendored, and a source.
func sourced(r *remote, vendored ...string) *Store {
	builtin, repository := fstest.MapFS{}, fstest.MapFS{}
	for name, f := range versioned("1.0.0") {
		builtin["dir/p/"+name] = f
	}
	for _, version := range vendored {
		for name, f := range versioned(version) {
			repository[VendorDir+"/p@"+version+"/"+name] = f
		}
	}
	return &Store{Builtin: builtin, BuiltinDir: map[string]string{"p": "dir/p"}, Repository: repository, Sources: map[string]string{"p": "../p"}, Remote: r}
}

func TestSources(t *testing.T) {
	gone := errors.New("it is gone")
	for name, test := range map[string]struct {
		source   *remote
		vendored []string
		ask      string
		want     string // ! is part of an error
		fetched  int
	}{
		"newest is the source's":                         {&remote{files: plainFiles(versioned("2.0.0"))}, nil, "p", "p@2.0.0", 1},
		"also where it is older":                         {&remote{files: plainFiles(versioned("0.5.0"))}, []string{"3.0.0"}, "p", "p@0.5.0", 1},
		"vendored needs no source":                       {&remote{err: gone}, []string{"0.9.0"}, "p@0.9.0", "p@0.9.0", 0},
		"not vendored, from the source":                  {&remote{files: plainFiles(versioned("2.0.0"))}, nil, "p@2.0.0", "p@2.0.0", 1},
		"else built in":                                  {&remote{files: plainFiles(versioned("2.0.0"))}, nil, "p@1.0.0", "p@1.0.0", 1},
		"a source that is gone":                          {&remote{err: gone}, []string{"0.9.0"}, "p", "!pack_source \"p\": it is gone", 1},
		"a source that is gone is no reason for another": {&remote{err: gone}, nil, "p@1.0.0", "!it is gone", 1},
		"a tag that names what is vendored":              {&remote{err: gone, pinned: "2.0.0"}, []string{"2.0.0"}, "p", "p@2.0.0", 0},
		"a tag that names what is not":                   {&remote{files: plainFiles(versioned("2.1.0")), pinned: "2.0.0"}, nil, "p", "p@2.1.0", 1},
		"nowhere": {
			&remote{files: plainFiles(versioned("2.0.0"))},
			[]string{"0.9.0", "0.10.0"},
			"p@7.0.0",
			"!p@7.0.0 is neither vendored in .scaffold/packs nor in its source nor built in (vendored is p@0.10.0, @0.9.0; ../p has p@2.0.0; built in is p@1.0.0)", 1,
		},
		"another pack":  {&remote{files: plainFiles(packFS(strings.Replace(head, `"p"`, `"q"`, 1)))}, nil, "p", "!is q@1.0.0, but pack_source \"p\"", 1},
		"no pack":       {&remote{files: map[string][]byte{"x": nil}}, nil, "p", "!../p is not a pack", 1},
		"a broken pack": {&remote{files: map[string][]byte{Filename: []byte("pack {")}}, nil, "p", "!../p/pack.hcl:1", 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := sourced(test.source, test.vendored...)
			ref, _ := spec.ParsePackRef(test.ask)
			for range 2 { // the second time nothing is read again
				p, err := s.Get(ref)
				got := ""
				if err == nil {
					got = p.Ref()
				}
				if part, refused := strings.CutPrefix(test.want, "!"); refused {
					if err == nil || !strings.Contains(err.Error(), part) {
						t.Fatalf("%s: %v, want %s", got, err, part)
					}
					return
				}
				if err != nil || got != test.want {
					t.Fatalf("%s: %v, want %s", got, err, test.want)
				}
			}
			if test.source.fetched != test.fetched {
				t.Errorf("the source was read %d times, not %d", test.source.fetched, test.fetched)
			}
		})
	}
}

// A released version never changes, wherever it comes from.
func TestChangedRelease(t *testing.T) {
	changed := plainFiles(versioned("2.0.0"))
	changed["environment/main.tf.tmpl"] = []byte("# changed")
	s := sourced(&remote{files: changed}, "2.0.0")
	_, err := s.Get(spec.PackRef{Name: "p"})
	if err == nil || !strings.Contains(err.Error(), "is not the one that is vendored here") || diag.Of(err)[0].Kind != diag.Usage {
		t.Errorf("a moved tag: %v", err)
	}
	if p, err := s.Get(spec.PackRef{Name: "p", Version: "2.0.0"}); err != nil || string(p.Files["environment/main.tf.tmpl"]) == "# changed" {
		t.Errorf("the vendored copy does not win: %v", err)
	}
	// A test that was added to a released version is no change of it.
	more := plainFiles(versioned("2.0.0"))
	s = sourced(&remote{files: more}, "2.0.0")
	if p, err := s.Get(spec.PackRef{Name: "p"}); err != nil || !s.IsVendored(p) {
		t.Errorf("the same bytes: %v", err)
	}
}

func TestVendoredAlone(t *testing.T) {
	s := sourced(&remote{}, "0.9.0", "0.10.0", "0.10.0-rc.1")
	s.Sources, s.BuiltinDir = nil, nil
	if p, err := s.Get(spec.PackRef{Name: "p"}); err != nil || p.Version != "0.10.0" {
		t.Errorf("the newest of what is vendored: %v %v", p, err)
	}
	if got := strings.Join(s.VendoredVersions("p"), " "); got != "0.10.0 0.10.0-rc.1 0.9.0" {
		t.Errorf("versions in order: %s", got)
	}
	if _, err := s.Get(spec.PackRef{Name: "q"}); err == nil || !strings.Contains(err.Error(), "pack_source") {
		t.Errorf("no such pack: %v", err)
	}
}

func TestMentionsWithSource(t *testing.T) {
	s := sourced(&remote{}, "0.9.0")
	if !s.Mentions(spec.PackRef{Name: "p", Version: "2.0.0"}, "anything") {
		t.Error("what only the source can tell is denied")
	}
	if s.Mentions(spec.PackRef{Name: "p", Version: "0.9.0"}, "nothing of the kind") {
		t.Error("the vendored pack holds no such text")
	}
}

func TestFileNames(t *testing.T) {
	for name, good := range map[string]bool{
		"pack.hcl": true, "unit/.github/a.yaml.tmpl": true, "a b/ü": true,
		"": false, ".": false, "../x": false, "/x": false, "a//b": false, "a/../b": false, `a\b`: false, "C:x": false,
		".git/config": false, "unit/.GIT/hooks/x": false, "a\x00b": false, "a\x1b[2J": false, "a\nb": false, "a\xffb": false,
	} {
		t.Run(name, func(t *testing.T) {
			if ValidFileName(name) != good {
				t.Errorf("%q is taken for %v", name, !good)
			}
			if _, err := FromFiles(map[string][]byte{Filename: []byte(head), "environment/x": nil, "unit/x": nil, name: nil}, "p"); !good && err == nil {
				t.Errorf("a pack with a file %q", name)
			}
		})
	}
}

// Tests, and the git directory of a pack that is a repository, are not part of it.
func TestWhatIsNotPartOfAPack(t *testing.T) {
	base := load(t, "")
	fsys := packFS(head)
	for _, name := range []string{"tests/a/inputs.hcl", "tests/a/want/x", ".git/config"} {
		fsys[name] = &fstest.MapFile{Data: []byte("x")}
	}
	p, err := Load(fsys, "p")
	if err != nil || len(p.Files) != len(packFS(head)) {
		t.Fatalf("%v: %v", p, err)
	}
	if plain, err := Load(packFS(head), "p"); err != nil || plain.Digest != p.Digest {
		t.Errorf("tests change the digest of %s: %v", base.Ref(), err)
	}
	if _, err := Load(packFS(head+"files \"unit\" {\n root = \"tests\"\n}\n"), "p"); err == nil || !strings.Contains(err.Error(), "own tests") {
		t.Errorf("templates among the tests: %v", err)
	}
}
