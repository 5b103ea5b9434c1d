package forge

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// deployment is an environment as GitHub has it.
type deployment struct {
	Rules []struct {
		Type      string `json:"type"`
		Wait      int    `json:"wait_timer"`
		NoSelf    bool   `json:"prevent_self_review"`
		Reviewers []struct {
			Type     string `json:"type"`
			Reviewer struct {
				ID int64 `json:"id"`
			} `json:"reviewer"`
		} `json:"reviewers"`
	} `json:"protection_rules"`
	Policy *branchPolicy `json:"deployment_branch_policy"`
}

type branchPolicy struct {
	Protected bool `json:"protected_branches"`
	Custom    bool `json:"custom_branch_policies"`
}

type reviewer struct {
	Type string `json:"type"`
	ID   int64  `json:"id"`
}

// protection is the body of a request that makes or changes an environment.
type protection struct {
	Wait      int           `json:"wait_timer,omitempty"`
	NoSelf    bool          `json:"prevent_self_review,omitempty"`
	Reviewers []reviewer    `json:"reviewers,omitempty"`
	Policy    *branchPolicy `json:"deployment_branch_policy"`
}

// environments plans environments, their branches and variables. What a person
// added to one, such as a timer or more reviewers, stays.
func (s *Setup) environments(ctx context.Context) error {
	for _, name := range sorted(s.want.Environments) {
		if err := s.environment(ctx, name, s.want.Environments[name]); err != nil {
			return err
		}
	}
	return nil
}

func (s *Setup) environment(ctx context.Context, name string, want Environment) error {
	c := s.client
	var have *deployment
	if s.Repository != nil {
		err := c.send(ctx, http.MethodGet, c.of("/environments/%s", url.PathEscape(name)), nil, &have)
		if err != nil && !missing(err) {
			return c.problem("the environment "+name+" could not be read", err)
		}
	}
	body := s.protect(want, have)
	action := "create"
	if have != nil {
		action = "update"
		if same(body, have.protection()) {
			action = "unchanged"
		}
	}
	detail := ""
	if len(want.Branches) > 0 {
		detail = "takes " + strings.Join(want.Branches, ", ")
	}
	if len(want.Reviewers) > 0 {
		detail += "; approved by " + strings.Join(want.Reviewers, ", ")
	}
	object := "environment " + name
	s.add(action, object, strings.TrimPrefix(detail, "; "), func(ctx context.Context) (string, error) { return s.putEnvironment(ctx, name, body) })
	if err := s.branches(ctx, name, want.Branches, have != nil); err != nil {
		return err
	}
	return s.variables(ctx, object, "/environments/"+url.PathEscape(name)+"/variables", want.Variables, have != nil)
}

// protect puts what is wanted on top of what is there.
func (s *Setup) protect(want Environment, have *deployment) protection {
	var out protection
	if have != nil {
		out = have.protection()
	}
	out.NoSelf = out.NoSelf || want.PreventSelfReview
	for _, slug := range want.Reviewers {
		r := reviewer{"Team", s.teams[slug]}
		if _, there := s.teams[slug]; there && !slices.Contains(out.Reviewers, r) {
			out.Reviewers = append(out.Reviewers, r)
		}
	}
	if len(out.Reviewers) == 0 {
		out.NoSelf = false // it says something of reviewers
	}
	if len(want.Branches) > 0 {
		out.Policy = &branchPolicy{Custom: true}
	}
	return out
}

// protection is what is there, as a request would make it.
func (d *deployment) protection() protection {
	out := protection{Policy: d.Policy}
	for _, rule := range d.Rules {
		out.Wait = max(out.Wait, rule.Wait)
		out.NoSelf = out.NoSelf || rule.NoSelf
		for _, r := range rule.Reviewers {
			out.Reviewers = append(out.Reviewers, reviewer{r.Type, r.Reviewer.ID})
		}
	}
	return out
}

func same(a, b protection) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}

// putEnvironment makes or changes an environment. For private repositories
// reviewers need GitHub Enterprise: other plans answer 422 to the same request
// without anything else being wrong, the free one 404, as go-github's
// CreateUpdateEnvironment says.
func (s *Setup) putEnvironment(ctx context.Context, name string, body protection) (note string, err error) {
	c := s.client
	path := c.of("/environments/%s", url.PathEscape(name))
	err = c.send(ctx, http.MethodPut, path, body, nil)
	if status(err) == http.StatusUnprocessableEntity && len(body.Reviewers) > 0 {
		refused := c.message(err)
		bare := protection{Policy: body.Policy}
		if c.send(ctx, http.MethodPut, path, bare, nil) == nil {
			return "GitHub refuses reviewers for the environment " + name + " (" + refused + "): deploys to it need nobody's approval", nil
		}
	}
	return "", c.problem("the environment "+name+" could not be made", err)
}

// branches plans which branches may deploy.
func (s *Setup) branches(ctx context.Context, environment string, names []string, there bool) error {
	c := s.client
	have := map[string]bool{}
	path := "/environments/" + url.PathEscape(environment) + "/deployment-branch-policies"
	if there && len(names) > 0 {
		var answer struct {
			Policies []struct{ Name string } `json:"branch_policies"`
		}
		if err := c.send(ctx, http.MethodGet, c.of("%s?per_page=%d", path, pageSize), nil, &answer); err != nil && !missing(err) {
			return c.problem("the branches of the environment "+environment+" could not be read", err)
		}
		for _, p := range answer.Policies {
			have[p.Name] = true
		}
	}
	for _, name := range names {
		if have[name] {
			continue
		}
		s.add("create", "environment "+environment, "branch "+name, func(ctx context.Context) (string, error) {
			err := c.send(ctx, http.MethodPost, c.of("%s", path), map[string]string{"name": name}, nil)
			if unclear(err) { // the same branch twice is refused: docs.github.com/rest/deployments/branch-policies
				err = c.send(ctx, http.MethodPost, c.of("%s", path), map[string]string{"name": name}, nil)
			}
			if code := status(err); code == http.StatusSeeOther || code == http.StatusConflict {
				err = nil
			}
			return "", c.problem("the environment "+environment+" could not be given the branch "+name, err)
		})
	}
	return nil
}
