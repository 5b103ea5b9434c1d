package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/markdown"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// block is one block type of scaffold.hcl.
type block struct {
	header string // as it is written
	about  string
	keys   []key
	wrap   string // a whole root file with %s inside this block
}

// key is one attribute; its type comes from the parser, its default from a
// parsed file that leaves it out.
type key struct {
	name, about string
	value       func(*spec.Root) any
}

const minimal = "repository {\n organization = \"acme\"\n vcs = \"acme/infrastructure\"\n pack = \"repository@1.0.0\"\n%s\n}\n"

var oneEnvironment = "environment \"dev\" {}\n"

func inRepository(text string) string { return fmt.Sprintf(minimal, "") + oneEnvironment + text }

// blocks describe scaffold.hcl. describeBlock fails when the parser knows a key
// that is not here, or the other way round.
var blocks = []block{
	{
		"repository", "The repository, which is itself the unit `.`: beside these keys stand the inputs of its pack.",
		[]key{
			{"organization", "Terraform Cloud organization; required. Units that were rendered refuse another one, as their states would stay behind, unless `--allow-replace organization` is given; `hostname`, and `region`, `account` and `short` of an environment, likewise", func(r *spec.Root) any { return "" }},
			{"hostname", "Terraform Cloud's host, or your Terraform Enterprise", func(r *spec.Root) any { return r.Hostname }},
			{"workspace_name", "pattern of the workspaces' names, with {unit} and {environment}; `scaffold workspaces apply` renames those that are there, which keep their state", func(r *spec.Root) any { return r.WorkspaceName }},
			{"vcs", "OWNER/NAME of this repository; required", func(r *spec.Root) any { return "" }},
			{"pack", "pack of the root files, as name@version; required", func(r *spec.Root) any { return "" }},
			{"domain", "domain under which services get their names", func(r *spec.Root) any { return r.Domain }},
		},
		"repository {\n%s\n}\n" + oneEnvironment,
	},
	{
		`environment "NAME"`, "One environment; their order is the order in which changes travel.",
		[]key{
			{"short", "up to 3 characters, unique, for names that must be short", environment(func(e spec.Environment) any { return e.Short })},
			{"region", "AWS region", environment(func(e spec.Environment) any { return e.Region })},
			{"account", "AWS account number; environments with equal ones share what is global in an account", environment(func(e spec.Environment) any { return e.Account })},
			{"production", "whether it is production: bigger defaults, more care", environment(func(e spec.Environment) any { return e.Production })},
			{"size", "`standard`, or `small` for the thrifty: smaller defaults of the layers, in production too where it says so; what `production` protects stays protected", environment(func(e spec.Environment) any { return e.Size })},
			{"auto_apply", "whether Terraform Cloud applies a good plan by itself", environment(func(e spec.Environment) any { return e.AutoApply })},
			{"required_approvals", "approvals that a pull request touching it needs", environment(func(e spec.Environment) any { return e.RequiredApprovals })},
			{"run_triggers", "whose applies start runs of those that read it: `layers` (of layers in other layers), `direct` (of all that is read, services too) or `none`", environment(func(e spec.Environment) any { return e.RunTriggers })},
			{"terraform_version", "exact version of Terraform, 1.11 or later: of the environment's workspaces and of CI. An upgrade is promoted by changing it in one environment's block after the other", environment(func(e spec.Environment) any { return e.TerraformVersion })},
			{"aws_provider_version", "exact version of the AWS provider, 5.100.0 or later, before 7: each `versions.tf` of the environment pins it. Promoted likewise", environment(func(e spec.Environment) any { return e.AWSProviderVersion })},
			{"plan_role_arn", "role that Terraform Cloud's runs take while they plan; the one that bootstrap/ makes in `account`, unless given", environment(func(e spec.Environment) any { return e.PlanRoleARN })},
			{"apply_role_arn", "role that they take while they apply; likewise", environment(func(e spec.Environment) any { return e.ApplyRoleARN })},
		},
		inRepository("environment \"production\" {\n%s\n}\n"),
	},
	{
		`layer "NAME"`, "One layer. Order comes from `depends_on`, not from the folders' numbers.",
		[]key{
			{"directory", "its folder in layers/; the layer's name unless given", func(*spec.Root) any { return "" }},
			{"depends_on", "layers whose state it reads", func(*spec.Root) any { return "" }},
			{"holds", "`services` for a layer of many units; otherwise the layer is one unit", func(*spec.Root) any { return "" }},
		},
		inRepository("layer \"x\" {\n%s\n}\n"),
	},
	{
		`pack_source "PACK"`, "Where a pack comes from; it takes the place of a built-in one of that name. See [packs.md](../packs.md#where-packs-come-from).",
		[]key{{"source", "a folder, relative to the repository's root or absolute, or a git URL `git::https://HOST/REPOSITORY.git//FOLDER?ref=TAG`; required", func(*spec.Root) any { return "" }}},
		inRepository("pack_source \"x\" {\n%s\n}\n"),
	},
	{
		`notification "KIND"`, "A notification of every workspace; the kind is slack, email or webhook.",
		[]key{
			{"url_variable", "environment variable that holds the URL; for slack and webhook. The URL is a secret and stands in no file", nothing},
			{"addresses", "e-mail addresses; for email", nothing},
			{"triggers", "events of Terraform Cloud; run:completed, run:needs_attention and run:errored unless given", nothing},
			{"environments", "the environments whose workspaces have it; all unless given", nothing},
		},
		inRepository("notification \"slack\" {\n%s\n}\n"),
	},
	{
		"terraform_cloud", "What Terraform Cloud's workspaces have in common; see [terraform-cloud.md](../terraform-cloud.md).",
		[]key{
			{"project", "pattern of the projects' names, with {environment}; the repository pack's `terraform_project`, else {environment}", nothing},
			{"github_app_installation_id", "Terraform Cloud's ID of its GitHub App's installation (ghain-…), by which workspaces reach the repository", nothing},
			{"oauth_token_id", "ID of an OAuth token (ot-…), instead of that", nothing},
			{"execution_mode", "`remote`, `local` or `agent`", func(r *spec.Root) any { return r.Cloud.ExecutionMode }},
			{"agent_pool_id", "ID of the agent pool; with `agent`", nothing},
			{"speculative_plans", "whether pull requests are planned", func(r *spec.Root) any { return r.Cloud.Speculative }},
		},
		inRepository("terraform_cloud {\n%s\n}\n"),
	},
	{
		`variable_set "NAME"`, "A variable set of Terraform Cloud for all workspaces of some environments. No secrets: this file is committed.",
		variableKeys, inRepository("variable_set \"x\" {\n%s\n}\n"),
	},
	{
		`variables "UNIT"`, "Variables of one unit's workspaces. No secrets.",
		variableKeys, inRepository("variables \"x\" {\n%s\n}\n"),
	},
	{
		`team "NAME"`, "What a team of Terraform Cloud may do.",
		[]key{
			{"access", "to projects `read`, `write`, `maintain` or `admin`; to the workspaces of units `read`, `plan`, `write` or `admin`", func(*spec.Root) any { return "read" }},
			{"environments", "the environments it is about; all unless given", nothing},
			{"units", "units to whose workspaces it is narrowed; the environments' projects unless given", nothing},
		},
		inRepository("team \"x\" {\n%s\n}\n"),
	},
}

