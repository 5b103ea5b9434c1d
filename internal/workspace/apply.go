package workspace

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

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
	ignored  map[string][]string // what the server took and forgot, by workspace
	gone     diag.List           // why the run ended early: that the server is not usable any more
	asking   sync.Mutex          // whether it is
}

// Apply carries the plan out. When a change fails the others go on, and the
// error names them; the same reconcile again does what is left. When the
// context ends, requests in flight are finished and no further one is sent;
// likewise when the server is not usable any more.
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
	workspaces, shared = a.first(ctx, workspaces), a.supported(shared)
	each(ctx, r.workers(), workspaces, func(c Change) { a.workspace(ctx, c) })
	for _, c := range shared {
		a.one(ctx, c)
	}
	each(ctx, r.workers(), a.wired(), func(w *Workspace) { a.wire(ctx, w) })
	a.result.Stopped = ctx.Err() != nil
	a.result.Features = p.Features
	slices.Sort(a.result.Ignored)
	if a.gone != nil {
		a.problems = append(a.problems, a.gone...)
	}
	return a.result, a.problems.Err()
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

// count corrects how many changes there are, when there turn out to be more.
func (r *run) count(more int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.result.All += more
}

// ignore records what the server took and forgot.
func (r *run) ignore(workspace string, names []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ignored[workspace] = append(r.ignored[workspace], names...)
	for _, name := range names {
		if !slices.Contains(r.result.Ignored, name) {
			r.result.Ignored = append(r.result.Ignored, name)
		}
	}
}

// fail records what failed. That the server is not usable any more, which
// another request shows, is told once and ends the run.
func (r *run) fail(c Change, err error) {
	if errors.Is(err, ErrUnusable) && r.unusable() {
		r.halt(diag.Of(err)[:1])
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.problems = append(r.problems, diag.While(c.Title(), err)...)
	if c.Workspace != "" {
		r.broken[c.Workspace] = true
	}
}

// halt ends the run: no further request is sent.
func (r *run) halt(why diag.List) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.gone == nil {
		r.gone = why
	}
}

// unusable asks whether the server still answers.
func (r *run) unusable() bool {
	r.asking.Lock()
	defer r.asking.Unlock()
	r.mu.Lock()
	gone := r.gone != nil
	r.mu.Unlock()
	if gone || len(r.Desired.Workspaces) == 0 {
		return gone
	}
	_, err := r.Client.Find(context.Background(), r.Desired.Workspaces[0].Name)
	return errors.Is(err, ErrUnusable)
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
	return ctx.Err() != nil || r.gone != nil || len(r.problems) >= maxFailures
}
