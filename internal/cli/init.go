package cli

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

type initOptions struct {
	*global
	write        writeFlags
	dir          string
	root         spec.Root
	region       string
	accounts     []string
	environments string
}

// layersOfANewRepository are the document's four layers.
var layersOfANewRepository = []spec.Layer{
	{Name: "foundation", Directory: "01-foundation"},
	{Name: "platform", Directory: "02-platform", DependsOn: []string{"foundation"}},
	{Name: "shared-services", Directory: "03-shared-services", DependsOn: []string{"foundation"}},
	{Name: "applications", Directory: "04-applications", DependsOn: []string{"foundation", "platform", "shared-services"}, Holds: "services"},
}

func newInit(g *global) *cobra.Command {
	o := &initOptions{global: g}
	cmd := &cobra.Command{
		Use:   "init DIR --organization ORG --repository OWNER/NAME",
		Short: "Make an infrastructure repository: layers, environments, CI, first commit",
		Long: `Makes DIR a git repository with scaffold.hcl, the layers foundation, platform,
shared-services and applications (empty), bootstrap/ and the repository's own
files, and commits it. In a folder that git already tracks it adds them there.
--set UNIT.name=VALUE sets an input of a layer, --set name=VALUE one of the
repository itself. At a terminal it asks for what the command line leaves open.`,
		Example: `  scaffold init infrastructure --organization acme --repository acme/infrastructure
  scaffold init infra --organization acme --repository acme/infra --domain acme.dev \
    --region eu-west-1 --account dev=111111111111 --set foundation.zones=3`,
		Args: optionalArg("the folder of the new repository"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.dir = firstArg(args)
			if err := o.write.check(cmd); err != nil {
				return err
			}
			return initRun(o)
		},
	}
	o.write.add(cmd, true)
	o.write.addWorkspaces(cmd)
	f := cmd.Flags()
	f.StringVar(&o.root.Organization, "organization", "", "the Terraform Cloud organization (required)")
	f.StringVar(&o.root.VCS, "repository", "", "the repository's OWNER/NAME on GitHub (required)")
	f.StringVar(&o.root.Hostname, "hostname", "app.terraform.io", "Terraform Cloud's host, or your Terraform Enterprise")
	f.StringVar(&o.root.WorkspaceName, "workspace-name", "aws-{unit}-{environment}", "pattern of the workspaces' names")
	f.StringVar(&o.root.Domain, "domain", "example.com", "the domain whose names services get")
	f.StringVar(&o.region, "region", spec.DefaultRegion, "the AWS region of every environment")
	f.StringArrayVar(&o.accounts, "account", nil, "ENV=NUMBER: an environment's AWS account")
	f.StringVar(&o.environments, "environments", "dev,staging,production", "the environments, in the order in which changes travel")
	return cmd
}

func initRun(o *initOptions) error {
	if err := o.complete(); err != nil {
		return err
	}
	target := o.hostPath(o.dir)
	fresh, err := o.checkTarget(target)
	if err != nil {
		return err
	}
	initialize := func(s *session) error { return s.initialize(o) }
	if fresh {
		return o.newRepository(&o.write, target, "", initialize)
	}
	return o.inFolder(&o.write, target, initialize)
}

// complete checks what is required and fills in the root values.
func (o *initOptions) complete() error {
	var problems diag.List
	if o.dir == "" {
		problems = append(problems, missingValue("DIR", "", "the folder of the new repository"))
	}
	if o.root.Organization == "" {
		problems = append(problems, missingValue("--organization", "repository.organization", "the Terraform Cloud organization").WithHint("give --organization ORG"))
	}
	if o.root.VCS == "" {
		problems = append(problems, missingValue("--repository", "repository.vcs", "the repository's OWNER/NAME on GitHub").WithHint("give --repository OWNER/NAME"))
	}
	names := list(o.environments)
	if len(names) == 0 {
		problems = append(problems, diag.Usagef("--environments names none").WithHint("give --environments dev,staging,production"))
	}
	for i, name := range names {
		if name != "" && !spec.ValidName(name) {
			problems = append(problems, diag.Usagef("%q can't be the name of an environment", name).
				WithHint("lower-case letters, digits and single hyphens, a letter first"))
			continue
		}
		production := name == "production" || (i == len(names)-1 && !contains(names, "production"))
		o.root.Environments = append(o.root.Environments, newEnvironment(name, spec.FreeShort(name, o.shortTaken), o.region, production))
	}
	o.root.Layers = layersOfANewRepository
	problems = problems.Append(o.setAccounts())
	if len(problems) > 0 {
		_, err := o.resolveSets(o.packs(""))
		problems = problems.Append(err)
	}
	return problems.Err()
}

