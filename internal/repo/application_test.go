package repo

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// TestApplication: an application repository is one unit, whose spec is the root file.
func TestApplication(t *testing.T) {
	block := lock.NewBlock("", spec.PackRef{Name: "app", Version: "1.0.0"}, "d", nil, nil)
	r := load(t, fstest.MapFS{
		"scaffold.hcl":   {Data: []byte("unit \"shop\" {\n  pack = \"app@1.1.0\"\n  port = 8\n}\n")},
		lock.Filename:    {Data: (&lock.Lock{Blocks: []*lock.Block{block}}).Bytes()},
		"layers/x/a":     {Data: []byte("no layer of ours")},
		"service/x.hcl":  {},
		"other/scaffold": {},
	})
	if len(r.Units) != 1 || r.Units[0].Name != "shop" || r.Units[0].Path != "." || r.Unit("shop") != r.Units[0] {
		t.Fatalf("units are %v", r.UnitNames())
	}
	u := r.Units[0]
	if !r.IsApplication() || len(r.Environments(u)) != 0 || r.HasEnvironment(u, "dev") {
		t.Errorf("it has the environments %v", r.Environments(u))
	}
	if got := u.PackOf("").String(); got != "app@1.0.0" {
		t.Errorf("its lock stands at %s", got)
	}
	if got := r.Given(u, "")["port"].Value; !got.RawEquals(cty.NumberIntVal(8)) {
		t.Errorf("port is %#v", got)
	}
	problem := r.NeedInfrastructure("service")
	if problem == nil || problem.Kind != diag.Usage || problem.Summary != "this is the application repository of shop, and `scaffold service` works in an infrastructure repository" {
		t.Errorf("a command of the other kind of repository: %v", problem)
	}
	if infrastructure := load(t, files(nil)); infrastructure.IsApplication() || infrastructure.NeedInfrastructure("service") != nil {
		t.Error("an infrastructure repository is taken for an application's")
	}
}

func TestApplicationProblems(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  string
		line  int
	}{
		"environments":  {map[string]string{"scaffold.hcl": "unit \"shop\" {\n  pack         = \"app@1.0.0\"\n  environments = [\"dev\"]\n}\n"}, "shop lists environments", 3},
		"an override":   {map[string]string{"scaffold.hcl": "unit \"shop\" {\n  pack = \"app@1.0.0\"\n  environment \"dev\" {\n  }\n}\n"}, "shop overrides an environment", 3},
		"a broken spec": {map[string]string{"scaffold.hcl": "unit \"shop\" {\n  pack = var.x\n}\n"}, "var", 2},
		"a broken lock": {map[string]string{"scaffold.hcl": "unit \"shop\" {\n  pack = \"app@1.0.0\"\n}\n", lock.Filename: "\nx\n"}, lock.Filename, 2},
	} {
		t.Run(name, func(t *testing.T) {
			fsys := fstest.MapFS{}
			for file, text := range c.files {
				fsys[file] = &fstest.MapFile{Data: []byte(text)}
			}
			_, err := Load(fsys)
			list := diag.Of(err)
			if len(list) != 1 || !strings.Contains(list[0].Error(), c.want) || list[0].Range == nil || list[0].Range.Start.Line != c.line {
				t.Errorf("got %v, want %q in line %d", err, c.want, c.line)
			}
		})
	}
}

// TestWhatIsGone: a spec or a layer that is gone while its files are there would
// drop out of every check, but not out of the account.
func TestWhatIsGone(t *testing.T) {
	lockFile := &fstest.MapFile{Data: (&lock.Lock{}).Bytes()}
	for name, c := range map[string]struct {
		change func(fstest.MapFS)
		want   string
		line   int // of the root file; 0 for none
	}{
		"a service's spec": {func(f fstest.MapFS) {
			delete(f, "layers/04-applications/a/scaffold.hcl")
			f["layers/04-applications/a/"+lock.Filename] = lockFile
		}, "layers/04-applications/a has a lock but no scaffold.hcl", 0},
		"a layer's spec": {func(f fstest.MapFS) {
			delete(f, "layers/01-foundation/scaffold.hcl")
			f["layers/01-foundation/"+lock.Filename] = lockFile
		}, "layers/01-foundation has a lock but no scaffold.hcl", 0},
		"a layer's folder":    {func(f fstest.MapFS) { delete(f, "layers/01-foundation/scaffold.hcl") }, `the folder of layer "foundation" is gone`, 14},
		"a layer of services": {func(f fstest.MapFS) { delete(f, "layers/04-applications/a/scaffold.hcl") }, "", 0}, // it holds none yet
	} {
		t.Run(name, func(t *testing.T) {
			fsys := files(map[string]string{"a": service("a")})
			c.change(fsys)
			_, err := Load(fsys)
			list := diag.Of(err)
			if c.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if len(list) != 1 || !strings.Contains(list[0].Error(), c.want) || !strings.Contains(list[0].Hint, "git checkout") {
				t.Fatalf("got %v, want %q", err, c.want)
			}
			if line := 0; list[0].Range != nil {
				if line = list[0].Range.Start.Line; line != c.line {
					t.Errorf("it shows line %d, not %d", line, c.line)
				}
			}
		})
	}
}

// TestUnreadable: what the disk says stands in the problem, once.
func TestUnreadable(t *testing.T) {
	fsys := files(map[string]string{"a": service("a")})
	fsys["layers/04-applications/a/"+lock.Filename+"/x"] = &fstest.MapFile{} // a folder
	_, err := Load(fsys)
	list := diag.Of(err)
	if len(list) != 1 || list[0].Kind != diag.Failed || strings.Count(fmt.Sprint(list[0].Summary), lock.Filename) != 1 {
		t.Errorf("got %v", err)
	}
}
