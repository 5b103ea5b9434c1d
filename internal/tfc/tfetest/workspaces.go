package tfetest

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
)

var validName = regexp.MustCompile(`^[A-Za-z0-9_-]{1,90}$`)

// unknownSettings are those that a lacking server does not know: it takes them
// without a word and forgets them.
var unknownSettings = []string{"auto-apply-run-trigger", "project-remote-state", "setting-overwrites"}

// workspaces are the routes of workspaces and their tags.
type workspaces struct{ server *Server }

// show is a workspace as the API shows it. Relations that a lacking server does
// not have are missing.
func (on workspaces) show(w *Workspace) object {
	attributes := object{"name": w.Name, "tag-names": w.Flat, "resource-count": w.Resources, "created-at": "2026-01-01T00:00:00Z", "vcs-repo": nil}
	for key, value := range w.Settings {
		attributes[key] = value
	}
	relations := object{"organization": ref("organizations", Organization)}
	relations["current-run"] = ref("runs", "")
	if len(w.Runs) > 0 {
		relations["current-run"] = ref("runs", w.Runs[len(w.Runs)-1].ID)
	}
	if !on.server.Lacking {
		relations["project"] = ref("projects", w.ProjectID)
		relations["current-state-version"] = ref("state-versions", "")
		if w.HasState {
			relations["current-state-version"] = ref("state-versions", "sv-"+w.ID)
		}
	}
	o := resource("workspaces", w.ID, attributes)
	o["relationships"] = relations
	return o
}

// listWorkspaces lists those that are old enough for the list to know.
func (on workspaces) listWorkspaces(w http.ResponseWriter, r *http.Request) {
	var all, included []object
	include := r.URL.Query().Get("include")
	if on.server.Lacking {
		if strings.Contains(include, "outputs") && slices.ContainsFunc(on.server.workspaces, func(ws *Workspace) bool { return !ws.HasState }) {
			notFound(w)
			return
		}
		include = ""
	}
	sorted := slices.Clone(on.server.workspaces)
	slices.SortFunc(sorted, func(a, b *Workspace) int { return strings.Compare(a.Name, b.Name) })
	for _, ws := range sorted {
		if on.server.seen-ws.born < on.server.Lag {
			continue
		}
		o := on.show(ws)
		included = append(included, on.include(o, ws, include)...)
		all = append(all, o)
	}
	page(w, r, all, included)
}

// include adds what the request asks for beside the workspace.
func (on workspaces) include(o object, ws *Workspace, include string) []object {
	var out []object
	relations := o["relationships"].(object)
	if strings.Contains(include, "effective_tag_bindings") {
		var refs []object
		for key, value := range ws.Tags {
			id := ws.ID + "/" + key
			refs = append(refs, object{"type": "effective-tag-bindings", "id": id})
			out = append(out, resource("effective-tag-bindings", id, object{"key": key, "value": value}))
		}
		relations["effective-tag-bindings"] = object{"data": append([]object{}, refs...)}
	}
	if strings.Contains(include, "current_run") && len(ws.Runs) > 0 {
		run := ws.Runs[len(ws.Runs)-1]
		out = append(out, resource("runs", run.ID, object{"status": run.Status, "message": run.Message}))
	}
	if strings.Contains(include, "outputs") {
		var refs []object
		for name, value := range ws.Outputs {
			id := "wsout-" + ws.ID + name
			refs = append(refs, object{"type": "workspace-outputs", "id": id})
			out = append(out, resource("workspace-outputs", id, object{"name": name, "value": value, "sensitive": false}))
		}
		relations["outputs"] = object{"data": append([]object{}, refs...)}
	}
	return out
}

func (on workspaces) readByName(w http.ResponseWriter, r *http.Request) {
	ws := on.server.named(r.PathValue("name"))
	if ws == nil {
		notFound(w)
		return
	}
	on.readWorkspace(w, r, ws)
}

func (on workspaces) readWorkspace(w http.ResponseWriter, _ *http.Request, ws *Workspace) {
	write(w, http.StatusOK, object{"data": on.show(ws)})
}

