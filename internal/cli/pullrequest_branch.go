package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/forge"
)

// chooseBranch decides on the branch of the pull request. It is the one that is
// checked out, unless that is the base; else --branch; else one with the
// command's name, which a run of the same command finds again. The branch of a
// pull request that was merged or closed is done with: scaffold/x-2 is next.
func (s *session) chooseBranch(ctx context.Context, current string, onTrunk bool) error {
	p := s.pr
	p.branch = s.w.branch
	if p.branch == "" && !onTrunk {
		p.branch = current
	}
	named := p.branch != ""
	for i := 1; ; i++ {
		if !named {
			p.branch = s.w.pr.topic
			if i > 1 {
				p.branch = fmt.Sprintf("%s-%d", s.w.pr.topic, i)
			}
		}
		if p.client == nil {
			p.newBranch = p.branch != current
			return nil
		}
		done, err := s.tryBranch(ctx)
		switch {
		case err != nil:
			return err
		case done == nil:
			return s.enterBranch(ctx, current)
		case named:
			word := "closed"
			if done.Merged {
				word = "merged"
			}
			return diag.Usagef("the pull request #%d of the branch %s is %s already", done.Number, p.branch, word).
				WithHint("switch to %s and bring it up to date, or name a new branch with --branch", p.base)
		}
	}
}

// onOwnBranch tells whether this run goes on with a branch that a run of the
// same command made: what it does may be done already, but for the pull request.
func (s *session) onOwnBranch() bool {
	return s.pr != nil && !s.pr.newBranch && !s.w.dryRun && (s.pr.branch == s.w.branch || strings.HasPrefix(s.pr.branch, s.w.pr.topic))
}

// tryBranch looks up the branch on the remote and its pull requests. It returns
// the one with which the branch was done: closed as the branch stands.
func (s *session) tryBranch(ctx context.Context) (done *forge.PullRequest, err error) {
	p := s.pr
	if p.tips, err = s.git.RemoteTips(ctx, p.remote, p.branch, p.base); err != nil {
		return nil, err
	}
	if p.tips[p.base] == "" {
		return nil, diag.Usagef("the remote %s has no branch %s to merge into", p.remote, p.base).
			WithHint("push it first, or name another one with --base")
	}
	pulls, err := p.client.PullRequests(ctx, p.branch)
	if err != nil {
		return nil, err
	}
	tip := p.tips[p.branch]
	if tip == "" {
		if tip, err = s.git.Tip(p.branch); err != nil {
			return nil, err
		}
	}
	p.open = nil
	for _, pull := range pulls {
		if pull.Open && (p.flags.base == "" || p.flags.base == pull.Base) {
			p.open = &pull
			p.base = pull.Base
			return nil, nil
		}
	}
	for _, pull := range pulls {
		if !pull.Open && pull.Tip == tip && !s.git.Contains(p.tips[p.base], tip) {
			return &pull, nil
		}
	}
	return nil, nil
}

// enterBranch switches to a branch that exists; one that does not is made by the
// commit. A run that was interrupted has switched already, and its files are
// half written, so it stays where it is.
func (s *session) enterBranch(ctx context.Context, current string) error {
	p := s.pr
	here, err := s.git.Tip(p.branch)
	if err != nil {
		return err
	}
	remote := p.tips[p.branch]
	if here == "" && remote == "" && current != p.branch {
		p.newBranch = true
		return nil
	}
	if s.w.dryRun {
		if current != p.branch {
			s.notes = append(s.notes, fmt.Sprintf("the branch %s is there already and gets another commit; this plan is made from what is checked out", p.branch))
		}
		return nil
	}
	if s.interrupted != nil {
		p.newBranch = current != p.branch
		return nil
	}
	newer := ""
	if current != p.branch {
		newer = p.start // the branch of a pull request that was merged as it was
	}
	if err := s.git.SwitchTo(ctx, p.branch, p.remote, remote != "", newer); err != nil {
		return err
	}
	s.packs = s.g.newStore(s.dir) // the branch may hold other packs
	return nil
}
