package spec

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Defaults of an environment block, as formats.md shows them.
const (
	DefaultRegion             = "us-east-1"
	DefaultTerraformVersion   = "1.16.2"
	DefaultAWSProviderVersion = "6.66.0"
	DefaultRunTriggers        = TriggerLayers
)

// What defaults an environment has, as size says it. SizeSmall is for the thrifty.
const (
	SizeStandard = "standard"
	SizeSmall    = "small"
)

// Whose applies start whose runs, as run_triggers says it.
const (
	TriggerDirect = "direct" // of whatever is read
	TriggerLayers = "layers" // of a layer that another layer reads
	TriggerNone   = "none"
)

// nameRE is what units, layers and environments may be called: it fits
// workspace names, folder names and AWS resource names alike.
var nameRE = matcher(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// ValidName tells whether s can be the name of a unit, layer or environment.
func ValidName(s string) bool { return nameRE(s) }

var (
	accountRE   = matcher(`^[0-9]{12}$`)
	regionRE    = matcher(`^[a-z]{2}(-[a-z]+)+-[0-9]$`)
	versionRE   = matcher(`^[0-9]+\.[0-9]+\.[0-9]+(-[a-z0-9.]+)?$`)
	directoryRE = matcher(`^[a-z0-9][a-z0-9-]*$`)
	roleRE      = matcher(`^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+$`)
	shortRE     = matcher(`^[a-z][a-z0-9]{0,2}$`)
)

func (r *Root) environment(b *block) error {
	name, err := b.label("name")
	if err != nil {
		return err
	}
	e := Environment{
		Name: name, Short: Short(name), Region: DefaultRegion, Production: name == "production", Size: SizeStandard,
		AutoApply: name != "production", RequiredApprovals: 1, RunTriggers: DefaultRunTriggers,
		TerraformVersion: DefaultTerraformVersion, AWSProviderVersion: DefaultAWSProviderVersion, Range: b.DefRange(),
	}
	if e.Production {
		e.RequiredApprovals = 2
	}
	var list diag.List
	for key, target := range map[string]any{
		"short": &e.Short, "region": &e.Region, "account": &e.Account, "production": &e.Production, "size": &e.Size,
		"auto_apply": &e.AutoApply, "required_approvals": &e.RequiredApprovals, "run_triggers": &e.RunTriggers,
		"terraform_version": &e.TerraformVersion, "aws_provider_version": &e.AWSProviderVersion,
		"plan_role_arn": &e.PlanRoleARN, "apply_role_arn": &e.ApplyRoleARN,
	} {
		list = list.Append(b.read(key, target))
	}
	list = list.Append(b.done())
	if len(list) == 0 {
		list = list.Append(e.check(b))
	}
	r.Environments = append(r.Environments, e)
	return list.InOrder().Err()
}

// Short returns the short name an environment gets when none is given.
func Short(name string) string {
	switch name {
	case "staging":
		return "stg"
	case "production":
		return "prd"
	}
	name = strings.ReplaceAll(name, "-", "")
	return name[:min(3, len(name))]
}

// FreeShort is [Short], or one like it that is not taken.
func FreeShort(name string, taken func(string) bool) string {
	short := Short(name)
	for n := 2; taken(short) && n < 100; n++ {
		digits := strconv.Itoa(n)
		short = short[:min(len(short), 3-len(digits))] + digits
	}
	return short
}

func (e Environment) check(b *block) error {
	var list diag.List
	bad := func(key, format string, args ...any) {
		list = append(list, b.problem(b.at(key), format, args...))
	}
	if !ValidName(e.Name) {
		bad("", "environment %q has a name that can't be used: lower-case letters, digits and single hyphens, a letter first", e.Name)
	}
	if !shortRE(e.Short) {
		bad("short", "short %q of environment %q must be 1 to 3 lower-case letters or digits, a letter first", e.Short, e.Name)
	}
	if !regionRE(e.Region) {
		bad("region", "region %q is not an AWS region such as us-east-1", e.Region)
	}
	if e.Account != "" && !accountRE(e.Account) {
		bad("account", "account %q is not an AWS account number of 12 digits", e.Account)
	}
	if e.RequiredApprovals < 0 || e.RequiredApprovals > 10 {
		bad("required_approvals", "required_approvals is %d, GitHub takes 0 to 10", e.RequiredApprovals)
	}
	if e.Size != SizeStandard && e.Size != SizeSmall {
		bad("size", "size %q is not one of standard, small", e.Size)
	}
	if !slices.Contains([]string{TriggerDirect, TriggerLayers, TriggerNone}, e.RunTriggers) {
		bad("run_triggers", "run_triggers %q is not one of direct, layers, none", e.RunTriggers)
	}
	for _, pin := range e.pins() {
		if what, hint := pin.problem(); what != "" {
			list = append(list, b.problem(b.at(pin.key), "%s", what).WithHint("%s", hint))
		}
	}
	for key, arn := range map[string]string{"plan_role_arn": e.PlanRoleARN, "apply_role_arn": e.ApplyRoleARN} {
		if arn != "" && !roleRE(arn) {
			bad(key, "%s %q is not a role's ARN such as arn:aws:iam::111111111111:role/terraform-%s-plan", key, arn, e.Name)
		}
	}
	return list.Err()
}

func (r *Root) layer(b *block) error {
	name, err := b.label("name")
	if err != nil {
		return err
	}
	l := Layer{Name: name, Directory: name, Range: b.DefRange()}
	list := diag.List{}.Append(b.read("directory", &l.Directory)).Append(b.read("depends_on", &l.DependsOn)).
		Append(b.read("holds", &l.Holds)).Append(b.done())
	if !ValidName(l.Name) {
		list = append(list, b.problem(b.DefRange(), "layer %q has a name that can't be used: lower-case letters, digits and single hyphens, a letter first", l.Name))
	}
	if !directoryRE(l.Directory) {
		list = append(list, b.problem(b.DefRange(), "layer %q has a directory %q that is not one plain folder name under layers/", l.Name, l.Directory))
	}
	if l.Holds != "" && l.Holds != "services" {
		list = append(list, b.problem(b.Body.Attributes["holds"].SrcRange, "a layer can hold \"services\" only, not %q", l.Holds))
	}
	r.Layers = append(r.Layers, l)
	return list.Err()
}

// check looks at what the blocks say together.
func (r *Root) check(f *file) error {
	if r.Unit == nil {
		return diag.Usagef("%s has no repository block", cmp.Or(f.name, Filename)).
			At(hcl.Range{Filename: f.name, Start: hcl.InitialPos, End: hcl.InitialPos}, f.src).
			WithHint("`scaffold init` writes one")
	}
	var list diag.List
	unique := map[string]hcl.Range{}
	once := func(kind, name string, at hcl.Range) {
		key := kind + " " + name
		if first, twice := unique[key]; twice {
			list = append(list, f.problem(at, "%s %q is there twice", kind, name).WithHint("the first is in line %d", first.Start.Line))
		}
		unique[key] = at
	}
	for _, e := range r.Environments {
		once("environment", e.Name, e.Range)
		once("environment short name", e.Short, e.Range)
	}
	for _, l := range r.Layers {
		once("layer", l.Name, l.Range)
		once("layer directory", l.Directory, l.Range)
	}
	if len(r.Environments) == 0 {
		list = append(list, f.problem(r.Unit.Range, "the repository has no environment").WithHint(`add environment "dev" { … }`))
	}
	return list.Append(r.checkLayers(f)).Append(r.checkCloud(f)).Err()
}

// checkLayers refuses unknown layers in depends_on, and cycles.
func (r *Root) checkLayers(f *file) error {
	var list diag.List
	for _, l := range r.Layers {
		for _, name := range l.DependsOn {
			if _, ok := r.Layer(name); !ok {
				list = append(list, f.problem(l.Range, "layer %q depends on %q, which does not exist", l.Name, name).
					WithHint("layers here: %s", r.layerNames()))
			}
		}
	}
	if len(list) > 0 {
		return list
	}
	if _, err := r.LayerOrder(); err != nil {
		return err
	}
	return nil
}

func (r *Root) layerNames() string {
	var text string
	for i, l := range r.Layers {
		if i > 0 {
			text += ", "
		}
		text += l.Name
	}
	return text
}

// Layer returns the layer of that name.
func (r *Root) Layer(name string) (Layer, bool) {
	for _, l := range r.Layers {
		if l.Name == name {
			return l, true
		}
	}
	return Layer{}, false
}

// Environment returns the environment of that name.
func (r *Root) Environment(name string) (Environment, bool) {
	for _, e := range r.Environments {
		if e.Name == name {
			return e, true
		}
	}
	return Environment{}, false
}

// EnvironmentNames returns the names of all environments in the file's order.
func (r *Root) EnvironmentNames() []string {
	names := make([]string, len(r.Environments))
	for i, e := range r.Environments {
		names[i] = e.Name
	}
	return names
}

// LayerOrder returns the layers, each behind those it depends on; among equals
// the file's order stands. A cycle is a problem.
func (r *Root) LayerOrder() ([]Layer, error) {
	var order []Layer
	state := map[string]int{} // 1 being visited, 2 done
	var visit func(l Layer, from string) error
	visit = func(l Layer, from string) error {
		switch state[l.Name] {
		case 1:
			return diag.Usagef("layers %q and %q depend on each other in a circle", from, l.Name).At(l.Range, r.Unit.Source).
				WithHint("take one name out of a depends_on")
		case 2:
			return nil
		}
		state[l.Name] = 1
		for _, name := range l.DependsOn {
			if upstream, ok := r.Layer(name); ok {
				if err := visit(upstream, l.Name); err != nil {
					return err
				}
			}
		}
		state[l.Name] = 2
		order = append(order, l)
		return nil
	}
	for _, l := range r.Layers {
		if err := visit(l, l.Name); err != nil {
			return nil, err
		}
	}
	return order, nil
}

// NextDirectory returns the folder name of a further layer: the next free number.
func (r *Root) NextDirectory(name string) string {
	highest := 0
	for _, l := range r.Layers {
		var n int
		if _, err := fmt.Sscanf(l.Directory, "%d-", &n); err == nil {
			highest = max(highest, n)
		}
	}
	return fmt.Sprintf("%02d-%s", highest+1, name)
}
