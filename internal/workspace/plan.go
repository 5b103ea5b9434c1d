package workspace

import (
	"cmp"
	"context"
	"slices"
	"sync"
)

// Reconciler compares and carries out.
type Reconciler struct {
	Client  Client
	Desired *Desired
	Units   []string // only these units' workspaces, and ties that touch them; empty means all
	Refresh bool     // read all wiring, whatever the digests say
	Retry   bool     // send again what the server is known to take and forget
	AddOnly bool     // change and remove nothing that is there
	Prune   bool     // also take away ties to workspaces that the code does not know
	Workers int      // requests at once; 8 when not set
	// Progress is told how many of how many steps are done. It may be nil.
	Progress func(done, all int, what string)

	mu sync.Mutex
}

// Plan is what a reconcile would do.
type Plan struct {
	Features  Features
	Changes   []Change
	Unchanged int // workspaces that are as they should be
	Orphans   []Orphan
	FanOut    []FanOut
	Notices   []string
	// Stale is how many descriptions hold an old digest although all is in
	// order; Apply writes them.
	Stale int

	names   map[string]string // all workspaces on the server, by ID
	dropped map[string]bool   // workspaces with changes that are not this run's affair
	found   map[string]*Actual
	stamps  map[string]stamp // of the workspaces on the server
	ids     IDs
	shared  Shared
}

// FanOut is how many runs an apply of a workspace starts, and the setting by which
// it does.
type FanOut struct {
	Workspace   string
	Runs        int
	RunTriggers string
}

// Fan returns what each workspace starts by run triggers, the most first.
func (d *Desired) Fan() []FanOut {
	count, setting := map[string]int{}, map[string]string{}
	for _, w := range d.Workspaces {
		for _, source := range w.Sources {
			count[source]++
			setting[source] = w.RunTriggers
		}
	}
	var out []FanOut
	for name, n := range count {
		out = append(out, FanOut{name, n, setting[name]})
	}
	slices.SortFunc(out, func(a, b FanOut) int {
		return cmp.Or(cmp.Compare(b.Runs, a.Runs), cmp.Compare(a.Workspace, b.Workspace))
	})
	return out
}

// Plan reads the server and compares.
func (r *Reconciler) Plan(ctx context.Context) (*Plan, error) {
	p := &Plan{
		FanOut: r.Desired.Fan(), Notices: slices.Clone(r.Desired.Notices),
		names: map[string]string{}, stamps: map[string]stamp{}, dropped: map[string]bool{},
	}
	actual, err := r.read(ctx, p)
	if err != nil {
		return nil, err
	}
	found, orphans, err := r.match(actual)
	if err != nil {
		return nil, err
	}
	p.found = found
	counts := slices.ContainsFunc(actual, func(a Actual) bool { return a.Resources > 0 })
	if p.Orphans, err = r.orphans(ctx, orphans, counts); err != nil {
		return nil, err
	}
	for name, a := range found {
		p.ids.Workspaces[name] = a.ID
		p.stamps[name], _ = readStamp(a.Settings[Description])
		s := p.stamps[name]
		if r.Refresh {
			s.digest = ""
		}
		if r.Retry {
			s.ignored = nil
		}
		p.stamps[name] = s
	}
	wiring, err := r.wirings(ctx, p)
	if err != nil {
		return nil, err
	}
	if err := r.planShared(ctx, p); err != nil {
		return nil, err
	}
	for _, w := range r.Desired.Workspaces {
		r.planWorkspace(p, w, wiring)
	}
	return p, nil
}

// read asks the server for everything that lists tell.
func (r *Reconciler) read(ctx context.Context, p *Plan) ([]Actual, error) {
	actual, err := r.Client.Workspaces(ctx, false)
	if err != nil {
		return nil, err
	}
	example := ""
	for _, a := range actual {
		p.names[a.ID] = a.Name()
		example = cmp.Or(example, a.ID)
	}
	if p.Features, err = r.Client.Features(ctx, example); err != nil {
		return nil, err
	}
	p.ids = IDs{Workspaces: map[string]string{}, Projects: map[string]string{}, Sets: map[string]string{}}
	if p.Features.Has(Projects) {
		if p.ids.Projects, err = r.Client.Projects(ctx); err != nil {
			return nil, err
		}
		for i := range actual { // lists name projects by ID
			for name, id := range p.ids.Projects {
				if actual[i].Settings[Project] == id {
					actual[i].Settings[Project] = name
				}
			}
		}
	}
	return actual, nil
}

// selected tells whether a workspace is one that the run is about.
func (r *Reconciler) selected(w *Workspace) bool {
	return len(r.Units) == 0 || slices.Contains(r.Units, w.Unit)
}

// touched tells whether a change is: one of its ends is selected.
func (r *Reconciler) touched(c Change) bool {
	if len(r.Units) == 0 || c.Workspace == "" {
		return true
	}
	if w := r.Desired.Workspace(c.Workspace); w != nil && r.selected(w) {
		return true
	}
	other := r.Desired.Workspace(c.Name)
	return (c.Kind == KindTrigger || c.Kind == KindConsumer) && other != nil && r.selected(other)
}

