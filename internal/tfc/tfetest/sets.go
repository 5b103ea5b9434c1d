package tfetest

import (
	"net/http"
	"slices"
)

// registerSets adds variable sets. They are attached to projects only where
// there are projects.
func (s *Server) registerSets() {
	const base = " /api/v2/varsets/{set}"
	s.routes.HandleFunc("GET /api/v2/organizations/{organization}/varsets", s.inOrganization(func(w http.ResponseWriter, r *http.Request) {
		var all []object
		for _, set := range s.sets {
			all = append(all, showSet(set, !s.Lacking)) // a lacking server's list does not say where
		}
		page(w, r, all, nil)
	}))
	s.routes.HandleFunc("POST /api/v2/organizations/{organization}/varsets", s.inOrganization(func(w http.ResponseWriter, r *http.Request) {
		name := text(read(r).Data.Attributes["name"])
		if slices.ContainsFunc(s.sets, func(o *Set) bool { return o.Name == name }) {
			s.invalid(w, "Name has already been taken")
			return
		}
		set := &Set{ID: s.id("varset"), Name: name}
		s.sets = append(s.sets, set)
		write(w, http.StatusCreated, object{"data": showSet(set, true)})
	}))
	s.routes.HandleFunc("GET"+base, s.onSet(func(w http.ResponseWriter, _ *http.Request, set *Set) {
		write(w, http.StatusOK, object{"data": showSet(set, true)})
	}))
	s.registerSetVariables(base)
	s.routes.HandleFunc("POST"+base+"/relationships/projects", s.onSet(func(w http.ResponseWriter, r *http.Request, set *Set) {
		if s.Lacking {
			s.unknown(w)
			return
		}
		attach(w, r, &set.Projects)
	}))
	s.routes.HandleFunc("POST"+base+"/relationships/workspaces", s.onSet(func(w http.ResponseWriter, r *http.Request, set *Set) {
		attach(w, r, &set.Workspaces)
	}))
}

// registerSetVariables adds the variables of sets.
func (s *Server) registerSetVariables(base string) {
	s.routes.HandleFunc("GET"+base+"/relationships/vars", s.onSet(func(w http.ResponseWriter, r *http.Request, set *Set) {
		var all []object
		for _, v := range set.variables {
			all = append(all, resource("vars", v.id, v.attributes))
		}
		page(w, r, all, nil)
	}))
	s.routes.HandleFunc("POST"+base+"/relationships/vars", s.onSet(s.createSetVariable))
	s.routes.HandleFunc("PATCH"+base+"/relationships/vars/{item}", s.onSet(func(w http.ResponseWriter, r *http.Request, set *Set) {
		for _, v := range set.variables {
			if v.id == r.PathValue("item") {
				for key, value := range read(r).Data.Attributes {
					v.attributes[key] = value
				}
				write(w, http.StatusOK, object{"data": resource("vars", v.id, v.attributes)})
				return
			}
		}
		notFound(w)
	}))
	s.routes.HandleFunc("DELETE"+base+"/relationships/vars/{item}", s.onSet(func(w http.ResponseWriter, r *http.Request, set *Set) {
		set.variables = slices.DeleteFunc(set.variables, func(v *item) bool { return v.id == r.PathValue("item") })
		w.WriteHeader(http.StatusNoContent)
	}))
}

func (s *Server) onSet(h func(http.ResponseWriter, *http.Request, *Set)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		i := slices.IndexFunc(s.sets, func(set *Set) bool { return set.ID == r.PathValue("set") })
		if i < 0 {
			notFound(w)
			return
		}
		h(w, r, s.sets[i])
	}
}

// showSet is a variable set, with what it is attached to if it shall say so.
func showSet(set *Set, whole bool) object {
	o := resource("varsets", set.ID, object{"name": set.Name, "global": false})
	if !whole {
		return o
	}
	var projects, workspaces []object
	for _, id := range set.Projects {
		projects = append(projects, object{"type": "projects", "id": id})
	}
	for _, id := range set.Workspaces {
		workspaces = append(workspaces, object{"type": "workspaces", "id": id})
	}
	o["relationships"] = object{"projects": object{"data": append([]object{}, projects...)}, "workspaces": object{"data": append([]object{}, workspaces...)}}
	return o
}

func (s *Server) createSetVariable(w http.ResponseWriter, r *http.Request, set *Set) {
	d := read(r)
	if slices.ContainsFunc(set.variables, func(v *item) bool { return v.attributes["key"] == d.Data.Attributes["key"] }) {
		s.invalid(w, "Key has already been taken")
		return
	}
	v := s.newItem("vars", d)
	set.variables = append(set.variables, v)
	write(w, http.StatusCreated, object{"data": resource("vars", v.id, v.attributes)})
}

func attach(w http.ResponseWriter, r *http.Request, to *[]string) {
	for _, ref := range references(r) {
		if !slices.Contains(*to, ref.ID) {
			*to = append(*to, ref.ID)
		}
	}
	w.WriteHeader(http.StatusNoContent)
}
