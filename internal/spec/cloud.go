package spec

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Cloud is the terraform_cloud block: what workspaces have in common.
type Cloud struct {
	Project        string // a pattern with {environment}; empty when not set
	ExecutionMode  string // remote, local or agent
	AgentPoolID    string
	InstallationID string // of the GitHub App
	OAuthTokenID   string
	Speculative    bool // plans on pull requests
}

// VariableSet is a variable_set block: variables of every workspace of some
// environments. A `variables` block, of one unit, is one too.
type VariableSet struct {
	Name         string   // of the set, or of the unit
	Environments []string // empty means all
	Env          map[string]string
	Terraform    map[string]string
	Range        hcl.Range
}

// Team is a team block: what a Terraform Cloud team may do.
type Team struct {
	Name         string
	Access       string
	Environments []string // empty means all
	Units        []string // empty means the environments' projects
	Range        hcl.Range
}

// In tells whether environments name the environment; an empty list names all.
func In(environments []string, name string) bool {
	return len(environments) == 0 || slices.Contains(environments, name)
}

func (r *Root) cloud(b *block) error {
	if r.hasCloud {
		return b.problem(b.DefRange(), "there are two terraform_cloud blocks").WithHint("merge them into one")
	}
	r.hasCloud = true
	c := &r.Cloud
	var list diag.List
	for key, target := range map[string]any{
		"project": &c.Project, "execution_mode": &c.ExecutionMode, "agent_pool_id": &c.AgentPoolID,
		"github_app_installation_id": &c.InstallationID, "oauth_token_id": &c.OAuthTokenID, "speculative_plans": &c.Speculative,
	} {
		list = list.Append(b.read(key, target))
	}
	list = list.Append(b.done())
	bad := func(key, format string, args ...any) *diag.Problem {
		at := b.DefRange()
		if a, ok := b.Body.Attributes[key]; ok {
			at = a.SrcRange
		}
		p := b.problem(at, format, args...)
		list = append(list, p)
		return p
	}
	if !slices.Contains([]string{"remote", "local", "agent"}, c.ExecutionMode) {
		bad("execution_mode", "execution_mode %q is not one of remote, local, agent", c.ExecutionMode)
	}
	if (c.ExecutionMode == "agent") != (c.AgentPoolID != "") {
		bad("agent_pool_id", "execution_mode \"agent\" and agent_pool_id go together").WithHint("give both, or neither")
	}
	if c.InstallationID != "" && c.OAuthTokenID != "" {
		bad("oauth_token_id", "both github_app_installation_id and oauth_token_id are given").
			WithHint("workspaces reach the repository by one of them; leave the other out")
	}
	if c.Project != "" && !projectName(c.Project) {
		bad("project", "project %q is no project's name: 3 to 40 letters, digits, spaces, - and _, and {environment}", c.Project)
	}
	return list.InOrder().Err()
}

var (
	projectName  = matcher(`^[A-Za-z0-9 _{}-]{3,60}$`)
	variableName = matcher(`^[A-Za-z_][A-Za-z0-9_-]*$`)
	secretName   = matcher(`(?i)(secret|password|passwd|private_?key|access_?key|api_?key|credentials|token)$`)
	secretValue  = matcher(`(AKIA|ASIA)[0-9A-Z]{16}|-----BEGIN|gh[pousr]_[A-Za-z0-9]{20}|\.atlasv1\.|xox[abps]-`)
)

// variables reads a variable_set or a variables block.
func (r *Root) variables(b *block, what string) error {
	name, err := b.label(what)
	if err != nil {
		return err
	}
	v := VariableSet{Name: name, Range: b.DefRange()}
	list := diag.List{}.Append(b.read("environments", &v.Environments)).
		Append(b.read("env", &v.Env)).Append(b.read("terraform", &v.Terraform)).Append(b.done())
	for key, values := range map[string]map[string]string{"env": v.Env, "terraform": v.Terraform} {
		for _, name := range slices.Sorted(maps.Keys(values)) {
			at := b.Body.Attributes[key].SrcRange
			switch {
			case !variableName(name):
				list = append(list, b.problem(at, "%q can't be the name of a variable", name))
			case secretName(name) || secretValue(values[name]):
				list = append(list, b.problem(at, "the variable %s looks like a secret, and scaffold.hcl is committed", name).
					WithHint("set it in Terraform Cloud as a sensitive variable; scaffold leaves variables alone that it did not make"))
			}
		}
	}
	if b.Type == "variables" {
		r.Variables = append(r.Variables, v)
	} else {
		r.VariableSets = append(r.VariableSets, v)
	}
	return list.InOrder().Err()
}

func (r *Root) team(b *block) error {
	name, err := b.label("name")
	if err != nil {
		return err
	}
	t := Team{Name: name, Access: "read", Range: b.DefRange()}
	list := diag.List{}.Append(b.read("access", &t.Access)).
		Append(b.read("environments", &t.Environments)).Append(b.read("units", &t.Units)).Append(b.done())
	levels := []string{"read", "write", "maintain", "admin"}
	if len(t.Units) > 0 {
		levels = []string{"read", "plan", "write", "admin"}
	}
	if !slices.Contains(levels, t.Access) {
		list = append(list, b.problem(b.DefRange(), "team %q has the access %q", name, t.Access).
			WithHint("to projects it may be read, write, maintain or admin; to the workspaces of units: read, plan, write or admin"))
	}
	r.Teams = append(r.Teams, t)
	return list.Err()
}

// checkCloud refuses environments that the repository does not have.
func (r *Root) checkCloud(f *file) error {
	var list diag.List
	check := func(at hcl.Range, environments []string) {
		for _, name := range environments {
			if _, ok := r.Environment(name); !ok {
				list = append(list, f.problem(at, "there is no environment %q", name).
					WithHint("environments here: %s", strings.Join(r.EnvironmentNames(), ", ")))
			}
		}
	}
	for _, v := range append(slices.Clone(r.VariableSets), r.Variables...) {
		check(v.Range, v.Environments)
	}
	for _, t := range r.Teams {
		check(t.Range, t.Environments)
	}
	for _, n := range r.Notifications {
		check(n.Range, n.Environments)
	}
	return list.Err()
}
