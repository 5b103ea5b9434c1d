package repo

import (
	"maps"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// Workspace returns the Terraform Cloud workspace of a unit in an environment
// by the repository's pattern.
func Workspace(pattern, unit, environment string) string {
	return strings.NewReplacer("{unit}", unit, "{environment}", environment).Replace(pattern)
}

// Context returns what a render of the unit sees besides its inputs: the root
// values that the pack reads, the unit itself, and the values that referenced
// units expose. environment is empty for the unit's own files.
func (r *Repository) Context(u *Unit, p *pack.Pack, environment string, references map[string]cty.Value) map[string]cty.Value {
	ctx := map[string]cty.Value{}
	values := r.values[environment]
	if environment != "" {
		ctx["environment"] = cty.StringVal(environment)
	}
	for _, name := range p.Reads {
		if v, ok := values[name]; ok {
			ctx[name] = v
		}
	}
	ctx["unit"] = cty.StringVal(u.Name)
	ctx["unit_path"] = cty.StringVal(string(u.Path))
	ctx["unit_layer"] = cty.StringVal(u.Layer)
	ctx["upstream"] = stringList(r.upstream(u.Layer))
	ctx["unit_environments"] = stringList(r.Environments(u))
	ctx["references"] = cty.EmptyObjectVal
	if len(references) > 0 {
		ctx["references"] = cty.ObjectVal(references)
	}
	return ctx
}

func (r *Repository) upstream(layer string) []string {
	l, _ := r.Root.Layer(layer)
	return l.DependsOn
}

// contextValues returns all that packs may read, by environment: the root
// values, and those of the environment. Every render of a run shares them.
func contextValues(root *spec.Root) map[string]map[string]cty.Value {
	out := map[string]map[string]cty.Value{"": rootValues(root)}
	for _, e := range root.Environments {
		out[e.Name] = maps.Clone(out[""])
		maps.Copy(out[e.Name], environmentValues(root, e))
	}
	return out
}

func rootValues(root *spec.Root) map[string]cty.Value {
	environments := make([]cty.Value, len(root.Environments))
	for i, e := range root.Environments {
		environments[i] = environmentObject(e)
	}
	layers := make([]cty.Value, len(root.Layers))
	for i, l := range root.Layers {
		layers[i] = cty.ObjectVal(map[string]cty.Value{
			"name": cty.StringVal(l.Name), "directory": cty.StringVal(l.Directory),
			"depends_on": stringList(l.DependsOn), "holds": cty.StringVal(l.Holds),
		})
	}
	notifications := make([]cty.Value, len(root.Notifications))
	for i, n := range root.Notifications {
		notifications[i] = cty.ObjectVal(map[string]cty.Value{"kind": cty.StringVal(n.Kind), "url_variable": cty.StringVal(n.URLVariable)})
	}
	return map[string]cty.Value{
		"organization": cty.StringVal(root.Organization), "hostname": cty.StringVal(root.Hostname),
		"workspace_name": cty.StringVal(root.WorkspaceName), "vcs": cty.StringVal(root.VCS),
		"domain": cty.StringVal(root.Domain), "project": cty.StringVal(root.Cloud.Project), "environments": cty.TupleVal(environments), "layers": cty.TupleVal(layers),
		"notifications": cty.TupleVal(notifications),
	}
}

func environmentObject(e spec.Environment) cty.Value {
	return cty.ObjectVal(map[string]cty.Value{
		"name": cty.StringVal(e.Name), "short": cty.StringVal(e.Short), "region": cty.StringVal(e.Region),
		"account": cty.StringVal(e.Account), "production": cty.BoolVal(e.Production), "auto_apply": cty.BoolVal(e.AutoApply),
		"required_approvals": cty.NumberIntVal(int64(e.RequiredApprovals)), "run_triggers": cty.StringVal(e.RunTriggers),
		"terraform_version": cty.StringVal(e.TerraformVersion),
	})
}

// environmentValues returns the values of one environment by their names in `reads`.
func environmentValues(root *spec.Root, e spec.Environment) map[string]cty.Value {
	values := environmentObject(e).AsValueMap()
	delete(values, "name")
	// Not in the list that every environment may read: one's new provider is no news to the others.
	values["aws_provider_version"] = cty.StringVal(e.AWSProviderVersion)
	values["size"] = cty.StringVal(e.Size)
	var sharing []string
	accounts := map[string]cty.Value{}
	productionAccount := ""
	for i, other := range root.Environments {
		if other.Production && productionAccount == "" {
			productionAccount = other.Account
		}
		accounts[other.Name] = cty.StringVal(other.Account)
		if other.Name == e.Name {
			values["environment_index"] = cty.NumberIntVal(int64(i))
		}
		if other.Name == e.Name || (e.Account != "" && other.Account == e.Account) {
			sharing = append(sharing, other.Name)
		}
	}
	values["production_account"] = cty.StringVal(productionAccount)
	values["owns_account"] = cty.BoolVal(sharing[0] == e.Name)
	values["account_environments"] = stringList(sharing)
	values["accounts"] = cty.ObjectVal(accounts)
	return values
}

func stringList(list []string) cty.Value {
	values := make([]cty.Value, len(list))
	for i, s := range list {
		values[i] = cty.StringVal(s)
	}
	return cty.TupleVal(values)
}
