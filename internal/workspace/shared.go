package workspace

import (
	"context"
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
	teams := map[string]string{}
	for name := range r.Desired.Teams {
		if id := p.ids.Projects[name]; id != "" {
			teams[name] = id
		}
	}
	var err error
	if p.shared, err = r.Client.Shared(ctx, r.ourSet, teams, p.Features); err != nil {
		return err
	}
	if p.Features.Has(VariableSets) {
		if err := r.planSets(p); err != nil {
			return err
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
