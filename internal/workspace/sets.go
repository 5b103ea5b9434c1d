package workspace

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

const keptBegin = "Kept by scaffold from scaffold.hcl"

// Kept is the description of a variable set that scaffold made: whose it is.
func Kept(repository string) string { return keptBegin + " of " + repository + "." }

// keeper is the repository whose set it is; it is empty where the description
// does not say, and ours is false for sets that scaffold did not make.
func keeper(description string) (repository string, ours bool) {
	rest, ours := strings.CutPrefix(description, keptBegin)
	if !ours {
		return "", false
	}
	return strings.TrimSuffix(strings.TrimPrefix(rest, " of "), "."), true
}

// ourSet tells whether a set on the server is one that the code asks for, or did.
func (r *Reconciler) ourSet(s Set) bool {
	repository, ours := keeper(s.Description)
	return r.wantedSet(s.Name) || (ours && strings.EqualFold(repository, r.Desired.Repository))
}

func (r *Reconciler) wantedSet(name string) bool {
	return slices.ContainsFunc(r.Desired.Sets, func(s Set) bool { return s.Name == name })
}

// planSets compares the variable sets.
func (r *Reconciler) planSets(p *Plan) error {
	var problems diag.List
	for _, s := range r.Desired.Sets {
		problems = problems.Append(r.planSet(p, s))
	}
	for _, s := range p.shared.Sets {
		if !r.wantedSet(s.Name) && len(r.Units) == 0 {
			p.ids.Sets[s.Name] = s.ID
			r.dropSet(p, s)
		}
	}
	return problems.Err()
}

// planSet compares a variable set. It is attached to its environments' projects,
// or to their workspaces where the server has no projects.
func (r *Reconciler) planSet(p *Plan, want Set) error {
	have := Set{Description: Kept(r.Desired.Repository)}
	if i := slices.IndexFunc(p.shared.Sets, func(s Set) bool { return s.Name == want.Name }); i >= 0 {
		have = p.shared.Sets[i]
		p.ids.Sets[want.Name] = have.ID
	} else {
		p.add(r, Change{Action: Create, Kind: KindSet, Name: want.Name, Settings: Settings{Description: have.Description}})
	}
	switch repository, ours := keeper(have.Description); {
	case ours && repository == "":
		to := Kept(r.Desired.Repository)
		p.add(r, Change{
			Action: Update, Kind: KindSet, Name: want.Name, ID: have.ID,
			Settings: Settings{Description: to}, Fields: []Field{{Description, have.Description, to}},
		})
	case ours && !strings.EqualFold(repository, r.Desired.Repository):
		return diag.Usagef("the variable set %q exists, and it belongs to the repository %s, not to %s", want.Name, repository, r.Desired.Repository).
			WithHint("give the set of scaffold.hcl another name")
	}
	for _, c := range variableChanges(KindSetVariable, want.Name, want.Variables, have.Variables) {
		p.add(r, c)
	}
	if have.Global {
		p.Notices = append(p.Notices, fmt.Sprintf("the variable set %q is global; scaffold leaves that as it is", want.Name))
		return nil
	}
	r.attach(p, want, have)
	if _, ours := keeper(have.Description); ours && len(r.Units) == 0 {
		r.detach(p, want, have)
	}
	return nil
}

// attach adds what a set lacks.
func (r *Reconciler) attach(p *Plan, want, have Set) {
	on, ids, attached, seen := KindProject, p.ids.Projects, have.Projects, map[string]bool{}
	if !p.Features.Has(Projects) {
		on, ids, attached = KindWorkspace, p.ids.Workspaces, have.Workspaces
	}
	for _, w := range r.Desired.Workspaces {
		name := w.Settings[Project]
		if on == KindWorkspace {
			name = w.Name
		}
		if seen[name] || !slices.Contains(want.Environments, w.Environment) || !r.selected(w) {
			continue
		}
		seen[name] = true
		if id := ids[name]; id == "" || !slices.Contains(attached, id) {
			p.add(r, Change{Action: Create, Kind: KindAttachment, Name: name, Parent: want.Name, On: on})
		}
	}
}

// detach takes a set off the projects and workspaces of environments that are not
// its own; off what the code does not know with --prune alone.
func (r *Reconciler) detach(p *Plan, want, have Set) {
	projects, workspaces, wanted := map[string]string{}, map[string]string{}, map[string]bool{}
	for _, w := range r.Desired.Workspaces {
		here := slices.Contains(want.Environments, w.Environment)
		project := w.Settings[Project]
		projects[p.ids.Projects[project]] = project
		wanted[p.ids.Projects[project]] = wanted[p.ids.Projects[project]] || here
		if a := p.found[w.Name]; a != nil {
			workspaces[a.ID], wanted[a.ID] = w.Name, here
			if now := a.Settings[Project]; now != "" { // it may be about to move
				projects[p.ids.Projects[now]] = now
			}
		}
	}
	var stays []string
	take := func(on Kind, attached []string, known, all map[string]string) {
		for _, id := range attached {
			name := cmp.Or(known[id], all[id], id)
			switch {
			case wanted[id]:
			case known[id] != "" || r.Prune:
				p.add(r, Change{Action: Remove, Kind: KindAttachment, Name: name, Parent: want.Name, On: on, ID: id})
			default:
				stays = append(stays, name)
			}
		}
	}
	others := map[string]string{}
	for name, id := range p.ids.Projects {
		others[id] = name
	}
	take(KindProject, have.Projects, projects, others)
	take(KindWorkspace, have.Workspaces, workspaces, p.names)
	if len(stays) > 0 {
		p.Notices = append(p.Notices, fmt.Sprintf("the variable set %q stays attached to %s, which no code knows; --prune takes it off", want.Name, strings.Join(stays, ", ")))
	}
}

// dropSet takes a set that no code asks for any more off all that it was attached
// to. With --prune it is deleted, unless somebody keeps variables of their own
// in it.
func (r *Reconciler) dropSet(p *Plan, have Set) {
	theirs := slices.ContainsFunc(have.Variables, func(v Variable) bool { return v.Description != ours })
	switch {
	case r.Prune && !theirs:
		p.add(r, Change{Action: Remove, Kind: KindSet, Name: have.Name, ID: have.ID})
		return
	case theirs:
		p.Notices = append(p.Notices, fmt.Sprintf("no code asks for the variable set %q any more; it holds variables that scaffold did not make, so it is yours to delete", have.Name))
	default:
		p.Notices = append(p.Notices, fmt.Sprintf("no code asks for the variable set %q any more; --prune deletes it", have.Name))
	}
	r.detach(p, Set{Name: have.Name}, have)
}
