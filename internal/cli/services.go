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
	switch {
	case !s.w.commit:
		push = "commit and push"
	case s.pr != nil:
		push = "merge the pull request"
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
