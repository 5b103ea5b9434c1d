package workplace

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// gitDir makes the folder a git repository, as far as finding it goes.
var gitDir = map[string]string{".git/HEAD": "ref: refs/heads/main\n", ".git/objects/": "", ".git/refs/heads/": "", ".git/config": "[core]\n\trepositoryformatversion = 0\n\tbare = false\n"}

// with are files below a folder beside others.
func with(files map[string]string, folder string, more map[string]string) map[string]string {
	for name, text := range more {
		files[folder+name] = text
	}
	return files
}

// refused compares what is told of a target with a pattern in which DIR is the
// folder of the test.
func refused(t *testing.T, err error, dir, want string) {
	t.Helper()
	got := ""
	if err != nil {
		got = strings.ReplaceAll(err.Error(), dir, "DIR")
		if list := diag.Of(err); len(list) != 1 || list[0].Kind != diag.Usage {
			t.Errorf("%v is of another kind", err)
		}
	}
	if got != want {
		t.Errorf("told is %q, want %q", got, want)
	}
}

// TestTargetOfInfrastructure: a new or empty folder, or a folder of git's, and
// outside any other repository of scaffold's.
func TestTargetOfInfrastructure(t *testing.T) {
	const add = " (add to that one with `scaffold service` or `scaffold layer`, or name a folder outside it)"
	const application = " is an application repository, and no infrastructure repository goes into one (name a folder outside it)"
	const update = " (add to it with `scaffold service`, or update it with `scaffold generate`)"
	for name, c := range map[string]struct {
		target      string
		interrupted bool
		fresh       bool
		want        string
	}{
		"absent":                  {"new", false, true, ""},
		"absent, deep":            {"new/deep/er", false, true, ""},
		"empty":                   {"empty", false, true, ""},
		"not empty":               {"full", false, false, "DIR/full is neither empty nor a git repository (name a new folder, or run `git init` in it first to add the files there)"},
		"a git repository":        {"git", false, false, ""},
		"a folder of one":         {"git/sub", false, false, ""},
		"an absent folder of one": {"git/new/deep", false, false, ""},
		"a repository":            {"infra", false, false, "DIR/infra is already a scaffold repository" + update},
		"a unit's folder":         {"infra/" + shop, false, false, "DIR/infra/layers/04-applications/shop lies in the scaffold repository DIR/infra" + add},
		"an application's":        {"app", false, false, "DIR/app" + application},
		"inside an application's": {"app/infra", false, false, "DIR/app" + application},
		"inside one, interrupted": {"app/infra", true, false, "DIR/app" + application},
		"one that was begun":      {"begun", true, false, ""},
		"inside a repository":     {"infra/new", false, false, "DIR/infra/new lies in the scaffold repository DIR/infra" + add},
		"inside, interrupted":     {"infra/new", true, false, "DIR/infra/new lies in the scaffold repository DIR/infra" + add},
		"a file":                  {"file", false, false, "DIR/file is not a folder that can be read"},
	} {
		t.Run(name, func(t *testing.T) {
			files := with(map[string]string{
				"empty/": "", "full/x": "", "file": "", "infra/scaffold.hcl": rootFile, "infra/" + shop + "scaffold.hcl": unitFile, "git/sub/": "", "begun/scaffold.hcl": rootFile,
				"app/scaffold.hcl": appFile, "app/" + packsKeep: "",
			}, "git/", gitDir)
			dir := tree(t, with(files, "begun/", gitDir))
			fresh, err := (&Workplace{Dir: dir}).NewInfrastructure(filepath.Join(dir, filepath.FromSlash(c.target)), c.interrupted)
			refused(t, err, dir, c.want)
			if fresh != c.fresh {
				t.Errorf("a repository of its own: %t", fresh)
			}
		})
	}
}

