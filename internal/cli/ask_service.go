package cli

import (
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/interview"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// askService asks for a new service: its name, environments and inputs.
func askService(a *asker) error {
	n, err := a.askNew("service", servicePack, prompt.Question{
		Title: "What is the service called?", Help: "Its folder, workspaces and AWS resources are named after it.",
	})
	if err != nil {
		return err
	}
	environments, err := a.askEnvironments(n.model, len(n.given) > 0)
	if err != nil {
		return err
	}
	u, err := keep(a, "unit "+n.name+" "+strings.Join(environments, ","), func() (*interview.Unit, error) {
		return n.session.newUnit(n.model, n.pack, n.name, environments, n.given)
	})
	if err != nil {
		return err
	}
	a.about(u)
	a.workspaces = workspacesOf(n.model, n.name, environments)
	if len(n.given) > 0 {
		return a.Needed(u)
	}
	return a.Essentials(u)
}

// newcomer is a unit that is to be made in a repository.
type newcomer struct {
	session *session
	model   *repo.Repository
	pack    *pack.Pack
	name    string
	given   []assignment // what the command line says of its inputs
}

// askNew asks for the name of a new unit. For one that exists there is nothing
// to ask: the command says whether it is the same.
func (a *asker) askNew(command, packName string, q prompt.Question) (newcomer, error) {
	var n newcomer
	var err error
	if n.session, n.model, err = a.repository(command); err != nil {
		return n, err
	}
	if n.pack, err = n.session.packs.Get(spec.PackRef{Name: packName}); err != nil {
		return n, err
	}
	if n.given, err = a.assignments(); err != nil {
		return n, err
	}
	q.Check = func(answer prompt.Answer) string { return freeName(n.model, n.pack, answer.Text()) }
	if n.name, err = a.askName(q); err == nil && n.model.Unit(n.name) != nil {
		err = errNothingToAsk
	}
	return n, err
}

// repository is the repository that the command works in, opened to be read. A
// run that was interrupted there comes first: then there is nothing to ask.
func (a *asker) repository(command string) (*session, *repo.Repository, error) {
	s, err := keep(a, "session", func() (*session, error) {
		locked, err := a.open(&writeFlags{})
		if err != nil {
			return nil, err
		}
		interrupted := locked.interrupted != nil
		err = a.ready(locked)
		locked.close()
		if interrupted {
			return nil, errNothingToAsk
		}
		if err != nil {
			return nil, err
		}
		return a.open(&writeFlags{dryRun: true})
	})
	if err != nil {
		return nil, nil, err
	}
	m, err := keep(a, "model", func() (*repo.Repository, error) {
		m, err := s.load(nil)
		if err != nil {
			return nil, err
		}
		if problem := m.NeedInfrastructure(command); problem != nil && command != "" {
			return nil, problem
		}
		return m, nil
	})
	return s, m, err
}

// ready asks git whether it could commit before anything is asked: no answer
// mends a branch that can't be made or an identity that is missing.
func (a *asker) ready(s *session) error {
	f := a.cmd.Flags()
	commit, _ := f.GetBool("commit")
	without, _ := f.GetBool("no-commit")
	if s.git == nil || !commit || without {
		return nil
	}
	branch, _ := f.GetString("branch")
	return s.git.Ready(gitops.Request{Message: "questions", Branch: branch})
}

// freeName says why a new unit of the pack can't have the name.
func freeName(m *repo.Repository, p *pack.Pack, name string) string {
	if u := m.Unit(name); u != nil {
		return "there is already a unit of that name: " + string(u.Path)
	}
	if problem := p.CheckName(name, m.Root.EnvironmentNames()); problem != nil {
		return problem.Hint
	}
	if !spec.ValidName(name) {
		return "lower-case letters, digits and single hyphens, a letter first"
	}
	return ""
}

// newUnit is a unit that is not there yet, as it is asked about.
func (s *session) newUnit(m *repo.Repository, p *pack.Pack, name string, environments []string, given []assignment) (*interview.Unit, error) {
	dir, err := unitFolder(m, p, name)
	if err != nil {
		return nil, err
	}
	in, err := resolve(p, given, environments)
	if err != nil {
		return nil, err
	}
	src, err := spec.NewUnit(name, spec.PackRef{Name: p.Name, Version: p.Version}, environments, in.changes)
	if err != nil {
		return nil, err
	}
	return s.modelledUnit(map[repo.Path][]byte{dir.Join(spec.Filename): src}, "", name, p, environments, in, given)
}

// modelledUnit is a unit of the repository as it will be with the edits, as it
// is asked about under the name that --set has for it.
func (s *session) modelledUnit(edits map[repo.Path][]byte, set, name string, p *pack.Pack, environments []string, in *assigned, given []assignment) (*interview.Unit, error) {
	m, err := s.load(edits)
	if err != nil {
		return nil, s.withoutPlaces(err, edits)
	}
	u := m.Unit(name)
	if u == nil {
		return nil, diag.Failedf("the unit %s can't be read back", name)
	}
	return modelled{model: m, unit: u, packs: s.packs, in: in}.interviewed(set, p, environments, given), nil
}
