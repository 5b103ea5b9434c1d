package workplace

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

const (
	rootFile = `repository {
  organization = "acme"
  vcs          = "acme/infra"
  pack         = "repository@1.0.0"
}

environment "dev" {
}

layer "applications" {
  directory = "04-applications"
  holds     = "services"
}
`
	unitFile  = "unit \"shop\" {\n  pack = \"service@1.0.0\"\n}\n"
	appFile   = "unit \"shop\" {\n  pack = \"app-repo@1.0.0\"\n}\n"
	packsKeep = ".scaffold/packs/app-repo@1.0.0/pack.hcl"
	shop      = "layers/04-applications/shop/"
)

// tree makes files below a new folder; a name that ends in a slash is a folder.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		folder := filepath.Dir(path)
		if strings.HasSuffix(name, "/") {
			folder = path
		}
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		if folder != path {
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

// both are an infrastructure repository with a service, and application
// repositories inside and beside it.
func both(t *testing.T) string {
	return tree(t, map[string]string{
		"infra/scaffold.hcl": rootFile, "infra/" + shop + "scaffold.hcl": unitFile, "infra/" + shop + "environments/dev/main.tf": "",
		"infra/.scaffold/packs/service@1.0.0/pack.hcl": "",
		"app/scaffold.hcl": appFile, "app/" + packsKeep: "", "app/src/main.go": "", "infra/tools/app/scaffold.hcl": appFile, "infra/tools/app/" + packsKeep: "",
		"unit/scaffold.hcl": unitFile, "broken/scaffold.hcl": "repository {", "folder/scaffold.hcl/": "", "else/": "",
	})
}

// TestRoots: the repository that holds a folder is found upwards; a unit's folder
// is no repository, and only a repository's root holds packs.
func TestRoots(t *testing.T) {
	dir := both(t)
	for folder, want := range map[string]struct{ infrastructure, application, root string }{
		"infra":                              {"infra", "", "infra"},
		"infra/layers":                       {"infra", "", "infra"},
		"infra/" + shop:                      {"infra", "", "infra"},
		"infra/" + shop + "environments/dev": {"infra", "", "infra"},
		"infra/not/there":                    {"infra", "", "infra"},
		"infra/tools/app":                    {"infra", "infra/tools/app", "infra/tools/app"},
		"app":                                {"", "app", "app"},
		"app/src":                            {"", "app", "app"},
		"unit":                               {"", "", ""},
		"folder":                             {"", "", ""},
		"else":                               {"", "", ""},
		"not/there":                          {"", "", ""},
		".":                                  {"", "", ""},
	} {
		t.Run(folder, func(t *testing.T) {
			here := filepath.Join(dir, folder)
			at := func(name string) string {
				if name == "" {
					return ""
				}
				return filepath.Join(dir, name)
			}
			if got := Infrastructure(here); got != at(want.infrastructure) {
				t.Errorf("the infrastructure repository is %q, want %q", got, want.infrastructure)
			}
			if got := Application(here); got != at(want.application) {
				t.Errorf("the application repository is %q, want %q", got, want.application)
			}
			for _, w := range []*Workplace{{Dir: here}, {Dir: dir, Chdir: folder}, {Dir: "/", Chdir: here}} {
				if got := w.Root(); got != at(want.root) {
					t.Errorf("from %+v the root is %q, want %q", w, got, want.root)
				}
			}
			w := &Workplace{Dir: here}
			got, err := w.NeedRoot("make one")
			if want.root == "" {
				list := diag.Of(err)
				if got != "" || len(list) != 1 || list[0].Error() != here+" is not in a scaffold repository (make one)" || list[0].Code != diag.NoRepository {
					t.Errorf("it needs %q, %v", got, err)
				}
			} else if got != at(want.root) || err != nil {
				t.Errorf("it needs %q, %v", got, err)
			}
		})
	}
}

// TestHostPaths: what a user writes is seen from where the command works, and
// shown as seen from where it was started.
func TestHostPaths(t *testing.T) {
	for name, c := range map[string]struct {
		w           Workplace
		path        string
		host, shown string
	}{
		"here":                {Workplace{Dir: "/a/b"}, "", "/a/b", "."},
		"below":               {Workplace{Dir: "/a/b"}, "c", "/a/b/c", "c"},
		"above":               {Workplace{Dir: "/a/b"}, "../c", "/a/c", "../c"},
		"absolute":            {Workplace{Dir: "/a/b", Chdir: "x"}, "/c/../d", "/d", "../../d"},
		"with -C":             {Workplace{Dir: "/a/b", Chdir: "c"}, "d", "/a/b/c/d", "c/d"},
		"with -C up":          {Workplace{Dir: "/a/b", Chdir: ".."}, "", "/a", ".."},
		"with an absolute -C": {Workplace{Dir: "/a/b", Chdir: "/c"}, "d", "/c/d", "../../c/d"},
	} {
		t.Run(name, func(t *testing.T) {
			host := c.w.HostPath(c.path)
			if shown := c.w.Shown(host); host != c.host || shown != c.shown {
				t.Errorf("it is %s, shown as %s; want %s, %s", host, shown, c.host, c.shown)
			}
			if c.path == "" && c.w.Folder() != host {
				t.Errorf("the folder is %s, not %s", c.w.Folder(), host)
			}
		})
	}
	if got := (&Workplace{Dir: "relative"}).Shown("/a"); got != "/a" {
		t.Errorf("what can't be seen from here is shown as %s", got)
	}
}

// TestPacks: the built-in ones anywhere, vendored ones and sources in a repository.
func TestPacks(t *testing.T) {
	dir := tree(t, map[string]string{
		"scaffold.hcl": rootFile + "\npack_source \"lambda\" {\n  source = \"./packs/lambda\"\n}\n", "packs/lambda/pack.hcl": "pack \"lambda\" {\n  version = \"2.0.0\"\n}\n",
		"broken/scaffold.hcl": "pack_source {", "none/": "",
	})
	w := &Workplace{Dir: dir, Getenv: os.Getenv, Version: "1.2.3"}
	if s := w.NewPacks(""); s.Repository != nil || s.Remote != nil || !slices.Contains(s.Names(), "service") || s.Scaffold != "1.2.3" {
		t.Errorf("without a repository they are %+v", s)
	}
	if p, err := w.NewPacks(dir).Get(spec.PackRef{Name: "lambda"}); err != nil || p.Version != "2.0.0" {
		t.Errorf("the source holds %v, %v", p, err)
	}
	for _, name := range []string{"broken", "none"} {
		if s := w.NewPacks(filepath.Join(dir, name)); s.Repository == nil || len(s.Sources) > 0 {
			t.Errorf("%s: %+v", name, s)
		}
	}
	offline := &Workplace{Dir: dir, Offline: true}
	if s := offline.NewPacks(dir); s.Remote != nil || s.Sources["lambda"] == "" {
		t.Errorf("offline they are %+v", s)
	}
	first := w.Packs(dir)
	if w.Packs(dir) != first {
		t.Error("they are read twice")
	}
	if w.Packs("") == first {
		t.Error("another repository has the same")
	}
	first = w.Packs(dir)
	w.Forget()
	if w.Packs(dir) == first {
		t.Error("they are not forgotten")
	}
}

// TestLoad: the model and the packs of the repository at hand, or what is wrong.
func TestLoad(t *testing.T) {
	dir := both(t)
	m, packs, err := (&Workplace{Dir: dir, Chdir: "infra/" + shop}).Load("make one")
	if err != nil || m.Unit("shop") == nil || packs.Repository == nil {
		t.Errorf("loaded are %v, %v, %v", m, packs, err)
	}
	if m, _, err := (&Workplace{Dir: dir, Chdir: "app"}).Load("make one"); err != nil || !m.IsApplication() {
		t.Errorf("the application repository is %v, %v", m, err)
	}
	if _, _, err := (&Workplace{Dir: dir, Chdir: "else"}).Load("make one"); err == nil || !strings.HasSuffix(err.Error(), "(make one)") {
		t.Errorf("none is there: %v", err)
	}
	if _, _, err := (&Workplace{}).LoadAt(filepath.Join(dir, "broken")); err == nil || !strings.HasPrefix(err.Error(), "scaffold.hcl:1: ") {
		t.Errorf("a broken one: %v", err)
	}
}
