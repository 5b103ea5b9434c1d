package workspace

import "slices"

// settings are what is sent when a workspace is made.
func (r *Reconciler) settings(w *Workspace, f Features) Settings {
	s := Settings{}
	for name, value := range w.Settings {
		if (name != Project || f.Has(Projects)) && name != TriggerPrefixes {
			s[name] = value
		}
	}
	s[Description] = stamp{unit: w.Unit, environment: w.Environment, repository: r.Desired.Repository}.String()
	return s
}

func created(s Settings, f Features) []Field {
	var out []Field
	for _, name := range order {
		if value := s[name]; value != "" && name != Name && (name != Project || f.Has(Projects)) {
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
