package plan

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/go-version"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/render"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// unitResult is the plan of one unit.
type unitResult struct {
	unit      *repo.Unit
	actions   []Action
	unchanged int
	notices   []string
	packs     map[string]*pack.Pack
	block     *lock.Block // of one scope
	next      *lock.Lock  // of the whole unit, after the run
	claims    []claim
	err       error
}

func (u *unitResult) add(a Action) {
	if a.Kind == Unchanged {
		u.unchanged++
		return
	}
	u.actions = append(u.actions, a)
}

// unit plans one unit: its own files, then each environment's, the lock last.
func (b *Builder) unit(r Request, u *repo.Unit) *unitResult {
	res := &unitResult{unit: u, packs: map[string]*pack.Pack{}}
	next := &lock.Lock{Unit: u.Name}
	if u.Lock != nil {
		next.Blocks = append(next.Blocks, u.Lock.Blocks...)
	}
	var list diag.List
	for _, part := range b.scopes(r, u) {
		list = list.Append(part.err)
		if part.err == nil {
			res.merge(part)
			next.Set(part.block)
		}
	}
	res.err = foundIn(u, r.Model.Environments(u), list).Err()
	if res.err != nil {
		return res
	}
	if res.err = overCode(r, u, next); res.err != nil {
		return res
	}
	b.dropEnvironments(r, res, next)
	for _, left := range leftovers(r, u, next, res.actions) {
		if selected(r.Environments, left.environment) {
			res.notices = append(res.notices, left.said(u))
		}
	}
	res.makeRoom(r)
	res.next = next
	res.lock(r, next)
	return res
}

// lock plans the lock file, last of all.
func (u *unitResult) lock(r Request, next *lock.Lock) {
	path := u.unit.Path.Join(lock.Filename)
	if u.unit.Lock == nil {
		u.add(Action{Kind: Create, Path: path, Content: next.Bytes(), Reason: "what was rendered"})
		return
	}
	if u.unit.Lock.Same(next) {
		u.add(Action{Kind: Unchanged, Path: path})
		return
	}
	u.add(Action{Kind: Update, Path: path, Content: next.Bytes(), Reason: "what was rendered"})
}

// scopes plans the unit's own files and those of each environment, at the same
// time, and returns the parts in that order.
func (b *Builder) scopes(r Request, u *repo.Unit) []*unitResult {
	var parts []*unitResult
	var wg sync.WaitGroup
	for _, environment := range append([]string{""}, r.Model.Environments(u)...) {
		if environment != "" && !selected(r.Environments, environment) {
			continue
		}
		part := &unitResult{unit: u, packs: map[string]*pack.Pack{}}
		parts = append(parts, part)
		wg.Go(func() { part.block, part.err = b.scope(r, part, environment) })
	}
	wg.Wait()
	return parts
}

// merge adds a part's plan to the unit's.
func (u *unitResult) merge(part *unitResult) {
	u.actions = append(u.actions, part.actions...)
	u.unchanged += part.unchanged
	u.notices = append(u.notices, part.notices...)
	u.claims = append(u.claims, part.claims...)
	for ref, p := range part.packs {
		u.packs[ref] = p
	}
}

func selected(environments []string, name string) bool {
	if len(environments) == 0 {
		return true
	}
	for _, e := range environments {
		if e == name {
			return true
		}
	}
	return false
}

// scope plans the unit's own files (environment "") or those of an environment
// and returns the new lock block.
func (b *Builder) scope(r Request, res *unitResult, environment string) (*lock.Block, error) {
	u := res.unit
	ref := r.packOf(u, environment)
	if environment == "" {
		ref = r.highest(u)
	}
	p, err := b.Packs.Get(ref)
	if err != nil {
		return nil, atSpec(err, u)
	}
	old := u.Lock.Block(environment)
	if old != nil && old.Pack.String() == p.Ref() && old.Digest != p.Digest {
		return nil, otherPack(old.Pack, u.Path)
	}
	res.packs[p.Ref()] = p
	values, tfvars, err := b.evaluate(r, u, p, environment)
	if err == nil {
		err = b.claim(r, res, p, values, environment)
	}
	if err != nil {
		return nil, err
	}
	block := lock.NewBlock(environment, spec.PackRef{Name: p.Name, Version: p.Version}, p.Digest, lockedContext(p, values), values.Inputs)
	if !block.SameRender(old) {
		if err := r.checkIdentity(u, p, old, values); err != nil {
			return nil, err
		}
		res.renamesWorkspace(old, values)
	}
	if (environment != "" || !p.HasEnvironments()) && !block.SameRender(old) {
		if err := res.notify(p, values, old); err != nil {
			return nil, err
		}
	}
	if block.SameRender(old) && !old.Stale && !r.touches(u) {
		block.Files = old.Files
		res.unchanged += len(old.Files)
	} else if err := b.files(r, res, p, values, block, old, tfvars); err != nil {
		return nil, err
	}
	if tfvars.path != "" && !tfvars.exists && tfvars.header == nil {
		if err := b.tfvarsHeader(p, values, environment, tfvars); err != nil {
			return nil, err
		}
	}
	return block, tfvars.plan(r, res, p, values)
}

