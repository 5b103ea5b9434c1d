package change

import (
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Founding is what somebody says of a new infrastructure repository.
type Founding struct {
	Dir           string // its folder, as it was written
	Organization  string
	Repository    string // OWNER/NAME on GitHub
	Hostname      string
	WorkspaceName string
	Domain        string
	Region        string   // of every environment
	Accounts      []string // ENV=NUMBER
	Environments  string   // in the order in which changes travel, comma-separated
	Size          string   // standard, or small for all but production; ENV=SIZE for one, comma-separated
	Notify        string   // whom Terraform Cloud tells what runs did: KIND or KIND=WHERE, comma-separated
}

// Layers are the layers of a new repository, as the architecture has them.
var Layers = []spec.Layer{
	{Name: "foundation", Directory: "01-foundation"},
	{Name: "platform", Directory: "02-platform", DependsOn: []string{"foundation"}},
	{Name: "shared-services", Directory: "03-shared-services", DependsOn: []string{"foundation", "platform"}},
	{Name: "applications", Directory: "04-applications", DependsOn: []string{"foundation", "platform", "shared-services"}, Holds: "services"},
}

// Root is the root file that was asked for, and what is wrong or missing.
func (f Founding) Root() (spec.Root, diag.List) {
	r := spec.Root{
		Organization: f.Organization, VCS: f.Repository, Hostname: f.Hostname, WorkspaceName: f.WorkspaceName, Domain: f.Domain, Layers: Layers,
	}
	var problems diag.List
	if f.Dir == "" {
		problems = append(problems, MissingValue("DIR", "", "the folder of the new repository"))
	}
	if f.Organization == "" {
		problems = append(problems, MissingValue("--organization", "repository.organization", "the Terraform Cloud organization").WithHint("give --organization ORG"))
	}
	if f.Repository == "" {
		problems = append(problems, MissingValue("--repository", "repository.vcs", "the repository's OWNER/NAME on GitHub").WithHint("give --repository OWNER/NAME"))
	}
	problems = append(problems, f.environments(&r)...)
	problems = append(problems, f.sizes(&r)...)
	problems = append(problems, f.notifications(&r)...)
	return r, problems.Append(f.accounts(&r))
}

// environments adds the environments. Production are those that are called so, or
// else the last of several: the only one need not be.
func (f Founding) environments(r *spec.Root) diag.List {
	names := ListedNames(f.Environments)
	var problems diag.List
	if len(names) == 0 {
		problems = append(problems, diag.Usagef("--environments names none").WithHint("give --environments dev,staging,production"))
	}
	taken := func(short string) bool {
		return slices.ContainsFunc(r.Environments, func(e spec.Environment) bool { return e.Short == short })
	}
	for i, name := range names {
		if !spec.ValidName(name) {
			problems = append(problems, diag.Usagef("%q can't be the name of an environment", name).
				WithHint("lower-case letters, digits and single hyphens, a letter first"))
			continue
		}
		production := calledProduction(name) || (i == len(names)-1 && i > 0 && !slices.ContainsFunc(names, calledProduction))
		r.Environments = append(r.Environments, NewEnvironment(name, spec.FreeShort(name, taken), f.Region, production))
	}
	return problems
}

// calledProduction tells whether an environment's name says that it is production,
// as production, prod-eu and live do, and preprod does not.
func calledProduction(name string) bool {
	first, _, _ := strings.Cut(name, "-")
	return slices.Contains([]string{"production", "prod", "prd", "live"}, first)
}

// saidOfProduction says which environment a new repository takes for production
// where its name does not.
func saidOfProduction(all []spec.Environment) []string {
	if slices.ContainsFunc(all, func(e spec.Environment) bool { return e.Production && calledProduction(e.Name) }) {
		return nil
	}
	const means = "; production has bigger defaults, is applied by a person, and needs two approvals"
	for _, e := range all {
		if e.Production {
			return []string{e.Name + " is taken for production, as the last of the environments" + means + ": where that is wrong, change `production` in scaffold.hcl and run `scaffold generate`"}
		}
	}
	return []string{"no environment is production" + means + ": where one is, set `production = true` for it in scaffold.hcl and run `scaffold generate`"}
}

// NewEnvironment is an environment of a new repository.
func NewEnvironment(name, short, region string, production bool) spec.Environment {
	e := spec.Environment{
		Name: name, Short: short, Region: region, Production: production, Size: spec.SizeStandard, AutoApply: !production,
		RequiredApprovals: 1, RunTriggers: spec.DefaultRunTriggers, TerraformVersion: spec.DefaultTerraformVersion,
		AWSProviderVersion: spec.DefaultAWSProviderVersion,
	}
	if production {
		e.RequiredApprovals = 2
	}
	return e
}

// accounts sets the accounts of environments.
func (f Founding) accounts(r *spec.Root) error {
	for _, text := range f.Accounts {
		name, number, ok := strings.Cut(text, "=")
		at := slices.IndexFunc(r.Environments, func(e spec.Environment) bool { return e.Name == name })
		if !ok || at < 0 {
			return diag.Usagef("--account %q is not ENV=NUMBER for one of the environments", text).
				WithHint("environments: %s", f.Environments)
		}
		r.Environments[at].Account = number
	}
	return nil
}
