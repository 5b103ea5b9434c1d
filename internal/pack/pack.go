package pack

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Filename is the name of a pack's declaration.
const Filename = "pack.hcl"

// maxSize bounds what a pack may hold, in bytes; a pack is text.
const maxSize = 4 << 20

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
	Requires    string // constraint on scaffold's version
	Reads       []string
	Layer       string // the layer whose units it makes; empty when the unit is a layer itself
	Exposes     []string
	Locals      map[string]hcl.Expression
	Inputs      []*Input // in the order of the file
	FileSets    []FileSet
	Rules       []FileRule
	Notices     []Notice
	Sections    []Section
	NameRule    *NameRule
	Application *Application // nil when its units have no application repository
	Moves       []Move       // renamed files
	Renames     []Move       // renamed inputs

	Digest string            // sha256:… over every file's path and bytes
	Files  map[string][]byte // every file of the pack by its path in it

	memo   memo
	byName map[string]*Input
	locals []string // names in the order in which they can be evaluated
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
	When        hcl.Expression
	StoredIn    string // "spec" or "tfvars"
	Role        string
	Pinned      bool
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
	Pack string // the pack those units must have
	Via  string // "state" (an edge: remote state, order) or "name" (computed, no edge)
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

// Ref returns name@version.
func (p *Pack) Ref() string { return p.Name + "@" + p.Version }

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

// Load reads a pack from the root of fsys. origin names the place in messages,
// such as "templates/service".
func Load(fsys fs.FS, origin string) (*Pack, error) {
	files, err := readFiles(fsys, origin)
	if err != nil {
		return nil, err
	}
	src, ok := files[Filename]
	if !ok {
		return nil, diag.Usagef("%s is not a pack: it has no %s", origin, Filename)
	}
	p, err := parse(path.Join(origin, Filename), src)
	if err != nil {
		return nil, err
	}
	p.Files = files
	p.Digest = digest(files)
	return p, p.check(path.Join(origin, Filename), src)
}

func readFiles(fsys fs.FS, origin string) (map[string][]byte, error) {
	files := map[string][]byte{}
	var size int64
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if !entry.Type().IsRegular() {
			return diag.Usagef("%s/%s is a link or a special file; a pack holds plain files only", origin, name)
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if size += info.Size(); size > maxSize {
			return diag.Usagef("the pack %s holds more than %d MB", origin, maxSize>>20)
		}
		files[name], err = fs.ReadFile(fsys, name)
		return err
	})
	if err != nil {
		return nil, diag.List{}.Append(err).Err()
	}
	return files, nil
}

// digest is the sha256 over every path, length and content, sorted by path.
func digest(files map[string][]byte) string {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	h := sha256.New()
	for _, name := range names {
		fmt.Fprintf(h, "%d %s %d ", len(name), name, len(files[name]))
		h.Write(files[name])
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}
