package cli

import (
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// createAgain goes on where an earlier run was stopped: the application
// repository is there, and what GitHub lacks is made.
func (o *appRepoOptions) createAgain(target string) error {
	s, err := o.openAt(&o.write, target)
	if err != nil {
		return err
	}
	defer s.close()
	m, err := s.load(nil)
	if err != nil {
		return err
	}
	u := m.Units[0]
	if u.Name != o.name {
		return diag.Usagef("%s is the application repository of %s", target, u.Name).WithHint("name another folder with --output-dir")
	}
	p, err := s.packs.Get(u.PackOf(""))
	if err != nil {
		return err
	}
	given, _, err := o.describe(&o.write, o.name, o.inputs)
	if err != nil {
		return err
	}
	for i := range given {
		if in := p.Input(given[i].name); in != nil {
			if err := given[i].value(in); err != nil {
				return err
			}
		}
	}
	if changed, _ := differing(p, u, given); len(changed) > 0 {
		return diag.Usagef("the application repository %s exists, and its %s is another one than given here", o.name, changed[0].name).
			WithHint("change it with `scaffold generate --set …` there, and leave the flag out here")
	}
	if o.found, err = o.findInfrastructure(o.infra, target); err != nil {
		return err
	}
	planned := &plan.Plan{Units: []string{o.name}}
	if u.Lock != nil {
		for _, b := range u.Lock.Blocks {
			planned.Unchanged += len(b.Files)
		}
	}
	if err := o.checkCreate(planned, s.disk); err != nil {
		return err
	}
	return s.finish(job{command: "app-repo", message: "initial commit", plan: planned, after: o.createOnGitHub(planned, target, s.disk), planned: true})
}
