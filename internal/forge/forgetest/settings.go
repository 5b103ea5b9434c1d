package forgetest

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"net/http"
	"slices"
	"strconv"
)

// Environment is an environment.
type Environment struct {
	Reviewers []int64 // teams
	NoSelf    bool
	Wait      int
	Custom    bool // takes the branches only
	Branches  []string
	Variables map[string]string
}

// Ruleset is a ruleset.
type Ruleset struct {
	ID   int64
	Body map[string]any
}

func (s *Server) registerSettings() {
	s.route("GET /repos/{owner}/{repo}/environments/{environment}", s.getEnvironment)
	s.route("PUT /repos/{owner}/{repo}/environments/{environment}", s.putEnvironment)
	s.route("GET /repos/{owner}/{repo}/environments/{environment}/deployment-branch-policies", s.listBranches)
	s.route("POST /repos/{owner}/{repo}/environments/{environment}/deployment-branch-policies", s.addBranch)
	s.route("DELETE /repos/{owner}/{repo}/environments/{environment}/deployment-branch-policies/{id}", s.deleteBranch)
	s.route("GET /repos/{owner}/{repo}/actions/secrets", func(w http.ResponseWriter, _ *http.Request, repo *Repository) {
		reply(w, http.StatusOK, map[string]any{"total_count": len(repo.Secrets), "secrets": objects("name", repo.Secrets)})
	})
	for _, path := range []string{"/repos/{owner}/{repo}/environments/{environment}/variables", "/repos/{owner}/{repo}/actions/variables"} {
		s.route("GET "+path+"/{name}", s.getVariable)
		s.route("POST "+path, s.makeVariable)
		s.route("PATCH "+path+"/{name}", s.setVariable)
	}
	s.route("GET /repos/{owner}/{repo}/rulesets", s.listRulesets)
	s.route("POST /repos/{owner}/{repo}/rulesets", s.makeRuleset)
	s.route("GET /repos/{owner}/{repo}/rulesets/{id}", s.getRuleset)
	s.route("PUT /repos/{owner}/{repo}/rulesets/{id}", s.setRuleset)
}

func environment(w http.ResponseWriter, r *http.Request, repo *Repository) *Environment {
	e := repo.Environments[r.PathValue("environment")]
	if e == nil {
		fail(w, http.StatusNotFound, "Not Found")
	}
	return e
}

func (s *Server) getEnvironment(w http.ResponseWriter, r *http.Request, repo *Repository) {
	if e := environment(w, r, repo); e != nil {
		reply(w, http.StatusOK, e.show(r.PathValue("environment")))
	}
}

func (e *Environment) show(name string) map[string]any {
	rules := []map[string]any{}
	if e.Wait > 0 {
		rules = append(rules, map[string]any{"type": "wait_timer", "wait_timer": e.Wait})
	}
	if len(e.Reviewers) > 0 {
		reviewers := []map[string]any{}
		for _, id := range e.Reviewers {
			reviewers = append(reviewers, map[string]any{"type": "Team", "reviewer": map[string]any{"id": id}})
		}
		rules = append(rules, map[string]any{"type": "required_reviewers", "prevent_self_review": e.NoSelf, "reviewers": reviewers})
	}
	out := map[string]any{"name": name, "deployment_branch_policy": nil}
	if e.Custom {
		rules = append(rules, map[string]any{"type": "branch_policy"})
		out["deployment_branch_policy"] = map[string]any{"protected_branches": false, "custom_branch_policies": true}
	}
	out["protection_rules"] = rules
	return out
}

