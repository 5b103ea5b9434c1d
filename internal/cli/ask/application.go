package ask

import (
	"path/filepath"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/workplace"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/interview"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
	"github.com/seed-3f5c2e52/scaffold/internal/run"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Application asks for a new application repository: whose it is, and what its
// service's spec doesn't say.
func Application(a *Asker) error {
	o := applicationAsked{Asker: a}
	o.infra, _ = a.cmd.Flags().GetString("infra")
	o.outputDir, _ = a.cmd.Flags().GetString("output-dir")
	var err error
	if o.pack, err = a.Packs("").Get(spec.PackRef{Name: a.cmd.Annotations[flags.InputsOf]}); err != nil {
		return err
	}
	if o.given, err = flags.Given(a.cmd); err != nil {
		return err
	}
	infra, err := keep(a, "infrastructure", func() (*change.Infrastructure, error) {
		return a.FindInfrastructure(o.infra, a.Folder()+"/.")
	})
	if err != nil {
		return err
	}
	name, err := a.askName(o.whose(infra))
	if err != nil {
		return err
	}
	target, err := ApplicationFolder(a.Workplace, o.pack, name, o.outputDir)
	if err != nil {
		return err
	}
	if goOn, _ := a.cmd.Flags().GetBool("create-repository"); goOn && workplace.Application(target) == target {
		return errNothingToAsk // it is there, and what GitHub lacks is made
	}
	if _, err := a.NewApplication(target, run.InterruptedIn(target)); err != nil {
		return err
	}
	u, err := keep(a, "unit "+name, func() (*interview.Unit, error) { return o.unit(name, infra, target) })
	if err != nil {
		return err
	}
	a.about(u)
	if len(a.given) > 0 && len(o.given) > 0 {
		return a.Needed(u)
	}
	return a.Essentials(u)
}

// applicationAsked is an application repository that is asked about.
type applicationAsked struct {
	*Asker
	pack             *pack.Pack
	infra, outputDir string              // as the flags have them
	given            []change.Assignment // what the command line says of its inputs
}

// whose is the question for the service.
func (o applicationAsked) whose(infra *change.Infrastructure) prompt.Question {
	q := prompt.Question{Title: "Whose application repository is it?", Help: "The name of the service.", Check: func(answer prompt.Answer) string {
		if problem := o.pack.CheckName(answer.Text(), nil); problem != nil {
			return why(problem)
		}
		target, err := ApplicationFolder(o.Workplace, o.pack, answer.Text(), o.outputDir)
		if err == nil {
			_, err = o.NewApplication(target, run.InterruptedIn(target))
		}
		return whyNot(err)
	}}
	if infra == nil {
		return q
	}
	for _, name := range infra.Services(o.pack.Name) {
		q.Kind = prompt.Choice
		q.Options = append(q.Options, prompt.Option{Value: name})
	}
	return q
}

// ApplicationFolder is the folder of a service's new application repository, a
// host path. Inside an infrastructure repository the default is beside it: a
// repository in a repository helps nobody.
func ApplicationFolder(w *workplace.Workplace, p *pack.Pack, name, named string) (string, error) {
	if name == "" {
		return "", change.MissingName("the service whose code it holds")
	}
	if problem := p.CheckName(name, nil); problem != nil {
		return "", problem
	}
	if named != "" {
		return w.HostPath(named), nil
	}
	if !spec.ValidName(name) { // before it becomes a folder's name
		return "", diag.Usagef("%q can't be the name of a service", name).
			WithHint("lower-case letters, digits and single hyphens, a letter first")
	}
	if root := workplace.Infrastructure(w.Folder()); root != "" {
		return filepath.Join(filepath.Dir(root), name), nil
	}
	return filepath.Join(w.Folder(), name), nil
}

// unit is an application repository that is not there yet, as it is asked about:
// what it copies from its service is not.
func (o applicationAsked) unit(name string, infra *change.Infrastructure, target string) (*interview.Unit, error) {
	if infra == nil { // not where the command runs; perhaps beside the new repository
		var err error
		if infra, err = o.FindInfrastructure(o.infra, target); err != nil {
			return nil, err
		}
	}
	given := o.given
	if infra != nil {
		copied, err := infra.Copied(name, o.pack.Name)
		if err != nil {
			return nil, err
		}
		given = append(copied, given...)
	}
	all, err := change.Prospects(change.NewApplication{Pack: o.pack.Name, Name: name, Given: given}, change.Base{Packs: o.Packs("")})
	if err != nil {
		return nil, err
	}
	return interviewed(all[0], "", given), nil
}
