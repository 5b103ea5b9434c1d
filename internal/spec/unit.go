package spec

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Filename is the name of every spec, at the root and in each unit.
const Filename = "scaffold.hcl"

// PackRef names a pack and the version wanted of it.
type PackRef struct {
	Name    string
	Version string // semver without a leading v; empty for the newest
}

// String returns name@version, as it stands in specs and locks.
func (r PackRef) String() string {
	if r.Version == "" {
		return r.Name
	}
	return r.Name + "@" + r.Version
}

// ParsePackRef reads name@version; the version may be left out.
func ParsePackRef(s string) (PackRef, bool) {
	name, version, found := strings.Cut(s, "@")
	ok := packName(name) && (!found || packVersion(version))
	return PackRef{Name: name, Version: version}, ok
}

// packVersion keeps anything out that could lead a vendored pack's folder
// elsewhere; whether it is a semantic version is the pack's affair.
var (
	packName    = matcher(`^[a-z][a-z0-9-]*$`)
	packVersion = matcher(`^[0-9]+(\.[0-9]+)*([-+][0-9A-Za-z+-]+(\.[0-9A-Za-z+-]+)*)?$`)
)

// Unit is a unit's spec: its pack and its inputs.
type Unit struct {
	Name         string
	Pack         PackRef
	Environments []string // in the order of the file; empty means all of the repository
	Inputs       map[string]Attr
	Overrides    map[string]map[string]Attr // by environment, then input

	Filename string
	Source   []byte
	Range    hcl.Range // the unit block's header

	environmentsRange hcl.Range
	overrideRanges    map[string]hcl.Range
}

// ParseUnit reads a unit's scaffold.hcl. filename is used in messages only; it is
// empty for a file that is not written yet.
func ParseUnit(filename string, src []byte) (*Unit, error) {
	f, err := parse(filename, src)
	if err != nil {
		return nil, err
	}
	if len(f.body.Blocks) != 1 || f.body.Blocks[0].Type != "unit" || len(f.body.Attributes) > 0 {
		return nil, diag.Usagef("%s is not a unit's spec", cmp.Or(filename, Filename)).At(hcl.Range{Filename: filename, Start: hcl.InitialPos, End: hcl.InitialPos}, src).
			WithHint("a unit's scaffold.hcl holds one block: unit \"name\" { pack = \"…\" … }")
	}
	return f.unit(f.block(f.body.Blocks[0]))
}

// IsUnit tells whether src is the spec of a unit, without evaluating it. A file
// that does not parse is taken for what its first block says.
func IsUnit(filename string, src []byte) bool {
	f, err := parse(filename, src)
	if err != nil {
		return unitHeader(string(src)) && !repositoryHeader(string(src))
	}
	unit := false
	for _, b := range f.body.Blocks {
		if b.Type == "repository" {
			return false
		}
		unit = unit || b.Type == "unit"
	}
	return unit
}

// unitHeader finds a unit block in a file that does not parse.
var unitHeader = matcher(`(?m)^\s*unit\s+"`)

// ParseContent reads a spec that a user hands in: a unit block, or just what
// would stand in one. Name and pack may be missing.
func ParseContent(filename string, src []byte) (*Unit, error) {
	all, err := ParseUnits(filename, src)
	if err != nil {
		return nil, err
	}
	if len(all) != 1 {
		return nil, diag.Usagef("%s holds more than one unit block", filename).At(all[1].Range, src)
	}
	return all[0], nil
}

// ParseUnits reads specs that a user hands in: unit blocks, or just the content
// of one. Every mistake in any of them is reported at once.
func ParseUnits(filename string, src []byte) ([]*Unit, error) {
	f, err := parse(filename, src)
	if err != nil {
		return nil, err
	}
	blocks := f.body.Blocks
	if !slices.ContainsFunc(blocks, func(b *hclsyntax.Block) bool { return b.Type == "unit" }) {
		u, err := f.content(&hclsyntax.Block{Type: "unit", Labels: []string{""}, Body: f.body, TypeRange: f.body.SrcRange})
		return []*Unit{u}, err
	}
	var list diag.List
	for _, a := range f.body.Attributes {
		list = append(list, f.problem(a.NameRange, "%s stands beside unit blocks", a.Name).WithHint("move it into the block of its unit"))
	}
	var out []*Unit
	for _, b := range blocks {
		if b.Type != "unit" {
			list = append(list, f.problem(b.DefRange(), "%s holds unit blocks, and beside them a block %q", filename, b.Type).WithHint("move it into the block of its unit"))
			continue
		}
		u, err := f.content(b)
		list = list.Append(err)
		out = append(out, u)
	}
	return out, list.InOrder().Err()
}