// TestTargetOfApplication: a new or empty folder, or an empty clone, and outside
// any other repository of scaffold's.
func TestTargetOfApplication(t *testing.T) {
	const outside, empty = " (name a folder outside it with --output-dir)", " is not empty (name a new or empty folder, or an empty clone, with --output-dir)"
	for name, c := range map[string]struct {
		target      string
		interrupted bool
		clone       bool
		want        string
	}{
		"absent":                    {"new", false, false, ""},
		"empty":                     {"empty", false, false, ""},
		"an empty clone":            {"clone", false, true, ""},
		"a clone with a file":       {"worked", false, true, "DIR/worked" + empty},
		"one that was begun":        {"worked", true, true, ""},
		"not empty":                 {"full", false, false, "DIR/full" + empty},
		"a repository":              {"app", false, false, "DIR/app is already a scaffold repository (update it with `scaffold generate -C DIR/app`)"},
		"a repository, interrupted": {"app", true, false, ""},
		"inside another's":          {"app/sub", false, false, "DIR/app/sub lies in the scaffold repository DIR/app" + outside},
		"infrastructure":            {"infra", false, false, "DIR/infra is already a scaffold repository (update it with `scaffold generate -C DIR/infra`)"},
		"inside infrastructure":     {"infra/apps/shop", false, false, "DIR/infra/apps/shop lies in the scaffold repository DIR/infra" + outside},
		"inside, interrupted":       {"infra/apps/shop", true, false, "DIR/infra/apps/shop lies in the scaffold repository DIR/infra" + outside},
		"a file":                    {"file", false, false, "DIR/file is not a folder that can be read"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := tree(t, map[string]string{
				"empty/": "", "clone/.git/": "", "worked/.git/": "", "worked/README.md": "", "full/x": "", "file": "",
				"app/scaffold.hcl": appFile, "app/" + packsKeep: "", "infra/scaffold.hcl": rootFile,
			})
			clone, err := (&Workplace{Dir: dir}).NewApplication(filepath.Join(dir, filepath.FromSlash(c.target)), c.interrupted)
			refused(t, err, dir, c.want)
			if err == nil && clone != c.clone {
				t.Errorf("an empty clone: %t", clone)
			}
		})
	}
}

// TestFindInfrastructure: the one named, the one at hand, or the only one beside.
func TestFindInfrastructure(t *testing.T) {
	for name, c := range map[string]struct {
		here, named, target string
		want                string // the folder, empty for none, or the problem
	}{
		"named":                 {"alone", "../pair/one", "alone/app", "pair/one"},
		"a folder of it":        {"alone", "../pair/one/layers", "alone/app", "pair/one"},
		"named, none":           {"alone", "../empty", "alone/app", "DIR/empty is not in an infrastructure repository (name a folder that holds a scaffold.hcl with a repository block)"},
		"named, an application": {"alone", "../apps/shop", "alone/app", "DIR/apps/shop is not in an infrastructure repository (name a folder that holds a scaffold.hcl with a repository block)"},
		"at hand":               {"pair/one/layers", "", "pair/app", "pair/one"},
		"the only one here":     {"alone", "", "elsewhere/app", "alone/infra"},
		"the only one beside":   {"empty", "", "alone/app", "alone/infra"},
		"here and beside":       {"alone", "", "alone/app", "alone/infra"},
		"two":                   {"pair", "", "pair/app", "there are several infrastructure repositories here: DIR/pair/one, DIR/pair/two (name the one that holds the service with --infra DIR)"},
		"none":                  {"empty", "", "empty/app", ""},
		"applications only":     {"apps", "", "apps/other", ""},
		"stars and brackets":    {"[a]*", "", "[a]*/app", "[a]*/infra"},
		"broken":                {"empty", "../broken", "empty/app", "DIR/broken/scaffold.hcl:1: "},
	} {
		t.Run(name, func(t *testing.T) {
			dir := tree(t, map[string]string{
				"alone/infra/scaffold.hcl": rootFile, "alone/other/x": "", "pair/one/scaffold.hcl": rootFile, "pair/one/layers/": "", "pair/two/scaffold.hcl": rootFile,
				"empty/": "", "apps/shop/scaffold.hcl": appFile, "[a]*/infra/scaffold.hcl": rootFile, "a/infra/scaffold.hcl": rootFile, "broken/scaffold.hcl": "repository {\n  x = 1\n}\n",
			})
			w := &Workplace{Dir: dir, Chdir: c.here, Getenv: os.Getenv}
			got, err := w.FindInfrastructure(c.named, filepath.Join(dir, c.target))
			switch {
			case err != nil:
				if told := strings.ReplaceAll(err.Error(), dir, "DIR"); !strings.HasPrefix(told, c.want) || c.want == "" {
					t.Errorf("told is %q, want %q", told, c.want)
				}
			case c.want == "":
				if got != nil {
					t.Errorf("found is %s", got.Dir)
				}
			default:
				if got == nil || got.Dir != filepath.Join(dir, c.want) || got.Model == nil || got.Packs.Repository == nil {
					t.Errorf("found is %+v, want %s", got, c.want)
				}
			}
		})
	}
}
