package cli

import (
	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/run"
)

// servicePack is the pack of `scaffold service`.
const servicePack = "service"

type serviceOptions struct {
	write        flags.Write
	environments string
	perUnit      bool
}

func newService(p *program) *cobra.Command {
	o := &serviceOptions{}
	cmd := &cobra.Command{
		Use:   "service [NAME]",
		Short: "Add services: a spec and a root module for each environment",
		Long: `Adds layers/<applications>/NAME: a spec and one root module an environment,
wired to the layers below and to the services it uses, and commits it.
Every input of the service pack is a flag; --set [ENV:]name=VALUE sets one for
a single environment. For a service that exists it changes nothing: equal input
is fine, other input is an error.
At a terminal, without a name or without inputs, it asks; --no-input takes the
defaults.
--spec FILE describes one service or many: HCL with a unit block each, or a JSON
list; without NAME all of them are added in one run, and either all or none. They
may use each other. Inputs on the command line are then --set UNIT.name=VALUE.`,
		Example: `  scaffold service service-a
  scaffold service service-a --port 9090 --uses service-b --set production:desired_count=4
  scaffold service --spec services.hcl`,
		Args:        flags.Optional("one service name"),
		Annotations: map[string]string{flags.InputsOf: servicePack},
	}
	o.write.Add(cmd, true)
	o.write.AddUnits(cmd)
	o.write.AddWorkspaces(cmd)
	cmd.Flags().StringVar(&o.environments, "environments", "", "the environments it has, comma-separated (default: all)")
	cmd.Flags().BoolVar(&o.perUnit, "commit-per-unit", false, "one commit for each service instead of one for all")
	return p.writes(cmd, &o.write, func(args []string) (*request, error) { return serviceRequest(p, o, cmd, flags.First(args)) })
}

func serviceRequest(p *program, o *serviceOptions, cmd *cobra.Command, name string) (*request, error) {
	p.subject = name
	c := change.Add{Pack: servicePack, Name: name, Environments: change.ListedNames(o.environments), Flags: flags.Assignments(cmd)}
	if cmd.Flags().Changed("environments") && len(c.Environments) == 0 {
		return nil, diag.Usagef("--environments names none").WithHint("leave it out for all, or give --environments dev,staging")
	}
	c.Set, c.Mistakes = o.write.Assignments()
	var err error
	if c.File, err = describedIn(p, o.write.Spec); err != nil {
		c.Mistakes = c.Mistakes.Append(err)
	}
	p.subject = c.Subject()
	a := &request{command: "service", change: c, next: nextOfNew}
	if o.perUnit {
		a.each = c.Each
	}
	return a, nil
}

// nextOfNew says what to do with new units.
func nextOfNew(d run.Delivery, p *change.Planned) []string {
	if len(p.Added) == 0 {
		return nil
	}
	push := "push"
	switch {
	case !d.Commit:
		push = "commit and push"
	case d.Proposal != nil:
		push = "merge the pull request"
	}
	return []string{push + ", and let Terraform Cloud apply " + p.AppliedFirst() + " first"}
}
