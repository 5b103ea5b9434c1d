package packtest

import (
	"io/fs"
	"maps"
	"slices"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/render"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// layerPack is the pack of the layers around a tested unit; nothing of them is
// rendered.
const layerPack = "blank"

// Runner renders cases. Its parts are where packs beside the tested one come
// from, such as the built-in ones.
type Runner struct {
	Builtin    fs.FS
	BuiltinDir map[string]string
	Scaffold   string
}

// Store returns a store in which the pack stands for its name.
func (r *Runner) Store(p *pack.Pack) *pack.Store {
	return &pack.Store{
		Builtin: r.Builtin, BuiltinDir: r.BuiltinDir, Scaffold: r.Scaffold,
		Sources: map[string]string{p.Name: p.Name}, Remote: tested{p},
	}
}

// tested is the source of the one pack that is tested.
type tested struct{ pack *pack.Pack }

func (t tested) Fetch(string) (map[string][]byte, error) { return t.pack.Files, nil }
func (t tested) Pinned(string) string                    { return "" }
func (t tested) Show(string) string                      { return "the tested pack" }

// Render returns the files that the pack makes of a case, by their paths in the
// unit's folder.
func (r *Runner) Render(p *pack.Pack, c *Case) (map[string]File, error) {
	store := r.Store(p)
	if _, err := store.Get(spec.PackRef{Name: p.Name}); err != nil { // another version of scaffold
		return nil, err
	}
	layers, err := store.Get(spec.PackRef{Name: layerPack})
	if err != nil {
		return nil, err
	}
	w, err := newWorld(p, c, spec.PackRef{Name: layers.Name, Version: layers.Version})
	if err != nil {
		return nil, err
	}
	run := &run{world: w, builder: &plan.Builder{Packs: store, Renderer: render.New()}, inputs: c.Inputs}
	planned, err := run.plan()
	if err != nil {
		return nil, err
	}
	return run.files(planned), nil
}

// run is the planning of one case.
type run struct {
	*world
	builder *plan.Builder
	inputs  *spec.Unit
	tfvars  map[string]map[string]cty.Value
}

// plan writes the unit's spec and plans it, as `scaffold service` does.
func (r *run) plan() (*plan.Plan, error) {
	changes, err := r.changes()
	if err != nil {
		return nil, err
	}
	if src := r.world.files[r.spec]; src != nil { // the repository's own unit
		r.world.files[r.spec], err = spec.Edit("", src, changes)
	} else {
		environments := r.inputs.Environments
		if len(environments) == 0 {
			environments = r.root.EnvironmentNames()
		}
		ref := spec.PackRef{Name: r.pack.Name, Version: r.pack.Version}
		r.world.files[r.spec], err = spec.NewUnit(r.unit, ref, environments, changes)
	}
	if err != nil {
		return nil, err
	}
	m, u, err := r.load()
	if err != nil {
		return nil, err
	}
	chosen, err := r.builder.Complete(m, []*repo.Unit{u}, "")
	if err != nil {
		return nil, err
	}
	if r.world.files[r.spec], err = spec.Edit("", r.world.files[r.spec], chosen[u.Name]); err != nil {
		return nil, err
	}
	if m, u, err = r.load(); err != nil {
		return nil, err
	}
	return r.builder.Build(plan.Request{
		Model: m, Units: []*repo.Unit{u}, Edits: map[repo.Path][]byte{r.spec: r.world.files[r.spec]},
		Tfvars: plan.Tfvars{u.Name: r.tfvars},
	})
}

// load reads the case's repository; inputs keep their places in inputs.hcl.
func (r *run) load() (*repo.Repository, *repo.Unit, error) {
	m, err := repo.Load(repo.Overlay{Files: r.world.files})
	if err != nil {
		return nil, nil, err
	}
	u := m.Unit(r.unit)
	keep := func(to, from map[string]spec.Attr) {
		for name, a := range to {
			if at, ok := from[name]; ok {
				a.Range, a.Source = at.Range, at.Source
				to[name] = a
			}
		}
	}
	keep(u.Spec.Inputs, r.inputs.Inputs)
	for environment, inputs := range u.Spec.Overrides {
		keep(inputs, r.inputs.Overrides[environment])
	}
	return m, u, nil
}

// changes sorts the case's inputs to their owners: what the spec holds is
// returned, what terraform.tfvars holds is kept.
func (r *run) changes() ([]spec.Change, error) {
	r.tfvars = map[string]map[string]cty.Value{}
	var out []spec.Change
	var list diag.List
	each := func(environment string, inputs map[string]spec.Attr) {
		for _, in := range r.pack.Inputs {
			a, ok := inputs[in.Name]
			if !ok {
				continue
			}
			if in.StoredIn != "tfvars" {
				out = append(out, spec.Change{Environment: environment, Name: in.Name, Value: expr.Literal(a.Value)})
				continue
			}
			value, problem := in.Take(a)
			if problem != nil {
				list = append(list, problem)
				continue
			}
			if r.tfvars[environment] == nil {
				r.tfvars[environment] = map[string]cty.Value{}
			}
			r.tfvars[environment][in.Name] = value
		}
		for _, name := range slices.Sorted(maps.Keys(inputs)) {
			if r.pack.Input(name) == nil {
				list = append(list, r.pack.UnknownInput(name, inputs[name]))
			}
		}
	}
	each("", r.inputs.Inputs)
	for _, environment := range slices.Sorted(maps.Keys(r.inputs.Overrides)) {
		each(environment, r.inputs.Overrides[environment])
	}
	return out, list.InOrder().Err()
}

// files are those of the unit's folder, without scaffold's own.
func (r *run) files(p *plan.Plan) map[string]File {
	out := map[string]File{}
	for _, a := range p.Of(plan.Create) {
		own := a.Path == r.spec || a.Path.Base() == lock.Filename || a.Path.In(pack.VendorDir)
		if a.Path.In(r.folder()) && !own {
			out[a.Path.Rel(r.folder())] = File{Content: a.Bytes(), Executable: a.Bit == plan.BitSet}
		}
	}
	return out
}
