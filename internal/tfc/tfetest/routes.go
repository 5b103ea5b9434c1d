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

// routing adds the routes to a server.
type routing struct{ server *Server }

// register adds the routes. Those that only Terraform Cloud has come last.
func (on routing) register() {
	get := func(path string, h http.HandlerFunc) { on.server.routes.HandleFunc("GET /api/v2"+path, h) }
	post := func(path string, h http.HandlerFunc) { on.server.routes.HandleFunc("POST /api/v2"+path, h) }
	on.server.routes.HandleFunc("GET /.well-known/terraform.json", func(w http.ResponseWriter, _ *http.Request) {
		write(w, http.StatusOK, object{"tfe.v2": "/api/v2/"})
	})
	on.server.routes.HandleFunc("GET /state/{id}", runs(on).download)
	get("/ping", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	get("/organizations/{organization}", on.inOrganization(func(w http.ResponseWriter, _ *http.Request) {
		write(w, http.StatusOK, object{"data": resource("organizations", Organization, object{"name": Organization})})
	}))
	get("/organizations/{organization}/workspaces", on.inOrganization(workspaces(on).listWorkspaces))
	post("/organizations/{organization}/workspaces", on.inOrganization(workspaces(on).createWorkspace))
	get("/organizations/{organization}/workspaces/{name}", on.inOrganization(workspaces(on).readByName))
	get("/workspaces/{id}", on.onWorkspace(workspaces(on).readWorkspace))
	on.server.routes.HandleFunc("PATCH /api/v2/workspaces/{id}", on.onWorkspace(workspaces(on).updateWorkspace))
	post("/workspaces/{id}/relationships/tags", on.onWorkspace(workspaces(on).addTags))
	get("/workspaces/{id}/runs", on.onWorkspace(runs(on).listRuns))
	post("/runs", runs(on).createRun)
	get("/workspaces/{id}/current-state-version", on.onWorkspace(runs(on).currentState))
	get("/workspaces/{id}/current-state-version-outputs", on.onWorkspace(runs(on).outputs))
	on.registerItems("/workspaces/{id}/vars", "vars", func(w *Workspace) *[]*item { return &w.variables })
	on.registerItems("/workspaces/{id}/notification-configurations", "notification-configurations", func(w *Workspace) *[]*item { return &w.notifications })
	sets(on).registerSets()
	on.registerFull(get, post)
}

// registerFull adds what a lacking server does not have.
func (on routing) registerFull(get, post func(string, http.HandlerFunc)) {
	full := func(h http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if on.server.Lacking {
				unknown(w, on.server.Lacking)
				return
			}
			h(w, r)
		}
	}
	get("/organizations/{organization}/projects", full(on.inOrganization(teams(on).listProjects)))
	post("/organizations/{organization}/projects", full(on.inOrganization(teams(on).createProject)))
	get("/organizations/{organization}/teams", full(on.inOrganization(teams(on).listTeams)))
	get("/organizations/{organization}/organization-memberships", full(on.inOrganization(teams(on).listMembers)))
	get("/workspaces/{id}/tag-bindings", full(on.onWorkspace(workspaces(on).listBindings)))
	on.server.routes.HandleFunc("PATCH /api/v2/workspaces/{id}/tag-bindings", full(on.onWorkspace(workspaces(on).addBindings)))
	get("/workspaces/{id}/relationships/remote-state-consumers", full(on.onWorkspace(links(on).listConsumers)))
	post("/workspaces/{id}/relationships/remote-state-consumers", full(on.onWorkspace(links(on).addConsumers)))
	on.server.routes.HandleFunc("DELETE /api/v2/workspaces/{id}/relationships/remote-state-consumers", full(on.onWorkspace(links(on).removeConsumers)))
	get("/workspaces/{id}/run-triggers", full(on.onWorkspace(links(on).listTriggers)))
	post("/workspaces/{id}/run-triggers", full(on.onWorkspace(links(on).createTrigger)))
	on.server.routes.HandleFunc("DELETE /api/v2/run-triggers/{item}", full(links(on).deleteTrigger))
	post("/workspaces/{id}/actions/safe-delete", full(on.onWorkspace(workspaces(on).safeDelete)))
	teams(on).registerTeams(full)
}

// inOrganization answers 404 for another organization, as for one that the
// token may not see.
func (on routing) inOrganization(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.PathValue("organization") != Organization {
			notFound(w)
			return
		}
		h(w, r)
	}
}

func (on routing) onWorkspace(h func(http.ResponseWriter, *http.Request, *Workspace)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ws := on.server.byID(r.PathValue("id"))
		if ws == nil {
			notFound(w)
			return
		}
		h(w, r, ws)
	}
}

// registerItems adds the routes of small resources that hang on workspaces.
func (on routing) registerItems(path, kind string, of func(*Workspace) *[]*item) {
	show := func(i *item) object {
		o := resource(kind, i.id, i.attributes)
		if i.relations["users"] != nil {
			o["relationships"] = object{"users": object{"data": i.relations["users"]}}
		}
		return o
	}
	on.server.routes.HandleFunc("GET /api/v2"+path, on.onWorkspace(func(w http.ResponseWriter, r *http.Request, ws *Workspace) {
		var all []object
		for _, i := range *of(ws) {
			all = append(all, show(i))
		}
		page(w, r, all, nil)
	}))
	on.server.routes.HandleFunc("POST /api/v2"+path, on.onWorkspace(func(w http.ResponseWriter, r *http.Request, ws *Workspace) {
		d := read(r)
		if kind == "vars" && slices.ContainsFunc(*of(ws), func(i *item) bool {
			return i.attributes["key"] == d.Data.Attributes["key"] && i.attributes["category"] == d.Data.Attributes["category"]
		}) {
			on.server.invalid(w, "Key has already been taken")
			return
		}
		*of(ws) = append(*of(ws), on.newItem(kind, d))
		write(w, http.StatusCreated, object{"data": show((*of(ws))[len(*of(ws))-1])})
	}))
	on.registerSingle(path, kind, of, show)
}

// registerSingle adds the routes of one such resource.
func (on routing) registerSingle(path, kind string, of func(*Workspace) *[]*item, show func(*item) object) {
	find := func(r *http.Request) (*[]*item, int) {
		for _, ws := range on.server.workspaces {
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
	on.server.routes.HandleFunc("PATCH /api/v2"+single+"/{item}", func(w http.ResponseWriter, r *http.Request) {
		list, at := find(r)
		if list == nil {
			notFound(w)
			return
		}
		for key, value := range read(r).Data.Attributes {
			if key == "email-addresses" && on.server.Lacking {
				continue
			}
			(*list)[at].attributes[key] = value
		}
		write(w, http.StatusOK, object{"data": show((*list)[at])})
	})
	on.server.routes.HandleFunc("DELETE /api/v2"+single+"/{item}", func(w http.ResponseWriter, r *http.Request) {
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
func (on routing) newItem(kind string, d document) *item {
	prefix := map[string]string{"vars": "var", "notification-configurations": "nc", "run-triggers": "rt", "team-workspaces": "tws", "team-projects": "tprj"}[kind]
	i := &item{id: on.server.id(prefix), attributes: d.Data.Attributes, relations: object{}}
	if kind == "notification-configurations" {
		if on.server.Lacking {
			delete(i.attributes, "email-addresses")
		}
		on.server.stamp = on.server.stamp.Add(time.Second)
		i.attributes["created-at"] = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(on.server.stamp.Sub(time.Time{})).Format(time.RFC3339)
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
