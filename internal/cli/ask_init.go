package cli

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/interview"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// repositoryName is OWNER/NAME on GitHub.
var repositoryName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+$`)

// accountNumber is the number of an AWS account.
var accountNumber = regexp.MustCompile(`^[0-9]{12}$`)

// askInit asks for a new infrastructure repository: where it is, to whom it
// belongs, its environments, and the inputs of its layers.
func askInit(a *asker) error {
	o := &initOptions{global: a.global}
	f := a.cmd.Flags()
	complete := len(a.given) > 0 && f.Changed("organization") && f.Changed("repository")
	dir, err := a.askName(prompt.Question{Title: "In which folder?", Help: "It is made if it is not there.", Default: "infrastructure"})
	if err != nil {
		return err
	}
	o.dir = dir
	if o.root.Organization, err = a.askFlag("organization", prompt.Question{
		Title: "Which Terraform Cloud organization?", Check: matching(`^[A-Za-z0-9_-]+$`, "an organization's name is letters, digits, hyphens and underscores"),
	}); err != nil {
		return err
	}
	if o.root.VCS, err = a.askFlag("repository", prompt.Question{
		Title: "Which GitHub repository will hold it?", Help: "OWNER/NAME.", Default: o.root.Organization + "/" + filepath.Base(dir),
		Check: func(answer prompt.Answer) string {
			if answer.Text() != "" && !repositoryName.MatchString(answer.Text()) {
				return "a repository is OWNER/NAME, such as acme/infrastructure"
			}
			return ""
		},
	}); err != nil {
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
				a.workspaces = append(a.workspaces, strings.NewReplacer("{unit}", u.Name, "{environment}", e).Replace(o.root.WorkspaceName))
			}
		}
		ask := a.Essentials
		if complete {
			ask = a.Needed
		}
		if err := ask(u); err != nil {
			return err
		}
	}
	return nil
}

// matching checks a line that must be there.
func matching(pattern, expected string) func(prompt.Answer) string {
	re := regexp.MustCompile(pattern)
	return func(answer prompt.Answer) string {
		if !re.MatchString(answer.Text()) {
			return expected
		}
		return ""
	}
}

// askRoot asks for the root file's values, unless the command line is complete
// without them.
func (a *asker) askRoot(o *initOptions, complete bool) error {
	f := a.cmd.Flags()
	o.root.Hostname, _ = f.GetString("hostname")
	o.root.WorkspaceName, _ = f.GetString("workspace-name")
	o.root.Domain, _ = f.GetString("domain")
	o.region, _ = f.GetString("region")
	o.environments, _ = f.GetString("environments")
	o.accounts, _ = f.GetStringArray("account")
	if complete {
		return o.complete()
	}
	for _, q := range []struct {
		flag   string
		target *string
		prompt.Question
	}{
		{"domain", &o.root.Domain, prompt.Question{Title: "Under which domain are services reached?", Help: "example.com stands for one that is not known yet."}},
		{"region", &o.region, prompt.Question{Title: "In which AWS region?", Help: "It can differ by environment later, in scaffold.hcl."}},
		{"environments", &o.environments, prompt.Question{Title: "Which environments are there?", Help: "In the order in which changes travel, separated by commas.", Check: environmentNames}},
	} {
		q.Default = *q.target
		value, err := a.askFlag(q.flag, q.Question)
		if err != nil {
			return err
		}
		*q.target = value
	}
	if !f.Changed("account") {
		for _, name := range list(o.environments) {
			answer, err := a.Ask("--account "+name, prompt.Question{
				Title: "Which AWS account has " + name + "?", Help: "Its 12 digits; leave it empty if you don't know it yet.", Default: "not known yet",
				Check: func(answer prompt.Answer) string {
					if answer.Text() != "" && !accountNumber.MatchString(answer.Text()) {
						return "an AWS account has 12 digits"
					}
					return ""
				},
			})
			if err != nil {
				return err
			}
			if number := answer.Text(); number != "" {
				a.flags = append(a.flags, "--account", name+"="+number)
				o.accounts = append(o.accounts, name+"="+number)
			}
		}
	}
	return o.complete()
}

// environmentNames checks a list of environments.
func environmentNames(answer prompt.Answer) string {
	for _, name := range list(answer.Text()) {
		if !spec.ValidName(name) {
			return name + " can't be an environment: lower-case letters, digits and single hyphens, a letter first"
		}
	}
	return ""
}

// initUnits are the units of the new repository, as they are asked about.
func (a *asker) initUnits(o *initOptions) ([]*interview.Unit, error) {
	target := o.hostPath(o.dir)
	if _, err := o.checkTarget(target); err != nil {
		return nil, err
	}
	texts, _ := a.cmd.Flags().GetStringArray("set")
	o.write.set = texts
	s := &session{g: a.global, w: &writeFlags{dryRun: true}, dir: target, packs: a.packs("")}
	edits, in, err := s.initSpecs(o)
	if err != nil {
		return nil, err
	}
	m, err := s.load(edits)
	if err != nil {
		return nil, s.withoutPlaces(err, edits)
	}
	sets, err := o.write.assignments()
	if err != nil {
		return nil, err
	}
	var out []*interview.Unit
	for _, u := range m.Units {
		p, err := s.packs.Get(u.Spec.Pack)
		if err != nil {
			return nil, err
		}
		name := u.Name
		if name == "." {
			name = ""
		}
		var given []assignment
		for _, set := range sets {
			if set.unit == name {
				given = append(given, set)
			}
		}
		if in[name] == nil {
			return nil, diag.Failedf("the unit %s can't be asked about", u.Name)
		}
		out = append(out, modelled{model: m, unit: u, packs: s.packs, in: in[name]}.interviewed(name, p, o.root.EnvironmentNames(), given))
	}
	return out, nil
}
