package codeowners

import (
	"slices"
	"strings"
	"testing"
)

// The patterns of GitHub's own page about code owners, and those of gitignore
// that it points to.
func TestPatterns(t *testing.T) {
	for _, c := range []struct {
		pattern  string
		yes, not []string
	}{
		{"*", []string{"a", "a/b/c"}, nil},
		{"*.js", []string{"a.js", "x/y/a.js"}, []string{"a.jsx", "js"}},
		{"/build/logs/", []string{"build/logs/a", "build/logs/x/y"}, []string{"build/logs", "x/build/logs/a"}},
		{"docs/*", []string{"docs/getting-started.md"}, []string{"docs/build-app/troubleshooting.md", "x/docs/a"}},
		{"apps/", []string{"apps/a", "x/apps/y/z"}, []string{"apps", "xapps/a"}},
		{"/docs/", []string{"docs/a/b"}, []string{"x/docs/a"}},
		{"/scripts", []string{"scripts", "scripts/a/b"}, []string{"x/scripts", "scripts2"}},
		{"**/logs", []string{"logs", "logs/a", "build/logs/x", "a/b/logs"}, []string{"logsx"}},
		{"/apps/**", []string{"apps/a", "apps/a/b"}, []string{"apps", "x/apps/a"}},
		{"a/**/b", []string{"a/b", "a/x/y/b", "a/x/b/c"}, []string{"ab"}},
		{"layers/04-applications/*/environments/production/", []string{"layers/04-applications/shop/environments/production/main.tf"}, []string{"layers/04-applications/shop/environments/dev/main.tf"}},
		{"a?c.(d)", []string{"abc.(d)"}, []string{"a/c.(d)", "abcx(d)"}},
		{`with\ blank.md`, []string{"with blank.md"}, []string{"with"}},
	} {
		f := Parse([]byte(c.pattern + " @x # remark\n"))
		for _, path := range c.yes {
			if f.Owners(path) == nil {
				t.Errorf("%s does not match %s", c.pattern, path)
			}
		}
		for _, path := range c.not {
			if f.Owners(path) != nil {
				t.Errorf("%s matches %s", c.pattern, path)
			}
		}
	}
}

func TestTheLastLineThatMatchesDecides(t *testing.T) {
	f := Parse([]byte("# who\n\n* @everyone\n/docs/ @writers @acme/docs docs@example.com\n!no @x\na[b] @x\n/docs/free/\n"))
	for path, want := range map[string]string{"a": "@everyone", "docs/a": "@writers @acme/docs docs@example.com", "docs/free/a": "", "ab": "@everyone"} {
		if got := strings.Join(f.Owners(path), " "); got != want {
			t.Errorf("%s is owned by %q, not %q", path, got, want)
		}
	}
	users, teams := f.Reviewers([]string{"docs/a", "a", "docs/free/b"}, "Acme")
	if !slices.Equal(users, []string{"everyone", "writers"}) || !slices.Equal(teams, []string{"docs"}) {
		t.Errorf("reviewers are %v and the teams %v", users, teams)
	}
	if _, teams := f.Reviewers([]string{"docs/a"}, "other"); teams != nil {
		t.Errorf("teams of another organization: %v", teams)
	}
}
