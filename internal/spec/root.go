package spec

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Root is the repository's own scaffold.hcl. It is also the spec of the unit
// ".", whose pack renders the repository's root files.
type Root struct {
	Organization  string
	Hostname      string
	WorkspaceName string // a pattern with {unit} and {environment}
	VCS           string // owner/name
	Domain        string
	Environments  []Environment
	Layers        []Layer
	PackSources   map[string]string          // pack name → source
	Defaults      map[string]map[string]Attr // pack name or AllPacks → inputs
	Notifications []Notification
	Cloud         Cloud
	VariableSets  []VariableSet
	Variables     []VariableSet // of single units
	Teams         []Team

	Unit     *Unit // the unit "."
	hasCloud bool
}

// Environment is one environment block.
type Environment struct {
	Name               string
	Short              string // at most 3 characters, unique
	Region             string
	Account            string // AWS account number; empty when not set
	Production         bool
	Size               string // standard or small
	AutoApply          bool
	RequiredApprovals  int
	RunTriggers        string // direct, layers or none
	TerraformVersion   string
	AWSProviderVersion string
	PlanRoleARN        string // role that runs take while they plan; empty when not set
	ApplyRoleARN       string // and while they apply
	Range              hcl.Range
}

// Layer is one layer block.
type Layer struct {
	Name      string
	Directory string
	DependsOn []string
	Holds     string // "services" for a layer of many units, else empty
	Range     hcl.Range
}

// Notification is one notification target of every workspace.
type Notification struct {
	Kind         string // slack, email or webhook
	URLVariable  string // the environment variable that holds the URL
	Addresses    []string
	Triggers     []string
	Environments []string // empty means all
	Range        hcl.Range
}

// IsRoot tells whether src is a repository's root file, without evaluating it.
func IsRoot(filename string, src []byte) bool {
	f, err := parse(filename, src)
	if err != nil {
		return repositoryHeader(string(src))
	}
	for _, b := range f.body.Blocks {
		if b.Type == "repository" {
			return true
		}
	}
	return false
}

// repositoryHeader finds a repository block in a file that does not parse.
var repositoryHeader = matcher(`(?m)^\s*repository\s*\{`)

// ParseRoot reads the root scaffold.hcl. filename is used in messages only; it is
// empty for a file that is not written yet.
func ParseRoot(filename string, src []byte) (*Root, error) {
	f, err := parse(filename, src)
	if err != nil {
		return nil, err
	}
	r := &Root{
		PackSources: map[string]string{}, Defaults: map[string]map[string]Attr{},
		Cloud: Cloud{ExecutionMode: "remote", Speculative: true},
	}
	var list diag.List
	for name, a := range f.body.Attributes {
		list = append(list, f.problem(a.NameRange, "%q stands outside any block", name).WithHint("put it into the repository block"))
	}
	for _, b := range f.body.Blocks {
		list = list.Append(r.block(f, f.block(b)))
	}
	if len(list) == 0 {
		list = list.Append(r.check(f))
	}
	return r, list.InOrder().Err()
}

// Place is where the root file says a value: of an environment, or else of the
// repository; the block's header where it does not.
func (r *Root) Place(environment, name string) hcl.Range {
	f, err := parse(r.Unit.Filename, r.Unit.Source)
	if err != nil {
		return r.Unit.Range
	}
	at := r.Unit.Range
	for _, b := range f.body.Blocks {
		own := b.Type == "environment" && len(b.Labels) == 1 && b.Labels[0] == environment
		if b.Type != "repository" && !own {
			continue
		}
		if a, ok := b.Body.Attributes[name]; ok {
			return a.SrcRange
		}
		if own {
			at = b.DefRange()
		}
	}
	return at
}

func (r *Root) block(f *file, b *block) error {
	switch b.Type {
	case "repository":
		return r.repository(f, b)
	case "environment":
		return r.environment(b)
	case "layer":
		return r.layer(b)
	case "pack_source":
		return r.packSource(b)
	case "defaults":
		return r.defaults(b)
	case "notification":
		return r.notification(b)
	case "terraform_cloud":
		return r.cloud(b)
	case "variable_set":
		return r.variables(b, "name")
	case "variables":
		return r.variables(b, "unit")
	case "team":
		return r.team(b)
	}
	return f.problem(b.DefRange(), "a repository's scaffold.hcl holds no block %q", b.Type).
		WithHint("it may hold: repository, environment, layer, pack_source, defaults, notification, terraform_cloud, variable_set, variables, team")
}

func (r *Root) repository(f *file, b *block) error {
	if r.Unit != nil {
		return b.problem(b.DefRange(), "there are two repository blocks").WithHint("merge them into one")
	}
	r.Hostname, r.WorkspaceName, r.Domain = "app.terraform.io", "aws-{unit}-{environment}", "example.com"
	r.Unit = &Unit{Name: ".", Filename: f.name, Source: f.src, Range: b.DefRange(), Overrides: map[string]map[string]Attr{}}
	var list diag.List
	for name, target := range map[string]*string{
		"organization": &r.Organization, "hostname": &r.Hostname, "workspace_name": &r.WorkspaceName,
		"vcs": &r.VCS, "domain": &r.Domain,
	} {
		list = list.Append(b.read(name, target))
	}
	list = list.Append(b.packRef(&r.Unit.Pack))
	inputs, err := b.rest()
	r.Unit.Inputs = inputs
	list = list.Append(err).Append(b.nested())
	list = list.Append(r.checkRepository(b))
	return list.InOrder().Err()
}

