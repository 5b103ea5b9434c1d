package tfetest

import (
	"fmt"
	"net/http"
	"slices"
	"sort"
	"strings"
	"time"
)

func text(v any) string {
	if list, ok := v.([]any); ok {
		var out []string
		for _, e := range list {
			out = append(out, fmt.Sprint(e))
		}
		sort.Strings(out)
		return strings.Join(out, ",")
	}
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// register adds the routes. Those that only Terraform Cloud has come last.
func (s *Server) register() {
	get := func(path string, h http.HandlerFunc) { s.routes.HandleFunc("GET /api/v2"+path, h) }
	post := func(path string, h http.HandlerFunc) { s.routes.HandleFunc("POST /api/v2"+path, h) }
	s.routes.HandleFunc("GET /.well-known/terraform.json", func(w http.ResponseWriter, _ *http.Request) {
		write(w, http.StatusOK, object{"tfe.v2": "/api/v2/"})
	})
	s.routes.HandleFunc("GET /state/{id}", s.download)
	get("/ping", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	get("/organizations/{organization}", s.inOrganization(func(w http.ResponseWriter, _ *http.Request) {
		write(w, http.StatusOK, object{"data": resource("organizations", Organization, object{"name": Organization})})
	}))
	get("/organizations/{organization}/workspaces", s.inOrganization(s.listWorkspaces))
	post("/organizations/{organization}/workspaces", s.inOrganization(s.createWorkspace))
	get("/organizations/{organization}/workspaces/{name}", s.inOrganization(s.readByName))
	get("/workspaces/{id}", s.onWorkspace(s.readWorkspace))
	s.routes.HandleFunc("PATCH /api/v2/workspaces/{id}", s.onWorkspace(s.updateWorkspace))
	post("/workspaces/{id}/relationships/tags", s.onWorkspace(s.addTags))
	get("/workspaces/{id}/runs", s.onWorkspace(s.listRuns))
	post("/runs", s.createRun)
	get("/workspaces/{id}/current-state-version", s.onWorkspace(s.currentState))
	get("/workspaces/{id}/current-state-version-outputs", s.onWorkspace(s.outputs))
	s.registerItems("/workspaces/{id}/vars", "vars", func(w *Workspace) *[]*item { return &w.variables })
	s.registerItems("/workspaces/{id}/notification-configurations", "notification-configurations", func(w *Workspace) *[]*item { return &w.notifications })
	s.registerSets()
	s.registerFull(get, post)
}

// registerFull adds what a lacking server does not have.
func (s *Server) registerFull(get, post func(string, http.HandlerFunc)) {
	full := func(h http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if s.Lacking {
				s.unknown(w)
				return
			}
			h(w, r)
		}
	}
	get("/organizations/{organization}/projects", full(s.inOrganization(s.listProjects)))
	post("/organizations/{organization}/projects", full(s.inOrganization(s.createProject)))
	get("/organizations/{organization}/teams", full(s.inOrganization(s.listTeams)))
	get("/organizations/{organization}/organization-memberships", full(s.inOrganization(s.listMembers)))
	get("/workspaces/{id}/tag-bindings", full(s.onWorkspace(s.listBindings)))
	s.routes.HandleFunc("PATCH /api/v2/workspaces/{id}/tag-bindings", full(s.onWorkspace(s.addBindings)))
	get("/workspaces/{id}/relationships/remote-state-consumers", full(s.onWorkspace(s.listConsumers)))
	post("/workspaces/{id}/relationships/remote-state-consumers", full(s.onWorkspace(s.addConsumers)))
	s.routes.HandleFunc("DELETE /api/v2/workspaces/{id}/relationships/remote-state-consumers", full(s.onWorkspace(s.removeConsumers)))
	get("/workspaces/{id}/run-triggers", full(s.onWorkspace(s.listTriggers)))
	post("/workspaces/{id}/run-triggers", full(s.onWorkspace(s.createTrigger)))
	s.routes.HandleFunc("DELETE /api/v2/run-triggers/{item}", full(s.deleteTrigger))
	post("/workspaces/{id}/actions/safe-delete", full(s.onWorkspace(s.safeDelete)))
	s.registerTeams(full)
}

// inOrganization answers 404 for another organization, as for one that the
// token may not see.
func (s *Server) inOrganization(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.PathValue("organization") != Organization {
			notFound(w)
			return
		}
		h(w, r)
	}
}

