package pack

import (
	"cmp"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"
)

// Filename is the name of a pack's declaration.
const Filename = "pack.hcl"

// TestsDir is the folder in which a pack keeps its own tests. They are not part
// of the pack: neither its digest nor its vendored copies hold them, so a test
// can be added to a released version.
const TestsDir = "tests"

// What a pack may hold; a pack is text.
const (
	MaxSize  = 4 << 20 // bytes of all its files
	MaxFiles = 2000
)

// Scope says how often a template is rendered.
type Scope string

// The two scopes of files.
const (
	UnitScope        Scope = "unit"
	EnvironmentScope Scope = "environment"
)

// Pack is one version of a pack, read and checked.
type Pack struct {
	Name        string
	Version     string
	Kind        string   // what others may refer to its units as; its name where the declaration says none
	Requires    string   // constraint on scaffold's version
	Includes    []string // further files of the declaration, beside pack.hcl
	Reads       []string
	Layer       string   // the layer whose units it makes; empty when the unit is a layer itself
	Exposes     []string // inputs, and local.NAME
	Identity    []string // values that it reads, whose change abandons what exists
	Locals      map[string]hcl.Expression
	Inputs      []*Input // in the order of the files
	FileSets    []FileSet
	Rules       []FileRule
	Notices     []Notice
	Sections    []Section
	NameRule    *NameRule
	Application *Application  // nil when its units have no application repository
	Moves       []Move        // renamed files
	Renames     []Move        // renamed inputs
	Estimate    *EstimateRule // nil when the pack gives no figures
	Uniques     []Unique
	Limits      []Limit

	Digest string            // sha256:… over every file's path and bytes
	Files  map[string][]byte // every file of the pack by its path in it

	asked    map[hcl.Expression]bool // expressions that call exposed
	wanted   []string                // what they look at in its result
	needed   needs
	cache    resultCache
	sources  map[string][]byte // the files of the declaration by their names in ranges
	extended map[string]string // where files lie that it has of the folder that it extends, seen from its own
	byName   map[string]*Input
	locals   []string // names in the order in which they can be evaluated
}

// Input is one typed input.
type Input struct {
	Name        string
	Type        cty.Type
	TypeText    string // as written, for help and docs
	Defaults    *typeexpr.Defaults
	Default     hcl.Expression // nil when the input is required
	DefaultText string
	Description string
	Nullable    bool
	Prompt      string
	Choices     []cty.Value
	Aliases     map[string]cty.Value // of text: the value that is meant, by what else may be written
	Offers      hcl.Expression       // the values a prompt offers, computed from other inputs; nil when there are none
	Listed      cty.Value            // of a map: what each key has where only their list is written; NilVal where that is none
	Format      map[string]string    // what its text is, by attribute; "" is the input itself. See Formats
	When        hcl.Expression
	StoredIn    string // "spec" or "tfvars"
	Role        string
	Pinned      bool
	Number      *Number // which numbers it may hold; nil for any
	Validations []Validation
	References  *References
	Allocate    *Allocate
	Range       hcl.Range
}

// Validation is one rule over all inputs.
type Validation struct {
	Condition hcl.Expression
	Message   hcl.Expression
}

// References says that an input names other units.
type References struct {
	Pack string // the pack those units must have, whatever its kind; empty means any
	Kind string // the kind that their packs must have; empty means any
	Via  string // "state" (an edge: remote state, order) or "name" (computed, no edge)
}

// Admits tells whether a unit of the pack may be named.
func (r References) Admits(p *Pack) bool {
	return (r.Pack == "" || r.Pack == p.Name) && (r.Kind == "" || r.Kind == p.Kind)
}

// What is what those units are called in messages.
func (r References) What() string { return cmp.Or(r.Kind, r.Pack, "unit") }

// Unique says that units of a kind differ in an environment, where When holds.
type Unique struct {
	Name    string         // what is unique; packs of one kind are compared by it
	Values  hcl.Expression // a list: all of it makes the difference
	When    hcl.Expression // nil when it always counts
	Message hcl.Expression
	Range   hcl.Range

	inputs []string // that Values depends on
}

// Limit says how many units of a kind may have one value in an environment, of
// those where When holds.
type Limit struct {
	Name      string // what is counted; packs of one kind are counted by it
	Of        hcl.Expression
	When      hcl.Expression // nil when it always counts
	Warn, Max int            // Warn is 0 where nothing is said before Max
	Message   hcl.Expression
	Range     hcl.Range

	inputs []string // that Of depends on
}

// Allocate says that an input is a number chosen once.
type Allocate struct {
	Low, High  hcl.Expression // inclusive bounds
	UniqueWith []string       // inputs within whose equal values the number is unique
}

// FileSet is a folder of templates.
type FileSet struct {
	Scope  Scope
	Root   string
	Target hcl.Expression // folder relative to the unit; nil for the scope's default
	When   hcl.Expression // nil when it is always rendered
}

// Application says what an application repository copies from a unit into its
// own spec.
type Application struct {
	Pack        string         // the pack of the application repository
	Environment hcl.Expression // evaluated in each environment of the unit
	Inputs      hcl.Expression // an object: inputs of Pack; sees the results of Environment as `published`
}

// FileRule says something about files that match a pattern.
type FileRule struct {
	Pattern    string
	When       hcl.Expression
	SeedOnce   bool
	Executable bool
}

// EstimateRule is how a pack computes a figure for one environment.
type EstimateRule struct {
	Unit, Note      string
	Wanted, Maximum hcl.Expression // numbers; Maximum may be nil, or null where nothing grows
}

// Notice is a message printed after a run.
type Notice struct {
	When    hcl.Expression
	Message hcl.Expression
}

// Section is a managed part of a seed-once file: one sorted line for each
// environment of each unit whose pack has an input of the role.
type Section struct {
	Path, Role, Begin, End string
	Line                   hcl.Expression
}

// NameRule narrows the names that units of the pack may have.
type NameRule struct {
	Pattern           string
	Min, Max          int
	Reserved          []string // names or prefixes ending in *
	ForbiddenSuffixes []string
	Message           string
}

// Move is a renamed file or input.
type Move struct{ From, To string }

// Source returns the bytes of the file of the declaration that holds r: what
// snippets and texts are taken from.
func (p *Pack) Source(r hcl.Range) []byte { return p.sources[r.Filename] }

// Ref returns name@version.
func (p *Pack) Ref() string { return p.Name + "@" + p.Version }

// Required tells whether somebody must give the input a value.
func (in *Input) Required() bool { return in.Default == nil && in.Allocate == nil }

// Input returns the input of that name, or nil.
func (p *Pack) Input(name string) *Input { return p.byName[name] }

// InputByRole returns the input that plays the role, or nil.
func (p *Pack) InputByRole(role string) *Input {
	for _, in := range p.Inputs {
		if in.Role == role {
			return in
		}
	}
	return nil
}

// Templates returns the paths of the files below root in the pack, sorted.
func (p *Pack) Templates(root string) []string {
	var out []string
	for name := range p.Files {
		if strings.HasPrefix(name, root+"/") {
			out = append(out, name)
		}
	}
	sort.Strings(out)
	return out
}
