package cli

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/render"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// infrastructure is the repository from which an application repository copies.
type infrastructure struct {
	dir   string // its root, a host path
	model *repo.Repository
	build *plan.Builder
}

// openInfrastructure reads the infrastructure repository at or above dir.
func (g *global) openInfrastructure(dir string) (*infrastructure, error) {
	root := rootAbove(dir)
	if root == "" {
		return nil, diag.Usagef("%s is not in an infrastructure repository", dir).
			WithHint("name a folder that holds a scaffold.hcl with a repository block")
	}
	disk := os.DirFS(root)
	model, err := repo.Load(disk)
	if err != nil {
		return nil, within(root, err)
	}
	packs := g.newStore(root)
	packs.Sources = model.Root.PackSources
	return &infrastructure{root, model, &plan.Builder{Packs: packs, Renderer: render.New()}}, nil
}

// within makes places of problems in another repository than the one a command
// works in readable: with the folder before them.
func within(dir string, err error) error {
	return diag.In(dir, err).Err()
}

// findInfrastructure returns the infrastructure repository that a new
// application repository at target belongs to: the one named, the one the
// command runs in, or the only one beside. nil means that there is none.
func (g *global) findInfrastructure(named, target string) (*infrastructure, error) {
	if named != "" {
		return g.openInfrastructure(g.hostPath(named))
	}
	start := g.start(g.chdir)
	if root := rootAbove(start); root != "" {
		return g.openInfrastructure(root)
	}
	var found []string
	for _, folder := range []string{start, filepath.Dir(target)} {
		specs, _ := filepath.Glob(filepath.Join(escapeGlob(folder), "*", spec.Filename))
		for _, name := range specs {
			dir := filepath.Dir(name)
			if src, err := os.ReadFile(name); err == nil && spec.IsRoot(spec.Filename, src) && !slices.Contains(found, dir) {
				found = append(found, dir)
			}
		}
	}
	switch len(found) {
	case 0:
		return nil, nil
	case 1:
		return g.openInfrastructure(found[0])
	}
	return nil, diag.Usagef("there are several infrastructure repositories here: %s", strings.Join(found, ", ")).
		WithHint("name the one that holds the service with --infra DIR")
}

// escapeGlob makes a host path stand for itself in a pattern.
func escapeGlob(dir string) string {
	if filepath.Separator == '\\' {
		return dir // no escapes there
	}
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(dir)
}

// copied returns what the application repository of a service copies from it,
// as assignments of its own inputs.
func (i *infrastructure) copied(name, packName string) ([]assignment, error) {
	u := i.model.Unit(name)
	if u == nil {
		return nil, diag.Usagef("the infrastructure repository %s has no service %q", i.dir, name).WithHint("%s", i.hint(name, packName))
	}
	to, inputs, err := i.build.Application(i.model, i.model.FS, u)
	if err != nil {
		return nil, within(i.dir, err)
	}
	if to != packName {
		return nil, diag.Usagef("the application repository of %s is of pack %q, not %q", name, to, packName)
	}
	var out []assignment
	for _, input := range slices.Sorted(maps.Keys(inputs)) {
		out = append(out, assignment{name: input, attr: spec.Attr{Value: inputs[input]}})
	}
	return out, nil
}

// publishes are the inputs of an application repository's pack that a service
// here would give it, without values.
func (i *infrastructure) publishes(packName string) []assignment {
	p, err := i.build.Packs.Get(spec.PackRef{Name: servicePack})
	if err != nil || p.Application == nil || p.Application.Pack != packName {
		return nil
	}
	var out []assignment
	pairs, _ := hcl.ExprMap(p.Application.Inputs) // one that is made otherwise is not known before
	for _, pair := range pairs {
		out = append(out, assignment{name: hcl.ExprAsKeyword(pair.Key)})
	}
	return out
}

// hint names the service that was probably meant, or those that exist.
func (i *infrastructure) hint(name, packName string) string {
	var all []string
	for _, u := range i.model.Units {
		p, err := i.build.Packs.Get(u.PackOf(""))
		if err != nil || p.Application == nil || p.Application.Pack != packName {
			continue
		}
		all = append(all, u.Name)
	}
	best := diag.Closest(name, all)
	switch {
	case best != "":
		return "did you mean " + best + "? An application repository has its service's name"
	case len(all) == 0:
		return "make it first: `scaffold service " + name + "`"
	}
	return "it has " + strings.Join(all, ", ") + "; an application repository has its service's name. Make another with `scaffold service`"
}

// agree refuses a value that the command gives to an input which the service
// says otherwise: it has one owner, the infrastructure repository.
func (i *infrastructure) agree(p *pack.Pack, copied, given []assignment) error {
	var problems diag.List
	for _, a := range given {
		at := slices.IndexFunc(copied, func(c assignment) bool { return c.name == a.name })
		in := p.Input(a.name)
		if at < 0 || in == nil {
			continue
		}
		if err := a.value(in); err != nil {
			problems = problems.Append(err)
			continue
		}
		have, errHave := in.Convert(copied[at].attr.Value)
		want, errWant := in.Convert(a.attr.Value)
		if errHave != nil || errWant != nil || have.RawEquals(want) {
			continue // of another type: reported with the others
		}
		problems = append(problems, a.attr.Problem("%s is %s by the service's spec, not %s", a.name, expr.LiteralLine(have), expr.LiteralLine(want)).
			WithHint("leave it out here; to change it, run `scaffold generate` in %s", i.dir))
	}
	return problems.Err()
}

// differing returns those of the copied inputs that a unit's spec has
// otherwise, and a sentence about each.
func differing(p *pack.Pack, u *repo.Unit, copied []assignment) ([]assignment, []string) {
	var changed []assignment
	var told []string
	for _, a := range copied {
		in := p.Input(a.name)
		if in == nil {
			continue // the application repository's pack is older
		}
		next, err := in.Convert(a.attr.Value)
		if err != nil {
			changed = append(changed, a) // reported by resolve
			continue
		}
		before, is := cty.NullVal(in.Type), u.Spec.Inputs[a.name]
		if is.Value != cty.NilVal {
			if v, err := in.Convert(is.Value); err == nil {
				before = v
			}
		}
		if before.RawEquals(next) {
			continue
		}
		changed = append(changed, a)
		told = append(told, a.name+" was "+expr.LiteralLine(before)+", the infrastructure repository has "+expr.LiteralLine(next))
	}
	return changed, told
}
