package complete

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/workplace"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// completer knows the words of one repository.
type completer struct {
	place *workplace.Workplace
	packs *pack.Store
	dir   string     // the repository's root, a host path; "" where there is none
	root  *spec.Root // empty where there is none, and in an application repository
	unit  *spec.Unit // of an application repository; nil otherwise
}

// newCompleter reads the root file of the repository at hand. A file with
// mistakes still has the words that stand before them.
func newCompleter(w *workplace.Workplace) *completer { return completerOf(w, w.Root()) }

func completerOf(w *workplace.Workplace, dir string) *completer {
	c := &completer{place: w, packs: w.Packs(dir), dir: dir, root: &spec.Root{}}
	src, err := os.ReadFile(filepath.Join(dir, spec.Filename))
	switch {
	case dir == "" || err != nil:
	case spec.IsUnit(spec.Filename, src):
		c.unit, _ = spec.ParseUnit(spec.Filename, src)
	default:
		if root, _ := spec.ParseRoot(spec.Filename, src); root != nil {
			c.root = root
		}
	}
	return c
}

func (c *completer) environments() words {
	var out words
	for _, e := range c.root.Environments {
		out = append(out, cobra.CompletionWithDesc(e.Name, e.Region))
	}
	return out
}

func (c *completer) layers() words {
	var out words
	for _, l := range c.root.Layers {
		out = append(out, cobra.CompletionWithDesc(l.Name, repo.LayersDir+"/"+l.Directory))
	}
	return out
}

// packVersions are the packs that can be shown: vendored ones and built-in ones.
func (c *completer) packVersions() words {
	var out words
	for _, ref := range c.packs.VendoredRefs() {
		out = append(out, cobra.CompletionWithDesc(ref.String(), "vendored"))
	}
	for _, name := range c.packs.Names() {
		out = append(out, cobra.CompletionWithDesc(name, "built in"))
	}
	return out
}

// unitsOf are the units of a layer, told by the folders that hold a spec.
func (c *completer) unitsOf(layer spec.Layer) words {
	dir := repo.LayersDir + "/" + layer.Directory
	if layer.Holds == "" {
		return words{cobra.CompletionWithDesc(layer.Name, dir)}
	}
	entries, _ := os.ReadDir(filepath.Join(c.dir, filepath.FromSlash(dir))) // a folder that is not there has none
	var out words
	for _, e := range entries {
		if _, err := os.Stat(filepath.Join(c.dir, filepath.FromSlash(dir), e.Name(), spec.Filename)); err == nil {
			out = append(out, cobra.CompletionWithDesc(e.Name(), dir+"/"+e.Name()))
		}
	}
	return out
}

// units offers units that the line does not name yet; commands name the
// repository's own files by a dot, which is typed faster.
func units(c *completer, _ *cobra.Command, args []string, _ string) (words, cobra.ShellCompDirective) {
	var out words
	if c.unit != nil && len(args) == 0 {
		out = append(out, c.unit.Name)
	}
	for _, layer := range c.root.Layers {
		for _, w := range c.unitsOf(layer) {
			if name, _, _ := strings.Cut(w, "\t"); !slices.Contains(args, name) {
				out = append(out, w)
			}
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// services offers the services of the infrastructure repository that --infra
// names, or of the one at hand.
func services(c *completer, cmd *cobra.Command, _ []string, _ string) (words, cobra.ShellCompDirective) {
	if infra, err := cmd.Flags().GetString("infra"); err == nil && infra != "" {
		c = completerOf(c.place, workplace.Infrastructure(c.place.HostPath(infra)))
	}
	return c.referable("service"), cobra.ShellCompDirectiveNoFileComp
}

// referable are the units that a reference to units of the pack may name: those
// of the pack's layer.
func (c *completer) referable(packName string) words {
	p, err := c.packs.Get(spec.PackRef{Name: packName})
	if err != nil {
		return nil
	}
	if layer, ok := c.root.Layer(p.Layer); ok {
		return c.unitsOf(layer)
	}
	return nil
}

// packOf is the pack of a unit that exists, given by name or path; nil when it
// can't be told.
func (c *completer) packOf(unit string) *pack.Pack {
	u := c.unit
	switch {
	case u != nil && unit == u.Name:
	case unit == ".":
		u = c.root.Unit
	default:
		u = c.read(unit)
	}
	if u == nil {
		return nil
	}
	p, err := c.packs.Get(u.Pack)
	if err != nil {
		return nil
	}
	return p
}

// read parses the spec of one unit of an infrastructure repository.
func (c *completer) read(unit string) *spec.Unit {
	for _, layer := range c.root.Layers {
		dir := repo.Path(repo.LayersDir).Join(layer.Directory)
		if layer.Holds != "" {
			dir = dir.Join(repo.Path(unit).Base())
		}
		if layer.Holds == "" && unit != layer.Name && unit != string(dir) {
			continue
		}
		if src, err := os.ReadFile(filepath.Join(c.dir, filepath.FromSlash(string(dir)), spec.Filename)); err == nil {
			u, _ := spec.ParseUnit(spec.Filename, src)
			return u
		}
	}
	return nil
}

// values are what an input may be: units that exist, the pack's choices, or what
// it offers beside the inputs that the line has already.
func (c *completer) values(cmd *cobra.Command, p *pack.Pack, in *pack.Input, typed string) words {
	var out words
	switch {
	case in.References != nil:
		out = c.referable(in.References.Pack)
	case in.Type == cty.Bool:
		out = words{"true", "false"}
	case in.Offers != nil:
		for _, offer := range p.Draft(given(cmd, p)).Offers(in) {
			out = append(out, cobra.CompletionWithDesc(expr.Text(offer.Value), offer.Label))
		}
	}
	for _, choice := range in.Choices {
		out = append(out, expr.Text(choice))
	}
	if pack.IsTextList(in.Type) {
		return inList(out, typed)
	}
	return out
}

// given are the inputs that the line's flags have already; what can't be read
// yet is left out.
func given(cmd *cobra.Command, p *pack.Pack) pack.Request {
	r := pack.Request{Given: map[string]spec.Attr{}, Tfvars: map[string]spec.Attr{}}
	for _, a := range flags.Assignments(cmd) {
		in := p.Input(a.Name)
		if in == nil || a.Read(in) != nil {
			continue
		}
		if in.StoredIn == "tfvars" {
			r.Tfvars[a.Name] = a.Attr
		} else {
			r.Given[a.Name] = a.Attr
		}
	}
	return r
}
