package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

type removeOptions struct {
	*global
	write           writeFlags
	unit            string
	prepare         bool
	assumeDestroyed bool
	prune           bool
	confirm         []string
}

func newRemove(g *global) *cobra.Command {
	o := &removeOptions{global: g}
	cmd := &cobra.Command{
		Use:   "remove UNIT",
		Short: "Give a unit up: protections off, files away, then its workspaces",
		Long: `Takes a service or layer out of the repository, in steps, each a commit:
1. --prepare switches the protections in its code off and says which destroy runs
   to start and confirm in Terraform Cloud, after the push.
2. Without a flag its files go. That is refused while others read its state, or
   while its workspaces still manage resources; without a token to ask,
   --assume-destroyed says that they do not.
3. --prune deletes its workspaces, each by its typed name or --confirm NAME, by
   safe delete, which refuses while one manages resources.`,
		Example: `  scaffold remove service-b --prepare
  scaffold remove service-b --assume-destroyed`,
		Args: exactArgs(1, "one unit"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.unit = args[0]
			if err := o.write.check(cmd); err != nil {
				return err
			}
			switch {
			case o.prepare && (o.prune || o.assumeDestroyed):
				return diag.Usagef("--prepare comes first, before anything is destroyed").WithHint("leave out --prune and --assume-destroyed")
			case len(o.confirm) > 0 && !o.prune:
				return diag.Usagef("--confirm names workspaces to delete, which needs --prune")
			}
			return removeRun(o)
		},
	}
	o.write.add(cmd, false)
	f := cmd.Flags()
	f.BoolVar(&o.prepare, "prepare", false, "switch the protections in its code off, and say what to destroy")
	f.BoolVar(&o.assumeDestroyed, "assume-destroyed", false, "without a token: its workspaces manage no resources any more")
	f.BoolVar(&o.prune, "prune", false, "delete its workspaces, too, each by its typed name")
	f.StringArrayVar(&o.confirm, "confirm", nil, "with --prune: the name of a workspace to delete")
	return cmd
}

func removeRun(o *removeOptions) error {
	s, err := o.open(&o.write)
	if err != nil {
		return err
	}
	defer s.close()
	if done, err := s.begin(); done || err != nil {
		return err
	}
	if folder := s.removedFolder(); folder != "" {
		return s.resumeRemoval(o, folder)
	}
	m, err := s.load(nil)
	if err != nil {
		return err
	}
	u, err := m.Find(o.unit)
	if err != nil && !o.prune && s.onOwnBranch() && spec.ValidName(o.unit) {
		return s.finish(job{command: "remove", message: "feat: remove " + o.unit + " infrastructure", plan: &plan.Plan{Units: []string{o.unit}}})
	}
	if err != nil && o.prune && spec.ValidName(o.unit) {
		return s.finish(job{ // its files went before
			command: "remove", plan: &plan.Plan{Units: []string{o.unit}}, after: func(r *report.Result) error { return s.prune(o, r) },
		})
	}
	if err != nil {
		return err
	}
	if err := removable(m, u); err != nil {
		return err
	}
	c, err := o.cloudStateAt(s.dir, nil)
	if err != nil {
		return err
	}
	if o.prepare {
		return s.prepareRemoval(m, u, c)
	}
	if err := s.checkReaders(m, u, c); err != nil {
		return err
	}
	if err := o.checkDestroyed(u, c); err != nil {
		return err
	}
	return s.removeFiles(o, u, c)
}

// removable refuses what is no unit of its own.
func removable(m *repo.Repository, u *repo.Unit) error {
	if u.Name == "." {
		return diag.Usagef("\".\" is the repository itself and can't be removed")
	}
	for _, l := range m.Root.Layers {
		for _, above := range l.DependsOn {
			if above == u.Name {
				return diag.Usagef("layer %s depends on %s", l.Name, u.Name).At(l.Range, m.Root.Unit.Source).
					WithHint("take it out of depends_on and render that layer without it first")
			}
		}
	}
	return nil
}

// workspacesOfUnit are the desired workspaces of a unit.
func (c *cloud) workspacesOfUnit(unit string) []*workspace.Workspace {
	var out []*workspace.Workspace
	for _, w := range c.desired.Workspaces {
		if w.Unit == unit {
			out = append(out, w)
		}
	}
	return out
}

// checkReaders refuses while the code or the spec of another unit needs this one.
func (s *session) checkReaders(m *repo.Repository, u *repo.Unit, c *cloud) error {
	var problems diag.List
	for _, w := range c.workspacesOfUnit(u.Name) {
		for _, reader := range w.Readers {
			if unit := c.desired.Workspace(reader).Unit; unit != u.Name {
				problems = append(problems, diag.Usagef("%s reads the state of %s", reader, w.Name).
					WithHint("let %s do without %s, apply that, then remove it", unit, u.Name))
			}
		}
	}
	dependents, err := m.Dependents([]*repo.Unit{u}, s.packs)
	if err != nil {
		return err
	}
	if len(problems) == 0 && len(dependents) > 0 {
		return diag.Usagef("%s is named in the spec of %s", u.Name, strings.Join(names(dependents), ", ")).
			WithHint("take it out there and run `scaffold generate %s`", strings.Join(names(dependents), " "))
	}
	return problems.Err()
}

// checkDestroyed refuses while a workspace of the unit manages resources.
func (o *removeOptions) checkDestroyed(u *repo.Unit, c *cloud) error {
	ctx, stop := interruptible()
	defer stop()
	client, err := o.connect(ctx, c)
	if err != nil {
		if diag.Of(err)[0].Code != diag.NoToken {
			return err
		}
		if o.assumeDestroyed {
			return nil
		}
		return diag.Usagef("%s, so nobody knows whether %s still manages resources", diag.Of(err)[0].Summary, u.Name).
			WithHint("set TFE_TOKEN; or make sure yourself that everything is destroyed, and give --assume-destroyed")
	}
	return stillThere(ctx, client, u, c)
}

// stillThere names the workspaces of a unit that manage resources.
func stillThere(ctx context.Context, client workspace.Client, u *repo.Unit, c *cloud) error {
	var problems diag.List
	for _, w := range c.workspacesOfUnit(u.Name) {
		a, err := client.Find(ctx, w.Name)
		if err != nil {
			return stopped(err, 0, 0)
		}
		if a == nil {
			continue
		}
		n, err := client.Managed(ctx, a)
		if err != nil {
			return stopped(err, 0, 0)
		}
		if n > 0 {
			problems = append(problems, diag.Usagef("the workspace %s still manages %s", w.Name, plural(n, "resource")).
				WithHint("destroy them first: `scaffold remove %s --prepare` says how", u.Name))
		}
	}
	return problems.Err()
}
