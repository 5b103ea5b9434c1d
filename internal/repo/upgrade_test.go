package repo

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// versions are packs by reference.
type versions map[string]*pack.Pack

func (v versions) Get(ref spec.PackRef) (*pack.Pack, error) {
	if p := v[ref.String()]; p != nil {
		return p, nil
	}
	return nil, diag.Usagef("there is no pack %s", ref)
}

// release adds a version with inputs, some of which had another name before.
func (v versions) release(t *testing.T, version string, inputs []string, renamed ...string) {
	t.Helper()
	text := "pack \"service\" {\n  version = \"" + version + "\"\n  exposes = [\"" + inputs[0] + "\"]\n}\nfiles \"environment\" {\n  root = \"environment\"\n}\n"
	for _, name := range inputs {
		text += "input \"" + name + "\" {\n  description = \"d\"\n  default = null\n}\n"
	}
	for i := 0; i < len(renamed); i += 2 {
		text += "renamed_input {\n  from = \"" + renamed[i] + "\"\n  to = \"" + renamed[i+1] + "\"\n}\n"
	}
	p, err := pack.Load(fstest.MapFS{pack.Filename: {Data: []byte(text)}, "environment/x": {}}, "p")
	if err != nil {
		t.Fatal(err)
	}
	v["service@"+version] = p
}

// at is a repository with a service whose spec is at one version, and whose lock
// is at another in dev.
func at(t *testing.T, wanted, locked string, lines ...string) *Repository {
	t.Helper()
	fsys := files(map[string]string{"a": strings.Replace(service("a", lines...), "1.0.0", wanted, 1)})
	if locked != "" {
		l := &lock.Lock{Blocks: []*lock.Block{lock.NewBlock("dev", spec.PackRef{Name: "service", Version: locked}, "d", nil, nil)}}
		fsys["layers/04-applications/a/"+lock.Filename] = &fstest.MapFile{Data: l.Bytes()}
	}
	return load(t, fsys)
}

// TestPackOf: an environment stays at its lock's version until it is upgraded.
func TestPackOf(t *testing.T) {
	for name, c := range map[string]struct{ wanted, locked, dev, production string }{
		"never rendered":   {"1.0.0", "", "service@1.0.0", "service@1.0.0"},
		"as rendered":      {"1.0.0", "1.0.0", "service@1.0.0", "service@1.0.0"},
		"to be upgraded":   {"2.0.0", "1.0.0", "service@1.0.0", "service@2.0.0"},
		"to be downgraded": {"1.0.0", "2.0.0", "service@2.0.0", "service@1.0.0"},
	} {
		t.Run(name, func(t *testing.T) {
			u := at(t, c.wanted, c.locked).Unit("a")
			if dev, production := u.PackOf("dev").String(), u.PackOf("production").String(); dev != c.dev || production != c.production {
				t.Errorf("dev stands at %s, production at %s", dev, production)
			}
		})
	}
	u := at(t, "1.0.0", "2.0.0").Unit("a")
	u.Spec.Pack.Name = "other" // a unit of another pack starts anew
	if got := u.PackOf("dev").String(); got != "other@1.0.0" {
		t.Errorf("with another pack dev stands at %s", got)
	}
}

// TestGivenTo: each version of a pack is given the inputs that it has, under the
// names that they have there. The root file's defaults say port = 7.
func TestGivenTo(t *testing.T) {
	for name, c := range map[string]struct {
		old, now []string // inputs of 1.0.0 and 2.0.0
		renamed  []string
		lines    []string
		dev      string // at 1.0.0
		other    string // at 2.0.0
	}{
		"nothing differs":       {[]string{"port"}, []string{"port"}, nil, []string{"port = 8"}, "port=8", "port=8"},
		"a new input waits":     {[]string{"port"}, []string{"port", "cpu"}, nil, []string{"cpu = 2"}, "port=7", "cpu=2 port=7"},
		"renamed, in a spec":    {[]string{"port", "size"}, []string{"port", "cpu"}, []string{"size", "cpu"}, []string{"cpu = 2"}, "port=7 size=2", "cpu=2 port=7"},
		"renamed, a default":    {[]string{"port"}, []string{"listen"}, []string{"port", "listen"}, nil, "port=7", "listen=7"},
		"renamed, and said":     {[]string{"port"}, []string{"listen"}, []string{"port", "listen"}, []string{"listen = 9"}, "port=9", "listen=9"},
		"no pack's":             {[]string{"port"}, []string{"port"}, nil, []string{"nonsense = 1"}, "nonsense=1 port=7", "nonsense=1 port=7"}, // the evaluation says so
		"of the environment":    {[]string{"port"}, []string{"port", "cpu"}, nil, []string{`environment "dev" {`, "cpu = 3", "}"}, "port=7", "port=7"},
		"an input that is gone": {[]string{"port", "old"}, []string{"port"}, nil, []string{"old = 1"}, "old=1 port=7", "old=1 port=7"},
	} {
		t.Run(name, func(t *testing.T) {
			v := versions{}
			v.release(t, "1.0.0", c.old)
			v.release(t, "2.0.0", c.now, c.renamed...)
			r := at(t, "2.0.0", "1.0.0", c.lines...)
			for environment, want := range map[string]string{"dev": c.dev, "production": c.other} {
				u := r.Unit("a")
				given := r.GivenTo(u, v[u.PackOf(environment).String()], environment, v)
				var got []string
				for _, name := range slices.Sorted(maps.Keys(given)) {
					got = append(got, name+"="+expr.LiteralLine(given[name].Value))
				}
				if fmt.Sprint(got) != "["+want+"]" {
					t.Errorf("%s is given %v, want [%s]", environment, got, want)
				}
			}
		})
	}
}

// TestGivenToWithoutTheWanted: while the wanted version is not to be had, all
// stays as it stands.
func TestGivenToWithoutTheWanted(t *testing.T) {
	v := versions{}
	v.release(t, "1.0.0", []string{"port"})
	r := at(t, "2.0.0", "1.0.0", "cpu = 2")
	if given := r.GivenTo(r.Unit("a"), v["service@1.0.0"], "dev", v); len(given) != 2 {
		t.Errorf("it is given %v", given)
	}
}

// TestExposedByOlder: a unit shows what the version it stands at exposes.
func TestExposedByOlder(t *testing.T) {
	v := versions{}
	v.release(t, "1.0.0", []string{"port"})
	v.release(t, "2.0.0", []string{"listen"}, "port", "listen")
	r := at(t, "2.0.0", "1.0.0", "listen = 9")
	for environment, want := range map[string]string{"dev": "{ port = 9 }", "production": "{ listen = 9 }"} {
		shown, err := r.Exposed(r.Unit("a"), environment, r.Unit("a").PackOf(environment), v)
		if err != nil || expr.LiteralLine(shown) != want {
			t.Errorf("in %s it shows %#v, %v; want %s", environment, shown, err, want)
		}
	}
	if _, err := r.Exposed(r.Unit("foundation"), "dev", r.Unit("foundation").PackOf("dev"), versions{}); err == nil {
		t.Error("a pack that is not there exposes something")
	}
}
