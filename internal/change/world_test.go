package change

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

const rootPackText = `pack "repository" {
  version = "1.0.0"
  reads   = ["layers"]
}
input "team" {
  type        = string
  default     = "platform"
  description = "Who owns it"
}
files "unit" {
  root = "unit"
}
`

const foundationPackText = `pack "foundation" {
  version = "1.0.0"
  reads   = ["production"]
}
input "zones" {
  type        = number
  default     = production ? 3 : 2
  pinned      = true
  description = "Zones"
}
input "days" {
  type        = number
  default     = 30
  stored_in   = "tfvars"
  description = "Days"
}
files "environment" {
  root = "environment"
}
`

const blankPackText = `pack "blank" {
  version = "1.0.0"
  reads   = ["layers"]
}
input "note" {
  type        = string
  default     = ""
  description = "Note"
}
input "cost" {
  type        = string
  description = "Cost center"
}
files "environment" {
  root = "environment"
}
`

const servicePackText = `pack "service" {
  version = "1.0.0"
  layer   = "applications"
  exposes = ["port"]
}
name {
  pattern = "^[a-z-]+$"
  min     = 2
  max     = 12
  message = "A service's name is 2 to 12 letters."
}
input "owner" {
  type        = string
  description = "Who owns it"
}
input "port" {
  type        = number
  default     = 8080
  description = "Port"
  validation {
    condition     = port > 0
    error_message = "A port is above 0."
  }
}
input "uses" {
  type        = list(string)
  default     = []
  description = "Services whose state it reads"
  references {
    pack = "service"
    via  = "state"
  }
}
input "calls" {
  type        = list(string)
  default     = []
  description = "Services it calls"
  references {
    pack = "service"
    via  = "name"
  }
}
input "slot" {
  type        = number
  description = "Slot"
  allocate {
    low  = 10
    high = 40
  }
}
input "count" {
  type        = number
  default     = 1
  stored_in   = "tfvars"
  description = "How many"
}
application "app" {
  environment = { name = environment }
  inputs      = { owner = owner, port = port, places = published[*].name }
}
files "environment" {
  root = "environment"
}
`

const applicationPackText = `pack "app" {
  version = "1.0.0"
}
input "runtime" {
  type        = string
  description = "Runtime"
}
input "owner" {
  type        = string
  description = "Who owns it"
}
input "port" {
  type        = number
  default     = 8080
  description = "Port"
}
input "places" {
  type        = list(string)
  default     = []
  description = "Where it is deployed"
}
files "unit" {
  root = "unit"
}
`

const tfvarsTemplate = "# numbers of <% .unit %>\n"

