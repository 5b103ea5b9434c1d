package tfetest

import (
	"net/http"
	"slices"
)

func (s *Server) listProjects(w http.ResponseWriter, r *http.Request) {
	var all []object
	for _, p := range s.projects {
		all = append(all, resource("projects", p.id, object{"name": p.name}))
	}
	page(w, r, all, nil)
}

func (s *Server) createProject(w http.ResponseWriter, r *http.Request) {
	name := text(read(r).Data.Attributes["name"])
	switch {
	case len(name) < 3:
		s.invalid(w, "Name is too short (minimum is 3 characters)")
	case slices.ContainsFunc(s.projects, func(p *project) bool { return p.name == name }):
		s.invalid(w, "Name has already been taken")
	default:
		p := &project{id: s.id("prj"), name: name}
		s.projects = append(s.projects, p)
		write(w, http.StatusCreated, object{"data": resource("projects", p.id, object{"name": name})})
	}
}

func (s *Server) listTeams(w http.ResponseWriter, r *http.Request) {
	var all []object
	for _, name := range s.Teams {
		all = append(all, resource("teams", "team-"+name, object{"name": name}))
	}
	page(w, r, all, nil)
}

func (s *Server) listMembers(w http.ResponseWriter, r *http.Request) {
	var all []object
	for _, email := range s.Members {
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
func (s *Server) registerTeams(full func(http.HandlerFunc) http.HandlerFunc) {
	for _, kind := range []teamKind{
		{"team-workspaces", "filter[workspace][id]", "workspace", func(id string) *[]*item {
			if w := s.byID(id); w != nil {
				return &w.teams
			}
			return nil
		}},
		{"team-projects", "filter[project][id]", "project", func(id string) *[]*item {
			if p := s.projectByID(id); p != nil {
				return &p.teams
			}
			return nil
		}},
	} {
		s.routes.HandleFunc("GET /api/v2/"+kind.path, full(s.listAccess(kind)))
		s.routes.HandleFunc("POST /api/v2/"+kind.path, full(s.giveAccess(kind)))
		s.routes.HandleFunc("PATCH /api/v2/"+kind.path+"/{item}", full(s.changeAccess(kind)))
	}
}

func (k teamKind) show(i *item) object {
	o := resource(k.path, i.id, i.attributes)
	o["relationships"] = object{"team": ref("teams", text(i.relations["team"]))}
	return o
}

func (s *Server) listAccess(k teamKind) http.HandlerFunc {
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

func (s *Server) giveAccess(k teamKind) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		d := read(r)
		list, team := k.of(d.one(k.relation)), d.one("team")
		switch {
		case list == nil:
			notFound(w)
		case slices.ContainsFunc(*list, func(i *item) bool { return i.relations["team"] == team }):
			s.invalid(w, "Team has already been taken")
		default:
			i := s.newItem(k.path, d)
			i.relations["team"] = team
			*list = append(*list, i)
			write(w, http.StatusCreated, object{"data": k.show(i)})
		}
	}
}

func (s *Server) changeAccess(k teamKind) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		access := read(r).Data.Attributes["access"]
		for _, list := range s.allTeams() {
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

func (s *Server) allTeams() [][]*item {
	var out [][]*item
	for _, w := range s.workspaces {
		out = append(out, w.teams)
	}
	for _, p := range s.projects {
		out = append(out, p.teams)
	}
	return out
}
