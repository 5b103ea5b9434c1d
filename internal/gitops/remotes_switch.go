package gitops

import (
	"context"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops/refs"
)

// SwitchTo goes on with a branch that an earlier run made: the one here, or the
// remote's when there is none here; it takes over what the remote has more.
// What is not committed stays, or git refuses. newer is a commit that the
// branch moves to when it holds nothing else, "" for none.
func (m Remotes) SwitchTo(ctx context.Context, branch, remote string, onRemote bool, newer string) error {
	if err := m.clone.at.CheckAlone(); err != nil {
		return err
	}
	history, tracking := History{m.clone}, "refs/remotes/"+remote+"/"+branch
	if onRemote {
		if _, err := m.ask(ctx, "fetch", "--quiet", remote, "+"+refs.Heads+branch+":"+tracking); err != nil {
			return gitProblem("the branch "+branch+" could not be fetched", err)
		}
	}
	here, err := history.Tip(branch)
	if err != nil {
		return err
	}
	args := []string{"switch", "--quiet", branch}
	if here == "" {
		args = []string{"switch", "--quiet", "--no-track", "-c", branch, tracking}
	}
	if current, err := history.CurrentBranch(); err != nil || current != branch {
		if _, err := m.clone.git(ctx, args...); err != nil {
			return gitProblem("git can't switch to "+branch, err).WithHint("commit or stash your own changes first: %s", err)
		}
	}
	ahead := []string{newer}
	if onRemote {
		ahead = append(ahead, tracking)
	}
	for _, commit := range ahead {
		if commit == "" || history.Contains("HEAD", commit) || (commit == newer && !history.Contains(newer, "HEAD")) {
			continue
		}
		if _, err := m.clone.git(ctx, "merge", "--quiet", "--ff-only", commit); err != nil {
			return gitProblem("the branch "+branch+" and the remote's went different ways", err).
				WithHint("bring them together with `git pull --rebase`, or remove one of them")
		}
	}
	return nil
}
