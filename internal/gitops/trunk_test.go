package gitops

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestDefaultBranch(t *testing.T) {
	for name, c := range map[string]struct {
		do   []string // git commands in a repository on trunk, which is init.defaultBranch
		want string
	}{
		"the configured one":           {[]string{"switch -qc feature"}, "trunk"},
		"another one than configured":  {[]string{"branch -m master"}, "master"},
		"master, seen from a branch":   {[]string{"branch -m master", "switch -qc feature"}, "master"},
		"main goes before master":      {[]string{"branch -m master", "branch main"}, "main"},
		"none of the usual ones":       {[]string{"branch -m development"}, "development"},
		"detached":                     {[]string{"checkout -q --detach"}, "trunk"},
		"detached, and nothing tells":  {[]string{"checkout -q --detach", "branch -qD trunk"}, ""},
		"what the remote has":          {[]string{"branch production", "update-ref refs/remotes/origin/production HEAD", "symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/production"}, "production"},
		"of another remote":            {[]string{"config remote.pushDefault up", "symbolic-ref refs/remotes/up/HEAD refs/remotes/up/release/1"}, "release/1"},
		"a remote that does not say":   {[]string{"update-ref refs/remotes/origin/master HEAD", "branch -m mine"}, "master"},
		"the remote's, though packed":  {[]string{"update-ref refs/remotes/origin/main HEAD", "pack-refs --all", "branch -m mine"}, "main"},
		"main is no part of main-like": {[]string{"branch -m mainline"}, "mainline"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSandbox(t)
			for _, line := range c.do {
				s.Git(strings.Fields(line)...)
			}
			got, err := DefaultBranchOf(s.open())
			s.Must(err)
			s.Same("default branch", got, c.want)
			got, err = DefaultBranch(s.Path("not/there/yet"), false)
			s.Must(err)
			s.Same("of the folder", got, c.want)
			got, err = DefaultBranch(s.Path("app"), true)
			s.Must(err)
			s.Same("of a fresh one", got, "trunk")
		})
	}
	empty := newEmptySandbox(t)
	empty.Git("symbolic-ref", "HEAD", "refs/heads/unborn")
	got, err := DefaultBranchOf(empty.open())
	empty.Must(err)
	empty.Same("without a commit", got, "unborn")
	got, err = DefaultBranch(filepath.Join(t.TempDir(), "new"), false)
	empty.Must(err)
	empty.Same("where there is none", got, "trunk")
}
