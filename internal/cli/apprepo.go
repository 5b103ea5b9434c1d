package cli

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/ask"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/workplace"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/run"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// appRepoPack is the pack of `scaffold app-repo`.
const appRepoPack = "app-repo"

type appRepoOptions struct {
	write     flags.Write
	outputDir string
	infra     string
	hosting   hostingOptions
}

func newAppRepo(p *program) *cobra.Command {
	o := &appRepoOptions{}
	cmd := &cobra.Command{
		Use:   "app-repo NAME --runtime RUNTIME",
		Short: "Make a service's application repository: code, tests, image, CI and deploys",
		Long: `Makes a git repository for the code of service NAME: a small web service with its
tests, a Dockerfile, and workflows that build it once and deploy it from one
environment to the next, without Terraform.
Run in or beside the infrastructure repository, or with --infra, it copies
everything that the two must agree on (clusters, roles, regions, parameters,
ports, databases …) from the service's spec; "scaffold generate --infra DIR" in
the new repository does so again later. Elsewhere these are flags. At a terminal
it asks for what the command line leaves open.`,
		Example: `  scaffold app-repo shop --runtime go
  scaffold app-repo shop --runtime python --infra infrastructure --output-dir code/shop`,
		Args:        flags.Optional("one service name"),
		Annotations: map[string]string{flags.InputsOf: appRepoPack},
	}
	o.write.Add(cmd, true)
	o.hosting.add(cmd)
	f := cmd.Flags()
	f.StringVar(&o.write.Spec, "spec", "", "read inputs from this HCL or JSON file, - for standard input")
	f.StringVar(&o.outputDir, "output-dir", "", "the new repository's folder (default: NAME, beside the infrastructure repository)")
	f.StringVar(&o.infra, "infra", "", "the infrastructure repository that holds the service (default: the one here or beside)")
	return p.writes(cmd, &o.write, func(args []string) (*request, error) {
		if err := o.hosting.check(cmd, &o.write); err != nil {
			return nil, err
		}
		return appRepoRequest(p, o, cmd, flags.First(args))
	})
}

// application is an application repository that is asked for.
type application struct {
	program *program
	o       *appRepoOptions
	name    string
	pack    *pack.Pack
	target  string // its folder, a host path
	flags   []change.Assignment
	set     []change.Assignment
	file    change.Described
	wrong   diag.List              // with what the command line says
	infra   *change.Infrastructure // nil when there is none
}

func appRepoRequest(p *program, o *appRepoOptions, cmd *cobra.Command, name string) (*request, error) {
	p.subject = name
	inputs, err := p.place.Packs("").Get(spec.PackRef{Name: appRepoPack})
	if err != nil {
		return nil, err
	}
	a := &application{program: p, o: o, name: name, pack: inputs, flags: flags.Assignments(cmd)}
	a.set, a.wrong = o.write.Assignments()
	if a.file, err = describedIn(p, o.write.Spec); err != nil {
		a.wrong = append(diag.Of(err), a.wrong...)
	}
	a.target, err = ask.ApplicationFolder(p.place, inputs, name, o.outputDir)
	goingOn := o.write.Continue || o.write.Abort || (err == nil && run.InterruptedIn(a.target))
	if err == nil && o.hosting.on && workplace.Application(a.target) == a.target && !goingOn {
		return a.hostAgain()
	}
	clone := false
	if err == nil {
		clone, err = p.place.NewApplication(a.target, goingOn)
	}
	c, errs := a.change()
	if err != nil || errs != nil {
		return nil, a.withMissing(diag.Of(err).Append(errs))
	}
	branch, err := gitops.DefaultBranch(a.target, !clone)
	if err == nil {
		c = c.OnBranch(p.place.Packs(""), branch)
		branch, err = c.DefaultBranch(p.place.Packs(""))
	}
	if err != nil {
		return nil, err
	}
	return &request{
		command: "app-repo", change: c,
		open:  func() (*run.Checkout, func(), error) { return openNew(p, &o.write, a.target, branch, clone) },
		check: a.checkHosting, last: a.host(), dryLast: true,
		next: func(run.Delivery, *change.Planned) []string {
			return []string{"read " + filepath.Join(p.place.Shown(a.target), "README.md") + ": it says what GitHub needs before the first deploy"}
		},
	}, nil
}

// change gathers what the service's spec says, --spec, flags and --set.
func (a *application) change() (change.NewApplication, error) {
	c := change.NewApplication{Pack: appRepoPack, Name: a.name}
	given, environments, err := a.file.Describe(a.name, a.flags, a.set)
	if wrong := a.wrong.Append(err); len(wrong) > 0 {
		return c, wrong
	}
	c.Given = given
	if a.name == "" || a.pack.CheckName(a.name, nil) != nil { // of no service, so there is nothing to copy
		return c, c.Resolve(a.program.place.Packs(""))
	}
	if len(environments) > 0 {
		return c, diag.Usagef("%s lists environments, which an application repository does not have", a.o.write.Spec).
			WithHint("its environments are an input of its pack: it is rendered once")
	}
	target := a.target
	if target == "" {
		target = a.program.place.HostPath(a.name)
	}
	if a.infra, err = a.program.place.FindInfrastructure(a.o.infra, target); err != nil {
		return c, err
	}
	shown := ""
	if a.infra != nil {
		shown = a.program.place.Shown(a.infra.Dir)
	}
	err = c.Copy(a.infra, shown, a.pack, a.program.place.Packs(""))
	return c, err
}

// withMissing adds to problems the required inputs that nothing gives a value:
// neither the command nor, where there is one, the infrastructure repository.
func (a *application) withMissing(problems diag.List) error {
	given := append(append([]change.Assignment{}, a.set...), a.flags...)
	if all, _, err := a.file.Describe(a.name, a.flags, a.set); err == nil {
		given = all
	}
	if infra, _ := a.program.place.FindInfrastructure(a.o.infra, a.program.place.HostPath(a.name)); infra != nil {
		given = append(given, infra.Publishes(servicePack, appRepoPack)...)
	}
	c := change.NewApplication{Pack: appRepoPack, Name: a.name, Given: given}
	return append(problems, c.Lacking(a.program.place.Packs(""))...)
}
