package cli

import (
	"github.com/seed-3f5c2e52/scaffold/internal/interview"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// askAppRepo asks for a new application repository: whose it is, and what its
// service's spec doesn't say.
func askAppRepo(a *asker) error {
	o := &appRepoOptions{global: a.global}
	o.infra, _ = a.cmd.Flags().GetString("infra")
	o.outputDir, _ = a.cmd.Flags().GetString("output-dir")
	p, err := a.packs("").Get(spec.PackRef{Name: appRepoPack})
	if err != nil {
		return err
	}
	given, err := a.assignments()
	if err != nil {
		return err
	}
	q := prompt.Question{Title: "Whose application repository is it?", Help: "The name of the service.", Check: func(answer prompt.Answer) string {
		if problem := p.CheckName(answer.Text(), nil); problem != nil {
			return why(problem)
		}
		named := *o
		named.name = answer.Text()
		target, err := named.target(p)
		if err == nil {
			_, err = named.checkTarget(target)
		}
		return whyNot(err)
	}}
	start := a.start(a.chdir)
	infra, err := keep(a, "infrastructure", func() (*infrastructure, error) { return a.findInfrastructure(o.infra, start+"/.") })
	if err != nil {
		return err
	}
	if services := infra.services(p.Name); len(services) > 0 {
		q.Kind = prompt.Choice
		for _, name := range services {
			q.Options = append(q.Options, prompt.Option{Value: name})
		}
	}
	if o.name, err = a.askName(q); err != nil {
		return err
	}
	target, err := o.target(p)
	if err != nil {
		return err
	}
	if goOn, _ := a.cmd.Flags().GetBool("create-repository"); goOn && applicationAbove(target) == target {
		return errNothingToAsk // it is there, and what GitHub lacks is made
	}
	if _, err := o.checkTarget(target); err != nil {
		return err
	}
	u, err := keep(a, "unit "+o.name, func() (*interview.Unit, error) { return a.newApplicationUnit(o, infra, target, given) })
	if err != nil {
		return err
	}
	a.about(u)
	if len(a.given) > 0 && len(given) > 0 {
		return a.Needed(u)
	}
	return a.Essentials(u)
}

// newApplicationUnit is an application repository that is not there yet, as it
// is asked about: what it copies from its service is not.
func (a *asker) newApplicationUnit(o *appRepoOptions, infra *infrastructure, target string, given []assignment) (*interview.Unit, error) {
	p, err := a.packs("").Get(spec.PackRef{Name: appRepoPack})
	if err != nil {
		return nil, err
	}
	if infra == nil { // not where the command runs; perhaps beside the new repository
		if infra, err = o.findInfrastructure(o.infra, target); err != nil {
			return nil, err
		}
	}
	if infra != nil {
		copied, err := infra.copied(o.name, p.Name)
		if err != nil {
			return nil, err
		}
		given = append(copied, given...)
	}
	in, err := resolve(p, given, nil)
	if err != nil {
		return nil, err
	}
	src, err := spec.NewUnit(o.name, spec.PackRef{Name: p.Name, Version: p.Version}, nil, in.changes)
	if err != nil {
		return nil, err
	}
	s := &session{g: a.global, w: &writeFlags{dryRun: true}, dir: target, packs: a.packs("")}
	return s.modelledUnit(map[repo.Path][]byte{spec.Filename: src}, "", o.name, p, []string{""}, in, given)
}

// services are the units that can have an application repository of the pack.
func (i *infrastructure) services(packName string) []string {
	if i == nil {
		return nil
	}
	var out []string
	for _, u := range i.model.Units {
		if p, err := i.build.Packs.Get(u.PackOf("")); err == nil && p.Application != nil && p.Application.Pack == packName {
			out = append(out, u.Name)
		}
	}
	return out
}