var variableKeys = []key{
	{"environments", "the environments it is for; all unless given", nothing},
	{"env", "environment variables of the runs", nothing},
	{"terraform", "Terraform variables", nothing},
}

func nothing(*spec.Root) any { return "" }

func environment(get func(spec.Environment) any) func(*spec.Root) any {
	return func(r *spec.Root) any {
		dev, production := fmt.Sprint(get(r.Environments[0])), fmt.Sprint(get(r.Environments[1]))
		if dev == production {
			return dev
		}
		return dev + ", production " + production
	}
}

func specPage() (string, error) {
	root, err := spec.ParseRoot(spec.Filename, []byte(inRepository("environment \"production\" {}\n")))
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("# scaffold.hcl\n\nThe file's blocks say what it is: a `repository` block makes it an infrastructure repository's root file, a `unit` block a unit's spec. Both are yours to edit; `scaffold generate` carries out what they say. Comments stay when scaffold edits them.\n\n## The root file\n")
	for _, block := range blocks {
		text, err := block.describe(root)
		if err != nil {
			return "", err
		}
		b.WriteString("\n" + text)
	}
	b.WriteString("\n### `defaults \"PACK\"`\n\nInputs for every unit of a pack that does not set them itself. `defaults \"*\"` sets them for every pack that has an input of that name, layers, services and the repository itself; what is said for a pack is stronger:\n\n```hcl\ndefaults \"*\" {\n  permissions_boundary = \"acme-boundary\"\n  role_path            = \"/acme/\"\n}\n```\n")
	b.WriteString(unitText)
	return b.String(), nil
}