func (s *Server) onWorkspace(h func(http.ResponseWriter, *http.Request, *Workspace)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ws := s.byID(r.PathValue("id"))
		if ws == nil {
			notFound(w)
			return
		}
		h(w, r, ws)
	}
}

// registerItems adds the routes of small resources that hang on workspaces.
func (s *Server) registerItems(path, kind string, of func(*Workspace) *[]*item) {
	show := func(i *item) object {
		o := resource(kind, i.id, i.attributes)
		if i.relations["users"] != nil {
			o["relationships"] = object{"users": object{"data": i.relations["users"]}}
		}
		return o
	}
	s.routes.HandleFunc("GET /api/v2"+path, s.onWorkspace(func(w http.ResponseWriter, r *http.Request, ws *Workspace) {
		var all []object
		for _, i := range *of(ws) {
			all = append(all, show(i))
		}
		page(w, r, all, nil)
	}))
	s.routes.HandleFunc("POST /api/v2"+path, s.onWorkspace(func(w http.ResponseWriter, r *http.Request, ws *Workspace) {
		d := read(r)
		if kind == "vars" && slices.ContainsFunc(*of(ws), func(i *item) bool {
			return i.attributes["key"] == d.Data.Attributes["key"] && i.attributes["category"] == d.Data.Attributes["category"]
		}) {
			s.invalid(w, "Key has already been taken")
			return
		}
		*of(ws) = append(*of(ws), s.newItem(kind, d))
		write(w, http.StatusCreated, object{"data": show((*of(ws))[len(*of(ws))-1])})
	}))
	s.registerSingle(path, kind, of, show)
}

// registerSingle adds the routes of one such resource.
func (s *Server) registerSingle(path, kind string, of func(*Workspace) *[]*item, show func(*item) object) {
	find := func(r *http.Request) (*[]*item, int) {
		for _, ws := range s.workspaces {
			if i := slices.IndexFunc(*of(ws), func(i *item) bool { return i.id == r.PathValue("item") }); i >= 0 {
				return of(ws), i
			}
		}
		return nil, -1
	}
	single := strings.TrimPrefix(path, "/workspaces/{id}") // notifications have routes of their own
	if kind == "vars" {
		single = path
	}
	s.routes.HandleFunc("PATCH /api/v2"+single+"/{item}", func(w http.ResponseWriter, r *http.Request) {
		list, at := find(r)
		if list == nil {
			notFound(w)
			return
		}
		for key, value := range read(r).Data.Attributes {
			(*list)[at].attributes[key] = value
		}
		write(w, http.StatusOK, object{"data": show((*list)[at])})
	})
	s.routes.HandleFunc("DELETE /api/v2"+single+"/{item}", func(w http.ResponseWriter, r *http.Request) {
		list, at := find(r)
		if list == nil {
			notFound(w)
			return
		}
		*list = slices.Delete(*list, at, at+1)
		w.WriteHeader(http.StatusNoContent)
	})
}

// newItem makes a small resource. Its time of creation grows with each.
func (s *Server) newItem(kind string, d document) *item {
	prefix := map[string]string{"vars": "var", "notification-configurations": "nc", "run-triggers": "rt", "team-workspaces": "tws", "team-projects": "tprj"}[kind]
	i := &item{id: s.id(prefix), attributes: d.Data.Attributes, relations: object{}}
	if kind == "notification-configurations" {
		s.stamp = s.stamp.Add(time.Second)
		i.attributes["created-at"] = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(s.stamp.Sub(time.Time{})).Format(time.RFC3339)
		if users := d.many("users"); len(users) > 0 {
			var all []object
			for _, u := range users {
				all = append(all, object{"type": "users", "id": u.ID})
			}
			i.relations["users"] = all
		}
	}
	return i
}
