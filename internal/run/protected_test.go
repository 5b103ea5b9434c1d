package run

import (
	"strings"
	"testing"
)

const protecting = `{"target": "branch", "enforcement": "active", "conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}}, "rules": [{"type": "deletion"}, {"type": "pull_request", "parameters": {}}]}`

// TestThroughPull: on the default branch, where a ruleset asks for pull requests
// and there is a remote, the way is --pr.
func TestThroughPull(t *testing.T) {
	for name, c := range map[string]struct {
		before  func(s *site)
		ruleset string
		branch  string
		want    bool
	}{
		"protected":            {nil, protecting, "trunk", true},
		"named":                {nil, strings.Replace(protecting, "~DEFAULT_BRANCH", "refs/heads/trunk", 1), "trunk", true},
		"another branch":       {nil, protecting, "mine", false},
		"no remote":            {func(s *site) { s.Git("remote", "remove", "origin") }, protecting, "trunk", false},
		"no ruleset":           {nil, "", "trunk", false},
		"not active":           {nil, strings.Replace(protecting, "active", "disabled", 1), "trunk", false},
		"of tags":              {nil, strings.Replace(protecting, `"branch"`, `"tag"`, 1), "trunk", false},
		"of another branch":    {nil, strings.Replace(protecting, "~DEFAULT_BRANCH", "refs/heads/release", 1), "trunk", false},
		"left out":             {nil, strings.Replace(protecting, `"exclude": [`, `"exclude": ["refs/heads/trunk"`, 1), "trunk", false},
		"without pull request": {nil, strings.Replace(protecting, "pull_request", "non_fast_forward", 1), "trunk", false},
		"no JSON":              {nil, "{", "trunk", false},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			if c.ruleset != "" {
				s.Write(".github/rulesets/all.json", c.ruleset)
			}
			if c.before != nil {
				c.before(s)
			}
			got := throughPull(s.open(), c.branch)
			if (got != "") != c.want || c.want && !strings.HasPrefix(got, "trunk takes pull requests only, where .github/rulesets/all.json is installed: give --pr") {
				t.Errorf("it says %q", got)
			}
		})
	}
}
