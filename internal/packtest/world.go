package packtest

import (
	"bytes"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/limits"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// madeUp is the repository of a case that brings none.
const madeUp = `repository {
  organization = "acme"
  vcs          = "acme/infrastructure"
  domain       = "example.com"
  pack         = "repository"
}

environment "dev" {
  account = "111111111111"
}

environment "production" {
  account = "222222222222"
}

layer "foundation" {
  directory = "01-foundation"
}

layer "platform" {
  directory  = "02-platform"
  depends_on = ["foundation"]
}

layer "shared-services" {
  directory  = "03-shared-services"
  depends_on = ["foundation", "platform"]
}

layer "applications" {
  directory  = "04-applications"
  depends_on = ["foundation", "platform", "shared-services"]
  holds      = "services"
}
`

// example is the unit of a case whose inputs.hcl does not name it.
const example = "example"

// world is the repository of a case, in memory.
type world struct {
	pack  *pack.Pack
	unit  string    // the name of the unit that is tested
	spec  repo.Path // its spec
	root  *spec.Root
	files map[repo.Path][]byte
}

// newWorld makes a case's repository, but for the tested unit's own spec.
func newWorld(p *pack.Pack, c *Case, layerPack spec.PackRef) (*world, error) {
	w := &world{pack: p, unit: c.Inputs.Name, files: map[repo.Path][]byte{}}
	src := c.Repository
	if src == nil {
		src = []byte(madeUp)
	}
	name := c.Dir + "/" + RepositoryFile
	if spec.IsUnit(name, src) {
		return w, w.application(name, src)
	}
	root, err := spec.ParseRoot(name, src)
	if err != nil {
		return nil, err
	}
	w.root = root
	if root.Unit.Pack.Name == p.Name {
		w.unit, w.spec = ".", spec.Filename
		src, err = spec.Edit(name, src, []spec.Change{{Name: "pack", Value: expr.Quote(p.Ref())}})
	} else {
		src, err = w.place(src)
	}
	if err != nil {
		return nil, err
	}
	w.files[spec.Filename] = src
	return w, w.neighbors(c, layerPack)
}

// application makes the tested unit an application repository: its root file is
// the unit's spec.
func (w *world) application(name string, src []byte) error {
	u, err := spec.ParseUnit(name, src)
	if err != nil {
		return err
	}
	w.unit, w.spec = u.Name, spec.Filename
	w.files[spec.Filename], err = spec.Edit(name, src, []spec.Change{{Name: "pack", Value: expr.Quote(w.pack.Ref())}})
	return err
}

// place finds the tested unit's folder: in the layer whose units the pack makes,
// or a layer of its own. Layers that are not there are added.
func (w *world) place(src []byte) ([]byte, error) {
	name, holds := w.pack.Layer, "services"
	if name == "" {
		if name, holds = w.unit, ""; name == "" {
			name = w.pack.Name
		}
		w.unit = name
	} else if w.unit == "" {
		w.unit = example
	}
	layer, ok := w.root.Layer(name)
	if !ok {
		layer = spec.Layer{Name: name, Directory: w.root.NextDirectory(name), Holds: holds}
		for _, l := range w.root.Layers {
			if l.Holds == "" {
				layer.DependsOn = append(layer.DependsOn, l.Name)
			}
		}
		w.root.Layers = append(w.root.Layers, layer)
		var err error
		if src, err = spec.AddLayer(spec.Filename, src, layer); err != nil {
			return nil, err
		}
	}
	w.spec = repo.Path(repo.LayersDir).Join(layer.Directory)
	if layer.Holds != "" {
		w.spec = w.spec.Join(w.unit)
	}
	w.spec = w.spec.Join(spec.Filename)
	return src, nil
}

// neighbors adds the specs of the units that stand around the tested one: the
// layers, which are never rendered, and what the case's units.hcl says.
func (w *world) neighbors(c *Case, layerPack spec.PackRef) error {
	for _, n := range c.Units {
		src := n.Source
		if n.Unit.Pack.Name == "any" {
			var err error
			if src, err = spec.Edit(spec.Filename, src, []spec.Change{{Name: "pack", Value: expr.Quote(w.pack.Ref())}}); err != nil {
				return err
			}
		}
		layer, ok := w.root.Layer(n.Unit.Name)
		dir := repo.Path(repo.LayersDir).Join(layer.Directory)
		if !ok {
			dir = w.spec.Dir().Dir().Join(n.Unit.Name) // beside the tested one
		}
		w.files[dir.Join(spec.Filename)] = src
	}
	for _, l := range w.root.Layers {
		name := repo.Path(repo.LayersDir).Join(l.Directory, spec.Filename)
		if l.Holds == "" && name != w.spec && w.files[name] == nil {
			src, err := spec.NewUnit(l.Name, layerPack, nil, nil)
			if err != nil {
				return err
			}
			w.files[name] = src
		}
	}
	return nil
}

// units reads the unit blocks of units.hcl.
func (c *Case) units(name string, src []byte) error {
	parsed, diags := limits.ParseHCL(src, name)
	if diags.HasErrors() {
		return diag.FromHCL(diag.Usage, diags, map[string][]byte{name: src})
	}
	var list diag.List
	for _, b := range parsed.Body.(*hclsyntax.Body).Blocks {
		block := hcl.RangeBetween(b.TypeRange, b.CloseBraceRange)
		// Blank lines before it keep the places that messages name.
		text := append(bytes.Repeat([]byte("\n"), b.TypeRange.Start.Line-1), block.SliceBytes(src)...)
		if b.Type != "unit" || len(b.Labels) != 1 || !spec.ValidName(b.Labels[0]) {
			list = append(list, diag.Usagef("%s holds blocks unit \"NAME\" { … } only", name).At(b.DefRange(), src))
			continue
		}
		u, err := spec.ParseContent(name, text)
		list = list.Append(err)
		if err == nil {
			c.Units = append(c.Units, Neighbor{Unit: u, Source: bytes.TrimSpace(text)})
		}
	}
	return list.Err()
}

// lines are those of a text, without the empty one behind a final newline.
func lines(text []byte) []string {
	all := strings.Split(string(text), "\n")
	if n := len(all); all[n-1] == "" {
		all = slices.Clip(all[:n-1])
	}
	return all
}

// folder is the tested unit's folder.
func (w *world) folder() repo.Path { return w.spec.Dir() }
