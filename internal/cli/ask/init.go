package ask

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/interview"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/run"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Init asks for a new infrastructure repository: where it is, to whom it
// belongs, its environments, and the inputs of its layers.
func Init(a *Asker) error {
	o := &change.Founding{}
	f := a.cmd.Flags()
	complete := len(a.given) > 0 && f.Changed("organization") && f.Changed("repository")
	dir, err := a.askName(prompt.Question{
		Title: "In which folder?", Help: "It is made if it is not there.", Default: "infrastructure",
		Check: func(answer prompt.Answer) string {
			target := a.program.Place.HostPath(answer.Text())
			_, err := a.program.Place.NewInfrastructure(target, run.InterruptedIn(target))
			return whyNot(err)
		},
	})
	if err != nil {
		return err
	}
	o.Dir = dir
	if err := askOwner(a, o); err != nil {
		return err
	}
	if err := a.askRoot(o, complete); err != nil {
		return err
	}
	units, err := keep(a, "units "+strings.Join(slices.Concat(a.positional, a.flags), "\x00"), func() ([]*interview.Unit, error) {
		return a.initUnits(o)
	})
	if err != nil {
		return err
	}
	for _, u := range units {
		a.about(u)
		if u.Name != "" {
			for _, e := range u.Environments {
				a.workspaces = append(a.workspaces, repo.Workspace(o.WorkspaceName, u.Name, e))
			}
		}
		ask := a.person.Essentials
		if complete {
			ask = a.person.Needed
		}
		if err := ask(u); err != nil {
			return err
		}
	}
	return nil
}

// askOwner asks to whom the repository belongs.
func askOwner(a *Asker, o *change.Founding) (err error) {
	if o.Organization, err = a.askFlag("organization", prompt.Question{
		Title: "Which Terraform Cloud organization?", Check: rootCheck(func(r *spec.Root, text string) { r.Organization = text }),
	}); err != nil {
		return err
	}
	if o.Repository, err = a.askFlag("repository", prompt.Question{
		Title: "Which GitHub repository will hold it?", Help: "OWNER/NAME.", Default: o.Hosted(filepath.Base(a.program.Place.HostPath(o.Dir))),
		Check: rootCheck(func(r *spec.Root, text string) { r.VCS = text }),
	}); err != nil {
		return err
	}
	return nil
}

// rootCheck checks a value of the root file by the file's own rules.
func rootCheck(set func(*spec.Root, string)) func(prompt.Answer) string {
	return func(answer prompt.Answer) string {
		return whyNot(change.CheckRoot(func(r *spec.Root) { set(r, answer.Text()) }))
	}
}

// whyNot says in one sentence why an answer is refused; empty when it is not.
func whyNot(err error) string {
	if err == nil {
		return ""
	}
	return why(diag.Of(err)[0])
}

// askRoot asks for the root file's values, unless the command line is complete
// without them.
func (a *Asker) askRoot(o *change.Founding, complete bool) error {
	f := a.cmd.Flags()
	o.Hostname, _ = f.GetString("hostname")
	o.WorkspaceName, _ = f.GetString("workspace-name")
	o.Domain, _ = f.GetString("domain")
	o.Region, _ = f.GetString("region")
	o.Environments, _ = f.GetString("environments")
	o.Size, _ = f.GetString("size")
	o.Notify, _ = f.GetString("notify")
	o.Accounts, _ = f.GetStringArray("account")
	if complete {
		_, problems := o.Root()
		return problems.Err()
	}
	for _, q := range []struct {
		flag   string
		target *string
		prompt.Question
	}{
		{"domain", &o.Domain, prompt.Question{Title: "Under which domain are services reached?", Help: "example.com stands for one that is not known yet.", Check: rootCheck(func(r *spec.Root, text string) { r.Domain = text })}},
		{"region", &o.Region, prompt.Question{Title: "In which AWS region?", Help: "It can differ by environment later, in scaffold.hcl.", Check: rootCheck(func(r *spec.Root, text string) { r.Environments[0].Region = text })}},
		{"environments", &o.Environments, prompt.Question{Title: "Which environments are there?", Help: "In the order in which changes travel, separated by commas.", Check: func(answer prompt.Answer) string { return change.RefusedEnvironments(answer.Text()) }}},
		{"size", &o.Size, prompt.Question{Title: "How big shall it be?", Help: "standard, or small for the thrifty. Production stays standard unless it is named: small,production=small.", Check: func(answer prompt.Answer) string { return change.RefusedSize(answer.Text(), o.Environments) }}},
		{"notify", &o.Notify, prompt.Question{Title: "Whom shall Terraform Cloud tell what runs did?", Help: "slack, webhook, email=ADDRESS, or several with commas; nobody when it is empty. A URL is a secret: a variable holds it.", Check: func(answer prompt.Answer) string { return change.RefusedTargets(answer.Text()) }}},
	} {
		q.Default = *q.target
		value, err := a.askFlag(q.flag, q.Question)
		if err != nil {
			return err
		}
		*q.target = value
	}
	if err := askAccounts(a, o); err != nil {
		return err
	}
	_, problems := o.Root()
	return problems.Err()
}

// askAccounts asks for the AWS account of each environment, unless the command
// line names one.
func askAccounts(a *Asker, o *change.Founding) error {
	if a.cmd.Flags().Changed("account") {
		return nil
	}
	for _, name := range change.ListedNames(o.Environments) {
		answer, err := a.person.Ask("--account "+name, prompt.Question{
			Title: "Which AWS account has " + name + "?", Help: "Its 12 digits; leave it empty if you don't know it yet.", Default: "not known yet",
			Check: func(answer prompt.Answer) string { return change.RefusedAccount(answer.Text()) },
		})
		if err != nil {
			return err
		}
		if number := answer.Text(); number != "" {
			a.flags = append(a.flags, "--account", name+"="+number)
			o.Accounts = append(o.Accounts, name+"="+number)
		}
	}
	return nil
}

// initUnits are the units of the new repository, as they are asked about.
func (a *Asker) initUnits(o *change.Founding) ([]*interview.Unit, error) {
	target := a.program.Place.HostPath(o.Dir)
	if _, err := a.program.Place.NewInfrastructure(target, run.InterruptedIn(target)); err != nil {
		return nil, err
	}
	sets, err := flags.Given(a.cmd)
	if err != nil {
		return nil, err
	}
	root, problems := o.Root()
	if len(problems) > 0 {
		return nil, problems
	}
	all, err := change.Prospects(change.NewRepository{Root: root, Set: sets}, change.Base{Packs: a.program.Place.Packs("")})
	if err != nil {
		return nil, err
	}
	var out []*interview.Unit
	for _, p := range all {
		name := p.Unit.Name
		if name == "." {
			name = ""
		}
		var given []change.Assignment
		for _, set := range sets {
			if set.Unit == name {
				given = append(given, set)
			}
		}
		out = append(out, interview.Of(p, name, given))
	}
	return out, nil
}