var (
	organizationName = matcher(`^[A-Za-z0-9][A-Za-z0-9_-]*$`)
	vcsName          = matcher(`^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$`)
	hostName         = matcher(`^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]+)?$`)
	domainName       = matcher(`^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$`)
	workspacePattern = matcher(`^[A-Za-z0-9_{}-]+$`)
)

// matcher compiles a pattern when it is first used: start-up stays short.
func matcher(pattern string) func(string) bool {
	compiled := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
	return func(s string) bool { return compiled().MatchString(s) }
}

// checkRepository narrows the root's own texts to what Terraform Cloud and
// GitHub accept as names, so that they can stand anywhere in what is generated.
func (r *Root) checkRepository(b *block) error {
	var list diag.List
	check := func(name, value, want string, matches func(string) bool) {
		if !matches(value) {
			at := b.DefRange()
			a, ok := b.Body.Attributes[name]
			if !ok {
				list = append(list, b.problem(at, "the repository block has no %s", name).WithHint("add %s: %s", name, want))
				return
			}
			at = a.SrcRange
			list = append(list, b.problem(at, "%s %q is not %s", name, value, want))
		}
	}
	check("organization", r.Organization, "a Terraform Cloud organization: letters, digits, - and _", organizationName)
	check("vcs", r.VCS, "a repository's OWNER/NAME", vcsName)
	check("hostname", r.Hostname, "a host name", hostName)
	check("domain", r.Domain, "a domain name in lower case", domainName)
	check("workspace_name", r.WorkspaceName, "a pattern of letters, digits, -, _, {unit} and {environment}", workspacePattern)
	if !strings.Contains(r.WorkspaceName, "{unit}") || !strings.Contains(r.WorkspaceName, "{environment}") {
		at := b.DefRange()
		if a, ok := b.Body.Attributes["workspace_name"]; ok {
			at = a.SrcRange
		}
		list = append(list, b.problem(at, "workspace_name %q lacks {unit} or {environment}", r.WorkspaceName).
			WithHint("every unit and environment needs a workspace of its own, such as aws-{unit}-{environment}"))
	}
	return list.Err()
}

func (r *Root) packSource(b *block) error {
	name, err := b.label("pack")
	if err != nil {
		return err
	}
	var source string
	if err := (diag.List{}).Append(b.read("source", &source)).Append(b.done()).Err(); err != nil {
		return err
	}
	if _, twice := r.PackSources[name]; twice {
		return b.problem(b.DefRange(), "pack_source %q is there twice", name).WithHint("merge them into one")
	}
	if source == "" {
		return b.problem(b.DefRange(), "pack_source %q names no source", name).WithHint(`add source = "…"`)
	}
	r.PackSources[name] = source
	return nil
}

// AllPacks is the label of defaults for every pack that has the input.
const AllPacks = "*"

func (r *Root) defaults(b *block) error {
	name, err := b.label("pack")
	if err != nil {
		return err
	}
	if _, twice := r.Defaults[name]; twice {
		return b.problem(b.DefRange(), "defaults %q are there twice", name).WithHint("merge them into one")
	}
	inputs, err := b.rest()
	r.Defaults[name] = inputs
	return diag.List{}.Append(err).Append(b.nested()).Err()
}

func (r *Root) notification(b *block) error {
	kind, err := b.label("kind")
	if err != nil {
		return err
	}
	n := Notification{Kind: kind, Triggers: []string{"run:completed", "run:needs_attention", "run:errored"}, Range: b.DefRange()}
	if !slices.Contains([]string{"slack", "email", "webhook"}, kind) {
		return b.problem(b.DefRange(), "notification %q is of no known kind", kind).WithHint("it may be slack, email or webhook")
	}
	list := diag.List{}.Append(b.read("url_variable", &n.URLVariable)).Append(b.read("addresses", &n.Addresses)).
		Append(b.read("triggers", &n.Triggers)).Append(b.read("environments", &n.Environments)).Append(b.done())
	if len(list) == 0 {
		list = list.Append(n.check(b))
	}
	r.Notifications = append(r.Notifications, n)
	return list.Err()
}

// check refuses a target that could never be told anything. A URL is a secret,
// so only the name of the environment variable that holds it stands here.
func (n Notification) check(b *block) error {
	switch {
	case n.Kind == "email" && len(n.Addresses) == 0:
		return b.problem(b.DefRange(), "the e-mail notification has no addresses").WithHint(`add addresses = ["infra@example.com"]`)
	case n.Kind != "email" && !variableName(n.URLVariable):
		return b.problem(b.DefRange(), "the %s notification needs url_variable, the name of an environment variable", n.Kind).
			WithHint("the URL itself is a secret and stays out of scaffold.hcl; write url_variable = \"SLACK_WEBHOOK_URL\"")
	}
	for _, t := range n.Triggers {
		if !strings.HasPrefix(t, "run:") && !strings.HasPrefix(t, "assessment:") && !strings.HasPrefix(t, "workspace:") {
			return b.problem(b.DefRange(), "%q is not an event of Terraform Cloud", t).
				WithHint("such as run:created, run:planning, run:needs_attention, run:applying, run:completed, run:errored")
		}
	}
	return nil
}
