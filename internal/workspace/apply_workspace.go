package workspace

import (
	"context"
	"maps"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// first makes one workspace before all others when there was none to ask what
// hangs on workspaces, asks then, and returns those that are left. One that could
// not be made shows nothing, so another one is tried.
func (r *run) first(ctx context.Context, workspaces []Change) []Change {
	for len(workspaces) > 0 && !r.plan.Features.Probed && !r.stopped(ctx) {
		c := workspaces[0]
		workspaces = workspaces[1:]
		r.workspace(ctx, c)
		id := r.plan.ids.Workspaces[c.Workspace]
		if id == "" || r.plan.Features.Probed {
			continue
		}
		sent := r.settings(r.Desired.Workspace(c.Workspace), r.plan.Features)
		if err := r.probe(finishing(ctx), id); err != nil {
			r.halt(diag.While(c.Title(), err)) // nothing is known of the server
			return nil
		}
		r.correct(finishing(ctx), c, id, sent)
	}
	return workspaces
}

// probe asks by a workspace what the server lacks, unless that is known.
func (r *run) probe(ctx context.Context, id string) error {
	if r.plan.Features.Probed {
		return nil
	}
	f, err := r.Client.Features(ctx, id)
	if err == nil {
		r.plan.Features = f
	}
	return err
}

// correct sends what is other now that the server is known: it may have taken no
// tags, and what it can't grant it has to open.
func (r *run) correct(ctx context.Context, c Change, id string, sent Settings) {
	s := Settings{}
	for name, value := range r.settings(r.Desired.Workspace(c.Workspace), r.plan.Features) {
		if sent[name] != value || (name == Tags && !r.plan.Features.Has(TagBindings)) {
			s[name] = value
		}
	}
	if len(s) == 0 {
		return
	}
	out, err := r.Client.Carry(ctx, Change{
		Action: Update, Kind: KindWorkspace, Workspace: c.Workspace, Name: c.Name, ID: id, Settings: s,
	}, r.plan.ids, r.plan.Features)
	if err != nil {
		r.fail(c, err)
		return
	}
	r.ignore(c.Workspace, out.Ignored)
}

// workspace makes or changes a workspace. One that is there although no list
// showed it yet is taken over.
func (r *run) workspace(ctx context.Context, c Change) {
	if r.stopped(ctx) {
		return
	}
	ctx = finishing(ctx)
	if project := c.Settings[Project]; project != "" && r.plan.ids.Projects[project] == "" {
		return // it could not be made, and the workspace would end up in another one
	}
	c.Settings = maps.Clone(c.Settings)
	if c.Action == Update {
		delete(c.Settings, Description) // written when all that hangs on it is done
	} else {
		c.Settings = r.settings(r.Desired.Workspace(c.Workspace), r.plan.Features) // by now they may be known
	}
	ids := IDs{Projects: r.plan.ids.Projects} // nobody changes them while workspaces are made
	var out Outcome
	var err error
	if len(c.Settings) > 0 {
		out, err = r.Client.Carry(ctx, c, ids, r.plan.Features)
	}
	adopted := false
	if err != nil && c.Action == Create {
		if out, err = r.adopt(ctx, c, ids, err); err == nil {
			adopted = true
		}
	}
	if err != nil {
		r.fail(c, err)
		return
	}
	r.mu.Lock()
	if c.Action == Create {
		r.plan.ids.Workspaces[c.Workspace] = out.ID
		r.created[c.Workspace], r.adopted[c.Workspace] = !adopted, adopted
	}
	r.mu.Unlock()
	r.ignore(c.Workspace, out.Ignored)
	r.step(c)
}

// adopt brings a workspace in order that turned out to be there already.
func (r *run) adopt(ctx context.Context, c Change, ids IDs, cause error) (Outcome, error) {
	a, err := r.Client.Find(ctx, c.Workspace)
	if err != nil || a == nil {
		return Outcome{}, cause
	}
	w := r.Desired.Workspace(c.Workspace)
	if err := r.foreign(w, a); err != nil {
		return Outcome{}, err
	}
	if err := r.probe(ctx, a.ID); err != nil {
		return Outcome{}, err
	}
	c.Action, c.ID, c.Settings = Update, a.ID, r.settings(w, r.plan.Features)
	delete(c.Settings, Description)
	delete(c.Settings, Name)
	out, err := r.Client.Carry(ctx, c, ids, r.plan.Features)
	out.ID = a.ID
	return out, err
}