func (s *Server) putEnvironment(w http.ResponseWriter, r *http.Request, repo *Repository) {
	var body struct {
		Wait      int  `json:"wait_timer"`
		NoSelf    bool `json:"prevent_self_review"`
		Reviewers []struct {
			Type string
			ID   int64
		}
		Policy *struct {
			Protected bool `json:"protected_branches"`
			Custom    bool `json:"custom_branch_policies"`
		} `json:"deployment_branch_policy"`
	}
	if !read(w, r, &body) {
		return
	}
	if s.Free && repo.Visibility != "public" && len(body.Reviewers) > 0 {
		fail(w, http.StatusUnprocessableEntity, "Validation Failed", "Failed to create the environment protection rule. Please ensure the billing plan supports the required reviewers protection rule.")
		return
	}
	e := &Environment{Variables: map[string]string{}}
	if old := repo.Environments[r.PathValue("environment")]; old != nil {
		e = old
	}
	e.Wait, e.NoSelf, e.Custom, e.Reviewers = body.Wait, body.NoSelf, body.Policy != nil && body.Policy.Custom, nil
	for _, reviewer := range body.Reviewers {
		known := false
		for _, id := range s.Teams {
			known = known || id == reviewer.ID
		}
		if reviewer.Type != "Team" || !known {
			fail(w, http.StatusUnprocessableEntity, "Validation Failed", "reviewers are invalid")
			return
		}
		e.Reviewers = append(e.Reviewers, reviewer.ID)
	}
	repo.Environments[r.PathValue("environment")] = e
	reply(w, http.StatusOK, e.show(r.PathValue("environment")))
}

func (s *Server) listBranches(w http.ResponseWriter, r *http.Request, repo *Repository) {
	if e := environment(w, r, repo); e != nil {
		policies := []map[string]any{}
		for _, name := range e.Branches {
			policies = append(policies, map[string]any{"id": policyID(name), "name": name, "type": "branch"})
		}
		reply(w, http.StatusOK, map[string]any{"total_count": len(policies), "branch_policies": policies})
	}
}

func policyID(branch string) uint32 { return crc32.ChecksumIEEE([]byte(branch)) }

func (s *Server) deleteBranch(w http.ResponseWriter, r *http.Request, repo *Repository) {
	e := environment(w, r, repo)
	if e == nil {
		return
	}
	at := slices.IndexFunc(e.Branches, func(name string) bool { return fmt.Sprint(policyID(name)) == r.PathValue("id") })
	if at < 0 {
		fail(w, http.StatusNotFound, "Not Found")
		return
	}
	e.Branches = slices.Delete(e.Branches, at, at+1)
	w.WriteHeader(http.StatusNoContent)
}

func (s *Server) addBranch(w http.ResponseWriter, r *http.Request, repo *Repository) {
	var body struct{ Name, Type string }
	e := environment(w, r, repo)
	if e == nil || !read(w, r, &body) {
		return
	}
	switch {
	case !e.Custom:
		fail(w, http.StatusNotFound, "Not Found")
	case slices.Contains(e.Branches, body.Name):
		w.WriteHeader(http.StatusSeeOther) // as documented, without a Location
	default:
		e.Branches = append(e.Branches, body.Name)
		reply(w, http.StatusOK, map[string]any{"name": body.Name})
	}
}

// variablesOf are those of the environment or the repository.
func variablesOf(w http.ResponseWriter, r *http.Request, repo *Repository) map[string]string {
	if r.PathValue("environment") == "" {
		return repo.Variables
	}
	if e := environment(w, r, repo); e != nil {
		return e.Variables
	}
	return nil
}

func (s *Server) getVariable(w http.ResponseWriter, r *http.Request, repo *Repository) {
	all := variablesOf(w, r, repo)
	value, ok := all[r.PathValue("name")]
	if all == nil {
		return
	}
	if !ok {
		fail(w, http.StatusNotFound, "Not Found")
		return
	}
	reply(w, http.StatusOK, map[string]any{"name": r.PathValue("name"), "value": value})
}

func (s *Server) makeVariable(w http.ResponseWriter, r *http.Request, repo *Repository) {
	var body struct{ Name, Value string }
	all := variablesOf(w, r, repo)
	if all == nil || !read(w, r, &body) {
		return
	}
	if _, there := all[body.Name]; there {
		fail(w, http.StatusConflict, "Already exists - Variable already exists")
		return
	}
	all[body.Name] = body.Value
	w.WriteHeader(http.StatusCreated)
}

