package cli

import (
	"context"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/forge"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
)

// carryOut makes the repository and pushes. What is there already must be this
// repository: settings of another one are not touched.
func (o *appRepoOptions) carryOut(ctx context.Context, setup *forge.Setup, want *forge.Settings, dir string, ssh bool) error {
	git, err := gitops.Open(dir)
	if err != nil {
		return err
	}
	git.Attended = o.attended()
	branch, err := git.CurrentBranch()
	if err != nil {
		return err
	}
	if branch != want.DefaultBranch {
		return diag.Usagef("the branch %s is checked out in %s, and the repository's default branch is %s", branch, o.shown(dir), want.DefaultBranch).
			WithHint("switch to %s", want.DefaultBranch)
	}
	push := func(r *forge.Repository) error {
		tips, err := o.remoteTips(ctx, git, r, branch, ssh)
		if err != nil {
			return err
		}
		if tips[branch] == git.HeadCommit() {
			return nil
		}
		return git.Push(ctx, branch)
	}
	if setup.Repository != nil {
		tips, err := o.remoteTips(ctx, git, setup.Repository, branch, ssh)
		if err != nil {
			return err
		}
		if tip := tips[branch]; tip != "" && !git.Contains("HEAD", tip) {
			return diag.Failedf("%s on GitHub has a branch %s with commits that are not here", want.Repository, branch).
				WithHint("clone it, or pull them, if it is the same repository; choose another name if it is not")
		}
	}
	return setup.Apply(ctx, push)
}

// remoteTips adds the remote and asks for its branch.
func (o *appRepoOptions) remoteTips(ctx context.Context, git *gitops.Repository, r *forge.Repository, branch string, ssh bool) (map[string]string, error) {
	url := r.CloneURL
	if ssh {
		url = r.SSHURL
	}
	if urls, err := git.RemoteURLs("origin"); err != nil || len(urls) == 0 {
		if err != nil {
			return nil, err
		}
		if err := git.AddRemote("origin", url); err != nil {
			return nil, err
		}
	} else if !anyNames(urls, r.Name) {
		return nil, diag.Failedf("the remote origin is another repository than %s", forge.Public(r.CloneURL)).WithHint("rename or remove it with `git remote`")
	}
	return git.RemoteTips(ctx, "origin", branch)
}

// anyNames tells whether one of a remote's addresses is that of OWNER/NAME.
func anyNames(urls []string, repository string) bool {
	for _, url := range urls {
		if a, ok := forge.ParseRemote(url); ok && strings.EqualFold(a.String(), repository) {
			return true
		}
	}
	return false
}
