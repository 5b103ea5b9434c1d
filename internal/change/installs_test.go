package change

import (
	"strings"
	"testing"
)

// TestInstalledRelease: a new repository's CI installs the release that made it;
// an upgrade moves that to the one that runs, where it is newer.
func TestInstalledRelease(t *testing.T) {
	const input = `
input "installs" {
  type        = string
  default     = "v0.1.0"
  role        = "scaffold_version"
  description = "What CI installs"
}
`
	for name, c := range map[string]struct {
		founded, set, upgraded string
		want, then             string
	}{
		"a release":               {"v0.3.0", "", "v0.4.0", "v0.3.0", "v0.4.0"},
		"a build":                 {"0.3.0-dev", "", "devel", "", ""},
		"a build, then a release": {"devel", "", "v0.4.0", "", "v0.4.0"},
		"the pack's own":          {"v0.1.0", "", "v0.1.0", "", ""},
		"an older one runs later": {"v0.3.0", "", "v0.2.0", "v0.3.0", "v0.3.0"},
		"a build runs later":      {"v0.3.0", "", "v0.3.0-5-g0123456", "v0.3.0", "v0.3.0"},
		"what somebody said":      {"v0.3.0", "v0.2.0", "v0.2.5", "v0.2.0", "v0.2.5"},
		"nine and ten":            {"v0.9.0", "", "v0.10.0", "v0.9.0", "v0.10.0"},
	} {
		t.Run(name, func(t *testing.T) {
			w := empty(t)
			w.release("repository", "files \"unit\"", input+"files \"unit\"")
			set := []string{}
			if c.set != "" {
				set = append(set, "installs="+c.set)
			}
			w.runs = c.founded
			w.do(NewRepository{Root: acme(), Set: typed(set...)})
			w.says(t, "made", c.want)
			w.runs = c.upgraded
			w.do(Upgrade{})
			w.says(t, "upgraded", c.then)
			if p := w.plan(Upgrade{}, Options{}); len(p.Plan.Writes()) > 0 {
				t.Errorf("a second upgrade does %q", actions(p.Plan, ""))
			}
		})
	}
}

// says looks at the release in the root file; empty means that none stands there.
func (w *world) says(t *testing.T, when, want string) {
	t.Helper()
	root := w.text("scaffold.hcl")
	if want == "" && strings.Contains(root, "installs") || want != "" && strings.Count(root, `"`+want+`"`) != 1 {
		t.Errorf("%s, the root file does not install %q alone:\n%s", when, want, root)
	}
}
