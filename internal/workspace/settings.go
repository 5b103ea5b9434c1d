package workspace

import (
	"maps"
	"slices"
)

// wanted are a workspace's settings on a server with these features. Where state
// can't be granted to single workspaces, that of one which others read is open to
// all, as nothing could read it otherwise; about others nothing is said.
func (w *Workspace) wanted(f Features) Settings {
	if f.Has(Consumers) {
		return w.Settings
	}
	s := maps.Clone(w.Settings)
	delete(s, GlobalState)
	if len(w.Readers) > 0 && !f.Hidden[Consumers] {
		s[GlobalState] = "true"
	}
	return s
}

// Opened are how many workspaces have a state that is open to the whole
// organization, as the server can't grant it to single ones.
func (d *Desired) Opened(f Features) int {
	n := 0
	for _, w := range d.Workspaces {
		if w.wanted(f)[GlobalState] == "true" {
			n++
		}
	}
	return n
}

// settings are what is sent when a workspace is made.
func (r *Reconciler) settings(w *Workspace, f Features) Settings {
	s := Settings{}
	for name, value := range w.wanted(f) {
		if (name != Project || f.Has(Projects)) && name != TriggerPrefixes {
			s[name] = value
		}
	}
	if s[GlobalState] == "" {
		s[GlobalState] = w.Settings[GlobalState]
	}
	s[Description] = stamp{unit: w.Unit, environment: w.Environment, repository: r.Desired.Repository}.String()
	return s
}

func created(w *Workspace, f Features) []Field {
	var out []Field
	for _, name := range order {
		if value := w.wanted(f)[name]; value != "" && name != Name && (name != Project || f.Has(Projects)) {
			out = append(out, Field{name, "", value})
		}
	}
	return out
}

// connection are the settings that are sent whole or not at all.
var connection = []string{VCSRepository, VCSBranch, VCSInstallation, VCSToken}

// changed are the settings that fields ask for.
func changed(fields []Field, w *Workspace) Settings {
	s := Settings{}
	for _, f := range fields {
		s[f.Name] = f.New
		if slices.Contains(connection, f.Name) {
			for _, name := range connection {
				if value, ok := w.Settings[name]; ok {
					s[name] = value
				}
			}
		}
	}
	return s
}
