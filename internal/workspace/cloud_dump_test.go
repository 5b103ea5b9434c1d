package workspace

import (
	"fmt"
	"slices"
	"strings"
)

// dump is all that the server holds, by names, in an order of its own.
func (c *cloud) dump() string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	projects := map[string]string{}
	for name, id := range c.projects {
		projects[id] = name
		say("project %s", name)
		for _, a := range c.teams[id] {
			say("project %s: team %s may %s", name, a.Team, a.Access)
		}
	}
	for _, s := range c.spaces {
		c.dumpSpace(s, projects, func(format string, args ...any) { say("%s: "+format, append([]any{s.Name()}, args...)...) })
	}
	for _, s := range c.sets {
		for _, v := range s.Variables {
			say("set %s: %s %s = %s", s.Name, v.Category, v.Key, v.Value)
		}
		for _, id := range s.Projects {
			say("set %s: in project %s", s.Name, projects[id])
		}
		for _, id := range s.Workspaces {
			say("set %s: in workspace %s", s.Name, c.find(id).Name())
		}
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

func (c *cloud) dumpSpace(s *space, projects map[string]string, say func(format string, args ...any)) {
	for name, value := range s.Settings {
		if name == Project {
			value = projects[value]
		}
		if name == Description { // its digest holds IDs
			stamp, _ := readStamp(value)
			value = fmt.Sprint(stamp.unit, " ", stamp.environment, " wired ", stamp.digest != "", " but ", stamp.ignored)
		}
		say("%s = %s", name, strings.ReplaceAll(value, "\n", " "))
	}
	say("tags %v %v", s.Bindings, s.Flat)
	for _, l := range s.Triggers {
		say("started by %s", c.find(l.WorkspaceID).Name())
	}
	for _, l := range s.Consumers {
		say("read by %s", c.find(l.WorkspaceID).Name())
	}
	for _, v := range s.Variables {
		say("variable %s %s = %s", v.Category, v.Key, v.Value)
	}
	for _, n := range s.Notifications {
		say("notification %s to %s%v on %v", n.Name, n.URL, n.Addresses, n.Triggers)
	}
	for _, a := range s.Teams {
		say("team %s may %s", a.Team, a.Access)
	}
}
