package workspace

import (
	"context"
	"maps"
	"slices"
)

// one carries a change of what is shared out. Making what another run made
// meanwhile is no failure.
func (r *run) one(ctx context.Context, c Change) {
	if r.stopped(ctx) || r.waits(c) {
		return
	}
	out, err := r.Client.Carry(finishing(ctx), c, r.plan.ids, r.plan.Features)
	if err != nil && r.there(ctx, c) {
		err = nil
	}
	if err != nil {
		r.fail(c, err)
		return
	}
	switch {
	case c.Kind == KindProject && out.ID != "":
		r.plan.ids.Projects[c.Name] = out.ID
	case c.Kind == KindSet && out.ID != "":
		r.plan.ids.Sets[c.Name] = out.ID
	}
	r.step(c)
}

// there tells whether what a failed change wanted to make is there all the
// same: somebody else made it, or the answer was lost.
func (r *run) there(ctx context.Context, c Change) bool {
	if c.Action != Create {
		return false
	}
	ctx = finishing(ctx)
	switch c.Kind {
	case KindProject:
		all, err := r.Client.Projects(ctx)
		if err == nil {
			maps.Copy(r.plan.ids.Projects, all)
		}
		return all[c.Name] != ""
	case KindSet, KindSetVariable, KindAttachment:
		name := c.Parent
		if c.Kind == KindSet {
			name = c.Name
		}
		shared, err := r.Client.Shared(ctx, func(s Set) bool { return s.Name == name }, nil, r.plan.Features)
		if err != nil || len(shared.Sets) == 0 {
			return false
		}
		s := shared.Sets[0]
		r.plan.ids.Sets[name] = s.ID
		switch c.Kind {
		case KindSetVariable:
			return slices.ContainsFunc(s.Variables, func(v Variable) bool {
				return v.Key == c.Variable.Key && v.Category == c.Variable.Category && v.Value == c.Variable.Value
			})
		case KindAttachment:
			return slices.Contains(s.Projects, r.plan.ids.Projects[c.Name]) || slices.Contains(s.Workspaces, r.plan.ids.Workspaces[c.Name])
		}
		return true
	case KindProjectTeam:
		shared, err := r.Client.Shared(ctx, func(Set) bool { return false }, map[string]string{c.Parent: r.plan.ids.Projects[c.Parent]}, r.plan.Features)
		return err == nil && len(teamChanges(c.Kind, c.Parent, []Access{c.Access}, shared.Teams[c.Parent])) == 0
	}
	return false
}

// supported are the changes without those of what the server turned out to
// lack. They count no longer, nor do those that hang on workspaces.
func (r *run) supported(changes []Change) []Change {
	for name, all := range r.byOwner {
		r.byOwner[name] = slices.DeleteFunc(slices.Clone(all), r.lacking)
		r.count(len(r.byOwner[name]) - len(all))
	}
	out := slices.DeleteFunc(slices.Clone(changes), r.lacking)
	r.count(len(out) - len(changes))
	return out
}