func (s *Server) setVariable(w http.ResponseWriter, r *http.Request, repo *Repository) {
	var body struct{ Name, Value string }
	all := variablesOf(w, r, repo)
	if all == nil || !read(w, r, &body) {
		return
	}
	if _, there := all[r.PathValue("name")]; !there {
		fail(w, http.StatusNotFound, "Not Found")
		return
	}
	all[r.PathValue("name")] = body.Value
	w.WriteHeader(http.StatusNoContent)
}

// free refuses rulesets where the plan has none; it tells whether it did.
func (s *Server) free(w http.ResponseWriter, repo *Repository) bool {
	if s.Free && repo.Visibility != "public" {
		fail(w, http.StatusForbidden, "Upgrade to GitHub Pro or make this repository public to enable this feature.")
		return true
	}
	return false
}

func (s *Server) listRulesets(w http.ResponseWriter, _ *http.Request, repo *Repository) {
	if s.free(w, repo) {
		return
	}
	out := []map[string]any{}
	for _, set := range repo.Rulesets {
		out = append(out, map[string]any{"id": set.ID, "name": set.Body["name"]})
	}
	reply(w, http.StatusOK, out)
}

func (s *Server) makeRuleset(w http.ResponseWriter, r *http.Request, repo *Repository) {
	if s.free(w, repo) {
		return
	}
	s.next++
	set := &Ruleset{ID: s.next}
	if set.write(w, r) {
		repo.Rulesets = append(repo.Rulesets, set)
		reply(w, http.StatusCreated, set.show())
	}
}

// write takes a ruleset's body over, as far as its rules are known.
func (set *Ruleset) write(w http.ResponseWriter, r *http.Request) bool {
	var body map[string]any
	if json.NewDecoder(r.Body).Decode(&body) != nil || body["name"] == nil || body["enforcement"] == nil {
		fail(w, http.StatusUnprocessableEntity, "Validation Failed")
		return false
	}
	rules, _ := body["rules"].([]any)
	for _, rule := range rules {
		kind, _ := rule.(map[string]any)["type"].(string)
		if !slices.Contains([]string{"deletion", "non_fast_forward", "pull_request", "required_status_checks"}, kind) {
			fail(w, http.StatusUnprocessableEntity, "Validation Failed", "Invalid rule "+kind)
			return false
		}
	}
	set.Body = body
	return true
}

// show is a ruleset as the API shows it: with fields that nobody sent, and the
// rules in an order of its own.
func (set *Ruleset) show() map[string]any {
	out := map[string]any{"id": set.ID, "source_type": "Repository", "bypass_actors": []any{}}
	for key, value := range set.Body {
		out[key] = value
	}
	if rules, ok := out["rules"].([]any); ok {
		rules = slices.Clone(rules)
		slices.Reverse(rules)
		out["rules"] = rules
	}
	return out
}

func (s *Server) ruleset(w http.ResponseWriter, r *http.Request, repo *Repository) *Ruleset {
	id, _ := strconv.ParseInt(r.PathValue("id"), 10, 64)
	for _, set := range repo.Rulesets {
		if set.ID == id {
			return set
		}
	}
	fail(w, http.StatusNotFound, "Not Found")
	return nil
}

func (s *Server) getRuleset(w http.ResponseWriter, r *http.Request, repo *Repository) {
	if set := s.ruleset(w, r, repo); set != nil {
		reply(w, http.StatusOK, set.show())
	}
}

func (s *Server) setRuleset(w http.ResponseWriter, r *http.Request, repo *Repository) {
	if set := s.ruleset(w, r, repo); set != nil && set.write(w, r) {
		reply(w, http.StatusOK, set.show())
	}
}
