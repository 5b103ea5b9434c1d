package tfetest

import (
	"slices"
	"strings"
	"time"
)

// state is what the server holds.
type state struct {
	projects   []*project
	workspaces []*Workspace
	sets       []*Set
	stamp      time.Time
}

type project struct {
	id, name string
	teams    []*item // type team-projects
}

// item is a small resource: attributes and a relation or two.
type item struct {
	id         string
	attributes object
	relations  object
}

// Workspace is a workspace on the server.
type Workspace struct {
	ID, Name  string
	Settings  map[string]any // attributes
	ProjectID string
	Tags      map[string]string
	Flat      []string
	Resources int // as the workspace counts them
	Hidden    int // in the state, of a server that does not count
	HasState  bool
	Outputs   map[string]any
	Runs      []Run

	consumers     []string // IDs
	triggers      []*item
	variables     []*item
	notifications []*item
	teams         []*item
	born          int // number of the request that made it
}

// Untie takes away the workspace's run triggers, and who may read its state, as
// somebody may do by hand.
func (w *Workspace) Untie() { w.consumers, w.triggers = nil, nil }

// Run is a run of a workspace.
type Run struct{ ID, Status, Message string }

// Set is a variable set.
type Set struct {
	ID, Name, Description string
	Projects, Workspaces  []string
	variables             []*item
}

// Put makes a variable set, as somebody may do by hand.
func (s *Server) Put(set *Set) {
	s.mu.Lock()
	defer s.mu.Unlock()
	set.ID = s.id("varset")
	s.sets = append(s.sets, set)
}

// Notify gives a workspace a notification configuration with these attributes.
func (s *Server) Notify(name string, attributes map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := s.named(name)
	var d document
	d.Data.Attributes = attributes
	w.notifications = append(w.notifications, routing{s}.newItem("notification-configurations", d))
}

// Variables calls f with the attributes of each variable of a workspace.
func (s *Server) Variables(name string, f func(attributes map[string]any)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range s.named(name).variables {
		f(v.attributes)
	}
}

// Notifications calls f with the attributes of each notification of a workspace.
func (s *Server) Notifications(name string, f func(attributes map[string]any)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, n := range s.named(name).notifications {
		f(n.attributes)
	}
}

// With calls f with a workspace while nothing else happens; it makes one when
// there is none of that name.
func (s *Server) With(name string, f func(*Workspace)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := s.named(name)
	if w == nil {
		w = s.add(name)
	}
	f(w)
}

// Remove deletes a workspace, and what it is tied to.
func (s *Server) Remove(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	workspaces{s}.remove(s.named(name))
}

// Names are the workspaces' names, sorted.
func (s *Server) Names() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, w := range s.workspaces {
		out = append(out, w.Name)
	}
	slices.Sort(out)
	return out
}

func (s *Server) named(name string) *Workspace {
	for _, w := range s.workspaces {
		if w.Name == name {
			return w
		}
	}
	return nil
}

func (s *Server) byID(id string) *Workspace {
	for _, w := range s.workspaces {
		if w.ID == id {
			return w
		}
	}
	return nil
}

func (s *Server) add(name string) *Workspace {
	w := &Workspace{ID: s.id("ws"), Name: name, Settings: map[string]any{
		"execution-mode": "remote", "file-triggers-enabled": true, "speculative-enabled": true, "description": "", "working-directory": "",
		"auto-apply": false, "auto-apply-run-trigger": false, "global-remote-state": false, "terraform-version": "1.11.4",
		"trigger-patterns": []any{}, "trigger-prefixes": []any{},
	}, Tags: map[string]string{}, Outputs: map[string]any{}, born: -1 << 30}
	s.workspaces = append(s.workspaces, w)
	return w
}

func projectByID(all []*project, id string) *project {
	for _, p := range all {
		if p.id == id {
			return p
		}
	}
	return nil
}

// Dump writes everything in a form that two equal servers share: names in the
// place of IDs, sorted.
func (s *Server) Dump() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var lines []string
	add := func(parts ...string) { lines = append(lines, strings.Join(parts, " ")) }
	name := func(id string) string {
		if w := s.byID(id); w != nil {
			return w.Name
		}
		if p := projectByID(s.projects, id); p != nil {
			return p.name
		}
		return "gone"
	}
	for _, p := range s.projects {
		add("project", p.name)
		for _, t := range p.teams {
			add("project", p.name, "team", text(t.relations["team"]), text(t.attributes["access"]))
		}
	}
	for _, w := range s.workspaces {
		dumpWorkspace(w, name, add)
	}
	for _, set := range s.sets {
		add("set", set.Name)
		if set.Description != "" {
			add("set", set.Name, "says", set.Description)
		}
		for _, id := range append(slices.Clone(set.Projects), set.Workspaces...) {
			add("set", set.Name, "on", name(id))
		}
		for _, v := range set.variables {
			add("set", set.Name, "variable", text(v.attributes["key"]), text(v.attributes["value"]))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n") + "\n"
}

func dumpWorkspace(w *Workspace, name func(string) string, add func(...string)) {
	add("workspace", w.Name, "in", name(w.ProjectID))
	for key, value := range w.Settings {
		if key == "description" { // holds a digest of IDs, which differ
			before, _, _ := strings.Cut(text(value), " Wiring ")
			wired := ""
			if before != text(value) {
				wired = "wired"
			}
			add("workspace", w.Name, key, before, wired)
			continue
		}
		add("workspace", w.Name, key, text(value))
	}
	for key, value := range w.Tags {
		add("workspace", w.Name, "tag", key, value)
	}
	for _, tag := range w.Flat {
		add("workspace", w.Name, "tag", tag)
	}
	for _, id := range w.consumers {
		add("workspace", w.Name, "read by", name(id))
	}
	for _, t := range w.triggers {
		add("workspace", w.Name, "started by", name(text(t.relations["sourceable"])))
	}
	for _, v := range w.variables {
		add("workspace", w.Name, "variable", text(v.attributes["key"]), text(v.attributes["value"]))
	}
	for _, n := range w.notifications {
		add("workspace", w.Name, "notification", text(n.attributes["name"]), text(n.attributes["triggers"]))
		if n.attributes["enabled"] == false {
			add("workspace", w.Name, "notification", text(n.attributes["name"]), "disabled")
		}
	}
	for _, t := range w.teams {
		add("workspace", w.Name, "team", text(t.relations["team"]), text(t.attributes["access"]))
	}
	for _, r := range w.Runs {
		add("workspace", w.Name, "run", r.Message)
	}
}

// Link adds a run trigger, as somebody may do by hand.
func (s *Server) Link(source, to string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := s.named(to)
	w.triggers = append(w.triggers, &item{id: s.id("rt"), relations: object{"sourceable": s.named(source).ID}})
}

// Projects are the IDs of the projects.
func (s *Server) Projects() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, p := range s.projects {
		out = append(out, p.id)
	}
	return out
}
