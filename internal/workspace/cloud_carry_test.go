package workspace

import (
	"context"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

func (c *cloud) Carry(ctx context.Context, change Change, ids IDs, f Features) (out Outcome, err error) {
	call := change.Title()
	if _, described := change.Settings[Description]; described && change.Action == Update {
		call = "describe workspace " + change.Workspace
	}
	if len(change.Also) > 0 {
		call += ", " + strings.Join(change.Also, ", ")
	}
	err = c.change(ctx, call, func() error {
		switch change.Kind {
		case KindProject, KindWorkspace:
			out, err = c.make(change, ids, f)
		case KindSet, KindSetVariable, KindAttachment, KindProjectTeam:
			out, err = c.share(change, ids, f)
		default:
			err = c.wire(change, ids)
		}
		return err
	})
	if err != nil {
		out = Outcome{}
	}
	return out, err
}

var errThere = diag.Failedf("it is there already")

// make makes projects and workspaces, and changes these.
func (c *cloud) make(change Change, ids IDs, f Features) (Outcome, error) {
	if change.Kind == KindProject {
		if c.projects[change.Name] != "" {
			return Outcome{}, errThere
		}
		if c.projects == nil {
			c.projects = map[string]string{}
		}
		c.projects[change.Name] = c.id("prj")
		return Outcome{ID: c.projects[change.Name]}, nil
	}
	s := c.find(change.ID)
	if change.Action == Create {
		if c.find(change.Settings[Name]) != nil {
			return Outcome{}, errThere
		}
		s = &space{Actual: Actual{ID: c.id("ws"), Settings: Settings{}, Bindings: map[string]string{}, TagsKnown: f.Has(TagBindings)}}
		c.spaces = append(c.spaces, s)
	}
	out := Outcome{ID: s.ID}
	for name, value := range change.Settings {
		switch {
		case slices.Contains(c.ignores, name):
			out.Ignored = append(out.Ignored, name)
		case name == Tags:
			for _, tag := range Lines(value) {
				key, value, _ := strings.Cut(tag, "=")
				if f.Has(TagBindings) && !c.lacks[TagBindings] {
					s.Bindings[key] = value
				} else if f.Lacks[TagBindings] {
					s.Flat = append(s.Flat, key+":"+value)
				}
			}
		case name == Project:
			s.Settings[Project] = ids.Projects[value]
		default:
			s.Settings[name] = value
		}
	}
	return out, nil
}

// wire changes what hangs on one workspace.
func (c *cloud) wire(change Change, ids IDs) error {
	s := c.find(ids.Workspaces[change.Workspace])
	if s == nil {
		return diag.Failedf("there is no workspace %s", change.Workspace)
	}
	if change.Action == Create && c.hangs(s, change, ids.Workspaces[change.Name]) {
		return errThere
	}
	switch change.Kind {
	case KindTrigger:
		s.Triggers = edit(s.Triggers, change, func(l Link) string { return l.ID }, Link{c.id("rt"), ids.Workspaces[change.Name], change.Name})
	case KindConsumer:
		for _, name := range append([]string{change.Name}, change.Also...) {
			if change.Action == Create && tied(s.Consumers, ids.Workspaces[name]) {
				continue // a grant that is there may be given again
			}
			s.Consumers = edit(s.Consumers, change, func(l Link) string { return l.WorkspaceID }, Link{c.id("rc"), ids.Workspaces[name], name})
		}
	case KindVariable:
		s.Variables = edit(s.Variables, change, variableID, c.variable(change))
	case KindNotification:
		n := change.Notification
		n.ID = c.id("nc")
		s.Notifications = edit(s.Notifications, change, func(n Notification) string { return n.ID }, n)
	case KindTeam:
		s.Teams = edit(s.Teams, change, func(a Access) string { return a.ID }, Access{c.id("tws"), change.Access.Team, change.Access.Access})
	}
	return nil
}

// hangs tells what there can be one of, and there is.
func (c *cloud) hangs(s *space, change Change, other string) bool {
	switch change.Kind {
	case KindTrigger:
		return tied(s.Triggers, other)
	case KindVariable:
		return slices.ContainsFunc(s.Variables, func(v Variable) bool { return v.Key == change.Name && v.Category == change.Variable.Category })
	case KindTeam:
		return slices.ContainsFunc(s.Teams, func(a Access) bool { return a.Team == change.Name })
	}
	return false // of notifications there may be many
}

func tied(links []Link, id string) bool {
	return slices.ContainsFunc(links, func(l Link) bool { return l.WorkspaceID == id })
}

func variableID(v Variable) string { return v.ID }

func (c *cloud) variable(change Change) Variable {
	v := change.Variable
	v.ID = c.id("var")
	return v
}

// edit adds a value, or takes the place of the one with the change's ID.
func edit[T any](list []T, change Change, id func(T) string, value T) []T {
	list = slices.DeleteFunc(slices.Clone(list), func(old T) bool { return change.Action != Create && id(old) == change.ID })
	if change.Action == Remove {
		return list
	}
	return append(list, value)
}

// share changes what belongs to no single workspace.
func (c *cloud) share(change Change, ids IDs, f Features) (Outcome, error) {
	name := change.Parent
	if change.Kind == KindSet {
		name = change.Name
	}
	i := slices.IndexFunc(c.sets, func(s *Set) bool { return s.Name == name })
	switch {
	case (change.Kind == KindProjectTeam && ids.Projects[change.Parent] == "") || (change.Kind == KindAttachment && change.Action == Create && change.On == KindProject && ids.Projects[change.Name] == ""):
		return Outcome{}, diag.Failedf("there is no such project")
	case change.Kind == KindProjectTeam:
		id := ids.Projects[change.Parent]
		if c.teams == nil {
			c.teams = map[string][]Access{}
		}
		c.teams[id] = edit(c.teams[id], change, func(a Access) string { return a.ID }, Access{c.id("tprj"), change.Access.Team, change.Access.Access})
	case change.Kind == KindSet && change.Action == Create && i >= 0:
		return Outcome{}, errThere
	case change.Kind == KindSet && change.Action == Remove:
		c.sets = slices.Delete(c.sets, i, i+1)
	case change.Kind == KindSet && i >= 0:
		c.sets[i].Description = change.Settings[Description]
	case change.Kind == KindSet:
		c.sets = append(c.sets, &Set{ID: c.id("varset"), Name: change.Name, Description: change.Settings[Description]})
		return Outcome{ID: c.sets[len(c.sets)-1].ID}, nil
	case i < 0:
		return Outcome{}, diag.Failedf("there is no set %q", name)
	case change.Kind == KindSetVariable:
		c.sets[i].Variables = edit(c.sets[i].Variables, change, variableID, c.variable(change))
	default:
		list, id := &c.sets[i].Projects, ids.Projects[change.Name]
		if change.On == KindWorkspace {
			list, id = &c.sets[i].Workspaces, ids.Workspaces[change.Name]
		}
		switch {
		case change.Action == Remove:
			*list = slices.DeleteFunc(*list, func(other string) bool { return other == change.ID })
		case id == "":
			return Outcome{}, diag.Failedf("an ID is required")
		case slices.Contains(*list, id):
			return Outcome{}, errThere
		default:
			*list = append(*list, id)
		}
	}
	return Outcome{}, nil
}
