package forge

import (
	"context"
	"strings"

	"github.com/google/go-github/v89/github"

	"github.com/seed-3f5c2e52/scaffold/internal/retry"
)

// PullRequest is one, as it is on the server.
type PullRequest struct {
	Number       int
	URL          string // for people
	Title, Body  string
	Branch, Base string
	Tip          string // hash of the branch's last commit
	Author       string
	Open, Merged bool
	Labels       []string
	Users, Teams []string // who is asked for a review
}

// DefaultBranch asks for the repository's. From then on the client uses the
// repository's present name.
func (c *Client) DefaultBranch(ctx context.Context) (string, error) {
	r, _, err := c.api.Repositories.Get(ctx, c.address.Owner, c.address.Name)
	if err != nil {
		return "", c.problem("the repository could not be read", err)
	}
	c.address.Owner, c.address.Name = r.GetOwner().GetLogin(), r.GetName()
	return r.GetDefaultBranch(), nil
}

// PullRequests returns those of a branch of this repository, newest first: open
// or closed ones, into any branch.
func (c *Client) PullRequests(ctx context.Context, branch string) ([]PullRequest, error) {
	pulls, err := c.pulls(ctx, branch)
	return pulls, c.problem("pull requests could not be read", err)
}

func (c *Client) pulls(ctx context.Context, branch string) ([]PullRequest, error) {
	options := &github.PullRequestListOptions{State: "all", Head: c.address.Owner + ":" + branch, ListOptions: github.ListOptions{PerPage: pageSize}}
	found, _, err := c.api.PullRequests.List(ctx, c.address.Owner, c.address.Name, options)
	if err != nil {
		return nil, err
	}
	var out []PullRequest
	for _, p := range found {
		// Servers ignore a filter that they don't understand, and forks may have a branch of that name.
		if p.GetHead().GetRef() == branch && strings.EqualFold(p.GetHead().GetRepo().GetFullName(), c.address.String()) {
			out = append(out, pullRequest(p))
		}
	}
	return out, nil
}

func pullRequest(p *github.PullRequest) PullRequest {
	out := PullRequest{
		Number: p.GetNumber(), URL: p.GetHTMLURL(), Title: p.GetTitle(), Body: p.GetBody(),
		Branch: p.GetHead().GetRef(), Base: p.GetBase().GetRef(), Tip: p.GetHead().GetSHA(), Author: p.GetUser().GetLogin(),
		Open: p.GetState() == "open", Merged: p.MergedAt != nil || p.GetMerged(),
	}
	for _, l := range p.Labels {
		out.Labels = append(out.Labels, l.GetName())
	}
	for _, u := range p.RequestedReviewers {
		out.Users = append(out.Users, u.GetLogin())
	}
	for _, t := range p.RequestedTeams {
		out.Teams = append(out.Teams, t.GetSlug())
	}
	return out
}

// NewPullRequest says what pull request to open.
type NewPullRequest struct {
	Title, Body, Branch, Base string
	Draft                     bool
}

// Open opens a pull request. GitHub has at most one open pull request from one
// branch into another, and the answer may get lost: after a failure that says
// nothing it looks whether the pull request is there, and tries again if not.
func (c *Client) Open(ctx context.Context, n NewPullRequest) (PullRequest, error) {
	const what = "the pull request could not be opened"
	for round := 1; ; round++ {
		made, _, err := c.api.PullRequests.Create(ctx, c.address.Owner, c.address.Name, &github.NewPullRequest{
			Title: &n.Title, Body: &n.Body, Head: &n.Branch, Base: &n.Base, Draft: &n.Draft,
		})
		if err == nil {
			return pullRequest(made), nil
		}
		exists := status(err) == 422 && strings.Contains(c.message(err), "already exists")
		if !unclear(err) && !exists {
			return PullRequest{}, c.problem(what, err)
		}
		there, lookErr := c.pulls(ctx, n.Branch)
		if lookErr != nil {
			return PullRequest{}, c.problem(what, err)
		}
		for _, p := range there {
			if p.Open && p.Base == n.Base {
				return p, nil
			}
		}
		if exists || round > retry.Times {
			return PullRequest{}, c.problem(what, err)
		}
		if err := retry.Sleep(ctx, c.config.Backoff); err != nil {
			return PullRequest{}, c.problem(what, err)
		}
	}
}

// Edit changes title and body of a pull request.
func (c *Client) Edit(ctx context.Context, number int, title, body string) error {
	_, _, err := c.api.PullRequests.Edit(ctx, c.address.Owner, c.address.Name, number, &github.PullRequest{Title: &title, Body: &body})
	return c.problem("the pull request could not be changed", err)
}
