package plan

import (
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty/gocty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// allocator chooses numbers for the units of one run; what it has given to one
// unit is taken for the next.
type allocator struct {
	*Builder
	model *repo.Repository
	taken map[string]map[allocation][]*repo.Unit // by kind and input
}

// allocate chooses a number: a slot from the hash of the unit's name, probed
// over the specs on disk, so that two branches rarely choose the same and no
// registry file is needed.
func (a *allocator) allocate(u *repo.Unit, p *pack.Pack, in *pack.Input) (int64, error) {
	m := a.model
	references, err := m.References(u, p, "", a.Packs)
	if err != nil {
		return 0, err
	}
	given := m.GivenTo(u, p, "", a.Packs)
	delete(given, in.Name)
	values, err := p.Evaluate(pack.Request{Context: m.Context(u, p, "", references), Given: given, Unit: u.Spec})
	if err != nil {
		return 0, err
	}
	low, err := bound(p, in, in.Allocate.Low, values)
	if err != nil {
		return 0, err
	}
	high, err := bound(p, in, in.Allocate.High, values)
	if err != nil {
		return 0, err
	}
	if high < low {
		return 0, diag.Usagef("input %q has no number to choose from: %d to %d", in.Name, low, high)
	}
	taken := a.group(p, in)
	key := uniqueKey(m, u, p, in)
	sum := sha256.Sum256([]byte(u.Name))
	slots := uint64(high - low + 1)
	start := binary.BigEndian.Uint64(sum[:8]) % slots
	for i := range slots {
		slot := allocation{key, low + int64((start+i)%slots)}
		if !slices.ContainsFunc(taken[slot], func(other *repo.Unit) bool { return other != u }) {
			taken[slot] = append(taken[slot], u)
			return slot.number, nil
		}
	}
	return 0, diag.Usagef("all numbers from %d to %d are taken for input %q", low, high, in.Name)
}

func bound(p *pack.Pack, in *pack.Input, e hcl.Expression, values *pack.Values) (int64, error) {
	v, err := p.Eval(e, values, nil)
	if err != nil {
		return 0, err
	}
	var n int64
	if err := gocty.FromCtyValue(v, &n); err != nil {
		return 0, diag.Usagef("a bound of input %q is not a whole number", in.Name).At(e.Range(), p.Source(e.Range()))
	}
	return n, nil
}

// allocation is a number within the group in which it must be unique.
type allocation struct {
	key    string
	number int64
}

// group returns the numbers of all units for an input, with the units that have
// each.
func (a *allocator) group(p *pack.Pack, in *pack.Input) map[allocation][]*repo.Unit {
	if known := a.taken[p.Kind+"\n"+in.Name]; known != nil {
		return known
	}
	out := map[allocation][]*repo.Unit{}
	for _, u := range a.model.Units {
		theirs := a.ofKind(u.Spec.Pack, p.Kind)
		if theirs == nil || theirs.Input(in.Name) == nil || theirs.Input(in.Name).Allocate == nil {
			continue
		}
		key := uniqueKey(a.model, u, theirs, theirs.Input(in.Name))
		for number := range numbers(u, in.Name) {
			slot := allocation{key, number}
			out[slot] = append(out[slot], u)
		}
	}
	a.taken[p.Kind+"\n"+in.Name] = out
	return out
}

// ofKind is a pack if it is of the kind. What is wrong with one is told where its
// unit is planned.
func (b *Builder) ofKind(ref spec.PackRef, kind string) *pack.Pack {
	return b.ofKinds(ref, map[string]bool{kind: true})
}

// ofKinds is a pack if it is of one of the kinds; a pack that names none of them is
// not parsed.
func (b *Builder) ofKinds(ref spec.PackRef, kinds map[string]bool) *pack.Pack {
	for kind := range kinds {
		if !b.Packs.Mentions(ref, `"`+kind+`"`) {
			continue
		}
		if p, err := b.Packs.Get(ref); err == nil && p.Kind == kind {
			return p
		}
	}
	return nil
}

// numbers returns the values of an input anywhere in a spec, with their places.
func numbers(u *repo.Unit, name string) map[int64]spec.Attr {
	out := map[int64]spec.Attr{}
	add := func(inputs map[string]spec.Attr) {
		var n int64
		if a, ok := inputs[name]; ok && gocty.FromCtyValue(a.Value, &n) == nil {
			out[n] = a
		}
	}
	add(u.Spec.Inputs)
	for _, inputs := range u.Spec.Overrides {
		add(inputs)
	}
	return out
}

// uniqueKey is the text of the values within which a number is unique.
func uniqueKey(m *repo.Repository, u *repo.Unit, p *pack.Pack, in *pack.Input) string {
	var key strings.Builder
	for _, name := range in.Allocate.UniqueWith {
		v, err := p.InputValue(name, pack.Request{Context: m.Context(u, p, "", nil), Given: m.Given(u, ""), Unit: u.Spec})
		if err == nil {
			key.WriteString(expr.LiteralLine(v) + "\n")
		}
	}
	return key.String()
}

// checkAllocated refuses a number that two units have in one group: two
// branches may have chosen the same.
func (b *Builder) checkAllocated(r Request) error {
	var list diag.List
	seen := map[allocation]*repo.Unit{}
	kinds := map[string]bool{}
	for _, u := range r.Units {
		if p, err := b.Packs.Get(u.Spec.Pack); err == nil {
			kinds[p.Kind] = true
		}
	}
	for _, u := range r.Model.Units {
		p := b.ofKinds(u.Spec.Pack, kinds)
		if p == nil {
			continue
		}
		for _, in := range p.Inputs {
			if in.Allocate == nil {
				continue
			}
			key := p.Kind + "\n" + in.Name + "\n" + uniqueKey(r.Model, u, p, in)
			inSpec := numbers(u, in.Name)
			for _, number := range slices.Sorted(maps.Keys(inSpec)) {
				a := allocation{key, number}
				if other := seen[a]; other != nil {
					list = append(list, inSpec[number].Problem("%s and %s both have %s %d", other.Name, u.Name, in.Name, number).
						WithHint("run `scaffold generate %s --reallocate %s`", u.Name, in.Name))
				}
				seen[a] = u
			}
		}
	}
	return list.Err()
}
