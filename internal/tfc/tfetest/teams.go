package tfetest

import (
	"net/http"
	"slices"
)

// teams are the routes of projects, teams and what teams may do.
type teams struct{ server *Server }

func (on teams) listProjects(w http.ResponseWriter, r *http.Request) {
	var all []object
	for _, p := range on.server.projects {
		all = append(all, resource("projects", p.id, object{"name": p.name}))
	}
	page(w, r, all, nil)
}

func (on teams) createProject(w http.ResponseWriter, r *http.Request) {
	name := text(read(r).Data.Attributes["name"])
	switch {
	case len(name) < 3:
		on.server.invalid(w, "Name is too short (minimum is 3 characters)")
	case slices.ContainsFunc(on.server.projects, func(p *project) bool { return p.name == name }):
		on.server.invalid(w, "Name has already been taken")
	default:
		p := &project{id: on.server.id("prj"), name: name}
		on.server.projects = append(on.server.projects, p)
		write(w, http.StatusCreated, object{"data": resource("projects", p.id, object{"name": name})})
	}
}

func (on teams) listTeams(w http.ResponseWriter, r *http.Request) {
	var all []object
	for _, name := range on.server.Teams {
		all = append(all, resource("teams", "team-"+name, object{"name": name}))
	}
	page(w, r, all, nil)
}

func (on teams) listMembers(w http.ResponseWriter, r *http.Request) {
	var all []object
	for _, email := range on.server.Members {
		o := resource("organization-memberships", "ou-"+email, object{"email": email, "status": "active"})
		o["relationships"] = object{"user": ref("users", "user-"+email)}
		all = append(all, o)
	}
	page(w, r, all, nil)
}

// teamKind is access to workspaces, or to projects.
type teamKind struct {
	path, filter, relation string
	of                     func(id string) *[]*item
}

// registerTeams adds what teams may do, on workspaces and on projects.
func (on teams) registerTeams(full func(http.HandlerFunc) http.HandlerFunc) {
	for _, kind := range []teamKind{
		{"team-workspaces", "filter[workspace][id]", "workspace", func(id string) *[]*item {
			if w := on.server.byID(id); w != nil {
				return &w.teams
			}
			return nil
		}},
		{"team-projects", "filter[project][id]", "project", func(id string) *[]*item {
			if p := projectByID(on.server.projects, id); p != nil {
				return &p.teams
			}
			return nil
		}},
	} {
		on.server.routes.HandleFunc("GET /api/v2/"+kind.path, full(on.listAccess(kind)))
		on.server.routes.HandleFunc("POST /api/v2/"+kind.path, full(on.giveAccess(kind)))
		on.server.routes.HandleFunc("PATCH /api/v2/"+kind.path+"/{item}", full(on.changeAccess(kind)))
	}
}

func (k teamKind) show(i *item) object {
	o := resource(k.path, i.id, i.attributes)
	o["relationships"] = object{"team": ref("teams", text(i.relations["team"]))}
	return o
}

func (on teams) listAccess(k teamKind) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		list := k.of(r.URL.Query().Get(k.filter))
		if list == nil {
			notFound(w)
			return
		}
		var all []object
		for _, i := range *list {
			all = append(all, k.show(i))
		}
		page(w, r, all, nil)
	}
}

func (on teams) giveAccess(k teamKind) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		d := read(r)
		list, team := k.of(d.one(k.relation)), d.one("team")
		switch {
		case list == nil:
			notFound(w)
		case slices.ContainsFunc(*list, func(i *item) bool { return i.relations["team"] == team }):
			on.server.invalid(w, "Team has already been taken")
		default:
			i := routing(on).newItem(k.path, d)
			i.relations["team"] = team
			*list = append(*list, i)
			write(w, http.StatusCreated, object{"data": k.show(i)})
		}
	}
}

func (on teams) changeAccess(k teamKind) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		access := read(r).Data.Attributes["access"]
		for _, list := range on.allTeams() {
			for _, i := range list {
				if i.id == r.PathValue("item") {
					i.attributes["access"] = access
					write(w, http.StatusOK, object{"data": k.show(i)})
					return
				}
			}
		}
		notFound(w)
	}
}

func (on teams) allTeams() [][]*item {
	var out [][]*item
	for _, w := range on.server.workspaces {
		out = append(out, w.teams)
	}
	for _, p := range on.server.projects {
		out = append(out, p.teams)
	}
	return out
}
