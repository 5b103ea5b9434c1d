package workspace

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// maxFailures is after how many failed changes a run gives up: the server, or
// the network, does not work.
const maxFailures = 20

// Result is what a reconcile did.
type Result struct {
	Done, All int  // changes
	Stopped   bool // by the context
	Ignored   []string
	Features  Features
}

// run is one Apply.
type run struct {
	*Reconciler
	plan     *Plan
	result   Result
	problems diag.List
	created  map[string]bool     // workspaces that this run made
	adopted  map[string]bool     // workspaces that turned out to be there already
	broken   map[string]bool     // workspaces of which something failed
	byOwner  map[string][]Change // changes of what hangs on a workspace
	ignored  map[string][]string // settings that the server did not take, by workspace
}

// Apply carries the plan out. When a change fails the others go on, and the
// error names them; the same reconcile again does what is left. When the
// context ends, requests in flight are finished and no further one is sent.
func (r *Reconciler) Apply(ctx context.Context, p *Plan) (Result, error) {
	a := &run{
		Reconciler: r, plan: p, created: map[string]bool{}, adopted: map[string]bool{}, broken: map[string]bool{},
		byOwner: map[string][]Change{}, ignored: map[string][]string{},
	}
	a.result.All = len(p.Changes)
	var projects, workspaces, shared []Change
	for _, c := range p.Changes {
		switch c.Kind {
		case KindProject:
			projects = append(projects, c)
		case KindWorkspace:
			workspaces = append(workspaces, c)
		case KindSet, KindSetVariable, KindAttachment, KindProjectTeam:
			shared = append(shared, c)
		default:
			a.byOwner[c.Workspace] = append(a.byOwner[c.Workspace], c)
		}
	}
	for _, c := range projects {
		a.one(ctx, c)
	}
	a.first(ctx, &workspaces)
	each(ctx, r.workers(), workspaces, func(c Change) { a.workspace(ctx, c) })
	for _, c := range shared {
		a.one(ctx, c)
	}
	each(ctx, r.workers(), a.wired(), func(w *Workspace) { a.wire(ctx, w) })
	a.result.Stopped = ctx.Err() != nil
	a.result.Features = p.Features
	slices.Sort(a.result.Ignored)
	return a.result, a.problems.Err()
}

// first makes one workspace before all others when there was none to ask what
// hangs on workspaces, and asks then.
func (r *run) first(ctx context.Context, workspaces *[]Change) {
	if r.plan.Features.Probed || len(*workspaces) == 0 || ctx.Err() != nil {
		return
	}
	c := (*workspaces)[0]
	*workspaces = (*workspaces)[1:]
	r.workspace(ctx, c)
	id := r.plan.ids.Workspaces[c.Workspace]
	if id == "" {
		return
	}
	f, err := r.Client.Features(finishing(ctx), id)
	if err != nil {
		r.fail(c, err)
		return
	}
	r.plan.Features = f
	if !f.Has(TagBindings) { // it was made with tags that this server does not know
		_, err := r.Client.Carry(finishing(ctx), Change{
			Action: Update, Kind: KindWorkspace, Workspace: c.Workspace, Name: c.Name, ID: id, Settings: Settings{Tags: c.Settings[Tags]},
		}, r.plan.ids, f)
		if err != nil {
			r.fail(c, err)
		}
	}
}

// finishing is the context of a request that is in flight: it is not cut off
// when the run is stopped.
func finishing(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }

// step tells the progress.
func (r *run) step(c Change) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.result.Done += 1 + len(c.Also)
	if r.Progress != nil {
		r.Progress(r.result.Done, r.result.All, string(c.Kind)+" "+c.Name)
	}
}

// fail records what failed.
func (r *run) fail(c Change, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.problems = append(r.problems, diag.While(c.Title(), err)...)
	if c.Workspace != "" {
		r.broken[c.Workspace] = true
	}
}

// Title says what a change does.
func (c Change) Title() string {
	switch {
	case c.Kind == KindWorkspace:
		return fmt.Sprintf("%s workspace %s", c.Action, c.Workspace)
	case c.Kind == KindTrigger:
		return fmt.Sprintf("%s run trigger %s → %s", c.Action, c.Name, c.Workspace)
	case c.Kind == KindConsumer:
		return fmt.Sprintf("%s state grant %s → %s", c.Action, c.Workspace, c.Name)
	case c.Kind == KindAttachment:
		return fmt.Sprintf("%s attachment of variable set %q to %s", c.Action, c.Parent, c.Name)
	case c.Parent != "":
		return fmt.Sprintf("%s %s %s in %s", c.Action, c.Kind, c.Name, c.Parent)
	case c.Workspace != "":
		return fmt.Sprintf("%s %s %s on %s", c.Action, c.Kind, c.Name, c.Workspace)
	}
	return fmt.Sprintf("%s %s %s", c.Action, c.Kind, c.Name)
}

// stopped tells whether no further request shall be sent.
func (r *run) stopped(ctx context.Context) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return ctx.Err() != nil || len(r.problems) >= maxFailures
}

// one carries a change of what is shared out. Making what another run made
// meanwhile is no failure.
func (r *run) one(ctx context.Context, c Change) {
	if r.stopped(ctx) {
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
		shared, err := r.Client.Shared(ctx, []string{name}, nil, r.plan.Features)
		if err != nil || len(shared.Sets) == 0 {
			return false
		}
		s := shared.Sets[0]
		r.plan.ids.Sets[name] = s.ID
		id := r.plan.ids.Projects[c.Name]
		return c.Kind == KindSet ||
			slices.ContainsFunc(s.Variables, func(v Variable) bool { return v.Key == c.Variable.Key && v.Value == c.Variable.Value }) ||
			(c.Kind == KindAttachment && slices.Contains(s.Projects, id))
	case KindProjectTeam:
		shared, err := r.Client.Shared(ctx, nil, map[string]string{c.Parent: r.plan.ids.Projects[c.Parent]}, r.plan.Features)
		return err == nil && len(teamChanges(c.Kind, c.Parent, []Access{c.Access}, shared.Teams[c.Parent])) == 0
	}
	return false
}

// workspace makes or changes a workspace. One that is there although no list
// showed it yet is taken over.
func (r *run) workspace(ctx context.Context, c Change) {
	if r.stopped(ctx) {
		return
	}
	ctx = finishing(ctx)
	if project := c.Settings[Project]; project != "" && r.plan.ids.Projects[project] == "" {
		r.fail(c, diag.Failedf("its project %s is not there", project)) // it would end up in another one
		return
	}
	c.Settings = maps.Clone(c.Settings)
	if c.Action == Update {
		delete(c.Settings, Description) // written when all that hangs on it is done
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
	r.ignored[c.Workspace] = out.Ignored
	for _, name := range out.Ignored {
		if !slices.Contains(r.result.Ignored, name) {
			r.result.Ignored = append(r.result.Ignored, name)
		}
	}
	r.mu.Unlock()
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
	c.Action, c.ID, c.Settings = Update, a.ID, maps.Clone(c.Settings)
	delete(c.Settings, Description)
	delete(c.Settings, Name)
	out, err := r.Client.Carry(ctx, c, ids, r.plan.Features)
	out.ID = a.ID
	return out, err
}