// firstPacks are small packs with the names of the built-in ones.
func firstPacks() fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range map[string]string{
		"repository/pack.hcl":                          rootPackText,
		"repository/unit/README.md.tmpl":               "<% range .layers %><% .name %>\n<% end %>",
		"foundation/pack.hcl":                          foundationPackText,
		"foundation/environment/main.tf.tmpl":          "resource \"a_net\" \"main\" {\n  zones               = <% .zones %>\n  deletion_protection = true\n}\n",
		"foundation/environment/terraform.tfvars.tmpl": tfvarsTemplate,
		"blank/pack.hcl":                               blankPackText,
		"blank/environment/main.tf.tmpl":               "# <% .cost %> beside <% len .layers %> layers\n",
		"service/pack.hcl":                             servicePackText,
		"service/environment/main.tf.tmpl":             "resource \"a_service\" \"main\" {\n  owner = <% hcl .owner %>\n  port  = <% .port %>\n  slot  = <% .slot %>\n}\n",
		"service/environment/calls.tf.tmpl":            "# calls:<% range .uses %> <% . %>:<% (index $.references .).port %><% end %><% range .calls %> <% . %>:<% (index $.references .).port %><% end %>\n",
		"service/environment/terraform.tfvars.tmpl":    tfvarsTemplate,
		"app/pack.hcl":                                 applicationPackText,
		"app/unit/README.md.tmpl":                      "<% .runtime %> of <% .owner %> at <% .port %>\n",
	} {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// world is a repository in memory, in which changes are carried out.
type world struct {
	t     *testing.T
	files map[repo.Path][]byte
	packs fstest.MapFS // built in
	runs  string       // the version of scaffold
}

// empty is a world in which there is no repository yet.
func empty(t *testing.T) *world {
	t.Helper()
	return &world{t: t, files: map[repo.Path][]byte{}, packs: firstPacks()}
}

// founded is a world with an infrastructure repository: dev and production, a
// foundation, a layer of services, and those named.
func founded(t *testing.T, services ...string) *world {
	t.Helper()
	w := empty(t)
	w.do(NewRepository{Root: acme()})
	for _, name := range services {
		w.do(service(name))
	}
	return w
}

// acme is the root file of a new repository.
func acme() spec.Root {
	return spec.Root{
		Organization: "acme", VCS: "acme/infra", Hostname: "app.terraform.io", WorkspaceName: "aws-{unit}-{environment}", Domain: "example.com",
		Environments: []spec.Environment{NewEnvironment("dev", "dev", "eu-west-1", false), NewEnvironment("production", "prd", "eu-west-1", true)},
		Layers: []spec.Layer{
			{Name: "foundation", Directory: "01-foundation"},
			{Name: "applications", Directory: "04-applications", DependsOn: []string{"foundation"}, Holds: "services"},
		},
	}
}

// service adds one of the team us; more are flags of its inputs.
func service(name string, more ...string) Add {
	return Add{Pack: "service", Name: name, Flags: typed(append([]string{"owner=us"}, more...)...)}
}

// folder is where a service's files lie.
func folder(name string) string { return "layers/04-applications/" + name + "/" }

// typed are assignments as --set would have them.
func typed(texts ...string) []Assignment {
	var out []Assignment
	for _, text := range texts {
		a, err := ParseSet(text)
		if err != nil {
			panic(err)
		}
		out = append(out, a)
	}
	return out
}

// disk is the repository as it is; changes of it later are not seen.
func (w *world) disk() fs.FS {
	if len(w.files) == 0 {
		return nil
	}
	return repo.Overlay{Files: maps.Clone(w.files)}
}

func (w *world) base() Base {
	dirs := map[string]string{}
	for name := range w.packs {
		dir, _, _ := strings.Cut(name, "/")
		dirs[dir] = dir
	}
	disk := w.disk()
	return Base{Disk: disk, Packs: &pack.Store{Builtin: w.packs, BuiltinDir: dirs, Repository: disk, Scaffold: w.runs}}
}

// plan plans a change that must not fail.
func (w *world) plan(c Change, o Options) *Planned {
	w.t.Helper()
	p, err := Plan(c, w.base(), o)
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}

// do plans a change and carries it out.
func (w *world) do(c Change) *Planned {
	w.t.Helper()
	p := w.plan(c, Options{})
	w.carryOut(p.Plan)
	return p
}

func (w *world) carryOut(p *plan.Plan) {
	for _, a := range p.Writes() {
		if a.Kind == plan.Delete {
			delete(w.files, a.Path)
		} else {
			w.files[a.Path] = a.Bytes()
		}
	}
}

// fails returns the problems of a change that can't be planned, one a line.
func (w *world) fails(c Change, o Options) []string {
	w.t.Helper()
	p, err := Plan(c, w.base(), o)
	if err == nil || p != nil {
		w.t.Fatalf("it is planned: %v, %v", p, err)
	}
	return told(err)
}

// told are the problems of an error, each with its hint.
func told(err error) []string {
	var out []string
	for _, p := range diag.Of(err) {
		out = append(out, p.Error())
	}
	return out
}

func (w *world) text(name string) string { return string(w.files[repo.Path(name)]) }

// edit replaces a text that must stand in a file.
func (w *world) edit(name, old, text string) {
	w.t.Helper()
	before := w.text(name)
	if !strings.Contains(before, old) {
		w.t.Fatalf("%s has no %q:\n%s", name, old, before)
	}
	w.files[repo.Path(name)] = []byte(strings.Replace(before, old, text, 1))
}

// release changes a built-in pack's declaration and templates: pairs of old and
// new text, in whichever of its files they stand.
func (w *world) release(name string, pairs ...string) {
	w.t.Helper()
	next := fstest.MapFS{}
	for file, f := range w.packs {
		next[file] = f
		if strings.HasPrefix(file, name+"/") {
			next[file] = &fstest.MapFile{Data: []byte(strings.NewReplacer(pairs...).Replace(string(f.Data)))}
		}
	}
	w.packs = next
}

// actions are "kind path" of a plan, without the vendored packs; with dir only
// those in it, seen from there.
func actions(p *plan.Plan, dir string) []string {
	var out []string
	for _, a := range p.Actions {
		if name, ok := strings.CutPrefix(string(a.Path), dir); ok && !strings.HasPrefix(name, ".scaffold/packs/") {
			out = append(out, string(a.Kind)+" "+name)
		}
	}
	return out
}

// same compares two lists of texts.
func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
