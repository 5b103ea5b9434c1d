package cli

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// appRepoPack is the pack of `scaffold app-repo`.
const appRepoPack = "app-repo"

type appRepoOptions struct {
	*global
	write     writeFlags
	name      string
	outputDir string
	infra     string
	inputs    []assignment
	create    createOptions
	found     *infrastructure // nil when there is none
}

func newAppRepo(g *global) *cobra.Command {
	o := &appRepoOptions{global: g}
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
		Args:        optionalArg("one service name"),
		Annotations: map[string]string{inputsAnnotation: appRepoPack},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.name = firstArg(args)
			o.unit = o.name
			o.inputs = flagAssignments(cmd)
			if err := o.write.check(cmd); err != nil {
				return err
			}
			if err := o.create.check(cmd, &o.write); err != nil {
				return err
			}
			return appRepoRun(o)
		},
	}
	o.write.add(cmd, true)
	o.create.add(cmd)
	f := cmd.Flags()
	f.StringVar(&o.write.specName, "spec", "", "read inputs from this HCL or JSON file, - for standard input")
	f.StringVar(&o.outputDir, "output-dir", "", "the new repository's folder (default: NAME, beside the infrastructure repository)")
	f.StringVar(&o.infra, "infra", "", "the infrastructure repository that holds the service (default: the one here or beside)")
	return cmd
}

func appRepoRun(o *appRepoOptions) error {
	p, err := o.packs("").Get(spec.PackRef{Name: appRepoPack})
	if err != nil {
		return err
	}
	target, err := o.target(p)
	if err == nil && o.create.on && applicationAbove(target) == target && !o.write.resume && !o.write.abort && !o.interruptedIn(target) {
		return o.createAgain(target)
	}
	clone := false
	if err == nil {
		clone, err = o.checkTarget(target)
	}
	if err != nil {
		_, _, errs := o.collect(p, o.start(o.chdir))
		return o.withMissing(diag.Of(err).Append(errs), p)
	}
	in, notes, err := o.collect(p, target)
	if err != nil {
		return o.withMissing(err, p)
	}
	src, err := spec.NewUnit(o.name, spec.PackRef{Name: p.Name, Version: p.Version}, nil, in.changes)
	if err != nil {
		return err
	}
	branch, err := defaultBranch(p, src)
	if err != nil {
		return err
	}
	initialize := func(s *session) error { return s.addApplication(o, src, in, notes, target) }
	if clone {
		return o.inFolder(&o.write, target, initialize)
	}
	return o.newRepository(&o.write, target, branch, initialize)
}

// withMissing adds to an error the required inputs that nothing gives a value:
// neither the command nor, where there is one, the infrastructure repository.
func (o *appRepoOptions) withMissing(err error, p *pack.Pack) error {
	given := append(o.write.readableSets(), o.inputs...)
	if o.write.specName != "" && o.name != "" {
		given, _, _ = o.describe(&o.write, o.name, o.inputs) // what is wrong with it is told by collect
	}
	if infra, _ := o.findInfrastructure(o.infra, filepath.Join(o.start(o.chdir), o.name)); infra != nil {
		given = append(given, infra.publishes(p.Name)...)
	}
	return append(diag.Of(err), missingInputs(p, o.name, given, nil, nil)...)
}

// target is the new repository's folder. Inside an infrastructure repository
// the default is beside it: a repository in a repository helps nobody.
func (o *appRepoOptions) target(p *pack.Pack) (string, error) {
	if o.name == "" {
		return "", missingName("the service whose code it holds")
	}
	if problem := p.CheckName(o.name, nil); problem != nil {
		return "", problem
	}
	if o.outputDir != "" {
		return o.hostPath(o.outputDir), nil
	}
	if !spec.ValidName(o.name) { // before it becomes a folder's name
		return "", diag.Usagef("%q can't be the name of a service", o.name).
			WithHint("lower-case letters, digits and single hyphens, a letter first")
	}
	start := o.start(o.chdir)
	if root := rootAbove(start); root != "" {
		return filepath.Join(filepath.Dir(root), o.name), nil
	}
	return filepath.Join(start, o.name), nil
}

