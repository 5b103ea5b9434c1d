package gitops

import (
	"context"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/refs"
)

// Remote returns the remote to which git pushes branch.
func (r *Repository) Remote(branch string) (string, error) {
	if err := r.load(); err != nil {
		return "", err
	}
	remote := "origin"
	for _, key := range []string{"branch." + branch + ".remote", "remote.pushdefault", "branch." + branch + ".pushremote"} {
		if value := r.settings.Get(key); value != "" {
			remote = value
		}
	}
	return remote, nil
}

// RemoteURLs returns where a remote is: as git rewrites it (url.….insteadOf),
// then as the configuration has it. It is empty when there is no such remote.
func (r *Repository) RemoteURLs(remote string) ([]string, error) {
	if err := r.load(); err != nil {
		return nil, err
	}
	written := r.settings.Get("remote." + remote + ".url")
	if written == "" {
		return nil, nil
	}
	out, err := program.Run(context.Background(), r.at.Root, nil, nil, "remote", "get-url", remote)
	if err != nil {
		return []string{written}, nil
	}
	return []string{strings.TrimSpace(string(out)), written}, nil
}

// AddRemote adds a remote, or leaves it when it is there with that address.
func (r *Repository) AddRemote(name, url string) error {
	urls, err := r.RemoteURLs(name)
	if err != nil || (len(urls) > 0 && urls[len(urls)-1] == url) {
		return err
	}
	if len(urls) > 0 {
		return diag.Failedf("the remote %s is another repository", name).WithHint("rename or remove it with `git remote`")
	}
	if _, err := program.Run(context.Background(), r.at.Root, nil, nil, "remote", "add", name, url); err != nil {
		return gitProblem("the remote could not be added", err)
	}
	r.settings.Add("remote."+name+".url", url)
	return nil
}

// RemoteTips asks a remote for the last commits of branches; those it lacks are
// left out.
func (r *Repository) RemoteTips(ctx context.Context, remote string, branches ...string) (map[string]string, error) {
	args := []string{"ls-remote", "--quiet", remote}
	for _, b := range branches {
		args = append(args, refs.Heads+b)
	}
	out, err := r.asking().Run(ctx, r.at.Root, nil, nil, args...)
	if err != nil {
		return nil, gitProblem("the remote "+remote+" could not be read", err)
	}
	tips := map[string]string{}
	for line := range strings.Lines(string(out)) {
		if id, ref, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			tips[strings.TrimPrefix(ref, refs.Heads)] = id
		}
	}
	return tips, nil
}

// Tip returns the last commit of a branch here, "" when there is none.
func (r *Repository) Tip(branch string) (string, error) { return r.refs().Read(refs.Heads + branch) }

// HeadCommit returns the commit that HEAD stands at, "" when there is none.
func (r *Repository) HeadCommit() string {
	out, err := program.Run(context.Background(), r.at.Root, nil, nil, "rev-parse", "--quiet", "--verify", "HEAD^{commit}")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// Contains tells whether the commit later has the commit earlier among its
// ancestors, as far as the history is here.
func (r *Repository) Contains(later, earlier string) bool {
	_, err := program.Run(context.Background(), r.at.Root, nil, nil, "merge-base", "--is-ancestor", earlier, later)
	return err == nil
}

// SwitchTo goes on with a branch that an earlier run made: the one here, or the
// remote's when there is none here; it takes over what the remote has more.
// What is not committed stays, or git refuses. newer is a commit that the
// branch moves to when it holds nothing else, "" for none.
func (r *Repository) SwitchTo(ctx context.Context, branch, remote string, onRemote bool, newer string) error {
	tracking := "refs/remotes/" + remote + "/" + branch
	if onRemote {
		if _, err := r.asking().Run(ctx, r.at.Root, nil, nil, "fetch", "--quiet", remote, "+"+refs.Heads+branch+":"+tracking); err != nil {
			return gitProblem("the branch "+branch+" could not be fetched", err)
		}
	}
	here, err := r.Tip(branch)
	if err != nil {
		return err
	}
	args := []string{"switch", "--quiet", branch}
	if here == "" {
		args = []string{"switch", "--quiet", "--no-track", "-c", branch, tracking}
	}
	if current, err := r.CurrentBranch(); err != nil || current != branch {
		if _, err := program.Run(ctx, r.at.Root, nil, nil, args...); err != nil {
			return gitProblem("git can't switch to "+branch, err).WithHint("commit or stash your own changes first: %s", err)
		}
	}
	ahead := []string{newer}
	if onRemote {
		ahead = append(ahead, tracking)
	}
	for _, commit := range ahead {
		if commit == "" || r.Contains("HEAD", commit) || (commit == newer && !r.Contains(newer, "HEAD")) {
			continue
		}
		if _, err := program.Run(ctx, r.at.Root, nil, nil, "merge", "--quiet", "--ff-only", commit); err != nil {
			return gitProblem("the branch "+branch+" and the remote's went different ways", err).
				WithHint("bring them together with `git pull --rebase`, or remove one of them")
		}
	}
	return nil
}

// Difference lists the paths in which two commits differ since their common
// ancestor, with git's letter for what happened: A, M, D, T. known is false
// where the history is not here.
func (r *Repository) Difference(ctx context.Context, from, to string) (paths map[string]string, known bool) {
	out, err := program.Run(ctx, r.at.Root, nil, nil, "diff", "--name-status", "--no-renames", "-z", from+"..."+to)
	if err != nil {
		return nil, false
	}
	paths = map[string]string{}
	words := strings.Split(string(out), "\x00")
	for i := 0; i+1 < len(words); i += 2 {
		paths[words[i+1]] = words[i]
	}
	return paths, true
}

// gitProblem is a failed git program, with what it printed as the hint.
func gitProblem(what string, err error) *diag.Problem {
	return &diag.Problem{Kind: diag.Failed, Summary: what, Hint: err.Error(), Err: err}
}
