package tfetest

import (
	"net/http"
	"slices"
)

// links are the routes of what ties workspaces: state consumers and run triggers.
type links struct{ server *Server }

func (on links) listConsumers(w http.ResponseWriter, r *http.Request, ws *Workspace) {
	var all []object
	for _, id := range ws.consumers {
		if o := on.server.byID(id); o != nil {
			all = append(all, workspaces(on).show(o))
		}
	}
	page(w, r, all, nil)
}

func (on links) addConsumers(w http.ResponseWriter, r *http.Request, ws *Workspace) {
	for _, c := range references(r) {
		if on.server.byID(c.ID) == nil {
			notFound(w)
			return
		}
		if !slices.Contains(ws.consumers, c.ID) {
			ws.consumers = append(ws.consumers, c.ID)
		}
	}
	w.WriteHeader(http.StatusNoContent)
}

func (on links) removeConsumers(w http.ResponseWriter, r *http.Request, ws *Workspace) {
	for _, c := range references(r) {
		ws.consumers = slices.DeleteFunc(ws.consumers, func(id string) bool { return id == c.ID })
	}
	w.WriteHeader(http.StatusNoContent)
}

func (on links) showTrigger(ws *Workspace, t *item) object {
	source := on.server.byID(text(t.relations["sourceable"]))
	attributes := object{"workspace-name": ws.Name, "sourceable-name": source.Name, "created-at": "2026-01-01T00:00:00Z"}
	if on.server.Terse {
		delete(attributes, "sourceable-name")
	}
	o := resource("run-triggers", t.id, attributes)
	o["relationships"] = object{"workspace": ref("workspaces", ws.ID), "sourceable": ref("workspaces", source.ID)}
	return o
}

func (on links) listTriggers(w http.ResponseWriter, r *http.Request, ws *Workspace) {
	var all []object
	if r.URL.Query().Get("filter[run-trigger][type]") != "inbound" {
		fail(w, http.StatusUnprocessableEntity, "invalid filter", "only inbound triggers are listed here")
		return
	}
	for _, t := range ws.triggers {
		all = append(all, on.showTrigger(ws, t))
	}
	page(w, r, all, nil)
}

func (on links) createTrigger(w http.ResponseWriter, r *http.Request, ws *Workspace) {
	id := read(r).one("sourceable")
	taken := slices.ContainsFunc(ws.triggers, func(t *item) bool { return t.relations["sourceable"] == id })
	switch {
	case on.server.byID(id) == nil:
		notFound(w)
	case taken:
		on.server.invalid(w, "Sourceable has already been taken")
	case id == ws.ID:
		on.server.invalid(w, "Sourceable can't be the workspace itself")
	case len(ws.triggers) >= 20:
		on.server.invalid(w, "Workspace can have 20 run triggers at most")
	default:
		t := &item{id: on.server.id("rt"), relations: object{"sourceable": id}}
		ws.triggers = append(ws.triggers, t)
		write(w, http.StatusCreated, object{"data": on.showTrigger(ws, t)})
	}
}

func (on links) deleteTrigger(w http.ResponseWriter, r *http.Request) {
	for _, ws := range on.server.workspaces {
		if i := slices.IndexFunc(ws.triggers, func(t *item) bool { return t.id == r.PathValue("item") }); i >= 0 {
			ws.triggers = slices.Delete(ws.triggers, i, i+1)
			w.WriteHeader(http.StatusNoContent)
			return
		}
	}
	notFound(w)
}

// runs are the routes of runs, states and outputs.
type runs struct{ server *Server }

func (on runs) listRuns(w http.ResponseWriter, r *http.Request, ws *Workspace) {
	var all []object
	for i := len(ws.Runs) - 1; i >= 0; i-- {
		all = append(all, resource("runs", ws.Runs[i].ID, object{"status": ws.Runs[i].Status, "message": ws.Runs[i].Message, "plan-only": false}))
	}
	page(w, r, all, nil)
}

func (on runs) createRun(w http.ResponseWriter, r *http.Request) {
	d := read(r)
	ws := on.server.byID(d.one("workspace"))
	if ws == nil {
		notFound(w)
		return
	}
	ws.Runs = append(ws.Runs, Run{ID: on.server.id("run"), Status: "pending", Message: text(d.Data.Attributes["message"])})
	run := ws.Runs[len(ws.Runs)-1]
	write(w, http.StatusCreated, object{"data": resource("runs", run.ID, object{"status": run.Status})})
}

func (on runs) currentState(w http.ResponseWriter, _ *http.Request, ws *Workspace) {
	if !ws.HasState {
		notFound(w)
		return
	}
	write(w, http.StatusOK, object{"data": resource("state-versions", "sv-"+ws.ID, object{
		"serial": 1, "hosted-state-download-url": "https://" + on.server.Host() + "/state/" + ws.ID,
	})})
}

// download is the state itself, which is no JSON:API.
func (on runs) download(w http.ResponseWriter, r *http.Request) {
	ws := on.server.byID(r.PathValue("id"))
	if ws == nil || !ws.HasState {
		notFound(w)
		return
	}
	var resources []object
	for range ws.Hidden {
		resources = append(resources, object{"mode": "managed", "type": "aws_vpc", "name": "main", "instances": []object{{}}})
	}
	resources = append(resources, object{"mode": "data", "type": "aws_region", "name": "current", "instances": []object{{}}})
	w.Header().Set("Content-Type", "application/json")
	write(w, http.StatusOK, object{"version": 4, "resources": resources})
}

func (on runs) outputs(w http.ResponseWriter, r *http.Request, ws *Workspace) {
	if !ws.HasState {
		notFound(w)
		return
	}
	var all []object
	for name, value := range ws.Outputs {
		all = append(all, resource("state-version-outputs", "wsout-"+ws.ID+name, object{"name": name, "value": value, "sensitive": false}))
	}
	page(w, r, all, nil)
}
