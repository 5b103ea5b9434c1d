package cli

import (
	"io/fs"
	"maps"
	"strings"

	"github.com/spf13/cobra"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// servicePack is the pack of `scaffold service`.
const servicePack = "service"

type serviceOptions struct {
	*global
	write        writeFlags
	name         string
	environments string
	inputs       []assignment
}

func newService(g *global) *cobra.Command {
	o := &serviceOptions{global: g}
	cmd := &cobra.Command{
		Use:   "service NAME",
		Short: "Add a service: its spec and a root module for each environment",
		Long: `Adds layers/<applications>/NAME: a spec and one root module an environment,
wired to the layers below and to the services it uses, and commits it.
Every input of the service pack is a flag; --set [ENV:]name=VALUE sets one for
a single environment. For a service that exists it changes nothing: equal input
is fine, other input is an error.
At a terminal, without a name or without inputs, it asks; --no-input takes the
defaults.`,
		Example: `  scaffold service service-a
  scaffold service service-a --port 9090 --uses service-b --set production:desired_count=4`,
		Args:        exactArgs(1, "one service name"),
		Annotations: map[string]string{inputsAnnotation: servicePack},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.name = args[0]
			o.inputs = flagAssignments(cmd)
			if err := o.write.check(cmd); err != nil {
				return err
			}
			if cmd.Flags().Changed("environments") && len(list(o.environments)) == 0 {
				return diag.Usagef("--environments names none").WithHint("leave it out for all, or give --environments dev,staging")
			}
			return o.inRepository(&o.write, func(s *session, m *repo.Repository) error { return serviceRun(o, s, m) })
		},
	}
	o.write.add(cmd, true)
	o.write.addUnitFlags(cmd)
	o.write.addWorkspaces(cmd)
	cmd.Flags().StringVar(&o.environments, "environments", "", "the environments it has, comma-separated (default: all)")
	return cmd
}

func serviceRun(o *serviceOptions, s *session, m *repo.Repository) error {
	if problem := m.NeedInfrastructure("service"); problem != nil {
		return problem
	}
	all, environments, err := o.collect(m)
	if err != nil {
		return err
	}
	if u := m.Unit(o.name); u != nil {
		return s.sameService(m, u, all, environments)
	}
	return s.addService(o, m, all, environments)
}

// collect gathers --spec, --set and flags, weakest first, and the environments.
func (o *serviceOptions) collect(m *repo.Repository) ([]assignment, []string, error) {
	all, environments, err := o.describe(&o.write, o.name, o.inputs)
	if err != nil {
		return nil, nil, err
	}
	if named := list(o.environments); len(named) > 0 {
		environments = named
	}
	if len(environments) == 0 {
		environments = m.Root.EnvironmentNames()
	}
	return all, environments, checkEnvironments(m, environments)
}

func checkEnvironments(m *repo.Repository, names []string) error {
	var problems diag.List
	for _, name := range names {
		if _, ok := m.Root.Environment(name); !ok {
			problems = append(problems, diag.Usagef("there is no environment %q", name).
				WithHint("environments here: %s", strings.Join(m.Root.EnvironmentNames(), ", ")))
		}
	}
	return problems.Err()
}

// addService plans and writes a new service.
func (s *session) addService(o *serviceOptions, m *repo.Repository, all []assignment, environments []string) error {
	p, err := s.packs.Get(spec.PackRef{Name: servicePack})
	if err != nil {
		return err
	}
	dir, err := unitFolder(m, p, o.name)
	if err != nil {
		return err
	}
	in, err := resolve(p, all, environments)
	if err != nil {
		return err
	}
	src, err := spec.NewUnit(o.name, spec.PackRef{Name: p.Name, Version: p.Version}, environments, in.changes)
	if err != nil {
		return err
	}
	edits := map[repo.Path][]byte{dir.Join(spec.Filename): src}
	if m, err = s.load(edits); err != nil {
		return s.withoutPlaces(err, edits)
	}
	in.place(m.Unit(o.name))
	if m, err = s.complete(m, []*repo.Unit{m.Unit(o.name)}, edits, ""); err != nil {
		return s.withoutPlaces(err, edits)
	}
	planned, err := s.build(m, []*repo.Unit{m.Unit(o.name)}, edits, plan.Tfvars{o.name: in.tfvars})
	if err != nil {
		return err
	}
	push := "push"
	if !s.w.commit {
		push = "commit and push"
	}
	return s.finish(job{
		command: "service", message: "feat: add " + o.name + " infrastructure", plan: planned,
		next: []string{push + ", and let Terraform Cloud apply " + repo.Workspace(m.Root.WorkspaceName, o.name, environments[0]) + " first"},
	})
}

