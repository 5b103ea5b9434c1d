package run

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/forge"
)

// hub is a GitHub that keeps pull requests in memory and asks the site's remote
// for branches.
type hub struct {
	site   *site
	pulls  []*forge.PullRequest
	asked  []string         // for reviews, in all
	fails  map[string]error // by the name of the call
	called []string
}

// call notes a call, which may be where a run is killed, and says how it fails.
func (h *hub) call(name string) error {
	h.called = append(h.called, name)
	h.site.moments.at(name)
	return h.fails[name]
}

// add adds a pull request that is there before the run.
func (h *hub) add(p forge.PullRequest) {
	p.Number = len(h.pulls) + 1
	p.URL = fmt.Sprintf("https://github.com/acme/infra/pull/%d", p.Number)
	h.pulls = append(h.pulls, &p)
}

func (h *hub) tip(branch string) string {
	out, err := h.site.Try("--git-dir", h.site.top+"/remote.git", "rev-parse", "--verify", "--quiet", "refs/heads/"+branch)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(out)
}

func (h *hub) DefaultBranch(context.Context) (string, error) {
	return "trunk", h.call("default branch")
}

func (h *hub) Address() forge.Address {
	return forge.Address{Host: "github.com", Owner: "acme", Name: "infra"}
}

func (h *hub) PullRequests(_ context.Context, branch string) ([]forge.PullRequest, error) {
	var out []forge.PullRequest
	for _, p := range slices.Backward(h.pulls) {
		if p.Branch == branch {
			shown := *p
			if p.Open {
				shown.Tip = h.tip(branch)
			}
			out = append(out, shown)
		}
	}
	return out, h.call("pull requests")
}

func (h *hub) Open(_ context.Context, n forge.NewPullRequest) (forge.PullRequest, error) {
	if err := h.call("open"); err != nil {
		return forge.PullRequest{}, err
	}
	if h.tip(n.Branch) == "" || h.tip(n.Base) == "" {
		return forge.PullRequest{}, errors.New("there is no such branch")
	}
	for _, p := range h.pulls {
		if p.Open && p.Branch == n.Branch && p.Base == n.Base {
			return *p, errors.New("a pull request is there already")
		}
	}
	h.add(forge.PullRequest{Title: n.Title, Body: n.Body, Branch: n.Branch, Base: n.Base, Tip: h.tip(n.Branch), Author: "ada", Open: true})
	return *h.pulls[len(h.pulls)-1], nil
}

func (h *hub) Edit(_ context.Context, number int, title, body string) error {
	if err := h.call("edit"); err != nil {
		return err
	}
	h.pulls[number-1].Title, h.pulls[number-1].Body = title, body
	return nil
}

func (h *hub) Label(_ context.Context, p forge.PullRequest, names []string) ([]string, error) {
	if err := h.call("label"); err != nil {
		return nil, err
	}
	pull := h.pulls[p.Number-1]
	for _, name := range names {
		if !slices.Contains(pull.Labels, name) {
			pull.Labels = append(pull.Labels, name)
		}
	}
	return nil, nil
}

func (h *hub) Reviewed(context.Context, int) ([]string, error) { return nil, h.call("reviewed") }

func (h *hub) Ask(_ context.Context, number int, users, teams []string) ([]string, error) {
	if err := h.call("ask"); err != nil {
		return nil, err
	}
	pull := h.pulls[number-1]
	pull.Users, pull.Teams = append(pull.Users, users...), append(pull.Teams, teams...)
	h.asked = append(h.asked, slices.Concat(users, teams)...)
	return nil, nil
}

// wording is short: what is described, then the tip.
type wording struct{}

func (wording) Describe(p PullRequestText, oldTitle, _ string) (title, body string) {
	if title = p.Title; oldTitle != "" {
		title = oldTitle
	}
	var names []string
	for name, letter := range p.Files {
		names = append(names, letter+" "+name)
	}
	slices.Sort(names)
	return title, "ours: " + strings.Join(names, ", ") + " tip " + p.Tip
}

func (wording) Tip(body string) string {
	_, tip, _ := strings.Cut(body, " tip ")
	return tip
}

func (wording) Ours(body string) bool { return strings.HasPrefix(body, "ours: ") }
