package workspace

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// differences are the settings that differ from those wanted, in order. What
// the server lacks or is known to ignore is left out.
func differences(want Settings, a *Actual, f Features, ignored []string) []Field {
	var out []Field
	for _, name := range order {
		value, wanted := want[name]
		if !wanted || slices.Contains(ignored, name) || (name == Project && !f.Has(Projects)) {
			continue
		}
		have := a.Settings[name]
		if name == Tags {
			have = heldTags(a, value, f)
		}
		if have != value {
			out = append(out, Field{name, have, value})
		}
	}
	return out
}

// heldTags are those of the wanted tags that a workspace has. A server without
// key-value tags gets plain ones, unit:NAME and environment:NAME.
func heldTags(a *Actual, want string, f Features) string {
	if f.Has(TagBindings) && !a.TagsKnown {
		if _, known := readStamp(a.Settings[Description]); known {
			return want // it was stamped after it was tagged
		}
	}
	var held []string
	for _, tag := range Lines(want) {
		key, value, _ := strings.Cut(tag, "=")
		switch {
		case f.Has(TagBindings) && a.Bindings[key] != "":
			held = append(held, key+"="+a.Bindings[key])
		case !f.Has(TagBindings) && (key == "repository" || slices.Contains(a.Flat, key+":"+value)):
			held = append(held, tag)
		}
	}
	return joined(held)
}

// wiringChanges compares what hangs on a workspace with what is wanted. Ties to
// workspaces that the code does not know stay, unless prune is set.
func (r *Reconciler) wiringChanges(p *Plan, w *Workspace, have Wiring) []Change {
	var out []Change
	f := p.Features
	out = append(out, r.linkChanges(p, KindTrigger, w, w.Sources, have.Triggers, f.Has(RunTriggers))...)
	out = append(out, r.linkChanges(p, KindConsumer, w, w.Readers, have.Consumers, f.Has(Consumers))...)
	if f.Has(Variables) {
		out = append(out, variableChanges(KindVariable, w.Name, w.Variables, have.Variables)...)
	}
	if f.Has(Notifications) {
		out = append(out, notificationChanges(w, have.Notifications, p.stamps[w.Name].ignored)...)
	}
	if f.Has(TeamAccess) {
		out = append(out, teamChanges(KindTeam, w.Name, w.Teams, have.Teams)...)
	}
	return out
}

func (r *Reconciler) linkChanges(p *Plan, kind Kind, w *Workspace, want []string, have []Link, supported bool) []Change {
	if !supported {
		return nil
	}
	var out []Change
	held := map[string]bool{}
	for _, l := range have {
		held[l.WorkspaceID] = true
	}
	for _, name := range want {
		if id := p.ids.Workspaces[name]; id == "" || !held[id] {
			out = append(out, Change{Action: Create, Kind: kind, Workspace: w.Name, Name: name})
		}
	}
	known := map[string]string{}
	for name, id := range p.ids.Workspaces {
		known[id] = name
	}
	for _, l := range have {
		name, mine := known[l.WorkspaceID]
		name = cmp.Or(name, p.names[l.WorkspaceID], l.Workspace, l.WorkspaceID, l.ID) // not every list of ties names the other end
		if (mine || r.Prune) && !slices.Contains(want, name) {
			id := l.ID
			if kind == KindConsumer {
				id = l.WorkspaceID
			}
			out = append(out, Change{Action: Remove, Kind: kind, Workspace: w.Name, Name: name, ID: id})
		}
	}
	return out
}

// variableChanges leaves variables alone that scaffold did not make, unless they
// have the name of one that it shall make; sensitive ones it never touches.
func variableChanges(kind Kind, owner string, want, have []Variable) []Change {
	var out []Change
	change := func(action Action, v Variable, id string, fields ...Field) {
		c := Change{Action: action, Kind: kind, Name: v.Key, ID: id, Variable: v, Fields: fields}
		if kind == KindVariable {
			c.Workspace = owner
		} else {
			c.Parent = owner
		}
		out = append(out, c)
	}
	find := func(list []Variable, v Variable) (Variable, bool) {
		i := slices.IndexFunc(list, func(o Variable) bool { return o.Key == v.Key && o.Category == v.Category })
		if i < 0 {
			return Variable{}, false
		}
		return list[i], true
	}
	for _, v := range want {
		old, there := find(have, v)
		switch {
		case !there:
			change(Create, v, "", Field{"value", "", v.Value})
		case !old.Sensitive && (old.Value != v.Value || old.HCL):
			var fields []Field
			if old.Value != v.Value {
				fields = append(fields, Field{"value", old.Value, v.Value})
			}
			if old.HCL {
				fields = append(fields, Field{"hcl", "true", "false"})
			}
			change(Update, v, old.ID, fields...)
		}
	}
	for _, old := range have {
		if _, wanted := find(want, old); !wanted && old.Description == ours {
			change(Remove, old, old.ID)
		}
	}
	return out
}

