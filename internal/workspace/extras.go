package workspace

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
	"github.com/seed-3f5c2e52/scaffold/internal/tfconfig"
)

// ours marks variables that scaffold made, so that it may take them away again.
const ours = "Set by scaffold from scaffold.hcl."

// notificationPrefix begins the names of notifications that scaffold made.
const notificationPrefix = "scaffold: "

// variables derives variable sets and the variables of single units.
func (d *Desired) variables(in Inputs) error {
	root := in.Model.Root
	var problems diag.List
	for _, e := range root.Environments {
		plan, apply := roles(in.Model, e)
		if plan == "" || apply == "" || !d.has(e.Name) {
			continue
		}
		d.Sets = append(d.Sets, Set{
			Name: fmt.Sprintf("aws %s (%s)", e.Name, root.VCS), Environments: []string{e.Name},
			Variables: list(map[string]string{
				"TFC_AWS_PROVIDER_AUTH": "true", "TFC_AWS_PLAN_ROLE_ARN": plan, "TFC_AWS_APPLY_ROLE_ARN": apply,
			}, nil),
		})
	}
	for _, v := range root.VariableSets {
		environments := slices.DeleteFunc(root.EnvironmentNames(), func(name string) bool { return !spec.In(v.Environments, name) || !d.has(name) })
		if slices.ContainsFunc(d.Sets, func(s Set) bool { return s.Name == v.Name }) {
			problems = append(problems, diag.Usagef("the variable set %q is there twice", v.Name).At(v.Range, root.Unit.Source).WithHint("merge them into one"))
		}
		d.Sets = append(d.Sets, Set{Name: v.Name, Environments: environments, Variables: list(v.Env, v.Terraform)})
	}
	for _, v := range root.Variables {
		if in.Model.Unit(v.Name) == nil || v.Name == "." {
			problems = append(problems, diag.Usagef("there is no unit %q", v.Name).At(v.Range, root.Unit.Source).
				WithHint("units here: %s", strings.Join(in.Model.UnitNames(), ", ")))
		}
		for _, w := range d.Workspaces {
			if w.Unit == v.Name && spec.In(v.Environments, w.Environment) {
				w.Variables = append(w.Variables, list(v.Env, v.Terraform)...)
			}
		}
	}
	for _, w := range d.Workspaces {
		slices.SortFunc(w.Variables, func(a, b Variable) int { return strings.Compare(a.Category+a.Key, b.Category+b.Key) })
		for i, v := range w.Variables {
			if i > 0 && w.Variables[i-1].Key == v.Key && w.Variables[i-1].Category == v.Category {
				problems = append(problems, diag.Usagef("%s gets the variable %s twice", w.Name, v.Key).WithHint("take it out of one `variables` block of scaffold.hcl"))
			}
		}
	}
	return problems.Err()
}

func (d *Desired) has(environment string) bool {
	return slices.ContainsFunc(d.Workspaces, func(w *Workspace) bool { return w.Environment == environment })
}

// list returns the variables in a fixed order.
func list(env, terraform map[string]string) []Variable {
	var out []Variable
	for category, values := range map[string]map[string]string{"env": env, "terraform": terraform} {
		for key, value := range values {
			out = append(out, Variable{Key: key, Value: value, Category: category, Description: ours})
		}
	}
	slices.SortFunc(out, func(a, b Variable) int { return strings.Compare(a.Category+a.Key, b.Category+b.Key) })
	return out
}

// roles are the ARNs of an environment's run roles: as scaffold.hcl says, or
// of the roles that bootstrap/ makes in the environment's account.
func roles(m *repo.Repository, e spec.Environment) (plan, apply string) {
	plan, apply = e.PlanRoleARN, e.ApplyRoleARN
	if e.Account == "" || (plan != "" && apply != "") {
		return plan, apply
	}
	partition := "aws"
	if strings.HasPrefix(e.Region, "cn-") {
		partition = "aws-cn"
	} else if strings.HasPrefix(e.Region, "us-gov-") {
		partition = "aws-us-gov"
	}
	made := madeRoles(m.FS)
	label := strings.ReplaceAll(e.Name, "-", "_")
	if name := made[label+"_plan"]; name != "" && plan == "" {
		plan = fmt.Sprintf("arn:%s:iam::%s:role/%s", partition, e.Account, name)
	}
	if name := made[label+"_apply"]; name != "" && apply == "" {
		apply = fmt.Sprintf("arn:%s:iam::%s:role/%s", partition, e.Account, name)
	}
	return plan, apply
}

// madeRoles are the names of the roles in bootstrap/ behind their paths, by their
// label.
func madeRoles(fsys fs.FS) map[string]string {
	out := map[string]string{}
	dirs, _ := fs.Glob(fsys, "bootstrap/*")
	for _, dir := range dirs {
		files, _ := tfconfig.Files(fsys, dir) // what can't be read Terraform itself will refuse
		for _, r := range tfconfig.Read(dir, files).Resources {
			if r.Type == "aws_iam_role" && r.Called != "" {
				out[r.Name] = strings.TrimPrefix(r.Path, "/") + r.Called
			}
		}
	}
	return out
}

// teams derives what teams may do.
func (d *Desired) teams(in Inputs) error {
	root := in.Model.Root
	var problems diag.List
	for _, t := range root.Teams {
		access := Access{Team: t.Name, Access: t.Access}
		for _, unit := range t.Units {
			if in.Model.Unit(unit) == nil || unit == "." {
				problems = append(problems, diag.Usagef("there is no unit %q", unit).At(t.Range, root.Unit.Source).
					WithHint("units here: %s", strings.Join(in.Model.UnitNames(), ", ")))
			}
		}
		for _, w := range d.Workspaces {
			if !spec.In(t.Environments, w.Environment) {
				continue
			}
			if slices.Contains(t.Units, w.Unit) {
				w.Teams = append(w.Teams, access)
			}
			if project := w.Settings[Project]; len(t.Units) == 0 && !slices.Contains(d.Teams[project], access) {
				d.Teams[project] = append(d.Teams[project], access)
			}
		}
	}
	return problems.Err()
}

// notifications derives the notifications of every workspace. One whose secret
// URL this run does not know is left as it is on the server.
func (d *Desired) notifications(in Inputs) {
	count := map[string]int{}
	for _, n := range in.Model.Root.Notifications {
		name := notificationPrefix + n.Kind
		if count[n.Kind]++; count[n.Kind] > 1 {
			name += fmt.Sprintf(" %d", count[n.Kind])
		}
		if n.Kind != "email" && in.URLs[n.URLVariable] == "" {
			d.Notices = append(d.Notices, fmt.Sprintf("%s is not set in this environment, so new workspaces get no %s notification now", n.URLVariable, n.Kind))
		}
		for _, w := range d.Workspaces {
			if spec.In(n.Environments, w.Environment) {
				w.Notifications = append(w.Notifications, Notification{
					Name: name, Kind: n.Kind, URL: in.URLs[n.URLVariable],
					Addresses: sorted(n.Addresses), Triggers: sorted(n.Triggers),
				})
			}
		}
	}
}

func sorted(list []string) []string {
	out := slices.Clone(list)
	slices.Sort(out)
	return slices.Compact(out)
}