// tfvarsHeader renders a deleted terraform.tfvars' header again.
func (b *Builder) tfvarsHeader(p *pack.Pack, values *pack.Values, environment string, t *tfvarsFile) error {
	rendered, err := b.Renderer.Render(p, values, environment)
	for _, f := range rendered {
		if isTfvars(f.Path) {
			t.header = f.Content.Bytes()
		}
	}
	return err
}

func seedOnce(p *pack.Pack, name string) bool {
	for _, rule := range p.Rules {
		if rule.SeedOnce && match(rule.Pattern, name) {
			return true
		}
	}
	return false
}

// dropEnvironments plans the files of environments that the spec no longer
// lists: unedited ones are deleted, the block leaves the lock.
func (b *Builder) dropEnvironments(r Request, u *unitResult, next *lock.Lock) {
	kept := next.Blocks[:0:0]
	for _, block := range next.Blocks {
		if !r.drops(u.unit, block) {
			kept = append(kept, block)
			continue
		}
		files := &scopeFiles{r: r, res: u, old: block, pack: b.packOf(block)}
		why := u.unit.Name + " has no environment " + block.Environment + " any more"
		for _, name := range slices.Sorted(maps.Keys(block.Files)) {
			known, _ := files.state(render.File{Path: name}, name, "")
			a := Action{Path: u.unit.Path.Join(name)}
			switch a.Kind, _ = decide(known); a.Kind {
			case Delete:
				a.Reason = why
			case Keep:
				a.Reason = why + ", but it was edited by hand; delete it when you don't need it"
				if isTfvars(name) {
					a.Reason = why + ", but its values are yours; delete it when you don't need it"
				}
			}
			u.add(a)
		}
	}
	next.Blocks = kept
}

// drops tells whether this run gives up an environment that a block of the unit's
// lock is of.
func (r Request) drops(u *repo.Unit, block *lock.Block) bool {
	return block.Environment != "" && !r.Model.HasEnvironment(u, block.Environment) && selected(r.Environments, block.Environment)
}

// packOf is the version of the unit's pack that an environment is rendered
// with: the one its lock names, unless this run upgrades it.
func (r Request) packOf(u *repo.Unit, environment string) spec.PackRef {
	if r.Upgrade && selected(r.Environments, environment) {
		return u.Spec.Pack
	}
	return u.PackOf(environment)
}

// standsAt is the version of a unit's pack at which an environment stands after this
// run.
func (r Request) standsAt(u *repo.Unit, environment string) spec.PackRef {
	switch in := slices.ContainsFunc(r.Units, func(other *repo.Unit) bool { return other.Name == u.Name }); {
	case in && environment == "":
		return r.highest(u)
	case in:
		return r.packOf(u, environment)
	}
	return u.PackOf(environment)
}

// touches tells whether a file of the unit is to be reset or restored.
func (r Request) touches(u *repo.Unit) bool {
	for path := range r.Reset {
		if path.In(u.Path) {
			return true
		}
	}
	for path := range r.Restore {
		if path.In(u.Path) {
			return true
		}
	}
	return false
}

// highest is the highest pack version among the unit's environments: the one
// the unit's own files are rendered with.
func (r Request) highest(u *repo.Unit) spec.PackRef {
	environments := r.Model.Environments(u)
	if len(environments) == 0 {
		return r.packOf(u, "")
	}
	best := r.packOf(u, environments[0])
	for _, name := range environments[1:] {
		ref := r.packOf(u, name)
		a, errA := version.NewVersion(best.Version)
		b, errB := version.NewVersion(ref.Version)
		if errA == nil && errB == nil && b.GreaterThan(a) {
			best = ref
		}
	}
	return best
}

// lockedContext is what of the context a lock records: what the pack reads, and
// the unit's place and references.
func lockedContext(p *pack.Pack, v *pack.Values) map[string]cty.Value {
	names := append([]string{"unit_path", "unit_layer", "upstream", "unit_environments", "references"}, p.Reads...)
	out := render.Variables(v, names)
	if out["references"].LengthInt() == 0 {
		delete(out, "references")
	}
	return out
}

// notify evaluates the pack's notices; previous is what the lock says.
func (u *unitResult) notify(p *pack.Pack, v *pack.Values, old *lock.Block) error {
	previous := cty.NullVal(cty.DynamicPseudoType)
	if old != nil && len(p.Notices) > 0 {
		previous = cty.ObjectVal(typed(p, old.Inputs()))
	}
	for _, n := range p.Notices {
		extra := map[string]cty.Value{"previous": previous}
		show, err := p.True(n.When, v, extra)
		if err != nil {
			return err
		}
		if !show {
			continue
		}
		message, err := p.EvalString(n.Message, v, extra)
		if err != nil {
			return err
		}
		u.notices = append(u.notices, strings.TrimSpace(message))
	}
	return nil
}

// typed gives locked values, which are read as tuples and objects, the types
// that the pack declares, so that they compare equal to today's.
func typed(p *pack.Pack, values map[string]cty.Value) map[string]cty.Value {
	for name, v := range values {
		if in := p.Input(name); in != nil {
			if converted, err := in.Convert(v); err == nil {
				values[name] = converted
			}
		}
	}
	return values
}

// atSpec puts a pack's problem at the unit's header when it has no place.
func atSpec(err error, u *repo.Unit) error {
	list := diag.Of(err)
	for _, p := range list {
		if p.Range == nil && u.Spec.Filename != "" {
			p.At(u.Spec.Range, u.Spec.Source)
		}
	}
	return list.Err()
}
