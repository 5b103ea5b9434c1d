package cli

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/tfc"
	"github.com/seed-3f5c2e52/scaffold/internal/workspace"
)

// cloud is what a command knows of Terraform Cloud before it asks.
type cloud struct {
	desired *workspace.Desired
	model   *repo.Repository
	units   []string // names; empty means all
	branch  string   // the one that is applied
	current string   // the one that is checked out; empty when none is
	addOnly bool
}

// cloudState finds the repository and derives the desired state.
func (g *global) cloudState(units []string) (*cloud, error) {
	dir := g.locate(nil)
	if dir == "" {
		return nil, diag.Usagef("%s is not in a scaffold repository", g.start(g.chdir)).
			WithHint("run `scaffold init` to make one, or name its folder with -C").WithCode(diag.NoRepository)
	}
	return g.cloudStateAt(dir, units)
}

func (g *global) cloudStateAt(dir string, units []string) (*cloud, error) {
	m, err := repo.Load(os.DirFS(dir))
	if err != nil {
		return nil, err
	}
	c := &cloud{model: m}
	var problems diag.List
	for _, arg := range units {
		u, err := m.Find(arg)
		if problems = problems.Append(err); err == nil {
			c.units = append(c.units, u.Name)
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	store := g.packs(dir)
	store.Sources = m.Root.PackSources
	in := workspace.Inputs{Model: m, Prefix: ".", URLs: g.notificationURLs(m)}
	if in.Branch, in.Project, err = branchAndProject(m, store); err != nil {
		return nil, err
	}
	if in.Prefix, c.current, err = gitPlace(dir); err != nil {
		return nil, err
	}
	c.branch = in.Branch
	c.addOnly = c.current != c.branch && !(c.current == "" && g.Getenv("GITHUB_REF") == "refs/heads/"+c.branch)
	c.desired, err = workspace.Derive(in)
	return c, err
}

// gitPlace is where the folder stands in git's worktree, and the branch that is
// checked out. Without git it is the root, on no branch.
func gitPlace(dir string) (prefix, branch string, err error) {
	git, err := gitops.Open(dir)
	if err != nil {
		return ".", "", nil
	}
	resolved, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return "", "", diag.Failedf("%s can't be resolved", dir)
	}
	rel, err := filepath.Rel(git.Root(), resolved)
	if err != nil || strings.HasPrefix(rel, "..") {
		return "", "", diag.Failedf("%s is outside its git worktree %s", dir, git.Root())
	}
	branch, err = git.CurrentBranch()
	return filepath.ToSlash(rel), branch, err
}

// notificationURLs are the secret URLs that scaffold.hcl names by the variables
// that hold them.
func (g *global) notificationURLs(m *repo.Repository) map[string]string {
	out := map[string]string{}
	for _, n := range m.Root.Notifications {
		if n.URLVariable != "" {
			out[n.URLVariable] = g.Getenv(n.URLVariable)
		}
	}
	return out
}

// branchAndProject are what the repository's pack says of the branch that is
// applied and of the projects' names, by the roles of its inputs.
func branchAndProject(m *repo.Repository, store *pack.Store) (branch, project string, err error) {
	branch, project = "main", "{environment}"
	root := m.Unit(".")
	p, err := store.Get(root.PackOf(""))
	if err != nil {
		return "", "", err
	}
	for role, target := range map[string]*string{"default_branch": &branch, "terraform_project": &project} {
		in := p.InputByRole(role)
		if in == nil {
			continue // an older pack
		}
		v, err := p.InputValue(in.Name, pack.Request{Context: m.Context(root, p, "", nil), Given: m.Given(root, ""), Unit: root.Spec})
		if err != nil {
			return "", "", err
		}
		if v.Type() == cty.String && !v.IsNull() && !strings.Contains(v.AsString(), "*") {
			*target = v.AsString()
		}
	}
	if m.Root.Cloud.Project != "" {
		project = m.Root.Cloud.Project
	}
	return branch, project, nil
}

// errNoToken is what a command says that needs a token and has none.
func errNoToken(host string) *diag.Problem {
	return diag.Usagef("there is no token for %s", host).
		WithHint("set TFE_TOKEN, or run `terraform login %s`; `scaffold workspaces plan --offline` needs none", host).WithCode(diag.NoToken)
}

// connect makes a client for the repository's host.
func (g *global) connect(ctx context.Context, c *cloud) (*tfc.Client, error) {
	host := c.desired.Hostname
	token := tfc.Token(host, g.Getenv)
	if token == "" {
		return nil, errNoToken(host)
	}
	var emails, secrets []string
	for _, n := range c.model.Root.Notifications {
		emails = append(emails, n.Addresses...)
		secrets = append(secrets, g.Getenv(n.URLVariable))
	}
	slices.Sort(emails)
	return tfc.New(ctx, tfc.Config{Hostname: host, Organization: c.desired.Organization, Token: token, Emails: slices.Compact(emails), Secrets: secrets})
}

// reconciler connects.
func (o *workspacesOptions) reconciler(ctx context.Context, c *cloud) (*workspace.Reconciler, error) {
	client, err := o.connect(ctx, c)
	if err != nil {
		return nil, err
	}
	return &workspace.Reconciler{
		Client: client, Desired: c.desired, Units: c.units, Refresh: o.refresh, Prune: o.prune, AddOnly: c.addOnly,
	}, nil
}
