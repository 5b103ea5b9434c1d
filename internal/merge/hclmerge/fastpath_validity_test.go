package hclmerge

import (
	"path/filepath"
	"reflect"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// Every way to find out what is HCL gives the same merges, of the corpus and of
// files that are HCL to hcltree alone.
func TestValidityIsTheSameEitherWay(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("%d cases: %v", len(paths), err)
	}
	const sound, wrong = "a = 1\n\nb = 2\n\nc = 3\n", "a = 1\n\nb = 2 +\n\nc = 3\n"
	cases := map[string][3]string{
		"wrong base":         {wrong, "a = 2\n\nb = 2\n\nc = 3\n", "a = 1\n\nb = 2\n\nc = 4\n"},
		"wrong ours":         {sound, wrong, "a = 1\n\nb = 2\n\nc = 4\n"},
		"wrong theirs":       {sound, "a = 4\n\nb = 2\n\nc = 3\n", wrong},
		"wrong in a block":   {"a {\n  b = 1\n}\n", "a {\n  b = 1 +\n}\n", "a {\n  b = 1\n}\nc {}\n"},
		"nothing but theirs": {"", "a = 1\n", "b = 2\n"},
	}
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		cases[filepath.Base(path)] = [3]string{string(a.Files[0].Data), string(a.Files[1].Data), string(a.Files[2].Data)}
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			b, o, th := []byte(c[0]), []byte(c[1]), []byte(c[2])
			want := mergeJudged(b, o, th, Options{}, parseAll)
			for _, begin := range []start{onAnotherCore, sync.OnceValue[bool]} {
				if have := mergeJudged(b, o, th, Options{}, parseOnce(begin)); !reflect.DeepEqual(have, want) {
					t.Errorf("have %+v\nwant %+v", have, want)
				}
			}
		})
	}
}
