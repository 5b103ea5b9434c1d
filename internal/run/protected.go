package run

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
)

// rulesetFiles are rulesets as GitHub exports and imports them.
const rulesetFiles = ".github/rulesets/*.json"

// throughPull says what to do with a commit that its branch does not take: it is
// the default branch, which a ruleset of the repository protects. It is empty
// where the branch takes it, or there is no remote to push to.
func throughPull(c *Checkout, branch string) string {
	trunk, err := gitops.DefaultBranchOf(c.Git)
	if err != nil || branch != trunk {
		return ""
	}
	remote, err := c.Git.Remote(branch)
	if err != nil {
		return ""
	}
	if urls, err := c.Git.RemoteURLs(remote); err != nil || len(urls) == 0 {
		return ""
	}
	files, _ := fs.Glob(c.Disk, rulesetFiles)
	for _, file := range files {
		if text, err := fs.ReadFile(c.Disk, file); err == nil && wantsPulls(text, branch) {
			return fmt.Sprintf("%s takes pull requests only, where %s is installed: give --pr for one; this commit goes there by `git push %s HEAD:refs/heads/NAME`", branch, file, remote)
		}
	}
	return ""
}

// wantsPulls tells whether a ruleset asks for a pull request into the default
// branch, which has that name.
func wantsPulls(ruleset []byte, branch string) bool {
	var r struct {
		Target, Enforcement string
		Conditions          struct {
			Ref struct{ Include, Exclude []string } `json:"ref_name"`
		}
		Rules []struct{ Type string }
	}
	if json.Unmarshal(ruleset, &r) != nil || r.Target != "branch" || r.Enforcement != "active" {
		return false
	}
	meant := func(names []string) bool {
		return slices.ContainsFunc(names, func(name string) bool {
			return name == "~DEFAULT_BRANCH" || name == "~ALL" || name == "refs/heads/"+branch
		})
	}
	asks := slices.ContainsFunc(r.Rules, func(rule struct{ Type string }) bool { return rule.Type == "pull_request" })
	return asks && meant(r.Conditions.Ref.Include) && !meant(r.Conditions.Ref.Exclude)
}
