package change

import (
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// NewApplication makes a service's application repository.
type NewApplication struct {
	Pack  string
	Name  string       // of the service
	Given []Assignment // of its inputs, the weakest first
	Told  []string     // what is to be said of Given
}

// Spec is the repository's root file.
func (c NewApplication) Spec(packs *pack.Store) ([]byte, error) {
	p, err := packs.Get(spec.PackRef{Name: c.Pack})
	if err != nil {
		return nil, err
	}
	s, err := resolve(p, c.Given, nil)
	if err != nil {
		return nil, err
	}
	return spec.NewUnit(c.Name, refOf(p), nil, s.changes)
}

func (c NewApplication) draft(d *draft) error {
	p, err := d.pack(c.Pack)
	if err != nil {
		return err
	}
	s, err := resolve(p, c.Given, nil)
	if err != nil {
		return err
	}
	if err := d.add(c.Name, ".", p, nil, s); err != nil {
		return err
	}
	d.tfvars, d.notices = plan.Tfvars{}, c.Told
	if err := d.load(); err != nil {
		return err
	}
	d.render(inOrder(d.model.Units))
	return nil
}

func (c NewApplication) conclude(*draft, *plan.Plan) (string, error) { return "initial commit", nil }

// Lacking is what is wrong with the inputs of a new application repository, and
// what they lack: for when other mistakes keep it from being planned.
func (c NewApplication) Lacking(packs *pack.Store) diag.List {
	p, err := packs.Get(spec.PackRef{Name: c.Pack})
	if err != nil {
		return nil
	}
	return missing(p, c.Name, c.Given, nil, nil)
}

// Resolve tells what is wrong with the inputs, whatever else is.
func (c NewApplication) Resolve(packs *pack.Store) error {
	p, err := packs.Get(spec.PackRef{Name: c.Pack})
	if err == nil {
		_, err = resolve(p, c.Given, nil)
	}
	return err
}

// OnBranch is the change with git's default branch for the new repository, where
// nothing that is given says another.
func (c NewApplication) OnBranch(packs *pack.Store, branch string) NewApplication {
	if p, err := packs.Get(spec.PackRef{Name: c.Pack}); err == nil {
		c.Given = found(p, c.Given, "default_branch", branch)
	}
	return c
}

// DefaultBranch is the branch whose pushes the new repository deploys, where its
// pack has an input of that role; empty means git's own default.
func (c NewApplication) DefaultBranch(packs *pack.Store) (string, error) {
	p, err := packs.Get(spec.PackRef{Name: c.Pack})
	if err != nil {
		return "", err
	}
	in := p.InputByRole("default_branch")
	if in == nil {
		return "", nil
	}
	src, err := c.Spec(packs)
	if err != nil {
		return "", err
	}
	u, err := spec.ParseUnit(spec.Filename, src)
	if err != nil {
		return "", err
	}
	v, err := p.InputValue(in.Name, pack.Request{Given: u.Inputs, Unit: u})
	if err != nil || v.IsNull() {
		return "", err
	}
	return v.AsString(), nil
}
