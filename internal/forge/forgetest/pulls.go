package forgetest

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// PullRequest is a pull request.
type PullRequest struct {
	Number       int
	Title, Body  string
	Branch, Base string
	Open, Merged bool
	Draft        bool
	Author       string
	Labels       []string
	Users, Teams []string // who is asked for a review
	Reviewed     []string // who has reviewed
	ClosedTip    string   // what the branch was when it was closed
}

func (s *Server) registerPulls() {
	s.route("GET /repos/{owner}/{repo}/pulls", s.listPulls)
	s.route("POST /repos/{owner}/{repo}/pulls", s.openPull)
	s.route("PATCH /repos/{owner}/{repo}/pulls/{number}", s.editPull)
	s.route("GET /repos/{owner}/{repo}/pulls/{number}/reviews", s.listReviews)
	s.route("POST /repos/{owner}/{repo}/pulls/{number}/requested_reviewers", s.askReviewers)
	s.route("GET /repos/{owner}/{repo}/labels/{label}", s.getLabel)
	s.route("POST /repos/{owner}/{repo}/labels", s.makeLabel)
	s.route("POST /repos/{owner}/{repo}/issues/{number}/labels", s.addLabels)
}

// route is a route of a repository that exists.
func (s *Server) route(pattern string, handle func(http.ResponseWriter, *http.Request, *Repository)) {
	s.routes.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		owner := cmp.Or(r.PathValue("owner2"), r.PathValue("owner")) // the first is a team's organization
		repo := s.repos[strings.ToLower(owner+"/"+r.PathValue("repo"))]
		if repo == nil {
			fail(w, http.StatusNotFound, "Not Found")
			return
		}
		handle(w, r, repo)
	})
}

// pull is the pull request that the path names, or nil.
func pull(w http.ResponseWriter, r *http.Request, repo *Repository) *PullRequest {
	n, _ := strconv.Atoi(r.PathValue("number"))
	for _, p := range repo.Pulls {
		if p.Number == n {
			return p
		}
	}
	fail(w, http.StatusNotFound, "Not Found")
	return nil
}

func (s *Server) tip(repo *Repository, branch string) string {
	return s.git(repo, "rev-parse", "--verify", "--quiet", "refs/heads/"+branch)
}

// show is a pull request as the API shows it.
func (s *Server) show(repo *Repository, p *PullRequest) map[string]any {
	state, tip := "open", s.tip(repo, p.Branch)
	if !p.Open {
		state, tip = "closed", p.ClosedTip
	}
	out := map[string]any{
		"number": p.Number, "title": p.Title, "body": p.Body, "state": state, "draft": p.Draft,
		"html_url": "https://github.example/" + repo.FullName() + "/pull/" + strconv.Itoa(p.Number),
		"user":     map[string]any{"login": p.Author},
		"head":     map[string]any{"ref": p.Branch, "sha": tip, "repo": map[string]any{"full_name": repo.FullName()}},
		"base":     map[string]any{"ref": p.Base},
	}
	if p.Merged {
		out["merged_at"] = "2026-11-25T12:00:00Z"
	}
	out["labels"] = objects("name", p.Labels)
	out["requested_reviewers"] = objects("login", p.Users)
	out["requested_teams"] = objects("slug", p.Teams)
	return out
}

func objects(key string, values []string) []map[string]any {
	out := []map[string]any{}
	for _, v := range values {
		out = append(out, map[string]any{key: v})
	}
	return out
}

func (s *Server) listPulls(w http.ResponseWriter, r *http.Request, repo *Repository) {
	state, head := r.URL.Query().Get("state"), r.URL.Query().Get("head")
	out := []map[string]any{}
	for _, p := range slices.Backward(repo.Pulls) {
		if (state == "all" || (state == "closed") != p.Open) && (head == "" || head == repo.Owner+":"+p.Branch) {
			out = append(out, s.show(repo, p))
		}
	}
	reply(w, http.StatusOK, out)
}