// checkTarget tells whether the folder is an empty clone; otherwise it is
// absent or empty.
func (o *appRepoOptions) checkTarget(target string) (clone bool, err error) {
	for _, outer := range []string{rootAbove(target), applicationAbove(target)} {
		if outer == target && !o.write.resume && !o.write.abort {
			return false, diag.Usagef("%s is already a scaffold repository", target).WithHint("update it with `scaffold generate -C %s`", target)
		}
		if outer != "" && outer != target {
			return false, diag.Usagef("%s lies in the scaffold repository %s", target, outer).
				WithHint("name a folder outside it with --output-dir")
		}
	}
	entries, err := os.ReadDir(target)
	if err != nil && !os.IsNotExist(err) {
		return false, diag.Usagef("%s is not a folder that can be read", target)
	}
	clone = slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() == ".git" })
	if others := len(entries); others > 1 || (others == 1 && !clone) {
		if !o.write.resume && !o.write.abort && !o.interruptedIn(target) {
			return false, diag.Usagef("%s is not empty", target).
				WithHint("name a new or empty folder, or an empty clone, with --output-dir")
		}
	}
	return clone, nil
}

// interruptedIn tells whether a run of scaffold was killed in the folder.
func (o *appRepoOptions) interruptedIn(target string) bool {
	s, err := o.openAt(&o.write, target)
	if err != nil {
		return false
	}
	defer s.close()
	return s.interrupted != nil
}

// collect gathers what the service's spec says, --spec, flags and --set.
func (o *appRepoOptions) collect(p *pack.Pack, target string) (*assigned, []string, error) {
	given, environments, err := o.describe(&o.write, o.name, o.inputs)
	if err != nil {
		return nil, nil, err
	}
	if o.name == "" || p.CheckName(o.name, nil) != nil { // of no service, so there is nothing to copy
		in, err := resolve(p, given, nil)
		return in, nil, err
	}
	if len(environments) > 0 {
		return nil, nil, diag.Usagef("%s lists environments, which an application repository does not have", o.write.specName).
			WithHint("its environments are an input of its pack: it is rendered once")
	}
	infra, err := o.findInfrastructure(o.infra, target)
	if err != nil {
		return nil, nil, err
	}
	o.found = infra
	if infra == nil {
		in, err := resolve(p, given, nil)
		notes := []string{"no infrastructure repository was found, so nothing was copied from one; `scaffold generate --infra DIR` does it later"}
		return in, notes, err
	}
	copied, err := infra.copied(o.name, p.Name)
	if err != nil {
		_, more := resolve(p, given, nil)
		return nil, nil, diag.Of(err).Append(more)
	}
	if err := infra.agree(p, copied, given); err != nil {
		return nil, nil, err
	}
	in, err := resolve(p, append(copied, given...), nil)
	return in, []string{"names and settings are those of " + o.name + " in " + o.shown(infra.dir)}, err
}

// addApplication plans and writes a new application repository.
func (s *session) addApplication(o *appRepoOptions, src []byte, in *assigned, notes []string, target string) error {
	edits := map[repo.Path][]byte{spec.Filename: src}
	m, err := s.load(edits)
	if err != nil {
		return s.withoutPlaces(err, edits)
	}
	in.place(m.Unit(o.name))
	if m, err = s.complete(m, m.Units, edits, ""); err != nil {
		return s.withoutPlaces(err, edits)
	}
	planned, err := s.build(m, m.Units, edits, plan.Tfvars{})
	if err != nil {
		return err
	}
	planned.Notices = append(notes, planned.Notices...)
	if err := o.checkCreate(planned, s.disk); err != nil {
		return err
	}
	return s.finish(job{
		command: "app-repo", message: "initial commit", plan: planned, after: o.createOnGitHub(planned, target, s.disk), planned: true,
		next: []string{"read " + filepath.Join(o.shown(target), "README.md") + ": it says what GitHub needs before the first deploy"},
	})
}

// defaultBranch is the branch whose pushes the new repository deploys, where
// its pack has an input of that role; empty means git's own default.
func defaultBranch(p *pack.Pack, src []byte) (string, error) {
	in := p.InputByRole("default_branch")
	if in == nil {
		return "", nil
	}
	u, err := spec.ParseUnit(spec.Filename, src)
	if err != nil {
		return "", err
	}
	v, err := p.InputValue(in.Name, pack.Request{Given: u.Inputs, Unit: u})
	if err != nil || v.IsNull() {
		return "", err
	}
	return v.AsString(), nil
}
