package repo

import (
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

func TestParsePath(t *testing.T) {
	for in, want := range map[string]Path{
		"a": "a", "a/b.tf": "a/b.tf", "./a//b/": "a/b", "a/../b": "b", ".": ".", ".gitignore": ".gitignore", "a/.git/x": "a/.git/x", "..a": "..a",
	} {
		t.Run(in, func(t *testing.T) {
			got, err := ParsePath(in)
			if err != nil || got != want {
				t.Errorf("%q is %q, %v; want %q", in, got, err, want)
			}
		})
	}
	for _, in := range []string{"", "/", "/etc/passwd", "..", "../x", "a/../../x", `a\b`, "a\x00b", ".git", ".git/config", "./.git/config", "a/../.git/hooks/x", ".GIT/config"} {
		t.Run(in, func(t *testing.T) {
			got, err := ParsePath(in)
			if list := diag.Of(err); len(list) != 1 || list[0].Kind != diag.Usage || got != "" {
				t.Errorf("%q is %q, %v", in, got, err)
			}
		})
	}
}

func TestPath(t *testing.T) {
	p := Path("layers/01-a/main.tf")
	if p.Dir() != "layers/01-a" || p.Base() != "main.tf" || Path("x").Dir() != "." || p.Dir().Join("x", "../y") != "layers/01-a/y" {
		t.Errorf("%s %s", p.Dir(), p.Base())
	}
	if p.Rel("layers") != "01-a/main.tf" || p.Rel(".") != string(p) || Path(".").Join("a") != "a" {
		t.Errorf("%s", p.Rel("layers"))
	}
	for dir, want := range map[Path]bool{"layers": true, ".": true, p: true, "layer": false, "layers/01": false, "layers/01-a/main.tf/x": false} {
		t.Run(string(dir), func(t *testing.T) {
			if p.In(dir) != want {
				t.Errorf("in %q: %v", dir, !want)
			}
		})
	}
}
