package repo_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// TestSketch: an outline tells units by folders and reads a spec by name or path,
// also beside a root file with mistakes.
func TestSketch(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	unit := func(name string) *fstest.MapFile {
		return file("unit \"" + name + "\" {\n  pack = \"p@1.0.0\"\n}\n")
	}
	layers := `
layer "base" {
  directory = "01-base"
}
layer "apps" {
  directory = "02-apps"
  holds     = "services"
}
`
	for name, test := range map[string]struct {
		files fstest.MapFS
		units string // NAME=PATH of all layers
		known string // units whose spec is found, of those asked for
	}{
		"no repository": {files: fstest.MapFS{}},
		"infrastructure": {
			files: fstest.MapFS{
				"scaffold.hcl": file("repository {\n}\n" + layers), "layers/01-base/scaffold.hcl": unit("base"),
				"layers/02-apps/shop/scaffold.hcl": unit("shop"), "layers/02-apps/notes/README.md": file(""),
			},
			units: "base=layers/01-base shop=layers/02-apps/shop", known: "base layers/01-base shop layers/02-apps/shop",
		},
		"application": {files: fstest.MapFS{"scaffold.hcl": unit("shop")}, known: "shop"},
	} {
		t.Run(name, func(t *testing.T) {
			o := repo.Sketch(test.files)
			var units, known []string
			for _, l := range o.Root.Layers {
				for _, u := range o.Units(l) {
					units = append(units, fmt.Sprintf("%s=%s", u.Name, u.Path))
				}
			}
			for _, asked := range []string{"base", "layers/01-base", "shop", "layers/02-apps/shop", "other", "notes"} {
				if o.Spec(asked) != nil {
					known = append(known, asked)
				}
			}
			if got := strings.Join(units, " "); got != test.units {
				t.Errorf("units %q, want %q", got, test.units)
			}
			if got := strings.Join(known, " "); got != test.known {
				t.Errorf("known %q, want %q", got, test.known)
			}
		})
	}
}
