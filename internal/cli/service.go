package cli

import (
	"io/fs"
	"maps"

	"github.com/spf13/cobra"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
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
	perUnit      bool
}

func newService(g *global) *cobra.Command {
	o := &serviceOptions{global: g}
	cmd := &cobra.Command{
		Use:   "service [NAME]",
		Short: "Add services: a spec and a root module for each environment",
		Long: `Adds layers/<applications>/NAME: a spec and one root module an environment,
wired to the layers below and to the services it uses, and commits it.
Every input of the service pack is a flag; --set [ENV:]name=VALUE sets one for
a single environment. For a service that exists it changes nothing: equal input
is fine, other input is an error.
At a terminal, without a name or without inputs, it asks; --no-input takes the
defaults.
--spec FILE describes one service or many: HCL with a unit block each, or a JSON
list; without NAME all of them are added in one run, and either all or none. They
may use each other. Inputs on the command line are then --set UNIT.name=VALUE.`,
		Example: `  scaffold service service-a
  scaffold service service-a --port 9090 --uses service-b --set production:desired_count=4
  scaffold service --spec services.hcl`,
		Args:        optionalArg("one service name"),
		Annotations: map[string]string{inputsAnnotation: servicePack},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.name = firstArg(args)
			o.unit = o.name
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
	cmd.Flags().BoolVar(&o.perUnit, "commit-per-unit", false, "one commit for each service instead of one for all")
	return cmd
}

func serviceRun(o *serviceOptions, s *session, m *repo.Repository) error {
	if problem := m.NeedInfrastructure("service"); problem != nil {
		return problem
	}
	all, err := o.collect(m, s.packs)
	if err != nil {
		return err
	}
	if !o.perUnit || o.write.dryRun {
		return s.addServices(m, all)
	}
	if m, err = s.rewound(m); err != nil {
		return err
	}
	return s.addInTurn(m, all)
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
