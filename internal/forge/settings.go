package forge

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// SettingsFile is where a repository says how it is set up on GitHub. A pack
// renders it, so what stands in it is the pack's affair.
const SettingsFile = ".github/repository.json"

// Settings are what the file says.
type Settings struct {
	Repository    string                 `json:"repository"` // OWNER/NAME
	Description   string                 `json:"description"`
	DefaultBranch string                 `json:"default_branch"`
	Teams         map[string]string      `json:"teams"` // slug → permission: pull, triage, push, maintain or admin
	Variables     map[string]*string     `json:"variables"`
	Environments  map[string]Environment `json:"environments"`
	Rulesets      []string               `json:"rulesets"` // files as GitHub exports and imports rulesets

	rulesets []ruleset // their content
}

// Environment is an environment of the repository.
type Environment struct {
	Branches          []string           `json:"branches"`  // that may deploy there; all when empty
	Reviewers         []string           `json:"reviewers"` // slugs of teams that must approve
	PreventSelfReview bool               `json:"prevent_self_review"`
	Variables         map[string]*string `json:"variables"` // null: a person sets it
}

// ruleset is a ruleset in GitHub's own format, passed on as it is.
type ruleset struct {
	name string
	body map[string]any
}

// ReadSettings reads the file, and the rulesets it names, from a repository.
func ReadSettings(files fs.FS) (*Settings, error) {
	src, err := fs.ReadFile(files, SettingsFile)
	if err != nil {
		return nil, diag.Usagef("there is no %s, which says how to set the repository up on GitHub", SettingsFile).
			WithHint("the pack of the application repository renders it; upgrade the pack, or write it by hand")
	}
	var s Settings
	if err := strict(src, &s); err != nil {
		return nil, diag.Usagef("%s can't be read: %s", SettingsFile, err)
	}
	owner, name, ok := strings.Cut(s.Repository, "/")
	if !ok || owner == "" || name == "" || strings.Contains(name, "/") || s.DefaultBranch == "" {
		return nil, diag.Usagef("%s lacks repository, as OWNER/NAME, or default_branch", SettingsFile)
	}
	for _, file := range s.Rulesets {
		src, err := fs.ReadFile(files, file)
		r := ruleset{}
		if err == nil {
			err = json.Unmarshal(src, &r.body)
		}
		if r.name, ok = r.body["name"].(string); err != nil || !ok {
			return nil, diag.Usagef("%s is no ruleset in GitHub's format", file)
		}
		s.rulesets = append(s.rulesets, r)
	}
	return &s, nil
}

// strict reads JSON that has no other fields than v: a misspelt one would be
// left out silently.
func strict(src []byte, v any) error {
	decoder := json.NewDecoder(bytes.NewReader(src))
	decoder.DisallowUnknownFields()
	return decoder.Decode(v)
}

// Address is where the repository is, on a host.
func (s *Settings) Address(host string) Address {
	owner, name, _ := strings.Cut(s.Repository, "/")
	return Address{Host: host, Owner: owner, Name: name}
}

// Step is one thing that differs on GitHub, or does not.
type Step struct {
	Action string // create, update or unchanged
	Object string // such as "environment dev"
	Detail string
	Done   bool

	afterPush bool // it would keep the first push out, or needs its branch
	run       runner
}

// sorted returns the keys of m in order, so that plans are the same each time.
func sorted[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }

// covers tells whether a value of GitHub's has all that is wanted: GitHub adds
// fields of its own. Lists have the same items, in any order.
func covers(have, want any) bool {
	switch want := want.(type) {
	case map[string]any:
		have, ok := have.(map[string]any)
		if !ok {
			return false
		}
		for key, w := range want {
			if h, ok := have[key]; !ok || !covers(h, w) {
				return false
			}
		}
		return true
	case []any:
		have, ok := have.([]any)
		if !ok || len(have) != len(want) {
			return false
		}
		rest := slices.Clone(have)
		for _, w := range want {
			at := slices.IndexFunc(rest, func(h any) bool { return covers(h, w) })
			if at < 0 {
				return false
			}
			rest = slices.Delete(rest, at, at+1)
		}
		return true
	}
	return have == want
}
