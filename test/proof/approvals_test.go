package proof

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// fnmatch is the pattern as GitHub's rulesets read it, Ruby's File.fnmatch with
// FNM_PATHNAME: a star stays within a folder, two stars cross folders, and
// neither matches a leading dot.
// https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/creating-rulesets-for-a-repository#using-fnmatch-syntax
func fnmatch(pattern string) *regexp.Regexp {
	text := regexp.QuoteMeta(pattern)
	text = strings.ReplaceAll(text, `\*\*/`, `(?:[^/.][^/]*/)*`)
	text = regexp.MustCompile(`(^|/|\)\*)\\\*`).ReplaceAllString(text, `${1}(?:[^/.][^/]*)?`)
	return regexp.MustCompile("^" + strings.ReplaceAll(text, `\*`, `[^/]*`) + "$")
}

// TestTwoApprovalsCannotBeBypassed walks every file of a repository, the vendored
// packs among them: what reaches production has production's approvals, whichever
// way it goes.
func TestTwoApprovalsCannotBeBypassed(t *testing.T) {
	repository := readGolden(t)
	src, err := os.ReadFile(filepath.Join(repository, ".github", "rulesets", "production.json"))
	if err != nil {
		t.Fatal(err)
	}
	var ruleset struct {
		Rules []struct {
			Parameters struct {
				Required []struct {
					Patterns []string `json:"file_patterns"`
					Minimum  int      `json:"minimum_approvals"`
				} `json:"required_reviewers"`
			}
		}
	}
	if err := json.Unmarshal(src, &ruleset); err != nil {
		t.Fatal(err)
	}
	approvals := func(name string) (most int) {
		for _, rule := range ruleset.Rules {
			for _, entry := range rule.Parameters.Required {
				for _, pattern := range entry.Patterns {
					if fnmatch(pattern).MatchString(name) {
						most = max(most, entry.Minimum)
					}
				}
			}
		}
		return most
	}
	// One approval is enough for other environments, for what is rendered into each
	// only later, by a change of its own, and for what nothing reads.
	free := regexp.MustCompile(`^(layers/.*/environments/(dev|staging)/.*|layers/[^/]+(/[^/]+)?/(scaffold\.hcl|\.scaffold\.lock\.hcl|README\.md|\.gitkeep)|README\.md|\.editorconfig|\.gitignore)$`)
	seen := map[int]int{}
	check := func(name string) {
		want := 2
		if free.MatchString(name) {
			want = 0
		}
		seen[want]++
		if got := approvals(name); got != want {
			t.Errorf("%s needs %d approvals by file, not %d", name, got, want)
		}
	}
	err = filepath.WalkDir(repository, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(repository, name)
		if rel = filepath.ToSlash(rel); d.IsDir() && rel == ".git" {
			return filepath.SkipDir
		}
		if !d.IsDir() {
			check(rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"modules/network/main.tf", "layers/01-foundation/modules/extra/main.tf",
		"layers/04-applications/shop/environments/production/.terraform.lock.hcl", "bootstrap/production/.terraform.lock.hcl", "scripts/validate.sh", ".github/actions/x/action.yml",
	} {
		check(name)
	}
	if seen[0] < 50 || seen[2] < 100 {
		t.Errorf("only %v files were looked at", seen)
	}
}

// TestFnmatch: the matches that Ruby makes.
func TestFnmatch(t *testing.T) {
	for pattern, c := range map[string]struct{ yes, no []string }{
		"a/**/*":            {[]string{"a/b", "a/b/c.tf", "a/b/c/d"}, []string{"a", "b/a/c", "a/.b", "a/.b/c", "a/b/.c"}},
		"a/**/.*":           {[]string{"a/.b", "a/b/.c"}, []string{"a/b", "a/.b/.c", "a/.b/c"}},
		"a/**/.*/**/*":      {[]string{"a/.b/c", "a/b/.c/d/e"}, []string{"a/b/c", "a/.b"}},
		"l/*/e/p/**/*":      {[]string{"l/s/e/p/m.tf", "l/s/e/p/tests/x"}, []string{"l/s/t/e/p/m.tf", "l/e/p/m.tf"}},
		"scaffold.hcl":      {[]string{"scaffold.hcl"}, []string{"a/scaffold.hcl", "scaffoldxhcl"}},
		"layers/**/mo/**/*": {[]string{"layers/a/mo/x", "layers/a/b/mo/x/y"}, []string{"layers/a/more/x"}},
	} {
		for _, name := range c.yes {
			if !fnmatch(pattern).MatchString(name) {
				t.Errorf("%s does not match %s", pattern, name)
			}
		}
		for _, name := range c.no {
			if fnmatch(pattern).MatchString(name) {
				t.Errorf("%s matches %s", pattern, name)
			}
		}
	}
}
