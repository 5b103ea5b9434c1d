package forge

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/google/go-github/v89/github"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Repository is a repository as it is on the server.
type Repository struct {
	Name          string // OWNER/NAME
	ID, OwnerID   string // numbers, as text
	DefaultBranch string
	Visibility    string
	CloneURL      string // by https
	SSHURL        string
}

// runner carries a step out; a note says what GitHub's plan does not offer.
type runner func(ctx context.Context) (note string, err error)

// Setup is the plan of a repository's settings.
type Setup struct {
	Repository *Repository // nil until it is there
	Steps      []Step
	Notes      []string

	client *Client
	want   *Settings
	teams  map[string]int64 // those that exist, by slug
	isOrg  bool
}

// Plan reads what is there and says what differs from the settings. A new
// repository gets the visibility; one that is there keeps its own. A nil client
// reads nothing and takes everything for missing.
func (c *Client) Plan(ctx context.Context, want *Settings, visibility string) (*Setup, error) {
	s := &Setup{client: c, want: want, teams: map[string]int64{}, isOrg: true}
	if c == nil {
		for _, slug := range s.teamsWanted() {
			s.teams[slug] = 0
		}
	} else if err := s.look(ctx); err != nil {
		return nil, err
	}
	s.repository(visibility)
	for _, plan := range []func(context.Context) error{s.access, s.environments, s.repositoryVariables, s.defaultBranch, s.rulesets} {
		if err := plan(ctx); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// look finds repository, owner and teams.
func (s *Setup) look(ctx context.Context) error {
	c := s.client
	r, _, err := c.api.Repositories.Get(ctx, c.address.Owner, c.address.Name)
	if err != nil && !missing(err) {
		return c.problem("the repository could not be read", err)
	}
	if err == nil {
		s.found(r)
	}
	owner, _, err := c.api.Users.Get(ctx, c.address.Owner)
	if err != nil {
		return c.problem("the owner "+c.address.Owner+" could not be read", err)
	}
	if s.isOrg = owner.GetType() == "Organization"; !s.isOrg {
		if len(s.teamsWanted()) > 0 {
			s.Notes = append(s.Notes, c.address.Owner+" is a person's account, which has no teams: nobody is given access, and no team approves deploys")
		}
		return nil
	}
	for _, slug := range s.teamsWanted() {
		team, _, err := c.api.Teams.GetTeamBySlug(ctx, c.address.Owner, slug)
		if missing(err) {
			s.Notes = append(s.Notes, "there is no team "+slug+" in "+c.address.Owner+", or the token may not see it: it gets no access and approves nothing")
			continue
		}
		if err != nil {
			return c.problem("the team "+slug+" could not be read", err)
		}
		s.teams[slug] = team.GetID()
	}
	return nil
}

func (s *Setup) found(r *github.Repository) {
	s.client.address.Owner, s.client.address.Name = r.GetOwner().GetLogin(), r.GetName()
	s.Repository = &Repository{
		Name: s.client.address.String(), ID: strconv.FormatInt(r.GetID(), 10), OwnerID: strconv.FormatInt(r.GetOwner().GetID(), 10), DefaultBranch: r.GetDefaultBranch(),
		Visibility: r.GetVisibility(), CloneURL: r.GetCloneURL(), SSHURL: r.GetSSHURL(),
	}
}

// teamsWanted are all teams that the settings name.
func (s *Setup) teamsWanted() []string {
	all := map[string]bool{}
	for slug := range s.want.Teams {
		all[slug] = true
	}
	for _, e := range s.want.Environments {
		for _, slug := range e.Reviewers {
			all[slug] = true
		}
	}
	return sorted(all)
}

// add adds a step.
func (s *Setup) add(action, object, detail string, run runner) *Step {
	s.Steps = append(s.Steps, Step{Action: action, Object: object, Detail: detail, run: run})
	return &s.Steps[len(s.Steps)-1]
}

// repository plans the repository itself.
func (s *Setup) repository(visibility string) {
	object := "repository " + s.want.Repository
	if s.Repository != nil {
		s.add("unchanged", object, s.Repository.Visibility, nil)
		return
	}
	s.add("create", object, visibility, func(ctx context.Context) (string, error) { return "", s.create(ctx, visibility) })
}

// create makes the repository. The answer may get lost, and another run may be
// faster: what counts is that it is there.
func (s *Setup) create(ctx context.Context, visibility string) error {
	c := s.client
	organization := c.address.Owner
	if !s.isOrg {
		if visibility == "internal" {
			return diag.Usagef("%s is a person's account, where no repository is internal", c.address.Owner).WithHint("make it private or public")
		}
		me, _, err := c.api.Users.Get(ctx, "")
		if err != nil {
			return c.problem("the token's owner could not be read", err)
		}
		if !strings.EqualFold(me.GetLogin(), c.address.Owner) {
			return diag.Failedf("the token is %s's, who can't make a repository of %s", me.GetLogin(), c.address.Owner)
		}
		organization = ""
	}
	private := visibility != "public"
	request := &github.Repository{Name: &c.address.Name, Private: &private}
	if organization != "" {
		request.Visibility = &visibility
	}
	if s.want.Description != "" {
		request.Description = &s.want.Description
	}
	made, _, err := c.api.Repositories.Create(ctx, organization, request)
	if err != nil && (unclear(err) || status(err) == http.StatusUnprocessableEntity) {
		if there, _, lookErr := c.api.Repositories.Get(ctx, c.address.Owner, c.address.Name); lookErr == nil {
			made, err = there, nil
		}
	}
	if err != nil {
		return c.problem("the repository "+c.address.String()+" could not be made", err)
	}
	s.found(made)
	return nil
}

// access plans what teams may do. Code owners need to write.
func (s *Setup) access(ctx context.Context) error {
	c := s.client
	for _, slug := range sorted(s.want.Teams) {
		if _, there := s.teams[slug]; !there {
			continue
		}
		permission := s.want.Teams[slug]
		action := "create"
		if s.Repository != nil {
			has, _, err := c.api.Teams.IsTeamRepoBySlug(ctx, c.address.Owner, slug, c.address.Owner, c.address.Name)
			switch {
			case err == nil && grants(has.GetPermissions(), permission):
				action = "unchanged"
			case err == nil:
				action = "update"
			case !missing(err):
				return c.problem("what the team "+slug+" may do could not be read", err)
			}
		}
		s.add(action, "access of team "+slug, permission, func(ctx context.Context) (string, error) {
			_, err := c.api.Teams.AddTeamRepoBySlug(ctx, c.address.Owner, slug, c.address.Owner, c.address.Name, &github.TeamAddTeamRepoOptions{Permission: permission})
			return "", c.problem("the team "+slug+" could not be given access", err)
		})
	}
	return nil
}

// grants tells whether a team may do what it is to be allowed, or more.
func grants(has *github.RepositoryPermissions, wanted string) bool {
	return map[string]bool{
		"pull": has.GetPull(), "triage": has.GetTriage(), "push": has.GetPush(), "maintain": has.GetMaintain(), "admin": has.GetAdmin(),
	}[wanted]
}

// defaultBranch plans the default branch, which the first push makes.
func (s *Setup) defaultBranch(context.Context) error {
	if s.Repository != nil && s.Repository.DefaultBranch == s.want.DefaultBranch {
		return nil
	}
	c, branch := s.client, s.want.DefaultBranch
	s.add("update", "default branch", branch, func(ctx context.Context) (string, error) {
		r, _, err := c.api.Repositories.Get(ctx, c.address.Owner, c.address.Name)
		if err == nil && r.GetDefaultBranch() != branch {
			_, _, err = c.api.Repositories.Edit(ctx, c.address.Owner, c.address.Name, &github.Repository{DefaultBranch: &branch})
		}
		return "", c.problem("the default branch could not be set", err)
	}).afterPush = true
	return nil
}

// Apply carries the steps out: what must stand before the first push (a push
// starts workflows, which must find their environments protected), the push,
// and what would keep it out. It stops at the first failure; a new plan goes on
// from there.
func (s *Setup) Apply(ctx context.Context, push func(*Repository) error) error {
	for _, after := range []bool{false, true} {
		for i := range s.Steps {
			step := &s.Steps[i]
			if step.afterPush != after || step.Action == "unchanged" || step.run == nil {
				continue
			}
			note, err := step.run(ctx)
			if note != "" {
				s.Notes = append(s.Notes, note)
			}
			if err != nil {
				return err
			}
			step.Done = note == ""
		}
		if !after {
			if err := push(s.Repository); err != nil {
				return err
			}
		}
	}
	return nil
}