// near tells whether a workspace is selected or tied to a selected one.
func (r *Reconciler) near(w *Workspace) bool {
	tied := func(name string) bool { return r.selected(r.Desired.Workspace(name)) }
	return r.selected(w) || slices.ContainsFunc(w.Readers, tied) || slices.ContainsFunc(w.Sources, tied)
}

// wirings reads what hangs on the workspaces whose digest is not that of the
// wiring wanted, several at a time. What is to be pruned no digest knows of.
func (r *Reconciler) wirings(ctx context.Context, p *Plan) (map[string]Wiring, error) {
	out := map[string]Wiring{}
	var ask []*Workspace
	for _, w := range r.Desired.Workspaces {
		if p.found[w.Name] == nil || !r.near(w) {
			continue
		}
		if sum, ok := digest(w, p.ids.Workspaces, p.Features); !ok || sum != p.stamps[w.Name].digest || r.Prune {
			ask = append(ask, w)
		}
	}
	var mu sync.Mutex
	err := every(ctx, r.workers(), ask, func(ctx context.Context, w *Workspace) error {
		have, err := r.Client.Wiring(ctx, p.found[w.Name].ID, p.Features)
		mu.Lock()
		defer mu.Unlock()
		out[w.Name] = have
		return err
	})
	return out, err
}

// planWorkspace adds the changes of one workspace and of what hangs on it.
func (r *Reconciler) planWorkspace(p *Plan, w *Workspace, wiring map[string]Wiring) {
	before := len(p.Changes)
	a := p.found[w.Name]
	if a == nil {
		p.add(r, Change{Action: Create, Kind: KindWorkspace, Workspace: w.Name, Name: w.Name, Settings: r.settings(w, p.Features), Fields: created(w, p.Features)})
	} else if fields := r.updates(p, w, a); len(fields) > 0 {
		p.add(r, Change{Action: Update, Kind: KindWorkspace, Workspace: w.Name, Name: a.Name(), ID: a.ID, Settings: changed(fields, w), Fields: fields})
	}
	have, read := wiring[w.Name]
	if a == nil || read {
		for _, c := range r.wiringChanges(p, w, have) {
			p.add(r, c)
		}
	}
	if len(p.Changes) == before && r.selected(w) {
		p.Unchanged++
		sum, ok := digest(w, p.ids.Workspaces, p.Features)
		if s, _ := readStamp(a.Settings[Description]); ok && sum != s.digest && !r.AddOnly {
			p.Stale++
		}
	}
}

// updates are the settings of a workspace that change. Its description is one
// only while it does not say whose the workspace is; the digest is no setting.
func (r *Reconciler) updates(p *Plan, w *Workspace, a *Actual) []Field {
	fields := differences(w.wanted(p.Features), a, p.Features, p.stamps[w.Name].ignored)
	want := stamp{unit: w.Unit, environment: w.Environment, repository: r.Desired.Repository}
	have, _ := readStamp(a.Settings[Description])
	if have.unit != want.unit || have.environment != want.environment || have.repository != want.repository {
		fields = append(fields, Field{Description, a.Settings[Description], want.String()})
	}
	return fields
}

// add records a change, unless it is none of this run's affair.
func (p *Plan) add(r *Reconciler, c Change) {
	if (r.AddOnly && c.Action != Create) || !r.touched(c) {
		p.dropped[c.Workspace] = true
		return
	}
	p.Changes = append(p.Changes, c)
}

// Count returns how many changes there are of a kind of object and action; an
// empty one counts all.
func (p *Plan) Count(kind Kind, action Action) int {
	n := 0
	for _, c := range p.Changes {
		if (kind == "" || c.Kind == kind) && (action == "" || c.Action == action) {
			n++
		}
	}
	return n
}

func (r *Reconciler) workers() int {
	if r.Workers > 0 {
		return r.Workers
	}
	return 8
}

// every calls f for every item, n at a time. The first that fails ends it, and
// is the one that is told: what the others say of a server that went away is the
// same.
func every[T any](ctx context.Context, n int, items []T, f func(context.Context, T) error) error {
	going, end := context.WithCancelCause(ctx)
	defer end(nil)
	each(going, n, items, func(item T) {
		if err := f(going, item); err != nil {
			end(err)
		}
	})
	if err := ctx.Err(); err != nil {
		return err
	}
	return context.Cause(going)
}

// each calls f for every item, n at a time, until the context ends.
func each[T any](ctx context.Context, n int, items []T, f func(T)) {
	next := make(chan T)
	var wg sync.WaitGroup
	for range min(n, len(items)) {
		wg.Go(func() {
			for item := range next {
				f(item)
			}
		})
	}
	for _, item := range items {
		if ctx.Err() != nil {
			break
		}
		next <- item
	}
	close(next)
	wg.Wait()
}