// newEnvironment is an environment of a new repository.
func newEnvironment(name, short, region string, production bool) spec.Environment {
	e := spec.Environment{
		Name: name, Short: short, Region: region, Production: production, AutoApply: !production,
		RequiredApprovals: 1, RunTriggers: "direct", TerraformVersion: spec.DefaultTerraformVersion,
		AWSProviderVersion: spec.DefaultAWSProviderVersion,
	}
	if production {
		e.RequiredApprovals = 2
	}
	return e
}

// shortTaken tells whether an environment before has the short name.
func (o *initOptions) shortTaken(short string) bool {
	return slices.ContainsFunc(o.root.Environments, func(e spec.Environment) bool { return e.Short == short })
}

func (o *initOptions) setAccounts() error {
	for _, text := range o.accounts {
		name, number, ok := strings.Cut(text, "=")
		found := false
		for i := range o.root.Environments {
			if o.root.Environments[i].Name == name {
				o.root.Environments[i].Account, found = number, true
			}
		}
		if !ok || !found {
			return diag.Usagef("--account %q is not ENV=NUMBER for one of the environments", text).
				WithHint("environments: %s", o.environments)
		}
	}
	return nil
}

// checkTarget tells whether the folder is new: absent or empty, and not in a
// git repository.
func (o *initOptions) checkTarget(target string) (bool, error) {
	entries, err := os.ReadDir(target)
	if err == nil && exists(os.DirFS(target), spec.Filename) && !o.write.resume && !o.write.abort {
		return false, o.existing(target)
	}
	if err != nil && !os.IsNotExist(err) {
		return false, diag.Usagef("%s is not a folder that can be read", target)
	}
	if outer := rootAbove(filepath.Dir(target)); outer != "" {
		return false, diag.Usagef("%s lies in the scaffold repository %s", target, outer).
			WithHint("add to that one with `scaffold service` or `scaffold layer`, or name a folder outside it")
	}
	parent := target
	for parent != filepath.Dir(parent) {
		if _, err := os.Stat(parent); err == nil {
			break
		}
		parent = filepath.Dir(parent)
	}
	if _, err := gitops.Open(parent); !errors.Is(err, gitops.ErrNotRepository) {
		return false, err
	}
	if len(entries) > 0 {
		return false, diag.Usagef("%s is neither empty nor a git repository", target).
			WithHint("name a new folder, or run `git init` in it first to add the files there")
	}
	return true, nil
}

// existing refuses a second init, unless the first was interrupted here.
func (o *initOptions) existing(target string) error {
	if s, err := o.openAt(&o.write, target); err == nil {
		defer s.close()
		if s.interrupted != nil {
			return nil
		}
	}
	return diag.Usagef("%s is already a scaffold repository", target).WithHint("add to it with `scaffold service`, or update it with `scaffold generate`")
}

// initialize plans all specs and files of a new repository and writes them.
func (s *session) initialize(o *initOptions) error {
	edits, in, err := s.initSpecs(o)
	if err != nil {
		return err
	}
	m, err := s.load(edits)
	if err != nil {
		return s.withoutPlaces(err, edits)
	}
	for name, assigned := range in {
		if name == "" {
			name = "."
		}
		assigned.place(m.Unit(name))
	}
	if m, err = s.complete(m, m.Units, edits, ""); err != nil {
		return s.withoutPlaces(err, edits)
	}
	tfvars := plan.Tfvars{}
	for name, assigned := range in {
		tfvars[name] = assigned.tfvars
	}
	for _, l := range m.Root.Layers {
		if l.Holds != "" { // git keeps no empty folders
			edits[repo.Path(repo.LayersDir).Join(l.Directory, ".gitkeep")] = nil
		}
	}
	planned, err := s.build(m, m.Units, edits, tfvars)
	if err != nil {
		return err
	}
	if s.git != nil && s.prefix != "." {
		planned.Notices = append(planned.Notices, "GitHub reads .github at the top of a git repository only: what init wrote into "+
			s.prefix+"/.github (CI, CODEOWNERS, rulesets) does nothing until you bring it there, with "+s.prefix+"/ before its paths.")
	}
	return s.finish(job{
		command: "init", message: "feat: add infrastructure repository", plan: planned,
		next: o.next(),
	})
}

// next says what to do in the new repository, with paths that hold where the
// command was run.
func (o *initOptions) next() []string {
	dir, at := o.dir, ""
	if o.chdir != "" && !filepath.IsAbs(dir) {
		dir = filepath.Join(o.chdir, dir)
	}
	if filepath.Clean(dir) != "." {
		at = " -C " + dir
	}
	return []string{
		"read " + filepath.Join(dir, "README.md"),
		"let git merge HCL by structure in this clone: scaffold merge-driver --install" + at,
		"add a service: scaffold service NAME" + at,
	}
}
