package plan

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/limits"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Carry is what becomes of the values of one unit's inputs that another version of
// its pack keeps elsewhere, or gives up: every value has one owner, and follows it.
type Carry struct {
	Cut     []hcl.Range                     // what the spec loses, as it stands now
	Changes []spec.Change                   // what it gains, by the inputs' new names
	Places  map[string]map[string]spec.Attr // where those values stood, by environment and input
	Tfvars  map[string]CarriedTfvars        // what happens to terraform.tfvars, by environment
	Moves   []OwnerMove                     // the same in words
}

// OwnerMove is one input whose values move, or are dropped.
type OwnerMove struct{ Input, What string }

// CarriedTfvars is what happens to one terraform.tfvars.
type CarriedTfvars struct {
	Gone  []GoneVariable
	Given map[string]CarriedValue // values of the spec, by the input's new name
}

// GoneVariable is an assignment that the new version has no use for. It stays
// where the code declares the variable all the same: then it is the user's own.
type GoneVariable struct {
	Name string // as the file has it
	Why  string
	Lost *diag.Problem // the value would be lost; nil where it moves, or says nothing
}

// CarriedValue is a value that a terraform.tfvars gains.
type CarriedValue struct {
	Attr spec.Attr // with the place where it stood
	Text string    // the assignment in lines of its own, with its comments
}

// Carries works out the Carry of each unit of the request whose pack is to be
// another version, by the unit's name. given tells whether a value is said for an
// input in this run, which then needs no old one.
func (b *Builder) Carries(r Request, to map[string]*pack.Pack, given func(u *repo.Unit, environment, input string) bool) (map[string]*Carry, error) {
	out := map[string]*Carry{}
	differ := map[[2]string][]ownership{}
	var list diag.List
	for _, u := range r.Units {
		c := &carrier{b: b, r: r, u: u, to: to[u.Name], differ: differ, moved: map[string]map[string]movedValue{}, given: func(environment, input string) bool { return given(u, environment, input) }}
		c.unit()
		list = append(list, c.list...)
		out[u.Name] = &c.out
	}
	return out, list.InOrder().Err()
}

// ownership is an input of an older version, and what it is in the newer one; nil
// where that has none.
type ownership struct{ old, now *pack.Input }

// movedValue is a value of terraform.tfvars that moves into the spec.
type movedValue struct {
	spec.Attr
	comment string // what scaffold wrote above it
}

// carrier works out one unit's Carry.
type carrier struct {
	b       *Builder
	r       Request
	u       *repo.Unit
	to      *pack.Pack
	differ  map[[2]string][]ownership
	given   func(environment, input string) bool
	staying []string                         // environments that stay at their version
	moved   map[string]map[string]movedValue // into the spec, by input and environment
	out     Carry
	list    diag.List
}

func (c *carrier) unit() {
	c.out.Places, c.out.Tfvars = map[string]map[string]spec.Attr{}, map[string]CarriedTfvars{}
	environments := c.r.Model.Environments(c.u)
	if !c.to.HasEnvironments() {
		return
	}
	for _, e := range environments {
		if !selected(c.r.Environments, e) {
			c.staying = append(c.staying, e)
		}
	}
	for _, e := range environments {
		if from := c.older(e); from != nil && !slices.Contains(c.staying, e) {
			c.environment(e, from)
		}
	}
	c.gather(environments)
}

// older is the version that an environment stands at, where it is another than the
// new one; nil otherwise, and where it can't be had: then the plan says so.
func (c *carrier) older(environment string) *pack.Pack {
	ref := c.u.PackOf(environment)
	if ref.String() == c.to.Ref() {
		return nil
	}
	from, err := c.b.Packs.Get(ref)
	if err != nil {
		return nil
	}
	return from
}

// said is what specs say to an environment's version.
func (c *carrier) said(e string, from *pack.Pack) map[string]spec.Attr {
	return c.r.Model.GivenTo(c.u, from, e, c.b.Packs)
}

