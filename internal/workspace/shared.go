package workspace

import (
	"context"
	"fmt"
	"slices"
)

// planShared adds the changes of what is not one workspace's: projects, their
// teams, variable sets.
func (r *Reconciler) planShared(ctx context.Context, p *Plan) error {
	projects := r.projects()
	for _, name := range projects {
		if p.Features.Has(Projects) && p.ids.Projects[name] == "" {
			p.add(r, Change{Action: Create, Kind: KindProject, Name: name})
		}
	}
	var names []string
	for _, s := range r.Desired.Sets {
		names = append(names, s.Name)
	}
	teams := map[string]string{}
	for name := range r.Desired.Teams {
		if id := p.ids.Projects[name]; id != "" {
			teams[name] = id
		}
	}
	var err error
	if p.shared, err = r.Client.Shared(ctx, names, teams, p.Features); err != nil {
		return err
	}
	if p.Features.Has(VariableSets) {
		for _, s := range r.Desired.Sets {
			r.planSet(p, s)
		}
	}
	if p.Features.Has(Projects) && p.Features.Has(TeamAccess) {
		for _, name := range projects {
			for _, c := range teamChanges(KindProjectTeam, name, r.Desired.Teams[name], p.shared.Teams[name]) {
				p.add(r, c)
			}
		}
	}
	return nil
}

// projects are those of the selected units.
func (r *Reconciler) projects() []string {
	var out []string
	for _, w := range r.Desired.Workspaces {
		if name := w.Settings[Project]; r.selected(w) && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// planSet compares a variable set. It is attached to its environments' projects,
// or to their workspaces where the server has no projects.
func (r *Reconciler) planSet(p *Plan, want Set) {
	i := slices.IndexFunc(p.shared.Sets, func(s Set) bool { return s.Name == want.Name })
	have := Set{}
	if i < 0 {
		p.add(r, Change{Action: Create, Kind: KindSet, Name: want.Name})
	} else {
		have = p.shared.Sets[i]
		p.ids.Sets[want.Name] = have.ID
	}
	for _, c := range variableChanges(KindSetVariable, want.Name, want.Variables, have.Variables) {
		p.add(r, c)
	}
	if have.Global {
		p.Notices = append(p.Notices, fmt.Sprintf("the variable set %q is global; scaffold leaves that as it is", want.Name))
		return
	}
	attached, wanted := have.Projects, []string{}
	if !p.Features.Has(Projects) {
		attached = have.Workspaces
	}
	for _, w := range r.Desired.Workspaces {
		if !slices.Contains(want.Environments, w.Environment) || !r.selected(w) {
			continue
		}
		name := w.Settings[Project]
		if !p.Features.Has(Projects) {
			name = w.Name
		}
		if !slices.Contains(wanted, name) {
			wanted = append(wanted, name)
		}
	}
	for _, name := range wanted {
		id := p.ids.Projects[name]
		if !p.Features.Has(Projects) {
			id = p.ids.Workspaces[name]
		}
		if id == "" || !slices.Contains(attached, id) {
			p.add(r, Change{Action: Create, Kind: KindAttachment, Name: name, Parent: want.Name})
		}
	}
}
