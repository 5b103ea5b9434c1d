package workspace

import (
	"context"
	"slices"
)

// wired are the workspaces on which something hangs that this run changes, or
// whose description it has to write.
func (r *run) wired() []*Workspace {
	var out []*Workspace
	for _, w := range r.Desired.Workspaces {
		if r.plan.ids.Workspaces[w.Name] != "" && (len(r.byOwner[w.Name]) > 0 || r.stampNow(w)) {
			out = append(out, w)
		}
	}
	return out
}

// stampNow tells whether a workspace's description is to be written: not for
// those that the run is not about or leaves out of order, nor for old ones when
// it only adds.
func (r *run) stampNow(w *Workspace) bool {
	if !r.near(w) || r.plan.dropped[w.Name] || (r.AddOnly && !r.created[w.Name]) {
		return false
	}
	s := r.plan.stamps[w.Name]
	sum, ok := digest(w, r.plan.ids.Workspaces, r.plan.Features)
	return ok && (r.created[w.Name] || r.adopted[w.Name] || s.digest != sum || s.unit != w.Unit || s.environment != w.Environment || s.repository != r.Desired.Repository)
}

// wire carries out what hangs on one workspace, then writes its description.
func (r *run) wire(ctx context.Context, w *Workspace) {
	if r.stopped(ctx) {
		return
	}
	changes, err := r.byOwner[w.Name], error(nil)
	if r.adopted[w.Name] {
		changes, err = r.again(finishing(ctx), w)
	}
	if err != nil {
		r.fail(Change{Action: Update, Kind: KindWorkspace, Workspace: w.Name}, err)
		return
	}
	r.count(len(changes) - len(r.byOwner[w.Name]))
	notified := false
	changes = slices.DeleteFunc(slices.Clone(changes), r.waits)
	for _, c := range together(changes) {
		if r.stopped(ctx) {
			return
		}
		out, err := r.Client.Carry(finishing(ctx), c, r.plan.ids, r.plan.Features)
		if err != nil && r.settled(finishing(ctx), w, c) {
			err = nil
		}
		if err != nil {
			r.fail(c, err)
			continue
		}
		r.ignore(w.Name, out.Ignored)
		notified = notified || c.Kind == KindNotification
		r.step(c)
	}
	if notified {
		r.single(finishing(ctx), w)
	}
	r.mu.Lock()
	broken := r.broken[w.Name]
	r.mu.Unlock()
	if !broken && !r.stopped(ctx) && r.stampNow(w) {
		r.stamp(finishing(ctx), w)
	}
}

// maxTogether is how many state grants go into one request.
const maxTogether = 100

// together puts new state grants of one workspace into few changes.
func together(changes []Change) []Change {
	var out []Change
	for _, c := range changes {
		if last := len(out) - 1; last >= 0 && c.Kind == KindConsumer && c.Action == Create &&
			out[last].Kind == c.Kind && out[last].Action == c.Action && len(out[last].Also) < maxTogether-1 {
			out[last].Also = append(out[last].Also, c.Name)
			continue
		}
		out = append(out, c)
	}
	return out
}

// lacking tells whether a change is about what the server turned out to lack.
func (r *run) lacking(c Change) bool {
	feature := map[Kind]Feature{
		KindTrigger: RunTriggers, KindConsumer: Consumers, KindVariable: Variables, KindNotification: Notifications,
		KindTeam: TeamAccess, KindProjectTeam: TeamAccess,
	}[c.Kind]
	return !r.plan.Features.Has(feature)
}

// waits tells whether a change hangs on something that could not be made, which
// was told already.
func (r *run) waits(c Change) bool {
	ids := r.plan.ids
	switch c.Kind {
	case KindTrigger, KindConsumer:
		return c.Action == Create && ids.Workspaces[c.Name] == ""
	case KindSetVariable:
		return ids.Sets[c.Parent] == ""
	case KindAttachment:
		on := ids.Projects
		if c.On == KindWorkspace {
			on = ids.Workspaces
		}
		return c.Action == Create && (ids.Sets[c.Parent] == "" || on[c.Name] == "")
	case KindProjectTeam:
		return ids.Projects[c.Parent] == ""
	}
	return false
}

// again compares what hangs on a workspace anew.
func (r *run) again(ctx context.Context, w *Workspace) ([]Change, error) {
	have, err := r.Client.Wiring(ctx, r.plan.ids.Workspaces[w.Name], r.plan.Features)
	if err != nil {
		return nil, err
	}
	return r.wiringChanges(r.plan, w, have), nil
}

// settled tells whether a change that failed is not needed any more.
func (r *run) settled(ctx context.Context, w *Workspace, c Change) bool {
	left, err := r.again(ctx, w)
	return err == nil && !slices.ContainsFunc(left, func(o Change) bool {
		return o.Kind == c.Kind && o.Action == c.Action && (o.Name == c.Name || slices.Contains(c.Also, o.Name))
	})
}

// single takes away notifications that two runs made at once.
func (r *run) single(ctx context.Context, w *Workspace) {
	left, err := r.again(ctx, w)
	for _, c := range left {
		if c.Kind == KindNotification && c.Action == Remove && err == nil {
			_, err = r.Client.Carry(ctx, c, r.plan.ids, r.plan.Features)
			if err != nil && r.settled(ctx, w, c) {
				err = nil
			}
		}
	}
	if err != nil {
		r.fail(Change{Action: Update, Kind: KindWorkspace, Workspace: w.Name}, err)
	}
}

// stamp writes the description, now that the wiring is in order.
func (r *run) stamp(ctx context.Context, w *Workspace) {
	s := r.plan.stamps[w.Name]
	s.unit, s.environment, s.repository = w.Unit, w.Environment, r.Desired.Repository
	s.digest, _ = digest(w, r.plan.ids.Workspaces, r.plan.Features)
	r.mu.Lock()
	forgotten := r.ignored[w.Name]
	r.mu.Unlock()
	for _, name := range forgotten {
		if !slices.Contains(s.ignored, name) {
			s.ignored = append(s.ignored, name)
		}
	}
	slices.Sort(s.ignored)
	c := Change{
		Action: Update, Kind: KindWorkspace, Workspace: w.Name, Name: w.Name, ID: r.plan.ids.Workspaces[w.Name],
		Settings: Settings{Description: s.String()},
	}
	if _, err := r.Client.Carry(ctx, c, r.plan.ids, r.plan.Features); err != nil {
		r.fail(c, err)
	}
}
