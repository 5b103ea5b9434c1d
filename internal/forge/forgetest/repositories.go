package forgetest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// Repository is a repository.
type Repository struct {
	ID            int64
	Owner, Name   string
	Visibility    string
	Description   string
	DefaultBranch string
	Pulls         []*PullRequest
	Labels        []string
	Access        map[string]string // of teams
	Variables     map[string]string
	Secrets       []string // their names
	Environments  map[string]*Environment
	Rulesets      []*Ruleset
}

// FullName is owner and name.
func (r *Repository) FullName() string { return r.Owner + "/" + r.Name }

// With changes or reads a repository under the server's lock.
func (s *Server) With(fullName string, f func(*Repository)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(s.repos[strings.ToLower(fullName)])
}

// Add adds a repository.
func (s *Server) Add(owner, name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.add(owner, name, "private")
}

func (s *Server) add(owner, name, visibility string) *Repository {
	s.next++
	r := &Repository{
		ID: s.next, Owner: owner, Name: name, Visibility: visibility, DefaultBranch: "main", Labels: []string{"bug"},
		Access: map[string]string{}, Variables: map[string]string{}, Environments: map[string]*Environment{},
	}
	s.repos[strings.ToLower(r.FullName())] = r
	if s.Git != nil {
		s.Git(owner, name)
	}
	return r
}

// ownerID is the organization's number.
const ownerID = 501

func (s *Server) registerRepositories() {
	s.routes.HandleFunc("GET /user", func(w http.ResponseWriter, _ *http.Request) {
		reply(w, http.StatusOK, map[string]any{"login": User, "type": "User", "id": 7})
	})
	s.routes.HandleFunc("GET /users/{name}", func(w http.ResponseWriter, r *http.Request) {
		switch r.PathValue("name") {
		case Organization:
			reply(w, http.StatusOK, map[string]any{"login": Organization, "type": "Organization", "id": ownerID})
		case User:
			reply(w, http.StatusOK, map[string]any{"login": User, "type": "User", "id": 7})
		default:
			fail(w, http.StatusNotFound, "Not Found")
		}
	})
	s.routes.HandleFunc("POST /orgs/{owner}/repos", s.makeRepository)
	s.routes.HandleFunc("POST /user/repos", s.makeRepository)
	s.routes.HandleFunc("GET /orgs/{owner}/teams/{team}", func(w http.ResponseWriter, r *http.Request) {
		id := s.Teams[r.PathValue("team")]
		if id == 0 || r.PathValue("owner") != Organization {
			fail(w, http.StatusNotFound, "Not Found")
			return
		}
		reply(w, http.StatusOK, map[string]any{"id": id, "slug": r.PathValue("team")})
	})
	s.route("GET /repos/{owner}/{repo}", func(w http.ResponseWriter, _ *http.Request, repo *Repository) {
		reply(w, http.StatusOK, repo.show())
	})
	s.route("PATCH /repos/{owner}/{repo}", func(w http.ResponseWriter, r *http.Request, repo *Repository) {
		var body struct {
			DefaultBranch string `json:"default_branch"`
		}
		if !read(w, r, &body) {
			return
		}
		if s.tip(repo, body.DefaultBranch) == "" {
			fail(w, http.StatusUnprocessableEntity, "Validation Failed", "The branch "+body.DefaultBranch+" was not found.")
			return
		}
		repo.DefaultBranch = body.DefaultBranch
		reply(w, http.StatusOK, repo.show())
	})
	s.route("GET /orgs/{owner}/teams/{team}/repos/{owner2}/{repo}", s.teamAccess)
	s.route("PUT /orgs/{owner}/teams/{team}/repos/{owner2}/{repo}", s.setAccess)
}

