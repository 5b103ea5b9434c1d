package run

import (
	"context"
	"fmt"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/forge"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// Pull is what was asked for a pull request.
type Pull struct {
	Base   string   // the branch to merge into; empty for the repository's default branch
	Draft  bool     // open it as a draft
	Labels []string // that it gets
	Topic  string   // the branch to make where none is named and none is checked out
}

// PullRequests is what a run needs of GitHub; package forge has it.
type PullRequests interface {
	DefaultBranch(ctx context.Context) (string, error)
	Address() forge.Address
	PullRequests(ctx context.Context, branch string) ([]forge.PullRequest, error)
	Open(ctx context.Context, n forge.NewPullRequest) (forge.PullRequest, error)
	Edit(ctx context.Context, number int, title, body string) error
	Label(ctx context.Context, p forge.PullRequest, names []string) (notes []string, err error)
	Reviewed(ctx context.Context, number int) ([]string, error)
	Ask(ctx context.Context, number int, users, teams []string) (notes []string, err error)
}

// Proposal is where the pull request of a run stands.
type Proposal struct {
	Remote    string
	Branch    string
	Base      string
	NewBranch bool   // the commit makes the branch
	Start     string // the commit from which the run starts
	Resumed   bool   // the branch is of an earlier run of the same command

	client PullRequests       // nil in a dry run without a token
	open   *forge.PullRequest // the one that is open
	tips   map[string]string  // of branch and base on the remote
}

// Propose prepares the pull request of a run, before anything is planned: it
// finds the repository, decides on the branch, and switches to it when it is
// there from an earlier run, as the new commit goes on top of that. switched
// tells that the files are others now. notes are remarks about the branch.
func (c *Checkout) Propose(ctx context.Context, d *Delivery, dryRun, optional bool) (switched bool, notes []string, err error) {
	if d.Pull == nil {
		return false, nil, nil
	}
	if c.Git == nil {
		return false, nil, diag.Usagef("%s is in no git repository, so there is nothing to open a pull request for", c.Dir)
	}
	current, err := c.Git.CurrentBranch()
	if err != nil {
		return false, nil, err
	}
	p := &Proposal{Start: c.Git.HeadCommit(), Base: d.Pull.Base}
	if p.Remote, err = c.Git.Remote(current); err != nil {
		return false, nil, err
	}
	if p.client, err = connect(c, p.Remote, optional); err != nil {
		return false, nil, err
	}
	var trunk string
	if p.client != nil {
		trunk, err = p.client.DefaultBranch(ctx)
	} else {
		trunk, err = gitops.DefaultBranchOf(c.Git)
	}
	if err != nil {
		return false, nil, err
	}
	if p.Base == "" {
		p.Base = trunk
	}
	onTrunk := current == "" || current == p.Base || current == trunk
	if d.Branch == p.Base && p.Base != "" {
		return false, nil, diag.Usagef("--branch names %s, into which the pull request is to be merged", p.Base).WithHint("name another branch, or leave --branch out")
	}
	d.Proposal = p
	b := branching{checkout: c, p: p, d: d, current: current, dryRun: dryRun}
	return b.choose(ctx, onTrunk)
}

// returnTo finds the pull request of a run that is continued.
func returnTo(c *Checkout, p *Proposal) (err error) {
	ctx := context.Background()
	if p.client, err = connect(c, p.Remote, false); err != nil {
		return err
	}
	b := branching{checkout: c, p: p, d: &Delivery{Pull: &Pull{Base: p.Base}}}
	_, err = b.done(ctx)
	return err
}

// connect returns the client for the repository behind a remote; nil where there
// is no token and none is needed.
func connect(c *Checkout, remote string, optional bool) (PullRequests, error) {
	urls, err := c.Git.RemoteURLs(remote)
	if err != nil {
		return nil, err
	}
	if len(urls) == 0 {
		return nil, diag.Usagef("there is no remote %s to push to", remote).WithHint("add it with `git remote add %s URL`", remote)
	}
	for _, url := range urls {
		if address, ok := forge.ParseRemote(url); ok {
			return c.edges.GitHub(address, optional)
		}
	}
	return nil, diag.Usagef("the remote %s is no repository on GitHub: %s", remote, forge.Public(urls[0])).
		WithHint("--pr needs a remote such as git@github.com:OWNER/NAME.git")
}

// Planned is what a dry run says of the pull request.
func (p *Proposal) Planned() *plan.PullRequest {
	if p == nil {
		return nil
	}
	out := &plan.PullRequest{Branch: p.Branch, Base: p.Base, Action: "create"}
	switch {
	case p.client == nil:
		out.Action = "either"
	case p.open != nil:
		out.Action, out.Number, out.URL, out.Base = "update", p.open.Number, p.open.URL, p.open.Base
	}
	return out
}

// branching decides on the branch of a pull request.
type branching struct {
	checkout *Checkout
	p        *Proposal
	d        *Delivery
	current  string // the branch that is checked out
	dryRun   bool
}

// choose decides on the branch. It is the one that is checked out, unless that is
// the base; else the one that was named; else one with the command's name, which
// a run of the same command finds again. The branch of a pull request that was
// merged or closed is done with: scaffold/x-2 is next.
func (b branching) choose(ctx context.Context, onTrunk bool) (switched bool, notes []string, err error) {
	p, topic := b.p, b.d.Pull.Topic
	p.Branch = b.d.Branch
	if p.Branch == "" && !onTrunk {
		p.Branch = b.current
	}
	named := p.Branch != ""
	for i := 1; ; i++ {
		if !named {
			p.Branch = topic
			if i > 1 {
				p.Branch = fmt.Sprintf("%s-%d", topic, i)
			}
		}
		if p.client == nil {
			p.NewBranch = p.Branch != b.current
			return false, nil, nil
		}
		done, err := b.done(ctx)
		switch {
		case err != nil:
			return false, nil, err
		case done == nil:
			return b.enter(ctx)
		case named:
			word := "closed"
			if done.Merged {
				word = "merged"
			}
			return false, nil, diag.Usagef("the pull request #%d of the branch %s is %s already", done.Number, p.Branch, word).
				WithHint("switch to %s and bring it up to date, or name a new branch with --branch", p.Base)
		}
	}
}

// done looks up the branch on the remote and its pull requests. It returns the
// one with which the branch was done: closed as the branch stands.
func (b branching) done(ctx context.Context) (closed *forge.PullRequest, err error) {
	p := b.p
	if p.tips, err = b.checkout.Git.RemoteTips(ctx, p.Remote, p.Branch, p.Base); err != nil {
		return nil, err
	}
	if p.tips[p.Base] == "" {
		return nil, diag.Usagef("the remote %s has no branch %s to merge into", p.Remote, p.Base).
			WithHint("push it first, or name another one with --base")
	}
	pulls, err := p.client.PullRequests(ctx, p.Branch)
	if err != nil {
		return nil, err
	}
	tip := p.tips[p.Branch]
	if tip == "" {
		if tip, err = b.checkout.Git.Tip(p.Branch); err != nil {
			return nil, err
		}
	}
	p.open = nil
	for _, pull := range pulls {
		if pull.Open && (b.d.Pull.Base == "" || b.d.Pull.Base == pull.Base) {
			p.open = &pull
			p.Base = pull.Base
			return nil, nil
		}
	}
	for _, pull := range pulls {
		if !pull.Open && pull.Tip == tip && !b.checkout.Git.Contains(p.tips[p.Base], tip) {
			return &pull, nil
		}
	}
	return nil, nil
}

// enter switches to a branch that exists; one that does not is made by the commit.
func (b branching) enter(ctx context.Context) (switched bool, notes []string, err error) {
	p := b.p
	here, err := b.checkout.Git.Tip(p.Branch)
	if err != nil {
		return false, nil, err
	}
	remote := p.tips[p.Branch]
	if here == "" && remote == "" && b.current != p.Branch {
		p.NewBranch = true
		return false, nil, nil
	}
	if b.dryRun {
		if b.current != p.Branch {
			notes = append(notes, fmt.Sprintf("the branch %s is there already and gets another commit; this plan is made from what is checked out", p.Branch))
		}
		return false, notes, nil
	}
	p.Resumed = true
	newer := ""
	if b.current != p.Branch {
		newer = p.Start // the branch of a pull request that was merged as it was
	}
	return true, nil, b.checkout.Git.SwitchTo(ctx, p.Branch, p.Remote, remote != "", newer)
}

// Ours tells whether the run goes on with a branch that a run of the same command
// made: what it does may be done already, but for the pull request. p may be nil.
func (p *Proposal) Ours(d Delivery) bool {
	return p != nil && !p.NewBranch && p.Resumed && (p.Branch == d.Branch || strings.HasPrefix(p.Branch, d.Pull.Topic))
}