// content reads a unit block that need not say its pack.
func (f *file) content(b *hclsyntax.Block) (*Unit, error) {
	if _, ok := b.Body.Attributes["pack"]; !ok {
		b.Body.Attributes["pack"] = &hclsyntax.Attribute{Name: "pack", Expr: &hclsyntax.LiteralValueExpr{Val: cty.StringVal("any"), SrcRange: f.body.SrcRange}, SrcRange: f.body.SrcRange}
	}
	return f.unit(f.block(b))
}

func (f *file) unit(b *block) (*Unit, error) {
	name, err := b.label("name")
	if err != nil {
		return nil, err
	}
	u := &Unit{
		Name: name, Filename: f.name, Source: f.src, Range: b.DefRange(),
		Overrides: map[string]map[string]Attr{}, overrideRanges: map[string]hcl.Range{},
	}
	var list diag.List
	list = list.Append(b.packRef(&u.Pack))
	list = list.Append(b.read("environments", &u.Environments))
	if a, ok := b.Body.Attributes["environments"]; ok {
		u.environmentsRange = a.SrcRange
		list = list.Append(u.checkEnvironments())
	}
	u.Inputs, err = b.rest()
	list = list.Append(err)
	list = list.Append(b.nested("environment"))
	for _, child := range b.Body.Blocks {
		if child.Type == "environment" {
			list = list.Append(u.override(f.block(child)))
		}
	}
	return u, list.Err()
}

func (u *Unit) checkEnvironments() error {
	if len(u.Environments) == 0 {
		return diag.Usagef("%q lists no environment", u.Name).At(u.environmentsRange, u.Source).
			WithHint("name at least one, or leave the line out for all of them")
	}
	for i, name := range u.Environments {
		if slices.Contains(u.Environments[:i], name) {
			return diag.Usagef("%q lists environment %q twice", u.Name, name).At(u.environmentsRange, u.Source)
		}
	}
	return nil
}

// packRef reads the attribute `pack`, which must be there.
func (b *block) packRef(target *PackRef) error {
	var text string
	if err := b.read("pack", &text); err != nil {
		return err
	}
	a, ok := b.Body.Attributes["pack"]
	if !ok {
		return b.problem(b.DefRange(), "the %s block names no pack", b.Type).WithHint(`add pack = "name@version"`)
	}
	if *target, ok = ParsePackRef(text); !ok {
		return b.problem(a.SrcRange, "%q is not a pack and its version", text).WithHint(`write name@version, such as "service@1.0.0"`)
	}
	return nil
}

func (u *Unit) override(b *block) error {
	name, err := b.label("name")
	if err != nil {
		return err
	}
	if _, twice := u.Overrides[name]; twice {
		return b.problem(b.DefRange(), "environment %q has two blocks", name).WithHint("merge them into one")
	}
	u.overrideRanges[name] = b.DefRange()
	inputs, err := b.rest()
	u.Overrides[name] = inputs
	return diag.List{}.Append(err).Append(b.nested()).Err()
}

// EnvironmentsProblem returns a usage problem at the unit's list of
// environments, or at its header where it has none.
func (u *Unit) EnvironmentsProblem(format string, args ...any) *diag.Problem {
	r := u.environmentsRange
	if r.Filename == "" {
		r = u.Range
	}
	return diag.Usagef(format, args...).At(r, u.Source)
}

// NoEnvironments is the problem of a unit that lists or overrides environments
// where it has none of its own; nil when it does not.
func (u *Unit) NoEnvironments() *diag.Problem {
	if len(u.Environments) > 0 {
		return u.EnvironmentsProblem("%s lists environments, which an application repository does not have", u.Name)
	}
	for name := range u.Overrides {
		return u.OverrideProblem(name, "%s overrides an environment, which an application repository does not have", u.Name)
	}
	return nil
}

// OverrideProblem returns a usage problem at the block of an environment.
func (u *Unit) OverrideProblem(environment, format string, args ...any) *diag.Problem {
	return diag.Usagef(format, args...).At(u.overrideRanges[environment], u.Source)
}