func (on workspaces) createWorkspace(w http.ResponseWriter, r *http.Request) {
	d := read(r)
	name := text(d.Data.Attributes["name"])
	if problem := on.check(nil, name, d.Data.Attributes); problem != "" {
		on.server.invalid(w, problem)
		return
	}
	ws := on.server.add(name)
	ws.born = on.server.seen
	on.set(ws, d)
	if !on.server.Lacking && ws.ProjectID == "" && len(on.server.projects) > 0 {
		ws.ProjectID = on.server.projects[0].id
	}
	write(w, http.StatusCreated, object{"data": on.show(ws)})
}

func (on workspaces) updateWorkspace(w http.ResponseWriter, r *http.Request, ws *Workspace) {
	d := read(r)
	name := text(d.Data.Attributes["name"])
	if name == "" {
		name = ws.Name
	}
	if problem := on.check(ws, name, d.Data.Attributes); problem != "" {
		on.server.invalid(w, problem)
		return
	}
	ws.Name = name
	on.set(ws, d)
	write(w, http.StatusOK, object{"data": on.show(ws)})
}

// check validates a workspace's new attributes.
func (on workspaces) check(self *Workspace, name string, attributes object) string {
	other := on.server.named(name)
	patterns, _ := attributes["trigger-patterns"].([]any)
	prefixes, sent := attributes["trigger-prefixes"].([]any)
	if self != nil && !sent {
		prefixes, _ = self.Settings["trigger-prefixes"].([]any)
	}
	vcs, _ := attributes["vcs-repo"].(object)
	switch {
	case !validName.MatchString(name):
		return "Name can only include letters, numbers, -, and _"
	case other != nil && other != self:
		return "Name has already been taken"
	case len(patterns) > 0 && len(prefixes) > 0:
		return "Trigger patterns and trigger prefixes are exclusive"
	case vcs != nil && (vcs["identifier"] == nil || (vcs["oauth-token-id"] == nil && vcs["github-app-installation-id"] == nil)):
		return "VCS repo must have identifier and a connection"
	}
	return ""
}

// set takes over what the body says.
func (on workspaces) set(ws *Workspace, d document) {
	for key, value := range d.Data.Attributes {
		if key == "name" || (on.server.Lacking && slices.Contains(unknownSettings, key)) {
			continue
		}
		ws.Settings[key] = value
	}
	if on.server.Lacking {
		for _, t := range d.many("tags") {
			ws.Flat = append(ws.Flat, text(t.Attributes["name"]))
		}
		return
	}
	if id := d.one("project"); projectByID(on.server.projects, id) != nil {
		ws.ProjectID = id
	}
	for _, t := range d.many("tag-bindings") {
		ws.Tags[text(t.Attributes["key"])] = text(t.Attributes["value"])
	}
	for _, t := range d.many("tags") {
		ws.Flat = append(ws.Flat, text(t.Attributes["name"]))
	}
}

func (on workspaces) addTags(w http.ResponseWriter, r *http.Request, ws *Workspace) {
	for _, t := range references(r) {
		if name := text(t.Attributes["name"]); !slices.Contains(ws.Flat, name) {
			ws.Flat = append(ws.Flat, name)
		}
	}
	w.WriteHeader(http.StatusNoContent)
}

func (on workspaces) listBindings(w http.ResponseWriter, r *http.Request, ws *Workspace) {
	var all []object
	for key, value := range ws.Tags {
		all = append(all, resource("tag-bindings", ws.ID+"/"+key, object{"key": key, "value": value}))
	}
	page(w, r, all, nil)
}

func (on workspaces) addBindings(w http.ResponseWriter, r *http.Request, ws *Workspace) {
	for _, t := range references(r) {
		ws.Tags[text(t.Attributes["key"])] = text(t.Attributes["value"])
	}
	on.listBindings(w, r, ws)
}

func (on workspaces) safeDelete(w http.ResponseWriter, _ *http.Request, ws *Workspace) {
	if ws.Resources > 0 {
		fail(w, http.StatusConflict, "conflict", "Workspace cannot be safely deleted because it is still managing resources")
		return
	}
	on.remove(ws)
	w.WriteHeader(http.StatusNoContent)
}

func (on workspaces) remove(ws *Workspace) {
	on.server.workspaces = slices.DeleteFunc(on.server.workspaces, func(o *Workspace) bool { return o == ws })
	for _, o := range on.server.workspaces {
		o.consumers = slices.DeleteFunc(o.consumers, func(id string) bool { return id == ws.ID })
		o.triggers = slices.DeleteFunc(o.triggers, func(t *item) bool { return t.relations["sourceable"] == ws.ID })
	}
}
