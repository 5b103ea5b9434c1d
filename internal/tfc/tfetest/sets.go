package tfetest

import (
	"net/http"
	"slices"
)

// sets are the routes of variable sets.
type sets struct{ server *Server }

// registerSets adds variable sets. They are attached to projects only where
// there are projects.
func (on sets) registerSets() {
	const base = " /api/v2/varsets/{set}"
	on.server.routes.HandleFunc("GET /api/v2/organizations/{organization}/varsets", routing(on).inOrganization(func(w http.ResponseWriter, r *http.Request) {
		var all []object
		for _, set := range on.server.sets {
			all = append(all, showSet(set, !on.server.Lacking)) // a lacking server's list does not say where
		}
		page(w, r, all, nil)
	}))
	on.server.routes.HandleFunc("POST /api/v2/organizations/{organization}/varsets", routing(on).inOrganization(func(w http.ResponseWriter, r *http.Request) {
		attributes := read(r).Data.Attributes
		name := text(attributes["name"])
		if slices.ContainsFunc(on.server.sets, func(o *Set) bool { return o.Name == name }) {
			on.server.invalid(w, "Name has already been taken")
			return
		}
		set := &Set{ID: on.server.id("varset"), Name: name, Description: text(attributes["description"])}
		on.server.sets = append(on.server.sets, set)
		write(w, http.StatusCreated, object{"data": showSet(set, true)})
	}))
	on.server.routes.HandleFunc("GET"+base, on.onSet(func(w http.ResponseWriter, _ *http.Request, set *Set) {
		write(w, http.StatusOK, object{"data": showSet(set, true)})
	}))
	on.registerSetVariables(base)
	on.server.routes.HandleFunc("POST"+base+"/relationships/projects", on.onSet(func(w http.ResponseWriter, r *http.Request, set *Set) {
		if on.server.Lacking {
			unknown(w, on.server.Lacking)
			return
		}
		on.attach(w, r, &set.Projects)
	}))
	on.server.routes.HandleFunc("POST"+base+"/relationships/workspaces", on.onSet(func(w http.ResponseWriter, r *http.Request, set *Set) {
		on.attach(w, r, &set.Workspaces)
	}))
	on.server.routes.HandleFunc("DELETE"+base+"/relationships/projects", on.onSet(func(w http.ResponseWriter, r *http.Request, set *Set) {
		detach(w, r, &set.Projects)
	}))
	on.server.routes.HandleFunc("DELETE"+base+"/relationships/workspaces", on.onSet(func(w http.ResponseWriter, r *http.Request, set *Set) {
		detach(w, r, &set.Workspaces)
	}))
	on.server.routes.HandleFunc("PATCH"+base, on.onSet(func(w http.ResponseWriter, r *http.Request, set *Set) {
		set.Description = text(read(r).Data.Attributes["description"])
		write(w, http.StatusOK, object{"data": showSet(set, true)})
	}))
	on.server.routes.HandleFunc("DELETE"+base, on.onSet(func(w http.ResponseWriter, _ *http.Request, set *Set) {
		on.server.sets = slices.DeleteFunc(on.server.sets, func(o *Set) bool { return o == set })
		w.WriteHeader(http.StatusNoContent)
	}))
}

// registerSetVariables adds the variables of sets.
func (on sets) registerSetVariables(base string) {
	on.server.routes.HandleFunc("GET"+base+"/relationships/vars", on.onSet(func(w http.ResponseWriter, r *http.Request, set *Set) {
		var all []object
		for _, v := range set.variables {
			all = append(all, resource("vars", v.id, v.attributes))
		}
		page(w, r, all, nil)
	}))
	on.server.routes.HandleFunc("POST"+base+"/relationships/vars", on.onSet(on.createSetVariable))
	on.server.routes.HandleFunc("PATCH"+base+"/relationships/vars/{item}", on.onSet(func(w http.ResponseWriter, r *http.Request, set *Set) {
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
	on.server.routes.HandleFunc("DELETE"+base+"/relationships/vars/{item}", on.onSet(func(w http.ResponseWriter, r *http.Request, set *Set) {
		set.variables = slices.DeleteFunc(set.variables, func(v *item) bool { return v.id == r.PathValue("item") })
		w.WriteHeader(http.StatusNoContent)
	}))
}

func (on sets) onSet(h func(http.ResponseWriter, *http.Request, *Set)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		i := slices.IndexFunc(on.server.sets, func(set *Set) bool { return set.ID == r.PathValue("set") })
		if i < 0 {
			notFound(w)
			return
		}
		h(w, r, on.server.sets[i])
	}
}

// showSet is a variable set, with what it is attached to if it shall say so.
func showSet(set *Set, whole bool) object {
	o := resource("varsets", set.ID, object{"name": set.Name, "description": set.Description, "global": false})
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

func (on sets) createSetVariable(w http.ResponseWriter, r *http.Request, set *Set) {
	d := read(r)
	if slices.ContainsFunc(set.variables, func(v *item) bool { return v.attributes["key"] == d.Data.Attributes["key"] }) {
		on.server.invalid(w, "Key has already been taken")
		return
	}
	v := routing(on).newItem("vars", d)
	set.variables = append(set.variables, v)
	write(w, http.StatusCreated, object{"data": resource("vars", v.id, v.attributes)})
}

func (on sets) attach(w http.ResponseWriter, r *http.Request, to *[]string) {
	for _, ref := range references(r) {
		if !slices.Contains(*to, ref.ID) {
			*to = append(*to, ref.ID)
		} else if on.server.Lacking {
			on.server.invalid(w, "resource already exists")
			return
		}
	}
	w.WriteHeader(http.StatusNoContent)
}

func detach(w http.ResponseWriter, r *http.Request, from *[]string) {
	for _, ref := range references(r) {
		*from = slices.DeleteFunc(*from, func(id string) bool { return id == ref.ID })
	}
	w.WriteHeader(http.StatusNoContent)
}