// unitFolder is where a new unit of the pack goes. Its name is checked before
// it becomes part of a path.
func unitFolder(m *repo.Repository, p *pack.Pack, name string) (repo.Path, error) {
	if problem := p.CheckName(name, m.Root.EnvironmentNames()); problem != nil {
		return "", problem
	}
	if !spec.ValidName(name) {
		return "", diag.Usagef("%q can't be the name of a unit", name).
			WithHint("lower-case letters, digits and single hyphens, a letter first")
	}
	layer, ok := m.Root.Layer(p.Layer)
	if !ok || layer.Holds == "" {
		return "", diag.Usagef("this repository has no layer %q that holds services", p.Layer).
			WithHint("add a layer block %q with holds = \"services\" to scaffold.hcl", p.Layer)
	}
	dir := repo.Path(repo.LayersDir).Join(layer.Directory, name)
	if info, err := fs.Stat(m.FS, string(dir)); err == nil && !info.IsDir() {
		return "", diag.Usagef("%s is a file, where the unit's folder belongs", dir).WithHint("move it aside")
	}
	return dir, nil
}

// sameService is `service NAME` for one that exists: equal input plans it like
// generate, other input is an error.
func (s *session) sameService(m *repo.Repository, u *repo.Unit, all []assignment, environments []string) error {
	p, err := s.packs.Get(u.PackOf(""))
	if err != nil {
		return err
	}
	if p.Name != servicePack {
		return diag.Usagef("there is already a unit %q, and it is not a service: %s", u.Name, u.Path)
	}
	in, err := resolve(p, all, environments)
	if err != nil {
		return err
	}
	if have := m.Environments(u); !sameNames(have, environments) {
		return diag.Usagef("service %s exists, and its environments are %s, not %s", u.Name, strings.Join(have, ", "), strings.Join(environments, ", ")).
			WithHint("give --environments %s, or change them in %s and run `scaffold generate %s`", strings.Join(have, ","), u.Path.Join(spec.Filename), u.Name)
	}
	if difference := s.difference(m, u, p, in, environments); difference != "" {
		return diag.Usagef("service %s exists, and %s", u.Name, difference).
			WithHint("change it with `scaffold generate %s --set …`, or in %s", u.Name, u.Path.Join(spec.Filename))
	}
	planned, err := s.build(m, []*repo.Unit{u}, nil, plan.Tfvars{u.Name: in.tfvars})
	if err != nil {
		return err
	}
	return s.finish(job{command: "service", message: "feat: add " + u.Name + " infrastructure", plan: planned})
}

// difference says in what the service on disk differs from the one that the
// command describes: the assignments, and defaults for everything else. What is
// chosen once, and terraform.tfvars, which build compares, are left out.
func (s *session) difference(m *repo.Repository, u *repo.Unit, p *pack.Pack, in *assigned, environments []string) string {
	for _, environment := range environments {
		onDisk := pack.Request{
			Context: m.Context(u, p, environment, nil), Environment: environment, Given: m.Given(u, environment), Unit: u.Spec,
		}
		described := onDisk
		described.Given = maps.Clone(m.Root.Defaults[p.Name])
		if described.Given == nil {
			described.Given = map[string]spec.Attr{}
		}
		maps.Copy(described.Given, in.places[""])
		maps.Copy(described.Given, in.places[environment])
		for _, input := range p.Inputs {
			_, given := described.Given[input.Name]
			if input.StoredIn == "tfvars" || (!given && (input.Allocate != nil || input.Pinned)) {
				continue
			}
			want, err := p.InputValue(input.Name, described)
			if err != nil {
				continue // reported by resolve
			}
			have, err := p.InputValue(input.Name, onDisk)
			if err != nil {
				have = cty.NullVal(input.Type)
			}
			if !have.RawEquals(want) {
				return "its " + input.Name + " is " + expr.LiteralLine(have) + " in " + environment + ", not " + expr.LiteralLine(want)
			}
		}
	}
	return ""
}

// sameNames tells whether a and b name the same, in any order.
func sameNames(a, b []string) bool {
	for _, name := range a {
		if !contains(b, name) {
			return false
		}
	}
	return len(a) == len(b)
}

func exists(fsys fs.FS, name string) bool {
	if fsys == nil {
		return false
	}
	_, err := fs.Stat(fsys, name)
	return err == nil
}
