package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/run"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

type initOptions struct {
	write    flags.Write
	founding change.Founding
}

func newInit(p *program) *cobra.Command {
	o := &initOptions{}
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
		Args: flags.Optional("the folder of the new repository"),
	}
	o.write.Add(cmd, true)
	o.write.AddWorkspaces(cmd)
	f := cmd.Flags()
	f.StringVar(&o.founding.Organization, "organization", "", "the Terraform Cloud organization (required)")
	f.StringVar(&o.founding.Repository, "repository", "", "the repository's OWNER/NAME on GitHub (required)")
	f.StringVar(&o.founding.Hostname, "hostname", "app.terraform.io", "Terraform Cloud's host, or your Terraform Enterprise")
	f.StringVar(&o.founding.WorkspaceName, "workspace-name", "aws-{unit}-{environment}", "pattern of the workspaces' names")
	f.StringVar(&o.founding.Domain, "domain", "example.com", "the domain whose names services get")
	f.StringVar(&o.founding.Region, "region", spec.DefaultRegion, "the AWS region of every environment")
	f.StringArrayVar(&o.founding.Accounts, "account", nil, "ENV=NUMBER: an environment's AWS account")
	f.StringVar(&o.founding.Environments, "environments", "dev,staging,production", "the environments, in the order in which changes travel; production is the one called so (prod, live), or else the last of several")
	f.StringVar(&o.founding.Size, "size", spec.SizeStandard, "standard, or small for the thrifty: one NAT gateway, no interface endpoints, single nodes, the smallest classes; production stays standard unless it is named, as in small,production=small")
	f.StringVar(&o.founding.Notify, "notify", "", "whom Terraform Cloud tells what runs did: slack, webhook (or slack=NAME: the environment variable that holds the URL), email=ADDRESS, or several of them with commas")
	return p.writes(cmd, &o.write, func(args []string) (*request, error) { return initRequest(p, o, flags.First(args)) })
}

func initRequest(p *program, o *initOptions, dir string) (*request, error) {
	c := change.NewRepository{Inside: "."}
	o.founding.Dir = dir
	c.Root, c.Mistakes = o.founding.Root()
	set, mistakes := o.write.Assignments()
	if c.Set, c.Mistakes = set, append(c.Mistakes, mistakes...); len(c.Mistakes) > 0 {
		return nil, c.Wrong(p.place.Packs("")) // everything that is wrong, before any folder is looked at
	}
	target, fresh := p.place.HostPath(dir), false
	return &request{
		command: "init", change: c, next: func(run.Delivery, *change.Planned) []string { return o.founding.Next(p.place.Chdir) },
		open: func() (*run.Checkout, func(), error) {
			var err error
			if fresh, err = p.place.NewInfrastructure(target, o.write.Continue || o.write.Abort || run.InterruptedIn(target)); err != nil {
				return nil, nil, err
			}
			return openNew(p, &o.write, target, "", !fresh)
		},
		complete: func(_ context.Context, checkout *run.Checkout, d run.Delivery) (_ change.Change, err error) {
			c.Inside = checkout.Folder
			c.Branch, err = gitops.DefaultBranch(target, fresh)
			if fresh && d.Branch != "" {
				c.Branch = d.Branch // the only one that there will be
			}
			return c, err
		},
	}, nil
}
