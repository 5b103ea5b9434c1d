package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// serviceSpec is one service that a run of `scaffold service` is about.
type serviceSpec struct {
	name         string
	inputs       []assignment // weakest first
	environments []string
	file         *specFile // that describes it among others; may be nil
}

// place says of problems that have no place which unit of the file they are of.
func (one serviceSpec) place(err error) diag.List {
	list := diag.Of(err)
	for _, p := range list {
		if p.Range == nil && one.file != nil {
			p.At(one.file.at, one.file.source)
		}
	}
	return list
}

// collect gathers --spec, --set and flags. It refuses what names no service or
// an environment that isn't there, and tells what else is wrong or missing.
func (o *serviceOptions) collect(m *repo.Repository, packs *pack.Store) ([]serviceSpec, error) {
	file, units, err := o.specUnits(&o.write)
	if err != nil {
		return nil, err
	}
	var all []serviceSpec
	problems := diag.List{}
	if o.name == "" && len(units) != 1 && o.write.specName != "" {
		all, err = o.several(file, units)
	} else {
		if o.name == "" && len(units) == 1 {
			o.name, o.unit = units[0].name, units[0].name
		}
		one := serviceSpec{name: o.name}
		one.inputs, one.environments, err = o.describe(&o.write, o.name, o.inputs)
		all = append(all, one)
		if o.name == "" {
			problems = append(problems, missingName("the new service's name"))
		}
	}
	problems = problems.Append(err)
	if named := list(o.environments); len(named) > 0 && len(all) == 1 {
		all[0].environments = named
	}
	for i := range all {
		if len(all[i].environments) == 0 {
			all[i].environments = m.Root.EnvironmentNames()
		}
		problems = problems.Append(checkEnvironments(m, all[i].environments))
	}
	if len(problems) > 0 {
		return nil, withServices(problems, m, packs, all)
	}
	return all, nil
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

// several are the services of a file. What the command line says must name the
// one that it is about.
func (o *serviceOptions) several(file string, units []*specFile) ([]serviceSpec, error) {
	var problems diag.List
	if len(units) == 0 {
		problems = append(problems, diag.Usagef("%s describes no service", file))
	}
	for _, a := range o.inputs {
		problems = append(problems, diag.Usagef("--%s is for one service, and %s describes %d", pack.Flag(a.name), file, len(units)).
			WithHint("write --set UNIT.%s=VALUE, or name one service", a.name))
	}
	if o.environments != "" {
		problems = append(problems, diag.Usagef("--environments is for one service, and %s describes %d", file, len(units)).
			WithHint("write environments = [...] into each unit, or name one service"))
	}
	sets, err := o.write.assignments()
	problems = problems.Append(err)
	at := map[string]int{}
	all := make([]serviceSpec, 0, len(units))
	for _, u := range units {
		if u.name == "" {
			problems = append(problems, diag.Usagef("a unit of %s has no name", file).At(u.at, u.source).WithHint(`give each one its "name"`))
			continue
		}
		if _, twice := at[u.name]; twice {
			problems = append(problems, diag.Usagef("%s describes %q twice", file, u.name).At(u.at, u.source))
			continue
		}
		at[u.name] = len(all)
		all = append(all, serviceSpec{u.name, slices.Clone(u.assignments), u.environments, u})
	}
	for _, a := range sets {
		i, known := at[a.unit]
		switch {
		case a.unit == "":
			problems = append(problems, diag.Usagef("it is not clear which service %q is to be set for", a.name).WithHint("write --set UNIT.%s=VALUE", a.name))
		case !known:
			problems = append(problems, diag.Usagef("--set names the unit %q, which %s does not describe", a.unit, file))
		default:
			all[i].inputs = append(all[i].inputs, a)
		}
	}
	return all, problems.Err()
}

// withServices adds to problems what is wrong with the inputs of new services,
// and what they lack.
func withServices(problems diag.List, m *repo.Repository, packs *pack.Store, all []serviceSpec) error {
	p, err := packs.Get(spec.PackRef{Name: servicePack})
	if err != nil {
		return problems
	}
	for _, one := range all {
		if m.Unit(one.name) == nil {
			_, err := resolve(p, one.inputs, one.environments)
			problems = problems.Append(err)
			problems = append(problems, missingInputs(p, one.name, one.inputs, one.environments, m.Root.Defaults[p.Name])...)
		}
	}
	return problems
}

// addition is the plan that adds services.
type addition struct {
	plan  *plan.Plan
	model *repo.Repository // with the new services
	added []string
}

// planServices plans services: new ones, and those that exist and are described
// as they are. All mistakes of all of them are told at once.
func (s *session) planServices(m *repo.Repository, all []serviceSpec) (*addition, error) {
	p, err := s.packs.Get(spec.PackRef{Name: servicePack})
	if err != nil {
		return nil, err
	}
	out := &addition{}
	edits := map[repo.Path][]byte{}
	resolved := map[string]*assigned{}
	tfvars := plan.Tfvars{}
	var problems diag.List
	for _, one := range all {
		in, err := s.service(m, p, one, edits)
		if err != nil {
			problems = append(problems, one.place(err)...)
			if m.Unit(one.name) == nil {
				problems = append(problems, missingInputs(p, one.name, one.inputs, one.environments, m.Root.Defaults[p.Name])...)
			}
			continue
		}
		tfvars[one.name] = in.tfvars
		if m.Unit(one.name) == nil {
			resolved[one.name] = in
			out.added = append(out.added, one.name)
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	if m, err = s.load(edits); err != nil {
		return nil, s.withoutPlaces(err, edits)
	}
	var units, fresh []*repo.Unit
	for _, one := range all {
		u := m.Unit(one.name)
		units = append(units, u)
		if in := resolved[one.name]; in != nil {
			in.place(u)
			fresh = append(fresh, u)
		}
	}
	if m, err = s.complete(m, fresh, edits, ""); err != nil {
		return nil, s.withoutPlaces(err, edits)
	}
	out.model = m
	out.plan, err = s.build(m, again(m, units), edits, tfvars)
	return out, err
}

// service reads one service's inputs: a new one's spec is added to the edits,
// one that exists is compared.
func (s *session) service(m *repo.Repository, p *pack.Pack, one serviceSpec, edits map[repo.Path][]byte) (*assigned, error) {
	if u := m.Unit(one.name); u != nil {
		return s.sameService(m, u, one)
	}
	dir, err := unitFolder(m, p, one.name)
	problems := diag.Of(err)
	in, err := resolve(p, one.inputs, one.environments)
	if problems = problems.Append(err); len(problems) > 0 {
		return nil, problems
	}
	edits[dir.Join(spec.Filename)], err = spec.NewUnit(one.name, spec.PackRef{Name: p.Name, Version: p.Version}, one.environments, in.changes)
	return in, err
}

// sameService refuses a service that exists and is another than the one asked for.
func (s *session) sameService(m *repo.Repository, u *repo.Unit, one serviceSpec) (*assigned, error) {
	p, err := s.packs.Get(u.PackOf(""))
	if err != nil {
		return nil, err
	}
	if p.Name != servicePack {
		return nil, diag.Usagef("there is already a unit %q, and it is not a service: %s", u.Name, u.Path)
	}
	in, err := resolve(p, one.inputs, one.environments)
	if err != nil {
		return nil, err
	}
	if have := m.Environments(u); !sameNames(have, one.environments) {
		return nil, diag.Usagef("service %s exists, and its environments are %s, not %s", u.Name, strings.Join(have, ", "), strings.Join(one.environments, ", ")).
			WithHint("give --environments %s, or change them in %s and run `scaffold generate %s`", strings.Join(have, ","), u.Path.Join(spec.Filename), u.Name)
	}
	if difference := s.difference(m, u, p, in, one.environments); difference != "" {
		return nil, diag.Usagef("service %s exists, and %s", u.Name, difference).
			WithHint("change it with `scaffold generate %s --set …`, or in %s", u.Name, u.Path.Join(spec.Filename))
	}
	return in, nil
}

// addServices adds services in one run with one commit.
func (s *session) addServices(m *repo.Repository, all []serviceSpec) error {
	add, err := s.planServices(m, all)
	if err != nil {
		return err
	}
	who := s.unfinished(add, all)
	push := "push"
	if !s.w.commit {
		push = "commit and push"
	}
	j := job{command: "service", message: "feat: add " + strings.Join(who, ", ") + " infrastructure", plan: add.plan}
	first := "the workspaces of " + all[0].environments[0]
	if len(who) > 3 {
		j.message = fmt.Sprintf("feat: add infrastructure of %s", plural(len(who), "service"))
	} else if len(all) == 1 {
		first = repo.Workspace(m.Root.WorkspaceName, all[0].name, all[0].environments[0])
	}
	if len(add.added) > 0 {
		j.next = []string{push + ", and let Terraform Cloud apply " + first + " first"}
	}
	return s.finish(j)
}

// unfinished are the services that a commit adds: new ones, and those whose spec
// an interrupted run had written. Where there are none it is all of them.
func (s *session) unfinished(add *addition, all []serviceSpec) []string {
	var who []string
	for _, one := range all {
		written := slices.Contains(add.added, one.name)
		if s.interrupted != nil {
			path := add.model.Unit(one.name).Path.Join(spec.Filename)
			written = written || s.interrupted.Has(path)
		}
		if written {
			who = append(who, one.name)
		}
	}
	if len(who) == 0 {
		for _, one := range all {
			who = append(who, one.name)
		}
	}
	return who
}