// notificationChanges compares notifications by name. Of two with one name, as
// two runs at once may make, the older stays, or the one that is not disabled.
func notificationChanges(w *Workspace, have []Notification, ignored []string) []Change {
	have = slices.Clone(have)
	slices.SortFunc(have, func(a, b Notification) int {
		if a.Disabled != b.Disabled {
			return map[bool]int{false: -1, true: 1}[a.Disabled]
		}
		return cmp.Or(a.Created.Compare(b.Created), strings.Compare(a.ID, b.ID))
	})
	var out []Change
	seen := map[string]Notification{}
	for _, old := range have {
		wanted := slices.ContainsFunc(w.Notifications, func(n Notification) bool { return n.Name == old.Name && n.Kind == old.Kind })
		_, twice := seen[old.Name]
		if twice || !wanted {
			if strings.HasPrefix(old.Name, notificationPrefix) {
				out = append(out, Change{Action: Remove, Kind: KindNotification, Workspace: w.Name, Name: old.Name, ID: old.ID})
			}
			continue
		}
		seen[old.Name] = old
	}
	for _, n := range w.Notifications {
		old, there := seen[n.Name]
		if !there {
			if n.Kind == "email" || n.URL != "" {
				out = append(out, Change{Action: Create, Kind: KindNotification, Workspace: w.Name, Name: n.Name, Notification: n})
			}
			continue
		}
		if fields := notificationFields(old, n, ignored); len(fields) > 0 {
			out = append(out, Change{Action: Update, Kind: KindNotification, Workspace: w.Name, Name: n.Name, ID: old.ID, Notification: n, Fields: fields})
		}
	}
	return out
}

// notificationFields are what of a notification differs from what is wanted.
func notificationFields(old, want Notification, ignored []string) []Field {
	var fields []Field
	if old.Disabled {
		fields = append(fields, Field{"enabled", "false", "true"})
	}
	if a, b := joined(old.Triggers), joined(want.Triggers); a != b {
		fields = append(fields, Field{"triggers", a, b})
	}
	if a, b := joined(old.Addresses), joined(want.Addresses); want.Kind == "email" && a != b && !slices.Contains(ignored, Recipients) {
		fields = append(fields, Field{"addresses", a, b})
	}
	if want.Kind != "email" && want.URL != "" && old.URL != "" && old.URL != want.URL {
		fields = append(fields, Field{"url", "(secret)", "(another secret)"})
	}
	return fields
}

// teamChanges gives access and changes its level; what other teams have is
// theirs.
func teamChanges(kind Kind, owner string, want, have []Access) []Change {
	var out []Change
	for _, a := range want {
		c := Change{Action: Create, Kind: kind, Name: a.Team, Access: a, Fields: []Field{{"access", "", a.Access}}}
		if kind == KindTeam {
			c.Workspace = owner
		} else {
			c.Parent = owner
		}
		if i := slices.IndexFunc(have, func(o Access) bool { return o.Team == a.Team }); i >= 0 {
			if have[i].Access == a.Access {
				continue
			}
			c.Action, c.ID, c.Fields[0].Old = Update, have[i].ID, have[i].Access
		}
		out = append(out, c)
	}
	return out
}

// match finds the workspace on the server for each desired one: by unit and
// environment, so that a new name is an update, or else by name.
func (r *Reconciler) match(actual []Actual) (map[string]*Actual, []*Actual, error) {
	byName, byIdentity := map[string]*Actual{}, map[[2]string]*Actual{}
	for i := range actual {
		a := &actual[i]
		byName[a.Name()] = a
		if s, ok := identity(a); ok && s.repository == r.Desired.Repository {
			key := [2]string{s.unit, s.environment}
			if first := byIdentity[key]; first == nil || r.Desired.Workspace(a.Name()) != nil {
				byIdentity[key] = a
			}
		}
	}
	var problems diag.List
	found, taken := map[string]*Actual{}, map[*Actual]bool{}
	for _, w := range r.Desired.Workspaces {
		if a := byIdentity[[2]string{w.Unit, w.Environment}]; a != nil {
			found[w.Name], taken[a] = a, true
		}
	}
	for _, w := range r.Desired.Workspaces {
		if a := byName[w.Name]; found[w.Name] == nil && a != nil && !taken[a] {
			problems = problems.Append(r.foreign(w, a))
			found[w.Name], taken[a] = a, true
		}
	}
	var orphans []*Actual
	for i := range actual {
		if s, ok := identity(&actual[i]); ok && s.repository == r.Desired.Repository && !taken[&actual[i]] {
			orphans = append(orphans, &actual[i])
		}
	}
	return found, orphans, problems.Err()
}

// foreign refuses to take over a workspace that serves another repository.
func (r *Reconciler) foreign(w *Workspace, a *Actual) error {
	owner := a.Settings[VCSRepository]
	if s, ok := identity(a); ok {
		owner = s.repository
	}
	if owner == "" || strings.EqualFold(owner, r.Desired.Repository) {
		return nil
	}
	return diag.Usagef("the workspace %s exists, and it belongs to the repository %s, not to %s", w.Name, owner, r.Desired.Repository).
		WithHint("rename one of them: workspace_name in scaffold.hcl is the pattern of the names here")
}
