package cli

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/interview"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// accountNumber is the number of an AWS account.
var accountNumber = regexp.MustCompile(`^[0-9]{12}$`)

// askInit asks for a new infrastructure repository: where it is, to whom it
// belongs, its environments, and the inputs of its layers.
func askInit(a *asker) error {
	o := &initOptions{global: a.global}
	f := a.cmd.Flags()
	complete := len(a.given) > 0 && f.Changed("organization") && f.Changed("repository")
	dir, err := a.askName(prompt.Question{
		Title: "In which folder?", Help: "It is made if it is not there.", Default: "infrastructure",
		Check: func(answer prompt.Answer) string {
			_, err := o.checkTarget(o.hostPath(answer.Text()))
			return whyNot(err)
		},
	})
	if err != nil {
		return err
	}
	o.dir = dir
	if o.root.Organization, err = a.askFlag("organization", prompt.Question{
		Title: "Which Terraform Cloud organization?", Check: rootCheck(func(r *spec.Root, text string) { r.Organization = text }),
	}); err != nil {
		return err
	}
	if o.root.VCS, err = a.askFlag("repository", prompt.Question{
		Title: "Which GitHub repository will hold it?", Help: "OWNER/NAME.", Default: o.hosted(),
		Check: rootCheck(func(r *spec.Root, text string) { r.VCS = text }),
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
				a.workspaces = append(a.workspaces, repo.Workspace(o.root.WorkspaceName, u.Name, e))
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

// notHosted are characters that no repository's name on GitHub has.
var notHosted = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

// hosted is the repository's name on GitHub that is offered: the organization's,
// and the folder's.
func (o *initOptions) hosted() string {
	name := strings.Trim(notHosted.ReplaceAllString(filepath.Base(o.hostPath(o.dir)), "-"), "-.")
	return strings.ReplaceAll(o.root.Organization, "_", "-") + "/" + name
}

// rootCheck checks a value of the root file by the file's own rules: a file with
// it, and otherwise with values that are fine, is written and read.
func rootCheck(set func(*spec.Root, string)) func(prompt.Answer) string {
	return func(answer prompt.Answer) string {
		r := spec.Root{
			Organization: "acme", VCS: "acme/infrastructure", Hostname: "app.terraform.io", WorkspaceName: "aws-{unit}-{environment}", Domain: "example.com",
			Environments: []spec.Environment{newEnvironment("dev", "dev", spec.DefaultRegion, false)},
			Layers:       layersOfANewRepository,
		}
		set(&r, answer.Text())
		src, err := spec.NewRoot(&r, spec.PackRef{Name: "repository", Version: "1.0.0"}, nil)
		if err == nil {
			_, err = spec.ParseRoot(spec.Filename, src)
		}
		return whyNot(err)
	}
}

// whyNot is why's for an error.
func whyNot(err error) string {
	if err == nil {
		return ""
	}
	return why(diag.Of(err)[0])
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
		{"domain", &o.root.Domain, prompt.Question{Title: "Under which domain are services reached?", Help: "example.com stands for one that is not known yet.", Check: rootCheck(func(r *spec.Root, text string) { r.Domain = text })}},
		{"region", &o.region, prompt.Question{Title: "In which AWS region?", Help: "It can differ by environment later, in scaffold.hcl.", Check: rootCheck(func(r *spec.Root, text string) { r.Environments[0].Region = text })}},
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
	names := list(answer.Text())
	for i, name := range names {
		if !spec.ValidName(name) {
			return name + " can't be an environment: lower-case letters, digits and single hyphens, a letter first"
		}
		if slices.Contains(names[:i], name) {
			return name + " is there twice"
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
