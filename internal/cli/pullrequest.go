package cli

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/forge"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
)

// pullRequestFlags are the flags about the pull request of a run.
type pullRequestFlags struct {
	on     bool
	base   string
	draft  bool
	labels []string
	topic  string // the branch to make where none is named and none is checked out
}

// defaultLabel is what pull requests are labelled with, so that they can be found.
const defaultLabel = "scaffold"

func (p *pullRequestFlags) add(f *pflag.FlagSet) {
	f.BoolVar(&p.on, "pr", false, "push, and open a pull request for the branch or update the one that is open")
	f.StringVar(&p.base, "base", "", "with --pr: the branch to merge into (default: the repository's default branch)")
	f.BoolVar(&p.draft, "draft", false, "with --pr: open it as a draft")
	f.StringSliceVar(&p.labels, "label", []string{defaultLabel}, "with --pr: labels it gets; empty for none")
}

// check refuses flags that need --pr, and works out the branch.
func (p *pullRequestFlags) check(cmd *cobra.Command, environments []string) error {
	for _, name := range []string{"base", "draft", "label"} {
		if cmd.Flags().Changed(name) && !p.on {
			return diag.Usagef("--%s is about a pull request", name).WithHint("give --pr, too")
		}
	}
	p.labels = slices.DeleteFunc(p.labels, func(l string) bool { return strings.TrimSpace(l) == "" })
	words := append([]string{strings.TrimPrefix(cmd.CommandPath(), "scaffold ")}, cmd.Flags().Args()...)
	p.topic = topicBranch(append(words, environments...))
	return nil
}

// topicBranch is the branch for a command: the same command has the same one.
func topicBranch(words []string) string {
	var parts []string
	for _, word := range words {
		part := strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' && word != "." {
				return r
			}
			return '-'
		}, strings.ToLower(word))
		if word == "." {
			part = "repository"
		}
		if part = strings.Trim(part, "-."); part != "" {
			parts = append(parts, part)
		}
	}
	name := strings.ReplaceAll(strings.Join(parts, "-"), "..", "-")
	if longest := 60; len(name) > longest {
		sum := sha256.Sum256([]byte(strings.Join(words, "\x00")))
		name = strings.TrimRight(name[:longest-9], "-.") + fmt.Sprintf("-%x", sum[:4])
	}
	return "scaffold/" + name
}

// pullRequests is what a run needs of GitHub; internal/forge has it.
type pullRequests interface {
	DefaultBranch(ctx context.Context) (string, error)
	Address() forge.Address
	PullRequests(ctx context.Context, branch string) ([]forge.PullRequest, error)
	Open(ctx context.Context, n forge.NewPullRequest) (forge.PullRequest, error)
	Edit(ctx context.Context, number int, title, body string) error
	Label(ctx context.Context, p forge.PullRequest, names []string) (notes []string, err error)
	Reviewed(ctx context.Context, number int) ([]string, error)
	Ask(ctx context.Context, number int, users, teams []string) (notes []string, err error)
}

// proposal is the pull request of a run.
type proposal struct {
	client    pullRequests // nil in a dry run without a token
	flags     pullRequestFlags
	remote    string
	branch    string
	base      string
	newBranch bool               // the commit makes the branch
	open      *forge.PullRequest // the one that is open
	start     string             // the commit from which the run starts
	tips      map[string]string  // of branch and base on the remote
}

// propose prepares the pull request of a run, before anything is planned: it
// finds the repository, decides on the branch, and switches to it when it is
// there from an earlier run, as the new commit goes on top of that.
func (s *session) propose() error {
	if !s.w.pr.on {
		return nil
	}
	if s.git == nil {
		return diag.Usagef("%s is in no git repository, so there is nothing to open a pull request for", s.dir)
	}
	ctx, stop := interruptible()
	defer stop()
	current, err := s.git.CurrentBranch()
	if err != nil {
		return err
	}
	p := &proposal{flags: s.w.pr, start: s.git.HeadCommit()}
	if p.remote, err = s.git.Remote(current); err != nil {
		return err
	}
	if p.client, err = s.connectForge(p.remote); err != nil {
		return err
	}
	trunk := ""
	if p.client != nil {
		if trunk, err = p.client.DefaultBranch(ctx); err != nil {
			return err
		}
	}
	if p.base = s.w.pr.base; p.base == "" {
		p.base = trunk
	}
	onTrunk := current == "" || current == p.base || current == trunk || (p.client == nil && (current == "main" || current == "master"))
	if s.w.branch == p.base && p.base != "" {
		return diag.Usagef("--branch names %s, into which the pull request is to be merged", p.base).WithHint("name another branch, or leave --branch out")
	}
	s.pr = p
	return s.chooseBranch(ctx, current, onTrunk)
}

// connectForge returns the client for the repository behind a remote; nil in a
// dry run without a token.
func (s *session) connectForge(remote string) (pullRequests, error) {
	urls, err := s.git.RemoteURLs(remote)
	if err != nil {
		return nil, err
	}
	if len(urls) == 0 {
		return nil, diag.Usagef("there is no remote %s to push to", remote).WithHint("add it with `git remote add %s URL`", remote)
	}
	for _, url := range urls {
		if address, ok := forge.ParseRemote(url); ok {
			c, err := s.g.forgeAt(address, s.w.dryRun && s.g.onPlan == nil) // a preview needs what the run will need
			if c == nil || err != nil {
				return nil, err // a nil *forge.Client is no nil interface
			}
			return c, nil
		}
	}
	return nil, diag.Usagef("the remote %s is no repository on GitHub: %s", remote, forge.Public(urls[0])).
		WithHint("--pr needs a remote such as git@github.com:OWNER/NAME.git")
}

// forgeAt returns the client of a repository; nil where there is no token and
// none is needed.
func (g *global) forgeAt(address forge.Address, optional bool) (*forge.Client, error) {
	if host := g.Getenv("GH_HOST"); host != "" && address.Host != "github.com" {
		address.Host = host // the remote's may be an alias of SSH's configuration
	}
	access, err := forge.FindAccess(address.Host, g.Getenv)
	if err != nil {
		return nil, err
	}
	if access.Token == "" {
		if optional {
			return nil, nil
		}
		return nil, diag.Usagef("there is no token for %s", address.Host).
			WithHint("set %s; it needs to read and write contents and pull requests", access.Variables)
	}
	config := g.forge
	config.Address, config.Access = address, access
	return forge.New(config)
}

// planned is what a dry run says of the pull request.
func (p *proposal) planned() *report.PullRequest {
	if p == nil {
		return nil
	}
	out := &report.PullRequest{Branch: p.branch, Base: p.base, Action: "create"}
	switch {
	case p.client == nil:
		out.Action = "either"
	case p.open != nil:
		out.Action, out.Number, out.URL, out.Base = "update", p.open.Number, p.open.URL, p.open.Base
	}
	return out
}
