package complete

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/workplace"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// completer knows the words of one repository.
type completer struct {
	repo.Outline
	place *workplace.Workplace
	packs *pack.Store
}

// newCompleter knows those of the repository at hand.
func newCompleter(w *workplace.Workplace) *completer { return completerOf(w, w.Root()) }

func completerOf(w *workplace.Workplace, dir string) *completer {
	return &completer{repo.Sketch(gitops.Disk(dir)), w, w.Packs(dir)} // an empty folder has no files
}

func (c *completer) environments() words {
	var out words
	for _, e := range c.Root.Environments {
		out = append(out, cobra.CompletionWithDesc(e.Name, e.Region))
	}
	return out
}

func (c *completer) layers() words {
	var out words
	for _, l := range c.Root.Layers {
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

// unitsOf are the units of a layer.
func (c *completer) unitsOf(layer spec.Layer) words {
	var out words
	for _, u := range c.Units(layer) {
		out = append(out, cobra.CompletionWithDesc(u.Name, string(u.Path)))
	}
	return out
}

// units offers units that the line does not name yet; commands name the
// repository's own files by a dot, which is typed faster.
func units(c *completer, _ *cobra.Command, args []string, _ string) (words, cobra.ShellCompDirective) {
	var out words
	if c.Unit != nil && len(args) == 0 {
		out = append(out, c.Unit.Name)
	}
	for _, layer := range c.Root.Layers {
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

// referable are the units that a reference to a kind or a pack may name: those
// of the layer of the pack called so.
func (c *completer) referable(packName string) words {
	p, err := c.packs.Get(spec.PackRef{Name: packName})
	if err != nil {
		return nil
	}
	if layer, ok := c.Root.Layer(p.Layer); ok {
		return c.unitsOf(layer)
	}
	return nil
}

// packOf is the pack of a unit that exists, given by name or path; nil when it
// can't be told.
func (c *completer) packOf(unit string) *pack.Pack {
	u := c.Spec(unit)
	if u == nil {
		return nil
	}
	p, err := c.packs.Get(u.Pack)
	if err != nil {
		return nil
	}
	return p
}

// values are what an input may be: units that exist, the pack's choices, or what
// it offers beside the inputs that the line has already.
func (c *completer) values(cmd *cobra.Command, p *pack.Pack, in *pack.Input, typed string) words {
	var out words
	switch {
	case in.References != nil:
		out = c.referable(in.References.What())
	case in.Type == cty.Bool:
		out = words{"true", "false"}
	case in.Offers != nil:
		for _, offer := range p.Draft(given(cmd, p)).Offers(in) {
			out = append(out, cobra.CompletionWithDesc(expr.Text(offer.Value), offer.Label))
		}
	}
	if !in.Type.IsMapType() { // whose choices are what its keys have
		for _, choice := range in.Choices {
			out = append(out, expr.Text(choice))
		}
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