func (r *Repository) show() map[string]any {
	owner := map[string]any{"login": r.Owner, "id": ownerID, "type": "Organization"}
	if r.Owner == User {
		owner["id"], owner["type"] = 7, "User"
	}
	return map[string]any{
		"id": r.ID, "name": r.Name, "full_name": r.FullName(), "owner": owner, "default_branch": r.DefaultBranch,
		"visibility": r.Visibility, "private": r.Visibility != "public",
		"clone_url": "https://github.com/" + r.FullName() + ".git", "ssh_url": "git@github.com:" + r.FullName() + ".git",
	}
}

func (s *Server) makeRepository(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Name, Description, Visibility string
		Private                       bool
	}
	if !read(w, r, &body) {
		return
	}
	owner := r.PathValue("owner")
	visibility := body.Visibility
	if owner == "" {
		owner = User
		visibility = map[bool]string{true: "private", false: "public"}[body.Private]
	}
	switch {
	case owner != Organization && owner != User:
		fail(w, http.StatusNotFound, "Not Found")
		return
	case s.repos[strings.ToLower(owner+"/"+body.Name)] != nil:
		fail(w, http.StatusUnprocessableEntity, "Repository creation failed.", "name already exists on this account")
		return
	case !slices.Contains([]string{"private", "internal", "public"}, visibility) || (visibility == "public") == body.Private:
		fail(w, http.StatusUnprocessableEntity, "Repository creation failed.", "visibility can't be "+visibility)
		return
	}
	repo := s.add(owner, body.Name, visibility)
	repo.Description = body.Description
	reply(w, http.StatusCreated, repo.show())
}

// ranks are the permissions of teams, each more than the one before.
var ranks = []string{"pull", "triage", "push", "maintain", "admin"}

func (s *Server) teamAccess(w http.ResponseWriter, r *http.Request, repo *Repository) {
	has := slices.Index(ranks, repo.Access[r.PathValue("team")])
	if has < 0 {
		fail(w, http.StatusNotFound, "Not Found")
		return
	}
	permissions := map[string]bool{}
	for i, rank := range ranks {
		permissions[rank] = i <= has
	}
	answer := repo.show()
	answer["permissions"] = permissions
	reply(w, http.StatusOK, answer)
}

func (s *Server) setAccess(w http.ResponseWriter, r *http.Request, repo *Repository) {
	var body struct{ Permission string }
	if !read(w, r, &body) {
		return
	}
	if s.Teams[r.PathValue("team")] == 0 || !slices.Contains(ranks, body.Permission) {
		fail(w, http.StatusUnprocessableEntity, "Validation Failed")
		return
	}
	repo.Access[r.PathValue("team")] = body.Permission
	w.WriteHeader(http.StatusNoContent)
}

// Dump is all that the server holds, a sorted line for each thing.
func (s *Server) Dump() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var lines []string
	line := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	for _, r := range s.repos {
		name := r.FullName()
		line("%s %s, default branch %s", name, r.Visibility, r.DefaultBranch)
		for _, l := range r.Labels {
			line("%s label %s", name, l)
		}
		for _, p := range r.Pulls {
			state := map[bool]string{true: "open", false: "closed"}[p.Open]
			line("%s #%d %s %s → %s: %s (draft %t) labels %v users %v teams %v", name, p.Number, state, p.Branch, p.Base, p.Title, p.Draft, p.Labels, p.Users, p.Teams)
		}
		for team, rank := range r.Access {
			line("%s team %s may %s", name, team, rank)
		}
		for key, value := range r.Variables {
			line("%s variable %s=%s", name, key, value)
		}
		for e, environment := range r.Environments {
			line("%s environment %s reviewers %v branches %v wait %d self review prevented %t", name, e, environment.Reviewers, environment.Branches, environment.Wait, environment.NoSelf)
			for key, value := range environment.Variables {
				line("%s environment %s variable %s=%s", name, e, key, value)
			}
		}
		for _, set := range r.Rulesets {
			line("%s ruleset %v", name, set.Body["name"])
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n") + "\n"
}
