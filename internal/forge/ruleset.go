package forge

import (
	"context"
	"net/http"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/retry"
)

// rulesets plans the rulesets, found by their names. They come after the push:
// a branch that takes pull requests only would refuse it.
func (s *Setup) rulesets(ctx context.Context) error {
	for _, want := range s.want.rulesets {
		id, err := s.client.findRuleset(ctx, s.Repository != nil, want.name)
		action := "create"
		if err == nil && id != 0 {
			var have map[string]any
			err = s.client.send(ctx, http.MethodGet, s.client.of("/rulesets/%d", id), nil, &have)
			if action = "update"; covers(have, want.body) {
				action = "unchanged"
			}
		}
		if s.client.needsPlan(err) {
			err, action = nil, "create"
		}
		if err != nil {
			return s.client.problem("the rulesets could not be read", err)
		}
		s.add(action, "ruleset "+want.name, "", func(ctx context.Context) (string, error) { return s.client.putRuleset(ctx, want) }).afterPush = true
	}
	return nil
}

// findRuleset returns the number of a ruleset of the repository's own, 0 when
// there is none.
func (c *Client) findRuleset(ctx context.Context, there bool, name string) (int64, error) {
	if !there {
		return 0, nil
	}
	var all []struct {
		ID   int64  `json:"id"`
		Name string `json:"name"`
	}
	if err := c.send(ctx, http.MethodGet, c.of("/rulesets?includes_parents=false&per_page=%d", pageSize), nil, &all); err != nil {
		return 0, err
	}
	for _, r := range all {
		if r.Name == name {
			return r.ID, nil
		}
	}
	return 0, nil
}

// putRuleset makes a ruleset or brings it up to date. It looks first, and again
// when it is not clear what became of the request: GitHub takes two of one name.
func (c *Client) putRuleset(ctx context.Context, want ruleset) (note string, err error) {
	for round := 1; ; round++ {
		id, lookErr := c.findRuleset(ctx, true, want.name)
		switch {
		case lookErr != nil:
			err = lookErr
		case id != 0:
			err = c.send(ctx, http.MethodPut, c.of("/rulesets/%d", id), want.body, nil)
		default:
			err = c.send(ctx, http.MethodPost, c.of("/rulesets"), want.body, nil)
		}
		switch {
		case c.needsPlan(err):
			return "GitHub refuses the ruleset " + want.name + ": " + c.message(err), nil
		case !unclear(err) || round > retry.Times:
			return "", c.problem("the ruleset "+want.name+" could not be made", err)
		}
		if err := retry.Sleep(ctx, c.config.Backoff); err != nil {
			return "", c.problem("the ruleset "+want.name+" could not be made", err)
		}
	}
}

// needsPlan tells what GitHub offers for public repositories and paid plans only.
func (c *Client) needsPlan(err error) bool {
	return status(err) == http.StatusForbidden && strings.Contains(c.message(err), "Upgrade to")
}