// ownerships are the inputs that are not the same in the new version.
func (c *carrier) ownerships(from *pack.Pack) []ownership {
	key := [2]string{from.Ref(), c.to.Ref()}
	if known, ok := c.differ[key]; ok {
		return known
	}
	var out []ownership
	for _, old := range from.Inputs {
		now := c.now(old.Name)
		if now == nil || now.StoredIn != old.StoredIn || !now.Type.Equals(old.Type) || (old.Nullable && !now.Nullable) {
			out = append(out, ownership{old, now})
		}
	}
	c.differ[key] = out
	return out
}

// now is what the new version has for an input of an older one; nil for nothing.
func (c *carrier) now(name string) *pack.Input {
	if in := c.to.Input(name); in != nil {
		return in
	}
	return c.to.Input(c.to.Renamed(name))
}

// environment works out what becomes of one environment's values.
func (c *carrier) environment(e string, from *pack.Pack) {
	all := c.ownerships(from)
	if len(all) == 0 {
		return
	}
	variables, err := c.variables(e, from)
	if err != nil {
		c.list = c.list.Append(err)
		return
	}
	said := c.said(e, from)
	for _, o := range all {
		values := said
		if o.old.StoredIn == "tfvars" {
			values = variables
		}
		attr, ok := values[o.old.Name]
		if !ok {
			continue
		}
		inTfvars := o.old.StoredIn == "tfvars"
		switch {
		case o.now == nil && inTfvars:
			c.dropVariable(e, from, o.old, attr)
		case o.now == nil:
			c.drop(e, from, o.old, attr)
		case o.now.StoredIn == o.old.StoredIn:
			c.fits(e, o.now, attr)
		case inTfvars:
			c.toSpec(e, o, attr)
		default:
			c.toTfvars(e, o, attr, variables)
		}
	}
}

// variables are the assignments of an environment's terraform.tfvars, by the names
// that the older version has for its inputs.
func (c *carrier) variables(e string, from *pack.Pack) (map[string]spec.Attr, error) {
	path := c.tfvarsPath(e)
	content, there := readFile(c.r.Disk, path)
	out := map[string]spec.Attr{}
	if !there {
		return out, nil
	}
	sources := map[string][]byte{string(path): content}
	parsed, diags := limits.ParseHCL(content, string(path))
	if diags.HasErrors() {
		return nil, diag.FromHCL(diag.Usage, diags, sources)
	}
	attributes := parsed.Body.(*hclsyntax.Body).Attributes
	var list diag.List
	for key, a := range attributes {
		name := key
		if from.Input(key) == nil && !newer(from, attributes, key) {
			name = from.Renamed(key)
		}
		value, diags := expr.Once(a.Expr, nil)
		if diags.HasErrors() && isNumber(from.Input(name)) {
			list = append(list, diag.FromHCL(diag.Usage, diags, sources)...)
		}
		out[name] = spec.Attr{Value: value, Range: a.SrcRange, Source: content}
	}
	return out, list.InOrder().Err()
}

// isNumber tells whether an input's values stand in terraform.tfvars.
func isNumber(in *pack.Input) bool { return in != nil && in.StoredIn == "tfvars" }

func (c *carrier) tfvarsPath(e string) repo.Path {
	return c.u.Path.Join("environments", e, TfvarsFilename)
}

// problem is one about a value that an environment's input has.
func (c *carrier) problem(e string, at spec.Attr, format string, args ...any) {
	c.tell(e, at.Problem(format, args...))
}

// tell adds a problem that was found in an environment.
func (c *carrier) tell(e string, p *diag.Problem) {
	c.list = append(c.list, c.about(e, p))
}

func (c *carrier) about(e string, p *diag.Problem) *diag.Problem {
	p.Unit, p.Environments, p.Among = c.u.Name, []string{e}, c.r.Model.Environments(c.u)
	return p
}
