package plan

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/gocty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Complete returns what the unit's spec lacks and scaffold chooses once:
// allocated numbers, and pinned defaults of a unit that was never rendered.
// again names an allocated input that is to be chosen anew.
func (b *Builder) Complete(m *repo.Repository, u *repo.Unit, again string) ([]spec.Change, error) {
	p, err := b.Packs.Get(u.Spec.Pack)
	if err != nil {
		return nil, atSpec(err, u)
	}
	var changes []spec.Change
	for _, in := range p.Inputs {
		_, given := u.Spec.Inputs[in.Name]
		switch {
		case in.Allocate != nil && (!given || in.Name == again):
			number, err := b.allocate(m, u, p, in)
			if err != nil {
				return nil, err
			}
			changes = append(changes, spec.Change{Name: in.Name, Value: expr.LiteralLine(cty.NumberIntVal(number))})
		case in.Pinned && !given && u.Lock == nil:
			pins, err := b.pin(m, u, p, in)
			if err != nil {
				return nil, err
			}
			changes = append(changes, pins...)
		}
	}
	return changes, nil
}

// pin writes an input's default down: for the unit where it is the same in all
// environments, else in each.
func (b *Builder) pin(m *repo.Repository, u *repo.Unit, p *pack.Pack, in *pack.Input) ([]spec.Change, error) {
	var changes []spec.Change
	same := true
	for _, environment := range m.Environments(u) {
		if _, given := u.Spec.Overrides[environment][in.Name]; given {
			same = false
			continue
		}
		v, err := p.InputValue(in.Name, pack.Request{
			Context: m.Context(u, p, environment, nil), Environment: environment,
			Given: m.Given(u, environment), Unit: u.Spec,
		})
		if err != nil {
			return nil, err
		}
		changes = append(changes, spec.Change{Environment: environment, Name: in.Name, Value: expr.Literal(v)})
		same = same && changes[0].Value == changes[len(changes)-1].Value
	}
	if same && len(changes) > 0 {
		return []spec.Change{{Name: in.Name, Value: changes[0].Value}}, nil
	}
	return changes, nil
}

// allocate chooses a number: a slot from the hash of the unit's name, probed
// over the specs on disk, so that two branches rarely choose the same and no
// registry file is needed.
func (b *Builder) allocate(m *repo.Repository, u *repo.Unit, p *pack.Pack, in *pack.Input) (int64, error) {
	references, err := m.References(u, p, "", b.Packs)
	if err != nil {
		return 0, err
	}
	given := m.Given(u, "")
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
	taken := b.taken(m, u, p, in)
	key := uniqueKey(m, u, p, in)
	sum := sha256.Sum256([]byte(u.Name))
	slots := uint64(high - low + 1)
	start := binary.BigEndian.Uint64(sum[:8]) % slots
	for i := uint64(0); i < slots && i <= uint64(len(taken)); i++ {
		number := low + int64((start+i)%slots)
		if _, used := taken[allocation{key, number}]; !used {
			return number, nil
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
		return 0, diag.Usagef("a bound of input %q is not a whole number", in.Name).At(e.Range(), p.Files[pack.Filename])
	}
	return n, nil
}

// allocation is a number within the group in which it must be unique.
type allocation struct {
	key    string
	number int64
}

// taken returns the numbers of all other units, with the unit that has each.
func (b *Builder) taken(m *repo.Repository, self *repo.Unit, p *pack.Pack, in *pack.Input) map[allocation]*repo.Unit {
	out := map[allocation]*repo.Unit{}
	for _, u := range m.Units {
		if u == self || u.Spec.Pack.Name != p.Name {
			continue
		}
		for number := range numbers(u, in.Name) {
			out[allocation{uniqueKey(m, u, p, in), number}] = u
		}
	}
	return out
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
	packs := map[string]bool{}
	for _, u := range r.Units {
		packs[u.Spec.Pack.Name] = true
	}
	for _, u := range r.Model.Units {
		if !packs[u.Spec.Pack.Name] {
			continue
		}
		p, err := b.Packs.Get(u.Spec.Pack)
		if err != nil {
			continue // reported where the unit itself is planned
		}
		for _, in := range p.Inputs {
			if in.Allocate == nil {
				continue
			}
			key := p.Name + "\n" + in.Name + "\n" + uniqueKey(r.Model, u, p, in)
			for number, at := range numbers(u, in.Name) {
				a := allocation{key, number}
				if other := seen[a]; other != nil {
					list = append(list, at.Problem("%s and %s both have %s %d", other.Name, u.Name, in.Name, number).
						WithHint("run `scaffold generate %s --reallocate %s`", u.Name, in.Name))
				}
				seen[a] = u
			}
		}
	}
	return list.Err()
}
