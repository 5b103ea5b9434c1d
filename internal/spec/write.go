package spec

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
)

// LayerBlock returns the text of a layer block.
func LayerBlock(l Layer) string {
	var b strings.Builder
	fmt.Fprintf(&b, "layer %s {\n  directory = %s\n", expr.Quote(l.Name), expr.Quote(l.Directory))
	if len(l.DependsOn) > 0 {
		fmt.Fprintf(&b, "  depends_on = %s\n", quoteList(l.DependsOn))
	}
	if l.Holds != "" {
		fmt.Fprintf(&b, "  holds = %s\n", expr.Quote(l.Holds))
	}
	b.WriteString("}\n")
	return string(hclwrite.Format([]byte(b.String())))
}

func quoteList(list []string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = expr.Quote(s)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// NewUnit returns the text of a unit's spec. changes are its inputs, in the
// order in which they shall stand. An application repository has no environments.
func NewUnit(name string, ref PackRef, environments []string, changes []Change) ([]byte, error) {
	text := fmt.Sprintf("unit %s {\n  pack = %s\n", expr.Quote(name), expr.Quote(ref.String()))
	if len(environments) > 0 {
		text += fmt.Sprintf("  environments = %s\n", quoteList(environments))
	}
	text += "}\n"
	return Edit(Filename, hclwrite.Format([]byte(text)), changes)
}

// NewRoot returns the text of a repository's root file.
func NewRoot(r *Root, ref PackRef, changes []Change) ([]byte, error) {
	var b strings.Builder
	b.WriteString("# The infrastructure repository: its environments, layers and defaults.\n")
	b.WriteString("# Every key is described in scaffold's docs/reference/scaffold-hcl.md.\n\n")
	fmt.Fprintf(&b, "repository {\n  organization = %s\n  hostname = %s\n  workspace_name = %s\n  vcs = %s\n  pack = %s\n  domain = %s\n}\n",
		expr.Quote(r.Organization), expr.Quote(r.Hostname), expr.Quote(r.WorkspaceName), expr.Quote(r.VCS), expr.Quote(ref.String()), expr.Quote(r.Domain))
	for _, e := range r.Environments {
		b.WriteString("\n" + environmentBlock(e))
	}
	for _, l := range r.Layers {
		b.WriteString("\n" + LayerBlock(l))
	}
	for _, n := range r.Notifications {
		b.WriteString("\n" + notificationBlock(n))
	}
	return Edit(Filename, hclwrite.Format([]byte(b.String())), changes)
}

// notificationBlock is a target, told of what Terraform Cloud tells by default.
func notificationBlock(n Notification) string {
	var b strings.Builder
	fmt.Fprintf(&b, "notification %s {\n", expr.Quote(n.Kind))
	if n.URLVariable != "" {
		fmt.Fprintf(&b, "  url_variable = %s\n", expr.Quote(n.URLVariable))
	}
	if len(n.Addresses) > 0 {
		fmt.Fprintf(&b, "  addresses = %s\n", quoteList(n.Addresses))
	}
	b.WriteString("}\n")
	return b.String()
}

func environmentBlock(e Environment) string {
	var b strings.Builder
	fmt.Fprintf(&b, "environment %s {\n  short = %s\n  region = %s\n", expr.Quote(e.Name), expr.Quote(e.Short), expr.Quote(e.Region))
	if e.Account != "" {
		fmt.Fprintf(&b, "  account = %s\n", expr.Quote(e.Account))
	}
	if e.Size == SizeSmall {
		fmt.Fprintf(&b, "  size = %s\n", expr.Quote(e.Size))
	}
	fmt.Fprintf(&b, "  production = %t\n  auto_apply = %t\n  required_approvals = %d\n  run_triggers = %s\n", e.Production, e.AutoApply, e.RequiredApprovals, expr.Quote(e.RunTriggers))
	fmt.Fprintf(&b, "  terraform_version = %s\n  aws_provider_version = %s\n}\n", expr.Quote(e.TerraformVersion), expr.Quote(e.AWSProviderVersion))
	return b.String()
}