func (s *Server) openPull(w http.ResponseWriter, r *http.Request, repo *Repository) {
	var body struct {
		Title, Head, Base, Body string
		Draft                   bool
	}
	if !read(w, r, &body) {
		return
	}
	base, tip := s.tip(repo, body.Base), s.tip(repo, body.Head)
	wrong := ""
	switch {
	case body.Title == "" || len(body.Title) > 256 || len(body.Body) > 65536:
		wrong = "title or body is missing or too long"
	case base == "":
		wrong = "base is invalid"
	case tip == "":
		wrong = "head is invalid"
	case s.git(repo, "rev-list", "--count", base+".."+tip) == "0":
		wrong = "No commits between " + body.Base + " and " + body.Head
	}
	for _, p := range repo.Pulls {
		if p.Open && p.Branch == body.Head && p.Base == body.Base {
			wrong = "A pull request already exists for " + repo.Owner + ":" + body.Head + "."
		}
	}
	if wrong != "" {
		fail(w, http.StatusUnprocessableEntity, "Validation Failed", wrong)
		return
	}
	p := &PullRequest{
		Number: len(repo.Pulls) + 1, Title: body.Title, Body: body.Body, Branch: body.Head, Base: body.Base,
		Open: true, Draft: body.Draft, Author: User,
	}
	repo.Pulls = append(repo.Pulls, p)
	reply(w, http.StatusCreated, s.show(repo, p))
}

func (s *Server) editPull(w http.ResponseWriter, r *http.Request, repo *Repository) {
	var body struct{ Title, Body *string }
	p := pull(w, r, repo)
	if p == nil || !read(w, r, &body) {
		return
	}
	if body.Title != nil {
		p.Title = *body.Title
	}
	if body.Body != nil {
		p.Body = *body.Body
	}
	reply(w, http.StatusOK, s.show(repo, p))
}

func (s *Server) listReviews(w http.ResponseWriter, r *http.Request, repo *Repository) {
	p := pull(w, r, repo)
	if p == nil {
		return
	}
	out := []map[string]any{}
	for _, name := range p.Reviewed {
		out = append(out, map[string]any{"user": map[string]any{"login": name}, "state": "APPROVED"})
	}
	reply(w, http.StatusOK, out)
}

func (s *Server) askReviewers(w http.ResponseWriter, r *http.Request, repo *Repository) {
	var body struct {
		Reviewers     []string `json:"reviewers"`
		TeamReviewers []string `json:"team_reviewers"`
	}
	p := pull(w, r, repo)
	if p == nil || !read(w, r, &body) {
		return
	}
	for _, name := range body.Reviewers {
		if name == p.Author {
			fail(w, http.StatusUnprocessableEntity, "Review cannot be requested from pull request author.")
			return
		}
		if !slices.Contains(s.Members, name) {
			fail(w, http.StatusUnprocessableEntity, "Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the "+repo.FullName()+" repository.")
			return
		}
	}
	for _, name := range body.TeamReviewers {
		if s.Teams[name] == 0 {
			fail(w, http.StatusUnprocessableEntity, "Could not resolve to a node with the global id of '"+name+"'.")
			return
		}
	}
	p.Users, p.Teams = union(p.Users, body.Reviewers), union(p.Teams, body.TeamReviewers)
	reply(w, http.StatusCreated, s.show(repo, p))
}

func union(a, b []string) []string {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}

func (s *Server) getLabel(w http.ResponseWriter, r *http.Request, repo *Repository) {
	if !slices.Contains(repo.Labels, r.PathValue("label")) {
		fail(w, http.StatusNotFound, "Not Found")
		return
	}
	reply(w, http.StatusOK, map[string]any{"name": r.PathValue("label")})
}

func (s *Server) makeLabel(w http.ResponseWriter, r *http.Request, repo *Repository) {
	var body struct{ Name, Color, Description string }
	if !read(w, r, &body) {
		return
	}
	if slices.Contains(repo.Labels, body.Name) || len(body.Color) != 6 {
		fail(w, http.StatusUnprocessableEntity, "Validation Failed", "name already_exists or color is malformed")
		return
	}
	repo.Labels = append(repo.Labels, body.Name)
	reply(w, http.StatusCreated, map[string]any{"name": body.Name})
}

func (s *Server) addLabels(w http.ResponseWriter, r *http.Request, repo *Repository) {
	var body []string
	p := pull(w, r, repo)
	if p == nil || !read(w, r, &body) {
		return
	}
	repo.Labels, p.Labels = union(repo.Labels, body), union(p.Labels, body)
	reply(w, http.StatusOK, objects("name", p.Labels))
}
