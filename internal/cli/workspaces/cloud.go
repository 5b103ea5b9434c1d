package workspaces

import (
	"context"
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/run"
	"github.com/seed-3f5c2e52/scaffold/internal/tfc"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// Cloud is what a command knows of Terraform Cloud before it asks.
type Cloud struct {
	Desired *workspace.Desired
	Model   *repo.Repository
	Units   []string // names; empty means all
	Branch  string   // the one that is applied
	Current string   // the one that is checked out; empty when none is
	AddOnly bool     // the branch that is checked out is not the one that is applied
}

// State finds the repository and derives the desired state.
func (c *Commands) State(units []string) (*Cloud, error) {
	dir, err := c.Place.NeedRoot("run `scaffold init` to make one, or name its folder with -C")
	if err != nil {
		return nil, err
	}
	return c.StateAt(dir, units)
}

// StateAt is State for the repository at dir.
func (c *Commands) StateAt(dir string, units []string) (*Cloud, error) {
	m, store, err := c.Place.LoadAt(dir)
	if err != nil {
		return nil, err
	}
	if problem := m.NeedInfrastructure("workspaces"); problem != nil {
		return nil, problem
	}
	all := &Cloud{Model: m}
	var problems diag.List
	for _, arg := range units {
		u, err := m.Find(arg)
		if problems = problems.Append(err); err == nil {
			all.Units = append(all.Units, u.Name)
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	in := workspace.Inputs{Model: m, Prefix: ".", URLs: c.notificationURLs(m)}
	if in.Branch, in.Project, err = workspace.BranchAndProject(m, store); err != nil {
		return nil, err
	}
	if in.Prefix, all.Current, err = run.CheckedOut(dir); err != nil {
		return nil, err
	}
	all.Branch = in.Branch
	all.AddOnly = all.Current != all.Branch && !(all.Current == "" && c.Terminal.Getenv("GITHUB_REF") == "refs/heads/"+all.Branch)
	all.Desired, err = workspace.Derive(in)
	return all, err
}

// notificationURLs are the secret URLs that scaffold.hcl names by the variables
// that hold them.
func (c *Commands) notificationURLs(m *repo.Repository) map[string]string {
	out := map[string]string{}
	for _, n := range m.Root.Notifications {
		if n.URLVariable != "" {
			out[n.URLVariable] = c.Terminal.Getenv(n.URLVariable)
		}
	}
	return out
}

// errNoToken is what a command says that needs a token and has none.
func (c *Commands) errNoToken(host string) *diag.Problem {
	return diag.Usagef("there is no token for %s", host).
		WithHint("%s; `scaffold workspaces plan --offline` needs none", tfc.WaysToToken(host, c.Terminal.Getenv)).WithCode(diag.NoToken)
}

// Connect makes a client for the repository's host.
func (c *Commands) Connect(ctx context.Context, to *Cloud) (*tfc.Client, error) {
	host := to.Desired.Hostname
	token := tfc.Token(host, c.Terminal.Getenv)
	if token == "" {
		return nil, c.errNoToken(host)
	}
	var emails, secrets []string
	for _, n := range to.Model.Root.Notifications {
		emails = append(emails, n.Addresses...)
		secrets = append(secrets, c.Terminal.Getenv(n.URLVariable))
	}
	slices.Sort(emails)
	return tfc.New(ctx, tfc.Config{Hostname: host, Organization: to.Desired.Organization, Token: token, Emails: slices.Compact(emails), Secrets: secrets})
}

// reconciler connects.
func (o *options) reconciler(ctx context.Context, c *Cloud) (*workspace.Reconciler, error) {
	client, err := o.commands.Connect(ctx, c)
	if err != nil {
		return nil, err
	}
	return &workspace.Reconciler{
		Client: client, Desired: c.Desired, Units: c.Units, Refresh: o.refresh, Prune: o.prune, AddOnly: c.AddOnly,
	}, nil
}