func (b block) describe(root *spec.Root) (string, error) {
	known, err := b.known()
	if err != nil {
		return "", err
	}
	t := markdown.NewTable("key", "value", "default", "what it is")
	for _, k := range b.keys {
		kind, err := b.kind(k.name)
		if err != nil {
			return "", err
		}
		if !slices.Contains(known, k.name) && known != nil {
			return "", fmt.Errorf("%s: the parser knows no %s", b.header, k.name)
		}
		t.Row(markdown.Code(k.name), kind, markdown.Code(fmt.Sprint(k.value(root))), k.about)
	}
	for _, name := range known {
		if !slices.ContainsFunc(b.keys, func(k key) bool { return k.name == name }) {
			return "", fmt.Errorf("%s: the key %s is not documented", b.header, name)
		}
	}
	return fmt.Sprintf("### `%s`\n\n%s\n\n%s", b.header, b.about, t), nil
}

// known are the keys that the parser names when it is given a wrong one; nil
// for the block that takes inputs too.
func (b block) known() ([]string, error) {
	if b.header == "repository" {
		return nil, nil
	}
	list, err := b.provoke("no_such_key = 1")
	if err != nil {
		return nil, err
	}
	_, names, ok := strings.Cut(list[0].Hint, "it may have: ")
	if !ok {
		return nil, fmt.Errorf("%s: the parser does not say which keys it knows: %s", b.header, list)
	}
	return strings.Split(names, ", "), nil
}

// kind is what the parser says a key must be.
func (b block) kind(name string) (string, error) {
	list, err := b.provoke(name + " = {}")
	if err != nil {
		list, err = b.provoke(name + " = 1") // an object
	}
	if err != nil {
		return "", err
	}
	for _, p := range list {
		if _, kind, ok := strings.Cut(p.Summary, fmt.Sprintf("%q must be ", name)); ok {
			short, _, _ := strings.Cut(kind, ", such as") // examples belong into messages
			return strings.TrimSuffix(short, " in double quotes"), nil
		}
	}
	return "", fmt.Errorf("%s: the parser does not say what %s must be: %s", b.header, name, list)
}

// provoke returns the parser's problems with a line in the block.
func (b block) provoke(line string) (diag.List, error) {
	_, err := spec.ParseRoot(spec.Filename, fmt.Appendf(nil, b.wrap, line))
	if err == nil {
		return nil, fmt.Errorf("%s: the parser takes %q", b.header, line)
	}
	return diag.Of(err), nil
}

const unitText = `
## A unit's spec

` + "```hcl" + `
unit "service-a" {
  pack         = "service@1.0.0"
  environments = ["dev", "staging", "production"]
  port         = 8080

  environment "production" {
    health_check_path = "/ready"
  }
}
` + "```" + `

| key | value | what it is |
|---|---|---|
| ` + "`pack`" + ` | text, name@version | the pack and the version wanted; required |
| ` + "`environments`" + ` | a list of text | the environments it has; all of the repository unless given |
| any other | as the pack declares it | an input stored in the spec |
| ` + "`environment \"NAME\" { … }`" + ` | inputs | overrides for one environment |

The value of an input, strongest first: a flag or ` + "`--set`, `--spec`, the environment block, the unit's attribute, `defaults` of its pack, those of all packs" + `, the pack's default. What flags and ` + "`--spec`" + ` say is written into the spec (or ` + "`terraform.tfvars`" + `), so the next run needs no flag.

An input that the pack stores in tfvars (see its page) stands in each environment's ` + "`terraform.tfvars`" + ` alone; in a ` + "`scaffold.hcl`" + ` it is an error.
`
