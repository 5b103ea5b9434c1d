package plan

import (
	"io/fs"
	"runtime"
	"slices"
	"sort"
	"sync"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/render"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Request is what Build plans.
type Request struct {
	Model        *repo.Repository
	Disk         fs.FS                               // the repository as it is on disk; nil when there is none yet
	Head         fs.FS                               // what the last commit holds of it; nil where there is none
	Commits      bool                                // the plan is to be committed, and the commit must render to itself
	Edits        map[repo.Path][]byte                // specs that this run writes
	Units        []*repo.Unit                        // the units to render
	Environments []string                            // the environments to render; empty means all
	Tfvars       Tfvars                              // what flags and --spec say of tfvars inputs
	Carried      map[string]map[string]CarriedTfvars // by unit and environment: what an upgrade moves into or out of terraform.tfvars
	AllowDestroy []string                            // addresses that may vanish
	AllowReplace []string                            // units and values that may change though that leaves behind what exists
	Also         []Action                            // what the change does besides rendering: no address is asked after

	Upgrade   bool                           // render the selected environments with the version that the spec wants
	Conflicts Side                           // what becomes of conflicts; empty means Markers
	Reset     map[repo.Path]bool             // files that take what the template says
	Restore   map[repo.Path]bool             // files deleted by hand that come back
	Blob      func(id string) ([]byte, bool) // git's objects, for a base that can't be rendered again; may be nil

	exposures *exposures // of one Build or Status
}

// Tfvars are values for tfvars inputs by unit, environment ("" for all) and input.
type Tfvars map[string]map[string]map[string]cty.Value

// Builder renders and plans. Its parts are shared by all units of a run.
type Builder struct {
	Packs    *pack.Store
	Renderer *render.Renderer
	Progress func(done, all int, unit string) // told of each unit that is planned, one at a time; may be nil
	Stop     func() error                     // asked before each unit: an error, which stays, ends the planning; may be nil
}

// Build returns the plan. Every mistake in every unit is reported at once, and
// every file that can't be read.
func (b *Builder) Build(r Request) (*Plan, error) {
	r, disk := r.noting()
	plan, err := b.build(r)
	if unread := disk.problems(); len(unread) > 0 {
		return nil, append(unread, diag.Of(err)...)
	}
	return plan, err
}

func (b *Builder) build(r Request) (*Plan, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	if err := r.Model.CheckCycles(r.Units, b.Packs); err != nil {
		return nil, err
	}
	if err := b.checkUnits(r); err != nil {
		return nil, err
	}
	results := b.units(r)
	if err := b.stopped(); err != nil {
		return nil, err
	}
	plan := &Plan{}
	var list diag.List
	used := map[string]*pack.Pack{}
	var claims []claim
	for _, res := range results {
		list = list.Append(res.err)
		claims = append(claims, res.claims...)
		plan.Units = append(plan.Units, res.unit.Name)
		for _, notice := range res.notices {
			if !slices.Contains(plan.Notices, notice) {
				plan.Notices = append(plan.Notices, notice)
			}
		}
		for ref, p := range res.packs {
			used[ref] = p
		}
	}
	if len(list) > 0 {
		return nil, list
	}
	near, list := b.together(r, claims)
	if list = append(list, b.recheck(r)...); len(list) > 0 {
		return nil, list
	}
	plan.Notices = append(plan.Notices, near...)
	plan.editActions(r)
	b.vendor(plan, used)
	for _, res := range results {
		plan.Unchanged += res.unchanged
		plan.Actions = append(plan.Actions, res.actions...)
	}
	managed, err := b.sections(plan, r)
	if err != nil {
		return nil, err
	}
	if err := plan.checkAddresses(r); err != nil {
		return nil, err
	}
	plan.Actions = append(plan.Actions, r.Also...)
	if err := b.takeAlong(plan, r, results, managed); err != nil {
		return nil, err
	}
	return plan, plan.checkMarkers(r)
}

// check refuses environments that don't exist.
func (r Request) check() error {
	var list diag.List
	for _, name := range r.Environments {
		if _, ok := r.Model.Root.Environment(name); !ok {
			list = append(list, r.Model.UnknownEnvironment(name))
		}
	}
	return list.Err()
}

// units plans every unit, several at a time, and returns them in order.
func (b *Builder) units(r Request) []*unitResult {
	results := make([]*unitResult, len(r.Units))
	next := make(chan int)
	var wg sync.WaitGroup
	var mu sync.Mutex
	done := 0
	tell := func(u *repo.Unit) {
		if b.Progress == nil {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		done++
		b.Progress(done, len(r.Units), u.Name)
	}
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				if b.stopped() != nil {
					continue
				}
				results[i] = b.unit(r, r.Units[i])
				tell(r.Units[i])
			}
		})
	}
	for i := range r.Units {
		next <- i
	}
	close(next)
	wg.Wait()
	return results
}

func (b *Builder) stopped() error {
	if b.Stop == nil {
		return nil
	}
	return b.Stop()
}

// editActions plans the writing of the specs that this run changes.
func (p *Plan) editActions(r Request) {
	paths := make([]string, 0, len(r.Edits))
	for name := range r.Edits {
		paths = append(paths, string(name))
	}
	sort.Strings(paths)
	for _, name := range paths {
		content := r.Edits[repo.Path(name)]
		kind, reason := Create, "the spec"
		if old, ok := readFile(r.Disk, repo.Path(name)); ok {
			if kind, reason = Update, "changed as asked"; string(old) == string(content) {
				kind = Unchanged
			}
		}
		p.add(Action{Kind: kind, Path: repo.Path(name), Reason: reason, Content: content})
	}
}

// vendor plans the copies of packs that locks name and the repository lacks.
func (b *Builder) vendor(plan *Plan, used map[string]*pack.Pack) {
	refs := make([]string, 0, len(used))
	for ref := range used {
		refs = append(refs, ref)
	}
	sort.Strings(refs)
	for _, ref := range refs {
		p := used[ref]
		if b.Packs.IsVendored(p) {
			continue
		}
		names := make([]string, 0, len(p.Files))
		for name := range p.Files {
			if name != pack.Filename {
				names = append(names, name)
			}
		}
		sort.Strings(names)
		// The declaration comes last: a killed run leaves no half pack that the
		// next one takes for a whole.
		for _, name := range append(names, pack.Filename) {
			plan.add(Action{
				Kind: Create, Path: repo.Path(pack.VendorDir).Join(ref, name), Content: p.Files[name],
				Reason: "the pack, kept so that its files can always be rendered again",
			})
		}
	}
}

// readFile returns a file's bytes, and whether it is there.
func readFile(fsys fs.FS, name repo.Path) ([]byte, bool) {
	if fsys == nil {
		return nil, false
	}
	content, err := fs.ReadFile(fsys, string(name))
	return content, err == nil
}
