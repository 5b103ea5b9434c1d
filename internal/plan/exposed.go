package plan

import (
	"slices"
	"strings"
	"sync"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// exposures keeps what units expose, which many units of a run ask for.
type exposures struct {
	mu    sync.Mutex
	known map[exposing]exposure
}

type exposing struct {
	unit, environment string
	last              bool // as it was before the run
}

type exposure struct {
	values map[string]cty.Value
	known  bool
}

func (e *exposures) of(key exposing, find func() exposure) exposure {
	if e == nil {
		return find()
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if found, ok := e.known[key]; ok {
		return found
	}
	if e.known == nil {
		e.known = map[exposing]exposure{}
	}
	e.known[key] = find()
	return e.known[key]
}

// exposed answers what units expose in an environment after this run: what it
// renders, by the specs; everything else as it was last rendered.
func (b *Builder) exposed(r Request, environment string) pack.Exposed {
	return func(unit string) (map[string]cty.Value, bool) {
		found := r.exposures.of(exposing{unit, environment, false}, func() exposure {
			u := r.Model.Unit(unit)
			if u == nil || environment == "" || !r.Model.HasEnvironment(u, environment) {
				return exposure{}
			}
			if r.renders(u, environment) {
				return b.exposedNow(r, u, environment)
			}
			return b.exposedBefore(u, environment)
		})
		return found.values, found.known
	}
}

// Standing answers what units expose as they were last rendered.
func (b *Builder) Standing(m *repo.Repository) func(environment string) pack.Exposed {
	return func(environment string) pack.Exposed { return b.exposedLast(Request{Model: m}, environment) }
}

// exposedLast answers it as it was before this run.
func (b *Builder) exposedLast(r Request, environment string) pack.Exposed {
	return func(unit string) (map[string]cty.Value, bool) {
		found := r.exposures.of(exposing{unit, environment, true}, func() exposure {
			u := r.Model.Unit(unit)
			if u == nil {
				return exposure{}
			}
			return b.exposedBefore(u, environment)
		})
		return found.values, found.known
	}
}

// renders tells whether this run renders a unit in an environment.
func (r Request) renders(u *repo.Unit, environment string) bool {
	return selected(r.Environments, environment) && slices.ContainsFunc(r.Units, func(other *repo.Unit) bool { return other.Name == u.Name })
}

// exposedNow is what the spec says that a unit exposes. What is wrong with it is
// told where the unit itself is planned.
func (b *Builder) exposedNow(r Request, u *repo.Unit, environment string) exposure {
	object, err := r.Model.Exposed(u, environment, r.standsAt(u, environment), b.Packs)
	if err != nil {
		return exposure{}
	}
	return exposure{object.AsValueMap(), true}
}

// exposedBefore is what a unit exposed when it was last rendered.
func (b *Builder) exposedBefore(u *repo.Unit, environment string) exposure {
	p, values := b.recorded(u, environment)
	if p == nil {
		return exposure{}
	}
	return exposure{p.Shown(values), true}
}

// recorded are the values of a unit's last render in an environment, by its lock;
// none where there was no render, or it can't be read any more.
func (b *Builder) recorded(u *repo.Unit, environment string) (*pack.Pack, *pack.Values) {
	block := u.Lock.Block(environment)
	if block == nil {
		return nil, nil
	}
	p, err := b.Packs.Get(block.Pack)
	if err != nil {
		return nil, nil
	}
	context, inputs := block.Some(p.Needed())
	values, err := p.Recorded(u.Lock.Name(u.Name), environment, context, inputs)
	if err != nil {
		return nil, nil
	}
	return p, values
}

// recheck refuses what this run would do to units that it does not render: their
// rules ask what others expose, and held until now.
func (b *Builder) recheck(r Request) diag.List {
	var list diag.List
	for _, environment := range r.Model.Root.EnvironmentNames() {
		if !selected(r.Environments, environment) {
			continue
		}
		readers := slices.DeleteFunc(slices.Clone(r.Model.Units), func(u *repo.Unit) bool { return r.renders(u, environment) || !b.asks(u, environment) })
		if len(readers) == 0 || !slices.ContainsFunc(r.Units, func(u *repo.Unit) bool { return b.exposesOtherwise(r, u, environment) }) {
			continue
		}
		for _, u := range readers {
			list = append(list, foundIn(u, r.Model.Environments(u), b.recheckUnit(r, u, environment))...)
		}
	}
	return list
}

// asks tells whether a unit's last render was checked by what others expose.
func (b *Builder) asks(u *repo.Unit, environment string) bool {
	block := u.Lock.Block(environment)
	if block == nil || !b.Packs.Mentions(block.Pack, pack.ExposedCall) {
		return false
	}
	p, err := b.Packs.Get(block.Pack)
	return err == nil && p.Asks() // else it is told when the unit itself is rendered
}

// exposesOtherwise tells whether a unit exposes something else after this run.
func (b *Builder) exposesOtherwise(r Request, u *repo.Unit, environment string) bool {
	now, known := b.exposed(r, environment)(u.Name)
	before, was := b.exposedLast(r, environment)(u.Name)
	if known != was || len(now) != len(before) {
		return true
	}
	for name, v := range now {
		if old, ok := before[name]; !ok || !old.RawEquals(v) {
			return true
		}
	}
	return false
}

func (b *Builder) recheckUnit(r Request, u *repo.Unit, environment string) diag.List {
	p, values := b.recorded(u, environment)
	if p == nil {
		return nil
	}
	request := pack.Request{Environment: environment, Given: r.Model.GivenTo(u, p, environment, b.Packs), Unit: u.Spec, Exposed: b.exposed(r, environment)}
	after := p.Recheck(request, values)
	if len(after) == 0 {
		return nil
	}
	request.Exposed = b.exposedLast(r, environment)
	before := p.Recheck(request, values)
	after = slices.DeleteFunc(after, func(p *diag.Problem) bool {
		return slices.ContainsFunc(before, func(old *diag.Problem) bool { return old.Sentence() == p.Sentence() })
	})
	for _, problem := range after {
		problem.Hint = strings.TrimSuffix(problem.Hint, ".")
	}
	return diag.Also(diag.While("after this run "+u.Name+" would not be valid", after), "change "+u.Name+" first, or generate both at once")
}
