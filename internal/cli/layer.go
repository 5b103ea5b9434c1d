package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// layerPack is the pack of `scaffold layer`.
const layerPack = "blank"

type layerOptions struct {
	*global
	write     writeFlags
	name      string
	dependsOn []string
	before    string
	inputs    []assignment
}

func newLayer(g *global) *cobra.Command {
	o := &layerOptions{global: g}
	cmd := &cobra.Command{
		Use:   "layer NAME",
		Short: "Add a layer with the next free number and a root module for each environment",
		Long: `Adds a layer block to scaffold.hcl and layers/<next number>-NAME from the blank
pack. Order comes from depends_on, not from the number: --before LAYER makes
that layer depend on the new one and renumbers nothing. At a terminal it asks
for what the command line leaves open; --no-input takes the defaults.`,
		Example:     `  scaffold layer data-lake --depends-on foundation,platform`,
		Args:        optionalArg("one layer name"),
		Annotations: map[string]string{inputsAnnotation: layerPack},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.name = firstArg(args)
			o.unit = o.name
			o.inputs = flagAssignments(cmd)
			if err := o.write.check(cmd); err != nil {
				return err
			}
			return o.inRepository(&o.write, func(s *session, m *repo.Repository) error { return layerRun(o, s, m) })
		},
	}
	o.write.add(cmd, true)
	cmd.Flags().StringSliceVar(&o.dependsOn, "depends-on", nil, "layers whose state it reads")
	cmd.Flags().StringVar(&o.before, "before", "", "make this layer depend on the new one")
	return cmd
}

func layerRun(o *layerOptions, s *session, m *repo.Repository) error {
	if problem := m.NeedInfrastructure("layer"); problem != nil {
		return problem
	}
	layer, again, err := o.layer(m, s.interrupted != nil)
	if err != nil {
		return s.withMissing(err, layerPack, o.name, append(o.inputs, o.write.readableSets()...), m)
	}
	edits := map[repo.Path][]byte{}
	if !again {
		if edits, err = s.layerEdits(o, m, layer); err != nil {
			return err
		}
	}
	return s.addLayer(o, layer, edits)
}

// layer is the new layer; again is true when it is there already, just as asked:
// the same command may run twice, as after a kill.
func (o *layerOptions) layer(m *repo.Repository, interrupted bool) (spec.Layer, bool, error) {
	if o.name == "" {
		return spec.Layer{}, false, missingName("the new layer's name")
	}
	if old, exists := m.Root.Layer(o.name); exists {
		u := m.Unit(o.name)
		asAsked := u != nil && u.Spec.Pack.Name == layerPack && slices.Equal(old.DependsOn, o.dependsOn) && len(o.inputs)+len(o.write.set) == 0
		if asAsked || (u != nil && interrupted) {
			return old, true, nil
		}
		return old, false, diag.Usagef("there is already a layer %q, in layers/%s", o.name, old.Directory).
			WithHint("change it in scaffold.hcl or in its own spec, then run `scaffold generate`")
	}
	if !spec.ValidName(o.name) {
		return spec.Layer{}, false, diag.Usagef("%q can't be the name of a layer", o.name).
			WithHint("lower-case letters, digits and single hyphens, a letter first")
	}
	if u := m.Unit(o.name); u != nil {
		return spec.Layer{}, false, diag.Usagef("there is already a unit %q: %s", o.name, u.Path).
			WithHint("workspace names leave the layer out, so unit names are unique across layers")
	}
	for _, name := range append(append([]string{}, o.dependsOn...), o.beforeNames()...) {
		if _, ok := m.Root.Layer(name); !ok {
			var names []string
			for _, l := range m.Root.Layers {
				names = append(names, l.Name)
			}
			return spec.Layer{}, false, diag.Usagef("there is no layer %q", name).WithHint("layers here: %s", strings.Join(names, ", "))
		}
	}
	return spec.Layer{Name: o.name, Directory: m.Root.NextDirectory(o.name), DependsOn: o.dependsOn}, false, nil
}

func (o *layerOptions) beforeNames() []string {
	if o.before == "" {
		return nil
	}
	return []string{o.before}
}

// layerEdits are the root file with the layer's block, and the layer's spec.
func (s *session) layerEdits(o *layerOptions, m *repo.Repository, layer spec.Layer) (map[repo.Path][]byte, error) {
	root, err := spec.AddLayer(spec.Filename, m.Root.Unit.Source, layer)
	if err != nil {
		return nil, err
	}
	if o.before != "" {
		if root, err = spec.AddDependency(spec.Filename, root, o.before, layer.Name); err != nil {
			return nil, err
		}
	}
	p, err := s.packs.Get(spec.PackRef{Name: layerPack})
	if err != nil {
		return nil, err
	}
	all, _, err := o.describe(&o.write, o.name, o.inputs)
	if err != nil {
		return nil, err
	}
	in, err := resolve(p, all, m.Root.EnvironmentNames())
	if err != nil {
		return nil, s.withMissing(err, layerPack, o.name, all, m)
	}
	unit, err := spec.NewUnit(layer.Name, spec.PackRef{Name: p.Name, Version: p.Version}, m.Root.EnvironmentNames(), in.changes)
	dir := repo.Path(repo.LayersDir).Join(layer.Directory)
	return map[repo.Path][]byte{spec.Filename: root, dir.Join(spec.Filename): unit}, err
}

// addLayer plans the layer, the repository's own files, whose README shows it,
// and every other unit whose pack reads the layers.
func (s *session) addLayer(o *layerOptions, layer spec.Layer, edits map[repo.Path][]byte) error {
	m, err := s.load(edits)
	if err != nil {
		return err
	}
	var units []*repo.Unit
	for _, u := range m.Units {
		p, err := s.packs.Get(u.PackOf(""))
		if err != nil {
			return err
		}
		if u.Name == "." || u.Name == layer.Name || u.Layer == o.before || contains(p.Reads, "layers") {
			units = append(units, u)
		}
	}
	if m, err = s.complete(m, units, edits, ""); err != nil {
		return s.withoutPlaces(err, edits)
	}
	planned, err := s.build(m, again(m, units), edits, plan.Tfvars{})
	if err != nil {
		return err
	}
	return s.finish(job{command: "layer", message: "feat: add " + layer.Name + " layer", plan: planned})
}
