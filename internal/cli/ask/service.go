package ask

import (
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/interview"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/run"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Service asks for a new service: its name, environments and inputs.
func Service(a *Asker) error {
	n, err := a.askNew("service", prompt.Question{
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
		return n.unit(change.Add{Pack: n.pack.Name, Name: n.name, Environments: environments, Flags: n.given})
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
	repository
	pack  *pack.Pack
	name  string
	given []change.Assignment // what the command line says of its inputs
}

// unit is the one that the change makes, as it is asked about.
func (n newcomer) unit(c change.Change) (*interview.Unit, error) {
	all, err := change.Prospects(c, n.base)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, diag.Failedf("the unit %s can't be read back", n.name)
	}
	return interviewed(all[0], "", n.given), nil
}

// askNew asks for the name of a new unit of the command's pack. For one that
// exists there is nothing to ask: the command says whether it is the same.
func (a *Asker) askNew(command string, q prompt.Question) (newcomer, error) {
	var n newcomer
	var err error
	if n.repository, err = a.open(command); err != nil {
		return n, err
	}
	if n.pack, err = n.base.Packs.Get(spec.PackRef{Name: a.cmd.Annotations[flags.InputsOf]}); err != nil {
		return n, err
	}
	if n.given, err = flags.Given(a.cmd); err != nil {
		return n, err
	}
	q.Check = func(answer prompt.Answer) string { return freeName(n.model, n.pack, answer.Text()) }
	if n.name, err = a.askName(q); err == nil && n.model.Unit(n.name) != nil {
		err = errNothingToAsk
	}
	return n, err
}

// repository is the one that the command works in, opened to be read.
type repository struct {
	base  change.Base
	model *repo.Repository
}

// open opens the repository at hand. A run that was interrupted there comes
// first: then there is nothing to ask. command is one that makes no sense in an
// application repository; it may be empty.
func (a *Asker) open(command string) (repository, error) {
	return keep(a, "repository", func() (repository, error) {
		dir, err := a.NeedRoot("run `scaffold init` or `scaffold app-repo` to make one, or name its folder with -C")
		if err != nil {
			return repository{}, err
		}
		c, err := run.Open(dir, run.Access{NoCommit: !a.commits()}, run.Edges{Attended: a.Attended()})
		if err != nil {
			return repository{}, err
		}
		defer c.Close()
		if c.Interrupted() {
			return repository{}, errNothingToAsk
		}
		if err := a.ready(c); err != nil {
			return repository{}, err
		}
		m, packs, err := a.LoadAt(dir)
		if err != nil {
			return repository{}, err
		}
		if problem := m.NeedInfrastructure(command); problem != nil && command != "" {
			return repository{}, problem
		}
		return repository{change.Base{Disk: c.Disk, Packs: packs, Blob: c.Blob}, m}, nil
	})
}

// commits tells whether the command line asks for a commit.
func (a *Asker) commits() bool {
	commit, _ := a.cmd.Flags().GetBool("commit")
	without, _ := a.cmd.Flags().GetBool("no-commit")
	return commit && !without
}

// ready asks git whether it could commit before anything is asked: no answer
// mends a branch that can't be made or an identity that is missing.
func (a *Asker) ready(c *run.Checkout) error {
	if c.Git == nil || !a.commits() {
		return nil
	}
	branch, _ := a.cmd.Flags().GetString("branch")
	return c.Git.Ready(gitops.Request{Message: "questions", Branch: branch})
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
